"""Words, paragraphs and brackets in the text that copy mode looks at.

A word is what vi calls one (POSIX vi, "word" and "bigword"): letters, digits and underscores, or a
row of other characters; a big one is whatever stands between blanks. Lines that the terminal only
wrapped are one line.
"""

from collections.abc import Callable
from enum import IntEnum

from mux.core.copy_mode_source import CopySource, Point, Stretch, character_end, settle_x, used

PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}
FARTHEST_BRACKET = 50_000  # characters
BACK = {close: opening for opening, close in PAIRS.items()}


class Kind(IntEnum):
    BLANK = 0
    WORD = 1
    OTHER = 2
    EMPTY_LINE = 3  # vi stops at it


def kind_at(source: CopySource, at: Point, big: bool) -> Kind:
    cells = source.cells(at.row)
    if not cells and not source.continues(at.row):
        return Kind.EMPTY_LINE
    character = cells[settle_x(cells, at.x)] if at.x < len(cells) else " "
    if character.isspace():
        return Kind.BLANK
    return Kind.WORD if big or character == "_" or character[:1].isalnum() else Kind.OTHER


def step_forward(source: CopySource, at: Point) -> Point | None:
    """The next character; a row's end counts as one where its line ends."""
    cells = source.cells(at.row)
    if at.x < len(cells):
        x = character_end(cells, at.x)
        if x < len(cells) or (not source.continues(at.row) and x < source.columns):
            return Point(at.row, x)
    return Point(at.row + 1, 0) if at.row + 1 < len(source) else None


def step_back(source: CopySource, at: Point) -> Point | None:
    if at.x > 0:
        cells = source.cells(at.row)
        return Point(at.row, settle_x(cells, min(at.x, len(cells)) - 1) if cells else 0)
    if at.row == 0:
        return None
    length = used(source, at.row - 1)
    if source.continues(at.row - 1):
        return Point(at.row - 1, max(settle_x(source.cells(at.row - 1), length - 1), 0))
    return Point(at.row - 1, min(length, source.columns - 1))


def _same_line(source: CopySource, at: Point, to: Point) -> bool:
    return to.row == at.row or all(source.continues(row) for row in range(at.row, to.row))


def next_word(source: CopySource, at: Point, big: bool) -> Point:
    """The start of the word after this one; the end of the text where there is none."""
    last = at
    if kind_at(source, at, big) in (Kind.WORD, Kind.OTHER):
        last = _run_end(source, at, big)
    here = step_forward(source, last)
    while here is not None and kind_at(source, here, big) is Kind.BLANK:
        last = here
        here = step_forward(source, here)
    return last if here is None else here


def word_end(source: CopySource, at: Point, big: bool) -> Point:
    """The last character of this word, or of the next one if the cursor is on it."""
    here = step_forward(source, at)
    while here is not None and kind_at(source, here, big) in (Kind.BLANK, Kind.EMPTY_LINE):
        at = here
        here = step_forward(source, here)
    if here is None:
        return at
    return _run_end(source, here, big)


def past_word(source: CopySource, at: Point, big: bool) -> Point:
    """The place behind this word, or behind the next one if the cursor is on none (emacs)."""
    here: Point | None = at
    while here is not None and kind_at(source, here, big) in (Kind.BLANK, Kind.EMPTY_LINE):
        at = here
        here = step_forward(source, here)
    if here is None:
        return at
    last = _run_end(source, here, big)
    return step_forward(source, last) or last


def _run_end(source: CopySource, at: Point, big: bool) -> Point:
    kind = kind_at(source, at, big)
    while (after := step_forward(source, at)) is not None:
        if kind_at(source, after, big) != kind or not _same_line(source, at, after):
            break
        at = after
    return at


def previous_word(source: CopySource, at: Point, big: bool) -> Point:
    """The start of this word, or of the one before it if the cursor is there."""
    here = step_back(source, at)
    while here is not None and kind_at(source, here, big) is Kind.BLANK:
        here = step_back(source, here)
    if here is None:
        return Point(0, 0)
    return _run_start(source, here, lambda point: kind_at(source, point, big))


def _run_start(source: CopySource, at: Point, kind_of: Callable[[Point], object]) -> Point:
    kind = kind_of(at)
    while (before := step_back(source, at)) is not None:
        if kind_of(before) != kind or not _same_line(source, before, at):
            break
        at = before
    return at


def word_around(source: CopySource, at: Point, separators: str) -> Stretch:
    """The word that a cell belongs to, as a double click takes it: all between blanks and
    separators. Where there is none, the cell alone."""

    def inside(point: Point) -> bool:
        cells = source.cells(point.row)
        character = cells[settle_x(cells, point.x)] if point.x < len(cells) else " "
        return not character.isspace() and character not in separators

    at = at._replace(x=settle_x(source.cells(at.row), at.x))
    start = last = at
    if inside(at):
        start = _run_start(source, at, inside)
        while (after := step_forward(source, last)) is not None:
            if not inside(after) or not _same_line(source, last, after):
                break
            last = after
    return Stretch(start, last._replace(x=character_end(source.cells(last.row), last.x)))


def next_paragraph(source: CopySource, row: int) -> int:
    """The blank row after the text at a row or after it; the last row where there is none."""
    last = len(source) - 1
    while row < last and not source.cells(row):
        row += 1
    while row < last and source.cells(row):
        row += 1
    return row


def previous_paragraph(source: CopySource, row: int) -> int:
    while row > 0 and not source.cells(row):
        row -= 1
    while row > 0 and source.cells(row):
        row -= 1
    return row


def matching_bracket(source: CopySource, at: Point) -> Point | None:
    """The other one of the pair whose bracket is at a cell or next to the right of it."""
    cells = source.cells(at.row)
    x = next((x for x in range(at.x, len(cells)) if cells[x] in PAIRS or cells[x] in BACK), None)
    if x is None:
        return None
    bracket, here = cells[x], Point(at.row, x)
    forward = bracket in PAIRS
    other = PAIRS[bracket] if forward else BACK[bracket]
    step = step_forward if forward else step_back
    depth = 1
    point = step(source, here)
    for _ in range(FARTHEST_BRACKET):
        if point is None:
            break
        row = source.cells(point.row)
        found = row[point.x] if point.x < len(row) else ""
        depth += (found == bracket) - (found == other)
        if depth == 0:
            return point
        point = step(source, point)
    return None
