"""Text and tokens, and that it is all the same where the bytes are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.term.terminal import Terminal
from mux.term.tokens import SEQUENCE_LIMIT, STRING_LIMIT, Tokenizer


def split(data: bytes) -> list[str]:
    """The texts and tokens of some bytes, without the empty ones."""
    return [part for part in Tokenizer().split(data) if part]


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        (b"ab\r\ncd", ["ab", "\r\n", "cd"]),
        (b"a\x1b[1;2Hb", ["a", "\x1b[1;2H", "b"]),
        (b"\x1b[38:2::1:2:3mx", ["\x1b[38:2::1:2:3m", "x"]),
        (b"\x1b[?25$px", ["\x1b[?25$p", "x"]),
        (b"\x1b]0;a title\x07b", ["\x1b]0;a title\x07", "b"]),
        (b"\x1b]0;a title\x1b\\b", ["\x1b]0;a title\x1b\\", "b"]),
        (b"\x1bPq#0~\x07\x1b\\b", ["\x1bPq#0~\x07\x1b\\", "b"]),
        (b"\x1b_Gi=1;AAAA\x1b\\b", ["\x1b_Gi=1;AAAA\x1b\\", "b"]),
        (b"\x1bXsos\x1b\\\x1b^pm\x1b\\\x1bkname\x1b\\b",
         ["\x1bXsos\x1b\\", "\x1b^pm\x1b\\", "\x1bkname\x1b\\", "b"]),
        (b"\x1b(0x\x1b#8", ["\x1b(0", "x", "\x1b#8"]),
        (b"a\x1b[3\x18b", ["a", "\x1b[3", "\x18", "b"]),
        (b"a\x1b[3\x1ab", ["a", "\x1b[3", "\x1a", "b"]),
        (b"a\x1b[3\x1b[4Cb", ["a", "\x1b[3", "\x1b[4C", "b"]),
        (b"\x1b]0;half\x1b[mb", ["\x1b]0;half", "\x1b[m", "b"]),
        (b"\x1b]0;half\x18b", ["\x1b]0;half\x18", "b"]),
        (b"\x1b\r[3C", ["\r", "\x1b[3C"]),
        ("\x9b3Ca\x9d0;t\x9cb".encode(), ["\x1b[3C", "a", "\x1b]0;t\x1b\\", "b"]),
        (b"\xff\xe2\x82x\xc3", ["\ufffd\ufffdx"]),
    ],
)  # fmt: skip
def test_tokens_are_whole(data: bytes, parts: list[str]) -> None:
    assert split(data) == parts


def test_a_half_sequence_waits_for_the_rest() -> None:
    tokens = Tokenizer()
    assert tokens.idle
    assert not any(tokens.split(b"\x1b[3"))
    assert not tokens.idle
    assert [part for part in tokens.split(b"1mx") if part] == ["\x1b[31m", "x"]
    assert tokens.idle


def test_a_string_without_end_takes_no_more_room_than_its_limit() -> None:
    tokens = Tokenizer()
    tokens.split(b"\x1b]52;c;")
    for _ in range(40):
        assert not any(tokens.split(b"A" * (STRING_LIMIT // 16)))
    assert sum(map(len, tokens._string)) <= STRING_LIMIT
    assert [part for part in tokens.split(b"A\x07b") if part] == ["b"]


def test_a_sequence_without_end_takes_no_more_room_than_its_limit() -> None:
    terminal = Terminal(10, 2)
    for _ in range(8):
        terminal.feed(b"\x1b[" + b"1;" * SEQUENCE_LIMIT)
        assert len(terminal._tokenizer._tail) <= SEQUENCE_LIMIT
    terminal.feed(b"\r\n1mab")
    assert [row.rstrip() for row in terminal.screen.display] == ["", "ab"]


def snapshot(terminal: Terminal) -> object:
    screen = terminal.screen
    return (
        [(row.cells, row.styles, row.wrapped) for row in screen.grid],
        terminal.cursor,
        terminal.input_modes,
        terminal.history.lines(),
        terminal.title,
        (screen.cursor.style, screen.cursor.pending, screen.top, screen.bottom, screen.left),
    )


PIECES = [
    "abc", "\x1b[31mred", "\x1b[3;4H", "\x1b[2J", "漢字", "👩\u200d👩\u200d👧", "e\u0301", "🇩🇪🇫🇷",
    "❤\ufe0f", "\r\n", "\n", "\b", "\t", "\x1b[5b", "\x1b]0;title\x07",
    "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "\x1bP$qm\x1b\\", "\x1b_Gq\x1b\\", "\x1b[?1049h",
    "\x1b[?1049l", "\x1b(0qx\x1b(B", "\x1bN~", "\x1b[4h", "\x1b[4l", "\x1b[3\r4m", "\x1b\n[7m",
    "\x1b(\r0", "\x18", "\x1a", "\x1b[1;3r", "\x1bM", "\x1b[?7l", "\x1b[?7h", "\x1b[?69h\x1b[2;6s",
    "\x1b[2;2H\x1b[L", "\x1b[6n", "\x84", "\x9b4C", "\x1b]2;half\x1b", "\x1b[", "wide漢", "x" * 25,
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), st.data())
def test_any_cut_leaves_the_same(pieces: list[str], data: st.DataObject) -> None:
    stream = "".join(pieces).encode()
    whole = Terminal(11, 5)
    events = whole.feed(stream)
    for cut in data.draw(st.sets(st.integers(0, len(stream)), max_size=12)):
        halves = Terminal(11, 5)
        found = [*halves.feed(stream[:cut]), *halves.feed(stream[cut:])]
        assert snapshot(halves) == snapshot(whole)
        assert found == events


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=10))
def test_byte_by_byte_leaves_the_same(pieces: list[str]) -> None:
    stream = "".join(pieces).encode()
    whole, single = Terminal(11, 5), Terminal(11, 5)
    events = whole.feed(stream)
    found = [event for byte in stream for event in single.feed(bytes([byte]))]
    assert snapshot(single) == snapshot(whole)
    assert found == events


@given(st.binary(max_size=60), st.integers(0, 60))
def test_any_bytes_may_be_cut_anywhere(stream: bytes, cut: int) -> None:
    whole, halves = Terminal(7, 3), Terminal(7, 3)
    events = whole.feed(stream)
    assert [*halves.feed(stream[:cut]), *halves.feed(stream[cut:])] == events
    assert snapshot(halves) == snapshot(whole)
