"""Where each token goes: to mux's keymap, to an open overlay, or as raw bytes to the server."""

from collections.abc import Iterable
from typing import Protocol

from mux.client.keys import is_release, key_name, split_escape, split_keys
from mux.client.mouse import MouseReport, read_mouse
from mux.client.tokens import Token, TokenKind
from mux.core.commands import Command
from mux.protocol.messages import Focus, Message


class Keys(Protocol):
    """The keymap with its state."""

    @property
    def waiting(self) -> bool:
        """Whether a prefix or a mode takes every key, so that none may go to the pane unseen."""
        ...

    def press(self, key: str) -> tuple[Command, ...] | None:
        """What the key means; None: it is the pane's."""
        ...


class Desk(Protocol):
    """What the router hands things to."""

    def send_input(self, keys: bytes) -> None: ...

    def send_paste(self, text: bytes) -> None: ...

    def send(self, message: Message) -> None: ...

    def do(self, command: Command) -> None: ...

    def take_reply(self, raw: bytes) -> None: ...

    def take_mouse(self, report: MouseReport) -> None: ...

    @property
    def overlay_open(self) -> bool: ...

    def take_overlay_token(self, token: Token) -> None: ...

    @property
    def single_keys(self) -> bool:
        """Whether each key has to arrive in a frame of its own (at the gate)."""
        ...

    def note_keys(self) -> None:
        """After each key that went through the keymap."""
        ...


class Router:
    def __init__(self, keys: Keys, desk: Desk) -> None:
        self._keys = keys
        self._desk = desk
        self._raw = bytearray()  # keys for the pane, not sent yet

    def take(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            self._take_token(token)
        self._send_raw()

    def _take_token(self, token: Token) -> None:
        desk = self._desk
        match token.kind:
            case TokenKind.REPLY:
                desk.take_reply(token.raw)
            case TokenKind.FOCUS:
                desk.send(Focus(token.raw.endswith(b"I")))
            case TokenKind.MOUSE | TokenKind.X10:
                self._send_raw()
                if (report := read_mouse(token)) is not None:
                    desk.take_mouse(report)
            case _ if desk.overlay_open:
                for typed in split_escape(token):
                    for key in split_keys(typed):
                        self._take_key(key)
            case TokenKind.PASTE:
                self._send_raw()
                desk.send_paste(token.raw)
            case TokenKind.TEXT if not self._keys.waiting and not desk.single_keys:
                self._raw += token.raw
            case _:
                for key in split_keys(token):
                    self._take_key(key)

    def _take_key(self, token: Token) -> None:
        if self._desk.overlay_open:  # the key before opened it
            self._desk.take_overlay_token(token)
            return
        name = key_name(token)
        if not name:
            if not (self._keys.waiting and is_release(token)):
                self._raw += token.raw
            return
        commands = self._keys.press(name)
        if commands is None:
            self._raw += token.raw
            if self._desk.single_keys:
                self._send_raw()
        else:
            self._send_raw()
            for command in commands:
                self._desk.do(command)
        self._desk.note_keys()

    def _send_raw(self) -> None:
        if self._raw:
            keys = bytes(self._raw)
            self._raw.clear()
            self._desk.send_input(keys)
