"""Where the focus goes, as somebody who knows tmux or Zellij expects it."""

from tests.core.session import Session, pane

from mux.core.commands import (
    ClosePane,
    FocusLastPane,
    FocusNextPane,
    FocusPane,
    FocusPreviousPane,
    GoToTab,
    MoveFocus,
    MoveFocusOrTab,
    NewTab,
    ResizePane,
    SplitPane,
    ToggleZoom,
)
from mux.core.geometry import Direction

RIGHT, LEFT, UP, DOWN = Direction.RIGHT, Direction.LEFT, Direction.UP, Direction.DOWN


def test_focus_moves_by_direction_and_wraps_as_in_tmux() -> None:
    session = Session().do(SplitPane(), SplitPane(DOWN))  # 1 | (2 over 3)
    session.do(MoveFocus(LEFT))
    assert session.focus == 1
    session.do(MoveFocus(RIGHT))
    assert session.focus == 3  # used last of the two
    session.do(MoveFocus(RIGHT))
    assert session.focus == 1
    session.do(MoveFocus(UP))
    assert session.focus == 1


def test_of_two_neighbours_the_longer_border_wins() -> None:
    session = Session().do(SplitPane(), SplitPane(DOWN), ResizePane(UP, 5))
    session.do(FocusPane(pane(2)), MoveFocus(LEFT), MoveFocus(RIGHT))
    assert session.focus == 3


def test_focus_goes_round_and_back() -> None:
    session = Session().do(SplitPane(), SplitPane())
    session.do(FocusNextPane())
    assert session.focus == 1
    session.do(FocusPreviousPane(), FocusPreviousPane())
    assert session.focus == 2
    session.do(FocusLastPane())
    assert session.focus == 3
    assert Session().fail(FocusLastPane()) == "no other pane of this tab had the focus"


def test_focus_by_id_goes_to_its_tab() -> None:
    session = Session().do(NewTab(), FocusPane(pane(1)))
    assert session.tab.id == 1


def test_at_the_edge_to_the_next_tab() -> None:
    session = Session().do(SplitPane(), NewTab(), NewTab(), GoToTab(1))
    session.do(MoveFocusOrTab(LEFT))
    assert (session.tab.id, session.focus) == (1, 1)
    session.do(MoveFocusOrTab(LEFT))
    assert session.tab.id == 3
    session.do(MoveFocusOrTab(RIGHT), MoveFocusOrTab(RIGHT), MoveFocusOrTab(RIGHT))
    assert session.tab.id == 2


def test_zoom_ends_when_the_focus_moves() -> None:
    session = Session().do(ToggleZoom())
    assert not session.tab.zoomed
    session.do(SplitPane(), ToggleZoom())
    assert session.widths() == [80]
    session.do(MoveFocus(LEFT))
    assert not session.tab.zoomed
    session.do(ToggleZoom(pane(2)))
    assert (session.focus, session.tab.zoomed) == (2, True)
    session.do(ToggleZoom())
    assert session.widths() == [40, 40]
    session.do(ToggleZoom(), SplitPane())
    assert not session.tab.zoomed


def test_zoom_outlives_the_panes_that_it_hides() -> None:
    session = Session().do(SplitPane(), SplitPane(), ToggleZoom(), ClosePane(pane(1)))
    assert (session.tab.zoomed, session.focus) == (True, 3)
    session.do(ClosePane(pane(2)))
    assert not session.tab.zoomed
    session.do(SplitPane(), SplitPane(), ToggleZoom(), ClosePane())
    assert not session.tab.zoomed
