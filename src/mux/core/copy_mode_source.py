"""What copy mode looks at: text in rows that nothing changes any more.

Places are cells: row 0 is the oldest row of the history, x the cell in it. A row is a tuple of what
its cells show, without the blanks behind its text; a wide character's second cell holds "".
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

Cells = Sequence[str]


class Point(NamedTuple):
    row: int
    x: int


class Stretch(NamedTuple):
    """Cells from `start` up to `end`, which is not in it."""

    start: Point
    end: Point


class Pattern(NamedTuple):
    """What to search for; case counts only where `text` has a capital letter."""

    text: str
    regex: bool = False


class Command(NamedTuple):
    """What the shell marked (OSC 133): where a prompt begins, and its command's output.

    `output` is None as long as the command has not been started.
    """

    prompt: Point
    output: Stretch | None


class PatternError(ValueError):
    """A pattern that is no regular expression; the text says why."""


class CopySource(Protocol):
    @property
    def columns(self) -> int: ...

    def __len__(self) -> int:
        """Rows, at least one."""
        ...

    def cells(self, row: int) -> Cells: ...

    def continues(self, row: int) -> bool:
        """Whether the row's line goes on in the next one: the terminal only wrapped it."""
        ...

    def text(self, start: Point, end: Point) -> str:
        """What the cells say from a place up to another one, in reading order: rows that were only
        wrapped are joined, and blanks at the ends of lines are left out."""
        ...

    def line_of(self, at: Point) -> tuple[int, int]:
        """The line that a place is in, and the cells of the line before it."""
        ...

    def place_of(self, line: int, cells: int) -> Point:
        """The inverse of `line_of`, at the present width; the line's end where it is shorter."""
        ...

    def commands(self) -> Sequence[Command]:
        """In the order of their prompts."""
        ...

    def find(self, pattern: Pattern, start: Point, backward: bool) -> Stretch | None:
        """The first match at a place or after it; with `backward` the last one before it.

        Raises PatternError.
        """
        ...

    def count(self, pattern: Pattern, before: Point) -> tuple[int, int, bool]:
        """How many matches there are, how many of them begin before a place, and whether that is
        all of them: a text that is found everywhere is not counted to the end.

        Raises PatternError.
        """
        ...


def used(source: CopySource, row: int) -> int:
    return len(source.cells(row))


def settle_x(cells: Cells, x: int) -> int:
    """The first cell of the character that lies over a cell."""
    while 0 < x < len(cells) and cells[x] == "":
        x -= 1
    return x


def character_end(cells: Cells, x: int) -> int:
    """The cell behind the character in a cell."""
    x += 1
    while x < len(cells) and cells[x] == "":
        x += 1
    return x


def line_start(source: CopySource, row: int) -> int:
    """The first row of a row's line."""
    while row > 0 and source.continues(row - 1):
        row -= 1
    return row


def line_end(source: CopySource, row: int) -> int:
    """The last row of a row's line."""
    while row + 1 < len(source) and source.continues(row):
        row += 1
    return row
