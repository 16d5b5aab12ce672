"""What a pane in copy mode shows, and what keys mean that come as bytes."""

import pytest

from mux.core import copy_mode
from mux.core.copy_mode_source import Pattern, Point, Stretch
from mux.server.copying_keys import read_keys
from mux.server.copying_text import FrozenText, freeze
from mux.server.copying_view import CopyView, restyle
from mux.term.emulator import StyledRun
from mux.term.style import BOLD, REVERSE, apply_sgr
from mux.term.terminal import Terminal


def view(terminal: Terminal, scroll: int = 0) -> CopyView:
    cursor = terminal.cursor
    at = Point(cursor.y, cursor.x)
    return CopyView(freeze(terminal), terminal.rows, scroll, at, "vi", "[]()")


def press(shown: CopyView, *keys: str) -> None:
    for key in keys:
        assert shown.react(copy_mode.press(shown.state, key, shown.text))


def texts(shown: CopyView) -> list[str]:
    return ["".join(run.text for run in runs).rstrip() for runs in shown.rows().values()]


def styled(shown: CopyView, y: int) -> list[tuple[str, int]]:
    return [(run.text, run.style) for run in shown.rows()[y]]


def filled(count: int, columns: int = 20, rows: int = 5) -> Terminal:
    terminal = Terminal(columns, rows)
    terminal.feed("\r\n".join(f"line {n}" for n in range(count)).encode())
    return terminal


def test_entering_shows_what_was_seen() -> None:
    terminal = filled(30)
    expected = ["".join(r.text for r in terminal.row(y)).rstrip() for y in range(5)]
    assert texts(view(terminal)) == expected
    assert texts(view(terminal, scroll=10)) == [f"line {n}" for n in range(15, 20)]
    assert view(terminal).cursor.y == 4


def test_output_does_not_move_it() -> None:
    terminal = filled(30)
    shown = view(terminal)
    before = texts(shown)
    terminal.feed(b"\r\n".join(b"more" for _ in range(20_000)))
    assert texts(shown) == before
    press(shown, "g")
    assert texts(shown)[0] == "line 0"


def test_refreshing_takes_what_came() -> None:
    terminal = filled(30)
    shown = view(terminal)
    terminal.feed(b"\r\nnew")
    shown.renew(freeze(terminal))
    assert texts(shown)[-1] == "new"


def test_an_alternate_screen_is_frozen_too() -> None:
    terminal = filled(30)
    terminal.feed(b"\x1b[?1049h\x1b[Hfull screen")
    assert texts(view(terminal))[0] == "full screen"


def test_a_selection_is_reversed() -> None:
    terminal = filled(3)
    shown = view(terminal)
    press(shown, "g", "l", "v", "j", "l")
    assert styled(shown, 0) == [("l", 0), ("ine 0", REVERSE), (" " * 14, 0)]
    assert styled(shown, 1) == [("lin", REVERSE), ("e 1", 0), (" " * 14, 0)]


def test_all_matches_are_marked_and_counted() -> None:
    terminal = filled(12, rows=12)
    shown = view(terminal)
    press(shown, "g", "/", *"ne", "space", "1", "enter")
    marked = [y for y in range(12) if any(s for _, s in styled(shown, y))]
    assert marked == [1, 10, 11]
    assert [text for text, style in styled(shown, 1) if style] == ["ne 1"]
    present = next(style for _, style in styled(shown, 1) if style)
    other = next(style for _, style in styled(shown, 10) if style)
    assert present != other
    assert present & BOLD
    assert "1/3" in shown.label
    press(shown, "n")
    assert "2/3" in shown.label


def test_the_label_says_where_it_is() -> None:
    shown = view(filled(30))
    assert shown.label == "COPY 0/25"
    press(shown, "g", "V")
    assert shown.label == "COPY 25/25 · LINE"
    press(shown, "/", "x")
    assert "/x_" in shown.label
    assert "not found" in shown.label


