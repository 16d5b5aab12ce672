"""Names of sessions: which to take, which is meant, which is free."""

import os
from collections.abc import Collection

from mux.cli.ask import is_running
from mux.cli.errors import CommandLineError
from mux.config.paths import check_session_name, printable, runtime_dir

FIRST_NAME = "main"
OWN_SESSION = "MUX_SESSION_NAME"  # set inside panes


def free_name(taken: Collection[str]) -> str:
    """`main`, or else `main-2`, `main-3`, …: easy to type, and never one that is saved already."""
    if FIRST_NAME not in taken:
        return FIRST_NAME
    number = 2
    while f"{FIRST_NAME}-{number}" in taken:
        number += 1
    return f"{FIRST_NAME}-{number}"


def running_names() -> list[str]:
    """Sessions on whose socket a server answers. The folder of the sockets is the list of them."""
    found = (entry.name for entry in os.scandir(runtime_dir()) if entry.name.endswith(".sock"))
    return sorted(n for name in found if is_running(n := name.removesuffix(".sock")))


def unknown_session(name: str, known: Collection[str]) -> CommandLineError:
    """The error for a name that no session has."""
    from mux.config.suggest import did_you_mean

    hint = did_you_mean(name, known) or ("" if known else "; there are no sessions")
    return CommandLineError(f"no session called “{printable(name)}”{hint}")


def find_running(name: str | None) -> str:
    """The session that a command is for: the one named, or the one that this shell is in, or the
    only one that runs. Raises CommandLineError where that leaves none or several."""
    if name is None:
        name = os.environ.get(OWN_SESSION) or None
    if name is not None:
        check_session_name(name)
        if is_running(name):
            return name
    running = running_names()
    if name is not None:
        raise unknown_session(name, running)
    if not running:
        raise CommandLineError("no session is running")
    if len(running) > 1:
        listed = ", ".join(running)
        raise CommandLineError(f"several sessions are running, name one of them: {listed}")
    return running[0]
