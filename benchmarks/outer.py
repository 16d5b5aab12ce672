"""An outer terminal for benchmarks: a pty of 200x50 that answers what a terminal answers.

Every wait has a deadline, after which it raises TimeoutError with what was seen last.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence

COLUMNS, ROWS = 200, 50
PATIENCE = 20.0
LARGEST_READ = 16 << 20
ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[>c": b"\x1b[>1;10;0c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
}
ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


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
        chunks: list[bytes] = []
        size = 0
        while size < LARGEST_READ:
            try:
                chunk = os.read(self.master, 1 << 20)
            except OSError:  # nothing more for now, or the program is gone
                break
            if not chunk:
                break
            chunks.append(chunk)
            size += len(chunk)
        data = b"".join(chunks)
        self.received += size
        for question, answer in ANSWERS.items():
            if question in data:
                os.write(self.master, answer)
        return data

    def read_until(self, wanted: bytes, patience: float = PATIENCE) -> float:
        """Seconds until a text is shown; what stands within escape sequences does not count."""
        start = time.perf_counter()
        seen = b""
        while True:
            seen = seen[-65536:] + self.read(0.05)
            now = time.perf_counter()
            if wanted in ESCAPES.sub(b"", seen):
                return now - start
            if now - start > patience:
                raise TimeoutError(f"{wanted!r} never came; last: {seen[-500:]!r}")

    def drain(self, quiet: float = 0.3, patience: float = 3.0) -> None:
        """Reads until nothing has come for a while, or for so long: a clock may never be quiet."""
        end = time.perf_counter() + patience
        while self.read(quiet) and time.perf_counter() < end:
            pass

    def watch(self, seconds: float) -> None:
        """Reads whatever comes, for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)

    def write(self, data: bytes) -> None:
        end = time.perf_counter() + PATIENCE
        while data:
            try:
                data = data[os.write(self.master, data) :]
            except BlockingIOError:
                self.read(0.05)
                if time.perf_counter() > end:
                    raise TimeoutError("the program no longer reads") from None

    def close(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)
        os.close(self.master)
