"""The connection to the server: messages in and out, over a socket that never blocks the screen."""

import asyncio
import logging
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

from mux.protocol.codec import Codec
from mux.protocol.framing import FrameReader, Kind, RemoteProtocolError, encode_frame
from mux.protocol.keeper_messages import CrashNote
from mux.protocol.messages import (
    VERSION,
    Ack,
    Bell,
    Bye,
    Clipboard,
    Do,
    Done,
    Focus,
    Hello,
    Leave,
    Message,
    Mouse,
    OuterTerminal,
    Query,
    Refused,
    Resize,
    Rows,
    Show,
    Toast,
    View,
    Welcome,
)

log = logging.getLogger(__name__)

RETRY_SECONDS = 0.02
RECONNECT_SECONDS = 0.1
GIVE_UP_SECONDS = 30.0
LARGEST_HELD = 64 * 1024
READ_SIZE = 1024 * 1024

CODEC = Codec(
    [
        *(Ack, Do, Focus, Hello, Leave, Mouse, OuterTerminal, Query, Resize),
        *(Bell, Bye, Clipboard, Done, Refused, Rows, Show, Toast, View, Welcome),
    ]
)


def connect(path: Path, deadline: float) -> socket.socket:
    """A connection to the server, tried until `deadline` (time.monotonic). Raises OSError."""
    while True:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(str(path))
        except (ConnectionRefusedError, FileNotFoundError):
            connection.close()
            if time.monotonic() + RETRY_SECONDS > deadline:
                raise
            time.sleep(RETRY_SECONDS)
        except OSError:
            connection.close()
            raise
        else:
            return connection


def read_crash(path: Path) -> str:
    """Why the keeper gave up on the server of a socket; "" if it did not."""
    try:
        note = path.with_suffix(".crashed").read_text("utf-8", "replace")
    except OSError:
        return ""
    return CrashNote.read(note).reason


def _drop(_: object) -> None:
    """For what comes before anybody listens: nothing does, as nothing is read until then."""


class ServerLink:
    """Messages from the server go to `on_messages`; `on_lost` hears when the server is gone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._on_messages: Callable[[list[Message]], None] = _drop
        self._on_lost: Callable[[str], None] = _drop
        self._socket: socket.socket | None = None
        self._reader = FrameReader()
        self._unsent = bytearray()
        self._held = b""  # typed while there was no server
        self._loop: asyncio.AbstractEventLoop | None = None
        self._retry: asyncio.TimerHandle | None = None

    @property
    def connected(self) -> bool:
        return self._socket is not None

    # --- connecting ---------------------------------------------------------------------------

    def open(self, deadline: float, width: int, height: int) -> None:
        """Connects and says hello; before there is an event loop. Raises OSError."""
        self._adopt(connect(self._path, deadline), width, height)

    def attach(
        self,
        loop: asyncio.AbstractEventLoop,
        on_messages: Callable[[list[Message]], None],
        on_lost: Callable[[str], None],
    ) -> None:
        """From now on the loop says when something has come."""
        self._loop, self._on_messages, self._on_lost = loop, on_messages, on_lost
        self._listen(loop)

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._socket is not None:
            loop.add_reader(self._socket, self._read)
            self._write()

    def reconnect(
        self,
        size: Callable[[], tuple[int, int]],
        give_up: Callable[[str], None],
        until: float | None = None,
    ) -> None:
        """Tries until there is a server again, or why there can't be one is known; `size` is asked
        when it is there."""
        assert self._loop is not None
        deadline = until if until is not None else time.monotonic() + GIVE_UP_SECONDS
        try:
            connection = connect(self._path, 0.0)
        except OSError as error:
            reason = read_crash(self._path)
            if reason or time.monotonic() > deadline:
                give_up(reason or f"its server is gone ({error.strerror})")
                return
            again = self._loop.call_later
            self._retry = again(RECONNECT_SECONDS, self.reconnect, size, give_up, deadline)
            return
        self._retry = None
        self._adopt(connection, *size())
        self._listen(self._loop)

    def _adopt(self, connection: socket.socket, width: int, height: int) -> None:
        connection.setblocking(False)
        self._socket, self._reader, self._unsent = connection, FrameReader(), bytearray()
        self.send(Hello(VERSION, "client", width, height, os.getpid()))
        held, self._held = self._held, b""
        self._send(held)

    def close(self) -> None:
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None
        if self._socket is None:
            return
        if self._loop is not None:
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
        self._socket.close()
        self._socket = None

    def _lose(self, reason: str) -> None:
        self.close()
        self._on_lost(reason)

    # --- sending ------------------------------------------------------------------------------

    def send(self, message: Message) -> None:
        """Sends at once what the socket takes; without a server it goes nowhere."""
        self._send(CODEC.encode(message))

    def send_input(self, keys: bytes, pane: int = 0) -> None:
        """What is typed while there is no server is kept for the next one, up to a limit."""
        self._send_or_hold(encode_frame(Kind.INPUT, keys, pane))

    def send_paste(self, text: bytes, pane: int = 0) -> None:
        self._send_or_hold(encode_frame(Kind.PASTE, text, pane))

    def _send_or_hold(self, frame: bytes) -> None:
        if self._socket is not None:
            self._send(frame)
        elif len(self._held) + len(frame) <= LARGEST_HELD:
            self._held += frame

    def _send(self, frame: bytes) -> None:
        if self._socket is None:
            return
        waiting = bool(self._unsent)
        self._unsent += frame
        if not waiting:
            self._write()

    def _write(self) -> None:
        if self._socket is None:
            return
        try:
            while self._unsent:
                del self._unsent[: self._socket.send(self._unsent)]
        except (BlockingIOError, InterruptedError):
            if self._loop is not None:
                self._loop.add_writer(self._socket, self._write)
            return
        except OSError:
            # The reader meets the end of the connection, after what the server still had to say.
            self._unsent.clear()
        if self._loop is not None:
            self._loop.remove_writer(self._socket)

    # --- receiving ----------------------------------------------------------------------------

    def _read(self) -> None:
        if self._socket is None:
            return
        try:
            received = self._socket.recv(READ_SIZE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            self._lose(error.strerror or str(error))
            return
        if not received:
            self._lose("the server went away")
            return
        try:
            messages = [CODEC.decode(frame) for frame in self._reader.feed(received)]
            self._on_messages(messages)
        except RemoteProtocolError as error:
            log.error("the server sent what we can't read: %s", error)
            self._lose(str(error))
