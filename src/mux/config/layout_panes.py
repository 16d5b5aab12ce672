"""Pane nodes, and nodes named after a pane template, become a tree."""

from collections.abc import Sequence
from typing import NamedTuple

from mux.config.layout_reading import Reading
from mux.config.layout_settings import (
    PaneSettings,
    check_command_words,
    check_words,
    make_pane,
    merge_settings,
    place_of,
    read_settings,
    suggest,
)
from mux.config.layout_words import FLOATING_ONLY, FLOATING_WORDS, TILED_ONLY, TILED_WORDS
from mux.core.geometry import Axis
from mux.core.layout import FloatingLayout, PaneLayout
from mux.core.tree import FLEXIBLE, Leaf, Split
from mux.core.tree import Node as Tree
from mux.dataclass import replace
from mux.kdl.node import Node

# While a layout is read, a leaf may also be the place of `children` (None).
Content = PaneLayout | None


class Part(NamedTuple):
    """A tree, and whether it is the open one of the stack that it lies in."""

    tree: Tree[Content]
    expanded: bool = False


# What stands where a template says `children`: nothing, one part, or the place itself.
Hole = tuple[Part, ...]
PLACE: Hole = (Part(Leaf(None)),)


def is_pane(reading: Reading, node: Node) -> bool:
    return node.name == "pane" or node.name in reading.pane_templates


def child_panes(reading: Reading, node: Node) -> list[Node]:
    """The children of a node that become panes, `children` among them."""
    return [child for child in node.children if child.name == "children" or is_pane(reading, child)]


def count_holes(node: Node) -> int:
    """How many times a node and what it holds say `children`."""
    return sum(1 if child.name == "children" else count_holes(child) for child in node.children)


def build_parts(
    reading: Reading, nodes: Sequence[Node], cwd: str, hole: Hole, depth: int, stacked: bool
) -> list[Part]:
    """The parts that nodes are; `hole` takes the place of `children`."""
    parts: list[Part] = []
    for node in nodes:
        if node.name != "children":
            parts.append(build_pane(reading, node, cwd, hole, depth, stacked))
            continue
        if node.children:
            reading.blame(
                node.children[0], "“children” holds nothing itself", "write children alone"
            )
        parts += hole
    return parts


def build_pane(
    reading: Reading, node: Node, cwd: str, hole: Hole, depth: int = 0, in_stack: bool = False
) -> Part:
    """What a pane node becomes; `cwd` is the directory of what it lies in."""
    reading.count_pane(node, depth)
    words = ("pane", "children", *reading.pane_templates)
    check_words(reading, node, TILED_WORDS, words, f"“{node.name}”")
    settings, inner = read_settings(reading, node), child_panes(reading, node)
    body = reading.pane_templates.get(node.name)
    if body is not None:
        check_use(reading, node, body, floating=False)
        own = build_parts(reading, inner, cwd, hole, depth + 1, bool(settings.stacked))
        hole = gather(own, settings)
        if inner:
            settings = replace(settings, axis=None, stacked=None)
            if not count_holes(body):
                wrong = f"the template “{node.name}” has no place for panes"
                reading.blame(inner[0], wrong, "put “children” into the template")
        settings = merge_settings(read_settings(reading, body, template=True), settings)
        inner = child_panes(reading, body)
    check_pane(reading, node, settings, inner, in_stack)
    if not inner:
        pane: Content = make_pane(reading, settings, cwd)
        return Part(Leaf(pane, settings.extent or FLEXIBLE), bool(settings.expanded))
    parts = build_parts(reading, inner, cwd, hole, depth + 1, bool(settings.stacked))
    if not parts:
        pane = PaneLayout(cwd=cwd)
        return Part(Leaf(pane, settings.extent or FLEXIBLE), bool(settings.expanded))
    return Part(join_parts(parts, settings))


def join_parts(parts: Sequence[Part], settings: PaneSettings) -> Split[Content]:
    """A split of the parts. Of a stack the last pane is open where none says it is.

    What wrongly lies split inside a stack lies in the stack itself, so that no pane is lost where
    a mistake is passed over.
    """
    if settings.stacked:
        parts = [Part(leaf, part.expanded) for part in parts for leaf in split_leaves(part.tree)]
    last = len(parts) - 1
    expanded = next((index for index, part in enumerate(parts) if part.expanded), last)
    return Split(
        Axis.ROWS if settings.stacked else settings.axis or Axis.ROWS,
        tuple(part.tree for part in parts),
        settings.extent or FLEXIBLE,
        bool(settings.stacked),
        expanded if settings.stacked else 0,
        settings.name or "",
    )


