"""Pastes and focus."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.term.emulator import InputModes
from mux.term.paste import encode_focus, encode_paste

PLAIN = InputModes()
BRACKETED = InputModes(bracketed_paste=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ls -l", b"ls -l"),
        ("one\ntwo\r\nthree\r", b"one\rtwo\rthree\r"),
        ("a\tb", b"a\tb"),
        ("größer 漢字", "größer 漢字".encode()),
        ("rm\x03 \x1b[Ax\x7f\x9b", b"rm [Ax"),
        ("evil\x1b[201~; reboot", b"evil; reboot"),
        ("evil\x9b201~; reboot", b"evil; reboot"),
        ("\ud800", b"?"),
    ],
)
def test_a_paste_is_text_and_line_ends(text: str, expected: bytes) -> None:
    assert encode_paste(text, PLAIN) == expected
    assert encode_paste(text, BRACKETED) == b"\x1b[200~" + expected + b"\x1b[201~"


@given(
    st.lists(st.sampled_from(["\x1b", "[", "201~", "\x1b[201~", "\x9b", "x", "\0"])).map("".join)
)
def test_no_paste_ends_its_own_bracket(text: str) -> None:
    pasted = encode_paste(text, BRACKETED)
    assert pasted.count(b"\x1b") == 2
    assert pasted.endswith(b"\x1b[201~")
    assert b"\xc2\x9b" not in pasted


def test_the_focus_is_told_to_those_who_asked() -> None:
    assert encode_focus(True, PLAIN) == b""
    asked = InputModes(focus_events=True)
    assert encode_focus(True, asked) == b"\x1b[I"
    assert encode_focus(False, asked) == b"\x1b[O"
