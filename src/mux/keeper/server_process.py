"""The server of a session as its keeper sees it: a process and a channel to it."""

import contextlib
import os
import signal
import socket

from mux.dataclass import dataclass, field
from mux.keeper.watch import open_watch
from mux.keeper.wire import Channel

MOST_DEATHS = 3
DEATHS_WITHIN = 60.0  # seconds


@dataclass(slots=True, eq=False)
class ServerProcess:
    """`watch` is for a server that this keeper did not start."""

    pid: int
    channel: Channel
    adopted: bool = False
    watch: int | None = None
    up: bool = False  # it has said something
    leaving: bool = False  # and that it goes on purpose

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def close(self) -> None:
        self.channel.close()
        if self.watch is not None:
            os.close(self.watch)


@dataclass(slots=True)
class Deaths:
    """When servers died, in seconds of the monotonic clock."""

    moments: list[float] = field(default_factory=list)

    def record(self, now: float) -> None:
        self.moments = [m for m in self.moments if now - m < DEATHS_WITHIN] + [now]

    @property
    def too_many(self) -> bool:
        return len(self.moments) > MOST_DEATHS


def adopt_server(descriptor: int, pid: int) -> ServerProcess:
    """A server whose keeper died; `descriptor` is this keeper's end. Raises OSError."""
    sock = socket.socket(fileno=descriptor)
    sock.set_inheritable(False)
    server = ServerProcess(pid, Channel(sock), adopted=True, up=True)
    server.watch = open_watch(pid)
    return server


def describe_status(status: int | None) -> str:
    if status is None:
        return "a status that nobody knows"
    if status < 0:
        return f"signal {-status} ({signal.Signals(-status).name})"
    return f"status {status}"
