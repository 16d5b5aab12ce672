"""The outer terminal's device: raw mode, its size, and a descriptor of our own to write to."""

import contextlib
import os
import select
import termios
import time
from collections import deque
from collections.abc import Callable

RESTORE_SECONDS = 1.0  # a terminal that takes nothing for so long is not restored


class TtyError(Exception):
    """There is no terminal to work on; the text is for the user."""


class Tty:
    """Reading is from descriptor 0. Writing never blocks: what does not fit waits in a queue.

    The output is a descriptor of its own, because O_NONBLOCK on 0, 1 or 2 would also hit the shell
    that shares them.
    """

    def __init__(self, on_writable_wanted: Callable[[bool], None]) -> None:
        """`on_writable_wanted(True)` asks to call `drain` whenever the output takes more."""
        self.input = 0
        try:
            self._saved = termios.tcgetattr(self.input)
            self.output = os.open(_tty_name(), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        except (termios.error, OSError) as error:
            raise TtyError(f"mux needs a terminal: {error.args[-1]}") from None
        self._queue: deque[memoryview] = deque()
        self._cut = False  # whether part of a piece is out already
        self._on_writable_wanted = on_writable_wanted
        self._closed = False
        self._writing = False  # in the middle of `drain`
        self._farewell: tuple[str, str] | None = None  # what `restore` is to end with

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows; 80x24 from a terminal that doesn't know."""
        try:
            width, height = os.get_terminal_size(self.output)
        except OSError:
            return 80, 24
        return (width, height) if width > 0 and height > 0 else (80, 24)

    def make_raw(self) -> None:
        """No echo, no line editing, no signals, no flow control, nothing translated."""
        attributes = termios.tcgetattr(self.input)
        attributes[0] &= ~(
            termios.IXON
            | termios.IXOFF
            | termios.ICRNL
            | termios.INLCR
            | termios.IGNCR
            | termios.ISTRIP
            | termios.BRKINT
            | termios.INPCK
        )
        attributes[1] &= ~termios.OPOST
        attributes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        attributes[6][termios.VMIN], attributes[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self.input, termios.TCSANOW, attributes)

    # --- writing ------------------------------------------------------------------------------

    @property
    def draining(self) -> bool:
        """Whether the terminal has not taken everything yet."""
        return bool(self._queue)

    def write(self, piece: bytes) -> None:
        if self._closed or not piece:
            return
        self._queue.append(memoryview(piece))
        if len(self._queue) == 1 and not self.drain():
            self._on_writable_wanted(True)

    def drain(self) -> bool:
        """Writes what the terminal takes; whether that was everything. OSError: it is gone."""
        self._writing = True
        try:
            while self._queue and self._farewell is None:
                if not self._write_piece():
                    return False
            return True
        finally:
            self._writing = False
            if self._farewell is not None:
                self._say_farewell(*self._farewell)

    def _write_piece(self) -> bool:
        """Whether all of the first piece was taken."""
        piece = self._queue[0]
        try:
            written = os.write(self.output, piece)
        except (BlockingIOError, InterruptedError):
            return False
        self._cut = written < len(piece)
        if self._cut:
            self._queue[0] = piece[written:]
        else:
            self._queue.popleft()
        return not self._cut

    def restore(self, farewell: str, cancel: str) -> None:
        """Leaves the terminal as it was found; waits for it, but not forever. May be called twice.

        Safe in a signal handler, also in the middle of `drain`, which then ends with it. What still
        waits is dropped, not written first.
        """
        if self._closed:
            return
        self._farewell = (farewell, cancel)
        if not self._writing:
            self._say_farewell(farewell, cancel)

    def _say_farewell(self, farewell: str, cancel: str) -> None:
        if self._closed:
            return
        self._closed = True
        rest = memoryview(((cancel if self._cut else "") + farewell).encode())
        self._queue.clear()
        deadline = time.monotonic() + RESTORE_SECONDS
        with contextlib.suppress(OSError):  # the terminal is gone: nothing is left to restore
            while rest and (left := deadline - time.monotonic()) > 0:
                if select.select([], [self.output], [], left)[1]:
                    with contextlib.suppress(BlockingIOError, InterruptedError):
                        rest = rest[os.write(self.output, rest) :]
        with contextlib.suppress(termios.error):
            termios.tcflush(self.input, termios.TCIFLUSH)
            termios.tcsetattr(self.input, termios.TCSANOW, self._saved)

    def reopen(self) -> None:
        """After `restore`: the terminal may be written to again."""
        self._closed, self._farewell = False, None

    def close(self) -> None:
        self._closed = True
        if self.output >= 0:
            os.close(self.output)
            self.output = -1


def _tty_name() -> str:
    for descriptor in (0, 1, 2):
        with contextlib.suppress(OSError):
            return os.ttyname(descriptor)
    return "/dev/tty"
