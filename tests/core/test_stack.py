"""Piling panes up by hand, and what can be said of a single pane."""

from tests.core.session import Session, pane

from mux.core.arrange import arrange_tab
from mux.core.commands import (
    ClosePane,
    ExcludeFromSync,
    FocusNextPane,
    FocusPane,
    MoveFocus,
    NewFloatingPane,
    NewPane,
    NewStackedPane,
    NextLayout,
    SetPaneColor,
    SplitPane,
    StackPanes,
    ToggleFloating,
    ToggleSync,
    UndoClose,
    UnstackPanes,
    WriteChars,
)
from mux.core.effects import Spawn, Write
from mux.core.geometry import Axis, Direction, Size
from mux.core.layout import SHELL
from mux.core.tree import Split

RIGHT, LEFT, UP, DOWN = Direction.RIGHT, Direction.LEFT, Direction.UP, Direction.DOWN


def heights(session: Session) -> dict[int, int]:
    placed = arrange_tab(session.workspace, session.tab)
    return {item.pane: item.frame.height for item in placed}


def test_all_panes_of_a_tab_in_one_stack() -> None:
    session = Session().do(SplitPane(RIGHT), SplitPane(DOWN), FocusPane(pane(2)), StackPanes())
    assert heights(session) == {1: 1, 2: 22, 3: 1}
    session.do(FocusNextPane())
    assert heights(session) == {1: 1, 2: 1, 3: 22}
    assert session.tab.arranged_by_hand


def test_a_pane_with_its_neighbour() -> None:
    session = Session().do(SplitPane(RIGHT), SplitPane(RIGHT), StackPanes(LEFT))
    assert session.tiled == [1, 2, 3]
    assert heights(session) == {1: 24, 2: 1, 3: 23}
    session.do(MoveFocus(LEFT), StackPanes(RIGHT))
    root = session.tab.root
    assert isinstance(root, Split)
    assert (root.stacked, session.tiled, session.tab.focus) == (True, [2, 1, 3], 1)
    before = session.workspace
    assert session.do(StackPanes(UP)).workspace is before


def test_a_pane_goes_below_or_above_as_it_lay() -> None:
    assert Session().do(SplitPane(RIGHT), StackPanes(LEFT)).tiled == [1, 2]
    assert Session().do(SplitPane(RIGHT), FocusPane(pane(1)), StackPanes(RIGHT)).tiled == [1, 2]
    assert Session().do(SplitPane(DOWN), StackPanes(UP)).tiled == [1, 2]


def test_what_can_not_be_stacked() -> None:
    session = Session()
    assert session.fail(StackPanes()) == "there is no other pane to stack it with"
    session.do(SplitPane(RIGHT))
    assert session.fail(StackPanes(RIGHT)) == "no pane lies there"
    session.do(NewFloatingPane())
    assert session.fail(StackPanes()) == "a floating pane can't be stacked"
    assert session.fail(UnstackPanes()) == "the pane is in no stack"
    assert session.fail(UnstackPanes(pane(1))) == "the pane is in no stack"


def test_a_stack_comes_apart_again() -> None:
    session = Session().do(SplitPane(RIGHT), SplitPane(RIGHT), StackPanes(), UnstackPanes())
    assert heights(session) == {1: 8, 2: 8, 3: 8}
    session.do(StackPanes(), NextLayout())
    root = session.tab.root
    assert isinstance(root, Split)
    assert (root.stacked, root.axis) == (False, Axis.COLUMNS)


def test_a_new_pane_in_a_stack() -> None:
    session = Session().do(SplitPane(RIGHT), NewStackedPane(name="top"))
    assert session.effects == (Spawn(pane(3), SHELL, "/home"),)
    assert heights(session) == {1: 24, 2: 1, 3: 23}
    assert session.workspace.panes[pane(3)].name == "top"
    session.do(FocusPane(pane(2)), NewStackedPane())
    assert session.tiled == [1, 2, 4, 3]
    assert heights(session) == {1: 24, 2: 1, 3: 1, 4: 22}
    tight = Session(size=Size(20, 1))
    assert tight.fail(NewStackedPane()) == "there is no room for another pane"


def test_a_closed_member_comes_back_into_the_stack() -> None:
    session = Session().do(SplitPane(RIGHT), SplitPane(RIGHT), StackPanes())
    session.do(ClosePane(pane(2)), FocusPane(pane(1)), UndoClose())
    assert session.tiled == [1, 2, 3]
    assert heights(session) == {1: 1, 2: 22, 3: 1}


# --- single panes ---------------------------------------------------------------------------------


def test_from_a_floating_pane_a_new_one_floats() -> None:
    session = Session().do(NewFloatingPane(), NewPane(name="another"))
    assert [item.pane for item in session.tab.floating] == [2, 3]
    assert session.tab.focus == 3
    places = {(item.x, item.y) for item in session.tab.floating}
    assert len(places) == 2
    session.do(ToggleFloating(), NewPane())
    assert session.tiled == [1, 4]


def test_a_pane_is_left_out_of_what_is_typed_into_all() -> None:
    session = Session().do(SplitPane(), SplitPane(), ToggleSync(), ExcludeFromSync(pane(2)))
    session.do(WriteChars("x"))
    assert session.effects == (Write(pane(3), b"x"), Write(pane(1), b"x"))
    session.do(ExcludeFromSync(pane(2)), WriteChars("x"))
    assert len(session.effects) == 3


def test_colours_of_panes() -> None:
    session = Session().do(SetPaneColor("#00FF00", "#001122"))
    coloured = session.workspace.panes[pane(1)]
    assert (coloured.default_fg, coloured.default_bg) == ("#00FF00", "#001122")
    assert session.fail(SetPaneColor("green")) == '"green" is no colour; write it like "#ff8800"'
    assert "no colour" in session.fail(SetPaneColor("", "#12"))
    plain = session.do(SetPaneColor()).workspace.panes[pane(1)]
    assert (plain.default_fg, plain.default_bg) == ("", "")
