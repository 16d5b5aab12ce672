"""The keeper of a session: it owns the pty masters, reaps, and replaces a server that vanished.

While there is a server the keeper never reads a pty. When there is none it moves what the programs
print into their journals, so that they don't block. One thread, one selector; every handler runs to
its end and none of them blocks.
"""

import contextlib
import os
import selectors
import signal
import socket
import time
from collections.abc import Sequence

from mux.dataclass import dataclass
from mux.keeper.child import Child
from mux.keeper.children import Children
from mux.keeper.crash_note import leave_crash_note, remove_crash_note
from mux.keeper.first_server import FirstServer, spawn_server
from mux.keeper.log import write_log
from mux.keeper.server_process import (
    Deaths,
    ServerProcess,
    adopt_server,
    describe_status,
)
from mux.keeper.spawning import SpawnError
from mux.keeper.wire import Channel, Received
from mux.protocol import keeper_messages as wire
from mux.protocol.framing import RemoteProtocolError

KILL_AFTER = 3.0  # seconds between SIGHUP and SIGKILL when a session ends
LOOK_AGAIN_AFTER = 1.0  # seconds, for processes whose end the system doesn't tell


@dataclass(frozen=True, slots=True)
class Settings:
    """What a keeper is told on its command line."""

    session: str
    server: tuple[str, ...]  # argv
    log: str
    runtime_dir: str  # where `<session>.crashed` is left; "" = nowhere


