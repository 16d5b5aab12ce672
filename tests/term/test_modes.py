"""Modes, the alternate screen, resets."""

from collections.abc import Callable
from typing import Any

import pytest

from mux.term.emulator import InputModes

Show = Callable[..., Any]


@pytest.mark.parametrize(
    ("data", "modes"),
    [
        ("", InputModes()),
        ("\x1b[?1h", InputModes(app_cursor=True)),
        ("\x1b=", InputModes(app_keypad=True)),
        ("\x1b[?66h", InputModes(app_keypad=True)),
        ("\x1b=\x1b>", InputModes()),
        ("\x1b[20h", InputModes(newline=True)),
        ("\x1b[?2004h", InputModes(bracketed_paste=True)),
        ("\x1b[?1004h", InputModes(focus_events=True)),
        ("\x1b[?1000h\x1b[?1002h", InputModes(mouse=1002)),
        ("\x1b[?1000h\x1b[?1002h\x1b[?1002l", InputModes()),
        ("\x1b[?9h", InputModes(mouse=9)),
        ("\x1b[?1003h\x1b[?1006h", InputModes(mouse=1003, mouse_encoding=1006)),
        ("\x1b[?1006h\x1b[?1015l", InputModes(mouse_encoding=1006)),
        ("\x1b[?1015h\x1b[?1016h", InputModes(mouse_encoding=1016)),
        ("\x1b[?1000;1006h", InputModes(mouse=1000, mouse_encoding=1006)),
        ("\x1b[?1007h", InputModes(alternate_scroll=True)),
        ("\x1b[?67h", InputModes(backarrow_backspace=True)),
        ("\x1b[>4;2m", InputModes(modify_other_keys=2)),
        ("\x1b[>4;2m\x1b[>4m", InputModes()),
        ("\x1b[>4;1m\x1b[>m", InputModes()),
        ("\x1b[>4;1m\x1b[>4n", InputModes()),
        ("\x1b[>1u", InputModes(kitty_flags=1)),
        ("\x1b[>1u\x1b[>3u\x1b[<u", InputModes(kitty_flags=1)),
        ("\x1b[>1u\x1b[>3u\x1b[<9u", InputModes()),
        ("\x1b[=5u", InputModes(kitty_flags=5)),
        ("\x1b[>1u\x1b[=2;2u", InputModes(kitty_flags=3)),
        ("\x1b[>3u\x1b[=1;3u", InputModes(kitty_flags=2)),
        ("\x1b[>1u\x1b[?1049h", InputModes(alternate_screen=True)),
        ("\x1b[>1u\x1b[?1049h\x1b[>2u\x1b[?1049l", InputModes(kitty_flags=1)),
        (
            "\x1b[?1;2004h\x1b[?1s\x1b[?1l\x1b[?1r",
            InputModes(app_cursor=True, bracketed_paste=True),
        ),
        ("\x1b[?1;1000;2004h\x1b[>1u\x1b[>4;1m\x1b[?1049h\x1bc", InputModes()),
    ],
)
def test_input_modes(show: Show, data: str, modes: InputModes) -> None:
    assert show(data).terminal.input_modes == modes


def test_flags_pushed_without_end_take_no_more_room(show: Show) -> None:
    terminal = show("\x1b[>1u" * 1000).terminal
    assert len(terminal.screen.in_use.keyboard_flags) <= 16


@pytest.mark.parametrize(
    ("mode", "answer"),
    [
        ("?1", 2), ("?3", 4), ("?2", 3), ("?5", 2), ("?6", 2), ("?7", 1), ("?12", 2), ("?25", 1),
        ("?45", 2), ("?47", 2), ("?69", 2), ("?9", 2), ("?1000", 2), ("?1002", 2), ("?1003", 2),
        ("?1004", 2), ("?1005", 2), ("?1006", 2), ("?1007", 2), ("?1015", 2), ("?1016", 2),
        ("?1047", 2), ("?1048", 1), ("?1049", 2), ("?2004", 2), ("?2026", 2), ("?2027", 3),
        ("?2031", 2), ("?7777", 0), ("4", 2), ("20", 2), ("99", 0),
        ("?8", 1), ("?18", 2), ("?34", 2), ("?42", 2), ("?60", 2), ("?66", 2), ("?67", 2),
        ("?81", 2), ("?95", 2), ("?96", 2), ("?106", 2), ("?1001", 2), ("?1034", 2), ("?1036", 1),
        ("?1061", 2), ("?2005", 2),
        ("1", 4), ("2", 2), ("3", 4), ("5", 4), ("6", 0), ("7", 4), ("12", 1), ("13", 4), ("19", 4),
    ],
)  # fmt: skip
def test_modes_are_told(show: Show, mode: str, answer: int) -> None:
    terminal = show(f"\x1b[{mode}$p")
    assert terminal.replies() == f"\x1b[{mode};{answer}$y".encode()
    if answer == 2:
        kind, number = ("?", mode[1:]) if mode[0] == "?" else ("", mode)
        terminal.feed(f"\x1b[{kind}{number}h\x1b[{mode}$p")
        assert terminal.replies() == f"\x1b[{mode};1$y".encode()


