"""The journal of a pane: the last of what its program printed, in memory that outlives the server.

    magic, 8 bytes · size of the ring, 8 · claimed, 8 · written, 8 · mark, 8 · spare, 24 · the ring

Positions count the bytes ever appended, from 0; the byte at position p lies in the ring at p modulo
its size. An append first claims its range, then copies, then says that it is written: whenever the
writer is killed, what lies in [claimed - size, written) is whole. The mark is where the last
snapshot was taken.

Sans-IO: works on any writable buffer, such as shared memory. One writer at a time: the server, and
after its death the keeper. Numbers are in the machine's own order, since the memory never leaves
it, and are stored at once, so that no reader ever meets half of one.

    create_journal(buffer) -> Journal        lay out a fresh one
    Journal(buffer)                          open one; ValueError if it is none
    .append(data)  .written  .mark(position=None)  .marked
    .since(position) -> Stretch(data, complete)     .since_mark() -> Stretch
    .release()                               before the memory beneath is closed
"""

from mmap import mmap
from typing import NamedTuple

MAGIC = b"muxjrnl1"
HEADER_SIZE = 64
DEFAULT_SIZE = 1024 * 1024

_SIZE, _CLAIMED, _WRITTEN, _MARK = 1, 2, 3, 4  # numbers of the header, eight bytes each

Buffer = bytearray | memoryview | mmap


class Stretch(NamedTuple):
    """Bytes from the journal. Not complete: those at its beginning are lost, and `data` may start
    in the middle of a character or an escape sequence."""

    data: bytes
    complete: bool


def create_journal(buffer: Buffer) -> "Journal":
    """Lay out an empty journal that fills the buffer. Raises ValueError if it has no room."""
    view = memoryview(buffer)
    size = len(view) - HEADER_SIZE
    if size <= 0:
        raise ValueError("a journal needs more room than its header")
    view[:HEADER_SIZE] = bytes(HEADER_SIZE)
    with view[:HEADER_SIZE].cast("Q") as header:
        header[_SIZE] = size
    view[: len(MAGIC)] = MAGIC
    view.release()
    return Journal(buffer)


class Journal:
    """One open journal. Appending costs one or two copies of the bytes and nothing else."""

    def __init__(self, buffer: Buffer) -> None:
        self._view = memoryview(buffer)
        if len(self._view) <= HEADER_SIZE or self._view[: len(MAGIC)] != MAGIC:
            raise ValueError("not a journal")
        # Through a cast, a number is stored by one instruction; struct would clear it first.
        self._header = self._view[:HEADER_SIZE].cast("Q")
        self._ring = self._view[HEADER_SIZE:]
        self._size = len(self._ring)
        if self._header[_SIZE] != self._size:
            raise ValueError("not a whole journal")

    @property
    def written(self) -> int:
        """The position after the last byte."""
        return self._header[_WRITTEN]

    @property
    def marked(self) -> int:
        return self._header[_MARK]

    def append(self, data: bytes) -> None:
        start = self._header[_WRITTEN]
        end = start + len(data)
        self._header[_CLAIMED] = end
        kept = data[-self._size :]
        place = (end - len(kept)) % self._size
        until_wrap = min(len(kept), self._size - place)
        self._ring[place : place + until_wrap] = kept[:until_wrap]
        self._ring[: len(kept) - until_wrap] = kept[until_wrap:]
        self._header[_WRITTEN] = end

    def mark(self, position: int | None = None) -> None:
        """What lies before the position (default: all so far) is safe in a snapshot."""
        self._header[_MARK] = self.written if position is None else position

    def since_mark(self) -> Stretch:
        return self.since(self.marked)

    def since(self, position: int) -> Stretch:
        """The bytes from the position on, as far as they are still there."""
        written = self.written
        if position > written:
            return Stretch(b"", complete=False)
        oldest = max(0, self._header[_CLAIMED] - self._size)
        start = min(max(position, oldest), written)
        return Stretch(self._bytes(start, written), complete=position >= oldest)

    def release(self) -> None:
        """Let go of the buffer; the journal is of no more use."""
        self._ring.release()
        self._header.release()
        self._view.release()

    def _bytes(self, start: int, end: int) -> bytes:
        place = start % self._size
        first = bytes(self._ring[place : place + end - start])
        return first + bytes(self._ring[: end - start - len(first)])
