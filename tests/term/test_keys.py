"""Keys, against the tables of xterm ctlseqs, xterm's modified-keys page and the kitty protocol."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.term.emulator import InputModes
from mux.term.keys import ALT, CTRL, META, SHIFT, encode_char, encode_key

NORMAL = InputModes()
APPLICATION = InputModes(app_cursor=True, app_keypad=True)
LEVEL_1 = InputModes(modify_other_keys=1)
LEVEL_2 = InputModes(modify_other_keys=2)
DISAMBIGUATE = InputModes(kitty_flags=1)
EVERYTHING = InputModes(kitty_flags=31)


@pytest.mark.parametrize(
    ("name", "modifiers", "modes", "expected"),
    [
        ("up", 0, NORMAL, b"\x1b[A"),
        ("up", 0, APPLICATION, b"\x1bOA"),
        ("Up", CTRL, APPLICATION, b"\x1b[1;5A"),
        ("home", 0, APPLICATION, b"\x1bOH"),
        ("End", SHIFT, NORMAL, b"\x1b[1;2F"),
        ("page-up", 0, NORMAL, b"\x1b[5~"),
        ("PageDown", SHIFT | ALT | CTRL, NORMAL, b"\x1b[6;8~"),
        ("del", 0, NORMAL, b"\x1b[3~"),
        ("f1", 0, NORMAL, b"\x1bOP"),
        ("f1", SHIFT, NORMAL, b"\x1b[1;2P"),
        ("f5", 0, NORMAL, b"\x1b[15~"),
        ("f6", 0, NORMAL, b"\x1b[17~"),
        ("f11", 0, NORMAL, b"\x1b[23~"),
        ("f12", CTRL, NORMAL, b"\x1b[24;5~"),
        ("f13", 0, NORMAL, b"\x1b[1;2P"),
        ("f25", 0, NORMAL, b"\x1b[1;5P"),
        ("enter", 0, NORMAL, b"\r"),
        ("enter", 0, InputModes(newline=True), b"\r\n"),
        ("enter", ALT, NORMAL, b"\x1b\r"),
        ("tab", 0, NORMAL, b"\t"),
        ("tab", SHIFT, NORMAL, b"\x1b[Z"),
        ("backtab", 0, NORMAL, b"\x1b[Z"),
        ("esc", 0, NORMAL, b"\x1b"),
        ("escape", ALT, NORMAL, b"\x1b\x1b"),
        ("backspace", 0, NORMAL, b"\x7f"),
        ("backspace", CTRL, NORMAL, b"\b"),
        ("backspace", 0, InputModes(backarrow_backspace=True), b"\b"),
        ("backspace", CTRL, InputModes(backarrow_backspace=True), b"\x7f"),
        ("kp0", 0, NORMAL, b"0"),
        ("KP0", 0, APPLICATION, b"\x1bOp"),
        ("kp-enter", 0, NORMAL, b"\r"),
        ("kp-enter", 0, APPLICATION, b"\x1bOM"),
        ("kp-plus", 0, APPLICATION, b"\x1bOk"),
        ("space", CTRL, NORMAL, b"\0"),
        ("enter", CTRL, LEVEL_1, b"\x1b[27;5;13~"),
        ("escape", ALT, LEVEL_1, b"\x1b\x1b"),
        ("backspace", CTRL, LEVEL_1, b"\b"),
        ("escape", ALT, LEVEL_2, b"\x1b[27;3;27~"),
        ("backspace", CTRL, LEVEL_2, b"\x1b[27;5;127~"),
        ("enter", SHIFT, LEVEL_2, b"\x1b[27;2;13~"),
        ("tab", SHIFT, LEVEL_2, b"\x1b[Z"),
        ("menu", 0, NORMAL, b"\x1b[29~"),
        ("pause", 0, NORMAL, b""),
        ("kp-left", 0, APPLICATION, b"\x1bOD"),
        ("kp-page-up", CTRL, NORMAL, b"\x1b[5;5~"),
        ("kp-begin", 0, NORMAL, b"\x1b[E"),
        ("menu", 0, DISAMBIGUATE, b"\x1b[57363u"),
        ("caps-lock", 0, EVERYTHING, b"\x1b[57358u"),
        ("kp-left", 0, DISAMBIGUATE, b"\x1b[57417u"),
        ("kp-begin", SHIFT, DISAMBIGUATE, b"\x1b[57427;2u"),
        ("kp-left", 0, InputModes(kitty_flags=2), b"\x1b[D"),
        ("tab", CTRL, LEVEL_2, b"\x1b[27;5;9~"),
        ("up", 0, InputModes(kitty_flags=1, app_cursor=True), b"\x1b[A"),
        ("escape", 0, DISAMBIGUATE, b"\x1b[27u"),
        ("enter", 0, DISAMBIGUATE, b"\r"),
        ("enter", SHIFT, DISAMBIGUATE, b"\x1b[13;2u"),
        ("f3", 0, DISAMBIGUATE, b"\x1b[13~"),
        ("f4", CTRL, DISAMBIGUATE, b"\x1b[1;5S"),
        ("f13", 0, DISAMBIGUATE, b"\x1b[57376u"),
        ("kp5", 0, DISAMBIGUATE, b"5"),
        ("kp-enter", 0, DISAMBIGUATE, b"\x1b[57414u"),
        ("enter", 0, EVERYTHING, b"\x1b[13u"),
        ("backspace", CTRL, EVERYTHING, b"\x1b[127;5u"),
        ("kp5", 0, EVERYTHING, b"\x1b[57404u"),
    ],
)
def test_a_key_sends_what_the_modes_ask_for(
    name: str, modifiers: int, modes: InputModes, expected: bytes
) -> None:
    assert encode_key(name, modifiers, modes) == expected


@pytest.mark.parametrize(
    ("character", "modifiers", "modes", "expected"),
    [
        ("a", 0, NORMAL, b"a"),
        ("a", SHIFT, NORMAL, b"A"),
        ("é", 0, NORMAL, "é".encode()),
        ("c", CTRL, NORMAL, b"\x03"),
        ("C", CTRL, NORMAL, b"\x03"),
        ("i", CTRL, NORMAL, b"\t"),
        ("[", CTRL, NORMAL, b"\x1b"),
        (" ", CTRL, NORMAL, b"\0"),
        ("8", CTRL, NORMAL, b"\x7f"),
        ("/", CTRL, NORMAL, b"\x1f"),
        ("1", CTRL, NORMAL, b"1"),
        ("x", ALT, NORMAL, b"\x1bx"),
        ("x", META, NORMAL, b"\x1bx"),
        ("a", CTRL | ALT, NORMAL, b"\x1b\x01"),
        ("a", CTRL, LEVEL_1, b"\x01"),
        (".", CTRL, LEVEL_1, b"\x1b[27;5;46~"),
        ("x", ALT, LEVEL_1, b"\x1bx"),
        ("a", CTRL, LEVEL_2, b"\x1b[27;5;97~"),
        ("a", CTRL | SHIFT, LEVEL_2, b"\x1b[27;6;65~"),
        ("x", ALT, LEVEL_2, b"\x1b[27;3;120~"),
        ("A", SHIFT, LEVEL_2, b"A"),
        ("a", 0, DISAMBIGUATE, b"a"),
        ("A", SHIFT, DISAMBIGUATE, b"A"),
        ("i", CTRL, DISAMBIGUATE, b"\x1b[105;5u"),
        ("A", CTRL, DISAMBIGUATE, b"\x1b[97;6u"),
        ("a", CTRL | SHIFT, InputModes(kitty_flags=5), b"\x1b[97:65;6u"),
        ("c", CTRL, InputModes(kitty_flags=2), b"\x03"),
        ("a", 0, InputModes(kitty_flags=8), b"\x1b[97u"),
        ("A", SHIFT, InputModes(kitty_flags=8), b"\x1b[97;2u"),
        ("a", 0, EVERYTHING, b"\x1b[97;;97u"),
        ("a", SHIFT, EVERYTHING, b"\x1b[97:65;2;65u"),
        ("a", CTRL, EVERYTHING, b"\x1b[97;5u"),
    ],
)
def test_a_character_sends_what_the_modes_ask_for(
    character: str, modifiers: int, modes: InputModes, expected: bytes
) -> None:
    assert encode_char(character, modifiers, modes) == expected


@pytest.mark.parametrize("name", ["", "f0", "f36", "fnord", "kp", "kp10"])
def test_an_unknown_key_is_an_error_that_names_it(name: str) -> None:
    with pytest.raises(ValueError, match=f"unknown key '{name}'"):
        encode_key(name, 0, NORMAL)


@given(
    character=st.characters(),
    modifiers=st.integers(0, 63),
    flags=st.integers(0, 31),
    level=st.integers(0, 2),
)
def test_every_character_sends_something(
    character: str, modifiers: int, flags: int, level: int
) -> None:
    modes = InputModes(kitty_flags=flags, modify_other_keys=level)
    assert encode_char(character, modifiers, modes)
