"""What the rest of mux sees of a terminal; and pyte's surface under it."""

from collections.abc import Callable
from typing import Any

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.term.emulator import StyledRun
from mux.term.history import History
from mux.term.screen import Screen
from mux.term.style import sgr_of
from mux.term.terminal import Terminal

Show = Callable[..., Any]


def text(row: list[StyledRun]) -> str:
    return "".join(run.text for run in row).rstrip()


def test_a_row_is_runs_that_sum_up_to_its_width(show: Show) -> None:
    terminal = show("ab\x1b[31m漢c\x1b[m").terminal
    runs = [(sgr_of(run.style), run.text, run.cells) for run in terminal.row(0)]
    assert runs == [("", "ab", 2), ("31", "漢c", 3), ("", " " * 5, 5)]


@pytest.mark.parametrize(
    ("offset", "count", "rows"),
    [
        (0, 2, ["d", "e"]),
        (1, 2, ["c", "d"]),
        (3, 2, ["a", "b"]),
        (3, 5, ["a", "b", "c", "d", "e"]),
        (99, 2, ["a", "b"]),
        (0, 3, ["d", "e", ""]),
    ],
)
def test_a_view_reaches_into_history(show: Show, offset: int, count: int, rows: list[str]) -> None:
    terminal = show("a\r\nb\r\nc\r\nd\r\ne", 10, 2).terminal
    assert [text(row) for row in terminal.view(offset, count)] == rows


LINES = st.lists(
    st.lists(
        st.sampled_from(["ab", " c", "漢", "\x1b[31m", "\x1b[m", "\x1b[1;4:3m"]), max_size=9
    ).map("".join),
    max_size=9,
)


@given(LINES, st.integers(2, 12), st.integers(1, 5))
def test_contents_fed_again_look_the_same(lines: list[str], columns: int, rows: int) -> None:
    first, second = Terminal(columns, rows), Terminal(columns, rows)
    first.feed("\r\n".join([*lines, "\x1b[mend"]).encode())
    second.feed("\r\n".join(first.contents()).encode())
    assert second.contents() == first.contents()
    assert [second.row(y) for y in range(rows)] == [first.row(y) for y in range(rows)]


def test_contents_of_the_main_screen_behind_the_alternate_one(show: Show) -> None:
    terminal = show("a\r\nb\r\n\x1b[?1049hother", 10, 2).terminal
    assert terminal.contents() == ["a", "b"]
    assert terminal.contents(0) == ["b"]


def test_pyte_knows_the_screen() -> None:
    screen = Screen(10, 3, History(10))
    assert isinstance(screen, pyte.Screen)
    stream = pyte.Stream(screen)
    stream.feed("\x1b[1;31mab\x1b[0m\r\n\x1b[2Cc\x1b[?6h\x1b[?25l\x1b[2;3r\x07\t")
    assert [row.rstrip() for row in screen.display] == ["ab", "  c", ""]
    assert screen.buffer[0][0].data == "a"
    assert (screen.buffer[0][0].fg, screen.buffer[0][0].bold) == ("red", True)
    assert len(screen.buffer[0]) == 10
    assert screen.margins == (1, 2)
    assert pyte.modes.DECOM in screen.mode
    assert (screen.cursor.x, screen.cursor.y, screen.cursor.hidden) == (8, 1, True)
    assert screen.cursor.attrs.fg == "default"
    assert screen.dirty == {0, 1, 2}
    screen.resize(2, 5)
    assert (screen.lines, screen.columns) == (2, 5)
