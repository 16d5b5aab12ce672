"""One row of cells as runs of equal style: what panes, frames and margins are painted from.

Widths come from the server and are never measured. A run that is not ASCII may turn out wider or
narrower on the outer terminal than the server thinks; the run after it is therefore placed by
column (CHA, ECMA-48 8.3.9), so that a disagreement never shifts the rest of the row.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import split_graphemes

from mux.client.styles import PLAIN, toggle_reverse


class Run(NamedTuple):
    """Neighbouring cells of one style; `sgr` is the whole sequence that turns it on."""

    sgr: str
    text: str
    cells: int
    link: str = ""  # URI of a hyperlink (OSC 8)


class RowStrip:
    """A row of runs. A value: cutting and restyling give new rows. Rendering is remembered."""

    __slots__ = ("_column", "_rendered", "cells", "runs")

    def __init__(self, runs: Iterable[Run]) -> None:
        self.runs: tuple[Run, ...] = tuple(runs)
        self.cells = sum(run.cells for run in self.runs)
        self._column = -1
        self._rendered = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowStrip) and self.runs == other.runs

    def __hash__(self) -> int:
        return hash(self.runs)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def render(self, column: int) -> str:
        """The row for a terminal whose cursor stands in that column (from 0) already.

        What it leaves behind is the style of its last run; the cursor may be anywhere in the row.
        """
        if column == self._column:
            return self._rendered
        parts: list[str] = []
        at, sure, sgr, link = column, True, "", ""
        for run in self.runs:
            if not sure:
                parts.append(f"\x1b[{at + 1}G")
            if run.link != link:
                link = run.link
                parts.append(f"\x1b]8;;{link}\x1b\\")
            if run.sgr != sgr:
                sgr = run.sgr
                parts.append(sgr)
            parts.append(run.text)
            sure = run.text.isascii()
            at += run.cells
        if link:
            parts.append("\x1b]8;;\x1b\\")
        self._column, self._rendered = column, "".join(parts)
        return self._rendered

    def crop(self, start: int, stop: int) -> "RowStrip":
        """The cells [start, stop). A wide character that is cut leaves blanks."""
        if start <= 0 and stop >= self.cells:
            return self
        return RowStrip(_cut_runs(self.runs, max(start, 0), min(stop, self.cells)))

    def reverse(self, start: int = 0, stop: int | None = None) -> "RowStrip":
        """The cells [start, stop) with foreground and background exchanged."""
        end = self.cells if stop is None else min(stop, self.cells)
        if start >= end:
            return self
        middle = self.crop(start, end).runs
        turned = (run._replace(sgr=toggle_reverse(run.sgr)) for run in middle)
        return RowStrip((*self.crop(0, start).runs, *turned, *self.crop(end, self.cells).runs))

    def characters(self) -> list[str]:
        """What stands in each cell; both cells of a wide character hold it."""
        return [character for run in self.runs for character in _run_characters(run)]


def blank_row(cells: int, sgr: str = PLAIN) -> RowStrip:
    return RowStrip([Run(sgr, " " * cells, cells)] if cells > 0 else ())


def _cut_runs(runs: Sequence[Run], start: int, stop: int) -> list[Run]:
    kept: list[Run] = []
    at = 0
    for run in runs:
        if at >= stop:
            break
        left, right = max(start - at, 0), min(stop - at, run.cells)
        if left < right:
            whole = left == 0 and right == run.cells
            kept.append(run if whole else _cut_run(run, left, right))
        at += run.cells
    return kept


def _cut_run(run: Run, left: int, right: int) -> Run:
    if run.text.isascii() and len(run.text) == run.cells:
        text = run.text[left:right]
    else:
        text = _cut_text(run.text, run.cells, left, right)
    return run._replace(text=text, cells=right - left)


def _run_characters(run: Run) -> list[str]:
    if run.text.isascii() and len(run.text) == run.cells:
        return list(run.text)
    spans = split_graphemes(run.text)[0]
    if sum(width for _, _, width in spans) != run.cells:
        return [" "] * run.cells
    return [run.text[start:end] for start, end, width in spans for _ in range(width)]


def _cut_text(text: str, cells: int, left: int, right: int) -> str:
    """Cuts between characters; blanks for halves, and where the widths can't be accounted for."""
    spans = split_graphemes(text)[0]
    if sum(width for _, _, width in spans) != cells:
        return " " * (right - left)
    parts: list[str] = []
    at = 0
    for start, end, width in spans:
        if at >= left and at + width <= right:
            parts.append(text[start:end])
        elif at < right and at + width > left:
            parts.append(" " * (min(at + width, right) - max(at, left)))
        at += width
    return "".join(parts)
