"""Sizes and places of tiled panes, as somebody who knows tmux or Zellij expects it."""

import pytest
from tests.core.session import Session

from mux.core.commands import (
    DragBorder,
    GrowPane,
    NewPane,
    NextLayout,
    PreviousLayout,
    ResizePane,
    RotatePanes,
    SelectLayout,
    SplitPane,
    SwapPane,
    ToggleFrames,
)
from mux.core.geometry import Direction

RIGHT, LEFT, UP, DOWN = Direction.RIGHT, Direction.LEFT, Direction.UP, Direction.DOWN


def test_resize_and_grow() -> None:
    session = Session().do(SplitPane(), ResizePane(LEFT, 10))
    assert session.widths() == [30, 50]
    assert session.tab.arranged_by_hand
    session.do(GrowPane(5))
    assert session.widths() == [25, 55]
    session.do(GrowPane(-5))
    assert session.widths() == [30, 50]
    session.do(ResizePane(LEFT, 1000))
    assert session.widths() == [3, 77]


def test_drag_a_border() -> None:
    session = Session().do(SplitPane(), DragBorder(40, 5, 20, 5))
    assert session.widths() == [20, 60]
    before = session.workspace
    assert session.do(DragBorder(50, 5, 20, 5)).workspace is before


def test_swap_and_rotate() -> None:
    session = Session().do(SplitPane(), SplitPane())
    session.do(SwapPane(LEFT))
    assert (session.tiled, session.focus) == ([1, 3, 2], 3)
    session.do(SwapPane(forward=True))
    assert session.tiled == [1, 2, 3]
    session.do(SwapPane(forward=True))
    assert session.tiled == [3, 2, 1]
    session.do(RotatePanes())
    assert session.tiled == [1, 3, 2]
    session.do(RotatePanes(forward=False))
    assert session.tiled == [3, 2, 1]


@pytest.mark.parametrize(
    ("name", "widths", "heights"),
    [
        ("even-horizontal", [20, 20, 20, 20], [24, 24, 24, 24]),
        ("even-vertical", [80, 80, 80, 80], [6, 6, 6, 6]),
        ("main-horizontal", [80, 27, 26, 27], [14, 10, 10, 10]),
        ("main-vertical", [48, 32, 32, 32], [24, 8, 8, 8]),
        ("tiled", [40, 40, 40, 40], [12, 12, 12, 12]),
    ],
)
def test_presets(name: str, widths: list[int], heights: list[int]) -> None:
    session = Session().do(NewPane(), NewPane(), NewPane(), SelectLayout(name))
    assert session.widths() == widths
    assert session.heights() == heights
    assert session.tiled == [1, 2, 3, 4]
    assert session.tab.swap == name


def test_presets_are_for_once_as_in_tmux() -> None:
    session = Session().do(SplitPane(), SelectLayout("even-vertical"), SplitPane(RIGHT))
    assert session.widths() == [80, 40, 40]


def test_layouts_take_turns() -> None:
    session = Session().do(SplitPane(), NextLayout())
    assert session.tab.swap == "even-horizontal"
    assert session.do(NextLayout()).tab.swap == "even-vertical"
    assert session.do(PreviousLayout(), PreviousLayout()).tab.swap == "tiled"
    assert session.do(NextLayout()).tab.swap == "even-horizontal"


def test_an_unknown_layout_is_answered() -> None:
    assert session_error("tield") == 'there is no layout "tield". Did you mean "tiled"?'
    assert "There are: even-horizontal," in session_error("xyz")


def session_error(layout: str) -> str:
    return Session().fail(SelectLayout(layout))


def test_frames_take_turns() -> None:
    session = Session().do(ToggleFrames())
    assert session.workspace.frames == "title"
    assert session.do(ToggleFrames(), ToggleFrames()).workspace.frames == "full"
