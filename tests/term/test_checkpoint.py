"""A terminal made again from its checkpoint is the same, also in what the next bytes do to it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mux.term.terminal import Terminal

PIECES = st.sampled_from(
    [
        b"hello ", b"\r\n", b"x" * 25, "東京".encode(), "é🙂".encode(), b"\t",
        b"\x1b[1;31m", b"\x1b[m", b"\x1b[48;5;20m", b"\x1b[4:3m", b"\x1b[K", b"\x1b[2J", b"\x1b[H",
        b"\x1b[3;5H", b"\x1b[2;4r", b"\x1b[r", b"\x1b[?6h", b"\x1b[?6l", b"\x1b[?7l", b"\x1b[?7h",
        b"\x1b[?1h", b"\x1b[?25l", b"\x1b[?1002h", b"\x1b[?1006h", b"\x1b[?2004h", b"\x1b[>4;2m",
        b"\x1b[>5u", b"\x1b(0", b"\x1b(B", b"\x0e", b"\x0f", b"\x1b[4h", b"\x1b[4l", b"\x1b[5 q",
        b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b]2;title\x07", b"\n\n\n", b"\x1bM",
        b"\x1b[?69h", b"\x1b7", b"\x1b8", b"\x1b[3;9s", b"\x1b[?5h",
        b'\x1b[64;1"p', b'\x1b[62;2"p', b"\x1b G", b"\x1b[?42h", b"\x1b[?45h",
    ]
)  # fmt: skip
COLUMNS, ROWS = 20, 6


def look(terminal: Terminal) -> dict[str, object]:
    return {
        "rows": [terminal.row(y) for y in range(ROWS)],
        "cursor": terminal.cursor,
        "modes": terminal.input_modes,
        "reverse": terminal.reverse_screen,
        "title": terminal.title,
        "inert": terminal.screen.modes.inert,
        "answers": (terminal.screen.conformance_level, terminal.screen.eight_bit_answers),
        # Without line ends: a line that went from history on into the screen is cut there.
        "history": "".join(terminal.history.lines(None)),
    }


def twin_of(terminal: Terminal) -> Terminal:
    twin = Terminal(COLUMNS, ROWS)
    twin.feed(terminal.checkpoint(1_000_000))
    return twin


@given(before=st.lists(PIECES, max_size=30), after=st.lists(PIECES, max_size=8))
def test_the_twin_looks_the_same_and_goes_on_the_same(
    before: list[bytes], after: list[bytes]
) -> None:
    terminal = Terminal(COLUMNS, ROWS)
    terminal.feed(b"".join(before))
    # Under origin mode no sequence but DECRC leads out of the margins; nobody does that.
    assume(terminal.screen.in_margins or not terminal.screen.modes.origin)
    twin = twin_of(terminal)
    assert look(twin) == look(terminal)
    for target in (terminal, twin):
        target.feed(b"".join(after))
    assert look(twin) == look(terminal)


def test_a_long_history_is_cut_at_its_oldest_lines() -> None:
    terminal = Terminal(COLUMNS, ROWS)
    terminal.feed(b"".join(b"line %d\r\n" % n for n in range(1000)))
    twin = Terminal(COLUMNS, ROWS)
    twin.feed(terminal.checkpoint(100))
    lines = list(twin.history.lines(None))
    assert lines[-1] == list(terminal.history.lines(None))[-1]
    assert 5 <= len(lines) <= 15
    assert [twin.row(y) for y in range(ROWS)] == [terminal.row(y) for y in range(ROWS)]


@pytest.mark.parametrize("alternate", [False, True])
def test_a_full_screen_program_goes_on_where_it_was(alternate: bool) -> None:
    terminal = Terminal(COLUMNS, ROWS)
    terminal.feed(
        b"$ vim\r\n" + (b"\x1b[?1049h" if alternate else b"") + b"\x1b[2;4r\x1b[?1h\x1b[4;1H"
    )
    twin = twin_of(terminal)
    for target in (terminal, twin):
        target.feed(b"a\r\nb\r\nc" + (b"\x1b[?1049l" if alternate else b""))
    assert look(twin) == look(terminal)


def test_there_is_none_in_the_middle_of_a_sequence() -> None:
    terminal = Terminal(COLUMNS, ROWS)
    terminal.feed(b"text\x1b[3")
    assert terminal.checkpoint(1000) == b""
    terminal.feed(b"1m")
    assert terminal.checkpoint(1000)
