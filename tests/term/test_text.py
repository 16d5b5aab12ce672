"""Printing: wrapping, wide characters, clusters, character sets, repeating."""

from collections.abc import Callable
from typing import Any

import pytest
from wcwidth import iter_graphemes, wcwidth

from mux.term.width import NARROW_RUN, RUNS

Show = Callable[..., Any]
FAMILY = "👩\u200d👩\u200d👧"
HEART = "❤\ufe0f"


@pytest.mark.parametrize(
    ("data", "rows", "cursor"),
    [
        ("abc", ["abc"], (3, 0)),
        ("0123456789", ["0123456789"], (9, 0)),
        ("0123456789a", ["0123456789", "a"], (1, 1)),
        ("0123456789\ra", ["a123456789"], (1, 0)),
        ("0123456789\ba", ["01234567a9"], (9, 0)),
        ("0123456789\r\na", ["0123456789", "a"], (1, 1)),
        ("0123456789\na", ["0123456789", "         a"], (9, 1)),
        ("0123456789\x1b[ma", ["0123456789", "a"], (1, 1)),
        ("0123456789\ta", ["0123456789", "a"], (1, 1)),
        ("0123456789\x1bHa", ["0123456789", "a"], (1, 1)),
        ("0123456789\x1b[Ka", ["012345678a"], (9, 0)),
        ("0123456789\x1b[Xa", ["012345678a"], (9, 0)),
        ("0123456789\x1b[Pa", ["012345678a"], (9, 0)),
        ("0123456789\x1b[@a", ["012345678a"], (9, 0)),
        ("0123456789\x1b[Ja", ["012345678a"], (9, 0)),
        ("0123456789\x1b[La", ["a", "0123456789"], (1, 0)),
        ("0123456789\x1b[Ma", ["a"], (1, 0)),
        ("0123456789\x1b[Aa", ["012345678a"], (9, 0)),
        ("0123456789\x1b[Ca", ["012345678a"], (9, 0)),
        ("0123456789\x1b[10Ga", ["012345678a"], (9, 0)),
        ("0123456789\x1b[1da", ["012345678a"], (9, 0)),
        ("0123456789\x1b[ra", ["a123456789"], (1, 0)),
        ("0123456789\x1bEa", ["0123456789", "a"], (1, 1)),
        ("\x1b[2;10Hx\x1bMa", ["         a", "         x"], (9, 0)),
        ("\x1b[2;10Hx\x1b[Sa", ["         x", "", "a"], (1, 2)),
        ("\x1b[1;10Hx\x1b[Ta", ["", "a        x"], (1, 1)),
        ("\x1b[?7l0123456789abc", ["012345678c"], (9, 0)),
        ("\x1b[?7l\x1b[10Gab\x1b[?7hc", ["         b", "c"], (1, 1)),
        ("abc\x1b[G\x1b[4hx", ["xabc"], (1, 0)),
        ("0123456789\x1b[3G\x1b[4hxy\x1b[4lz", ["01xyz34567"], (5, 0)),
    ],
)
def test_wrapping(show: Show, data: str, rows: list[str], cursor: tuple[int, int]) -> None:
    terminal = show(data)
    assert terminal.rows == rows
    assert terminal.cursor == cursor


def test_a_pending_wrap_is_reported_in_the_last_column(show: Show) -> None:
    assert show("0123456789\x1b[6n").replies() == b"\x1b[1;10R"


@pytest.mark.parametrize(
    ("data", "rows", "cursor"),
    [
        ("漢字", ["漢字"], (4, 0)),
        ("12345678漢", ["12345678漢"], (9, 0)),
        ("123456789漢", ["123456789", "漢"], (2, 1)),
        ("漢字漢字漢字", ["漢字漢字漢", "字"], (2, 1)),
        ("漢\ba", [" a"], (2, 0)),
        ("漢\ra", ["a"], (1, 0)),
        ("漢字\x1b[2Gab", [" ab"], (3, 0)),
        ("漢字\x1b[3GX", ["漢X"], (3, 0)),
        ("漢字\x1b[2G\x1b[X", ["  字"], (1, 0)),
        ("漢字\x1b[2G\x1b[P", [" 字"], (1, 0)),
        ("漢字\x1b[2G\x1b[@", ["   字"], (1, 0)),
        ("漢字\x1b[2G\x1b[K", [], (1, 0)),
        ("漢字\x1b[3G\x1b[1K", [], (2, 0)),
        ("a漢\x1b[3G\x1b[1K", [], (2, 0)),
        ("漢字漢字漢\x1b[G\x1b[@", [" 漢字漢字"], (0, 0)),
        ("\x1b[?7l123456789漢", ["12345678漢"], (9, 0)),
        ("abcd\x1b[G\x1b[4h漢", ["漢abcd"], (2, 0)),
    ],
)
def test_wide_characters_are_never_halved(
    show: Show, data: str, rows: list[str], cursor: tuple[int, int]
) -> None:
    terminal = show(data)
    assert terminal.rows == rows
    assert terminal.cursor == cursor


