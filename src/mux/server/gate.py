"""What a pane shows and takes while no program runs in it.

Two cases share it: a command that waits to be brought back, and a command that ended in a pane that
was kept. The texts are terminal output; they are fed to the pane's emulator like a program's.
"""

import shlex

from mux.core.commands import ClosePane, Command, DropToShell, RunPane, ShowScreen
from mux.core.ids import PaneId
from mux.core.layout import EditFile, Placeholder, Run, RunCommand
from mux.core.model import Level, Pane, PaneState

SESSION_MANAGER = "session-manager"  # the one plugin of Zellij's, but for bars, that mux has

RESET = "\x1b[m"
REVERSE = "\x1b[7m"
BOLD = "\x1b[1m"
DIM = "\x1b[2m"


def command_text(run: Run) -> str:
    """The run as a user would type it; "" for a bare shell. Control characters are made visible."""
    match run:
        case RunCommand(argv, text):
            shown = text or shlex.join(argv)
        case EditFile(path, line):
            shown = shlex.join(("edit", *([f"+{line}"] if line else []), path))
        case Placeholder(location):
            shown = location
        case _:
            shown = ""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)


def describe_age(seconds: float) -> str:
    """`just now`, `5 min ago`, `3 h ago`, `2 days ago`."""
    if seconds < 60:
        return "just now"
    for length, unit in ((86400, "day"), (3600, "h"), (60, "min")):
        if seconds >= length:
            count = int(seconds // length)
            plural = "s" if unit == "day" and count > 1 else ""
            return f"{count} {unit}{plural} ago"
    return "just now"


def restored_line(age: float, columns: int, level: Level) -> str:
    """The reverse-video line between what was and what is."""
    what = "contents" if level in (Level.REVIVED, Level.CONTENTS) else "structure"
    text = f" Session {what} restored · {describe_age(age)} "
    return f"{REVERSE}{text[:columns]}{RESET}"


def idle_text(pane: Pane) -> str:
    """What a pane says in which nothing runs."""
    if isinstance(pane.run, Placeholder):
        return placeholder_text(pane.run)
    return waiting_text(pane) if pane.state is PaneState.WAITING else ended_text(pane.exit_status)


def placeholder_text(run: Placeholder) -> str:
    known = run.location == SESSION_MANAGER
    what = "ENTER opens it" if known else "a plugin that mux does not have"
    return f"{BOLD}{command_text(run)}{RESET}\r\n{DIM}{what} · ESC shell · Ctrl-C close{RESET}"


def waiting_text(pane: Pane) -> str:
    reason = f" ({pane.caution})" if pane.caution else ""
    return (
        f"{BOLD}Waiting to run: {command_text(pane.run)}{RESET}{DIM}{reason}{RESET}\r\n"
        f"{DIM}Press ENTER to run · ESC shell · e edit · Ctrl-C close{RESET}"
    )


def ended_text(status: int | None) -> str:
    code = "?" if status is None else str(status)
    return f"{BOLD}[ EXIT CODE: {code} ]{RESET} {DIM}ENTER re-run · ESC shell · Ctrl-C close{RESET}"


def read_gate_key(pane: Pane, data: bytes) -> Command | None:
    """What a key means to a pane in which nothing runs; None: nothing."""
    target = PaneId(pane.id)
    match data:
        case b"\r" | b"\n" | b" " if not isinstance(pane.run, Placeholder):
            return RunPane(pane=target)
        case b"\r" if pane.run == Placeholder(SESSION_MANAGER):
            return ShowScreen("sessions")
        case b"\x1b":
            return DropToShell(pane=target)
        case b"\x03":
            return ClosePane(pane=target)
        case b"e" if pane.state is PaneState.WAITING and not isinstance(pane.run, Placeholder):
            return ShowScreen("edit-gate")
    return None
