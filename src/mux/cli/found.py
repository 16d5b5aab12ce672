"""The sessions there are: those that run, as their servers tell, and those that are saved."""

import shutil
from typing import Any, NamedTuple

from mux.cli.ask import query
from mux.cli.errors import CommandLineError
from mux.cli.names import running_names
from mux.config.errors import ConfigError
from mux.config.paths import sessions_dir
from mux.config.session_header import SessionHeader, read_header

GLANCE = 2.0  # seconds that a list waits for a server


class Found(NamedTuple):
    """One session. Times are seconds since the epoch; None is what is not known.

    state: running, exited (the user ended it) or interrupted (something else did).
    clients: how many are attached to a running one.
    problem: why a saved one can't be read.
    """

    name: str
    state: str
    tabs: int = 0
    panes: int = 0
    clients: int | None = None
    created: float | None = None
    saved: float | None = None
    active: float | None = None
    problem: str = ""

    @property
    def running(self) -> bool:
        return self.state == "running"

    @property
    def interrupted(self) -> bool:
        return self.state == "interrupted"


def find_sessions(ask_servers: bool = True) -> list[Found]:
    """All sessions: running ones first, then the others, each most recent first."""
    running = set(running_names())
    found = [_read_saved(name, name in running) for name in {*_saved_names(), *running}]
    if ask_servers:
        found = [_ask_server(session) if session.running else session for session in found]
    return sorted(found, key=lambda s: (not s.running, -(s.active or s.saved or 0.0), s.name))


def pick_session(name: str, found: list[Found]) -> Found | None:
    """The session of this name, or the only one whose name starts with it."""
    for session in found:
        if session.name == name:
            return session
    close = [session for session in found if session.name.startswith(name)]
    if len(close) > 1:
        listed = ", ".join(session.name for session in close)
        raise CommandLineError(f"several sessions start with “{name}”: {listed}")
    return close[0] if close else None


def is_saved(name: str) -> bool:
    return (sessions_dir() / name / "session.kdl").exists()


def delete_saved(name: str) -> None:
    shutil.rmtree(sessions_dir() / name)


def _saved_names() -> list[str]:
    folder = sessions_dir()
    return [p.parent.name for p in folder.glob("*/session.kdl")]


def _read_saved(name: str, running: bool) -> Found:
    header, problem = SessionHeader(), ""
    try:
        header = read_header((sessions_dir() / name / "session.kdl").read_text())
    except FileNotFoundError:
        pass
    except ConfigError as error:
        problem = str(error)
    state = "running" if running else "exited" if header.state == "exited" else "interrupted"
    return Found(
        name,
        state,
        header.tabs,
        header.panes,
        created=header.created or None,
        saved=header.saved or None,
        active=header.active or None,
        problem="" if running else problem,
    )


def _ask_server(session: Found) -> Found:
    """What the server says, for it knows better than the file."""
    try:
        answer: dict[str, Any] = query(session.name, "session", patience=GLANCE)
    except CommandLineError:
        return session
    known = {key: answer[key] for key in ("tabs", "panes", "clients") if key in answer}
    return session._replace(**known)
