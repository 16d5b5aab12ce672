"""Floating panes, as somebody who knows tmux or Zellij expects it."""

from tests.core.session import Session, pane

from mux.core.arrange import arrange_tab
from mux.core.commands import (
    ClosePane,
    DragBorder,
    FocusNextPane,
    GrowPane,
    MoveFloating,
    MoveFocus,
    NewFloatingPane,
    ResizePane,
    SwapPane,
    ToggleEmbed,
    ToggleFloating,
    TogglePinned,
)
from mux.core.effects import (
    Spawn,
)
from mux.core.geometry import Direction
from mux.core.layout import (
    SHELL,
)

RIGHT, LEFT, UP, DOWN = Direction.RIGHT, Direction.LEFT, Direction.UP, Direction.DOWN


def test_floating_panes_open_hide_and_come_back() -> None:
    session = Session().do(ToggleFloating())
    assert session.effects == (Spawn(pane(2), SHELL, "/home"),)
    assert (session.focus, len(session.tab.floating)) == (2, 1)
    session.do(ToggleFloating())
    assert (session.focus, session.tab.floating_visible) == (1, False)
    session.do(ToggleFloating())
    assert (session.focus, session.tab.floating_visible) == (2, True)
    session.do(ClosePane())
    assert (session.focus, session.tab.floating_visible) == (1, False)


def test_a_pinned_pane_keeps_the_focus_when_the_others_hide() -> None:
    session = Session().do(NewFloatingPane(), TogglePinned(), ToggleFloating())
    assert session.focus == 2
    session.do(TogglePinned())
    assert session.focus == 1


def test_embed_and_float() -> None:
    session = Session().do(NewFloatingPane(), ToggleEmbed())
    assert (session.tiled, session.focus) == ([1, 2], 2)
    session.do(ToggleEmbed(pane(1)))
    assert (session.tiled, session.focus) == ([2], 1)
    assert session.fail(ToggleEmbed(pane(2))) == "the tab's only tiled pane can't float"


def test_the_last_tiled_pane_leaves_its_place_to_a_floating_one() -> None:
    session = Session().do(NewFloatingPane(), ClosePane(pane(1)))
    assert (session.tiled, session.tab.floating) == ([2], ())


def test_floating_panes_move_and_resize() -> None:
    session = Session()
    assert session.fail(MoveFloating(1, 1)) == "the pane does not float"
    session.do(NewFloatingPane(), MoveFloating(-5, 2), ResizePane(RIGHT, 4), GrowPane(1))
    frame = arrange_tab(session.workspace, session.tab)[-1].frame
    assert frame == (15, 8, 45, 13)
    session.do(DragBorder(20, 8, 25, 6))
    assert arrange_tab(session.workspace, session.tab)[-1].frame == (20, 6, 45, 13)
    assert "no place in the layout" in session.fail(SwapPane())


def test_focus_moves_among_floating_panes() -> None:
    session = Session().do(NewFloatingPane(), NewFloatingPane(), MoveFloating(20, 0))
    session.do(MoveFocus(LEFT))
    assert session.focus == 2
    session.do(MoveFocus(LEFT))
    assert session.focus == 2
    session.do(FocusNextPane(), FocusNextPane())
    assert session.focus in (1, 3)
