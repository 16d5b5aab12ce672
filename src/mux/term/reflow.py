"""A main screen at a new size: lines are wrapped anew, and rows go to history or come back.

The cursor stays on its character. Alternate screens are only cut or padded.
"""

from collections.abc import Sequence

from mux.term.cells import iter_clusters
from mux.term.cursor import TextCursor
from mux.term.emulator import StyledRun
from mux.term.grid import BLANK, Row
from mux.term.history import History
from mux.term.style import BG_MASK


class Line:
    """A logical line: soft-wrapped rows joined."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.styles: list[int] = []
        self.fill = 0  # the style of the blanks after its end

    def add_runs(self, runs: Sequence[StyledRun]) -> None:
        for run in runs:
            if run.text.isascii():
                self.cells += run.text
            else:
                for cluster, cells in iter_clusters(run.text):
                    self.cells += [cluster, ""][: max(1, cells)]
            self.styles += [run.style] * (len(self.cells) - len(self.styles))

    def add_row(self, row: Row, at_least: int) -> None:
        """Adds a row's text; a row that ends the line without its blanks, but for `at_least`."""
        stop = row.used()
        if not row.wrapped:
            if not row.styles[-1] & ~BG_MASK and row.cells[-1] == BLANK:
                self.fill = row.styles[-1]
            while stop and row.cells[stop - 1] == BLANK and not row.styles[stop - 1] & ~BG_MASK:
                stop -= 1
            stop = max(stop, at_least)
        self.cells += row.cells[:stop]
        self.styles += row.styles[:stop]

    def wrap(self, columns: int) -> list[tuple[int, Row]]:
        """Rows of a new width, each with the offset in the line at which it starts."""
        rows: list[tuple[int, Row]] = []
        start = 0
        if columns == 1:
            self._blank_wide()
        while True:
            stop = min(start + columns, len(self.cells))
            if stop < len(self.cells) and self.cells[stop] == "" and stop - 1 > start:
                stop -= 1
            rows.append((start, self._make_row(start, stop, columns)))
            if stop >= len(self.cells):
                return rows
            rows[-1][1].wrapped = True
            rows[-1][1].gap = stop - start < columns
            start = stop

    def _make_row(self, start: int, stop: int, columns: int) -> Row:
        row = Row(columns, self.fill if stop == len(self.cells) else 0)
        row.cells[: stop - start] = self.cells[start:stop]
        row.styles[: stop - start] = self.styles[start:stop]
        row.wide = "" in row.cells
        return row

    def _blank_wide(self) -> None:
        """A single column has no room for wide characters."""
        for x, cell in enumerate(self.cells):
            if cell == "":
                self.cells[x - 1] = self.cells[x] = BLANK


def rewrap_rows(
    grid: list[Row], columns: int, head: Sequence[StyledRun], cursors: Sequence[TextCursor]
) -> list[Row]:
    """A grid's rows at a new width. `head` is the start of its first line, `cursors` are moved
    along with their characters."""
    rows: list[Row] = []
    line = Line()
    line.add_runs(head)
    marks: list[tuple[TextCursor, int]] = []  # cursors on the present line, with their offsets
    moved: set[int] = set()
    for y, row in enumerate(grid):
        here = [c for c in cursors if c.y == y and id(c) not in moved]
        moved.update(map(id, here))
        marks += [(cursor, len(line.cells) + cursor.x + cursor.pending) for cursor in here]
        line.add_row(row, max((c.x + c.pending for c in here), default=0))
        if row.wrapped and y < len(grid) - 1:
            continue
        wrapped = line.wrap(columns)
        for cursor, offset in marks:
            _place_cursor(cursor, offset, wrapped, len(rows), columns)
        rows += [row for _, row in wrapped]
        line, marks = Line(), []
    return rows


def _place_cursor(
    cursor: TextCursor, offset: int, wrapped: list[tuple[int, Row]], above: int, columns: int
) -> None:
    """Puts a cursor at an offset of a line whose first row is the one after `above` rows."""
    index = max(i for i, (start, _) in enumerate(wrapped) if start <= offset)
    x = offset - wrapped[index][0]
    cursor.pending = x == columns  # right after a full row
    cursor.x, cursor.y = min(x, columns - 1), above + index


def fit_height(
    rows: list[Row], lines: int, columns: int, history: History, cursors: Sequence[TextCursor]
) -> None:
    """Makes a main screen `lines` rows high, in place; the first cursor stays on it.

    Blank rows below it go first, then rows at the top go to history, and at last rows below it are
    cut. Missing rows come back from history, or are blank ones at the bottom.
    """
    y = cursors[0].y
    while len(rows) > lines and len(rows) - 1 > y and not rows[-1].used():
        rows.pop()
    up = min(len(rows) - lines, y)
    if up > 0:
        history.append_rows([(row.line_runs(), row.wrapped) for row in rows[:up]])
        del rows[:up]
    del rows[lines:]
    back = history.pop_rows(lines - len(rows)) if len(rows) < lines else []
    rows[:0] = [_row_of(runs, wrapped, columns) for runs, wrapped in back]
    for cursor in cursors:
        cursor.y = min(max(0, cursor.y + len(back) - max(up, 0)), lines - 1)
    rows += [Row(columns) for _ in range(lines - len(rows))]


def _row_of(runs: Sequence[StyledRun], wrapped: bool, columns: int) -> Row:
    """A row that comes back from history."""
    line = Line()
    line.add_runs(runs)
    _, row = line.wrap(columns)[0]
    row.wrapped, row.gap = wrapped, wrapped and len(line.cells) < columns
    return row


def cut_rows(grid: list[Row], columns: int, lines: int, y: int) -> int:
    """An alternate screen at a new size, in place; how far up the row y went to stay on it."""
    for row in grid:
        row.resize(columns)
    up = max(0, y - lines + 1) if len(grid) > lines else 0
    del grid[:up]
    del grid[lines:]
    grid += [Row(columns) for _ in range(lines - len(grid))]
    return up
