"""The sessions there are: those that run, as their servers tell, and those that are saved."""

from typing import Any, NamedTuple

from mux.cli.ask import query
from mux.cli.errors import CommandLineError
from mux.config.paths import runtime_dir, sessions_dir
from mux.persist.folders import delete_session
from mux.persist.listing import SessionEntry, list_sessions
from mux.persist.names import SESSION_FILE

GLANCE = 2.0  # seconds that a list waits for a server


class Found(NamedTuple):
    """One session. Times are seconds since the epoch; None is what is not known.

    state: running, exited (the user ended it) or interrupted (something else did).
    clients: how many are attached to a running one.
    answers: whether its server does; one that runs and does not hangs, or just starts.
    rebooted: whether the machine was restarted since it was interrupted.
    problem: why a saved one can't be read, or is left alone; why one that runs has no server.
    idle: whether there is nothing in it but one shell that has hardly printed anything.
    """

    name: str
    state: str
    tabs: int = 0
    panes: int = 0
    clients: int | None = None
    created: float | None = None
    saved: float | None = None
    active: float | None = None
    answers: bool = False
    rebooted: bool = False
    problem: str = ""
    idle: bool = False

    @property
    def running(self) -> bool:
        return self.state == "running"

    @property
    def interrupted(self) -> bool:
        return self.state == "interrupted"


def find_sessions(ask_servers: bool = True) -> list[Found]:
    """All sessions, most recent first. Whoever asks the servers also learns how many clients are
    attached."""
    found = [_translate(entry) for entry in list_sessions(runtime_dir(), sessions_dir())]
    return [_ask_server(session) if ask_servers else session for session in found]


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
    return (sessions_dir() / name / SESSION_FILE).exists()


def delete_saved(name: str) -> None:
    """Forgets a session that does not run, with all that was saved of it. Raises StoreError."""
    delete_session(sessions_dir(), name)


def _translate(entry: SessionEntry) -> Found:
    return Found(
        entry.name,
        entry.state,
        entry.tabs,
        entry.panes,
        None,
        entry.created or None,
        entry.saved or None,
        entry.active or None,
        entry.answers,
        entry.rebooted,
        entry.problem,
        entry.idle,
    )


def _ask_server(session: Found) -> Found:
    """What the server says, for it knows better than the file."""
    if not session.answers:
        return session
    try:
        answer: dict[str, Any] = query(session.name, "session", patience=GLANCE)
    except CommandLineError:
        return session._replace(answers=False)
    known = {key: answer[key] for key in ("tabs", "panes", "clients") if key in answer}
    return session._replace(**known)
