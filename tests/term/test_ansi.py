"""Styled runs as ANSI text and back, and lines broken into rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.term.ansi import (
    count_rows,
    decode_line,
    encode_runs,
    plain_text,
    strip_blanks,
    wrap_line,
)
from mux.term.cells import text_cells
from mux.term.emulator import StyledRun
from mux.term.style import apply_sgr, with_link

RED = apply_sgr(0, "31")
LOUD = apply_sgr(0, "1;4:3;38;2;1;2;3;48;5;200;58:5:9")
LINK = with_link(RED, "a", "https://example.org/?a;b=c")


def run(style: int, text: str) -> StyledRun:
    return StyledRun(style, text, text_cells(text))


def texts(rows: list[list[StyledRun]]) -> list[str]:
    return ["".join(run.text for run in row) for row in rows]


def test_a_line_is_readable_by_itself() -> None:
    assert encode_runs([run(0, "a"), run(RED, "b"), run(0, "c")]) == "a\x1b[31mb\x1b[mc"
    assert encode_runs([run(LINK, "x")]) == (
        "\x1b[31m\x1b]8;id=a;https://example.org/?a;b=c\x1b\\x\x1b[m\x1b]8;;\x1b\\"
    )


words = st.text(st.sampled_from("ab 漢e\u0301ü"), min_size=1, max_size=12)
# A combining character at a run's start would join the run before it.
line_runs = st.lists(
    st.builds(run, st.sampled_from([0, RED, LOUD, LINK]), words.filter(lambda t: t[0] != "\u0301"))
)


@given(line_runs)
def test_decoding_is_the_inverse_of_encoding(runs: list[StyledRun]) -> None:
    line = encode_runs(runs)
    cells = [(r.style, c) for r in runs for c in r.text]
    decoded = decode_line(line)
    assert [(r.style, c) for r in decoded for c in r.text] == cells
    assert all(r.cells == text_cells(r.text) for r in decoded)
    assert plain_text(line) == "".join(r.text for r in runs)


def test_hyperlinks_end_with_bel_too_and_need_no_id() -> None:
    (decoded,) = decode_line("\x1b]8;;file:///x\x07name\x1b]8;;\x07")
    assert decoded == run(with_link(0, "", "file:///x"), "name")


@pytest.mark.parametrize(
    ("line", "columns", "rows"),
    [
        ("", 5, [""]),
        ("abcde", 5, ["abcde"]),
        ("abcdef", 5, ["abcde", "f"]),
        ("abcd漢字", 5, ["abcd", "漢字"]),
        ("漢漢漢", 5, ["漢漢", "漢"]),
        ("abcde\u0301f", 5, ["abcde\u0301", "f"]),
        ("abcd👨\u200d👩\u200d👧x", 5, ["abcd", "👨\u200d👩\u200d👧x"]),
        ("abc\x1b[31mdef\x1b[mgh", 5, ["abcde", "fgh"]),
        ("abcde     ", 5, ["abcde"]),
        ("abcde\x1b[41m   \x1b[m  ", 5, ["abcde", "   "]),
    ],
)
def test_lines_wrap_as_the_terminal_wraps_them(line: str, columns: int, rows: list[str]) -> None:
    assert texts(wrap_line(line, columns)) == rows
    assert count_rows(line.rstrip(" "), columns) == len(rows)


@given(runs=line_runs, columns=st.integers(2, 9))
def test_no_row_is_too_long_and_none_breaks_early(runs: list[StyledRun], columns: int) -> None:
    line = encode_runs(strip_blanks(runs))
    rows = wrap_line(line, columns)
    assert "".join(texts(rows)) == plain_text(line)
    assert count_rows(line, columns) == len(rows)
    widths = [sum(r.cells for r in row) for row in rows]
    assert all(width <= columns for width in widths)
    for width, following in zip(widths, texts(rows)[1:], strict=False):
        assert width == columns or (width == columns - 1 and text_cells(following[0]) == 2)
