"""The server's life: take the lock, bring the session up, run until it is over."""

import asyncio
import gc
import logging
import os
import signal
import socket
import sys

from mux.config.config_file import load_reading
from mux.config.errors import ConfigError
from mux.config.models import Config
from mux.config.paths import check_session_name, config_file, socket_path
from mux.core.commands import CommandError
from mux.kdl.errors import KdlError
from mux.persist.errors import StoreError
from mux.persist.lock import SessionLock
from mux.server.arguments import ServerArguments, parse_arguments
from mux.server.keeper_link import KeeperLink
from mux.server.life import Life

log = logging.getLogger(__name__)


def main(argv: list[str]) -> int:
    """Exit status 0: the session is over; 1: it could not start, as the ready pipe has told."""
    arguments = parse_arguments(argv)
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO,
        format="%(asctime)s server %(levelname)s %(name)s: %(message)s",
    )
    ready = ReadyPipe(-1 if arguments.recover else arguments.ready_fd)
    try:
        return asyncio.run(run_server(arguments, ready))
    except (ConfigError, KdlError, CommandError, StoreError) as error:
        ready.tell(f"error: {error}")
    except OSError as error:
        ready.tell(f"error: {error.filename or 'mux'}: {error.strerror or error}")
        log.exception("the session could not start")
    return 1


class ReadyPipe:
    """The one line that whoever started the session waits for."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def tell(self, line: str) -> None:
        if self._descriptor < 0:
            return
        try:
            os.write(self._descriptor, line.replace("\n", " ").encode() + b"\n")
            os.close(self._descriptor)
        except OSError as error:  # nobody waits any more: the launcher was interrupted
            log.warning("nobody heard “%s”: %s", line, error.strerror)
        self._descriptor = -1


async def run_server(arguments: ServerArguments, ready: ReadyPipe) -> int:
    name = check_session_name(arguments.session)
    path = socket_path(name, arguments.runtime_dir)
    keeper = KeeperLink()
    greeting = await keeper.greet(socket.socket(fileno=arguments.keeper_fd))
    lock = SessionLock(arguments.sessions_dir / name)
    if not ((greeting.lock >= 0 and lock.adopt(greeting.lock)) or lock.acquire()):
        ready.tell("running")
        return 0
    life = Life(arguments, _load_config(), path, lock, keeper)
    await life.begin(greeting.children)
    _on_signals(life)
    ready.tell("ok")
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
    await life.over.wait()
    await life.end()
    return 0


def _load_config() -> Config:
    """A mistake in the config never keeps a session from starting: what could be read counts."""
    reading = load_reading(config_file())
    for error in (*reading.errors, *reading.warnings):
        log.warning("%s", error)
    return reading.config


def _on_signals(life: Life) -> None:
    loop = asyncio.get_running_loop()
    # The machine goes down, or somebody ends us: the session is to come back by itself later, so it
    # is saved as it is and not as one that the user has quit.
    loop.add_signal_handler(signal.SIGTERM, life.interrupt)
    loop.add_signal_handler(signal.SIGINT, life.interrupt)
    loop.add_signal_handler(signal.SIGHUP, life.hang_up)
    loop.add_signal_handler(signal.SIGUSR1, life.upgrade)
