"""What a search across everything has found, and where that is."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from mux.client.scene import printable


class Where(StrEnum):
    HERE = "here"  # a pane of this session
    RUNNING = "running"  # one of another session that runs
    SAVED = "saved"  # what one has saved, of a session that does not run or does not answer


class Hit(NamedTuple):
    """A line that matches, from `start` to `end` of its text, with those around it.

    `pane`: the pane's id; of what was saved, its place among the panes. `line`: its number among
    all that the pane ever held; of what was saved, its index.
    """

    where: Where
    session: str
    pane: int
    title: str
    line: int
    text: str
    start: int
    end: int
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Found(NamedTuple):
    """`whole`: there is no more than these."""

    hits: Sequence[Hit] = ()
    whole: bool = True
    problem: str = ""


def read_hits(where: Where, session: str, answer: Mapping[str, Any]) -> Found:
    """A server's answer to the query "search"."""
    hits = [
        Hit(
            where,
            session,
            int(match["pane"]),
            printable(f"{match['tab']} · {match['title']}"),
            int(match["line"]),
            show_blanks(match["text"]),
            int(match["start"]),
            int(match["end"]),
            tuple(map(show_blanks, match["before"])),
            tuple(map(show_blanks, match["after"])),
        )
        for match in answer.get("matches", ())
    ]
    return Found(hits, bool(answer.get("whole", True)))


def show_blanks(text: str) -> str:
    """The text as so many printable characters: a terminal would obey the others."""
    return "".join(c if c.isprintable() else " " for c in str(text))
