"""Moves, margins, tab stops, saving and restoring."""

from collections.abc import Callable
from typing import Any

import pytest

Show = Callable[..., Any]


@pytest.mark.parametrize(
    ("data", "cursor"),
    [
        ("\x1b[2;3H", (2, 1)),
        ("\x1b[2;3f", (2, 1)),
        ("\x1b[H", (0, 0)),
        ("\x1b[99;99H", (9, 3)),
        ("\x1b[;5H", (4, 0)),
        ("\x1b[0;0H", (0, 0)),
        ("\x1b[3;5H\x1b[A", (4, 1)),
        ("\x1b[3;5H\x1b[9A", (4, 0)),
        ("\x1b[3;5H\x1b[B", (4, 3)),
        ("\x1b[3;5H\x1b[9B", (4, 3)),
        ("\x1b[3;5H\x1b[2C", (6, 2)),
        ("\x1b[3;5H\x1b[99C", (9, 2)),
        ("\x1b[3;5H\x1b[2D", (2, 2)),
        ("\x1b[3;5H\x1b[99D", (0, 2)),
        ("\x1b[3;5H\x1b[2j", (2, 2)),
        ("\x1b[3;5H\x1b[E", (0, 3)),
        ("\x1b[3;5H\x1b[F", (0, 1)),
        ("\x1b[3;5H\x1b[2G", (1, 2)),
        ("\x1b[3;5H\x1b[2`", (1, 2)),
        ("\x1b[3;5H\x1b[2a", (6, 2)),
        ("\x1b[3;5H\x1b[2d", (4, 1)),
        ("\x1b[1;5H\x1b[2e", (4, 2)),
        ("\x1b[1;2A", (0, 0)),
        ("abc\b\b", (1, 0)),
        ("\b", (0, 0)),
        ("ab\v", (2, 1)),
        ("ab\f", (2, 1)),
        ("\x1b[20hab\n", (0, 1)),
        ("ab\x1bD", (2, 1)),
        ("ab\x1bE", (0, 1)),
        ("\x1b[3;5H\x1bM", (4, 1)),
    ],
)
def test_moves(show: Show, data: str, cursor: tuple[int, int]) -> None:
    assert show(data).cursor == cursor


