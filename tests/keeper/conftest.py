"""A real keeper whose server is played by the test."""

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest

from mux.keeper.wire import Channel, Received
from mux.protocol.keeper_messages import Hello, KeeperMessage, Spawn, Spawned

PATIENCE = 30.0
STAND_IN = Path(__file__).with_name("stand_in_server.py")
Message = TypeVar("Message", bound=KeeperMessage)


class Patience:
    """Waits for conditions, never for a guess."""

    @staticmethod
    def wait_until(condition: Callable[[], Any], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"never came true: {what}")
            time.sleep(0.005)

    @staticmethod
    def read_until(descriptor: int, wanted: bytes) -> bytes:
        """From a pty master, up to and with what is wanted."""
        output = b""
        while wanted not in output:
            assert select.select([descriptor], [], [], PATIENCE)[0], f"only {output!r}"
            try:
                output += os.read(descriptor, 65536)
            except OSError:
                pytest.fail(f"the pty ended after {output!r}")
        return output

    @staticmethod
    def is_gone(pid: int) -> bool:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        return state == "Z"


class PlayedServer(Patience):
    """One server of the session. `pid` is the stand-in process, `argv` what the keeper gave it."""

    def __init__(self, control: socket.socket, channel: Channel, said: dict[str, Any]) -> None:
        self.control = control
        self.channel = channel
        self.pid: int = said["pid"]
        self.argv: list[str] = said["argv"]
        self.descriptors: list[int] = said["descriptors"]
        self._received: list[Received] = []
        self._owned: set[int] = set()

    def send(self, message: KeeperMessage, descriptors: tuple[int, ...] = ()) -> None:
        self.channel.send(message, descriptors)
        while self.channel.backlog:
            select.select([], [self.channel], [], PATIENCE)
            self.channel.flush()

    def expect(self, kind: type[Message]) -> tuple[Message, list[int]]:
        """The next message of that kind, and its descriptors."""
        while True:
            for received in self._received:
                if isinstance(received.message, kind):
                    self._received.remove(received)
                    self._owned.update(received.descriptors)
                    return received.message, received.descriptors
            assert not self.channel.ended, f"the keeper went away before {kind.__name__}"
            assert select.select([self.channel], [], [], PATIENCE)[0], f"no {kind.__name__} came"
            self._received += self.channel.receive()

    def spawn(self, pane: int, *argv: str, **changes: Any) -> tuple[Spawned, int, int]:
        asked: dict[str, Any] = {
            "request": pane,
            "pane": pane,
            "argv": list(argv),
            "env": {"PATH": os.environ["PATH"], "HOME": "/"},
            "cwd": "/",
            "width": 80,
            "height": 24,
        }
        self.send(Spawn(**(asked | changes)))
        spawned, descriptors = self.expect(Spawned)
        assert not spawned.error
        master, journal = descriptors
        return spawned, master, journal

    def crash(self) -> None:
        """As kill -9 does: the process and all it holds are gone at once."""
        os.kill(self.pid, signal.SIGKILL)
        self.channel.close()
        self.control.close()

    def let_go(self, *descriptors: int) -> None:
        for descriptor in descriptors:
            self._owned.discard(descriptor)
            os.close(descriptor)

    def clean_up(self) -> None:
        """The stand-in ends when its socket does, and the programs are hung up."""
        self.let_go(*self._owned)
        self.channel.close()
        self.control.close()

    def leave(self, status: int = 0) -> None:
        """Ends by itself, with whatever goodbyes were said before."""
        self.control.send(str(status).encode())
        self.control.close()
        self.channel.close()


class KeptSession(Patience):
    """A keeper process and the socket on which its servers report to the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "keeper.log"
        self.crash_note = folder / "work.crashed"
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / "control"))
        self._listener.listen()
        self._listener.settimeout(PATIENCE)
        self.server_argv = [sys.executable, "-S", str(STAND_IN), str(folder / "control")]
        self.keepers: list[subprocess.Popen[bytes]] = []
        self.servers: list[PlayedServer] = []

    def start(self, *server_argv: str, leaked: Sequence[int] = ()) -> int:
        """Starts the keeper; returns the reading end of the ready pipe."""
        reader, writer = os.pipe()
        options = ["--ready-fd", str(writer)]
        self._run_keeper(options, [writer, *leaked], server_argv or self.server_argv)
        os.close(writer)
        return reader

    def start_and_play(self) -> PlayedServer:
        os.close(self.start())
        return self.next_server()

    def replace_keeper(self, server: PlayedServer) -> None:
        """What a server does when its keeper is gone."""
        ours, theirs = socket.socketpair()
        number = theirs.fileno()
        options = ["--adopt-fd", str(number), "--server-pid", str(server.pid)]
        self._run_keeper(options, [number], self.server_argv)
        theirs.close()
        server.channel.close()
        server.channel = Channel(ours)

    def next_server(self) -> PlayedServer:
        control, _ = self._listener.accept()
        control.settimeout(PATIENCE)
        said, descriptors, _, _ = socket.recv_fds(control, 65536, 1)
        channel = Channel(socket.socket(fileno=descriptors[0]))
        self.servers.append(PlayedServer(control, channel, json.loads(said)))
        return self.servers[-1]

    @property
    def keeper(self) -> "subprocess.Popen[bytes]":
        return self.keepers[-1]

    def wait_for_end(self) -> int:
        return self.keeper.wait(PATIENCE)

    def stop(self) -> None:
        for keeper in self.keepers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(keeper.pid, signal.SIGKILL)
            keeper.wait(PATIENCE)
        for server in self.servers:
            server.clean_up()
        self._listener.close()

    def _run_keeper(
        self, options: list[str], inherited: Sequence[int], server_argv: Sequence[str]
    ) -> None:
        command = [sys.executable, "-m", "mux.keeper", "--session", "work"]
        command += ["--log", str(self.log), "--runtime-dir", str(self.folder)]
        self.keepers.append(
            subprocess.Popen(
                [*command, *options, "--", *server_argv],
                stdin=subprocess.DEVNULL,
                pass_fds=inherited,
                start_new_session=True,
            )
        )


@pytest.fixture
def session() -> Iterator[KeptSession]:
    folder = Path(tempfile.mkdtemp(prefix="mux-"))  # a socket's path must be short
    kept = KeptSession(folder)
    yield kept
    kept.stop()
    shutil.rmtree(folder)


@pytest.fixture
def server(session: KeptSession) -> PlayedServer:
    """The first server of the session, after the keeper's Hello."""
    played = session.start_and_play()
    hello, _ = played.expect(Hello)
    assert (hello.session, hello.children) == ("work", 0)
    return played
