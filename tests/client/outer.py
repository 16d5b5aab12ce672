"""The real client in a real pty, watched through an emulator that answers as a terminal does."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

from mux.term.emulator import Reply
from mux.term.terminal import Terminal

PATIENCE = 20.0
CLIENT = """
import sys
from pathlib import Path
from mux.client import run
{before}
outcome = run(Path(sys.argv[1]), "fake", deadline=10.0)
print("OUTCOME", outcome.kind, outcome.text, flush=True)
"""


class Outer:
    def __init__(
        self,
        socket: Path,
        columns: int = 80,
        rows: int = 24,
        before: str = "",
        **environ: str,
    ) -> None:
        """`before` is Python that runs in the client's process before the client."""
        self.screen = Terminal(columns, rows)
        self.raw = bytearray()
        self.master, self._slave = pty.openpty()
        self.resize(columns, rows)
        self.modes = termios.tcgetattr(self._slave)
        environment = os.environ | {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "MUX_STATE_DIR": str(socket.parent),
            "MUX_CONFIG_DIR": str(socket.parent / "config"),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", CLIENT.format(before=before), str(socket)],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env=environment | environ,
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 (no thread holds a lock here)
        )

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(columns, rows)

    def type(self, raw: bytes) -> None:
        os.write(self.master, raw)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def wait_for(self, condition: Callable[[], object]) -> None:
        """Reads what the client writes until the condition holds."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"never came; the screen is\n{self.text}"
            self._read(0.05)

    def _read(self, patience: float) -> None:
        if not select.select([self.master], [], [], patience)[0]:
            return
        try:
            received = os.read(self.master, 65536)
        except OSError:
            return
        self.raw += received
        for event in self.screen.feed(received):
            if isinstance(event, Reply):
                os.write(self.master, event.data)

    @property
    def lines(self) -> list[str]:
        rows = range(self.screen.rows)
        return ["".join(run.text for run in self.screen.row(y)).rstrip() for y in rows]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def wait_for_end(self) -> None:
        self.wait_for(lambda: self.process.poll() is not None)
        while select.select([self.master], [], [], 0.05)[0]:
            before = len(self.raw)
            self._read(0)
            if len(self.raw) == before:
                break

    @property
    def restored(self) -> bool:
        """Whether the terminal is as it was: modes, screen, cursor, line discipline."""
        modes = self.screen.input_modes
        plain = not (
            modes.alternate_screen
            or modes.mouse
            or modes.bracketed_paste
            or modes.focus_events
            or modes.app_cursor
            or modes.app_keypad
            or modes.kitty_flags
        )
        line = termios.tcgetattr(self._slave) == self.modes
        return plain and line and self.screen.cursor.visible

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self._slave)


def _take_terminal() -> None:
    """The pty is the controlling terminal, so that closing it hangs the client up."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
