"""What Zellij means otherwise than mux, for layouts that are written for it.

Zellij has no weights, only whole percents, and all of them are of the whole screen, however deep a
pane lies; its bars are panes like others, also in swap layouts, and count there.
"""

from typing import TypeVar

from mux.core.geometry import Axis
from mux.core.layout import Bar, Layout, PaneLayout, Placeholder, SwapCase, TabLayout
from mux.core.tree import FLEXIBLE, Extent, Leaf, Split, Unit
from mux.core.tree import Node as Tree
from mux.dataclass import replace

T = TypeVar("T")
Content = PaneLayout | None
WHOLE_SCREEN = dict.fromkeys(Axis, 1.0)


def adapt_layout(layout: Layout) -> Layout:
    """The layout with sizes as Zellij means them, and bars in the swap layouts."""
    bars = next((tab.bars for tab in layout.tabs if tab.bars), ())
    new_tab = layout.new_tab
    return replace(
        layout,
        tabs=tuple(adapt_tab(tab) for tab in layout.tabs),
        new_tab=None if new_tab is None else adapt_tab(new_tab),
        swap_tiled=tuple(
            replace(swap, cases=tuple(adapt_case(case, bars) for case in swap.cases))
            for swap in layout.swap_tiled
        ),
    )


def adapt_tab(tab: TabLayout) -> TabLayout:
    return replace(tab, root=adapt_tree(tab.root, WHOLE_SCREEN))


def adapt_tree(tree: Tree[T], shares: dict[Axis, float]) -> Tree[T]:
    """`shares` is how much of the screen the node has along each axis, from 0 to 1."""
    if isinstance(tree, Leaf):
        return tree
    if tree.stacked:
        children = tuple(replace(child, extent=FLEXIBLE) for child in tree.children)
        return replace(tree, children=children)
    parts = child_shares(tree)
    flexible = [child.extent for child in tree.children if child.extent.unit is Unit.WEIGHT]
    even = len(set(flexible)) <= 1
    adapted: list[Tree[T]] = []
    for child, part in zip(tree.children, parts, strict=True):
        of_screen = part * shares[tree.axis]
        child = adapt_tree(child, {**shares, tree.axis: of_screen})
        if child.extent.unit is Unit.WEIGHT and even:
            adapted.append(replace(child, extent=FLEXIBLE))
        elif child.extent.unit is Unit.CELLS:
            adapted.append(child)
        else:
            percent = min(max(1, round(of_screen * 100)), 100)
            adapted.append(replace(child, extent=Extent(Unit.PERCENT, float(percent))))
    return replace(tree, children=tuple(adapted))


def child_shares(split: Split[T]) -> list[float]:
    """How much of the split each child has, from 0 to 1; cells count as nothing."""
    extents = [child.extent for child in split.children]
    percent = sum(extent.amount for extent in extents if extent.unit is Unit.PERCENT) / 100
    weight = sum(extent.amount for extent in extents if extent.unit is Unit.WEIGHT)
    rest = max(0.0, 1 - percent)
    return [
        extent.amount / 100
        if extent.unit is Unit.PERCENT
        else extent.amount / weight * rest
        if extent.unit is Unit.WEIGHT
        else 0.0
        for extent in extents
    ]


def adapt_case(case: SwapCase, bars: tuple[Bar, ...]) -> SwapCase:
    """The case between the tabs' bars, which count as panes."""
    if case.root is None:
        return case
    case = replace(case, root=adapt_tree(case.root, WHOLE_SCREEN))
    if not bars:
        return case
    above = tuple(bar_leaf(bar) for bar in bars if not bar.at_bottom)
    below = tuple(bar_leaf(bar) for bar in bars if bar.at_bottom)
    root = case.root
    is_rows = isinstance(root, Split) and root.axis is Axis.ROWS and not root.stacked
    inner = root.children if isinstance(root, Split) and is_rows else (root,)
    constraint = case.constraint
    if constraint.kind != "any":
        constraint = replace(constraint, panes=constraint.panes + len(bars))
    return replace(case, constraint=constraint, root=Split(Axis.ROWS, (*above, *inner, *below)))


def bar_leaf(bar: Bar) -> Leaf[Content]:
    """A bar as the pane that it is to Zellij."""
    pane = PaneLayout(Placeholder(bar.kind), borderless=True)
    return Leaf(pane, Extent(Unit.CELLS, 1))
