"""The sessions there are, from the folders that are the list of them: sockets, and saved files."""

import os
import shutil
import socket
from dataclasses import dataclass

from mux.config.errors import ConfigError
from mux.config.paths import check_session_name, runtime_dir, sessions_dir, socket_path
from mux.config.session_header import SessionHeader, read_header

ANSWER_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """state: running, exited or interrupted; times in seconds since the epoch, 0 if not known."""

    name: str
    state: str
    tabs: int = 0
    panes: int = 0
    saved: float = 0.0
    active: float = 0.0
    problem: str = ""

    @property
    def running(self) -> bool:
        return self.state == "running"


def list_entries() -> list[SessionEntry]:
    """Most recent first. Raises ConfigError or OSError where the folders can't be read."""
    names = {path.parent.name for path in sessions_dir().glob("*/session.kdl")}
    sockets = {
        entry.name.removesuffix(".sock")
        for entry in os.scandir(runtime_dir())
        if entry.name.endswith(".sock")
    }
    running = {name for name in sockets if answers(name)}
    entries = [read_entry(name, name in running) for name in names | running]
    return sorted(entries, key=lambda entry: (-(entry.active or entry.saved), entry.name))


def read_entry(name: str, running: bool) -> SessionEntry:
    header, problem = SessionHeader(), ""
    try:
        header = read_header((sessions_dir() / name / "session.kdl").read_text())
    except FileNotFoundError:
        pass  # a session so young that nothing has been saved
    except (ConfigError, OSError, UnicodeDecodeError) as error:
        problem = "" if running else str(error)
    state = "running" if running else "exited" if header.state == "exited" else "interrupted"
    return SessionEntry(
        name, state, header.tabs, header.panes, header.saved, header.active, problem
    )


def answers(name: str) -> bool:
    """Whether a server listens on the session's socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(ANSWER_SECONDS)
        try:
            connection.connect(str(socket_path(name)))
        except (OSError, ConfigError):
            return False
        return True


def delete_saved(name: str) -> None:
    """Forgets a session that doesn't run. Raises OSError; ConfigError for what is no name."""
    shutil.rmtree(sessions_dir() / check_session_name(name))


def rename_saved(name: str, new: str) -> None:
    """Raises OSError (also if the new name is taken); ConfigError for what is no name."""
    folder = sessions_dir()
    target = folder / check_session_name(new)
    if target.exists():
        raise FileExistsError(f"there is a session “{new}” already")
    os.rename(folder / check_session_name(name), target)
