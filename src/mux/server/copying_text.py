"""The text of a pane as it was when copy mode was entered: nothing that comes later changes it."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, islice

from mux.core.copy_mode_source import Cells, Command, Pattern, PatternError, Point, Stretch
from mux.term.ansi import count_rows, plain_text, wrap_line
from mux.term.cells import iter_clusters
from mux.term.emulator import Emulator, StyledRun
from mux.term.marks import Mark
from mux.term.search import (
    Match,
    Place,
    Query,
    SearchError,
    character_at,
    copy_text,
    find_all,
    find_backward,
    find_forward,
    locate,
)

MOST_COUNTED = 10_000  # matches; nobody needs to know how many more there are


class FrozenText:
    """Implements mux.core.copy_mode_source.CopySource. `first_line`: the first line's number among
    all that the pane ever held, in which `marks` are counted too."""

    def __init__(
        self, lines: Sequence[str], columns: int, first_line: int = 0, marks: Sequence[Mark] = ()
    ) -> None:
        self.lines = lines or [""]
        self.columns = columns
        self.first_line = first_line
        self._marks = marks
        heights = (_height(line, columns) for line in self.lines)
        self._starts = [0, *accumulate(heights)]  # the first row of each line, and their end
        self._wrapped = lru_cache(maxsize=512)(self._wrap)
        self._cells_of = lru_cache(maxsize=4096)(self._split)
        self._found = lru_cache(maxsize=4)(self._find_all)
        self._commands: list[Command] | None = None

    def at_width(self, columns: int) -> "FrozenText":
        return FrozenText(self.lines, columns, self.first_line, self._marks)

    # --- rows -----------------------------------------------------------------------------------

    def __len__(self) -> int:
        return self._starts[-1]

    def _line_at(self, row: int) -> int:
        return bisect_right(self._starts, row) - 1

    def _wrap(self, line: int) -> list[list[StyledRun]]:
        return wrap_line(self.lines[line], self.columns)

    def runs(self, row: int) -> list[StyledRun]:
        """The row's runs, without the blanks behind them."""
        line = self._line_at(row)
        rows = self._wrapped(line)
        place = row - self._starts[line]
        return rows[place] if place < len(rows) else []

    def cells(self, row: int) -> Cells:
        return self._cells_of(row)

    def _split(self, row: int) -> tuple[str, ...]:
        text = "".join([run.text for run in self.runs(row)])
        if text.isascii():
            return tuple(text)
        cells: list[str] = []
        for cluster, width in iter_clusters(text):
            cells += [cluster, *[""] * (width - 1)]
        return tuple(cells)

    def continues(self, row: int) -> bool:
        return row + 1 < self._starts[self._line_at(row) + 1]

    def text(self, start: Point, end: Point) -> str:
        last = self._place(end)
        lines = copy_text(self.lines, self._place(start), last).split("\n")
        whole = len(lines) - 1
        if last.line < len(self.lines) and last.character >= len(plain_text(self.lines[last.line])):
            whole += 1
        return "\n".join([*(line.rstrip() for line in lines[:whole]), *lines[whole:]])

    def line_of(self, at: Point) -> tuple[int, int]:
        line = self._line_at(at.row)
        above = range(self._starts[line], at.row)
        return line, sum(len(self.cells(row)) for row in above) + at.x

    def place_of(self, line: int, cells: int) -> Point:
        line = min(max(line, 0), len(self.lines) - 1)
        row, last = self._starts[line], self._starts[line + 1] - 1
        while row < last and cells >= len(self.cells(row)):
            cells -= len(self.cells(row))
            row += 1
        return Point(row, cells)

    # --- searching ------------------------------------------------------------------------------

    def find(self, pattern: Pattern, start: Point, backward: bool) -> Stretch | None:
        find = find_backward if backward else find_forward
        found = find(self.lines, _query(pattern), self._place(start))
        return self._stretch(found) if found is not None else None

    def count(self, pattern: Pattern, before: Point) -> tuple[int, int, bool]:
        found = self._found(pattern)
        place = self._place(before)
        earlier = bisect_right(found, (place.line, place.character - 1, self.columns << 20))
        return len(found), earlier, len(found) < MOST_COUNTED

    def _find_all(self, pattern: Pattern) -> list[Match]:
        return list(islice(find_all(self.lines, _query(pattern)), MOST_COUNTED))

    def matches(self, pattern: Pattern, top: int, stop: int) -> list[Stretch]:
        """All that show in the rows from `top` up to `stop`. Raises PatternError."""
        first, last = self._line_at(top), self._line_at(min(stop, len(self)) - 1)
        found = _query(pattern).find(self.lines[first : last + 1], first)
        return [self._stretch(match) for match in found]

    def row_of_line(self, number: int) -> int:
        """The first row of a line, by its number among all that the pane ever held; a negative one
        counts from the end."""
        line = len(self.lines) + number if number < 0 else number - self.first_line
        return self._starts[min(max(line, 0), len(self.lines) - 1)]

    def _place(self, at: Point) -> Place:
        line = self._line_at(at.row)
        if line >= len(self.lines):
            return Place(len(self.lines), 0)
        row = at.row - self._starts[line]
        return Place(line, character_at(self.lines[line], row, at.x, self.columns))

    def _stretch(self, match: Match) -> Stretch:
        spans = locate(self.lines[match.line], match.start, match.end, self.columns)
        start = self._starts[match.line]
        if not spans:  # blanks at a line's end, which no row shows
            row = self._starts[match.line + 1] - 1
            at = Point(row, len(self.cells(row)))
            return Stretch(at, at)
        return Stretch(
            Point(start + spans[0].row, spans[0].left),
            Point(start + spans[-1].row, spans[-1].right),
        )

    # --- the shell's marks ----------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        if self._commands is None:
            self._commands = self._read_marks()
        return self._commands

    def _read_marks(self) -> list[Command]:
        """A prompt is A; output starts at C and ends at D or the next prompt."""
        found: list[Command] = []
        begun: Point | None = None
        for mark in self._marks:
            at = self.place_of(mark.line - self.first_line, mark.cells)
            if mark.kind in "AD" and begun is not None and found:
                found[-1] = found[-1]._replace(output=Stretch(begun, at))
                begun = None
            if mark.kind == "A":
                found.append(Command(at, None))
            elif mark.kind == "C" and found:
                begun = at
        if begun is not None and found:
            end = Point(len(self) - 1, len(self.cells(len(self) - 1)))
            found[-1] = found[-1]._replace(output=Stretch(begun, end))
        return found


def freeze(emulator: Emulator) -> FrozenText:
    lines = emulator.shown_lines()
    return FrozenText(lines, emulator.columns, emulator.first_line, emulator.marks())


@lru_cache(maxsize=16)
def _query(pattern: Pattern) -> Query:
    try:
        return Query(pattern.text, regex=pattern.regex)
    except SearchError as error:
        raise PatternError(str(error)) from None


def _height(line: str, columns: int) -> int:
    return 1 if len(line) <= columns and line.isascii() else count_rows(line, columns)
