"""History: logical lines in, rows at any width out."""

from hypothesis import given
from hypothesis import strategies as st

from mux.term.ansi import decode_line, plain_text
from mux.term.emulator import StyledRun
from mux.term.history import LONGEST_LINE, History
from mux.term.style import apply_sgr

RED = apply_sgr(0, "31")


def row(text: str, style: int = 0) -> list[StyledRun]:
    return [StyledRun(style, text, len(text))]


def text_of(rows: list[list[StyledRun]]) -> list[str]:
    return ["".join(run.text for run in runs) for runs in rows]


def append_text(history: History, text: str, columns: int) -> None:
    """A line, as a screen of so many columns would hand it over."""
    rows = [text[at : at + columns] for at in range(0, len(text), columns)] or [""]
    for part in rows[:-1]:
        history.append_row(row(part), True)
    history.append_row(row(rows[-1].ljust(columns)), False)


def filled(columns: int, texts: list[str], limit: int = 10_000) -> History:
    history = History(columns, limit_lines=limit)
    for text in texts:
        append_text(history, text, columns)
    return history


def test_soft_wraps_are_joined_and_blanks_at_the_end_dropped() -> None:
    history = filled(5, ["hello", "0123456789ab", ""])
    history.append_row(row("red  ", RED), False)
    assert history.lines() == ["hello", "0123456789ab", "", "\x1b[31mred  \x1b[m"]
    assert history.lines(2) == ["", "\x1b[31mred  \x1b[m"]
    assert text_of(history.rows(0, 99)) == ["hello", "01234", "56789", "ab   ", "     ", "red  "]
    assert len(history) == 6


def test_rows_are_found_from_anywhere() -> None:
    history = filled(5, [f"{number:07d}" for number in range(1000)])
    everything = text_of(history.rows(0, 5000))
    assert len(everything) == len(history) == 2000
    for start in (0, 1, 511, 512, 513, 1023, 1999):
        assert text_of(history.rows(start, 3)) == everything[start : start + 3]
    assert history.rows(2000, 3) == []


def test_an_unfinished_line_goes_on_in_the_screen() -> None:
    history = History(5)
    history.append_row(row("01234"), True)
    assert history.unfinished
    assert history.lines() == ["01234"]
    assert len(history) == 1
    history.append_row(row("56   "), False)
    assert not history.unfinished
    assert history.lines() == ["0123456"]


def test_an_unfinished_line_can_be_taken_back_whole() -> None:
    history = filled(5, ["first"])
    history.append_row(row("01234"), True)
    history.append_row(row("56789", RED), True)
    assert history.take_open() == [*row("01234"), *row("56789", RED)]
    assert history.lines() == ["first"]
    assert history.take_open() == []


def test_rows_go_back_to_the_screen() -> None:
    history = filled(5, ["zero", "0123456789ab"])
    assert history.pop_rows(2) == [(row("56789"), True), (row("ab"), False)]
    assert history.unfinished
    assert history.pop_rows(99) == [(row("zero"), False), (row("01234"), True)]
    assert history.pop_rows(1) == []
    assert len(history) == 0


texts = st.lists(st.text(st.sampled_from("abc"), max_size=20), max_size=12)


@given(texts=texts, columns=st.integers(1, 9), count=st.integers(0, 30))
def test_what_was_popped_can_be_appended_again(texts: list[str], columns: int, count: int) -> None:
    history = filled(columns, texts)
    rows = len(history)
    popped = history.pop_rows(count)
    assert len(popped) == min(count, rows)
    assert len(history) == rows - len(popped)
    history.append_rows(popped)
    assert history.lines() == texts
    assert len(history) == rows


@given(texts=texts, columns=st.integers(1, 9), width=st.integers(1, 12))
def test_a_new_width_wraps_the_same_lines(texts: list[str], columns: int, width: int) -> None:
    history = filled(columns, texts)
    history.resize(width)
    assert history.lines() == texts
    assert text_of(history.rows(0, 999)) == text_of(filled(width, texts).rows(0, 999))


@given(texts=texts, limit=st.integers(0, 8), raw=st.booleans())
def test_the_newest_lines_are_kept(texts: list[str], limit: int, raw: bool) -> None:
    history = History(80, limit_lines=limit)
    for text in texts:
        if raw:
            history.append_raw(f"{text}\r\n".encode() * 2, 0)
        append_text(history, text, 80)
    expected = [line for text in texts for line in [text] * (3 if raw else 1)]
    kept = expected[max(0, len(expected) - limit) :]
    assert history.lines() == kept
    assert len(history) == history.line_count == len(kept)
    assert text_of(history.rows(0, 99)) == [line.ljust(80) for line in kept]
    assert history.scrolled_rows == len(expected)


def test_bytes_are_limited() -> None:
    history = History(80, limit_bytes=300_000)
    for number in range(20_000):
        append_text(history, f"{number:079d}", 80)
    assert 250_000 < sum(map(len, history.lines())) < 450_000
    assert history.lines(1) == [f"{19_999:079d}"]


def test_an_endless_line_is_ended() -> None:
    history = History(1000, limit_bytes=3 * LONGEST_LINE)
    for _ in range(10_000):
        history.append_row(row("x" * 1000), True)
    assert sum(map(len, history.lines())) <= 5 * LONGEST_LINE
    assert history.line_count <= 4


def test_raw_text_is_clean_when_looked_at() -> None:
    history = filled(20, ["before"])
    history.append_raw(b"\x1b[31mred\r\n\tstill\x1b[m\tnot  \r\n\r\nplain  \r\n", 0)
    append_text(history, "after", 20)
    assert history.lines() == [
        "before",
        "\x1b[31mred\x1b[m",
        "        \x1b[31mstill\x1b[m   not",
        "",
        "plain",
        "after",
    ]
    assert len(history) == 6
    assert history.rows(1, 1) == [[StyledRun(RED, "red", 3), StyledRun(0, " " * 17, 17)]]


def test_raw_text_starts_in_the_pens_style() -> None:
    history = History(20)
    history.append_raw(b"red\r\n\x1b[mplain\r\n", RED)
    assert [decode_line(line) for line in history.lines()] == [row("red", RED), row("plain")]


def test_raw_rows_are_counted_at_every_width() -> None:
    history = History(10)
    history.append_raw("0123456789ab\r\nx\ty\tz\r\n漢字漢字漢字\r\n".encode(), 0)
    assert len(history) == 2 + 1 + 2  # the second TAB stays in the last column
    history.resize(4)
    assert len(history) == 3 + 3 + 3
    assert [plain_text(line) for line in history.lines()] == [
        "0123456789ab",
        "x       yz",
        "漢字漢字漢字",
    ]


def test_clear_forgets_everything() -> None:
    history = filled(5, ["one", "two"])
    history.append_row(row("01234"), True)
    history.clear()
    assert history.lines() == []
    assert len(history) == 0
    assert not history.unfinished
