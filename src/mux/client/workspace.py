"""The widgets that show rows which are already finished: the workspace and the bars.

Textual's compositor gets the same rows that the painter writes past it, so that what Textual
repaints (at the start, after a resize, where an overlay was) is always right.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from mux.client.rows import RowStrip, blank_row
from mux.client.styles import PLAIN


class FinishedStrip(Strip):
    """A row that starts in a known column of the screen, in the shape of a Textual Strip."""

    __slots__ = ("column", "row")

    def __init__(self, row: RowStrip, column: int) -> None:
        super().__init__([Segment(row.text)], row.cells)
        self.row = row
        self.column = column

    def render(self, console: Console) -> str:
        return self.row.render(self.column) + PLAIN

    def crop(self, start: int, end: int | None = None) -> "FinishedStrip":
        row = self.row.crop(start, self.row.cells if end is None else end)
        return FinishedStrip(row, self.column + start)

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        parts: list[Strip] = []
        start = 0
        for cut in cuts:
            parts.append(self.crop(start, cut))
            start = cut
        return parts

    def apply_filter(self, *_: Any) -> "FinishedStrip":
        return self


class RowsWidget(Widget):
    """Shows rows from `row_at`; takes neither focus nor mouse, which never reach Textual."""

    DEFAULT_CSS = "RowsWidget { width: 1fr; }"
    can_focus = False

    def row_at(self, y: int) -> RowStrip:
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        column = self.region.x + crop.x
        strips: list[Strip] = []
        for y in range(crop.y, crop.bottom):
            row = self.row_at(y)
            if row.cells < crop.right:
                row = RowStrip((*row.runs, *blank_row(crop.right - row.cells).runs))
            strips.append(FinishedStrip(row.crop(crop.x, crop.right), column))
        return strips
