"""Copy mode's keys on real text: where the cursor goes, what is selected, what a search finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mux.core import copy_mode
from mux.core.commands import CommandError
from mux.core.copy_keys import EMACS_KEYS, VI_KEYS
from mux.core.copy_mode import ACTIONS
from mux.core.copy_mode_source import Point
from mux.core.copy_mode_state import CopyState, Reaction, enter, resettle, selected
from mux.core.selection import extent_text
from mux.server.copying_text import FrozenText
from mux.term.marks import Mark

TEXT = [
    "def main(argv):",
    "    return run(argv[1], 'x y')",
    "",
    "one two-three f_five",
    "a long line that is wrapped by the terminal",  # three rows of 20 cells
    "日本語 wide",
    "last",
]
COLUMNS = 20


def text(lines: list[str] | None = None, columns: int = COLUMNS) -> FrozenText:
    return FrozenText(TEXT if lines is None else lines, columns)


def begin(
    source: FrozenText, row: int = 0, x: int = 0, height: int = 6, keys: str = "vi"
) -> CopyState:
    return enter(source, height, row, Point(row, x), keys, "[](){}'\",")


def press(state: CopyState, source: FrozenText, *keys: str) -> Reaction:
    reaction = Reaction(state)
    for key in keys:
        assert reaction.state is not None, f"copy mode was left before {key}"
        reaction = copy_mode.press(reaction.state, key, source)
    return reaction


def after(state: CopyState, source: FrozenText, *keys: str) -> CopyState:
    left = press(state, source, *keys).state
    assert left is not None
    return left


def copied(source: FrozenText, at: tuple[int, int], *keys: str, mode: str = "vi") -> str | None:
    return press(begin(source, *at, keys=mode), source, *keys).copied


# --- where the cursor goes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ((0, 0), "l l", (0, 2)),
        ((0, 2), "h", (0, 1)),
        ((0, 0), "h", (0, 0)),
        ((0, 0), "j", (1, 0)),
        ((0, 0), "3 j", (3, 0)),
        ((0, 14), "j j", (2, 9)),  # the second line takes two rows
        ((0, 14), "j j j k k", (1, 14)),  # and the column is kept over the empty one
        ((0, 0), "$", (0, 14)),
        ((0, 0), "$ j j j", (3, 0)),
        ((1, 8), "0", (1, 0)),
        ((1, 8), "^", (1, 4)),
        ((2, 3), "0", (1, 0)),  # a wrapped line is one line
        ((1, 0), "$", (2, 9)),
        ((0, 0), "w", (0, 4)),
        ((0, 0), "w w", (0, 8)),
        ((0, 0), "W W", (1, 4)),
        ((0, 0), "e", (0, 2)),
        ((0, 0), "e e", (0, 7)),
        ((4, 0), "w w w w", (4, 14)),
        ((4, 8), "b b b", (4, 0)),
        ((4, 0), "E E", (4, 12)),
        ((4, 14), "B", (4, 4)),
        ((2, 9), "w", (3, 0)),  # an empty line is a word
        ((5, 18), "w", (6, 0)),  # "is" and "wrapped" stand in neighbouring rows of one line
        ((8, 0), "l", (8, 2)),  # a wide character is one step
        ((8, 2), "h", (8, 0)),
        ((8, 4), "k", (7, 2)),
        ((0, 0), "G", (9, 0)),
        ((9, 0), "g", (0, 0)),
        ((0, 8), "%", (0, 13)),
        ((0, 13), "%", (0, 8)),
        ((0, 0), "%", (0, 13)),
        ((0, 0), "f a", (0, 5)),
        ((0, 0), "2 f a", (0, 9)),
        ((0, 0), "f a ;", (0, 9)),
        ((0, 0), "f a ; ,", (0, 5)),
        ((0, 0), "t a", (0, 4)),
        ((0, 0), "t a ;", (0, 8)),
        ((0, 14), "F a", (0, 9)),
        ((0, 14), "T a", (0, 10)),
        ((0, 0), "f ~", (0, 0)),
        ((0, 0), "}", (3, 0)),
        ((9, 0), "{", (3, 0)),
        ((0, 3), "L", (5, 0)),
        ((5, 3), "g L H", (0, 0)),
        ((0, 0), "M", (0, 0)),
    ],
)
def test_vi_keys_move_the_cursor(start: tuple[int, int], keys: str, end: tuple[int, int]) -> None:
    source = text()
    assert after(begin(source, *start), source, *keys.split()).cursor == end


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ((0, 0), "ctrl-f ctrl-f", (0, 2)),
        ((0, 2), "ctrl-b", (0, 1)),
        ((0, 0), "ctrl-e", (0, 15)),
        ((0, 15), "ctrl-f", (1, 0)),
        ((1, 0), "ctrl-b", (0, 15)),
        ((0, 9), "ctrl-a", (0, 0)),
        ((0, 0), "ctrl-n", (1, 0)),
        ((1, 0), "alt-m", (1, 4)),
        ((0, 0), "alt->", (9, 0)),
        ((9, 0), "alt-<", (0, 0)),
        ((0, 0), "alt-3 ctrl-n", (3, 0)),
        ((0, 8), "ctrl-alt-f", (0, 13)),
        ((0, 0), "alt-f alt-f", (0, 8)),
        ((0, 8), "alt-b", (0, 4)),
    ],
)
def test_emacs_keys_move_the_cursor(
    start: tuple[int, int], keys: str, end: tuple[int, int]
) -> None:
    source = text()
    assert after(begin(source, *start, keys="emacs"), source, *keys.split()).cursor == end


def test_every_key_has_an_action() -> None:
    assert set(VI_KEYS.values()) | set(EMACS_KEYS.values()) <= set(ACTIONS)


def test_an_unknown_action_is_refused_with_the_nearest_name() -> None:
    source = text()
    with pytest.raises(CommandError, match="cursor-up"):
        copy_mode.perform(begin(source), "cursor-upp", source)


def test_pages_keep_two_rows_and_go_on_to_the_ends() -> None:
    source = text([f"line {n}" for n in range(100)])
    state = begin(source, 94, height=10)
    assert state.top == 90
    up = after(state, source, "ctrl-b")
    assert (up.top, up.cursor.row) == (82, 86)
    half = after(up, source, "ctrl-u")
    assert (half.top, half.cursor.row) == (77, 81)
    assert after(half, source, *["ctrl-b"] * 30).cursor.row == 0
    assert after(half, source, *["ctrl-f"] * 30).cursor.row == 99
    scrolled = after(state, source, "ctrl-y")
    assert (scrolled.top, scrolled.cursor.row) == (89, 94)


# --- what is selected -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "keys", "expected"),
    [
        ((0, 0), "v e y", "def"),
        ((0, 0), "space e enter", "def"),
        ((0, 4), "v 0 y", "def m"),
        ((0, 0), "v j y", "def main(argv):\n "),
        ((0, 3), "V y", "def main(argv):"),
        ((2, 3), "V y", "    return run(argv[1], 'x y')"),  # all rows of the line
        ((1, 4), "v $ y", "return run(argv[1], 'x y')"),
        ((5, 0), "v j j $ y", "a long line that is wrapped by the terminal"),
        ((0, 4), "ctrl-v j l l l y", "main\nretu"),
        ((0, 4), "ctrl-v 4 j l l y", "mai\nret\n'x\n\ntwo"),
        ((0, 0), "D", "def main(argv):"),
        ((1, 10), "Y", "    return run(argv[1], 'x y')"),
        ((8, 0), "v l y", "日本"),
        ((0, 0), "v e o l y", "ef"),
        ((0, 4), "v e V y", "def main(argv):"),
    ],
)
def test_what_vi_copies(start: tuple[int, int], keys: str, expected: str) -> None:
    assert copied(text(), start, *keys.split()) == expected


def test_emacs_leaves_out_the_character_under_the_cursor() -> None:
    assert copied(text(), (0, 0), *["ctrl-space", "alt-f", "alt-w"], mode="emacs") == "def"
    assert copied(text(), (0, 0), *["space", "ctrl-e", "alt-w"], mode="emacs") == "def main(argv):"
    assert copied(text(), (0, 4), "ctrl-k", mode="emacs") == "main(argv):"


def test_escape_lets_go_of_the_selection_first() -> None:
    source = text()
    state = after(begin(source), source, "v", "l", "esc")
    assert state.selection is None
    assert press(state, source, "esc").state is None
    assert press(state, source, "q").state is None


def test_copying_without_a_selection_only_leaves() -> None:
    assert press(begin(text()), text(), "enter") == Reaction(None)


def test_a_word_is_what_stands_between_separators() -> None:
    source = text()
    state = copy_mode.perform(begin(source, 1, 17), "select-word", source).state
    assert state is not None
    found = selected(state, source)
    assert found is not None
    assert extent_text(source, found) == "argv"  # the row ends in the middle of it


def test_appending_says_so() -> None:
    assert press(begin(text()), text(), "v", "e", "A") == Reaction(None, "def", append=True)


# --- searching ------------------------------------------------------------------------------------


def test_a_search_shows_the_first_match_while_it_is_typed() -> None:
    source = text()
    state = after(begin(source), source, "/", "r", "u")
    assert state.prompt is not None
    assert state.cursor == (1, 11)
    assert after(state, source, "backspace").cursor == (0, 10)
    accepted = after(state, source, "n", "enter")
    assert accepted.prompt is None
    assert accepted.cursor == (1, 11)
    assert accepted.pattern == ("run", False)


def test_giving_a_search_up_brings_everything_back() -> None:
    source = text()
    state = after(begin(source, 3, 0), source, "/", "l", "a", "s", "t", "enter", "k")
    typing = after(state, source, "?", "d", "e", "f")
    assert typing.cursor.row == 0
    given_up = after(typing, source, "esc")
    assert (given_up.cursor, given_up.top) == (state.cursor, state.top)
    assert given_up.pattern == ("last", False)


def test_n_goes_on_and_around() -> None:
    source = text(["foo one", "bar", "foo two", "Foo"])
    state = after(begin(source), source, "/", "f", "o", "o", "enter")
    rows = []
    for key in ["n", "n", "n", "N", "N"]:
        state = after(state, source, key)
        rows.append(state.cursor.row)
    assert rows == [2, 3, 0, 3, 2]
    backward = after(begin(source, 3), source, "?", "f", "o", "o", "enter")
    assert backward.cursor.row == 2
    assert after(backward, source, "n").cursor.row == 0
    assert after(backward, source, "N").cursor.row == 3


def test_capital_letters_make_case_count() -> None:
    source = text(["foo", "Foo"])
    assert after(begin(source), source, "/", "F", "o").cursor.row == 1


def test_a_regular_expression_is_asked_for_with_alt_r() -> None:
    source = text(["a.c", "abc", "a+"])
    state = after(begin(source), source, "/", "a", "[", "b", "]")
    assert state.problem == "not found"
    state = after(state, source, "alt-r")
    assert state.cursor.row == 1
    broken = after(state, source, "(")
    assert "not a regular expression" in broken.problem
    assert after(broken, source, "backspace").cursor.row == 1


def test_a_match_may_reach_over_the_end_of_a_row() -> None:
    source = text()
    state = after(begin(source), source, "/", *"is", "space", *"wrapped")
    assert state.match is not None
    assert (state.match.start, state.match.end) == ((5, 17), (6, 7))


def test_star_searches_the_word_under_the_cursor() -> None:
    source = text(["alpha beta", "beta", "x beta y"])
    state = after(begin(source, 0, 7), source, "*")
    assert state.cursor == (1, 0)
    assert after(state, source, "n").cursor == (2, 2)
    assert after(begin(source, 2, 3), source, "#").cursor == (1, 0)


def test_a_far_match_is_shown_in_the_middle() -> None:
    source = text([f"line {n}" for n in range(1000)])
    state = after(begin(source, 0, height=11), source, "/", *"line", "space", *"500", "enter")
    assert state.cursor.row == 500
    assert state.top == 495


# --- the shell's marks ----------------------------------------------------------------------------

SHELL = ["$ ls", "a.txt", "b.txt", "$ true", "$ cat b.txt", "hello", "$ "]
MARKS = [
    Mark(10, 0, "A"),
    Mark(10, 2, "B"),
    Mark(11, 0, "C"),
    Mark(13, 0, "D"),
    Mark(13, 0, "A"),
    Mark(14, 0, "C"),
    Mark(14, 0, "D"),
    Mark(14, 0, "A"),
    Mark(15, 0, "C"),
    Mark(16, 0, "D"),
    Mark(16, 0, "A"),
]


def shell() -> FrozenText:
    return FrozenText(SHELL, COLUMNS, 10, MARKS)


def test_brackets_go_from_prompt_to_prompt() -> None:
    source = shell()
    state = begin(source, 6)
    rows = []
    for key in ["[", "[", "[", "]", "]"]:
        state = after(state, source, key)
        rows.append(state.cursor.row)
    assert rows == [4, 3, 0, 3, 4]
    assert after(state, source, "2", "[").cursor.row == 0
    assert after(begin(source, 0), source, "[").problem == "no previous prompt"


@pytest.mark.parametrize(
    ("row", "expected"), [(0, "a.txt\nb.txt"), (1, "a.txt\nb.txt"), (5, "hello"), (6, "hello")]
)
def test_a_whole_output_is_selected(row: int, expected: str) -> None:
    source = shell()
    assert (copied(source, (row, 0), "m", "y") or "").rstrip("\n") == expected
    assert copied(source, (row, 0), "M") == expected


def test_a_shell_without_marks_says_so() -> None:
    assert "OSC 133" in after(begin(text()), text(), "[").problem
    assert "OSC 133" in after(begin(text()), text(), "m").problem


# --- whatever is pressed --------------------------------------------------------------------------

KEYS = st.sampled_from(sorted({*VI_KEYS, *EMACS_KEYS, *"abc123", "esc", "backspace", "alt-r", "~"}))
LINES = st.lists(
    st.text(st.sampled_from("ab (]_-日é\u0301"), max_size=30).map(str.rstrip),
    min_size=1,
    max_size=8,
)


@settings(max_examples=120, deadline=None)
@given(LINES, st.integers(2, 25), st.integers(1, 7), st.sampled_from(["vi", "emacs"]), st.data())
def test_the_cursor_is_always_in_the_view_and_on_a_character(
    lines: list[str], columns: int, height: int, mode: str, data: st.DataObject
) -> None:
    source = FrozenText(lines, columns, 0, [Mark(0, 0, "A"), Mark(0, 1, "C"), Mark(2, 0, "D")])
    state = enter(source, height, len(source), Point(len(source), 3), mode, "[]()")
    for key in data.draw(st.lists(KEYS, max_size=25)):
        reaction = copy_mode.press(state, key, source)
        if reaction.state is None:
            continue
        state = reaction.state
        if data.draw(st.integers(0, 9)) == 0:
            other = source.at_width(data.draw(st.integers(2, 25)))
            state = resettle(state, source, other, height)
            source = other
        cells = source.cells(state.cursor.row)
        assert 0 <= state.cursor.row < len(source)
        assert 0 <= state.top <= max(0, len(source) - height)
        assert state.top <= state.cursor.row < state.top + height
        assert 0 <= state.cursor.x < source.columns
        assert state.cursor.x >= len(cells) or cells[state.cursor.x] != ""
        found = selected(state, source)
        if found is not None:
            extent_text(source, found)


def test_another_width_keeps_the_place_in_the_text() -> None:
    source = text()
    state = after(begin(source, 6, 3), source, "v", "l")
    wide = source.at_width(80)
    moved = resettle(state, source, wide, 6)
    assert moved.cursor == (3 + 1, 24)
    back = resettle(moved, wide, source, 6)
    assert back.cursor == state.cursor
    assert back.selection == state.selection
