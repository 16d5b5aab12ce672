"""What is selected in copy mode, where it shows, and what it says."""

from enum import StrEnum

from mux.core.copy_mode_source import (
    CopySource,
    Point,
    character_end,
    line_end,
    line_start,
    settle_x,
)
from mux.core.copy_mode_words import word_around
from mux.dataclass import dataclass, replace


class Unit(StrEnum):
    """What a selection is made of. A block is a rectangle of cells."""

    CHARACTER = "character"
    WORD = "word"
    LINE = "line"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Selection:
    """From the anchor to the cursor, wherever that is. `exclusive`: the last character is not in it
    (emacs has its cursor between characters)."""

    anchor: Point
    unit: Unit = Unit.CHARACTER
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Extent:
    """The cells of a selection: in reading order from `first` up to `end`, which is not in it; or
    of a block the columns from first.x up to end.x of the rows first.row to end.row."""

    first: Point
    end: Point
    block: bool = False

    def columns(self, row: int, width: int) -> tuple[int, int]:
        """The cells [left, right) of a row `width` cells wide; (0, 0): none."""
        if not self.first.row <= row <= self.end.row:
            return 0, 0
        if self.block:
            return self.first.x, min(self.end.x, width)
        left = self.first.x if row == self.first.row else 0
        right = self.end.x if row == self.end.row else width
        return left, min(right, width)


def extent(source: CopySource, selection: Selection, cursor: Point, separators: str) -> Extent:
    first, last = sorted((selection.anchor, cursor))
    match selection.unit:
        case Unit.BLOCK:
            left, right = sorted((selection.anchor.x, cursor.x))
            return Extent(Point(first.row, left), Point(last.row, right + 1), block=True)
        case Unit.LINE:
            last_row = line_end(source, last.row)
            end = Point(last_row, source.columns)
            return Extent(Point(line_start(source, first.row), 0), end)
        case Unit.WORD:
            start = word_around(source, first, separators).start
            return Extent(start, word_around(source, last, separators).end)
        case Unit.CHARACTER:
            cells = source.cells(last.row)
            stop = last.x if selection.exclusive else character_end(cells, last.x)
            start = first._replace(x=settle_x(source.cells(first.row), first.x))
            return Extent(start, last._replace(x=stop))


def extent_text(source: CopySource, found: Extent) -> str:
    """What the cells say. The rows of a block are lines of their own."""
    if not found.block:
        return source.text(found.first, found.end)
    rows = range(found.first.row, min(found.end.row + 1, len(source)))
    return "\n".join(_block_row(source, found, row) for row in rows)


def _block_row(source: CopySource, found: Extent, row: int) -> str:
    cells = source.cells(row)
    left, right = found.columns(row, source.columns)
    return "".join(cells[settle_x(cells, left) : right]).rstrip()


def other_end(selection: Selection, cursor: Point) -> tuple[Selection, Point]:
    """The selection with its anchor where the cursor was, and the cursor where that was."""
    return replace(selection, anchor=cursor), selection.anchor
