"""Where panes are seen: frames, zoom, stacks and floating panes."""

from dataclasses import replace

import pytest

from mux.core.arrange import Placement, arrange, tab_area
from mux.core.floating import cascade, drag_floating, move_floating, place_floating, resize_floating
from mux.core.geometry import Axis, Direction, Offset, Region, Size
from mux.core.ids import ClientId, PaneId, TabId
from mux.core.layout import Length
from mux.core.model import ClientView, Floating, Pane, Tab, Workspace
from mux.core.tree import Leaf, Split

ONE, TWO, THREE = PaneId(1), PaneId(2), PaneId(3)
AREA = Size(80, 24)
LONE = Tab(TabId(1), Leaf(ONE), (ONE,))
PAIR = Tab(TabId(1), Split(Axis.COLUMNS, (Leaf(ONE), Leaf(TWO))), (ONE, TWO))
PILE = Tab(TabId(1), Split(Axis.ROWS, (Leaf(ONE), Leaf(TWO))), (ONE, TWO))
STACK = Tab(
    TabId(1), Split(Axis.ROWS, (Leaf(ONE), Leaf(TWO)), stacked=True, expanded=1), (TWO, ONE)
)


@pytest.mark.parametrize("frames", ["full", "title", "none"])
def test_a_lone_pane_has_the_whole_area(frames: str) -> None:
    whole = Region(0, 0, 80, 24)
    assert arrange(LONE, AREA, frames) == (Placement(ONE, whole, whole, "none"),)


@pytest.mark.parametrize(
    ("tab", "frames", "contents"),
    [
        (PAIR, "full", [Region(1, 1, 38, 22), Region(41, 1, 38, 22)]),
        (PAIR, "title", [Region(0, 1, 39, 23), Region(40, 1, 40, 23)]),
        (PAIR, "none", [Region(0, 0, 39, 24), Region(40, 0, 40, 24)]),
        (PILE, "full", [Region(1, 1, 78, 10), Region(1, 13, 78, 10)]),
        (PILE, "title", [Region(0, 1, 80, 11), Region(0, 13, 80, 11)]),
        (PILE, "none", [Region(0, 0, 80, 11), Region(0, 12, 80, 12)]),
    ],
)
def test_frames(tab: Tab, frames: str, contents: list[Region]) -> None:
    placements = arrange(tab, AREA, frames)
    assert [placement.content for placement in placements] == contents
    assert sum(placement.frame.area for placement in placements) == 80 * 24
    assert {placement.border for placement in placements} == {frames}


def test_a_borderless_pane_has_no_frame() -> None:
    panes = {ONE: Pane(ONE, borderless=True), TWO: Pane(TWO)}
    for frames in ("full", "title", "none"):
        first, second = arrange(PAIR, AREA, frames, panes)
        assert first.frame == first.content
        assert first.border == "none"
        assert second.border == frames


def test_a_region_too_small_loses_its_frame() -> None:
    for placement in arrange(PILE, Size(80, 5), "full"):
        assert placement.border == ("full" if placement.frame.height >= 3 else "none")
        assert placement.content.area > 0


def test_what_has_no_cell_is_not_listed() -> None:
    assert [placement.pane for placement in arrange(PILE, Size(80, 1), "full")] == [ONE]
    assert arrange(PILE, Size(0, 0), "full") == ()


def test_a_zoomed_pane_is_alone() -> None:
    whole = Region(0, 0, 80, 24)
    assert arrange(replace(PAIR, zoomed=True), AREA, "full") == (
        Placement(ONE, whole, whole, "none"),
    )


def test_a_stack_shows_a_title_and_a_pane() -> None:
    title, opened = arrange(STACK, AREA, "full")
    assert title.stacked_title
    assert title.frame == Region(0, 0, 80, 1)
    assert title.content.height == 0
    assert opened.content == Region(1, 2, 78, 21)


# --- floating panes -----------------------------------------------------------------------------


def cells(amount: float) -> Length:
    return Length(amount)


def percent(amount: float) -> Length:
    return Length(amount, percent=True)


