"""The server's socket: who may connect, and what each connection is."""

import asyncio
import logging
import os
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mux.core.ids import ClientId, PaneId
from mux.protocol.codec import Codec
from mux.protocol.framing import (
    LARGEST_PAYLOAD,
    Frame,
    FrameReader,
    Kind,
    RemoteProtocolError,
)
from mux.protocol.messages import VERSION, Hello, Message, Refused
from mux.server.feed import ScreenFeed

log = logging.getLogger(__name__)

CODEC = Codec(Message.__subclasses__())
# Who says nothing for so long is no client of ours.
HELLO_DEADLINE = 10.0
LARGEST_BEFORE_HELLO = 64 * 1024
# A client that lets so much pile up is gone or stuck; it may come back with a fresh connection.
LARGEST_UNSENT = 64 * 1024 * 1024


class ClientConnection(asyncio.Protocol):
    """One connection. Speaks frames; knows nothing of what they mean but the Hello."""

    def __init__(self, client: ClientId, hub: "Hub") -> None:
        self.client = client
        self.hello: Hello | None = None
        self.feed = ScreenFeed(self.send_bytes)
        self.last_view = b""
        self.places: dict[PaneId, tuple[int, ...]] = {}  # sizes at which panes are shown
        self._hub = hub
        self._reader = FrameReader(LARGEST_BEFORE_HELLO)
        self._transport: asyncio.Transport | None = None
        self._deadline: asyncio.TimerHandle | None = None

    @property
    def has_screen(self) -> bool:
        return self.hello is not None and self.hello.role == "client"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        if peer_uid(transport.get_extra_info("socket")) not in (os.getuid(), 0):
            log.warning("a process of another user tried to connect")
            transport.abort()
            return
        loop = asyncio.get_running_loop()
        self._deadline = loop.call_later(HELLO_DEADLINE, self.drop, "no hello came")

    def data_received(self, data: bytes) -> None:
        try:
            for frame in self._reader.feed(data):
                if self._transport is None or self._transport.is_closing():
                    return
                self._receive(frame)
        except RemoteProtocolError as error:
            self.drop(str(error))

    def _receive(self, frame: Frame) -> None:
        if self.hello is not None:
            self._hub.on_frame(self, frame)
            return
        message = CODEC.decode(frame) if frame.kind is Kind.MESSAGE else None
        if not isinstance(message, Hello) or message.role not in ("client", "command"):
            raise RemoteProtocolError("the first message must be a hello")
        if message.version != VERSION:
            self.send(
                Refused(
                    f"the session speaks protocol {VERSION}, this mux {message.version}; "
                    "run `mux upgrade` to renew the session's server"
                )
            )
            self.close()
            return
        self.hello = message
        self._reader.largest = LARGEST_PAYLOAD
        self._cancel_deadline()
        self._hub.on_hello(self, message)

    def connection_lost(self, exc: Exception | None) -> None:
        self._cancel_deadline()
        self._transport = None
        self._hub.forget(self)

    def send(self, message: Any) -> None:
        self.send_bytes(CODEC.encode(message))

    def send_bytes(self, data: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write(data)
        if self._transport.get_write_buffer_size() > LARGEST_UNSENT:
            self.drop("it no longer reads")

    def drop(self, reason: str) -> None:
        log.warning("connection %s dropped: %s", self.client, reason)
        if self._transport is not None:
            self._transport.abort()

    def close(self) -> None:
        """Closes after what was sent is out."""
        if self._transport is not None:
            self._transport.close()

    def _cancel_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class Hub:
    """All connections of one server.

    on_hello(connection, hello) and on_leave(connection) tell of clients; on_frame(connection,
    frame) hands over everything after the hello and may raise RemoteProtocolError.
    """

    def __init__(
        self,
        on_hello: Callable[[ClientConnection, Hello], None],
        on_frame: Callable[[ClientConnection, Frame], None],
        on_leave: Callable[[ClientConnection], None],
    ) -> None:
        self.on_hello = on_hello
        self.on_frame = on_frame
        self.connections: dict[ClientId, ClientConnection] = {}
        self._on_leave = on_leave
        self._next = 1
        self._server: asyncio.Server | None = None
        self._path: Path | None = None

    async def listen(self, path: Path) -> None:
        """Opens the socket, 0600. The caller holds the session's lock: what lies there is stale."""
        path.unlink(missing_ok=True)
        mask = os.umask(0o177)
        try:
            self._server = await asyncio.get_running_loop().create_unix_server(
                self._accept, str(path)
            )
        finally:
            os.umask(mask)
        self._path = path

    def _accept(self) -> ClientConnection:
        connection = ClientConnection(ClientId(self._next), self)
        self.connections[connection.client] = connection
        self._next += 1
        return connection

    def forget(self, connection: ClientConnection) -> None:
        if self.connections.pop(connection.client, None) is not None and connection.hello:
            self._on_leave(connection)

    @property
    def screens(self) -> list[ClientConnection]:
        return [c for c in self.connections.values() if c.has_screen]

    def get(self, client: ClientId) -> ClientConnection | None:
        return self.connections.get(client)

    def move(self, path: Path) -> None:
        """Lets the open socket be found under another name. Raises OSError."""
        if self._path is not None:
            os.rename(self._path, path)
            self._path = path

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
        for connection in list(self.connections.values()):
            connection.close()


def peer_uid(connection: socket.socket) -> int:
    """The user at the other end of a Unix socket; -1 where the system can't tell."""
    if hasattr(socket, "SO_PEERCRED"):
        size = struct.calcsize("3i")
        credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
        return int(struct.unpack("3i", credentials)[1])
    if sys.platform == "darwin":  # LOCAL_PEERCRED: struct xucred, version then uid
        credentials = connection.getsockopt(0, 1, 76)
        return int(struct.unpack_from("II", credentials)[1])
    return -1