def test_more_matches_than_anyone_counts() -> None:
    text = FrozenText(["aaaaaaaaaa"] * 1500, 20)
    assert text.count(Pattern("a"), Point(3, 4)) == (10_000, 34, False)


def test_a_wide_character_is_marked_whole() -> None:
    runs = [StyledRun(0, "a日b", 4)]
    assert restyle(runs, 2, 3, "") == [
        StyledRun(0, "a", 1),
        StyledRun(REVERSE, "日", 2),
        StyledRun(0, "b", 1),
    ]
    assert restyle(runs, 0, 4, "31") == [StyledRun(apply_sgr(0, "31"), "a日b", 4)]


def test_a_resize_keeps_the_cursor_in_its_text() -> None:
    terminal = filled(30)
    terminal.feed(b"\r\nword " + b"x" * 30 + b" end")
    shown = view(terminal)
    press(shown, "0")
    assert shown.text.cells(shown.state.cursor.row)[:4] == tuple("word")
    for columns in (9, 60, 20):
        terminal.resize(columns, 5)
        shown.resize(columns, 5)
        assert shown.text.cells(shown.state.cursor.row)[:4] == tuple("word")


def test_marks_of_a_shell_are_found_again_after_scrolling_and_reflow() -> None:
    terminal = Terminal(20, 5, history_lines=50)
    for n in range(30):
        terminal.feed(b"\x1b]133;A\x07$ \x1b]133;B\x07run %d\r\n\x1b]133;C\x07" % n)
        terminal.feed(b"output of %d that is longer than a row\r\n\x1b]133;D;0\x07" % n)
    terminal.feed(b"\x1b]133;A\x07$ ")
    for columns in (20, 11, 33):
        terminal.resize(columns, 5)
        text = freeze(terminal)
        commands = text.commands()
        assert len(commands) > 20
        for command in commands[:-1]:
            assert "".join(text.cells(command.prompt.row)).startswith("$ run")
            assert command.output is not None
            start, end = command.output
            assert "".join(text.cells(start.row)).startswith("output of")
            assert (end.x, text.cells(end.row)[0]) == (0, "$")


def test_clearing_the_screen_takes_its_marks_away() -> None:
    terminal = Terminal(20, 5)
    terminal.feed(b"\x1b]133;A\x07$ clear\r\n" * 3)
    terminal.feed(b"\x1b[H\x1b[2J\x1b]133;A\x07$ ")
    commands = freeze(terminal).commands()
    assert [command.prompt for command in commands] == [Point(0, 0)]


def test_places_lead_to_lines_and_back() -> None:
    text = FrozenText(["a" * 45, "", "日本" * 12], 20)
    for row in range(len(text)):
        at = Point(row, 0)
        assert text.place_of(*text.line_of(at)) == at


def test_a_match_is_found_on_its_rows() -> None:
    text = FrozenText(["x" * 18 + "needle", "needle"], 20)
    assert text.find(Pattern("needle"), Point(0, 0), backward=False) == Stretch(
        Point(0, 18), Point(1, 4)
    )
    assert text.find(Pattern("needle"), Point(1, 0), backward=False) == Stretch(
        Point(2, 0), Point(2, 6)
    )


@pytest.mark.parametrize(
    ("sent", "names"),
    [
        (b"j", ["j"]),
        (b"\x16\x02\x1a", ["ctrl-v", "ctrl-b", "ctrl-z"]),
        (b"\x1b[A\x1bOA\x1b[5~\x1b[1;5A", ["up", "up", "pageup", "ctrl-up"]),
        (b"\x1bw\x1b<\x1b\x06", ["alt-w", "alt-<", "ctrl-alt-f"]),
        (b"\x1b", ["esc"]),
        (b"\x00\r\x7f\t ", ["ctrl-space", "enter", "backspace", "tab", "space"]),
        ("aé日".encode(), ["a", "é", "日"]),
        (b"V$/", ["V", "$", "/"]),
    ],
)
def test_bytes_are_named_as_the_keymap_names_them(sent: bytes, names: list[str]) -> None:
    assert read_keys(sent) == names
