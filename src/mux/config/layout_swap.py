"""Swap layouts: how a tab rearranges itself as panes come and go."""

from collections.abc import Iterable, Sequence

from mux.config.layout_bars import strip_bars
from mux.config.layout_panes import (
    PLACE,
    Content,
    Part,
    build_floating,
    build_parts,
    child_panes,
    join_parts,
)
from mux.config.layout_problems import Severity
from mux.config.layout_reading import Reading
from mux.config.layout_settings import PaneSettings, check_words, place_of, suggest
from mux.config.layout_tabs import read_tab_settings
from mux.config.layout_values import find_scalar, read_count, read_direction, read_text
from mux.config.layout_words import CONSTRAINTS, TAB_TITLE_WORDS
from mux.core.geometry import Axis
from mux.core.layout import Constraint, SwapCase, SwapLayout
from mux.core.tree import Node as Tree
from mux.kdl.node import Node

# Cases are tried in this order, and in that of their numbers; the first that fits counts.
ORDER = {"max": 0, "min": 1, "exact": 2, "any": 3}


def collect_swaps(
    reading: Reading, nodes: Iterable[Node]
) -> tuple[tuple[SwapLayout, ...], tuple[SwapLayout, ...]]:
    """The tiled and the floating swap layouts among nodes, in the order of the file."""
    tiled: list[SwapLayout] = []
    floating: list[SwapLayout] = []
    for node in nodes:
        if node.name == "swap_tiled_layout":
            tiled.append(build_swap(reading, node, f"swap {len(tiled) + 1}", floating=False))
        elif node.name == "swap_floating_layout":
            floating.append(build_swap(reading, node, f"swap {len(floating) + 1}", floating=True))
    return tuple(tiled), tuple(floating)


def build_swap(reading: Reading, node: Node, unnamed: str, floating: bool) -> SwapLayout:
    name = read_text(reading, node, "name", Severity.WARNING) or unnamed
    cases: list[SwapCase] = []
    wanted = "floating_panes" if floating else "tab"
    for child in node.children:
        if child.name == "name":
            continue
        if child.name == "floating_panes" and floating:
            constraint = read_constraint(reading, child, 0)
            panes = [item for item in child.children if item.name not in CONSTRAINTS]
            block = Node(child.name, children=tuple(panes), source=child.source)
            cases.append(SwapCase(constraint, None, tuple(build_floating(reading, block, ""))))
        elif (child.name == "tab" and not floating) or child.name in reading.tab_templates:
            cases.append(build_case(reading, child, floating))
        else:
            hint = suggest(child.name, (wanted, *reading.tab_templates))
            reading.blame(child, f"{node.name} holds no “{child.name}”", hint)
    cases.sort(key=lambda case: (ORDER[case.constraint.kind], case.constraint.panes))
    return SwapLayout(name, tuple(cases))


def build_case(reading: Reading, node: Node, floating: bool) -> SwapCase:
    """One arrangement: a tab, with the place of `children` left open."""
    words = ("pane", "floating_panes", "children", *reading.pane_templates, *CONSTRAINTS)
    check_words(reading, node, TAB_TITLE_WORDS, words, f"“{node.name}”")
    axis = read_tab_settings(reading, node).axis
    own = build_parts(reading, child_panes(reading, node), "", PLACE, 0, stacked=False)
    blocks = [child for child in node.children if child.name == "floating_panes"]
    template = reading.tab_templates.get(node.name)
    tree = swap_tree(own, axis)
    if template is not None:
        hole = (Part(tree),) if tree else PLACE
        inner = build_parts(reading, child_panes(reading, template), "", hole, 0, stacked=False)
        tree = swap_tree(inner, read_direction(reading, template))
        blocks += [child for child in template.children if child.name == "floating_panes"]
    floats = [pane for block in blocks for pane in build_floating(reading, block, "")]
    stripped = strip_bars(tree) if tree else None
    bars = len(stripped.bars) if stripped else 0
    return SwapCase(
        read_constraint(reading, node, bars),
        None if floating or stripped is None else stripped.tree,
        tuple(floats),
    )


def swap_tree(parts: Sequence[Part], axis: Axis | None) -> Tree[Content] | None:
    return join_parts(parts, PaneSettings(axis=axis)) if parts else None


def read_constraint(reading: Reading, node: Node, bars: int) -> Constraint:
    """For how many panes a case is. To Zellij bars are panes; here they are taken off."""
    given = [name for name in CONSTRAINTS if find_scalar(reading, node, name)]
    if len(given) > 1:
        wrong = f"“{given[0]}” and “{given[1]}” can't stand together"
        reading.blame(place_of(node, given[1]), wrong, "take one away")
    for name in given:
        entry = find_scalar(reading, node, name)
        count = read_count(reading, entry) if entry else None
        if count is not None:
            return Constraint(name.removesuffix("_panes"), max(0, count - bars))
    return Constraint()