class Keeper:
    """Start it with one of the first two, then `run` until there is nothing left to keep."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._session = settings.session
        self._argv = settings.server
        self._selector = selectors.DefaultSelector()
        self._children = Children(self._selector, self._on_child_end)
        self._server: ServerProcess | None = None
        self._lock: list[int] = []  # the session's, once a server gave it to hold
        self._deaths = Deaths()
        self._stood = False  # a server was up at some time: from then on servers are replaced
        self._successor: tuple[str, ...] = ()
        self._terminated = False  # by SIGTERM
        self._over = False  # the session is
        self._kill_at: float | None = None
        self._signals = _receive_signals()
        self._selector.register(self._signals, selectors.EVENT_READ, self._on_signals)

    def start_session(self, first: FirstServer) -> None:
        """Serves the server that this process started before it did anything else."""
        self._welcome(ServerProcess(first.pid, Channel(first.socket)))
        self._reap()  # it may have ended before anybody listened to signals

    def join_session(self, descriptor: int, pid: int) -> None:
        """Serves a server whose keeper died; it hands over its programs with Adopt."""
        server = adopt_server(descriptor, pid)
        if server.watch is not None:
            self._selector.register(server.watch, selectors.EVENT_READ, self._lose_server)
        self._stood = True
        self._welcome(server)

    def run(self) -> None:
        while not self._done:
            for key, _ in self._selector.select(self._patience()):
                key.data()
            self._children.check_unwatched()
            self._kill_if_due()
            self._await_writable()
        self._log("nothing left to keep")

    @property
    def _done(self) -> bool:
        if self._children.living:
            return False
        return self._server is None or (self._over and self._kill_at is None)

    # --- the server -----------------------------------------------------------------------------

    def _welcome(self, server: ServerProcess) -> None:
        """From here on the server reads the ptys."""
        self._children.stop_draining()
        self._server = server
        self._selector.register(server.channel, selectors.EVENT_READ, self._on_channel)
        hello = wire.Hello(
            wire.VERSION, self._session, os.getpid(), len(self._children), len(self._lock)
        )
        server.channel.send(hello, self._lock)
        for child in self._children:
            server.channel.send(_report(child), [child.master, child.journal_memory])
            child.drained = 0
        self._log(f"server {server.pid} and {len(self._children)} programs")

    def _on_channel(self) -> None:
        server = self._server
        if server is None or server.channel.ended:
            return
        server.channel.flush()
        self._receive(server)
        if not server.channel.ended:
            return
        self._selector.unregister(server.channel)
        if self._stood and not server.leaving:
            # One that let go of its channel without a word may still hold the masters, and no pty
            # is to have two readers.
            server.send_signal(signal.SIGKILL)
        if server.adopted and server.watch is None:
            self._lose_server()

    def _receive(self, server: ServerProcess) -> None:
        try:
            for received in server.channel.receive():
                if not server.up:
                    self._stood = server.up = True
                    remove_crash_note(self._settings.runtime_dir, self._session)
                self._obey(server, received)
        except RemoteProtocolError as error:
            self._log(f"server {server.pid} talks nonsense: {error}")
            server.channel.ended = True

    def _lose_server(self, status: int | None = None) -> None:
        """The process is gone; what it said last may still be in the channel."""
        server = self._server
        if server is None:
            return
        if not server.channel.ended:
            self._receive(server)
            self._selector.unregister(server.channel)
        if server.watch is not None:
            self._selector.unregister(server.watch)
        server.close()
        self._server = None
        self._log(f"server {server.pid} ended with {describe_status(status)}")
        self._children.start_draining()
        self._replace(server, status)

    def _replace(self, server: ServerProcess, status: int | None) -> None:
        if self._terminated:
            self._end_session()
        elif self._over or not self._stood:
            return
        elif self._successor:
            self._argv, self._successor = self._successor, ()
            self._recover()
        elif not server.leaving:
            self._deaths.record(time.monotonic())
            if self._deaths.too_many:
                self._give_up(
                    f"it ended {len(self._deaths.moments)} times within a minute,"
                    f" at last with {describe_status(status)}"
                )
            else:
                self._recover()

    def _recover(self) -> None:
        try:
            started = spawn_server(self._argv, ["--recover"], None)
            self._welcome(ServerProcess(started.pid, Channel(started.socket)))
        except OSError as error:
            self._give_up(f"it can't be started: {error.strerror}")

    def _give_up(self, reason: str) -> None:
        """The programs live on, and a client learns why nobody answers."""
        text = f"the server of this session was given up: {reason}"
        self._log(text)
        if self._settings.runtime_dir:
            note = wire.CrashNote(os.getpid(), text, self._settings.log)
            try:
                leave_crash_note(self._settings.runtime_dir, self._session, note)
            except OSError as error:
                self._log(f"no note could be left: {error}")

    # --- what the server asks -------------------------------------------------------------------

    def _obey(self, server: ServerProcess, received: Received) -> None:
        message, descriptors = received
        match message:
            case wire.Ready():
                pass
            case wire.Spawn():
                self._spawn(server, message)
            case wire.Signal(pane, number):
                self._children.send_signal(pane, number)
            case wire.Forget(pane):
                self._children.forget(pane)
            case wire.Adopt():
                self._adopt(message, descriptors)
            case wire.Hold():
                for held in self._lock:
                    os.close(held)
                self._lock = descriptors
            case wire.Rename(session, argv):
                self._session, self._argv = session, tuple(argv)
            case wire.Restart(argv):
                self._successor = tuple(argv)
                server.leaving = True
            case wire.Goodbye(kill):
                server.leaving = True
                if kill:
                    self._end_session()
            case _:
                raise RemoteProtocolError(f"{type(message).__name__} is not for a keeper")

    def _spawn(self, server: ServerProcess, ask: wire.Spawn) -> None:
        try:
            child, note = self._children.spawn(ask)
        except SpawnError as error:
            server.channel.send(wire.Spawned(ask.request, ask.pane, error=str(error)))
            return
        answer = wire.Spawned(ask.request, ask.pane, child.pid, note=note, descriptors=2)
        server.channel.send(answer, [child.master, child.journal_memory])

    def _adopt(self, ask: wire.Adopt, descriptors: Sequence[int]) -> None:
        try:
            self._children.adopt(ask, *descriptors)
        except (OSError, ValueError, TypeError) as error:
            raise RemoteProtocolError(f"pane {ask.pane} can't be adopted: {error}") from None

    # --- signals and the end --------------------------------------------------------------------

    def _on_signals(self) -> None:
        numbers: set[int] = set()
        with contextlib.suppress(BlockingIOError):
            while arrived := self._signals.recv(4096):
                numbers.update(arrived)
        self._reap()
        if signal.SIGTERM in numbers:
            self._terminate()
        if signal.SIGUSR1 in numbers and self._server is None and not self._over:
            self._log("asked for one more try")
            remove_crash_note(self._settings.runtime_dir, self._session)
            self._recover()

    def _reap(self) -> None:
        while True:
            try:
                pid, wait_status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            status = os.waitstatus_to_exitcode(wait_status)
            if self._server and self._server.pid == pid:
                self._lose_server(status)
            else:
                self._children.reap(pid, status)

    def _on_child_end(self, child: Child) -> None:
        if self._server:
            self._server.channel.send(wire.Ended(child.pane, child.pid, child.status))

    def _terminate(self) -> None:
        """The machine goes down, or somebody wants all of it gone: first the server may save."""
        self._log("SIGTERM")
        self._terminated = True
        if self._server:
            self._server.send_signal(signal.SIGTERM)
        else:
            self._end_session()

    def _end_session(self) -> None:
        if not self._over:
            self._over = True
            self._kill_at = time.monotonic() + KILL_AFTER
            self._children.hang_up()

    def _kill_if_due(self) -> None:
        if self._kill_at is not None and time.monotonic() >= self._kill_at:
            self._kill_at = None
            self._children.kill()

    # --- the loop -------------------------------------------------------------------------------

    def _patience(self) -> float | None:
        if self._kill_at is not None:
            return max(0.0, self._kill_at - time.monotonic())
        return LOOK_AGAIN_AFTER if self._children.unwatched else None

    def _await_writable(self) -> None:
        if self._server and not self._server.channel.ended:
            channel = self._server.channel
            wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if channel.backlog else 0)
            if self._selector.get_key(channel).events != wanted:
                self._selector.modify(channel, wanted, self._on_channel)

    def _log(self, text: str) -> None:
        write_log(f"{self._session}: {text}")


def _report(child: Child) -> wire.Report:
    return wire.Report(
        child.pane, child.pid, list(child.argv), child.ended, child.status, child.drained
    )


def _receive_signals() -> socket.socket:
    """Signals arrive as bytes on the returned socket. Those that a terminal sends are ignored."""
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.detach(), warn_on_full_buffer=False)
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGUSR1):
        signal.signal(number, lambda _number, _frame: None)
    return reader
