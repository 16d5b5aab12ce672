"""Layouts as text that a person can hold against the file they came from."""

from mux.core.geometry import Axis
from mux.core.layout import (
    Constraint,
    EditFile,
    FloatingLayout,
    Layout,
    Length,
    PaneLayout,
    Placeholder,
    RunCommand,
    SwapLayout,
    TabLayout,
)
from mux.core.tree import Extent, Leaf, Node, Unit


def picture(layout: Layout) -> str:
    lines: list[str] = []
    for tab in layout.tabs:
        lines += tab_lines("tab", tab)
    if layout.new_tab:
        lines += tab_lines("new tab", layout.new_tab)
    for swap in layout.swap_tiled:
        lines += swap_lines("swap tiled", swap)
    for swap in layout.swap_floating:
        lines += swap_lines("swap floating", swap)
    return "".join(line + "\n" for line in lines)


def tab_lines(head: str, tab: TabLayout) -> list[str]:
    words = [head]
    words += [f"“{tab.name}”"] if tab.name else []
    flags = (
        *(("focus", tab.focus), ("floats hidden", tab.hide_floating)),
        *(("zoomed", tab.zoomed), ("sync", tab.sync)),
    )
    words += [word for word, is_on in flags if is_on]
    words += [f"color {tab.color}"] if tab.color else []
    if tab.bars is not None:
        bars = [f"{bar.kind} at {'bottom' if bar.at_bottom else 'top'}" for bar in tab.bars]
        words.append(f"[{', '.join(bars)}]")
    return [" ".join(words), *indent(tree_lines(tab.root)), *floating_lines(tab.floating)]


def indent(lines: list[str]) -> list[str]:
    return ["  " + line for line in lines]


def tree_lines(
    node: "Node[PaneLayout] | Node[PaneLayout | None]", is_open: bool = False
) -> list[str]:
    size = extent_text(node.extent) + (" open" if is_open else "")
    if isinstance(node, Leaf):
        return [(pane_text(node.content) if node.content else "CHILDREN") + size]
    kind = "stack" if node.stacked else "columns" if node.axis is Axis.COLUMNS else "rows"
    lines = [kind + (f" “{node.name}”" if node.name else "") + size]
    for index, child in enumerate(node.children):
        lines += indent(tree_lines(child, node.stacked and index == node.expanded))
    return lines


def extent_text(extent: Extent) -> str:
    if extent.unit is Unit.CELLS:
        return f" ={extent.amount:g}"
    if extent.unit is Unit.PERCENT:
        return f" {extent.amount:g}%"
    return "" if extent.amount == 1 else f" *{extent.amount:g}"


def pane_text(pane: PaneLayout) -> str:
    run = pane.run
    if isinstance(run, RunCommand):
        text = "$ " + " ".join(run.argv) + (f" (typed: {run.text})" if run.text else "")
    elif isinstance(run, EditFile):
        text = f"edit {run.path}" + (f":{run.line}" if run.line else "")
    elif isinstance(run, Placeholder):
        text = f"<{run.location}>"
    else:
        text = "shell"
    text += f" “{pane.name}”" if pane.name else ""
    text += f" in {pane.cwd}" if pane.cwd else ""
    flags = (
        *(("focus", pane.focus), ("suspended", pane.start_suspended)),
        *(("closes", pane.close_on_exit), ("borderless", pane.borderless)),
        *(("framed", pane.borderless is False), ("private", pane.private)),
        ("not synced", pane.exclude_from_sync),
    )
    text += "".join(f" {word}" for word, is_on in flags if is_on)
    text += f" contents {pane.contents_file}" if pane.contents_file else ""
    text += f" fg {pane.default_fg}" if pane.default_fg else ""
    text += f" bg {pane.default_bg}" if pane.default_bg else ""
    return text + (f" restore “{pane.restore}”" if pane.restore is not None else "")


def floating_lines(panes: tuple[FloatingLayout, ...]) -> list[str]:
    return [
        f"  float {pane_text(item.pane)} at {length_text(item.x)},{length_text(item.y)}"
        f" {length_text(item.width)}x{length_text(item.height)}"
        + (" pinned" if item.pinned else "")
        for item in panes
    ]


def length_text(length: Length | None) -> str:
    return "?" if length is None else f"{length.amount:g}" + ("%" if length.percent else "")


def swap_lines(head: str, swap: SwapLayout) -> list[str]:
    lines = [f"{head} “{swap.name}”"]
    for case in swap.cases:
        lines.append(f"  {constraint_text(case.constraint)}:")
        lines += indent(indent(tree_lines(case.root))) if case.root else []
        lines += indent(floating_lines(case.floating))
    return lines


def constraint_text(constraint: Constraint) -> str:
    return "any" if constraint.kind == "any" else f"{constraint.kind} {constraint.panes} panes"
