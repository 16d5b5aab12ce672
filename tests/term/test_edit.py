"""Erasing, inserting, deleting, scrolling, protection, rectangles."""

from collections.abc import Callable
from typing import Any

import pytest

Show = Callable[..., Any]
FULL = "abcde\r\nfghij\r\nklmno\r\npqrst"
MIDDLE = "\x1b[2;3H"


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("\x1b[K", ["abcde", "fg", "klmno", "pqrst"]),
        ("\x1b[1K", ["abcde", "   ij", "klmno", "pqrst"]),
        ("\x1b[2K", ["abcde", "", "klmno", "pqrst"]),
        ("\x1b[5K", ["abcde", "fghij", "klmno", "pqrst"]),
        ("\x1b[J", ["abcde", "fg"]),
        ("\x1b[1J", ["", "   ij", "klmno", "pqrst"]),
        ("\x1b[2J", []),
        ("\x1b[3J", ["abcde", "fghij", "klmno", "pqrst"]),
        ("\x1b[4J", ["abcde", "fghij", "klmno", "pqrst"]),
        ("\x1b[X", ["abcde", "fg ij", "klmno", "pqrst"]),
        ("\x1b[99X", ["abcde", "fg", "klmno", "pqrst"]),
        ("\x1b[@", ["abcde", "fg hi", "klmno", "pqrst"]),
        ("\x1b[99@", ["abcde", "fg", "klmno", "pqrst"]),
        ("\x1b[P", ["abcde", "fgij", "klmno", "pqrst"]),
        ("\x1b[99P", ["abcde", "fg", "klmno", "pqrst"]),
        ("\x1b[L", ["abcde", "", "fghij", "klmno"]),
        ("\x1b[99L", ["abcde"]),
        ("\x1b[M", ["abcde", "klmno", "pqrst"]),
        ("\x1b[99M", ["abcde"]),
        ("\x1b[S", ["fghij", "klmno", "pqrst"]),
        ("\x1b[99S", []),
        ("\x1b[T", ["", "abcde", "fghij", "klmno"]),
        ("\x1b[1;2;3;4;5T", ["abcde", "fghij", "klmno", "pqrst"]),
        ("\x1b[ @", ["bcde", "ghij", "lmno", "qrst"]),
        ("\x1b[ A", [" abcd", " fghi", " klmn", " pqrs"]),
        ("\x1b['}", ["ab cd", "fg hi", "kl mn", "pq rs"]),
        ("\x1b['~", ["abde", "fgij", "klno", "pqst"]),
        ("\x1b6", ["abcde", "fghij", "klmno", "pqrst"]),
        ("\r\x1b6", [" abcd", " fghi", " klmn", " pqrs"]),
        ("\x1b[2;5H\x1b9", ["bcde", "ghij", "lmno", "qrst"]),
        ("\x1b#8", ["EEEEE"] * 4),
    ],
)
def test_edits(show: Show, data: str, rows: list[str]) -> None:
    assert show(FULL + MIDDLE + data, 5).rows == rows


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("\x1b[2;3r\x1b[3;1H\n", ["abcde", "klmno", "", "pqrst"]),
        ("\x1b[2;3r\x1b[2;1H\x1bM", ["abcde", "", "fghij", "pqrst"]),
        ("\x1b[2;3r\x1b[S", ["abcde", "klmno", "", "pqrst"]),
        ("\x1b[2;3r\x1b[T", ["abcde", "", "fghij", "pqrst"]),
        ("\x1b[2;3r\x1b[2;1H\x1b[L", ["abcde", "", "fghij", "pqrst"]),
        ("\x1b[2;3r\x1b[2;1H\x1b[M", ["abcde", "klmno", "", "pqrst"]),
        ("\x1b[2;3r\x1b[4;1H\x1b[M", ["abcde", "fghij", "klmno", "pqrst"]),
        ("\x1b[2;3r\x1b[4;1H\nX", ["abcde", "fghij", "klmno", "Xqrst"]),
        ("\x1b[?69h\x1b[2;4s\x1b[S", ["aghie", "flmnj", "kqrso", "p   t"]),
        ("\x1b[?69h\x1b[2;4s\x1b[T", ["a   e", "fbcdj", "kghio", "plmnt"]),
        ("\x1b[?69h\x1b[2;4s\x1b[2;2H\x1b[L", ["abcde", "f   j", "kghio", "plmnt"]),
        ("\x1b[?69h\x1b[2;4s\x1b[2;2H\x1b[M", ["abcde", "flmnj", "kqrso", "p   t"]),
        ("\x1b[?69h\x1b[2;4s\x1b[2;1H\x1b[M", ["abcde", "fghij", "klmno", "pqrst"]),
        ("\x1b[?69h\x1b[2;4s\x1b[2;2H\x1b[@", ["abcde", "f ghj", "klmno", "pqrst"]),
        ("\x1b[?69h\x1b[2;4s\x1b[2;2H\x1b[P", ["abcde", "fhi j", "klmno", "pqrst"]),
        ("\x1b[?69h\x1b[2;4s\x1b[2;1H\x1b[P", ["abcde", "fghij", "klmno", "pqrst"]),
        ("\x1b[?69h\x1b[2;4s\x1b[2;2H\x1b[K", ["abcde", "f", "klmno", "pqrst"]),
        ("\x1b[?69h\x1b[2;4s\x1b[4;3H\n", ["aghie", "flmnj", "kqrso", "p   t"]),
        ("\x1b[?69h\x1b[2;4s\x1b[4;1H\n", ["abcde", "fghij", "klmno", "pqrst"]),
        ("\x1b[?69h\x1b[2;4s\x1b[2;2H\x1b[?69l\x1b[P", ["abcde", "fhij", "klmno", "pqrst"]),
        ("\x1b[2;3r\x1b#8\x1b[9A\x1b[K", ["", "EEEEE", "EEEEE", "EEEEE"]),
    ],
)
def test_margins_hold_edits(show: Show, data: str, rows: list[str]) -> None:
    assert show(FULL + data, 5).rows == rows


