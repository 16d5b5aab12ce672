"""A program that is kept: its pid, the master of its pty, its journal, and how it ended."""

import os
import signal
from collections.abc import Sequence

from mux.dataclass import dataclass
from mux.protocol.journal import Journal

DRAIN_SIZE = 64 * 1024


@dataclass(slots=True, eq=False)
class Child:
    """Owns its descriptors. `watch` is readable once a program of another keeper has ended."""

    pane: int
    pid: int
    argv: Sequence[str]
    master: int
    journal_memory: int
    journal: Journal
    adopted: bool = False
    watch: int | None = None
    ended: bool = False
    status: int | None = None
    drained: int = 0  # bytes since the last server went

    def __post_init__(self) -> None:
        os.set_blocking(self.master, False)

    def drain(self) -> bool:
        """Moves what the pty holds into the journal; False when nothing will ever come again."""
        try:
            output = os.read(self.master, DRAIN_SIZE)
        except BlockingIOError:
            return True
        except OSError:  # EIO: nobody has the other side open any more
            return False
        self.journal.append(output)
        self.drained += len(output)
        return bool(output)

    def send_signal(self, number: int) -> None:
        """To the program's own process group and to the one in the foreground of its terminal."""
        for group in self._groups():
            try:
                os.killpg(group, number)
            except (ProcessLookupError, PermissionError):
                continue  # it ended this moment, or runs as somebody else (sudo)

    def hang_up(self) -> None:
        """What a terminal does when it goes away; a stopped program is woken to take notice."""
        self.send_signal(signal.SIGHUP)
        self.send_signal(signal.SIGCONT)

    def close(self) -> None:
        self.journal.release()
        for descriptor in (self.master, self.journal_memory, self.watch):
            if descriptor is not None:
                os.close(descriptor)

    def _groups(self) -> list[int]:
        own = [] if self.ended else [self.pid]
        try:
            foreground = os.tcgetpgrp(self.master)
        except OSError:
            return own
        return own if foreground in (0, self.pid) else [*own, foreground]
