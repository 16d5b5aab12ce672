"""What goes to the programs of panes, as somebody who knows tmux or Zellij expects it."""

import pytest
from tests.core.session import A, Session, pane

from mux.core.commands import (
    ClearHistory,
    Command,
    Detach,
    Quit,
    RenameSession,
    SaveSession,
    ScrollPage,
    ScrollPane,
    ScrollToBottom,
    ScrollToTop,
    SendPrefix,
    ShowScreen,
    SwitchSession,
    ToggleSync,
    WriteChars,
)
from mux.core.effects import (
    Effect,
    EndSession,
    ForgetHistory,
    LetGo,
    Rename,
    SaveNow,
    Scroll,
    Show,
    Write,
)
from mux.core.geometry import Axis, Direction
from mux.core.ids import PaneId
from mux.core.layout import (
    Layout,
    PaneLayout,
    TabLayout,
)
from mux.core.tree import Leaf, Split

RIGHT, LEFT, UP, DOWN = Direction.RIGHT, Direction.LEFT, Direction.UP, Direction.DOWN


def test_typing_goes_to_one_pane_or_to_all_of_a_synchronized_tab() -> None:
    quiet = PaneLayout(exclude_from_sync=True)
    root = Split(Axis.ROWS, (Leaf(PaneLayout()), Leaf(PaneLayout()), Leaf(quiet)))
    session = Session(Layout((TabLayout(root),))).do(WriteChars("é"))
    assert session.effects == (Write(pane(1), "é".encode()),)
    session.do(ToggleSync(), WriteChars("x"))
    assert session.effects == (Write(pane(1), b"x"), Write(pane(2), b"x"))
    session.do(WriteChars("x", pane(3)))
    assert session.effects == (Write(pane(3), b"x"),)
    assert session.do(WriteChars("\udcff", pane(3))).effects == (Write(pane(3), b"\xff"),)
    assert "surrogate" in session.fail(WriteChars("\ud800"))


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("ctrl-b", b"\x02"),
        ("ctrl-space", b"\x00"),
        ("ctrl-]", b"\x1d"),
        ("alt-a", b"\x1ba"),
        ("ctrl-alt-a", b"\x1b\x01"),
        ("`", b"`"),
        ("f1", b""),
        ("ctrl-1", b""),
    ],
)
def test_the_prefix_is_sent(key: str, sent: bytes) -> None:
    session = Session()
    if sent:
        assert session.do(SendPrefix(key)).effects == (Write(pane(1), sent),)
    else:
        assert session.fail(SendPrefix(key)) == f'"{key}" can\'t be sent as a prefix'


@pytest.mark.parametrize(
    ("command", "effect"),
    [
        (ScrollPane(3), Scroll(PaneId(1), lines=3)),
        (ScrollPage(-0.5), Scroll(PaneId(1), pages=-0.5)),
        (ScrollToTop(), Scroll(PaneId(1), to="top")),
        (ScrollToBottom(), Scroll(PaneId(1), to="bottom")),
        (ClearHistory(), ForgetHistory(PaneId(1))),
        (SaveSession(), SaveNow()),
        (Quit(), EndSession()),
        (ShowScreen("help"), Show(A, "help")),
        (Detach(), LetGo(A)),
        (SwitchSession("other"), LetGo(A, "other")),
        (RenameSession("other"), Rename("other")),
    ],
)
def test_what_is_only_passed_on(command: Command, effect: Effect) -> None:
    assert Session().do(command).effects == (effect,)
