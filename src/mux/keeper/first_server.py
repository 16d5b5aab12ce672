"""Starting a server: the first thing that a keeper does, before it loads what it needs itself.

    spawn_server(argv, options, pass_on) -> FirstServer      raises OSError

So a session is up as soon as its server is, and the keeper loads meanwhile.
"""

import os
import signal
import socket
from collections.abc import Sequence
from typing import NamedTuple


class FirstServer(NamedTuple):
    """A server that was just started, and this keeper's end of the channel to it."""

    pid: int
    socket: socket.socket


def spawn_server(argv: Sequence[str], options: Sequence[str], pass_on: int | None) -> FirstServer:
    """Starts it in a session of its own. It inherits its end of the channel, `pass_on`, and 0, 1
    and 2. Raises OSError."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    inherited = [theirs.fileno()] if pass_on is None else [theirs.fileno(), pass_on]
    with theirs:
        try:
            pid = _spawn(
                add_options(argv, ["--keeper-fd", str(theirs.fileno()), *options]), inherited
            )
        except OSError:
            ours.close()
            raise
    return FirstServer(pid, ours)


def add_options(argv: Sequence[str], options: Sequence[str]) -> list[str]:
    """Before a `--`, after which the arguments are those of the first pane's program."""
    end = argv.index("--") if "--" in argv else len(argv)
    return [*argv[:end], *options, *argv[end:]]


def _spawn(argv: Sequence[str], inherited: Sequence[int]) -> int:
    for descriptor in inherited:
        os.set_inheritable(descriptor, True)
    return os.posix_spawnp(
        argv[0],
        list(argv),
        os.environ,
        setsid=True,
        setsigmask=[],
        setsigdef=signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP},
    )
