"""The mouse, against xterm ctlseqs: Mouse Tracking."""

import pytest

from mux.term.emulator import InputModes
from mux.term.mouse import ALT, CTRL, SHIFT, encode_mouse


def tracking(mouse: int, encoding: int = 1006) -> InputModes:
    return InputModes(mouse=mouse, mouse_encoding=encoding)


@pytest.mark.parametrize(
    ("action", "button", "modifiers", "mode", "expected"),
    [
        ("press", 0, 0, 0, b""),
        ("press", 0, SHIFT, 9, b"\x1b[<0;5;3M"),
        ("release", 0, 0, 9, b""),
        ("wheel-up", 3, 0, 9, b""),
        ("press", 2, CTRL, 1000, b"\x1b[<18;5;3M"),
        ("press", 8, 0, 1000, b"\x1b[<128;5;3M"),
        ("press", 3, 0, 1000, b""),
        ("release", 0, 0, 1000, b"\x1b[<0;5;3m"),
        ("move", 0, 0, 1000, b""),
        ("move", 0, 0, 1002, b"\x1b[<32;5;3M"),
        ("move", 3, 0, 1002, b""),
        ("move", 3, ALT, 1003, b"\x1b[<43;5;3M"),
        ("wheel-up", 3, 0, 1000, b"\x1b[<64;5;3M"),
        ("wheel-down", 3, SHIFT, 1002, b"\x1b[<69;5;3M"),
        ("wheel-right", 3, 0, 1003, b"\x1b[<67;5;3M"),
    ],
)
def test_a_program_gets_the_events_that_it_asked_for(
    action: str, button: int, modifiers: int, mode: int, expected: bytes
) -> None:
    assert encode_mouse(action, button, 4, 2, modifiers, tracking(mode)) == expected


@pytest.mark.parametrize(
    ("encoding", "press", "release"),
    [
        (0, b"\x1b[M %#", b"\x1b[M#%#"),
        (1005, b"\x1b[M %#", b"\x1b[M#%#"),
        (1006, b"\x1b[<0;5;3M", b"\x1b[<0;5;3m"),
        (1015, b"\x1b[32;5;3M", b"\x1b[35;5;3M"),
        (1016, b"\x1b[<0;5;3M", b"\x1b[<0;5;3m"),
    ],
)
def test_encodings(encoding: int, press: bytes, release: bytes) -> None:
    modes = tracking(1000, encoding)
    assert encode_mouse("press", 0, 4, 2, 0, modes) == press
    assert encode_mouse("release", 0, 4, 2, 0, modes) == release


def test_a_release_keeps_its_modifiers() -> None:
    assert encode_mouse("release", 0, 0, 0, CTRL, tracking(1000, 0)) == b"\x1b[M3!!"


@pytest.mark.parametrize(
    ("encoding", "x", "expected"),
    [
        (0, 222, b"\x1b[M \xff!"),
        (0, 223, b""),
        (1005, 223, "\x1b[M \u0100!".encode()),
        (1005, 2014, "\x1b[M \u07ff!".encode()),
        (1005, 2015, b""),
        (1015, 3000, b"\x1b[32;3001;1M"),
    ],
)
def test_columns_that_an_encoding_cannot_tell_are_not_told(
    encoding: int, x: int, expected: bytes
) -> None:
    assert encode_mouse("press", 0, x, 0, 0, tracking(1000, encoding)) == expected


def test_the_wheel_sends_arrows_on_the_alternate_screen() -> None:
    modes = InputModes(alternate_scroll=True, alternate_screen=True)
    assert encode_mouse("wheel-up", 3, 0, 0, 0, modes) == b"\x1b[A" * 3
    application = InputModes(alternate_scroll=True, alternate_screen=True, app_cursor=True)
    assert encode_mouse("wheel-down", 3, 0, 0, 0, application) == b"\x1bOB" * 3
    assert encode_mouse("press", 0, 0, 0, 0, modes) == b""
    assert encode_mouse("wheel-up", 3, 0, 0, 0, InputModes(alternate_scroll=True)) == b""
    asked = InputModes(mouse=1000, mouse_encoding=1006, alternate_scroll=True)
    assert encode_mouse("wheel-up", 3, 0, 0, 0, asked) == b"\x1b[<64;1;1M"


def test_an_unknown_action_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown mouse action 'hover'"):
        encode_mouse("hover", 0, 0, 0, 0, tracking(1003))
