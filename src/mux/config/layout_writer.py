"""Writes a layout so that people like to read it, and so that it reads back to the same layout.

What is the default goes unsaid, directories are written as seen from the one they have in common,
and the order is always the same. One thing is not kept: a split with one child only, which the
reader takes for the child.
"""

import os
from collections.abc import Iterable, Sequence

from mux.config.layout_values import LITERAL, PERCENT
from mux.config.layout_zellij import adapt_layout, bar_leaf
from mux.core.geometry import Axis
from mux.core.layout import (
    Bar,
    Constraint,
    EditFile,
    FloatingLayout,
    Layout,
    Length,
    PaneLayout,
    Placeholder,
    RunCommand,
    SwapCase,
    SwapLayout,
    TabLayout,
)
from mux.core.tree import FLEXIBLE, Extent, Leaf, Split, Unit
from mux.core.tree import Node as Tree
from mux.core.tree_edit import leaves
from mux.dataclass import dataclass, replace
from mux.kdl.node import Entry, Node, Scalar
from mux.kdl.writer import write_nodes

Content = PaneLayout | None


def write_layout(layout: Layout, *, zellij: bool = False) -> str:
    """The layout as text. With `zellij`, without what only mux knows, weights as percents."""
    return write_nodes([layout_node(layout, zellij=zellij)])


def layout_node(layout: Layout, *, zellij: bool = False) -> Node:
    """The layout as a KDL node, to be written after others."""
    if zellij:
        layout = adapt_layout(layout)
    writer = _Writer(zellij, common_directory([*layout.tabs, layout.new_tab]))
    children: list[Node] = []
    if writer.base:
        children.append(Node("cwd", (path_entry(None, writer.base),)))
    children += [writer.tab_node("tab", tab) for tab in layout.tabs]
    if layout.new_tab is not None:
        children.append(writer.tab_node("new_tab_template", layout.new_tab))
    swaps = replace(writer, base="")
    children += [swaps.swap_node("swap_tiled_layout", swap) for swap in layout.swap_tiled]
    children += [swaps.swap_node("swap_floating_layout", swap) for swap in layout.swap_floating]
    return Node("layout", (), tuple(children))


def common_directory(tabs: Iterable[TabLayout | None]) -> str:
    """The directory that all panes lie in; "" where there is none, or one pane names none."""
    found = [pane.cwd for tab in tabs if tab is not None for pane in tab_panes(tab)]
    if not found or not all(is_plain_path(cwd) for cwd in found):
        return ""
    common = os.path.commonpath(found)
    return "" if common == "/" else common


def is_plain_path(path: str) -> bool:
    """Whether a path is absolute and can be cut and joined again without a change."""
    return path.startswith("/") and not path.startswith("//") and os.path.normpath(path) == path


def tab_panes(tab: TabLayout) -> list[PaneLayout]:
    return [*leaves(tab.root), *(item.pane for item in tab.floating)]


