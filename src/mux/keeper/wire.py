"""Messages with descriptors over a Unix stream socket, without ever blocking.

    Channel(socket)                     takes over the socket; either end of a keeper's socketpair
    .send(message, descriptors=())      queues duplicates; sends what the kernel takes at once
    .flush()                            when the socket is writable; .backlog tells whether to wait
    .receive() -> list[Received]        when it is readable; .ended says that the peer is gone
    .close()

`Received(message, descriptors)`: the descriptors belong to the receiver and are close-on-exec. For
how frames and descriptors stay in step see mux.protocol.keeper_messages.
"""

import array
import os
import socket
from collections import deque
from collections.abc import Sequence
from typing import Any, NamedTuple

from mux.protocol.codec import Codec
from mux.protocol.framing import FrameReader, LocalProtocolError, RemoteProtocolError
from mux.protocol.keeper_messages import MESSAGES, KeeperMessage

READ_SIZE = 64 * 1024
MOST_DESCRIPTORS = 253  # in one sendmsg, Linux: SCM_MAX_FD
_CLOSE_ON_EXEC = getattr(socket, "MSG_CMSG_CLOEXEC", 0)


class Received(NamedTuple):
    message: Any
    descriptors: list[int]


class Outgoing(NamedTuple):
    frame: memoryview
    descriptors: list[int]


class Channel:
    """One end of the conversation between a server and its keeper."""

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        self.ended = False
        self._socket = sock
        self._codec = Codec(MESSAGES)
        self._reader = FrameReader()
        self._outgoing: deque[Outgoing] = deque()
        self._arrived: deque[int] = deque()  # descriptors whose message has not come yet

    def fileno(self) -> int:
        return self._socket.fileno()

    @property
    def backlog(self) -> bool:
        """Whether something waits for the socket to be writable."""
        return bool(self._outgoing)

    def send(self, message: KeeperMessage, descriptors: Sequence[int] = ()) -> None:
        """The caller keeps its descriptors and may close them at once. Raises LocalProtocolError
        when the message announces another number of them. A peer that is gone shows in `ended`."""
        announced = getattr(message, "descriptors", 0)
        if len(descriptors) != announced:
            raise LocalProtocolError(f"{len(descriptors)} descriptors, {announced} announced")
        duplicates = [os.dup(descriptor) for descriptor in descriptors]
        self._outgoing.append(Outgoing(memoryview(self._codec.encode(message)), duplicates))
        self.flush()

    def flush(self) -> None:
        while self._outgoing and not self.ended:
            frame, descriptors = self._outgoing[0]
            rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))]
            try:
                sent = self._socket.sendmsg([frame], rights if descriptors else [])
            except BlockingIOError:
                return
            except OSError:  # the peer is gone; what it said last may still be read
                self._drop_outgoing()
                return
            _close_all(descriptors)
            if sent < len(frame):
                self._outgoing[0] = Outgoing(frame[sent:], [])
            else:
                self._outgoing.popleft()

    def receive(self) -> list[Received]:
        """All that has arrived whole. Raises RemoteProtocolError on what no peer of ours sends."""
        received: list[Received] = []
        while not self.ended:
            try:
                bytes_read = self._read()
            except BlockingIOError:
                break
            except OSError:
                bytes_read = b""
            self.ended = not bytes_read
            for frame in self._reader.feed(bytes_read):
                message = self._codec.decode(frame)
                received.append(Received(message, self._take_descriptors(message)))
        return received

    def close(self) -> None:
        self.ended = True
        self._drop_outgoing()
        _close_all(self._arrived)
        self._arrived.clear()
        self._socket.close()

    def _read(self) -> bytes:
        room = socket.CMSG_SPACE(MOST_DESCRIPTORS * array.array("i").itemsize)
        bytes_read, ancillary, _, _ = self._socket.recvmsg(READ_SIZE, room, _CLOSE_ON_EXEC)
        for level, kind, payload in ancillary:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                numbers = array.array("i")
                numbers.frombytes(payload[: len(payload) - len(payload) % numbers.itemsize])
                for descriptor in numbers:
                    os.set_inheritable(descriptor, False)
                self._arrived.extend(numbers)
        return bytes_read

    def _take_descriptors(self, message: Any) -> list[int]:
        announced = getattr(message, "descriptors", 0)
        if announced > len(self._arrived):
            raise RemoteProtocolError(f"{type(message).__name__}: descriptors are missing")
        return [self._arrived.popleft() for _ in range(announced)]

    def _drop_outgoing(self) -> None:
        for outgoing in self._outgoing:
            _close_all(outgoing.descriptors)
        self._outgoing.clear()


def _close_all(descriptors: Sequence[int] | deque[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
