"""Asking another session's server what its panes hold, over a connection of its own."""

import logging
import socket
import time
from typing import Any

from mux.client.link import CODEC, connect
from mux.config.paths import socket_path
from mux.protocol.framing import FrameReader, RemoteProtocolError
from mux.protocol.messages import VERSION, Done, Hello, Query, Refused

log = logging.getLogger(__name__)

PATIENCE = 2.0  # seconds; a server that takes longer is searched by what it has saved
REQUEST = 1


def ask_session(session: str, what: str, arguments: dict[str, Any]) -> Any:
    """Blocks until the server has answered; None where it did not, or could not."""
    try:
        with connect(socket_path(session), time.monotonic()) as connection:
            connection.settimeout(PATIENCE)
            connection.sendall(CODEC.encode(Hello(VERSION, "command")))
            connection.sendall(CODEC.encode(Query(what, arguments, REQUEST)))
            return _read_answer(connection)
    except (OSError, RemoteProtocolError) as error:
        log.warning("session %s does not answer: %s", session, error)
        return None


def _read_answer(connection: socket.socket) -> Any:
    reader = FrameReader()
    while received := connection.recv(65536):
        for frame in reader.feed(received):
            match CODEC.decode(frame):
                case Done(_, ok, _, result):
                    return result if ok else None
                case Refused():
                    return None
    return None