@pytest.mark.parametrize(
    ("data", "cursor"),
    [
        ("\x1b[2;3r\x1b[3;1H\x1b[9A", (0, 1)),
        ("\x1b[2;3r\x1b[1;1H\x1b[9A", (0, 0)),
        ("\x1b[2;3r\x1b[2;1H\x1b[9B", (0, 2)),
        ("\x1b[2;3r\x1b[4;1H\x1b[9B", (0, 3)),
        ("\x1b[4;4H\x1b[2;3r", (0, 0)),
        ("\x1b[4;4H\x1b[3;2r", (3, 3)),
        ("\x1b[4;4H\x1b[3;3r", (3, 3)),
        ("\x1b[2;3r\x1b[?6h", (0, 1)),
        ("\x1b[2;3r\x1b[?6h\x1b[99;4H", (3, 2)),
        ("\x1b[2;3r\x1b[?6h\x1b[9d", (0, 2)),
        ("\x1b[2;3r\x1b[?6h\x1b[?6l", (0, 0)),
        ("\x1b[2;3r\x1b[4;1H\n", (0, 3)),
        ("\x1b[2;3r\x1b[1;1H\x1bM", (0, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[1;4H\x1b[9D", (2, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[1;2H\x1b[9D", (0, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[1;4H\x1b[9C", (5, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[1;8H\x1b[9C", (9, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[1;5H\r", (2, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[1;2H\r", (0, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[?6h\x1b[1;9H", (5, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[?6h\x1b[2G", (3, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[2;3HabcdE", (3, 2)),
        ("\x1b[?69h\x1b[3;6s\x1b[?69l\x1b[1;5H\r", (0, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[1;9H\t", (9, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[1;1H\t", (5, 0)),
        ("\x1b[?69h\x1b[6;3s\x1b[1;5H\r", (0, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[?6h\x1b[2`", (3, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[?6h\x1b[9a", (5, 0)),
        ("\x1b[?69h\x1b[3;9s\x1b[?6h\x1b[5G\x1b[Z", (2, 0)),
        ("\x1b[?69h\x1b[3;9s\x1b[1;5H\x1b[Z", (0, 0)),
        ("\x1b[?69h\x1b[3;6s\x1b[2;4r\x1b[4;8H\x1bE", (2, 3)),
        ("\x1b[2;3r\x1b[?6h\x1b[9e", (0, 2)),
        ("\x1b[2;3r\x1b[2;1H\x1b[9e", (0, 3)),
    ],
)
def test_margins_hold_the_cursor(show: Show, data: str, cursor: tuple[int, int]) -> None:
    assert show(data).cursor == cursor


def test_the_position_is_told_relative_to_the_margins(show: Show) -> None:
    terminal = show("\x1b[2;4r\x1b[?69h\x1b[3;8s\x1b[?6h\x1b[2;2H\x1b[6n\x1b[?6n")
    assert terminal.cursor == (3, 2)
    assert terminal.replies() == b"\x1b[2;2R\x1b[?2;2R"


@pytest.mark.parametrize(
    ("data", "x"),
    [
        ("\t", 8),
        ("\t\t", 16),
        ("\t\t\t\t", 19),
        ("\x1b[2I", 16),
        ("\x1b[18G\x1b[Z", 16),
        ("\x1b[18G\x1b[2Z", 8),
        ("\x1b[18G\x1b[9Z", 0),
        ("\x1b[4G\x1bH\r\t", 3),
        ("\x1b[9G\x1b[g\r\t", 16),
        ("\x1b[3g\t", 19),
        ("\x1b[99999I", 19),
    ],
)
def test_tab_stops(show: Show, data: str, x: int) -> None:
    assert show(data, 20).cursor == (x, 0)


@pytest.mark.parametrize(
    ("data", "cursor"),
    [
        ("0123456789\t", (9, 0)),
        ("\x1b[?41h0123456789\t", (8, 1)),
        ("\x1b[?41h012345678\t", (9, 0)),
        ("\x1b[?41h\x1b[?7l0123456789\t", (9, 0)),
    ],
)
def test_tabs_after_a_full_row(show: Show, data: str, cursor: tuple[int, int]) -> None:
    assert show(data).cursor == cursor


@pytest.mark.parametrize(
    ("save", "restore"), [("\x1b7", "\x1b8"), ("\x1b[s", "\x1b[u"), ("\x1b[?1048h", "\x1b[?1048l")]
)
def test_saving(show: Show, save: str, restore: str) -> None:
    terminal = show(f"\x1b[2;3H\x1b[1;31m\x1b[?6h\x1b[?6l\x1b[2;3H{save}\x1b[H\x1b[0mx{restore}y")
    assert terminal.rows == ["x", "  y"]
    assert terminal.sgr(2, 1) == "1;31"


def test_restoring_what_was_not_saved(show: Show) -> None:
    terminal = show("\x1b[3;4H\x1b[31m\x1b[?6h\x1b8x")
    assert terminal.rows == ["x"]
    assert terminal.sgr(0) == ""


def test_origin_mode_is_saved(show: Show) -> None:
    terminal = show("\x1b[2;3r\x1b[?6h\x1b7\x1b[?6l\x1b8\x1b[1;1Hx")
    assert terminal.rows == ["", "x"]


def test_each_screen_saves_its_own_cursor(show: Show) -> None:
    terminal = show("\x1b[2;2H\x1b7\x1b[?47h\x1b[3;3H\x1b7\x1b[?47l\x1b8")
    assert terminal.cursor == (1, 1)
    assert terminal.feed("\x1b[?47h\x1b8").cursor == (2, 2)


@pytest.mark.parametrize("mode", [45, 1045])
def test_reverse_wrap(show: Show, mode: int) -> None:
    terminal = show(f"\x1b[?{mode}h0123456789ab\b\b\bX")
    assert terminal.rows == ["012345678X", "ab"]


@pytest.mark.parametrize(
    ("data", "cursor"),
    [
        # 45 goes back over soft wraps only, and not above the top margin
        ("\x1b[?45hab\r\nc\x1b[9D", (0, 1)),
        ("\x1b[?45h0123456789abc\x1b[5D", (8, 0)),
        ("\x1b[?45h0123456789abc\x1b[99D", (0, 0)),
        ("\x1b[?45h0123456789\b", (9, 0)),
        ("\x1b[?45h0123456789\x1b[2D", (8, 0)),
        ("\x1b[?45h0123456789abc\x1b[2;4r\x1b[2;3H\x1b[9D", (0, 1)),
        ("\x1b[?45;7h\x1b[?7lab\r\nc\x1b[9D", (0, 1)),
        # 1045 over all row ends, from the top margin to the bottom one
        ("\x1b[?1045hab\r\nc\x1b[2D", (9, 0)),
        ("\x1b[?1045h\b", (9, 3)),
        ("\x1b[?1045h\x1b[2;3r\x1b[2;1H\b", (9, 2)),
        ("\x1b[?1045h\x1b[?69h\x1b[3;6s\x1b[3;3H\b", (5, 1)),
        ("\x1b[?1045h\x1b[2;2H\x1b[41D", (0, 1)),
        ("\x1b[?1045h\x1b[65535D", (5, 2)),
        ("\x1b[?1045;7h\x1b[?7l\b", (0, 0)),
    ],
)
def test_how_far_reverse_wrap_goes(show: Show, data: str, cursor: tuple[int, int]) -> None:
    assert show(data).cursor == cursor


def test_origin_mode_holds_a_restored_cursor(show: Show) -> None:
    terminal = show("\x1b[?6h\x1b[4;9H\x1b7\x1b[2;3r\x1b8")
    assert terminal.cursor == (8, 2)


def test_the_cursor_says_how_it_looks(show: Show) -> None:
    terminal = show("\x1b[4 q\x1b[?25l").terminal
    assert (terminal.cursor.shape, terminal.cursor.visible) == (4, False)
    terminal.feed(b"\x1b[?25h\x1b[0 q")
    assert (terminal.cursor.shape, terminal.cursor.visible) == (0, True)
