"""Search and copy over soft wraps and through escape sequences."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.term.ansi import plain_text
from mux.term.search import (
    CHUNK_LINES,
    Match,
    Place,
    Query,
    SearchError,
    Span,
    character_at,
    copy_text,
    find_all,
    find_backward,
    find_forward,
    locate,
)

LINES = [
    "one two three",
    "\x1b[31mer\x1b[1;32mror\x1b[m: no such file",
    "Error again, error",
    "",
    "漢字 and e\u0301tude",
]
END = Place(len(LINES), 0)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query("error"), [Match(1, 0, 5), Match(2, 0, 5), Match(2, 13, 18)]),
        (Query("Error"), [Match(2, 0, 5)]),
        (Query("31"), []),
        (Query("[m"), []),
        (Query("t.o"), []),
        (Query("t.o", regex=True), [Match(0, 4, 7)]),
        (Query(r"\S+:", regex=True), [Match(1, 0, 6)]),
        (Query("^e|r$", regex=True), [Match(1, 0, 1), Match(2, 0, 1), Match(2, 17, 18)]),
        (Query("x*", regex=True), []),
        (Query(r"error(?!\s)", regex=True), [Match(1, 0, 5), Match(2, 13, 18)]),
        (Query(r"two three\Z", regex=True), [Match(0, 4, 13)]),
        (Query(r"three[^q]*+", regex=True), [Match(0, 8, 13)]),
        (Query(r"e\s+e|file\serror", regex=True), []),
        (Query("漢字"), [Match(4, 0, 2)]),
        (Query("AND"), []),
        (Query("É".lower()), []),
        (Query("e\u0301T".lower()), [Match(4, 7, 10)]),
    ],
)
def test_what_is_found(query: Query, expected: list[Match]) -> None:
    assert list(find_all(LINES, query)) == expected


def test_forwards_and_backwards() -> None:
    query = Query("error")
    assert find_forward(LINES, query, Place(0, 0)) == (1, 0, 5)
    assert find_forward(LINES, query, Place(1, 0)) == (1, 0, 5)
    assert find_forward(LINES, query, Place(1, 1)) == (2, 0, 5)
    assert find_forward(LINES, query, Place(2, 14)) is None
    assert find_backward(LINES, query, END) == (2, 13, 18)
    assert find_backward(LINES, query, Place(2, 13)) == (2, 0, 5)
    assert find_backward(LINES, query, Place(1, 0)) is None


def test_a_bad_expression_is_an_error_that_says_why() -> None:
    with pytest.raises(SearchError, match=r"^not a regular expression: "):
        Query("(", regex=True)
    assert list(find_all(["f(x)"], Query("("))) == [Match(0, 1, 2)]


words = st.text(st.sampled_from("abAB \u00e4漢"), max_size=6)
styled = st.lists(st.tuples(words, st.sampled_from(["", "\x1b[31m", "\x1b[1;4m"]))).map(
    lambda parts: "".join(f"{sgr}{text}\x1b[m" if sgr else text for text, sgr in parts)
)


@given(
    lines=st.lists(styled, max_size=8),
    text=st.text(st.sampled_from("abA \u00e4"), min_size=1, max_size=3),
    repeat=st.sampled_from([1, CHUNK_LINES]),
)
def test_it_finds_what_python_finds_in_the_plain_lines(
    lines: list[str], text: str, repeat: int
) -> None:
    lines = [*[""] * (repeat - 1), *lines]
    flags = re.IGNORECASE if text == text.lower() else 0
    expected = [
        Match(index, found.start(), found.end())
        for index, line in enumerate(lines)
        for found in re.finditer(re.escape(text), plain_text(line), flags)
    ]
    for query in (Query(text), Query(re.escape(text), regex=True)):
        assert list(find_all(lines, query)) == expected
    backward = find_backward(lines, Query(text), Place(len(lines), 0))
    assert backward == (expected[-1] if expected else None)


def test_a_match_over_a_soft_wrap_has_cells_in_both_rows() -> None:
    assert locate("0123456789abcdef", 8, 12, 10) == [Span(0, 8, 10), Span(1, 0, 2)]
    assert locate("0123456789abcdef", 8, 12, 80) == [Span(0, 8, 12)]
    # The wide character does not fit into column 9 and moves down.
    assert locate("012345678漢字", 8, 10, 10) == [Span(0, 8, 9), Span(1, 0, 2)]


@given(line=st.text(st.sampled_from("ab漢e\u0301"), max_size=30), columns=st.integers(2, 12))
def test_cells_lead_back_to_characters(line: str, columns: int) -> None:
    for index, character in enumerate(line):
        if character == "\u0301":
            continue
        (span,) = locate(line, index, index + 1, columns)
        assert character_at(line, span.row, span.left, columns) == index
        assert character_at(line, span.row, span.right - 1, columns) == index


def test_beyond_the_text_of_a_row_is_its_end() -> None:
    assert character_at("0123456789abc", 1, 7, 10) == 13
    assert character_at("abc", 4, 0, 10) == 3


def test_a_copy_is_what_was_printed() -> None:
    assert copy_text(LINES, Place(0, 4), Place(2, 5)) == "two three\nerror: no such file\nError"
    assert copy_text(LINES, Place(0, 4), Place(0, 7)) == "two"
    assert copy_text(LINES, Place(3, 0), END) == "\n漢字 and e\u0301tude"
    assert copy_text(LINES, Place(2, 5), Place(0, 4)) == ""
