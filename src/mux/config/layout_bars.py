"""Zellij's bars are panes, ours belong to the tab: they leave the tree, which closes behind."""

from mux.config.layout_panes import Content
from mux.config.layout_words import BARS
from mux.core.layout import Bar, Placeholder
from mux.core.tree import Leaf
from mux.core.tree import Node as Tree
from mux.dataclass import dataclass, replace


@dataclass(slots=True)
class Stripped:
    """A tree without bars; `tree` is None where there was nothing but bars."""

    tree: Tree[Content] | None
    bars: tuple[Bar, ...]


def strip_bars(tree: Tree[Content]) -> Stripped:
    """Takes the bars out, and splits that have one child only.

    A bar lies at the bottom if a pane comes before it in the tree, else at the top.
    """
    bars: list[Bar] = []
    seen_pane = False

    def strip(node: Tree[Content]) -> Tree[Content] | None:
        nonlocal seen_pane
        if isinstance(node, Leaf):
            kind = bar_kind(node.content)
            if kind:
                bars.append(Bar(kind, at_bottom=seen_pane))
                return None
            seen_pane = True
            return node
        stripped = [(index, strip(child)) for index, child in enumerate(node.children)]
        kept = [(index, child) for index, child in stripped if child is not None]
        children = tuple(child for _, child in kept)
        if not children:
            return None
        if len(children) == 1 and not is_place(children[0]):
            return replace(children[0], extent=node.extent)
        before = sum(index < node.expanded for index, _ in kept)
        expanded = min(before, len(children) - 1) if node.stacked else 0
        return replace(node, children=children, expanded=expanded)

    return Stripped(strip(tree), tuple(bars))


def bar_kind(content: Content) -> str:
    """The kind of bar that a pane stands for; "" for a pane that is one."""
    run = content.run if content else None
    return run.location if isinstance(run, Placeholder) and run.location in BARS else ""


def is_place(node: Tree[Content]) -> bool:
    """Whether the node is the place of `children`, which may become any number of panes."""
    return isinstance(node, Leaf) and node.content is None
