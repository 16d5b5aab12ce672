"""Rows of runs: cut at any cell, and rendered so that widths can't shift what follows."""

from hypothesis import given
from hypothesis import strategies as st

from mux.client.rows import RowStrip, Run

WIDTHS = {"a": 1, "é": 1, "日": 2, "🙂": 2, "e\u0301": 1}
runs = st.builds(
    lambda sgr, parts: Run(sgr, "".join(parts), sum(WIDTHS[part] for part in parts)),
    st.sampled_from(["\x1b[0m", "\x1b[0;31m"]),
    st.lists(st.sampled_from(sorted(WIDTHS)), min_size=1, max_size=5),
)
strips = st.lists(runs, max_size=4).map(RowStrip)


@given(strips, st.integers(-2, 30), st.integers(-2, 30))
def test_a_cut_is_as_wide_as_asked(strip: RowStrip, start: int, stop: int) -> None:
    wanted = max(min(stop, strip.cells) - max(start, 0), 0)
    assert strip.crop(start, stop).cells == wanted


@given(strips, st.integers(0, 30))
def test_two_halves_have_the_width_of_the_whole(strip: RowStrip, at: int) -> None:
    left, right = strip.crop(0, at), strip.crop(at, strip.cells)
    assert left.cells + right.cells == strip.cells


def test_a_wide_character_that_is_cut_leaves_a_blank() -> None:
    strip = RowStrip([Run("", "日本", 4)])
    assert strip.crop(1, 4).text == " 本"
    assert strip.crop(0, 3).text == "日 "
    assert strip.crop(1, 3).text == "  "


def test_widths_that_do_not_add_up_leave_blanks_only() -> None:
    assert RowStrip([Run("", "日本", 3)]).crop(0, 2).text == "  "


def test_what_follows_other_than_ascii_is_placed_by_column() -> None:
    strip = RowStrip([Run("\x1b[0m", "日", 2), Run("\x1b[0;1m", "x", 1), Run("\x1b[0m", "y", 1)])
    assert strip.render(10) == "\x1b[0m日\x1b[13G\x1b[0;1mx\x1b[0my"
    assert strip.render(0) == "\x1b[0m日\x1b[3G\x1b[0;1mx\x1b[0my"


def test_a_link_is_opened_and_closed() -> None:
    strip = RowStrip([Run("\x1b[0m", "a", 1), Run("\x1b[0m", "b", 1, "https://x.y")])
    assert strip.render(0) == "\x1b[0ma\x1b]8;;https://x.y\x1b\\b\x1b]8;;\x1b\\"


def test_reversing_a_part_keeps_the_text() -> None:
    strip = RowStrip([Run("\x1b[0;31m", "hello", 5)])
    turned = strip.reverse(1, 3)
    assert turned.text == "hello"
    assert [run.sgr for run in turned.runs] == ["\x1b[0;31m", "\x1b[0;31;7m", "\x1b[0;31m"]
