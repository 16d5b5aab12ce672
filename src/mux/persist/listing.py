"""The sessions there are: the folders are the list, so that it can't go stale.

    list_sessions(runtime_dir, sessions_dir) -> list[SessionEntry]      most recent first

Reads one line of each file, and asks no server anything.
"""

import os
import re
import socket
import stat
from pathlib import Path
from typing import NamedTuple

from mux.config.errors import ConfigError
from mux.config.session_header import SessionHeader, read_header
from mux.persist.attempts import reason_to_leave
from mux.persist.boot import read_boot_id
from mux.persist.errors import StoreError
from mux.persist.files import check_own, check_own_folder
from mux.persist.given_up import read_crash_note
from mux.persist.lock import read_holder, remove_unlocked
from mux.persist.names import CONTENTS_FOLDER, SESSION_FILE

HEADER_BYTES = 4096
FEW_BYTES = 1000  # a prompt or two, and how they were saved
_RUNS = re.compile(r"\b(command|edit|args|plugin)\b")


class SessionEntry(NamedTuple):
    """Times are seconds since the epoch, 0 where they are not known.

    state:    running | exited | interrupted
    answers:  somebody listens on its socket; a running one that doesn't hangs, or just starts
    idle:     there is nothing in it but one shell that has hardly printed anything
    problem:  why it can't be read, won't come back by itself or has no server; for the user
    rebooted: the machine was restarted since
    """

    name: str
    state: str
    created: float = 0.0
    saved: float = 0.0
    active: float = 0.0
    tabs: int = 0
    panes: int = 0
    answers: bool = False
    rebooted: bool = False
    idle: bool = False
    problem: str = ""


def list_sessions(runtime_dir: Path, sessions_dir: Path) -> list[SessionEntry]:
    """Sockets that nobody listens on any more are removed on the way, unless a server holds the
    session's lock. Raises nothing: what can't be looked at is not there, or has a problem."""
    sockets = set(_names(runtime_dir, ".sock"))
    saved = set(_folders(sessions_dir))
    boot_id = read_boot_id()
    entries: list[SessionEntry] = []
    for name in sockets | saved:
        answers = name in sockets and answers_at(runtime_dir / f"{name}.sock")
        running = answers or read_holder(sessions_dir / name) is not None
        if name in sockets and not running:
            remove_unlocked(sessions_dir / name, runtime_dir / f"{name}.sock")
        if running or name in saved:
            entry = describe_session(sessions_dir / name, running, boot_id)
            if entry is not None:
                note = None if answers or not running else read_crash_note(runtime_dir, name)
                problem = note.reason if note is not None else entry.problem
                entries.append(entry._replace(answers=answers, problem=problem))
    return sorted(entries, key=lambda e: (e.active or e.saved, e.name), reverse=True)


def describe_session(folder: Path, running: bool, boot_id: str) -> SessionEntry | None:
    """None for a folder in which nothing was ever saved."""
    try:
        check_own_folder(folder)
        header, saved, idle = _read_head(folder / SESSION_FILE)
    except FileNotFoundError:
        return SessionEntry(folder.name, "running") if running else None
    except (OSError, StoreError, ConfigError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        state = "running" if running else "interrupted"
        return SessionEntry(folder.name, state, problem=reason or str(error))
    left = "exited" if header.state == "exited" else "interrupted"
    state = "running" if running else left
    return SessionEntry(
        folder.name,
        state,
        header.created,
        max(header.saved, saved),
        max(header.active, header.saved),
        header.tabs,
        header.panes,
        rebooted=state == "interrupted" and bool(boot_id) and header.boot_id != boot_id,
        idle=idle,
        problem=reason_to_leave(folder) if state == "interrupted" else "",
    )


def answers_at(path: Path) -> bool:
    """Whether somebody listens on the socket. A link, or what belongs to somebody else, does not
    count."""
    try:
        found = os.lstat(path)
        if not stat.S_ISSOCK(found.st_mode) or found.st_uid != os.geteuid():
            return False
        with socket.socket(socket.AF_UNIX) as probe:
            probe.setblocking(False)
            probe.connect(os.fspath(path))
    except BlockingIOError:
        return True  # its queue is full: it lives, and is very busy
    except OSError:
        return False
    return True


def _read_head(path: Path) -> tuple[SessionHeader, float, bool]:
    """The header, when the file was written last, and whether the session is idle."""
    with open(path, "rb", opener=_open_unfollowed) as file:
        found = os.fstat(file.fileno())
        check_own(found, path)
        head = file.read(HEADER_BYTES)
    text = head.decode("utf-8", "replace")
    header = read_header(text)
    idle = header.panes == 1 and len(head) < HEADER_BYTES and not _RUNS.search(text)
    return header, found.st_mtime, idle and not _has_printed(path.parent)


def _has_printed(folder: Path) -> bool:
    try:
        with os.scandir(folder / CONTENTS_FOLDER) as found:
            return sum(entry.stat().st_size for entry in found) > FEW_BYTES
    except OSError:
        return False


def _open_unfollowed(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _names(folder: Path, ending: str) -> list[str]:
    try:
        return [n.removesuffix(ending) for n in os.listdir(folder) if n.endswith(ending)]
    except OSError:
        return []


def _folders(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as found:
            return [e.name for e in found if e.is_dir() and not e.name.startswith(".")]
    except OSError:
        return []