@pytest.mark.parametrize(
    "edit",
    [
        "\x1b[K",
        "\x1b[2K",
        "\x1b[J",
        "\x1b[2J",
        "\x1b[4X",
        "\x1b[4P",
        "\x1b[4@",
        "\x1b[3M",
        "\x1b[L",
        "\x1b[4S",
        "\x1b[4T",
    ],
)
def test_erased_cells_have_the_pens_background_and_no_more(show: Show, edit: str) -> None:
    terminal = show(f"{FULL}\x1b[H\x1b[1;4;7;31;45m\x1b[2;2H{edit}", 5)
    assert terminal.sgr(4, 1) == "45"
    assert terminal.pen().bold


def test_new_rows_have_the_pens_background(show: Show) -> None:
    terminal = show(f"{FULL}\x1b[45m\r\n", 5)
    assert [terminal.sgr(x, 3) for x in (0, 4)] == ["45", "45"]


@pytest.mark.parametrize(
    ("data", "row"),
    [
        ('a\x1b[1"qb\x1b[0"qc\x1b[?2K', " b"),
        ('a\x1b[1"qb\x1b[2"qc\x1b[?2J', " b"),
        ('a\x1b[1"qb\x1b[0"qc\x1b[2K', ""),
        ('a\x1b[1"qb\x1b[0"qc\x1b[2J', ""),
        ('a\x1b[1"qb\x1b[mb\x1b[0"qc\x1b[?2K', " bb"),
        ('\x1b[1"qa\x1b[!pb\r\x1b[?2K', "a"),
        ("a\x1bVb\x1bWc\x1b[2K", " b"),
        ("a\x1bVb\x1bWc\x1b[2J", " b"),
        ("a\x1bVb\x1bWc\r\x1b[9X", " b"),
        ("a\x1bVb\x1bWc\x1b[?2K", ""),
        ('a\x1b[1"qb\x1b[0"qc\x1b[1;1;1;9${', " b"),
        ('a\x1b[1"qb\x1b[0"qc\x1b[1;1;1;9$z', ""),
    ],
)
def test_protection(show: Show, data: str, row: str) -> None:
    assert show(data).display[0].rstrip() == row


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("\x1b[88;2;2;3;4$x", ["abcde", "fXXXj", "kXXXo", "pqrst"]),
        ("\x1b[88;2;2$x", ["abcde", "fXXXX", "kXXXX", "pXXXX"]),
        ("\x1b[7;2;2;3;4$x", ["abcde", "fghij", "klmno", "pqrst"]),
        ("\x1b[88;3;3;2;2$x", ["abcde", "fghij", "klmno", "pqrst"]),
        ("\x1b[2;2;3;4$z", ["abcde", "f   j", "k   o", "pqrst"]),
        ("\x1b[1;1;2;2;1;3;4;1$v", ["abcde", "fghij", "klmab", "pqrfg"]),
        ("\x1b[1;1;2;2;1;2;2;1$v", ["abcde", "fabij", "kfgno", "pqrst"]),
        ("\x1b[1;1;2;2;1;4;5;1$v", ["abcde", "fghij", "klmno", "pqrsa"]),
        ("\x1b[2;3r\x1b[?6h\x1b[88;1;1;1;1$x", ["abcde", "Xghij", "klmno", "pqrst"]),
        ("\x1b[99;99;1;1$z", ["abcde", "fghij", "klmno", "pqrst"]),
        ("\x1b[$v", ["abcde", "fghij", "klmno", "pqrst"]),
    ],
)
def test_rectangles(show: Show, data: str, rows: list[str]) -> None:
    assert show(FULL + data, 5).rows == rows


