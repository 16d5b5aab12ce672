"""One command to the server of another session, over a connection of its own."""

import socket
import time

from mux.client.link import CODEC, connect
from mux.config.paths import socket_path
from mux.core.arguments import command_arguments
from mux.core.commands import Command, command_name
from mux.protocol.framing import FrameReader, RemoteProtocolError
from mux.protocol.messages import VERSION, Bye, Do, Done, Hello, Refused

PATIENCE = 5.0  # seconds
REQUEST = 1


def run_errand(session: str, command: Command) -> str:
    """Blocks until the server has answered. What went wrong, for the user; "" if nothing did."""
    try:
        connection = connect(socket_path(session), time.monotonic())
        with connection:
            connection.settimeout(PATIENCE)
            connection.sendall(CODEC.encode(Hello(VERSION, "command")))
            name, arguments = command_name(type(command)), command_arguments(command)
            connection.sendall(CODEC.encode(Do(name, arguments, REQUEST)))
            return _read_answer(connection)
    except (OSError, RemoteProtocolError) as error:
        return f"session “{session}” does not answer: {error}"


def _read_answer(connection: socket.socket) -> str:
    reader = FrameReader()
    while received := connection.recv(65536):
        for frame in reader.feed(received):
            match CODEC.decode(frame):
                case Done(_, ok, error):
                    return "" if ok else error
                case Refused(reason):
                    return reason
                case Bye():
                    return ""
    return ""  # it ended, as it was told to
