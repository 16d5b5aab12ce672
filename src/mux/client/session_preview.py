"""What a saved session will look like: its tabs, each drawn with its panes, from the snapshot.

Pure: a restore plan in, rows out. In every pane stand its command, the level at which it comes back
and the last lines that it showed.
"""

import os
import shlex
from collections.abc import Sequence
from typing import NamedTuple

from mux.client.canvas import Canvas
from mux.client.frames import ASCII, LIGHT, ROUND, Lines, Shapes
from mux.client.lines import Part, lay_line, wrap_words
from mux.client.palette import Palette
from mux.client.rows import RowStrip
from mux.client.scene import printable
from mux.client.styles import PLAIN, Depth, style_sequence
from mux.client.text import fit_text
from mux.core.floating import place_floating
from mux.core.geometry import Region, Size
from mux.core.ids import PaneId
from mux.core.layout import EditFile, PaneLayout, Placeholder, RunCommand, TabLayout
from mux.core.model import Floating
from mux.core.tree import Leaf, Node
from mux.core.tree_edit import map_leaves
from mux.core.tree_solve import iter_tiles
from mux.term.ansi import decode_line
from mux.term.style import sgr_of

WIDEST_NAME = 20
SMALLEST = Size(16, 6)  # below it nothing is drawn


class PanePreview(NamedTuple):
    """`level` as in the promise; `lines` are the last ones that it showed, with SGR."""

    pane: PaneLayout
    level: str
    lines: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class SessionPreview(NamedTuple):
    """`panes` in the order of the tabs, tiled ones before floating ones, as the tabs name them.

    `head` says what is shown, in a line or two; `problems` are a line each.
    """

    tabs: tuple[TabLayout, ...] = ()
    panes: tuple[tuple[PanePreview, ...], ...] = ()  # for each tab
    problems: tuple[str, ...] = ()

    @property
    def levels(self) -> str:
        """`1 revived, 2 contents`."""
        counts: dict[str, int] = {}
        for pane in (pane for tab in self.panes for pane in tab):
            counts[pane.level] = counts.get(pane.level, 0) + 1
        return ", ".join(f"{count} {level}" for level, count in counts.items())

    @property
    def focused_tab(self) -> int:
        """Its place; the first one where none has the focus."""
        return next((place for place, tab in enumerate(self.tabs) if tab.focus), 0)


class PreviewLook(NamedTuple):
    palette: Palette
    shapes: Shapes
    depth: Depth


def draw_preview(
    preview: SessionPreview, tab: int, size: Size, look: PreviewLook
) -> list[RowStrip]:
    """Exactly `size.height` rows: the tabs in a row, the chosen one drawn, and what is wrong."""
    palette = look.palette
    width = size.width
    problems = [*preview.problems]
    problems += [problem for panes in preview.panes for pane in panes for problem in pane.problems]
    warnings = [line for text in problems[:3] for line in wrap_words(f"! {text}", width - 1)][:4]
    rows = [_draw_tabs(preview, tab, width, palette)]
    room = Size(width, size.height - 1 - len(warnings))
    if 0 <= tab < len(preview.tabs) and room.width >= SMALLEST.width >= 0 < room.height:
        rows += draw_tab(preview.tabs[tab], preview.panes[tab], room, look)
    rows += [lay_line((), width, palette.panel)] * (size.height - len(warnings) - len(rows))
    rows += [lay_line([(palette.failure, line)], width, palette.panel) for line in warnings]
    return rows[: size.height]


def _draw_tabs(preview: SessionPreview, chosen: int, width: int, palette: Palette) -> RowStrip:
    parts: list[Part] = []
    for place, (tab, panes) in enumerate(zip(preview.tabs, preview.panes, strict=True)):
        name = printable(tab.name) or next((pane_words(pane.pane) for pane in panes), "")
        label = f"{place + 1}:{fit_text(name, WIDEST_NAME)}"
        shown = f"[{label}]" if place == chosen else f" {label} "
        parts.append((palette.selected if place == chosen else palette.panel_dim, shown))
    return lay_line(parts, width, palette.panel)


def draw_tab(
    tab: TabLayout, panes: Sequence[PanePreview], size: Size, look: PreviewLook
) -> list[RowStrip]:
    """The tab's panes as boxes in the proportions that they have."""
    canvas = Canvas(size.width, size.height, look.palette.panel)
    shown = iter(panes)
    tree: Node[PanePreview] = map_leaves(tab.root, lambda _: next(shown))
    floats = list(shown)
    if tab.zoomed:
        tree = Leaf(next((pane for pane in panes if pane.pane.focus), panes[0]))
    for pane, region, collapsed in iter_tiles(tree, Region(0, 0, *size)):
        _draw_pane(canvas, pane, region, look, collapsed)
    if not tab.hide_floating:
        for item, pane in zip(tab.floating, floats, strict=False):
            place = Floating(PaneId(0), item.x, item.y, item.width, item.height)
            _draw_pane(canvas, pane, place_floating(place, size), look, False)
    return canvas.rows()


def _draw_pane(
    canvas: Canvas, pane: PanePreview, region: Region, look: PreviewLook, collapsed: bool
) -> None:
    palette = look.palette
    lines: Lines = ASCII if look.shapes.plain else ROUND if look.shapes.rounded else LIGHT
    style = palette.frame_focused if pane.pane.focus else palette.frame
    if collapsed or region.height < 2 or region.width < 4:
        canvas.write(region.x, region.y, lines.horizontal * region.width, style, region.width)
        canvas.label(region, 0, pane_words(pane.pane), style)
        return
    canvas.box(region, lines, style, PLAIN)
    inside = region.height - 2
    for row, line in enumerate(pane.lines[-inside:] if inside else ()):
        _write_line(canvas, region.x + 1, region.y + 1 + row, line, region.width - 2, look.depth)
    if pane.pane.cwd:
        canvas.label(region, region.height - 1, _short_path(pane.pane.cwd), palette.panel_dim)
    title = pane_words(pane.pane)
    canvas.label(region, 0, title, style)
    if len(title) + len(pane.level) + 9 <= region.width:
        canvas.label(region, 0, pane.level, palette.frame_marked, right=True)
    elif inside > 0:
        canvas.label(region, region.height - 1, pane.level, palette.frame_marked, right=True)


def _write_line(canvas: Canvas, x: int, y: int, line: str, width: int, depth: Depth) -> None:
    at = 0
    for style, text, _ in decode_line(line.expandtabs(8)):
        at += canvas.write(x + at, y, text, style_sequence(sgr_of(style), depth), width - at)


def pane_words(pane: PaneLayout) -> str:
    """What the pane is called, else what runs in it."""
    run = pane.run
    if pane.restore:
        text = pane.restore
    elif isinstance(run, RunCommand):
        text = run.text or shlex.join(run.argv)
    elif isinstance(run, EditFile):
        text = f"edit {run.path}"
    else:
        text = run.location if isinstance(run, Placeholder) else "shell"
    return printable(f"{pane.name}: {text}" if pane.name else text)


def _short_path(path: str) -> str:
    home = os.path.expanduser("~")
    inside = path == home or path.startswith(home + os.sep)
    return printable("~" + path[len(home) :] if inside else path)