def test_attributes_of_a_rectangle(show: Show) -> None:
    terminal = show(f"{FULL}\x1b[2*x\x1b[2;2;3;3;1;31$r\x1b[3;3;4;4;7;4$t", 5)
    styles = [[terminal.sgr(x, y) for x in range(5)] for y in range(4)]
    assert styles[1] == ["", "1;31", "1;31", "", ""]
    assert styles[2] == ["", "1;31", "1;7;4;31", "7;4", ""]
    assert styles[3] == ["", "", "7;4", "7;4", ""]


def test_attributes_of_a_stream(show: Show) -> None:
    terminal = show(f"{FULL}\x1b[1;4;3;2;1$r", 5)
    bold = ["".join("b" if terminal.sgr(x, y) else "." for x in range(5)) for y in range(4)]
    assert bold == ["...bb", "bbbbb", "bb...", "....."]


def test_rectangles_halve_no_wide_character(show: Show) -> None:
    assert show("漢字漢\x1b[88;1;2;1;3$x").rows == [" XX 漢"]
    assert show("漢字漢\x1b[1;2;1;3;1;2;1;1$v").rows == ["漢字漢"]
    assert show("漢字\r\nabcd\x1b[1;1;1;3;1;2;2;1$v").rows == ["漢字", "a漢"]


def test_a_checksum_of_a_rectangle(show: Show) -> None:
    expected = -sum(map(ord, "gh")) & 0xFFFF
    terminal = show(f"{FULL}\x1b[7;1;2;2;2;3*y", 5)
    assert terminal.replies() == f"\x1bP7!~{expected:04X}\x1b\\".encode()


@pytest.mark.parametrize(
    ("data", "history"),
    [
        ("\x1b[4;1H\n\n", ["abcde", "fghij"]),
        ("\x1b[2S", ["abcde", "fghij"]),
        ("\x1b[1;3r\x1b[3;1H\n", ["abcde"]),
        ("\x1b[1;3r\x1b[S", ["abcde"]),
        ("\x1b[2;3r\x1b[3;1H\n", []),
        ("\x1b[2;3r\x1b[S", []),
        ("\x1b[1;1H\x1b[M", []),
        ("\x1b[?69h\x1b[2;4s\x1b[S", []),
        ("\x1b[?1049h\x1b[4;1H\n\n\x1b[S", []),
        ("\x1b[2J", []),
        ("\x1b[4;1H\n\n\x1b[3J", []),
    ],
)
def test_only_rows_off_the_top_go_to_history(show: Show, data: str, history: list[str]) -> None:
    assert show(FULL + data, 5).history == history


def test_damage_names_the_rows_that_changed(show: Show) -> None:
    terminal = show(FULL, 5).terminal
    assert terminal.take_damage() == {0, 1, 2, 3}
    assert terminal.take_damage() == set()
    for data, damage in [
        ("\x1b[2;1Hx", {1}),
        ("\x1b[3;1H\x1b[K", {2}),
        ("\x1b[4;5Hxy", {0, 1, 2, 3}),
        ("\x1b[2;3r\x1b[S", {1, 2}),
        ("\x1b[2;1H\x1b[L", {1, 2}),
        ("\x1b[r\x1b[31m\x1b[3;3H", set()),
        ("\x1b[?5h", {0, 1, 2, 3}),
    ]:
        terminal.feed(data.encode())
        assert terminal.take_damage() == damage, data
