"""Finding and copying text in lines of ANSI text, as history and emulators give them.

Lines are logical ones, so a match may reach over a soft wrap, and a copy has no line end where the
terminal only wrapped. SGR and hyperlinks are not seen. Places are (line, character): the index of a
line and that of a character in its plain text; `locate` and `character_at` lead to cells and back.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mux.term.ansi import ESCAPE, plain_text, wrap_line
from mux.term.cells import iter_clusters, text_cells

CHUNK_LINES = 512
_FEW = 16
_ESCAPES = r"(?:\x1b[^m\\]*+[m\\])*+"
_ESCAPED = re.compile(r"\\.")
_UNJOINABLE = re.compile(r"\(\?|[*+?}]\+|\\[AZ]")


class SearchError(ValueError):
    """A pattern that is no regular expression; the text says why."""


class Place(NamedTuple):
    line: int
    character: int


class Match(NamedTuple):
    """Characters start <= i < end of a line."""

    line: int
    start: int
    end: int


class Span(NamedTuple):
    """Cells left <= x < right of a row, counted from its line's first row."""

    row: int
    left: int
    right: int


class Query:
    """What to look for: a text, or with `regex` a regular expression (Python's).

    Case counts only where the query has a capital letter. Raises SearchError.
    """

    def __init__(self, text: str, *, regex: bool = False) -> None:
        plain = _ESCAPED.sub("", text) if regex else text
        self._ignores_case = plain == plain.lower()
        try:
            self._exact = _Patterns(text, regex, 0)
            self._loose = _Patterns(text, regex, re.IGNORECASE)
        except re.error as error:
            raise SearchError(f"not a regular expression: {error}") from None

    def find(self, lines: Sequence[str], first: int) -> Iterator[Match]:
        """All matches in lines that are not empty; `first` is the first line's index."""
        text = "\n".join(lines)
        patterns = self._exact
        if self._ignores_case:
            if text.isascii():
                text = text.lower()  # then the faster pattern finds the same
            else:
                patterns = self._loose
        if patterns.needs_plain_text:
            text = _clean(text)
        if patterns.sieve and not patterns.sieve.search(text):
            return
        for index, line in enumerate(text.split("\n"), first):
            if patterns.may_be_in_line(line):
                for found in patterns.pattern.finditer(plain_text(line)):
                    if found.end() > found.start():
                        yield Match(index, found.start(), found.end())


class _Patterns:
    """A pattern for one line of plain text, and one that sieves many lines at once.

    A literal is sieved with escape sequences allowed between its characters, so that most lines
    need not be cleaned of them. A regular expression that matches in a line matches in lines
    joined as well, unless it looks around itself, gives nothing back or asks for the text's ends.
    """

    def __init__(self, text: str, regex: bool, flags: int) -> None:
        self.pattern = re.compile(text if regex else re.escape(text), flags)
        self.needs_plain_text = regex
        sieve = text if regex else _ESCAPES.join(map(re.escape, text))
        joinable = not regex or not _UNJOINABLE.search(text.replace("(?:", "("))
        self.sieve = re.compile(sieve, flags | re.MULTILINE) if joinable else None

    def may_be_in_line(self, line: str) -> bool:
        """False where a line with escape sequences can't hold the literal."""
        return self.needs_plain_text or self.sieve is None or bool(self.sieve.search(line))


def _clean(text: str) -> str:
    """Many lines without their escape sequences, of which most are the same few."""
    at = 0
    for _ in range(_FEW):
        escape = ESCAPE.search(text, at)
        if not escape:
            return text
        at = escape.start()
        text = text.replace(escape[0], "")
    return plain_text(text)


def find_forward(lines: Sequence[str], query: Query, start: Place) -> Match | None:
    """The first match that begins at a place or after it."""
    for match in find_all(lines, query, start.line):
        if match[:2] >= start:
            return match
    return None


def find_backward(lines: Sequence[str], query: Query, start: Place) -> Match | None:
    """The last match that begins before a place."""
    stop = min(start.line + 1, len(lines))
    while stop > 0:
        first = max(0, stop - CHUNK_LINES)
        found = [m for m in query.find(lines[first:stop], first) if m[:2] < start]
        if found:
            return found[-1]
        stop = first
    return None


def find_all(lines: Sequence[str], query: Query, first: int = 0) -> Iterator[Match]:
    """All matches from line `first` on, in order; they are looked for as they are asked for."""
    for start in range(first, len(lines), CHUNK_LINES):
        yield from query.find(lines[start : start + CHUNK_LINES], start)


def copy_text(lines: Sequence[str], start: Place, end: Place) -> str:
    """The text from one place up to another, lines joined by LF."""
    if end <= start:
        return ""
    texts = [plain_text(line) for line in lines[start.line : end.line + 1]]
    if end.line < len(lines):
        texts[-1] = texts[-1][: end.character]
    if texts:
        texts[0] = texts[0][start.character :]
    return "\n".join(texts)


def locate(line: str, start: int, end: int, columns: int) -> list[Span]:
    """The cells that characters start <= i < end of a line take at a width, row by row."""
    spans: list[Span] = []
    at = 0
    for row, runs in enumerate(wrap_line(line, columns)):
        text = "".join([run.text for run in runs])
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            left = text_cells(text[:first])
            spans.append(Span(row, left, left + text_cells(text[first:last])))
        at += len(text)
    return spans


def character_at(line: str, row: int, x: int, columns: int) -> int:
    """The character in a cell of a line's row at a width; the row's end where the cell is empty."""
    rows = ["".join([run.text for run in runs]) for runs in wrap_line(line, columns)]
    at = sum(map(len, rows[:row]))
    for cluster, cells in iter_clusters(rows[row]) if row < len(rows) else ():
        if x < cells:
            break
        x -= cells
        at += len(cluster)
    return at
