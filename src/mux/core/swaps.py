"""Other arrangements of a tab's panes: the presets, and the swap layouts of a layout file.

A swap layout has cases, each for some number of panes. Of the cases that allow the tab's number
the most specific one is taken: an exact number, else the least maximum, else the greatest minimum,
else the one for any number. Panes keep their order; they fill the places of the case one by one,
`children` takes as many as are not needed elsewhere, and places that no pane is left for vanish.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from mux.core.geometry import Axis
from mux.core.ids import PaneId
from mux.core.layout import Constraint, FloatingLayout, PaneLayout, SwapCase, SwapLayout
from mux.core.model import Floating, Tab
from mux.core.presets import PRESETS
from mux.core.tree import FLEXIBLE, Leaf, Node, Split
from mux.core.tree_edit import expand, leaves
from mux.dataclass import replace


def arrangement_names(tab: Tab, swaps: Sequence[SwapLayout]) -> list[str]:
    """What the tab can be arranged as by cycling: the file's swap layouts that have a case for its
    number of panes; the presets where there is none."""
    count = len(list(leaves(tab.root)))
    fitting = [swap.name for swap in swaps if pick_case(swap, count) is not None]
    return fitting or list(PRESETS)


def next_arrangement(tab: Tab, swaps: Sequence[SwapLayout], step: int = 1) -> str:
    """The name that follows the one in force, or comes before it with a step of -1."""
    names = arrangement_names(tab, swaps)
    if tab.swap not in names:
        return names[0 if step > 0 else -1]
    return names[(names.index(tab.swap) + step) % len(names)]


def arrange_as(tab: Tab, swaps: Sequence[SwapLayout], name: str) -> Tab | None:
    """The tab arranged as a swap layout or preset; None where no such one has a case for it."""
    panes = list(leaves(tab.root))
    case = next((pick_case(swap, len(panes)) for swap in swaps if swap.name == name), None)
    if case is not None and case.root is not None:
        root = fill_case(case.root, panes)
    elif name in PRESETS:
        root = PRESETS[name](panes)
    else:
        return None
    arranged = replace(tab, root=root, swap=name, arranged_by_hand=False, zoomed=False)
    focused = tab.focus in panes
    return replace(arranged, root=expand(root, tab.focus)) if focused else arranged


def rearrange(tab: Tab, swaps: Sequence[SwapLayout]) -> Tab:
    """Keep the file's swap layout in force after panes came or went; else the tab as it is.

    Where it has no case for the new number of panes, the file's next one that has a case follows.
    """
    names = [swap.name for swap in swaps]
    if tab.arranged_by_hand or tab.swap not in names:
        return tab
    at = names.index(tab.swap)
    for name in (*names[at:], *names[:at]):
        arranged = arrange_as(tab, swaps, name)
        if arranged is not None:
            return arranged
    return tab


def pick_case(swap: SwapLayout, count: int) -> SwapCase | None:
    """The case of a swap layout for a number of tiled panes."""
    cases = [case for case in swap.cases if case.root and _allows(case.constraint, count)]
    return min(cases, key=lambda case: _generality(case.constraint), default=None)


def _allows(constraint: Constraint, count: int) -> bool:
    match constraint.kind:
        case "exact":
            return count == constraint.panes
        case "max":
            return count <= constraint.panes
        case "min":
            return count >= constraint.panes
    return True


def _generality(constraint: Constraint) -> tuple[int, int]:
    order = ("exact", "max", "min")
    if constraint.kind not in order:
        return len(order), 0
    bound = -constraint.panes if constraint.kind == "min" else constraint.panes
    return order.index(constraint.kind), bound


def fill_case(root: Node[PaneLayout | None], panes: Sequence[PaneId]) -> Node[PaneId]:
    """The tree of a case with panes in its places; panes left over follow in rows below."""
    places = sum(content is not None for content in leaves(root))
    waiting = iter(panes)
    filled = _fill(root, waiting, max(0, len(panes) - places))
    leftover = [Leaf(pane) for pane in waiting]
    if len(filled) == 1:
        base = replace(filled[0], extent=FLEXIBLE)
        if isinstance(base, Split) and not base.stacked:
            return replace(base, children=(*base.children, *leftover))
        filled = [base]
    rows = (*filled, *leftover)
    return rows[0] if len(rows) == 1 else Split(Axis.ROWS, rows)


def _fill(
    node: Node[PaneLayout | None], waiting: Iterator[PaneId], surplus: int
) -> list[Node[PaneId]]:
    """What stands in the case's tree for a node: nothing, a node, or several siblings."""
    if isinstance(node, Leaf):
        panes = list(islice(waiting, surplus if node.content is None else 1))
        extent = node.extent if len(panes) == 1 else FLEXIBLE
        return [Leaf(pane, extent) for pane in panes]
    children: list[Node[PaneId]] = []
    expanded = 0
    for index, child in enumerate(node.children):
        if index == node.expanded:
            expanded = len(children)
        children += _fill(child, waiting, surplus)
    if len(children) < 2:
        return [replace(child, extent=node.extent) for child in children]
    expanded = min(expanded, len(children) - 1)
    stack = node.stacked
    return [Split(node.axis, tuple(children), node.extent, stack, expanded, node.name)]


def next_floating_places(
    floating: Sequence[Floating], swaps: Sequence[SwapLayout], step: int = 1
) -> tuple[Floating, ...]:
    """The floating panes at the places of the next floating swap layout that is for their number;
    as they are where there is none."""
    cases = [
        case.floating
        for swap in swaps
        for case in swap.cases
        if case.floating and _allows(case.constraint, len(floating))
    ]
    placed = [_place_in_order(floating, case) for case in cases]
    if not placed:
        return tuple(floating)
    here = tuple(floating)
    return placed[(placed.index(here) + step) % len(placed)] if here in placed else placed[0]


def _place_in_order(
    floating: Sequence[Floating], places: Sequence[FloatingLayout]
) -> tuple[Floating, ...]:
    moved = tuple(
        Floating(item.pane, place.x, place.y, place.width, place.height, item.pinned)
        for item, place in zip(floating, places, strict=False)
    )
    return (*moved, *floating[len(moved) :])
