"""The frame around a pane: its lines, its title, and what it says of the pane's state.

The focused pane's frame is drawn in heavy lines, so that no colour is needed to find it.
"""

from typing import NamedTuple

from mux.client.palette import Palette
from mux.client.rows import RowStrip, Run
from mux.client.scene import PaneView, Scene
from mux.client.text import fit_text, measure_text


class Lines(NamedTuple):
    """The characters a frame is made of."""

    horizontal: str
    vertical: str
    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str


LIGHT = Lines("─", "│", "┌", "┐", "└", "┘")
ROUND = Lines("─", "│", "╭", "╮", "╰", "╯")
HEAVY = Lines("━", "┃", "┏", "┓", "┗", "┛")
ASCII = Lines("-", "|", "+", "+", "+", "+")
ASCII_HEAVY = Lines("=", "#", "#", "#", "#", "#")


class Shapes(NamedTuple):
    """Which lines to draw with; `rounded` and `plain` as the options say."""

    rounded: bool = False
    plain: bool = False

    def lines(self, focused: bool) -> Lines:
        if self.plain:
            return ASCII_HEAVY if focused else ASCII
        return HEAVY if focused else ROUND if self.rounded else LIGHT


class Frame(NamedTuple):
    """A pane's frame, ready to be laid out: a row above, a row below, a cell on either side."""

    top: RowStrip | None
    bottom: RowStrip | None
    left: RowStrip | None
    right: RowStrip | None


NO_FRAME = Frame(None, None, None, None)


def draw_frame(pane: PaneView, scene: Scene, palette: Palette, shapes: Shapes) -> Frame:
    width = pane.frame.width
    if pane.border == "none" or width <= 0:
        return NO_FRAME
    focused = pane.id == scene.focus
    lines = shapes.lines(focused)
    color = palette.frame_focused if focused else palette.frame
    label, notes = _title(pane), pane_notes(pane, scene, palette)
    if pane.border == "title":
        ends = lines.horizontal, lines.horizontal
        return NO_FRAME._replace(top=_edge(width, lines, ends, color, label, notes))
    top = _edge(width, lines, (lines.top_left, lines.top_right), color, label, notes)
    corners = lines.bottom_left, lines.bottom_right
    bottom = _edge(width, lines, corners, color, "", ())
    side = RowStrip([Run(color, lines.vertical, 1)])
    return Frame(top, bottom, side, side)


def pane_notes(pane: PaneView, scene: Scene, palette: Palette) -> tuple[tuple[str, str], ...]:
    """(SGR, word) for the right end of the title row, the most important last: it stays longest."""
    notes: list[tuple[str, str]] = []
    screen = scene.screens.get(pane.id)
    if pane.mode:
        notes.append((palette.frame_marked, pane.mode))
    elif screen is not None and screen.scroll:
        notes.append((palette.frame_marked, f"SCROLL {screen.scroll}/{screen.history}"))
    if pane.pinned:
        notes.append((palette.frame_marked, "PIN"))
    tab = scene.active_tab
    if tab is not None and tab.sync:
        notes.append((palette.frame_marked, "SYNC"))
    if pane.bell:
        notes.append((palette.frame_marked, "BELL"))
    if pane.state == "waiting":
        notes.append((palette.frame_marked, "WAITING"))
    if pane.exit_status is not None and pane.state == "exited":
        mark = palette.failure if pane.exit_status else palette.success
        notes.append((mark, f"EXIT CODE: {pane.exit_status}"))
    return tuple(notes)


def _title(pane: PaneView) -> str:
    title = pane.title or pane.command
    return f" {title} " if title else ""


def _edge(
    width: int,
    lines: Lines,
    ends: tuple[str, str],
    color: str,
    label: str,
    notes: tuple[tuple[str, str], ...],
) -> RowStrip:
    """A horizontal line with a label at its left and notes at its right, as far as they fit."""
    if width < 2:
        return RowStrip([Run(color, ends[0], 1)])
    room = width - 2
    tail: list[Run] = []
    for mark, word in reversed(notes):
        if room - (len(word) + 3) < 4:
            break
        tail[:0] = [Run(mark, f" {word} ", len(word) + 2), Run(color, lines.horizontal, 1)]
        room -= len(word) + 3
    label = fit_text(label, room - 1) if room > 3 else ""
    used = measure_text(label)
    lead = 1 if label else 0
    runs = [Run(color, ends[0] + lines.horizontal * lead, 1 + lead)]
    if label:
        runs.append(Run(color, label, used))
    filler = room - used - lead
    runs.append(Run(color, lines.horizontal * filler, filler))
    return RowStrip([*runs, *tail, Run(color, ends[1], 1)])
