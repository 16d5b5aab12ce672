"""The tree: it tiles the area exactly, and what was split closes again."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.core.geometry import Axis, Direction, Offset, Region, Size
from mux.core.tree import Extent, Leaf, Node, Split, Unit
from mux.core.tree_edit import (
    close,
    expand,
    leaves,
    map_leaves,
    replace_leaf,
    split,
    swap,
    with_contents,
)
from mux.core.tree_resize import drag, resize
from mux.core.tree_solve import iter_tiles, minimum_length, share_out, solve

EXTENTS = st.one_of(
    st.builds(Extent, st.just(Unit.CELLS), st.integers(1, 60).map(float)),
    st.builds(Extent, st.just(Unit.PERCENT), st.floats(0.5, 100)),
    st.builds(Extent, st.just(Unit.WEIGHT), st.floats(0.01, 100)),
)
AREAS = st.builds(Region, st.just(0), st.just(0), st.integers(0, 250), st.integers(0, 80))
DIRECTIONS = st.sampled_from(Direction)


def splits(children: st.SearchStrategy[Node[int]]) -> st.SearchStrategy[Node[int]]:
    plain = st.builds(
        Split, st.sampled_from(Axis), st.lists(children, min_size=2, max_size=4).map(tuple), EXTENTS
    )
    members = st.lists(st.builds(Leaf, st.just(0), EXTENTS), min_size=2, max_size=4)
    stacks = members.flatmap(
        lambda found: st.builds(
            Split,
            st.just(Axis.ROWS),
            st.just(tuple(found)),
            EXTENTS,
            st.just(True),
            st.integers(0, len(found) - 1),
        )
    )
    return st.one_of(plain, plain, stacks)


def number(root: Node[int]) -> Node[int]:
    return with_contents(root, range(1, len(list(leaves(root))) + 1))


TREES = st.recursive(st.builds(Leaf, st.just(0), EXTENTS), splits, max_leaves=12).map(number)


def side_by_side(*extents: Extent) -> Split[int]:
    return Split(Axis.COLUMNS, tuple(Leaf(i, extent) for i, extent in enumerate(extents, 1)))


def widths(root: Node[int], width: int) -> list[int]:
    return [region.width for region in solve(root, Region(0, 0, width, 10)).values()]


def cells(amount: float) -> Extent:
    return Extent(Unit.CELLS, amount)


def percent(amount: float) -> Extent:
    return Extent(Unit.PERCENT, amount)


def weight(amount: float = 1.0) -> Extent:
    return Extent(Unit.WEIGHT, amount)


# --- solve --------------------------------------------------------------------------------------


@given(TREES, AREAS)
def test_leaves_tile_the_area_exactly(root: Node[int], area: Region) -> None:
    regions = solve(root, area)
    assert list(regions) == list(leaves(root))
    assert sum(region.area for region in regions.values()) == area.area
    for one, other in itertools.combinations(regions.values(), 2):
        assert not (one.area and other.area and one.overlaps(other))
    for region in regions.values():
        assert min(region.size) >= 0
        assert area.x <= region.x <= region.right <= area.right
        assert area.y <= region.y <= region.bottom <= area.bottom


@given(TREES, AREAS)
def test_no_leaf_is_empty_where_there_are_cells_enough(root: Node[int], area: Region) -> None:
    if minimum_length(root, Axis.COLUMNS) > area.width:
        return
    if minimum_length(root, Axis.ROWS) > area.height:
        return
    assert all(region.area for region in solve(root, area).values())


@pytest.mark.parametrize(
    ("extents", "total", "lengths"),
    [
        ([weight(), weight()], 80, [40, 40]),
        ([weight(), weight(), weight()], 80, [27, 26, 27]),
        ([weight(1), weight(3)], 80, [20, 60]),
        ([percent(60), percent(40)], 100, [60, 40]),
        ([percent(50), percent(30)], 80, [50, 30]),  # shared in proportion
        ([percent(80), percent(80)], 80, [40, 40]),
        ([percent(25), weight(), weight()], 100, [25, 38, 37]),
        ([cells(1), percent(60), percent(40)], 24, [1, 14, 9]),
        ([cells(10), percent(50), weight()], 100, [10, 50, 40]),  # percent is of the parent
        ([cells(10), percent(100), weight()], 100, [10, 89, 1]),
        ([cells(5), weight()], 80, [5, 75]),
        ([cells(30), cells(10)], 80, [60, 20]),  # nobody else to take the rest
        ([cells(100), weight()], 80, [79, 1]),
        ([cells(100), weight()], 1, [1, 0]),
        ([weight(), weight(), weight()], 2, [1, 0, 1]),
        ([weight(), weight()], 0, [0, 0]),
    ],
)
def test_lengths(extents: list[Extent], total: int, lengths: list[int]) -> None:
    assert share_out(extents, [1] * len(extents), total) == lengths


def test_a_stack_shows_titles_and_its_open_child() -> None:
    root = Split(Axis.ROWS, (Leaf(1), Leaf(2), Leaf(3)), stacked=True, expanded=1)
    tiles = list(iter_tiles(root, Region(0, 0, 80, 24)))
    assert [tile.region.height for tile in tiles] == [1, 22, 1]
    assert [tile.collapsed for tile in tiles] == [True, False, True]
    squeezed = solve(root, Region(0, 0, 80, 2))
    assert [region.height for region in squeezed.values()] == [1, 1, 0]


# --- split and close ----------------------------------------------------------------------------


@given(TREES, AREAS, DIRECTIONS, st.data())
def test_close_undoes_split(
    root: Node[int], area: Region, direction: Direction, data: st.DataObject
) -> None:
    target = data.draw(st.sampled_from(list(leaves(root))))
    after = split(root, target, 99, direction)
    assert set(leaves(after)) == {*leaves(root), 99}
    undone = close(after, 99, heirs=(target,))
    assert undone is not None
    assert solve(undone, area) == solve(root, area)


@given(TREES, AREAS, st.data())
def test_only_the_split_pane_gives_up_space(
    root: Node[int], area: Region, data: st.DataObject
) -> None:
    if any(isinstance(node, Split) and node.stacked for node in nodes(root)):
        return
    target = data.draw(st.sampled_from(list(leaves(root))))
    direction = data.draw(DIRECTIONS)
    before = solve(root, area)
    if before[target].length(direction.axis) < 20 or min(map(min, sizes(root, area))) < 4:
        return
    after = solve(split(root, target, 99, direction), area)
    for other in before:
        if other != target:
            assert after[other] == before[other]


def nodes(root: Node[int]) -> list[Node[int]]:
    below = root.children if isinstance(root, Split) else ()
    return [root, *(found for child in below for found in nodes(child))]


def sizes(root: Node[int], area: Region) -> list[Size]:
    return [region.size for region in solve(root, area).values()]


def test_a_split_of_the_same_axis_takes_in_a_sibling() -> None:
    root: Node[int] = split(Leaf(1), 1, 2, Direction.RIGHT)
    root = split(root, 2, 3, Direction.RIGHT)
    root = split(root, 1, 4, Direction.LEFT)
    assert isinstance(root, Split)
    assert list(leaves(root)) == [4, 1, 2, 3]
    assert len(root.children) == 4
    assert widths(root, 80) == [20, 20, 20, 20]


def test_a_split_of_the_other_axis_takes_the_place() -> None:
    root = split(side_by_side(cells(30), weight()), 1, 3, Direction.DOWN)
    assert solve(root, Region(0, 0, 80, 24)) == {
        1: Region(0, 0, 30, 12),
        3: Region(0, 12, 30, 12),
        2: Region(30, 0, 50, 24),
    }


def test_a_single_cell_is_not_halved_into_nothing() -> None:
    root = split(side_by_side(cells(1), weight()), 1, 3, Direction.RIGHT)
    assert widths(root, 80) == [1, 1, 78]
    assert all(node.extent.amount >= 1 for node in nodes(root))


def test_a_stack_is_split_as_a_whole() -> None:
    stack = Split(Axis.ROWS, (Leaf(1), Leaf(2)), stacked=True)
    for direction in Direction:
        after = split(stack, 1, 3, direction)
        assert isinstance(after, Split)
        assert stack.children in [getattr(child, "children", None) for child in after.children]


def test_space_goes_to_the_pane_used_last() -> None:
    root = side_by_side(weight(), weight(), weight())
    assert widths(close(root, 2, heirs=(3, 1)) or root, 90) == [30, 60]
    assert widths(close(root, 2, heirs=(1, 3)) or root, 90) == [60, 30]
    assert widths(close(root, 2) or root, 90) == [60, 30]
    assert widths(close(root, 1) or root, 90) == [60, 30]


def test_closing_the_last_leaf_leaves_nothing() -> None:
    assert close(Leaf(1), 1) is None


def test_closing_the_open_child_of_a_stack_opens_another() -> None:
    stack = Split(Axis.ROWS, (Leaf(1), Leaf(2), Leaf(3)), stacked=True, expanded=2)
    after = close(stack, 3)
    assert isinstance(after, Split)
    assert after.expanded == 1
    after = close(stack, 1)
    assert isinstance(after, Split)
    assert after.expanded == 1


def test_expand_opens_the_stack_around() -> None:
    stack = Split(Axis.ROWS, (Leaf(1), Leaf(2), Leaf(3)), stacked=True, expanded=2)
    root = Split(Axis.COLUMNS, (Leaf(4), stack))
    opened = expand(root, 2)
    assert [tile.content for tile in iter_tiles(opened, Region(0, 0, 9, 9)) if tile.collapsed] == [
        1,
        3,
    ]
    assert expand(root, 4) == root


@given(TREES)
def test_swap_replace_and_map_keep_the_shape(root: Node[int]) -> None:
    contents = list(leaves(root))
    swapped = swap(root, contents[0], contents[-1])
    assert swap(swapped, contents[0], contents[-1]) == root
    assert replace_leaf(replace_leaf(root, contents[0], 99), 99, contents[0]) == root
    assert map_leaves(root, lambda content: content) == root


# --- borders ------------------------------------------------------------------------------------

LEAST = Size(3, 3)


@given(TREES, AREAS, DIRECTIONS, st.integers(-30, 30), st.data())
def test_resizing_never_breaks_a_minimum(
    root: Node[int], area: Region, direction: Direction, cells: int, data: st.DataObject
) -> None:
    target = data.draw(st.sampled_from(list(leaves(root))))
    after = resize(root, area, target, direction, cells, LEAST)
    before, now = solve(root, area), solve(after, area)
    assert list(now) == list(before)
    assert sum(region.area for region in now.values()) == area.area


@pytest.mark.parametrize(
    ("target", "direction", "cells", "expected"),
    [
        (2, Direction.RIGHT, 5, [30, 35, 25]),
        (2, Direction.LEFT, 5, [25, 35, 30]),
        (1, Direction.LEFT, 5, [25, 35, 30]),  # at the edge: the opposite border
        (3, Direction.RIGHT, 5, [30, 35, 25]),
        (2, Direction.RIGHT, -5, [30, 25, 35]),
        (1, Direction.RIGHT, 50, [80, 5, 5]),  # the nearest gives first
        (2, Direction.UP, 5, [30, 30, 30]),
    ],
)
def test_resize(target: int, direction: Direction, cells: int, expected: list[int]) -> None:
    root = side_by_side(weight(), weight(), weight())
    after = resize(root, Region(0, 0, 90, 20), target, direction, cells, Size(5, 5))
    assert widths(after, 90) == expected


def test_sizes_set_by_hand_are_exact_here_and_in_proportion_elsewhere() -> None:
    root = side_by_side(cells(20), percent(50), percent(50))
    after = resize(root, Region(0, 0, 100, 20), 2, Direction.RIGHT, 7, LEAST)
    assert widths(after, 100) == [20, 47, 33]
    assert widths(after, 180) == [20, 94, 66]


def test_a_pane_without_a_border_of_its_own_moves_the_next_one_out() -> None:
    """1 | (2 over 3): the left border of 2 belongs to the outer split."""
    column = Split(Axis.ROWS, (Leaf(2), Leaf(3)))
    root = Split(Axis.COLUMNS, (Leaf(1), column))
    after = solve(resize(root, Region(0, 0, 80, 24), 2, Direction.LEFT, 10, LEAST), AREA)
    assert after[1].width == 30


AREA = Region(0, 0, 80, 24)


@pytest.mark.parametrize("column", [39, 40])
def test_drag_takes_either_side_of_a_border(column: int) -> None:
    root = side_by_side(weight(), weight())
    after = drag(root, AREA, Offset(column, 3), Offset(column + 10, 9), LEAST)
    assert widths(after, 80) == [50, 30]
    assert drag(root, AREA, Offset(10, 3), Offset(20, 3), LEAST) == root


def test_drag_at_a_crossing_moves_both() -> None:
    column = Split(Axis.ROWS, (Leaf(2), Leaf(3)))
    root = Split(Axis.COLUMNS, (Leaf(1), column))
    after = solve(drag(root, AREA, Offset(40, 12), Offset(30, 6), LEAST), AREA)
    assert after == {1: Region(0, 0, 30, 24), 2: Region(30, 0, 50, 6), 3: Region(30, 6, 50, 18)}


def test_a_border_within_a_split_is_found() -> None:
    """1 | ((2 | 3) over 4): the border between 2 and 3 ends where 4 begins."""
    row = Split(Axis.COLUMNS, (Leaf(2), Leaf(3)))
    root = Split(Axis.COLUMNS, (Leaf(1), Split(Axis.ROWS, (row, Leaf(4)))))
    after = solve(drag(root, AREA, Offset(60, 5), Offset(70, 5), LEAST), AREA)
    assert (after[1].width, after[2].width, after[3].width) == (40, 30, 10)
    assert drag(root, AREA, Offset(60, 18), Offset(70, 18), LEAST) == root


def test_titles_of_a_stack_are_no_borders() -> None:
    stack = Split(Axis.ROWS, (Leaf(1), Leaf(2), Leaf(3)), stacked=True, expanded=1)
    assert drag(stack, AREA, Offset(5, 1), Offset(5, 9), LEAST) == stack
    root = Split(Axis.COLUMNS, (stack, Leaf(4)))
    assert drag(root, AREA, Offset(5, 1), Offset(9, 9), LEAST) == root
    assert resize(root, AREA, 2, Direction.DOWN, 5, LEAST) == root
    assert solve(resize(root, AREA, 2, Direction.RIGHT, 5, LEAST), AREA)[2].width == 45


def test_regions_are_half_open() -> None:
    region = Region(2, 3, 4, 5)
    assert region.contains(2, 3)
    assert region.contains(5, 7)
    assert not region.contains(6, 3)
    assert not region.contains(2, 8)
    assert not region.overlaps(Region(6, 3, 4, 5))
    assert not region.overlaps(Region(2, 8, 4, 5))
    assert region.shrink(1, 1, 1, 1) == Region(3, 4, 2, 3)
    assert region.shrink(9, 9) == Region(6, 8, 0, 0)


def test_a_drag_stops_at_the_minimum() -> None:
    root = side_by_side(weight(), weight())
    assert widths(drag(root, AREA, Offset(40, 3), Offset(400, 3), LEAST), 80) == [77, 3]
    assert widths(drag(root, AREA, Offset(40, 3), Offset(-9, 3), LEAST), 80) == [3, 77]
