"""The bypass leaves exactly the screen, pen and history that unhurried parsing leaves.

The oracle is the same terminal fed in pieces too small for a flood to be looked for.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import mux.term.flood as flood_module
from mux.term.ansi import decode_line
from mux.term.emulator import StyledRun
from mux.term.flood import SMALLEST_FLOOD
from mux.term.terminal import Terminal

PROSE = (
    "Съешь же ещё этих мягких французских булок, да выпей чаю. 漢字かな交じり naïve 👩‍🚀 e\u0301"
)
LEVELS = [
    "\x1b[32mINFO\x1b[0m",
    "\x1b[1;33mWARN\x1b[m",
    "\x1b[41mERROR\x1b[49m",
    "\x1b[38;5;208mTRACE\x1b[39m",
    "\x1b[38;2;9;8;7mDEBUG",  # and the style runs on
]
FLOODS = {
    "seq": [str(number) for number in range(1, 3000)],
    "yes": ["y"] * 5000,
    "empty": [""] * 5000,
    "log": [
        f"12:00:{n % 60:02} {LEVELS[n % 5]} module.{n}: done {'.' * (n % 83)}" for n in range(600)
    ],
    "prose": [PROSE[n % 60 :] + PROSE[: n % 41] for n in range(400)],
    "tabs": [f"a\tb{'c' * (n % 23)}\t\x1b[4m{n}\td\x1b[24m\t|" for n in range(700)],
    "wide": ["漢" * (n % 57) + "x" * (n % 3) + "字" for n in range(400)],
    "combining": [
        f"\u0301{n}e\x1b[31m\u0301\x1b[m\t\u0308❤\ufe0f\x1b[1m\u0308{n}" for n in range(700)
    ],
    "blanks": [f"{' ' * (n % 90)}x{' ' * (n % 50)}" for n in range(700)],
    "fills": [
        f"\x1b[49m{n}\x1b[{44 if n % 1200 == 1199 else 34}m{'-' * (n % 13)}" for n in range(1500)
    ],
}
STATES = {
    "fresh": "",
    "partly filled": "one\r\ntwo\r\nthree",
    "full": "line\r\n" * 40,
    "over old text": "x" * 900 + "\x1b[H",
    "wrapped above": "x" * 121 + "\r\x1b[K",
    "text below": "\r\n\r\n\r\nbelow\x1b[H",
    "blank but coloured": "\x1b[42m\x1b[2J\x1b[m\x1b[H",
    "region": "\x1b[2;4r",
    "top region": "\x1b[1;3r\x1b[H",
    "side margins": "\x1b[?69h\x1b[2;5s",
    "alternate": "\x1b[?1049h",
    "no wrap": "\x1b[?7l",
    "insert": "\x1b[4h",
    "origin": "\x1b[?6h",
    "line drawing": "\x1b(0",
    "tab stop": "\x1b[1;4H\x1bH\r",
    "newline mode": "\x1b[20h",
    "background": "\x1b[45m",
    "protected": '\x1b[1"q',
    "link": "\x1b]8;;http://example.org\x1b\\",
    "pending wrap": "\x1b[99;999Hx",
    "wide at the margin": "\x1b[99;999H\x1b[D字",
    "half a sequence": "\x1b[3",
    "half a character": "\udce6\udcbc",
}


@pytest.fixture(scope="module", autouse=True)
def _small_pieces() -> Iterator[None]:
    """A few kilobytes are then several pieces, as a few hundred are in earnest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flood_module, "PIECE_BYTES", 700)
        yield


def cells(runs: Iterable[StyledRun]) -> list[tuple[str, int]]:
    return [(character, run.style) for run in runs for character in run.text]


def ends_unfilled(runs: list[StyledRun]) -> list[tuple[str, int]]:
    line = cells(runs)
    while line and line[-1] == (" ", 0):
        line.pop()
    return line


def state_of(terminal: Terminal) -> dict[str, Any]:
    history = terminal.history
    return {
        "screen": [cells(terminal.row(y)) for y in range(terminal.rows)],
        "wrapped": [row.wrapped for row in terminal.screen.grid],
        "cursor": terminal.cursor,
        "pending": terminal.screen.cursor.pending,
        "pen": terminal.screen.cursor.style,
        "lines": [ends_unfilled(decode_line(line)) for line in history.lines()],
        "rows": [cells(row) for row in history.rows(0, 100_000)],
        "height": len(history),
        "unfinished": history.unfinished,
    }


def feed_slowly(terminal: Terminal, data: bytes) -> None:
    for at in range(0, len(data), SMALLEST_FLOOD - 1):
        terminal.feed(data[at : at + SMALLEST_FLOOD - 1])


@pytest.mark.parametrize("flood", FLOODS)
@given(
    before=st.sampled_from(sorted(STATES)),
    size=st.tuples(st.integers(2, 120), st.integers(1, 30)),
    first=st.integers(0, 300),
    start=st.integers(0, 100),
    cuts=st.lists(st.integers(0, 4000), max_size=3),
    after=st.sampled_from(["", "$ ", "\x1b[2J", "\x07ding\r\n"]),
    limit=st.sampled_from([10_000, 100]),
    looks=st.booleans(),
)
@example("fresh", (80, 24), 0, 0, [], "", 10_000, False)
@example("partly filled", (40, 10), 30, 3, [4000], "$ ", 10_000, True)
@settings(max_examples=5)
def test_a_flood_leaves_what_parsing_leaves(
    flood: str,
    before: str,
    size: tuple[int, int],
    first: int,
    start: int,
    cuts: list[int],
    after: str,
    limit: int,
    looks: bool,
) -> None:
    text = "".join(f"{line}\r\n" for line in FLOODS[flood][first:])[:3500]
    data = STATES[before].encode("utf-8", "surrogateescape") + f"{text}\r\n{after}".encode()[start:]
    hurried = Terminal(*size, history_lines=limit)
    unhurried = Terminal(*size, history_lines=limit)
    for edge, following in pairwise([0, *sorted(cuts), len(data)]):
        hurried.feed(data[edge:following])
        if looks:  # then the end of a flood is drawn, which else waits for what comes
            hurried.row(0)
    feed_slowly(unhurried, data)
    expected = state_of(unhurried)
    found = state_of(hurried)
    for what, value in expected.items():
        assert found[what] == value, what
    if limit > len(unhurried.history):
        assert hurried.scrolled_rows == unhurried.scrolled_rows


@pytest.mark.parametrize("flood", FLOODS)
def test_the_bypass_is_taken(flood: str) -> None:
    """Or else the test above would compare parsing with parsing."""
    terminal = Terminal(120, 8)
    parsed: list[bytes] = []
    parse = terminal._tokenizer.split
    terminal._tokenizer.split = lambda data: parsed.append(data) or parse(data)  # type: ignore[method-assign]
    data = "".join(f"{line}\r\n" for line in FLOODS[flood]).encode()
    terminal.feed(data)
    assert sum(map(len, parsed)) < len(data) / 2
