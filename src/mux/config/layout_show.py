"""Draws a layout: every tab as a box with its panes, what they run and how large they are."""

import os
import shlex
import unicodedata
from collections.abc import Iterator

from mux.config.paths import printable
from mux.core.floating import place_floating
from mux.core.geometry import Region, Size
from mux.core.ids import PaneId
from mux.core.layout import (
    Bar,
    EditFile,
    FloatingLayout,
    Layout,
    Length,
    PaneLayout,
    Placeholder,
    RunCommand,
    TabLayout,
)
from mux.core.model import Floating
from mux.core.tree import FLEXIBLE, Extent, Leaf, Node, Split, Unit
from mux.core.tree_solve import iter_tiles
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A pane, and its size as the layout has it, in words."""

    pane: PaneLayout
    size: str


def draw_layout(layout: Layout, width: int = 80, height: int = 0) -> str:
    """The tabs, one drawing below the other, `width` columns wide.

    A drawing has the proportions of a terminal, unless `height` says how many rows it has.
    """
    size = Size(max(20, width), height or max(10, width // 4))
    parts: list[str] = []
    for number, tab in enumerate(layout.tabs, 1):
        parts += [tab_title(f"Tab {number}", tab), *draw_tab(tab, size)]
    if layout.new_tab is not None and layout.new_tab in layout.tabs:
        parts.append(f"New tabs are like tab {layout.tabs.index(layout.new_tab) + 1}")
    elif layout.new_tab is not None:
        parts += [tab_title("New tabs", layout.new_tab), *draw_tab(layout.new_tab, size)]
    for kind, swaps in (("tiled", layout.swap_tiled), ("floating", layout.swap_floating)):
        if swaps:
            names = ", ".join(printable(swap.name) for swap in swaps)
            parts.append(f"Swap layouts, {kind}: {names}")
    return "".join(part + "\n" for part in parts)


def tab_title(what: str, tab: TabLayout) -> str:
    title = f"{what}: {printable(tab.name)}" if tab.name else what
    notes = [note for note, said in (("focus", tab.focus), ("zoomed", tab.zoomed)) if said]
    return title + (f" ({', '.join(notes)})" if notes else "")


def draw_tab(tab: TabLayout, size: Size) -> list[str]:
    above = [bar for bar in tab.bars or () if not bar.at_bottom]
    below = [bar for bar in tab.bars or () if bar.at_bottom]
    area = Region(0, 0, size.width, max(1, size.height - len(above) - len(below)))
    canvas = _Canvas(area.size)
    for labelled, region, collapsed in iter_tiles(label(tab.root), area):
        if collapsed:
            canvas.write(region, 0, "─ " + pane_text(labelled.pane) + " ", fill="─")
        else:
            canvas.box(region, pane_text(labelled.pane), pane_notes(labelled))
    for item in tab.floating:
        place = Floating(PaneId(0), item.x, item.y, item.width, item.height)
        region = place_floating(place, area.size)
        canvas.box(region, pane_text(item.pane), floating_notes(item, tab.hide_floating))
    rows = [bar_text(bar, size.width) for bar in above] + canvas.rows()
    return rows + [bar_text(bar, size.width) for bar in below]


def label(node: Node[PaneLayout], stacked: bool = False) -> Node[_Labelled]:
    """The tree with the size of each pane beside it, in words."""
    if isinstance(node, Leaf):
        size = "stacked" if stacked else extent_text(node.extent)
        return Leaf(_Labelled(node.content, size), node.extent)
    children = tuple(label(child, node.stacked) for child in node.children)
    return Split(node.axis, children, node.extent, node.stacked, node.expanded, node.name)


def extent_text(extent: Extent) -> str:
    if extent == FLEXIBLE:
        return ""
    if extent.unit is Unit.WEIGHT:
        return f"weight {extent.amount:g}"
    return f"{extent.amount:g}" + ("%" if extent.unit is Unit.PERCENT else " cells")


def length_text(length: Length | None) -> str:
    return "auto" if length is None else f"{length.amount:g}" + ("%" if length.percent else "")


def pane_text(pane: PaneLayout) -> str:
    """The pane's name, and what runs in it."""
    run = pane.run
    if isinstance(run, RunCommand):
        text = run.text or shlex.join(run.argv)
    elif isinstance(run, EditFile):
        text = f"edit {run.path}" + (f":{run.line}" if run.line else "")
    elif isinstance(run, Placeholder):
        text = f"{run.location} (plugin)"
    else:
        text = "shell"
    return printable(f"{pane.name}: {text}" if pane.name else text)


def pane_notes(labelled: _Labelled) -> list[str]:
    pane = labelled.pane
    flags = (
        *(("waits for ENTER", pane.start_suspended), ("closes on exit", pane.close_on_exit)),
        *(("focus", pane.focus), ("private", pane.private), ("no frame", pane.borderless)),
    )
    notes = [labelled.size, pane.cwd and f"in {os.path.normpath(pane.cwd)}"]
    notes += [note for note, said in flags if said]
    return [printable(note) for note in notes if note]


def floating_notes(item: FloatingLayout, hidden: bool) -> list[str]:
    place = f"at {length_text(item.x)},{length_text(item.y)}"
    size = f"{length_text(item.width)} × {length_text(item.height)}"
    kind = "floating" + (", pinned" if item.pinned else "") + (", hidden" if hidden else "")
    return [f"{kind}: {size} {place}", *pane_notes(_Labelled(item.pane, ""))]


def bar_text(bar: Bar, width: int) -> str:
    return f"[{bar.kind}]".center(width, "·")


class _Canvas:
    """Characters by cell. A wide character has its cell and an empty one behind it."""

    def __init__(self, size: Size) -> None:
        self.cells = [[" "] * size.width for _ in range(size.height)]
        self.size = size

    def rows(self) -> list[str]:
        return ["".join(row).rstrip() for row in self.cells]

    def write(self, region: Region, row: int, text: str, fill: str = "") -> None:
        """Text in one row of a region, cut off where the region ends."""
        y = region.y + row
        if not (0 <= row < region.height and 0 <= y < self.size.height):
            return
        cells = list(cut(text, region.width))
        if fill:
            cells += [fill] * (region.width - len(cells))
        end = min(region.x + len(cells), self.size.width)
        self.cells[y][region.x : end] = cells[: end - region.x]

    def box(self, region: Region, title: str, notes: list[str]) -> None:
        """A frame with a title in it, and notes inside, as far as there is room."""
        if region.width < 4 or region.height < 2:
            self.write(region, 0, title, fill=" ")
            return
        inner = region.width - 2
        heading = "".join(cut(f" {title} ", inner - 1))
        self.write(region, 0, f"┌─{heading}", fill="─")
        self.write(Region(region.right - 1, region.y, 1, 1), 0, "┐")
        for row in range(1, region.height - 1):
            note = notes[row - 1] if row - 1 < len(notes) else ""
            text = "".join(cut(f" {note}", inner))
            self.write(region, row, f"│{text}", fill=" ")
            self.write(Region(region.right - 1, region.y + row, 1, 1), 0, "│")
        self.write(region, region.height - 1, "└" + "─" * inner + "┘")


def cut(text: str, width: int) -> Iterator[str]:
    """One item for each cell of a text, `width` at most. What has no cell is left out."""
    room = width
    for char in text:
        if unicodedata.combining(char):
            continue
        wide = unicodedata.east_asian_width(char) in "WF"
        room -= 1 + wide
        if room < 0:
            return
        yield char
        if wide:
            yield ""
