"""Another server for a session whose programs live on: a newer one, or one more try."""

import argparse
import os
import signal
import socket
import struct
import sys
import time
from pathlib import Path

from mux.cli.ask import PATIENCE, is_running
from mux.cli.errors import OK, CommandLineError
from mux.cli.names import find_running, running_names
from mux.config.paths import check_session_name, printable, runtime_dir, sessions_dir, socket_path
from mux.persist.given_up import read_crash_note
from mux.persist.lock import read_holder
from mux.protocol.keeper_messages import CrashNote

BETWEEN_LOOKS = 0.02  # seconds


# --- mux upgrade ----------------------------------------------------------------------------------


def configure_upgrade(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="which session; else all that run")


def run_upgrade(arguments: argparse.Namespace) -> int:
    name = arguments.name or arguments.session
    names = running_names() if name is None else [find_running(check_session_name(name))]
    if not names:
        raise CommandLineError("no session is running")
    for renewed in names:
        renew_server(renewed)
        print(f"{printable(renewed)}: renewed")
    return OK


def renew_server(name: str) -> None:
    """Lets the session's server make room for one of the installed version. It is asked by a
    signal, so that two versions need not understand each other. Raises CommandLineError."""
    old = _find_server(name)
    if old == 0:
        raise CommandLineError(f"session “{name}” does not answer")
    os.kill(old, signal.SIGUSR1)
    _await_server(name, old)


def _find_server(name: str) -> int:
    """The process that listens on the session's socket; 0 if none does, or if nobody can tell."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(PATIENCE)
        try:
            connection.connect(os.fspath(socket_path(name)))
            if sys.platform == "darwin":  # LOCAL_PEERPID
                return int(struct.unpack("i", connection.getsockopt(0, 2, 4))[0])
            size = struct.calcsize("3i")
            found = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
        except OSError:
            return 0
    return int(struct.unpack("3i", found)[0])


def _await_server(name: str, old: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while _find_server(name) in (0, old):
        note = read_crash_note(runtime_dir(), name)
        if note is not None:
            raise CommandLineError(f"session “{name}”: {note.reason}; {note.log} may say why")
        if time.monotonic() > deadline:
            raise CommandLineError(f"session “{name}” has no server yet")
        time.sleep(BETWEEN_LOOKS)


# --- a server that was given up -------------------------------------------------------------------


def is_given_up(name: str) -> bool:
    """Whether the session's programs live, and its keeper starts no more servers for them."""
    return _given_up(name) is not None


def retry_server(name: str) -> None:
    """Asks the keeper for one more try. Raises CommandLineError with the reason if that fails."""
    note = _given_up(name)
    if note is None:
        return
    (runtime_dir() / f"{name}.crashed").unlink(missing_ok=True)
    os.kill(note.keeper, signal.SIGUSR1)
    _await_server(name, 0)


def end_given_up(name: str) -> None:
    """Ends what lives on of a session without a server; what was saved of it stays."""
    note = _given_up(name)
    if note is not None:
        os.kill(note.keeper, signal.SIGTERM)


def _given_up(name: str) -> CrashNote | None:
    if is_running(name) or read_holder(sessions_dir() / name) is None:
        return None
    note = read_crash_note(runtime_dir(), name)
    return note if note is not None and _is_keeper(note.keeper, name) else None


def _is_keeper(pid: int, session: str) -> bool:
    """Whether the process is what the note says: a number may have gone to somebody else."""
    if pid <= 1:
        return False
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        import subprocess

        told = subprocess.run(
            ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False
        )
        words = told.stdout.split()
    return b"mux.keeper" in words