@pytest.mark.parametrize(
    ("floating", "region"),
    [
        (Floating(TWO), Region(20, 6, 40, 12)),
        (Floating(TWO, width=cells(10)), Region(35, 6, 10, 12)),  # centred
        (Floating(TWO, percent(10), cells(2), percent(50), cells(12)), Region(8, 2, 40, 12)),
        (Floating(TWO, cells(70), cells(20), cells(20), cells(10)), Region(60, 14, 20, 10)),
        (Floating(TWO, cells(0), cells(0), cells(900), cells(900)), Region(0, 0, 80, 24)),
        (Floating(TWO, percent(100), percent(100), cells(1), cells(1)), Region(77, 21, 3, 3)),
        (Floating(TWO, width=percent(33)), Region(27, 6, 26, 12)),  # rounded down
    ],
)
def test_places_of_floating_panes(floating: Floating, region: Region) -> None:
    assert place_floating(floating, AREA) == region


def test_floating_panes_fit_into_any_area() -> None:
    assert place_floating(Floating(TWO), Size(2, 1)) == Region(0, 0, 2, 1)
    assert place_floating(Floating(TWO), Size(0, 0)) == Region(0, 0, 0, 0)


def test_new_floating_panes_do_not_cover_each_other() -> None:
    floating: list[Floating] = []
    for number in range(1, 6):
        floating.append(cascade(PaneId(number), floating))
    assert len({place_floating(item, AREA) for item in floating}) == 5


def test_floating_panes_move_and_resize_within_the_area() -> None:
    item = Floating(TWO)
    assert place_floating(move_floating(item, AREA, -5, 2), AREA) == Region(15, 8, 40, 12)
    assert place_floating(move_floating(item, AREA, -500, 200), AREA) == Region(0, 12, 40, 12)
    wider = resize_floating(item, AREA, Direction.RIGHT, 5)
    assert place_floating(wider, AREA) == Region(20, 6, 45, 12)
    lower = resize_floating(item, AREA, Direction.UP, 500)
    assert place_floating(lower, AREA) == Region(20, 6, 40, 3)


@pytest.mark.parametrize(
    ("start", "end", "region"),
    [
        (Offset(30, 6), Offset(33, 8), Region(23, 8, 40, 12)),  # by its title
        (Offset(59, 10), Offset(64, 3), Region(20, 6, 45, 12)),  # its right border
        (Offset(20, 10), Offset(15, 3), Region(15, 6, 45, 12)),  # its left border
        (Offset(20, 10), Offset(99, 3), Region(57, 6, 3, 12)),
        (Offset(59, 17), Offset(69, 20), Region(20, 6, 50, 15)),  # its corner
        (Offset(30, 17), Offset(69, 20), Region(20, 6, 40, 15)),  # its lower border
    ],
)
def test_floating_panes_are_dragged_by_their_frame(
    start: Offset, end: Offset, region: Region
) -> None:
    assert place_floating(drag_floating(Floating(TWO), AREA, start, end), AREA) == region


def test_floating_panes_lie_above_and_pinned_ones_on_top() -> None:
    items = (Floating(TWO, pinned=True), Floating(THREE))
    tab = replace(LONE, recent=(ONE, TWO, THREE), floating=items, floating_visible=True)
    assert [placement.pane for placement in arrange(tab, AREA, "none")] == [ONE, THREE, TWO]
    assert arrange(tab, AREA, "none")[1].border == "full"
    hidden = replace(tab, floating_visible=False)
    assert [placement.pane for placement in arrange(hidden, AREA, "none")] == [ONE, TWO]
    zoomed = replace(tab, zoomed=True)
    assert [placement.pane for placement in arrange(zoomed, AREA, "none")] == [ONE, TWO]
    zoomed = replace(zoomed, recent=(TWO, ONE, THREE))
    assert [placement.pane for placement in arrange(zoomed, AREA, "none")] == [TWO]


# --- sizes --------------------------------------------------------------------------------------


def test_the_smallest_client_of_a_tab_decides() -> None:
    first, second = TabId(1), TabId(2)
    views = [
        ClientView(ClientId(1), Size(100, 30), first),
        ClientView(ClientId(2), Size(80, 40), first),
        ClientView(ClientId(3), Size(10, 10), second),
    ]
    workspace = Workspace("s", clients={view.id: view for view in views}, size=Size(90, 20))
    assert tab_area(workspace, first) == Size(80, 30)
    assert tab_area(workspace, second) == Size(10, 10)
    assert tab_area(workspace, TabId(3)) == Size(90, 20)
