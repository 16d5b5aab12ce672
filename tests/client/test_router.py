"""Where tokens go: the keymap, an overlay, or the server as the very bytes that came."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.client.keyboard import Keyboard
from mux.client.mouse import MouseReport
from mux.client.router import Router
from mux.client.tokens import Token, Tokenizer
from mux.core.commands import Command, NewTab, ResizePane, SplitPane
from mux.core.geometry import Direction
from mux.core.keymap_tmux import tmux_keymap
from mux.protocol.messages import Focus, Message


class Recorder:
    """A desk that remembers what it was handed."""

    def __init__(self) -> None:
        self.input: list[bytes] = []
        self.log: list[object] = []
        self.overlay_open = False
        self.single_keys = False

    def send_input(self, keys: bytes) -> None:
        self.input.append(keys)
        self.log.append(keys)

    def send_paste(self, text: bytes) -> None:
        self.log.append(("paste", text))

    def send(self, message: Message) -> None:
        self.log.append(message)

    def do(self, command: Command) -> None:
        self.log.append(command)

    def take_reply(self, raw: bytes) -> None:
        self.log.append(("reply", raw))

    def take_mouse(self, report: MouseReport) -> None:
        self.log.append(report)

    def take_overlay_token(self, token: Token) -> None:
        self.log.append(("overlay", token.raw))

    def note_keys(self) -> None:
        pass


def type_keys(*pieces: bytes, desk: Recorder | None = None) -> Recorder:
    desk = desk or Recorder()
    router = Router(Keyboard(tmux_keymap()), desk)
    tokenizer = Tokenizer()
    for piece in pieces:
        router.take(tokenizer.feed(piece))
    router.take(tokenizer.flush())
    return desk


KEYS = [
    b"a",
    b"\r",
    b"\x7f",
    b"\x08",
    b"\x1b[A",
    b"\x1bOA",
    b"\x1b\x1b[A",
    b"\x1b\r",
    b"\x1b\x01",
    b"\x1b1",
    b"\x1b.",
    b"\x1b[1;5C",
    b"\x1b[13;2u",
    b"\x1b[97;1:3u",
    b"\x1b[27;5;13~",
    b"\x1b[25~",
    b"\x1b[34~",
    b"\x1b[[A",
    b"\x1bOj",
    "é".encode(),
    "👩‍👩‍👧".encode(),
    b"\x03",
    b"\x11",
    b"\x1a",
    b"\x1c",
    b"\xff",
]


@pytest.mark.parametrize("raw", KEYS)
def test_a_key_reaches_the_pane_byte_for_byte(raw: bytes) -> None:
    assert b"".join(type_keys(raw).input) == raw


@given(st.lists(st.sampled_from(KEYS), max_size=8))
def test_any_keys_in_one_go_reach_the_pane_byte_for_byte(keys: list[bytes]) -> None:
    raw = b"".join(keys)
    assert b"".join(type_keys(raw).input) == raw


def test_the_escape_key_reaches_the_pane() -> None:
    assert type_keys(b"\x1b").input == [b"\x1b"]


def test_what_is_read_at_once_is_sent_at_once() -> None:
    assert type_keys(b"ls -l\r").input == [b"ls -l\r"]


def test_prefix_and_key_are_a_command() -> None:
    assert type_keys(b"ab\x02%cd").log == [b"ab", SplitPane(Direction.RIGHT), b"cd"]
    assert type_keys(b"\x02", b"c").log == [NewTab()]


def test_the_prefix_works_in_kitty_keyboard_protocol_too() -> None:
    assert type_keys(b"\x1b[98;5u\x1b[98;5:3u\x1b[99u").log == [NewTab()]


def test_twice_the_prefix_is_the_prefix() -> None:
    assert type_keys(b"\x02\x02").log == [b"\x02"]


def test_an_unbound_key_after_the_prefix_is_swallowed() -> None:
    assert type_keys(b"\x02\x1b[21~x").log == [b"x"]


def test_a_repeatable_key_repeats_until_another_one() -> None:
    raw = b"\x02\x1b[1;5A\x1b[1;5Ax"
    assert type_keys(raw).log == [ResizePane(Direction.UP), ResizePane(Direction.UP), b"x"]


def test_pastes_focus_and_answers_go_their_own_ways() -> None:
    raw = b"a\x1b[200~\x02%\x1b[201~\x1b[I\x1b[?62c\x1b[Ob"
    assert type_keys(raw).log == [
        b"a",
        ("paste", b"\x02%"),
        Focus(gained=True),
        ("reply", b"\x1b[?62c"),
        Focus(gained=False),
        b"b",
    ]


class Closing(Recorder):
    """A desk with something open that Escape and `y` close."""

    def __init__(self) -> None:
        super().__init__()
        self.overlay_open = True

    def take_overlay_token(self, token: Token) -> None:
        super().take_overlay_token(token)
        self.overlay_open = token.raw not in (b"\x1b", b"y")


def test_escapes_that_come_together_are_two_keys_for_what_is_open() -> None:
    assert type_keys(b"\x1b\x1b", desk=Closing()).log == [("overlay", b"\x1b"), b"\x1b"]
    assert type_keys(b"\x1b\x02%", desk=Closing()).log == [
        ("overlay", b"\x1b"),
        SplitPane(Direction.RIGHT),
    ]
    assert type_keys(b"\x1bb", desk=Closing()).log == [("overlay", b"\x1bb")]
    assert type_keys(b"\x1b\x02").log == [b"\x1b\x02"]


def test_what_follows_the_key_that_closes_is_the_panes() -> None:
    assert type_keys(b"yls\r", desk=Closing()).log == [("overlay", b"y"), b"ls\r"]


def test_an_open_overlay_takes_every_key_by_itself() -> None:
    desk = Recorder()
    desk.overlay_open = True
    type_keys(b"ab\x1b[A\x02", desk=desk)
    assert desk.log == [("overlay", raw) for raw in (b"a", b"b", b"\x1b[A", b"\x02")]


def test_at_the_gate_each_key_is_a_frame_of_its_own() -> None:
    desk = Recorder()
    desk.single_keys = True
    type_keys(b"\re\x1b[A", desk=desk)
    assert desk.input == [b"\r", b"e", b"\x1b[A"]


def test_the_mouse_comes_after_the_keys_before_it() -> None:
    log = type_keys(b"x\x1b[<0;3;4My").log
    assert log == [b"x", MouseReport("press", 0, 2, 3), b"y"]
