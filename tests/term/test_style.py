"""Styles, SGR in and out, hyperlinks."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.term.style import (
    LinkTable,
    Style,
    apply_sgr,
    indexed,
    intern_style,
    link_of,
    rgb,
    sgr_of,
    style_of,
    with_link,
)

COLOURS = st.one_of(
    st.just(0), st.integers(0, 255).map(indexed), st.builds(rgb, *[st.integers(0, 255)] * 3)
)
STYLES = st.builds(
    Style,
    fg=COLOURS,
    bg=COLOURS,
    underline_colour=COLOURS,
    underline=st.integers(0, 5),
    **dict.fromkeys(
        ["bold", "dim", "italic", "blink", "reverse", "hidden", "strike", "overline"], st.booleans()
    ),
)


@given(STYLES)
def test_an_id_is_its_style(style: Style) -> None:
    assert style_of(intern_style(style)) == style


@given(STYLES)
def test_sgr_out_is_sgr_in(style: Style) -> None:
    style_id = intern_style(style)
    assert apply_sgr(0, sgr_of(style_id)) == style_id


@given(STYLES)
def test_a_reset_leaves_nothing_but_protection_and_link(style: Style) -> None:
    linked = with_link(intern_style(style), "", "http://x")
    assert apply_sgr(linked, "") == with_link(0, "", "http://x")
    assert apply_sgr(linked, "1;;4") == apply_sgr(with_link(0, "", "http://x"), "4")


@pytest.mark.parametrize(
    ("sgr", "selected"),
    [
        ("", ""),
        ("0", ""),
        ("1;2;3;4;5;7;8;9;53", "1;2;3;5;7;8;9;53;4"),
        ("6", "5"),
        ("21", "4:2"),
        ("1;22", ""),
        ("2;1;22", ""),
        ("4:3", "4:3"),
        ("4:3;24", ""),
        ("4:0", ""),
        ("4;4:9", "4"),
        ("31", "31"),
        ("91", "91"),
        ("38;5;1", "31"),
        ("38;5;9", "91"),
        ("38;5;200", "38;5;200"),
        ("38;2;1;2;3", "38;2;1;2;3"),
        ("48;2;1;2;3", "48;2;1;2;3"),
        ("107", "107"),
        ("38:5:200", "38;5;200"),
        ("38:2:1:2:3", "38;2;1;2;3"),
        ("38:2::1:2:3", "38;2;1;2;3"),
        ("38:2:0:1:2:3:4:5", "38;2;1;2;3"),
        ("58:2::1:2:3", "58:2::1:2:3"),
        ("58;5;9", "58:5:9"),
        ("58:5:9;59", ""),
        ("31;39", ""),
        ("41;49", ""),
        ("38;5;256;1", "1"),
        ("38;2;256;0;0;1", "1"),
        ("38;5", ""),
        ("38;2;1;2", ""),
        ("38", ""),
        ("38:", ""),
        ("38:2:1", ""),
        ("38:5:999", ""),
        ("38;9;1", "1"),
        ("99:1:2;1", "1"),
        ("001;031", "1;31"),
        ("12345;1", "1"),
        (";;1", "1"),
        ("38;2;;;;1", "1;38;2;0;0;0"),
    ],
)
def test_sgr(sgr: str, selected: str) -> None:
    assert sgr_of(apply_sgr(0, sgr)) == selected


def test_a_flood_of_colours_leaves_nothing_behind() -> None:
    """Ids need no table: each is an int of its own."""
    assert all(
        sys.getsizeof(apply_sgr(0, f"38;2;{n % 256};{n // 256};7;48;2;1;2;3")) < 48
        for n in range(5000)
    )


def test_links() -> None:
    style = with_link(apply_sgr(0, "31"), "a", "http://x")
    assert link_of(style) == ("a", "http://x")
    assert link_of(apply_sgr(style, "0")) == ("a", "http://x")
    assert with_link(style, "", "") == apply_sgr(0, "31")
    assert with_link(0, "a", "http://x") == with_link(0, "a", "http://x")
    assert with_link(0, "a", "http://x") != with_link(0, "b", "http://x")
    assert link_of(0) is None


def test_a_forgotten_link_never_turns_into_another() -> None:
    links = LinkTable(limit=2)
    first = links.open("", "http://1")
    second = links.open("", "http://2")
    assert links.open("", "http://1") == first
    third = links.open("", "http://3")
    assert links.target(second) is None
    assert links.target(first) == ("", "http://1")
    assert links.open("", "http://2") not in (first, second, third)