def split_leaves(tree: Tree[Content]) -> list[Leaf[Content]]:
    if isinstance(tree, Leaf):
        return [tree]
    return [leaf for child in tree.children for leaf in split_leaves(child)]


def gather(parts: Sequence[Part], settings: PaneSettings) -> Hole:
    """The panes that the user of a template brings: one part, laid out as the user says."""
    layout = PaneSettings(axis=settings.axis, stacked=settings.stacked)
    return (Part(join_parts(parts, layout)),) if parts else ()


def check_pane(
    reading: Reading, node: Node, settings: PaneSettings, inner: Sequence[Node], in_stack: bool
) -> None:
    """The rules on what may stand together."""
    if inner:
        check_holder(reading, node, settings)
    else:
        check_command_words(reading, node, settings)
    if inner and in_stack:
        reading.blame(node, "a pane in a stack can't hold panes", "move them out of it")
    if settings.expanded and not in_stack:
        reading.blame(
            place_of(node, "expanded"),
            "only a pane of a stack can be expanded",
            "put it into a pane with stacked=true",
        )
    if settings.stacked and not inner:
        reading.blame(
            place_of(node, "stacked"), "a stack holds panes", "put the panes into its block"
        )
    if settings.stacked and settings.axis is Axis.COLUMNS:
        reading.blame(
            place_of(node, "split_direction"),
            "the panes of a stack lie one above the other",
            "take split_direction away",
        )


def check_holder(reading: Reading, node: Node, settings: PaneSettings) -> None:
    """A pane that holds panes runs nothing itself."""
    for name in ("command", "edit", "plugin", "cwd", "borderless"):
        if getattr(settings, name) is not None:
            reading.blame(
                place_of(node, name),
                f"a pane that holds panes can't have “{name}”",
                f"give “{name}” to one of the panes inside",
            )
    if settings.command is None:
        check_command_words(reading, node, settings)


def check_use(reading: Reading, node: Node, body: Node, floating: bool) -> None:
    """A template with coordinates is for floating panes, one with a size or panes for tiled."""
    if floating and is_tiled_template(reading, body):
        reading.blame(
            node,
            f"the template “{node.name}” is for tiled panes",
            "use it outside of floating_panes, or take what only tiled panes have out of it",
        )
    if not floating and is_floating_template(body):
        reading.blame(
            node,
            f"the template “{node.name}” is for floating panes",
            "use it inside floating_panes, or take its coordinates away",
        )


def has_word(node: Node, names: Sequence[str]) -> bool:
    said = {*node.properties, *(child.name for child in node.children)}
    return not said.isdisjoint(names)


def is_tiled_template(reading: Reading, body: Node) -> bool:
    return has_word(body, (*TILED_ONLY, "borderless")) or bool(child_panes(reading, body))


def is_floating_template(body: Node) -> bool:
    return has_word(body, FLOATING_ONLY)


def build_floating(reading: Reading, block: Node, cwd: str) -> list[FloatingLayout]:
    """The panes of a floating_panes block."""
    found: list[FloatingLayout] = []
    for node in block.children:
        if is_pane(reading, node):
            found.append(build_floating_pane(reading, node, cwd))
        else:
            hint = suggest(node.name, ("pane", *reading.pane_templates))
            reading.blame(node, f"floating_panes holds panes only, not “{node.name}”", hint)
    return found


def build_floating_pane(reading: Reading, node: Node, cwd: str) -> FloatingLayout:
    reading.count_pane(node, 0)
    line = replace(node, children=())
    check_words(reading, line, FLOATING_WORDS, (), "a floating pane")
    for child in node.children:
        if child.name in ("children", "pane") or child.name in reading.pane_templates:
            reading.blame(child, "a floating pane can't hold panes", "put it beside the pane")
        elif child.name not in FLOATING_WORDS:
            hint = suggest(child.name, FLOATING_WORDS)
            reading.warn(child, f"a floating pane has no “{child.name}”", hint)
    settings = read_settings(reading, node)
    body = reading.pane_templates.get(node.name)
    if body is not None:
        check_use(reading, node, body, floating=True)
        settings = merge_settings(read_settings(reading, body, template=True), settings)
    check_command_words(reading, node, settings)
    return FloatingLayout(
        make_pane(reading, settings, cwd),
        settings.x,
        settings.y,
        settings.width,
        settings.height,
        bool(settings.pinned),
    )
