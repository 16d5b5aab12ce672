"""The server's end of its keeper: who spawns, reaps, and holds the ptys while no server does."""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from mux.core.ids import PaneId
from mux.dataclass import dataclass
from mux.keeper.wire import Channel, Received
from mux.protocol.framing import RemoteProtocolError
from mux.protocol.keeper_messages import (
    Adopt,
    Ended,
    Forget,
    Goodbye,
    Hello,
    Hold,
    KeeperMessage,
    Ready,
    Rename,
    Report,
    Restart,
    Signal,
    Spawn,
    Spawned,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Child:
    """A program that the keeper runs for a pane; the descriptors are the receiver's to close."""

    pane: PaneId
    pid: int
    master: int
    journal: int
    ended: bool = False
    status: int | None = None
    drained: int = 0


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a keeper has from before: programs, and the session's lock (-1: none)."""

    children: list[Child]
    lock: int


class Listener(Protocol):
    """Hears of children."""

    def spawned(self, child: Child, note: str) -> None: ...

    def spawn_failed(self, pane: PaneId, error: str) -> None: ...

    def child_ended(self, pane: PaneId, pid: int, status: int | None) -> None: ...


class KeeperLink:
    """Sends requests; `listener` hears the answers. Both are set before anything is sent."""

    listener: Listener
    on_lost: Callable[[], None]

    def __init__(self) -> None:
        self._channel: Channel | None = None
        self._requests = 0
        self._unsent: list[Spawn] = []  # while there was no keeper
        self.pid = 0

    async def greet(self, sock: socket.socket) -> Greeting:
        """Takes over the socket, and waits for the keeper's Hello and the children it reports."""
        channel = Channel(sock)
        received: list[Received] = []
        while True:
            received += channel.receive()
            if channel.ended:
                raise ConnectionError("the keeper went away before it said hello")
            if received and len(received) > _hello(received).children:
                break
            await _readable(channel.fileno())
        self.pid = _hello(received).pid
        self._channel = channel
        children = [c for item in received[1:] if (c := _reported_child(item)) is not None]
        asyncio.get_running_loop().add_reader(channel.fileno(), self._receive)
        held = received[0].descriptors
        return Greeting(children, held[0] if held else -1)

    def ready(self) -> None:
        """From now on the keeper restarts this server should it vanish."""
        self._send(Ready())
        unsent, self._unsent = self._unsent, []
        for spawn in unsent:
            self._send(spawn)

    def spawn(
        self,
        pane: PaneId,
        argv: Sequence[str],
        env: dict[str, str],
        cwd: str,
        size: tuple[int, int],
    ) -> None:
        self._requests += 1
        ask = Spawn(self._requests, pane, list(argv), env, cwd, *size)
        if self._channel is None:
            self._unsent.append(ask)
        else:
            self._send(ask)

    def signal(self, pane: PaneId, number: signal.Signals) -> None:
        self._send(Signal(pane, number))

    def forget(self, pane: PaneId) -> None:
        self._send(Forget(pane))

    def adopt(self, pane: PaneId, pid: int, master: int, journal: int) -> None:
        """Hands a program that an earlier keeper started to the present one."""
        self._send(Adopt(pane, pid, []), [master, journal])

    def hold(self, lock: int) -> None:
        """Leaves a duplicate of the session's lock with the keeper: a crash does not unlock."""
        self._send(Hold(), [lock])

    def rename(self, session: str, argv: Sequence[str]) -> None:
        self._send(Rename(session, list(argv)))

    def restart(self, argv: Sequence[str]) -> None:
        self._send(Restart(list(argv)))

    def goodbye(self, kill: bool) -> None:
        self._send(Goodbye(kill))

    def close(self) -> None:
        if self._channel is not None:
            loop = asyncio.get_running_loop()
            loop.remove_reader(self._channel.fileno())
            loop.remove_writer(self._channel.fileno())
            self._channel.close()
            self._channel = None

    def _send(self, message: KeeperMessage, descriptors: Sequence[int] = ()) -> None:
        if self._channel is None:
            log.warning("no keeper to take %s", type(message).__name__)
            return
        self._channel.send(message, descriptors)
        if self._channel.backlog:
            asyncio.get_running_loop().add_writer(self._channel.fileno(), self._flush)

    def _flush(self) -> None:
        if self._channel is not None:
            self._channel.flush()
            if not self._channel.backlog:
                asyncio.get_running_loop().remove_writer(self._channel.fileno())

    def _receive(self) -> None:
        if self._channel is None:
            return
        try:
            received = self._channel.receive()
        except RemoteProtocolError as error:
            log.error("the keeper talks nonsense: %s", error)
            received = []
            self._channel.ended = True
        ended = self._channel.ended
        for item in received:
            self._handle(item)
        if ended:
            self.close()
            self.on_lost()

    def _handle(self, item: Received) -> None:
        match item.message:
            case Spawned(pane=pane, error=error) if error:
                self.listener.spawn_failed(PaneId(pane), error)
            case Spawned(pane=pane, pid=pid, note=note):
                master, journal = item.descriptors
                self.listener.spawned(Child(PaneId(pane), pid, master, journal), note)
            case Ended(pane=pane, pid=pid, status=status):
                self.listener.child_ended(PaneId(pane), pid, status)
            case other:
                log.warning("unexpected %s from the keeper", type(other).__name__)


def _hello(received: list[Received]) -> Hello:
    message = received[0].message
    if not isinstance(message, Hello):
        raise ConnectionError("the keeper did not say hello")
    return message


def _reported_child(item: Received) -> Child | None:
    match item.message:
        case Report(pane=pane, pid=pid, ended=ended, status=status, drained=drained):
            master, journal = item.descriptors
            return Child(PaneId(pane), pid, master, journal, ended, status, drained)
    log.warning("unexpected %s among the keeper's reports", type(item.message).__name__)
    return None


async def _readable(descriptor: int) -> None:
    loop = asyncio.get_running_loop()
    ready = loop.create_future()
    loop.add_reader(descriptor, ready.set_result, None)
    try:
        await ready
    finally:
        loop.remove_reader(descriptor)


def start_keeper(
    session: str, log_file: str, runtime_dir: str, server_argv: Sequence[str]
) -> socket.socket:
    """Starts a new keeper for a server whose keeper is gone; returns the server's end."""
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-P", "-m", "mux.keeper", "--session", session, "--log", log_file]
    command += ["--runtime-dir", runtime_dir]
    command += ["--adopt-fd", str(theirs.fileno()), "--server-pid", str(os.getpid())]
    with theirs:
        subprocess.Popen(
            [*command, "--", *server_argv],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
            cwd="/",
        )
    return ours
