"""Tab nodes, and nodes named after a tab template, become tabs."""

from collections.abc import Sequence

from mux.config.layout_bars import strip_bars
from mux.config.layout_panes import (
    Content,
    Part,
    build_floating,
    build_parts,
    child_panes,
    count_holes,
    join_parts,
)
from mux.config.layout_problems import Severity
from mux.config.layout_reading import Reading, join_directory
from mux.config.layout_settings import PaneSettings, check_words, place_of
from mux.config.layout_values import read_bool, read_direction, read_path, read_text
from mux.config.layout_words import TAB_TITLE_WORDS
from mux.core.geometry import Axis
from mux.core.layout import FloatingLayout, PaneLayout, TabLayout
from mux.core.tree import Leaf
from mux.core.tree import Node as Tree
from mux.core.tree_edit import map_leaves
from mux.dataclass import dataclass, replace
from mux.kdl.node import Node


@dataclass(frozen=True, slots=True)
class TabSettings:
    name: str = ""
    focus: bool = False
    axis: Axis | None = None
    cwd: str = ""
    hide_floating: bool = False
    color: str = ""
    zoomed: bool = False
    sync: bool = False
    no_bars: bool = False
    swap: str = ""


def read_tab_settings(reading: Reading, node: Node) -> TabSettings:
    """Everything scalar that a tab node says. What Zellij lets pass is a warning here."""
    lenient = Severity.WARNING
    return TabSettings(
        name=read_text(reading, node, "name", lenient) or "",
        focus=bool(read_bool(reading, node, "focus", lenient)),
        axis=read_direction(reading, node),
        cwd=read_path(reading, node, "cwd") or "",
        hide_floating=bool(read_bool(reading, node, "hide_floating_panes", lenient)),
        color=read_text(reading, node, "color") or "",
        zoomed=bool(read_bool(reading, node, "zoomed")),
        sync=bool(read_bool(reading, node, "sync")),
        no_bars=read_bool(reading, node, "bars") is False,
        swap=read_text(reading, node, "swap") or "",
    )


def is_tab(reading: Reading, node: Node) -> bool:
    return node.name == "tab" or node.name in reading.tab_templates


def build_tab(reading: Reading, node: Node, cwd: str) -> TabLayout:
    """The tab that a `tab` node is, or one named after a tab template."""
    named = reading.tab_templates.get(node.name)
    template = named or reading.default_tab
    words = ("pane", "floating_panes", *reading.pane_templates)
    check_words(reading, node, TAB_TITLE_WORDS, words, f"“{node.name}”")
    for child in node.children:
        if child.name == "children":
            reading.blame(child, "a tab has no “children”", "it belongs into a template")
        elif child.name == "pane" or child.name in reading.pane_templates:
            check_no_holes(reading, child)
    settings = read_tab_settings(reading, node)
    inner = [child for child in child_panes(reading, node) if child.name != "children"]
    blocks = [child for child in node.children if child.name == "floating_panes"]
    return assemble_tab(reading, settings, inner, blocks, template, cwd)


def check_no_holes(reading: Reading, node: Node) -> None:
    for child in node.children:
        if child.name == "children":
            reading.warn(child, "“children” has no effect here", "it belongs into a template")
        else:
            check_no_holes(reading, child)


def assemble_tab(
    reading: Reading,
    settings: TabSettings,
    panes: Sequence[Node],
    floating_blocks: Sequence[Node],
    template: Node | None,
    cwd: str,
) -> TabLayout:
    """A tab of its own panes, inside a template where there is one."""
    base = cwd
    if template is not None:
        base = join_directory(base, read_path(reading, template, "cwd") or "")
    base = join_directory(base, settings.cwd)
    own = build_parts(reading, panes, base, (), 0, stacked=False)
    blocks = list(floating_blocks)
    if template is None:
        tree = tab_tree(own, settings.axis, base)
    else:
        if own and not count_holes(template):
            wrong = "the tab's template has no place for panes"
            reading.blame(panes[0], wrong, "put “children” into the template")
        inserted = (Part(tab_tree(own, settings.axis, base)),)
        inner = child_panes(reading, template)
        parts = build_parts(reading, inner, base, inserted, 0, stacked=False)
        tree = tab_tree(parts, read_direction(reading, template), base)
        blocks += [child for child in template.children if child.name == "floating_panes"]
    floating = [pane for block in blocks for pane in build_floating(reading, block, base)]
    return finish_tab(settings, tree, floating, base)


def tab_tree(parts: Sequence[Part], axis: Axis | None, cwd: str) -> Tree[Content]:
    if not parts:
        return Leaf(PaneLayout(cwd=cwd))
    return join_parts(parts, PaneSettings(axis=axis))


def finish_tab(
    settings: TabSettings, tree: Tree[Content], floating: Sequence[FloatingLayout], cwd: str
) -> TabLayout:
    stripped = strip_bars(tree)
    root = stripped.tree or Leaf(PaneLayout(cwd=cwd))
    return TabLayout(
        map_leaves(root, as_pane),
        settings.name,
        settings.focus,
        settings.color,
        tuple(floating),
        settings.hide_floating,
        settings.zoomed,
        settings.sync,
        stripped.bars or (() if settings.no_bars else None),
        settings.swap,
    )


def as_pane(content: Content) -> PaneLayout:
    """A leaf once no place of `children` is left."""
    return content or PaneLayout()


def check_one_focus(reading: Reading, nodes: Sequence[Node]) -> None:
    """Only one tab can be the one that is shown first."""
    focused = [node for node in nodes if read_tab_settings(reading, node).focus]
    for node in focused[1:]:
        reading.blame(
            place_of(node, "focus"),
            f"only one tab can have the focus; that of line {focused[0].line} has it",
            "take one away",
        )


def as_template(reading: Reading, tab: TabLayout) -> TabLayout:
    """The same as what each new tab looks like. Panes that name no directory start where the tab is
    opened, which is not where the session was."""

    def anywhere(pane: PaneLayout) -> PaneLayout:
        return replace(pane, cwd="") if pane.cwd == reading.cwd else pane

    floating = tuple(replace(item, pane=anywhere(item.pane)) for item in tab.floating)
    return replace(tab, root=map_leaves(tab.root, anywhere), floating=floating, focus=False)