@dataclass(frozen=True, slots=True)
class _Writer:
    """`base` is the directory that those of panes are written relative to; "" = as they are."""

    zellij: bool
    base: str

    def tab_node(self, name: str, tab: TabLayout) -> Node:
        own: list[tuple[str, Scalar, Scalar]] = [
            ("name", tab.name, ""),
            ("focus", tab.focus, False),
            ("hide_floating_panes", tab.hide_floating, False),
        ]
        extra: list[tuple[str, Scalar, Scalar]] = [
            ("color", tab.color, ""),
            ("zoomed", tab.zoomed, False),
            ("sync", tab.sync, False),
            ("bars", tab.bars != (), True),
            ("swap", tab.swap, ""),
        ]
        entries = properties(own if self.zellij else own + extra)
        writer = self
        if not self.base and (common := common_directory([tab])):
            writer = replace(self, base=common)
            entries.append(path_entry("cwd", common))
        direction, children = writer.root_nodes(tab.root, tab.bars or ())
        if tab.floating:
            children.append(writer.floating_node(tab.floating))
        return Node(name, (*entries, *direction), tuple(children))

    def root_nodes(
        self, root: Tree[PaneLayout] | Tree[Content], bars: Sequence[Bar]
    ) -> tuple[list[Entry], list[Node]]:
        """What a tab's line says of its tree, and the nodes in its block."""
        above = [self.pane_node(bar_leaf(bar)) for bar in bars if not bar.at_bottom]
        below = [self.pane_node(bar_leaf(bar)) for bar in bars if bar.at_bottom]
        if isinstance(root, Leaf):
            plain = root.content == PaneLayout() and not bars
            inner = [] if plain else [self.pane_node(replace(root, extent=FLEXIBLE))]
            return [], above + inner + below
        if root.stacked or root.name or (bars and root.axis is Axis.COLUMNS):
            return [], [*above, self.pane_node(replace(root, extent=FLEXIBLE)), *below]
        direction = [direction_entry()] if root.axis is Axis.COLUMNS else []
        return direction, [*above, *self.child_nodes(root), *below]

    def child_nodes(self, split: Split[PaneLayout] | Split[Content]) -> list[Node]:
        """The nodes of a split's children; in a stack the open one is marked."""
        nodes = [self.pane_node(child) for child in split.children]
        if split.stacked and split.expanded < len(nodes) - 1:
            opened = nodes[split.expanded]
            nodes[split.expanded] = replace(
                opened, entries=(*opened.entries, Entry(True, "expanded"))
            )
        return nodes

    def pane_node(self, tree: Tree[PaneLayout] | Tree[Content]) -> Node:
        if isinstance(tree, Leaf):
            if tree.content is None:
                return Node("children")
            entries, children = self.pane_parts(tree.content)
            return Node("pane", (*entries, *self.extent_entries(tree.extent)), tuple(children))
        entries = properties([("name", tree.name, ""), ("stacked", tree.stacked, False)])
        if tree.axis is Axis.COLUMNS and not tree.stacked:
            entries.append(direction_entry())
        entries = [*self.extent_entries(tree.extent), *entries]
        return Node("pane", tuple(entries), tuple(self.child_nodes(tree)))

    def pane_parts(self, pane: PaneLayout) -> tuple[list[Entry], list[Node]]:
        """The properties of a pane, and the nodes in its block."""
        run, children = pane.run, list[Node]()
        entries: list[Entry] = []
        own: list[tuple[str, Scalar, Scalar]] = []
        if isinstance(run, RunCommand) and run.argv:
            entries.append(path_entry("command", run.argv[0]))
            own = [("start_suspended", pane.start_suspended, False)]
            own.append(("close_on_exit", pane.close_on_exit, False))
            if run.argv[1:]:
                children.append(Node("args", tuple(Entry(word) for word in run.argv[1:])))
        elif isinstance(run, EditFile):
            entries.append(path_entry("edit", run.path))
        elif isinstance(run, Placeholder):
            location = Entry(run.location, "location")
            children.append(Node("plugin", (location,)))
        entries += properties([("name", pane.name, "")])
        entries += self.directory_entries(pane.cwd)
        own += [
            ("focus", pane.focus, False),
            ("borderless", pane.borderless, None),
            ("contents_file", pane.contents_file, ""),
            ("default_fg", pane.default_fg, ""),
            ("default_bg", pane.default_bg, ""),
            ("exclude_from_sync", pane.exclude_from_sync, False),
        ]
        if not self.zellij:
            own += [("private", pane.private, False), ("restore", pane.restore, None)]
            own.append(("restore_untrusted", pane.restore_untrusted, False))
            own.append(("command_line", run.text if isinstance(run, RunCommand) else "", ""))
            own.append(("line", run.line if isinstance(run, EditFile) else None, None))
        return entries + properties(own), children

    def directory_entries(self, cwd: str) -> list[Entry]:
        if not cwd or cwd == self.base:
            return []
        if self.base:
            cwd = os.path.relpath(cwd, self.base)
        return [path_entry("cwd", cwd)]

    def extent_entries(self, extent: Extent) -> list[Entry]:
        if extent == FLEXIBLE:
            return []
        if extent.unit is Unit.WEIGHT:
            return [Entry(whole(extent.amount), "weight")]
        return [self.length_entry("size", Length(extent.amount, extent.unit is Unit.PERCENT))]

    def length_entry(self, name: str, length: Length) -> Entry:
        """Cells, or percent; out of range is the nearest that the reader takes."""
        least = 0 if name in ("x", "y") else 1
        if not length.percent:
            return Entry(min(max(least, round(length.amount)), 100_000), name)
        amount = whole(min(length.amount, 100))
        if isinstance(amount, float) and amount > 0 and not self.zellij:
            return Entry(amount, name, PERCENT)
        return Entry(f"{max(least, round(amount))}%", name)

    def floating_node(self, panes: Sequence[FloatingLayout], *entries: Entry) -> Node:
        nodes: list[Node] = []
        for item in panes:
            own, children = self.pane_parts(item.pane)
            places = (("x", item.x), ("y", item.y), ("width", item.width), ("height", item.height))
            own += [
                self.length_entry(name, length) for name, length in places if length is not None
            ]
            own += properties([("pinned", item.pinned, False)])
            nodes.append(Node("pane", tuple(own), tuple(children)))
        return Node("floating_panes", entries, tuple(nodes))

    def swap_node(self, name: str, swap: SwapLayout) -> Node:
        cases = [self.case_node(case, name == "swap_floating_layout") for case in swap.cases]
        return Node(name, tuple(properties([("name", swap.name, "")])), tuple(cases))

    def case_node(self, case: SwapCase, floating: bool) -> Node:
        constraint = constraint_entries(case.constraint)
        if floating:
            return self.floating_node(case.floating, *constraint)
        direction, children = self.root_nodes(case.root, ()) if case.root else ([], [])
        if case.root and not children:
            children = [Node("pane")]
        if case.floating:
            children.append(self.floating_node(case.floating))
        return Node("tab", (*constraint, *direction), tuple(children))


def properties(said: Iterable[tuple[str, Scalar, Scalar]]) -> list[Entry]:
    """Properties for names, values and defaults; the default goes unsaid."""
    return [Entry(value, name) for name, value, default in said if value != default]


def direction_entry() -> Entry:
    return Entry("vertical", "split_direction")


def path_entry(name: str | None, path: str) -> Entry:
    """A text in which the reader expands `$` and `~`, so that it does not."""
    return Entry(path, name, LITERAL if "$" in path or path.startswith("~") else None)


def whole(number: float) -> int | float:
    return int(number) if number == int(number) else number


def constraint_entries(constraint: Constraint) -> tuple[Entry, ...]:
    if constraint.kind == "any":
        return ()
    return (Entry(constraint.panes, f"{constraint.kind}_panes"),)
