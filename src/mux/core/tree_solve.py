"""From the tree to cells: how long every child of a split is, and so where every leaf lies.

The rules, for the children of one split and the cells that it has:

1. CELLS keep their number.
2. PERCENT is of the parent. Beside weights it is exactly that; where a split has no weights, the
   percents share what the cells leave over in proportion, so that they need not add up to 100.
3. WEIGHT shares what is left.
4. Every leaf has at least one cell as long as there are as many cells as leaves along the axis;
   flexible children give first, fixed ones after them. With fewer cells than that, some leaves are
   empty. Nothing raises and no leaf is left out.
5. Not the lengths are rounded but the boundaries (to the nearest cell, half up). A child that is
   split or closed therefore never moves the boundaries of its siblings.

In a stack each closed child has one row, and the open child the rest.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import floor
from typing import Generic, NamedTuple, TypeVar

from mux.core.geometry import Axis, Region
from mux.core.tree import Extent, Leaf, Node, Split, Unit

T = TypeVar("T")

TOLERANCE = 1e-9  # what sums of float shares may be off by, in cells


class Tile(NamedTuple, Generic[T]):
    """A leaf's content and its place; `collapsed` where a stack shows only its title row."""

    content: T
    region: Region
    collapsed: bool = False


def solve(root: Node[T], area: Region) -> dict[T, Region]:
    """The region of each leaf by its content, in the order of the leaves. They tile the area."""
    return {tile.content: tile.region for tile in iter_tiles(root, area)}


def iter_tiles(node: Node[T], area: Region, collapsed: bool = False) -> Iterator[Tile[T]]:
    """Every leaf with its region, depth first; contents need not be unique."""
    if isinstance(node, Leaf):
        yield Tile(node.content, area, collapsed)
        return
    for index, region in enumerate(child_regions(node, area)):
        closed = collapsed or (node.stacked and index != node.expanded)
        yield from iter_tiles(node.children[index], region, closed)


def child_regions(split: Split[T], area: Region) -> list[Region]:
    """The regions of a split's children, in order; they tile the area."""
    lengths = child_lengths(split, area.length(split.axis))
    starts = accumulate(lengths, initial=0)
    if split.axis is Axis.COLUMNS:
        return [
            Region(area.x + start, area.y, length, area.height)
            for start, length in zip(starts, lengths, strict=False)
        ]
    return [
        Region(area.x, area.y + start, area.width, length)
        for start, length in zip(starts, lengths, strict=False)
    ]


def child_lengths(split: Split[T], total: int) -> list[int]:
    """The lengths of a split's children along its axis; they add up to `total`."""
    if split.stacked:
        return _stack_lengths(len(split.children), split.expanded, total)
    minimums = [minimum_length(child, split.axis) for child in split.children]
    return share_out([child.extent for child in split.children], minimums, total)


def minimum_length(node: Node[T], axis: Axis, leaf: int = 1) -> int:
    """The cells that a node needs along an axis when each of its leaves needs `leaf`."""
    if isinstance(node, Leaf):
        return leaf
    minimums = [minimum_length(child, axis, leaf) for child in node.children]
    if node.axis is not axis:
        return max(minimums)
    if node.stacked:
        return len(minimums) - 1 + minimums[node.expanded]
    return sum(minimums)


def share_out(extents: Sequence[Extent], minimums: Sequence[int], total: int) -> list[int]:
    """Lengths for extents, each at least its minimum where all minimums fit in `total` cells."""
    if total <= sum(minimums):
        return _round_boundaries(_in_proportion(minimums, total))
    shares = [float(minimum) for minimum in minimums]
    fixed = [i for i, extent in enumerate(extents) if extent.unit is Unit.CELLS]
    flexible = [i for i, extent in enumerate(extents) if extent.unit is not Unit.CELLS]
    wanted = [max(float(minimums[i]), extents[i].amount) for i in fixed]
    reserve = sum(minimums[i] for i in flexible)
    if not flexible or sum(wanted) > total - reserve:
        wanted = _in_proportion(wanted, total - reserve)
        wanted = _raise_to_minimums(wanted, [minimums[i] for i in fixed])
    for i, share in zip(fixed, wanted, strict=True):
        shares[i] = share
    room = total - sum(wanted)
    wanted = _flexible_lengths([extents[i] for i in flexible], room, total)
    wanted = _raise_to_minimums(wanted, [minimums[i] for i in flexible])
    for i, share in zip(flexible, wanted, strict=True):
        shares[i] = share
    return _round_boundaries(shares)


def _flexible_lengths(extents: list[Extent], room: float, parent: int) -> list[float]:
    percents = [extent.amount if extent.unit is Unit.PERCENT else 0.0 for extent in extents]
    weights = [extent.amount if extent.unit is Unit.WEIGHT else 0.0 for extent in extents]
    if not any(extent.unit is Unit.WEIGHT for extent in extents):
        return _in_proportion(percents, room)
    taken = min(room, sum(percents) * parent / 100)
    by_percent = _in_proportion(percents, taken) if taken > 0 else percents
    by_weight = _in_proportion(weights, room - taken)
    return [
        by_weight[i] if extent.unit is Unit.WEIGHT else by_percent[i]
        for i, extent in enumerate(extents)
    ]


def _in_proportion(amounts: Sequence[float], total: float) -> list[float]:
    whole = sum(amounts)
    if whole <= 0:
        return [total / len(amounts) for _ in amounts]
    return [amount * total / whole for amount in amounts]


def _raise_to_minimums(wanted: list[float], minimums: list[int]) -> list[float]:
    """Lengths with the same sum, which covers the minimums: who is above its own gives the rest."""
    spare = sum(wanted) - sum(minimums)
    excess = [max(0.0, length - least) for length, least in zip(wanted, minimums, strict=True)]
    spread = _in_proportion(excess, spare)
    return [least + extra for least, extra in zip(minimums, spread, strict=True)]


def _round_boundaries(shares: list[float]) -> list[int]:
    edges = [floor(edge + 0.5 + TOLERANCE) for edge in accumulate(shares, initial=0.0)]
    return [end - start for start, end in pairwise(edges)]


def _stack_lengths(count: int, expanded: int, total: int) -> list[int]:
    """One row for each title, from the first on while rows last; the open child comes before."""
    titles = min(count - 1, max(0, total - 1))
    lengths = [0] * count
    lengths[expanded] = total - titles
    closed = [index for index in range(count) if index != expanded]
    for index in closed[:titles]:
        lengths[index] = 1
    return lengths
