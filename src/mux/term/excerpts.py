"""Matches with the lines around them, for whoever searches many texts at once."""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from mux.term.ansi import plain_text
from mux.term.search import CHUNK_LINES, Query

LONGEST_SHOWN = 400  # characters of a line


class Excerpt(NamedTuple):
    """A line that matches: at `start` up to `end` of its `text`. `line` is its index."""

    line: int
    text: str
    start: int
    end: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def newest_excerpts(
    lines: Sequence[str], query: Query, limit: int, around: int
) -> tuple[list[Excerpt], bool]:
    """The last lines that match, the last one first, and whether these are all. One for each line,
    with its first match; `around`: how many lines before and after."""
    found: list[Excerpt] = []
    for stop in range(len(lines), 0, -CHUNK_LINES):
        first = max(0, stop - CHUNK_LINES)
        firsts = {
            match.line: match for match in reversed(list(query.find(lines[first:stop], first)))
        }
        for number in sorted(firsts, reverse=True):
            if len(found) == limit:
                return found, False
            match = firsts[number]
            found.append(_cut(lines, number, match.start, match.end, around))
    return found, True


def _cut(lines: Sequence[str], number: int, start: int, end: int, around: int) -> Excerpt:
    text = plain_text(lines[number])
    # Of a very long line only what is around the match.
    skipped = max(0, start - LONGEST_SHOWN // 2)
    text = text[skipped : skipped + LONGEST_SHOWN]
    before = islice(lines, max(0, number - around), number)
    after = islice(lines, number + 1, number + 1 + around)
    return Excerpt(
        number,
        text,
        start - skipped,
        min(end - skipped, len(text)),
        tuple(plain_text(line)[:LONGEST_SHOWN] for line in before),
        tuple(plain_text(line)[:LONGEST_SHOWN] for line in after),
    )