@pytest.mark.parametrize(
    ("data", "cells", "x"),
    [
        ("e\u0301x", ["e\u0301", "x"], 2),
        (f"{FAMILY}x", [FAMILY, "", "x"], 3),
        (f"{HEART}x", [HEART, "", "x"], 3),
        ("❤x", ["❤", "x"], 2),
        ("🇩🇪🇫🇷x", ["🇩🇪", "", "🇫🇷", "", "x"], 5),
        ("👋🏽x", ["👋🏽", "", "x"], 3),
        ("a\u200bb", ["a\u200b", "b"], 2),
        ("漢\u0301x", ["漢\u0301", "", "x"], 3),
        ("\u0301x", ["x", " "], 1),
        ("ab\x1b[2G\u0301", ["a\u0301", "b"], 1),
        ("🇩\x1b[3G🇪", ["🇩", "", "🇪", ""], 4),
        ("👩\u200da", ["👩\u200d", "", "a"], 3),
        ("각x", ["각", "", "x"], 3),
        ("1\ufe0f\u20e3x", ["1\ufe0f\u20e3", "", "x"], 3),
    ],
)
def test_a_cluster_shares_its_cells(show: Show, data: str, cells: list[str], x: int) -> None:
    terminal = show(data)
    assert [terminal.cell(i, 0).text for i in range(len(cells))] == cells
    assert terminal.cursor == (x, 0)


def test_a_cluster_that_grows_at_the_margin_moves_down(show: Show) -> None:
    terminal = show(f"123456789{HEART}x")
    assert terminal.rows == ["123456789", f"{HEART}x"]
    assert terminal.wrapped(0)
    assert terminal.lines() == [f"123456789{HEART}x"]


def test_a_cluster_has_an_end(show: Show) -> None:
    terminal = show("e" + "\u0301" * 1000 + "x")
    assert len(terminal.cell(0, 0).text) <= 32
    assert terminal.cell(1, 0).text == "x"


def test_the_last_cell_of_a_grown_mark_survives_a_wrap(show: Show) -> None:
    assert show("0123456789\u0301a").rows == ["0123456789\u0301", "a"]


def test_runs_are_what_unicode_says() -> None:
    """A narrow or wide run holds no character of another width, nor one that joins others."""
    for code in [*range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xE000, 0x30000)]:
        character = chr(code)
        narrow, wide, _ = RUNS.fullmatch(character).groups()
        if narrow or wide:
            assert wcwidth(character) == (1 if narrow else 2), hex(code)
            assert bool(narrow) == bool(NARROW_RUN.fullmatch(character))


@pytest.mark.parametrize("before", ["a", "漢", "각", "🇩", "क\u094d", "e\u0301"])
def test_runs_never_join_what_stands_before_them(before: str) -> None:
    for code in [*range(0x20, 0x7F), *range(0xA0, 0xA800, 3), *range(0xAC00, 0xD7A3, 31)]:
        narrow, wide, _ = RUNS.fullmatch(chr(code)).groups()
        if narrow or wide:
            assert len(list(iter_graphemes(before + chr(code)))) == 2, hex(code)


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("\x1b(0lqk\x1b(B|", ["┌─┐|"]),
        ("\x1b)0a\x0eq\x0fq", ["a─q"]),
        ("\x1b*0\x1bNqq", ["─q"]),
        ("\x1b+0\x1bOqq", ["─q"]),
        ("\x1b*0\x1bnqq\x0fq", ["──q"]),
        ("\x1b(A#", ["£"]),
        ("\x1b(K[", ["Ä"]),
        ("\x1b(%5#", ["#"]),
        ("\x1b(0q\x1b7\x1b(Bq\x1b8q", ["──"]),
        ("\x1b(0q\x1b[!pq", ["─q"]),
    ],
)
def test_character_sets(show: Show, data: str, rows: list[str]) -> None:
    assert show(data).rows == rows


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("x\x1b[3b", ["xxxx"]),
        ("漢\x1b[2b", ["漢漢漢"]),
        ("x\x1b[C\x1b[3b", ["x"]),
        ("x\r\x1b[3b", ["x"]),
        ("x\x1b[11b", ["xxxxxxxxxx", "xx"]),
        ("\x1b(0q\x1b[2b", ["───"]),
        ("\x1b[3b", []),
        ("x\x1b[99999999b", ["x" * 10] * 3 + ["x"]),
    ],
)
def test_repeating(show: Show, data: str, rows: list[str]) -> None:
    assert show(data).rows == rows


@pytest.mark.parametrize(
    "data",
    [
        "\x1bPzz\x1b\\",
        "\x1bP1;2|17/17\x1b\\",
        "\x1b_Gf=24;AAAA\x1b\\",
        "\x1b^private\x1b\\",
        "\x1bXstart\x1b\\",
        "\x1bktitle\x1b\\",
        "\x1bPq#0;2;0;0;0#0~~@@vv\x1b\\",
        "\x1b[?4m",
        "\x1b[>4;2m",
        "\x1b[?1001r",
        "\x1b[?1001s",
        "\x1b[1;2;3;4;5;6y",
        "\x1b[5K",
        "\x1b[?6n",
        "\x1b]1234;whatever\x07",
        "\x1b]nonsense\x07",
        "\x1b[=1u\x1b[<u\x1b[>1u\x1b[?u",
        "\x1b[<<<1m",
        "\x1b[1;2$1m",
        "\x1b%G",
        "\x1bl",
        "\x00\x05\x7f",
        "\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\",
    ],
)
def test_nothing_unknown_is_printed(show: Show, data: str) -> None:
    terminal = show(data + "ok")
    assert terminal.rows == ["ok"]
    assert terminal.sgr(0) == ""


def test_a_row_that_is_gone_over_again_is_no_wrapped_one(show: Show) -> None:
    terminal = show("\x1b[1;2r\x1b[4;8Habcdef")
    assert terminal.rows == ["", "", "", "def    abc"]
    assert not terminal.wrapped(3)
    assert show("\x1b[?69h\x1b[1;5s\x1b[4;8Habcdef").wrapped(3) is False
