"""Which text may go into history unread, and where it is cut."""

import pytest

from mux.term.flood import Flood, fold_sgr, split_flood
from mux.term.style import apply_sgr

RED = apply_sgr(0, "31")
ROWS, COLUMNS = 24, 80


def split(text: bytes, style: int = 0, start: int = 0) -> Flood | None:
    return split_flood(text, start, style, COLUMNS, ROWS)


def numbered(count: int, template: bytes = b"line %d of some text\r\n") -> bytes:
    return b"".join(template % number for number in range(count))


def raw_text(flood: Flood | None) -> bytes:
    assert flood is not None
    return b"".join(text for text, _ in flood.pieces)


def test_all_but_the_last_screenful_is_bypassed() -> None:
    text = numbered(1000)
    flood = split(text)
    assert flood is not None
    assert raw_text(flood) == text[: flood.rest]
    assert text[flood.rest :].count(b"\n") == ROWS - 1
    assert flood.end == len(text)


def test_what_follows_the_last_line_end_is_left() -> None:
    text = numbered(1000)
    for tail in (b"no line end", b"\x1b]0;title\x07$ ", b"\x1b[2", b"\xe6\xbc", b"\r", b"\x07\r\n"):
        flood = split(text + tail)
        assert flood is not None
        assert flood.end == len(text)
        assert raw_text(flood) == raw_text(split(text))


def test_a_flood_may_begin_later() -> None:
    text = numbered(1000)
    flood = split(b"\x07\x07" + text, start=2)
    assert raw_text(flood) == raw_text(split(text))
    assert split(b"\x07\x07" + text) is None


@pytest.mark.parametrize(
    "harm",
    [
        *(b"\x07", b"\b", b"\x7f", b"\x0b", b"\0", b"\x0e", b"\rx", b"x\n"),
        *(b"\x1b[H", b"\x1b[?25l", b"\x1b[>4;1m", b"\x1bM", b"\x1b]8;;x\x1b\\", b"\x1b[1"),
        *(b"\xff", b"\xe6", b"\xc2\x9b", b"\xed\xa0\x80"),
    ],
)
def test_only_harmless_text_is_bypassed(harm: bytes) -> None:
    before, after = numbered(500), numbered(500)
    flood = split(before + b"some " + harm + b" text\r\n" + after)
    assert flood is not None
    assert flood.end == len(before)
    assert raw_text(flood) == raw_text(split(before))
    assert split(harm + before) is None


@pytest.mark.parametrize(
    ("line", "harmless"),
    [
        (b"\x1b[41mbadge\x1b[m and text", True),
        (b"\x1b[1;48;2;1;2;3mbadge\x1b[49m and text", True),
        (b"\x1b[38;5;41mgreen", True),
        (b"\x1b[41mends in red", False),
        (b"\x1b[41mbadge\x1b[m" + b"x" * 76, False),
        (b"\x1b[41mbadge\x1b[m" + b"x" * 75, True),
        (b"\x1b[41mbadge\x1b[m\ttab", False),
        (b"\x1b[104mbright", False),
        (b"\x1b[48:5:3mcolons", False),
    ],
)
def test_a_background_must_not_fill_a_new_row(line: bytes, harmless: bool) -> None:
    before = numbered(500)
    text = before + line + b"\r\n\x1b[m" + numbered(500)
    flood = split(text)
    assert flood is not None
    assert flood.end == (len(text) if harmless else len(before))


def test_a_pen_with_a_background_is_no_start() -> None:
    assert split(numbered(1000), style=apply_sgr(0, "41")) is None


def test_the_pen_is_known_at_every_cut() -> None:
    text = numbered(9000, b"\x1b[3%dm colours run on\r\n").replace(b"8m", b"7m")
    flood = split(text, RED)
    assert flood is not None
    assert len(flood.pieces) > 2
    style = RED
    for piece, start in flood.pieces:
        assert start == style
        style = fold_sgr(piece, style)
    assert flood.style == style


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", "31"),
        (b"\x1b[1mx", "31;1"),
        (b"\x1b[1mx\x1b[mx", ""),
        (b"\x1b[mx\x1b[0mx\x1b[4mx", "4"),
        (b"\x1b[0m\x1b[4m\x1b[mx\x1b[38;5;1mx", "38;5;1"),
        (b"\x1b[4;0;3m", "3"),
    ],
)
def test_the_last_reset_forgets_what_was_before(text: bytes, expected: str) -> None:
    assert fold_sgr(text, RED) == apply_sgr(0, expected)


def test_little_text_is_left_alone() -> None:
    assert split(numbered(ROWS - 1)) is None
    assert split(b"x" * 100_000) is None
    assert split(b"x" * 3000 + b"\r\n") is None


def test_a_long_line_is_one_piece() -> None:
    text = b"x" * 200_000 + b"\r\n" + numbered(500)
    flood = split(text)
    assert flood is not None
    assert flood.pieces[0][0] == b"x" * 200_000 + b"\r\n"
