"""Moving borders by hand.

A border lies between two neighbouring children of a split. When one moves, the split's children
take on the lengths that they then have: fixed ones as cells, all others as weights, so that the
sizes are exact in the present area and keep their proportions in any other.
"""

from typing import NamedTuple, TypeVar

from mux.core.geometry import Axis, Direction, Offset, Region, Size
from mux.core.tree import Extent, Node, Split, Unit
from mux.core.tree_edit import Path, find_path, node_at, with_node
from mux.core.tree_solve import child_lengths, child_regions, minimum_length
from mux.dataclass import replace

T = TypeVar("T")


class Border(NamedTuple):
    """The border after one child of a split."""

    split: Path
    child: int


def resize(
    root: Node[T], area: Region, target: T, direction: Direction, cells: int, minimum: Size
) -> Node[T]:
    """Move the target's border on the direction's side that way by some cells.

    A target at the edge of the tab has no border there; then the opposite border moves, as in tmux.
    Negative cells move it the other way. `minimum` is the least size of a leaf; a border stops
    there. The tree comes back as it is when nothing can move.
    """
    path = find_path(root, target)
    border = _border_beside(root, path, direction.axis, direction.forward)
    if border is None:
        border = _border_beside(root, path, direction.axis, not direction.forward)
    if border is None:
        return root
    return move_border(root, area, border, cells if direction.forward else -cells, minimum)


def grow(root: Node[T], area: Region, target: T, cells: int, minimum: Size) -> Node[T]:
    """Give the target some cells along each axis, or (negative) take them away: the border after
    it moves, or the one before it where there is none after it."""
    path = find_path(root, target)
    for axis in Axis:
        after = _border_beside(root, path, axis, after=True)
        border = after or _border_beside(root, path, axis, after=False)
        if border is not None:
            root = move_border(root, area, border, cells if after else -cells, minimum)
    return root


def drag(root: Node[T], area: Region, start: Offset, end: Offset, minimum: Size) -> Node[T]:
    """Move the border at one cell to another cell; where two borders cross, both move."""
    for axis, distance in ((Axis.COLUMNS, end.x - start.x), (Axis.ROWS, end.y - start.y)):
        border = find_border(root, area, start, axis)
        if border is not None and distance:
            root = move_border(root, area, border, distance, minimum)
    return root


def _border_beside(root: Node[T], path: Path, axis: Axis, after: bool) -> Border | None:
    """The nearest border after (or before) the node at a path."""
    for depth in reversed(range(len(path))):
        node = node_at(root, path[:depth])
        assert isinstance(node, Split)
        if node.axis is not axis or node.stacked:
            continue
        index = path[depth] if after else path[depth] - 1
        if 0 <= index < len(node.children) - 1:
            return Border(path[:depth], index)
    return None


def find_border(root: Node[T], area: Region, cell: Offset, axis: Axis) -> Border | None:
    """The border between children along an axis that a cell lies on.

    A border is drawn in the last cells of the child before it, the first cells of the child after
    it, or both; a cell in either is on the border.
    """
    path: Path = ()
    node = root
    while isinstance(node, Split):
        regions = child_regions(node, area)
        if node.axis is axis and not node.stacked:
            for index, region in enumerate(regions[1:]):
                start = region.x if axis is Axis.COLUMNS else region.y
                at = cell.x if axis is Axis.COLUMNS else cell.y
                if at in (start - 1, start):
                    return Border(path, index)
        inside = [i for i, region in enumerate(regions) if region.contains(*cell)]
        if not inside:
            return None
        path = (*path, inside[0])
        area = regions[inside[0]]
        node = node.children[inside[0]]
    return None


def move_border(root: Node[T], area: Region, border: Border, cells: int, minimum: Size) -> Node[T]:
    """Move a border by some cells, forward or (negative) back, as far as the minimums allow."""
    split = node_at(root, border.split)
    assert isinstance(split, Split)
    length = _region_at(root, area, border.split).length(split.axis)
    leaf = minimum.width if split.axis is Axis.COLUMNS else minimum.height
    minimums = [minimum_length(child, split.axis, leaf) for child in split.children]
    before = child_lengths(split, length)
    after = _shift(before, minimums, border.child, cells)
    if after == before:
        return root
    children = tuple(
        replace(child, extent=_exact_extent(child.extent, cells))
        for child, cells in zip(split.children, after, strict=True)
    )
    return with_node(root, border.split, replace(split, children=children))


def _shift(lengths: list[int], minimums: list[int], index: int, cells: int) -> list[int]:
    """Children beyond the border give, the nearest first; the child on this side takes it all."""
    lengths = list(lengths)
    if cells > 0:
        taker, givers = index, range(index + 1, len(lengths))
    else:
        taker, givers = index + 1, range(index, -1, -1)
    wanted = abs(cells)
    for giver in givers:
        given = min(wanted, max(0, lengths[giver] - minimums[giver]))
        lengths[giver] -= given
        lengths[taker] += given
        wanted -= given
    return lengths


def _exact_extent(extent: Extent, cells: int) -> Extent:
    unit = Unit.CELLS if extent.unit is Unit.CELLS else Unit.WEIGHT
    return Extent(unit, float(max(1, cells)))


def _region_at(root: Node[T], area: Region, path: Path) -> Region:
    node = root
    for index in path:
        assert isinstance(node, Split)
        area = child_regions(node, area)[index]
        node = node.children[index]
    return area
