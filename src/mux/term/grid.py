"""Rows of cells.

A row is a list of what its cells show and a list of style ids. A wide character's second cell holds
"", as does nothing else. Runs of text are written by slice assignment.
"""

from itertools import compress, islice, pairwise
from operator import ne

from mux.term.emulator import StyledRun
from mux.term.style import PROTECTED

BLANK = " "


class Row:
    """One row of a screen; both lists are as long as the screen is wide, always."""

    __slots__ = ("cells", "gap", "styles", "wide", "wrapped")

    def __init__(self, columns: int, style: int = 0) -> None:
        self.cells = [BLANK] * columns
        self.styles = [style] * columns
        self.wide = False  # whether wide characters may be in it
        self.wrapped = False  # whether its line goes on in the next row
        self.gap = False  # whether it wrapped a cell early, for a wide character's sake

    def fill(self, start: int, stop: int, style: int, character: str = BLANK) -> None:
        """Puts one character into the cells start <= x < stop."""
        if self.wide:
            self.split_at(start)
            self.split_at(stop)
        self.cells[start:stop] = [character] * (stop - start)
        self.styles[start:stop] = [style] * (stop - start)
        if stop == len(self.cells):
            self.wrapped = False

    def erase_unprotected(self, start: int, stop: int, style: int) -> None:
        """Blanks the cells that are not protected (DECSED, DECSEL, DECSERA)."""
        for x in range(start, stop):
            if not self.styles[x] & PROTECTED:
                self.fill(x, x + 1, style)

    def split_at(self, x: int) -> None:
        """Blanks a wide character that reaches over the left edge of column x."""
        if 0 < x < len(self.cells) and self.cells[x] == "":
            self.cells[x - 1] = self.cells[x] = BLANK

    def insert_blanks(self, x: int, count: int, stop: int, style: int) -> None:
        """Moves the cells from x on to the right; those that pass `stop` are lost."""
        count = min(count, stop - x)
        if self.wide:
            for edge in (x, stop - count, stop):
                self.split_at(edge)
        self.cells[x:stop] = [BLANK] * count + self.cells[x : stop - count]
        self.styles[x:stop] = [style] * count + self.styles[x : stop - count]
        if stop == len(self.cells):
            self.wrapped = False

    def delete_cells(self, x: int, count: int, stop: int, style: int) -> None:
        """Moves the cells right of the `count` at x to the left, and blanks what they leave."""
        count = min(count, stop - x)
        if self.wide:
            for edge in (x, x + count, stop):
                self.split_at(edge)
        self.cells[x:stop] = self.cells[x + count : stop] + [BLANK] * count
        self.styles[x:stop] = self.styles[x + count : stop] + [style] * count
        if stop == len(self.cells):
            self.wrapped = False

    def resize(self, columns: int) -> None:
        """Cuts the row, or makes it longer with default blanks."""
        missing = columns - len(self.cells)
        if missing > 0:
            self.cells += [BLANK] * missing
            self.styles += [0] * missing
        elif missing < 0:
            self.split_at(columns)
            del self.cells[columns:], self.styles[columns:]
        self.wrapped = False

    def copy_cells(self, start: int, stop: int) -> tuple[list[str], list[int]]:
        """The cells start <= x < stop and their styles; halves of wide characters are blanks."""
        cells = self.cells[start:stop]
        if self.wide and cells:
            if cells[0] == "":
                cells[0] = BLANK
            if self.cells[stop : stop + 1] == [""]:
                cells[-1] = BLANK
        return cells, self.styles[start:stop]

    def paste_cells(self, x: int, cells: list[str], styles: list[int]) -> None:
        """Puts what `copy_cells` gave into the cells from x on."""
        stop = x + len(cells)
        if self.wide:
            self.split_at(x)
            self.split_at(stop)
        self.wide = self.wide or "" in cells
        self.cells[x:stop] = cells
        self.styles[x:stop] = styles

    # --- reading -----------------------------------------------------------------------------

    def text(self) -> str:
        """What the row shows, blanks at its end included."""
        return "".join(self.cells)

    def used(self) -> int:
        """How many cells belong to its line: up to the last one that is not a default blank, or,
        where the line goes on, all but the gap."""
        columns = len(self.cells)
        if self.wrapped:
            return columns - 1 if self.gap and self.cells[-1] == BLANK else columns
        text = "".join(self.cells)
        used = columns - len(text) + len(text.rstrip(BLANK))
        if any(self.styles[used:]):
            while not self.styles[columns - 1]:
                columns -= 1
            return columns
        return used

    def runs(self) -> list[StyledRun]:
        """All cells as runs of one style."""
        return self._make_runs(len(self.cells))

    def line_runs(self) -> list[StyledRun]:
        """The cells that belong to its line as runs of one style."""
        if self.wrapped or any(self.styles):
            return self._make_runs(self.used())
        text = "".join(self.cells)
        line = text.rstrip(BLANK)
        return [StyledRun(0, line, len(self.cells) - len(text) + len(line))] if line else []

    def _make_runs(self, stop: int) -> list[StyledRun]:
        cells, styles = self.cells, self.styles
        if not stop:
            return []
        changes = compress(range(1, stop), map(ne, styles, islice(styles, 1, stop)))
        edges = [0, *changes, stop]
        return [
            StyledRun(styles[start], "".join(cells[start:end]), end - start)
            for start, end in pairwise(edges)
        ]
