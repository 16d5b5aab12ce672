"""Frames on a byte stream: a header of nine bytes, then the payload.

    length of the payload, 4 bytes · kind, 1 byte · pane, 4 bytes     (big-endian)

Keys, pastes and rows name their pane in the header, so that nothing that flows often needs JSON for
its address. Sans-IO: bytes in, frames out; the buffer never holds more than one frame's worth of
what has not arrived whole.
"""

import struct
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

HEADER = struct.Struct("!IBI")
LARGEST_PAYLOAD = 16 * 1024 * 1024


class Kind(IntEnum):
    MESSAGE = 1  # JSON: one of mux.protocol.messages
    INPUT = 2  # bytes for a pane's program, as a keyboard sends them; pane 0 = the focus
    PASTE = 3  # text for a pane, UTF-8; the server brackets it as the pane's modes say
    ROWS = 4  # JSON: what changed on a pane's screen


class Frame(NamedTuple):
    kind: Kind
    pane: int
    payload: bytes


class RemoteProtocolError(Exception):
    """The peer sent what no peer of ours sends; the connection is of no more use."""


class LocalProtocolError(Exception):
    """We were about to send what the peer could not take: a fault of ours."""


def encode_frame(kind: Kind, payload: bytes, pane: int = 0) -> bytes:
    if len(payload) > LARGEST_PAYLOAD:
        raise LocalProtocolError(f"a frame of {len(payload)} bytes is over {LARGEST_PAYLOAD}")
    return HEADER.pack(len(payload), kind, pane) + payload


class FrameReader:
    """Bytes in, whole frames out. Linear in the bytes fed, however they are cut.

    `largest` payload: more is refused at the header. It may be changed between two frames.
    """

    def __init__(self, largest: int = LARGEST_PAYLOAD) -> None:
        self.largest = largest
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """The frames that are whole now, each looked for when it is asked for.

        Raises RemoteProtocolError on a frame that is too long or of no known kind.
        """
        self._buffer += data
        start = 0
        try:
            while len(self._buffer) - start >= HEADER.size:
                length, kind, pane = HEADER.unpack_from(self._buffer, start)
                self._check(length, kind)
                begin, end = start + HEADER.size, start + HEADER.size + length
                if len(self._buffer) < end:
                    break
                start = end
                yield Frame(Kind(kind), pane, bytes(self._buffer[begin:end]))
        finally:
            del self._buffer[:start]

    def _check(self, length: int, kind: int) -> None:
        if kind not in Kind.__members__.values():
            raise RemoteProtocolError(f"a frame of unknown kind {kind}")
        if length > self.largest:
            raise RemoteProtocolError(f"a frame of {length} bytes is over {self.largest}")
