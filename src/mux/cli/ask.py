"""One question to a session's server over a blocking socket; imports no asyncio."""

import socket
from pathlib import Path
from typing import Any

from mux.cli.errors import CommandLineError
from mux.config.paths import socket_path
from mux.protocol.codec import Codec
from mux.protocol.framing import Frame, FrameReader, Kind, RemoteProtocolError
from mux.protocol.messages import VERSION, Bye, Do, Done, Hello, Query, Refused, Toast, Welcome

PATIENCE = 20.0  # seconds without a byte before a server counts as stuck
_CODEC = Codec([Hello, Do, Query, Welcome, Refused, Done, Toast, Bye])
_REQUEST = 1


def is_running(name: str) -> bool:
    """Whether somebody answers on the session's socket."""
    connection = _connect(socket_path(name))
    if connection is None:
        return False
    connection.close()
    return True


def do(session: str, command: str, arguments: dict[str, Any]) -> Any:
    """Lets the session do a command; returns its result. Raises CommandLineError with the reason
    where it can't."""
    with Conversation(session) as conversation:
        return conversation.ask(Do(command, arguments, _REQUEST))


def query(
    session: str,
    what: str,
    arguments: dict[str, Any] | None = None,
    patience: float = PATIENCE,
) -> Any:
    """Facts about the session, as plain JSON values. Raises CommandLineError."""
    with Conversation(session, patience) as conversation:
        return conversation.ask(Query(what, arguments or {}, _REQUEST))


class Conversation:
    """A connection on which the greetings have been exchanged. Raises CommandLineError if nobody
    answers, or somebody who can't be talked to."""

    def __init__(self, session: str, patience: float = PATIENCE) -> None:
        self._session = session
        self._reader = FrameReader()
        self._frames: list[Frame] = []
        connection = _connect(socket_path(session))
        if connection is None:
            raise CommandLineError(f"session “{session}” is not running")
        connection.settimeout(patience)
        self._socket = connection
        self._send(Hello(VERSION, "command"))
        welcome = self._receive()
        if isinstance(welcome, Refused):
            raise CommandLineError(welcome.reason)
        if not isinstance(welcome, Welcome) or welcome.version != VERSION:
            raise CommandLineError(f"session “{session}” is served by another version of mux")

    def __enter__(self) -> "Conversation":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def ask(self, message: Do | Query) -> Any:
        self._send(message)
        while True:
            answer = self._receive()
            if isinstance(answer, Done) and answer.request == _REQUEST:
                if not answer.ok:
                    raise CommandLineError(answer.error)
                return answer.result
            if isinstance(answer, Bye):
                return None  # the command was to end the session

    def wait_for_end(self) -> None:
        """Returns when the server has closed the connection."""
        while self._socket.recv(65536):
            pass

    def _send(self, message: Hello | Do | Query) -> None:
        try:
            self._socket.sendall(_CODEC.encode(message))
        except OSError as error:
            raise self._lost(error) from None

    def _receive(self) -> Any:
        try:
            while not self._frames:
                received = self._socket.recv(65536)
                if not received:
                    return Bye("exited")
                fed = self._reader.feed(received)
                self._frames = [frame for frame in fed if frame.kind is Kind.MESSAGE]
            return _CODEC.decode(self._frames.pop(0))
        except RemoteProtocolError as error:
            raise self._lost(error) from None
        except OSError as error:
            raise self._lost(error) from None

    def _lost(self, error: Exception) -> CommandLineError:
        if isinstance(error, TimeoutError):
            return CommandLineError(f"session “{self._session}” does not answer")
        return CommandLineError(f"lost the connection to session “{self._session}”: {error}")


def _connect(path: Path) -> socket.socket | None:
    """None where no server listens: no socket, or one that a dead server left."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(PATIENCE)
    try:
        connection.connect(str(path))
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return None
    except OSError as error:
        connection.close()
        raise CommandLineError(f"{path}: {error.strerror or error}") from None
    return connection
