"""A new size: reflow of screen and history, the cursor on its character."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.term.conformance import Conformance

Show = Callable[..., Any]


@pytest.mark.parametrize(
    ("data", "size", "rows", "cursor", "history"),
    [
        # wider and narrower
        ("0123456789abc", (13, 4), ["0123456789abc"], (12, 0), []),
        ("0123456789abc", (5, 4), ["01234", "56789", "abc"], (3, 2), []),
        ("0123456789", (5, 4), ["01234", "56789"], (4, 1), []),
        ("0123456789", (12, 4), ["0123456789"], (10, 0), []),
        ("abc\r\ndef", (2, 4), ["ab", "c", "de", "f"], (1, 3), []),
        ("abc\r\ndef\r\nghi", (2, 4), ["c", "de", "f", "gh", "i"][1:], (1, 3), ["ab", "c"]),
        ("漢字漢", (5, 4), ["漢字", "漢"], (2, 1), []),
        ("漢字漢", (3, 4), ["漢", "字", "漢"], (2, 2), []),
        ("123456789漢x", (12, 4), ["123456789漢x"], (11, 0), []),
        ("$ \x1b[5G", (4, 4), ["$"], (3, 0), []),
        ("abcdef\x1b[1;3H", (4, 4), ["abcd", "ef"], (2, 0), []),
        # taller and lower
        ("a\r\nb\r\nc\r\nd", (10, 2), ["c", "d"], (1, 1), ["a", "b"]),
        ("a\r\nb", (10, 2), ["a", "b"], (1, 1), []),
        ("a\r\nb\r\nc\r\nd\x1b[H", (10, 2), ["a", "b"], (0, 0), []),
        ("a\r\nb\r\nc\r\nd\r\ne\r\nf", (10, 6), ["a", "b", "c", "d", "e", "f"], (1, 5), []),
        ("a\r\nb\r\nc\r\nd\r\ne\r\nf", (10, 5), ["b", "c", "d", "e", "f"], (1, 4), ["a"]),
        ("a\r\nb", (10, 6), ["a", "b"], (1, 1), []),
    ],
)
def test_resizing(
    show: Show,
    data: str,
    size: tuple[int, int],
    rows: list[str],
    cursor: tuple[int, int],
    history: list[str],
) -> None:
    terminal = show(data)
    terminal.resize(*size)
    assert terminal.rows == rows
    assert terminal.cursor == cursor
    assert terminal.history == history
    assert [len(row.cells) for row in terminal.terminal.screen.grid] == [size[0]] * size[1]


def test_a_line_half_in_history_is_one_line(show: Show) -> None:
    terminal = show("0123456789" * 5, 10, 3)
    assert terminal.history == ["0123456789"] * 2
    terminal.resize(25, 3)
    assert terminal.rows == ["0123456789012345678901234", "5678901234567890123456789"]
    assert terminal.history == []
    terminal.resize(10, 3)
    assert terminal.history == ["0123456789"] * 2


def test_a_pending_wrap_survives(show: Show) -> None:
    terminal = show("0123456789")
    terminal.resize(5, 4)
    terminal.feed("x")
    assert terminal.rows == ["01234", "56789", "x"]
    terminal.resize(10, 4)
    assert terminal.rows == ["0123456789", "x"]


def test_the_alternate_screen_never_reflows(show: Show) -> None:
    terminal = show("main screen text\x1b[?1049h\x1b[H0123456789\r\nabc")
    terminal.resize(5, 3)
    assert terminal.rows == ["01234", "abc"]
    terminal.feed("\x1b[?1049l")
    assert terminal.rows == ["scree", "n tex", "t"]
    assert terminal.history == ["main"]
    terminal.feed("!")
    assert terminal.rows == ["scree", "n tex", "t!"]


def test_margins_and_tabs_after_a_resize(show: Show) -> None:
    terminal = show("\x1b[2;3r\x1b[?69h\x1b[2;4s")
    terminal.resize(40, 6)
    screen = terminal.terminal.screen
    assert (screen.top, screen.bottom, screen.left, screen.right) == (0, 5, 0, 39)
    assert terminal.feed("\r\t\t\t").cursor[0] == 24


TEXT = st.lists(st.text(st.sampled_from("ab 漢\u0301"), max_size=30), min_size=1, max_size=12)
SIZES = st.tuples(st.integers(2, 25), st.integers(1, 8))


@given(TEXT, SIZES, st.lists(SIZES, max_size=4))
def test_no_text_is_lost(
    lines: list[str], size: tuple[int, int], sizes: list[tuple[int, int]]
) -> None:
    terminal = Conformance(*size)
    terminal.feed("\r\n".join(lines).encode())
    expected = "\n".join(line.rstrip() for line in terminal.lines()).rstrip()
    for columns, rows in sizes:
        terminal.resize(columns, rows)
        grid = terminal.terminal.screen.grid
        assert [len(row.cells) for row in grid] == [columns] * rows
        assert "\n".join(line.rstrip() for line in terminal.lines()).rstrip() == expected