@pytest.mark.parametrize(
    ("data", "modes"),
    [
        ("\x1b[?1002h\x1b[?1001s\x1b[?1002l\x1b[?1001r", InputModes(mouse=1002)),
        ("\x1b[?1001s\x1b[?1003h\x1b[?1001r", InputModes()),
        ("\x1b[?1000s\x1b[?1003h\x1b[?1000r", InputModes()),
        ("\x1b[?1006h\x1b[?1015s\x1b[?1015h\x1b[?1015r", InputModes(mouse_encoding=1006)),
        ("\x1b[?1049h\x1b[?1049s\x1b[?1049l\x1b[?1049r", InputModes(alternate_screen=True)),
        ("\x1b[?2004r", InputModes()),
    ],
)
def test_saved_modes(show: Show, data: str, modes: InputModes) -> None:
    assert show(data).terminal.input_modes == modes


def test_saving_mode_1048_saves_the_cursor(show: Show) -> None:
    assert show("\x1b[2;3H\x1b[?1048s\x1b[H\x1b[?1048r").cursor == (2, 1)


def test_synchronized_output(show: Show) -> None:
    terminal = show("\x1b[?2026h").terminal
    assert terminal.synchronized
    terminal.feed(b"\x1b[?2026l")
    assert not terminal.synchronized


def test_a_reversed_screen_changes_no_cell(show: Show) -> None:
    terminal = show("a\x1b[?5hb")
    assert terminal.terminal.reverse_screen
    assert (terminal.sgr(0), terminal.sgr(1)) == ("", "")


@pytest.mark.parametrize("mode", [47, 1047, 1049])
def test_the_alternate_screen(show: Show, mode: int) -> None:
    terminal = show(f"main\x1b[?{mode}hother")
    assert "other" in terminal.rows[0]
    assert "main" not in terminal.rows[0]
    assert terminal.feed(f"\x1b[?{mode}l").rows == ["main"]


def test_1049_saves_the_cursor_and_clears(show: Show) -> None:
    terminal = show("ab\x1b[31m\x1b[?1049hxyz\x1b[?1049l\x1b[?1049h")
    assert terminal.rows == []
    terminal.feed("\x1b[m\x1b[3;3H\x1b[?1049l")
    assert terminal.cursor == (2, 0)
    assert terminal.pen().fg == 1


@pytest.mark.parametrize("mode", [47, 1047, 1049])
def test_the_alternate_screen_can_be_forbidden(show: Show, mode: int) -> None:
    terminal = show(f"main\x1b[?1046l\x1b[?{mode}h!")
    assert terminal.rows == ["main!"]
    assert terminal.feed(f"\x1b[?1046h\x1b[?{mode}h\x1b[Hx").rows == ["x"]
    assert terminal.feed("\x1b[?1046l").rows == ["main!"]
    assert show("\x1b[2;2H\x1b[?1046l\x1b[?1048h\x1b[H\x1b[?1046h\x1b[?1048l").cursor == (0, 0)


def test_47_keeps_the_alternate_screen(show: Show) -> None:
    assert show("\x1b[?47hxyz\x1b[?47l\x1b[?47h").rows == ["xyz"]
    assert show("\x1b[?1047hxyz\x1b[?1047l\x1b[?1047h").rows == []


def test_a_column_change_clears_and_homes(show: Show) -> None:
    terminal = show("abc\x1b[2;3r\x1b[?3h")
    assert terminal.rows == []
    assert terminal.cursor == (0, 0)
    assert len(terminal.display[0]) == 10
    assert show("abc\x1b[?95h\x1b[?3h").rows == ["abc"]


def test_a_soft_reset(show: Show) -> None:
    terminal = show(
        "ab\x1b[2;3r\x1b[?6h\x1b[4h\x1b[?7l\x1b[?25l\x1b[?1h\x1b=\x1b[1;31m\x1b(0\x1b[?69h\x1b[2;5s"
    )
    terminal.feed("\x1b[2;2H\x1b7\x1b[!p")
    screen = terminal.terminal.screen
    assert terminal.rows == ["ab"]
    assert (screen.top, screen.bottom, screen.left, screen.right) == (0, 3, 0, 9)
    assert terminal.terminal.input_modes == InputModes()
    assert terminal.terminal.cursor.visible
    assert terminal.pen().fg is None
    assert terminal.feed("\x1b[10Gqq").rows[-1] == "q"
    assert terminal.feed("\x1b8").cursor == (0, 0)


def test_a_full_reset(show: Show) -> None:
    terminal = show(
        "a\r\nb\r\nc\r\nd\r\ne\x1b[?1049h\x1b[31;45m\x1b[2;3r\x1b[3g\x1b(0\x1b[4h\x1b[?7l"
    )
    terminal.feed("\x1b]4;1;#123456\x07\x1b]11;#ffffff\x07\x1b[22t\x1b[4 q\x1bcq\tx")
    assert terminal.rows == ["q       x"]
    assert terminal.history == ["a"]
    assert terminal.sgr(0) == ""
    assert terminal.terminal.colours.palette == {}
    assert not terminal.terminal.colours.dynamic
    assert not terminal.terminal.input_modes.alternate_screen
    assert terminal.terminal.cursor.shape == 0
    assert terminal.terminal.take_damage() == {0, 1, 2, 3}
