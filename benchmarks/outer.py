"""An outer terminal for benchmarks: a pty of 200x50 that answers what a terminal answers."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Sequence

COLUMNS, ROWS = 200, 50
ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[>c": b"\x1b[>1;10;0c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
}


class Outer:
    """Runs a command in a pty of its own and reads all that it prints."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], cwd: str) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )
        os.close(slave)
        os.set_blocking(self.master, False)
        self.received = 0

    def read(self, patience: float) -> bytes:
        """What has come, after waiting for some of it."""
        if not select.select([self.master], [], [], patience)[0]:
            return b""
        chunks = []
        while True:
            try:
                chunk = os.read(self.master, 1 << 20)
            except BlockingIOError:
                break
            except OSError:
                break
            if not chunk:
                break
            chunks.append(chunk)
        data = b"".join(chunks)
        self.received += len(data)
        for question, answer in ANSWERS.items():
            if question in data:
                os.write(self.master, answer)
        return data

    def read_until(self, wanted: bytes | Callable[[bytes], bool], deadline: float = 60.0) -> float:
        """Seconds until the output holds something. Raises TimeoutError."""
        start = time.perf_counter()
        seen = b""
        found = wanted if callable(wanted) else lambda data: wanted in data
        while True:
            seen = seen[-65536:] + self.read(0.05)
            if found(seen):
                return time.perf_counter() - start
            if time.perf_counter() - start > deadline:
                raise TimeoutError(f"{wanted!r} never came; last: {seen[-500:]!r}")

    def drain(self, quiet: float = 0.3) -> None:
        while self.read(quiet):
            pass

    def write(self, data: bytes) -> None:
        os.write(self.master, data)

    def close(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.master)
