"""What keys are called, in every way that terminals say them."""

import pytest

from mux.client.keys import is_release, key_name, split_keys
from mux.client.tokens import Token, Tokenizer
from mux.core.keys import normalize_key

NAMES = [
    (b"a", "a"),
    (b"%", "%"),
    (b" ", "space"),
    ("é".encode(), "é"),
    (b"\x02", "ctrl-b"),
    (b"\x00", "ctrl-space"),
    (b"\t", "tab"),
    (b"\r", "enter"),
    (b"\n", "ctrl-j"),
    (b"\x7f", "backspace"),
    (b"\x08", "ctrl-h"),
    (b"\x1c", "ctrl-\\"),
    (b"\x1f", "ctrl-_"),
    (b"\x1b", "esc"),
    (b"\x1bx", "alt-x"),
    (b"\x1bX", "alt-X"),
    (b"\x1b ", "alt-space"),
    (b"\x1b\r", "alt-enter"),
    (b"\x1b\x7f", "alt-backspace"),
    (b"\x1b\x01", "ctrl-alt-a"),
    (b"\x1b\x1b[A", "alt-up"),
    (b"\x1b[", "alt-["),
    (b"\x1bO", "alt-O"),
    (b"\x1b[A", "up"),
    (b"\x1bOA", "up"),
    (b"\x1b[1;2A", "shift-up"),
    (b"\x1b[1;3D", "alt-left"),
    (b"\x1b[1;5C", "ctrl-right"),
    (b"\x1b[1;6C", "ctrl-shift-right"),
    (b"\x1b[1;8B", "ctrl-alt-shift-down"),
    (b"\x1b[a", "shift-up"),
    (b"\x1bOd", "ctrl-left"),
    (b"\x1b[H", "home"),
    (b"\x1b[1~", "home"),
    (b"\x1b[7~", "home"),
    (b"\x1b[4~", "end"),
    (b"\x1bOF", "end"),
    (b"\x1b[2~", "insert"),
    (b"\x1b[3~", "delete"),
    (b"\x1b[3;5~", "ctrl-delete"),
    (b"\x1b[3^", "ctrl-delete"),
    (b"\x1b[5~", "pageup"),
    (b"\x1b[6;3~", "alt-pagedown"),
    (b"\x1b[Z", "shift-tab"),
    (b"\x1bOP", "f1"),
    (b"\x1b[11~", "f1"),
    (b"\x1b[[A", "f1"),
    (b"\x1b[1;5P", "ctrl-f1"),
    (b"\x1b[1;5R", "ctrl-f3"),
    (b"\x1b[15~", "f5"),
    (b"\x1b[24;2~", "shift-f12"),
    (b"\x1b[25~", "f13"),
    (b"\x1b[34~", "f20"),
    (b"\x1bOj", "*"),
    (b"\x1bOp", "0"),
    (b"\x1bOM", "enter"),
    (b"\x1b[98;5u", "ctrl-b"),
    (b"\x1b[98;5:1u", "ctrl-b"),
    (b"\x1b[98;5:2u", "ctrl-b"),
    (b"\x1b[98;69u", "ctrl-b"),  # with Caps Lock
    (b"\x1b[97;3u", "alt-a"),
    (b"\x1b[97;6u", "ctrl-shift-a"),
    (b"\x1b[97;2u", "A"),
    (b"\x1b[53:37;2u", "%"),
    (b"\x1b[53;2;37u", "%"),
    (b"\x1b[27u", "esc"),
    (b"\x1b[13;5u", "ctrl-enter"),
    (b"\x1b[9;5u", "ctrl-tab"),
    (b"\x1b[127;3u", "alt-backspace"),
    (b"\x1b[32;2u", "shift-space"),
    (b"\x1b[57399u", "0"),
    (b"\x1b[57419u", "up"),
    (b"\x1b[57376u", "f13"),
    (b"\x1b[27;5;13~", "ctrl-enter"),
    (b"\x1b[27;6;97~", "ctrl-shift-a"),
    (b"\x1b[1;5:3A", ""),  # let go
    (b"\x1b[97;1:3u", ""),
    (b"\x1b[57441;2u", ""),  # Shift alone
    (b"\x1b[<0;1;1M", ""),
    (b"\x1b[?62c", ""),
]


def only_token(raw: bytes) -> Token:
    tokenizer = Tokenizer()
    tokens = tokenizer.feed(raw) + tokenizer.flush()
    assert len(tokens) == 1
    return tokens[0]


@pytest.mark.parametrize(("raw", "name"), NAMES)
def test_name(raw: bytes, name: str) -> None:
    assert key_name(only_token(raw)) == name


@pytest.mark.parametrize("name", sorted({name for _, name in NAMES if name}))
def test_names_are_those_of_the_keymap(name: str) -> None:
    assert normalize_key(name) == name


def test_text_is_split_into_keys() -> None:
    token = only_token("aé日".encode())
    assert [key_name(key) for key in split_keys(token)] == ["a", "é", "日"]
    assert b"".join(key.raw for key in split_keys(token)) == token.raw


def test_releases_are_told_from_presses() -> None:
    assert is_release(only_token(b"\x1b[97;1:3u"))
    assert not is_release(only_token(b"\x1b[97;1:1u"))
    assert not is_release(only_token(b"\x1b[A"))
