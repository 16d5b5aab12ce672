"""From the scene to bytes: what changed, cut to where it shows, in as few bytes as that takes.

Pure but for the state that makes it incremental. A frame ends with the default style and the cursor
where the focused program has it; frames of several rows are synchronised updates (mode 2026) where
the terminal knows them. Nothing is ever cleared first: every cell is overwritten.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mux.client.frames import Shapes
from mux.client.palette import Palette
from mux.client.rows import RowStrip, Run
from mux.client.scene import Scene
from mux.client.spans import Span, lay_spans, uncovered
from mux.client.styles import PLAIN
from mux.core.geometry import Region

SYNC_START = "\x1b[?2026h"
SYNC_END = "\x1b[?2026l"
HIDE_CURSOR = "\x1b[?25l"
SHOW_CURSOR = "\x1b[?25h"
BLINKING = (1, 3, 5)  # shapes of DECSCUSR; the steady one follows each


class CursorState(NamedTuple):
    """Where the outer cursor is to be, in screen cells, and its shape (DECSCUSR)."""

    x: int
    y: int
    shape: int


class Painter:
    def __init__(self, scene: Scene, palette: Palette, shapes: Shapes) -> None:
        self.scene = scene
        self.palette = palette
        self.shapes = shapes
        self.synchronized_output = False  # whether the terminal said that it knows mode 2026
        self.word_separators = ""
        self.steady_cursor = False  # instead of one that blinks
        self.hide_cursor = False  # while an overlay has the keyboard
        self._area = Region(0, 0, 0, 0)
        self._covers: tuple[Region, ...] = ()
        self._rows: list[list[Span]] = []  # as if nothing lay over the workspace
        self._open: list[list[Span]] = []  # what may be painted
        self._places: dict[int, list[list[tuple[int, Span]]]] = {}
        self._whole = True
        # What the terminal was told last; None: not known.
        self._place: tuple[int, int] | None = None
        self._shape: int | None = None
        self._shown: bool | None = None

    # --- where things are ---------------------------------------------------------------------

    @property
    def area(self) -> Region:
        """The workspace on the screen."""
        return self._area

    def lay_out(self, area: Region | None = None, covers: Sequence[Region] | None = None) -> None:
        """After a new view, a new size, or other covers (screen cells) over the workspace."""
        self._area = area if area is not None else self._area
        if covers is not None:
            self._covers = tuple(
                Region(c.x - self._area.x, c.y - self._area.y, c.width, c.height) for c in covers
            )
        width, height = self._area.size
        self._rows = lay_spans(self.scene, width, height, self.palette, self.shapes)
        self._open = uncovered(self._rows, self._covers)
        self._places = {}
        for y, row in enumerate(self._open):
            for span in row:
                if span.pane:
                    self._place_of(span.pane, span.row).append((y, span))
        self.touch()

    def _place_of(self, pane: int, row: int) -> list[tuple[int, Span]]:
        rows = self._places.setdefault(pane, [])
        rows.extend([] for _ in range(row + 1 - len(rows)))
        return rows[row]

    def touch(self) -> None:
        """Everything is to be painted again."""
        self._whole = True

    def touch_pane(self, pane: int) -> None:
        screen = self.scene.screen(pane)
        screen.dirty.update(range(len(self._places.get(pane, ()))))

    def forget_cursor(self) -> None:
        """Somebody else wrote to the terminal."""
        self._place = self._shape = self._shown = None

    # --- frames -------------------------------------------------------------------------------

    def paint(self) -> str:
        """The bytes that bring the terminal up to date, "" if it is; all then counts as painted."""
        pieces = list(self._changed_spans())
        for screen in self.scene.screens.values():
            screen.dirty.clear()
        self._whole = False
        parts: list[str] = []
        for y, span in pieces:
            x = self._area.x + span.x
            parts.append(f"\x1b[{self._area.y + y + 1};{x + 1}H")
            parts.append(self._strip_of(span).render(x))
        return self._wrap_frame(parts, len({y for y, _ in pieces}))

    def _wrap_frame(self, parts: list[str], rows: int) -> str:
        if not parts:
            return self._cursor_sequence()
        parts.append(PLAIN)
        self._place = None
        if rows > 1 and self.synchronized_output:
            return "".join((SYNC_START, *parts, self._cursor_sequence(), SYNC_END))
        if rows > 1 and self._shown is not False:
            self._shown = False
            parts.insert(0, HIDE_CURSOR)
        parts.append(self._cursor_sequence())
        return "".join(parts)

    def _changed_spans(self) -> Iterator[tuple[int, Span]]:
        if self._whole:
            for y, row in enumerate(self._open):
                for span in row:
                    yield y, span
            return
        for pane, screen in self.scene.screens.items():
            places = self._places.get(pane)
            if screen.dirty and places:
                for number in sorted(screen.dirty):
                    if number < len(places):
                        yield from places[number]

    def _strip_of(self, span: Span) -> RowStrip:
        """What a span shows, exactly as wide as it is."""
        if span.strip is not None:
            return span.strip
        screen = self.scene.screen(span.pane)
        strip = screen.rows.get(span.row)
        if strip is None:
            strip = RowStrip(())
        if screen.reverse:
            strip = strip.reverse()
        selection = self.scene.selection
        if selection is not None and selection.pane == span.pane:
            strip = strip.reverse(*selection.span(span.row, strip, self.word_separators))
        end = span.offset + span.width
        if strip.cells < end:  # not yet told how the pane looks at its new size
            missing = end - strip.cells
            strip = RowStrip((*strip.runs, Run(PLAIN, " " * missing, missing)))
        return strip.crop(span.offset, end)

    def compose_row(self, y: int) -> RowStrip:
        """A whole row of the workspace, as if nothing lay over it."""
        if not 0 <= y < len(self._rows):
            return RowStrip(())
        return RowStrip(run for span in self._rows[y] for run in self._strip_of(span).runs)

    # --- the cursor ---------------------------------------------------------------------------

    @property
    def cursor(self) -> CursorState | None:
        """Where the focused pane's program has its cursor, if that cell is to be seen."""
        screen = self.scene.screens.get(self.scene.focus)
        if screen is None or self.hide_cursor or not screen.cursor_visible:
            return None
        places = self._places.get(self.scene.focus, [])
        if 0 <= screen.cursor_y < len(places):
            for y, span in places[screen.cursor_y]:
                if span.offset <= screen.cursor_x < span.offset + span.width:
                    x = self._area.x + span.x + screen.cursor_x - span.offset
                    blinks = screen.cursor_shape in BLINKING
                    shape = screen.cursor_shape + (blinks and self.steady_cursor)
                    return CursorState(x, self._area.y + y, shape)
        return None

    def _cursor_sequence(self) -> str:
        """Place, shape and visibility, as far as they have to be told."""
        cursor = self.cursor
        parts: list[str] = []
        if cursor is None:
            if self._shown is not False:
                parts.append(HIDE_CURSOR)
        else:
            if self._place != cursor[:2]:
                parts.append(f"\x1b[{cursor.y + 1};{cursor.x + 1}H")
                self._place = cursor[:2]
            if self._shape != cursor.shape:
                parts.append(f"\x1b[{cursor.shape} q")
                self._shape = cursor.shape
            if not self._shown:
                parts.append(SHOW_CURSOR)
        self._shown = cursor is not None
        return "".join(parts)
