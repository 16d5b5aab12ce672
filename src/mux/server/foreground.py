"""What runs in the foreground of a pty, and where: asked of the kernel (proc(5))."""

import os

from mux.core.layout import SHELL, Run, RunCommand, Shell
from mux.core.runs import parse_run
from mux.dataclass import dataclass
from mux.server.integration import ShellReports
from mux.server.programs import is_plain_shell, is_shell


@dataclass(frozen=True, slots=True)
class Foreground:
    """`own`: it is the pane's own first process, at its prompt where that is a shell. `argv` is
    empty where it can't be told, or tells nothing: a copy of the shell that is about to become the
    program, or runs a part of its line."""

    argv: tuple[str, ...]
    cwd: str
    own: bool


def read_foreground(master: int, child: int) -> Foreground | None:
    """Looks at the foreground process group of the pty behind `master`.

    None where nothing can be told: the child is gone, or another user's process is in front.
    """
    try:
        group = os.tcgetpgrp(master)
    except OSError:
        return None
    if group <= 0:  # a terminal that is nobody's
        return None
    argv = _read_argv(group)
    if not argv:  # the first of a pipeline has ended, the others go on
        group = _find_member(group) or group
        argv = _read_argv(group)
    if group != child and argv == _read_argv(child):
        argv = ()
    cwd = _read_cwd(group) or _read_cwd(child)
    if cwd is None:
        return None
    return Foreground(argv, cwd, group == child)


def _read_cwd(pid: int) -> str | None:
    try:
        path = os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return None
    return path.removesuffix(" (deleted)")


def _read_argv(pid: int) -> tuple[str, ...]:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            raw = file.read()
    except OSError:
        return ()
    return tuple(os.fsdecode(part) for part in raw.removesuffix(b"\0").split(b"\0")) if raw else ()


def _find_member(group: int) -> int | None:
    """The oldest living process of a process group."""
    members = [pid for name in os.listdir("/proc") if name.isdigit() and (pid := int(name))]
    return min((pid for pid in members if _read_group(pid) == group), default=None)


def _read_group(pid: int) -> int:
    """The process group of a process that has not ended; -1 for any other."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            state, _, group = file.read().rpartition(b")")[2].split()[:3]
    except OSError:
        return -1
    return -1 if state in (b"Z", b"X") else int(group)


def current_run(
    found: Foreground | None,
    reports: ShellReports,
    opened: Run,
    shell: str,
    at_prompt: bool = False,
) -> Run:
    """What a pane is to run when it comes back.

    Where the pane's own process is no shell: what it was opened for. Where its shell reports what
    it does, a command runs between its start and its end only, and is the line as it was typed.
    Else it is what the kernel tells: the argv of the foreground program, exactly as it is.
    `at_prompt`: a line editor reads the terminal. `shell` is the user's.
    """
    if found is None:
        return opened
    if found.own and not isinstance(opened, Shell):
        return SHELL if is_plain_shell(found.argv, shell) else opened
    waits = found.own and is_shell(found.argv, shell)
    argv = () if waits else found.argv
    if not reports.speaks:
        return RunCommand(argv) if argv else SHELL
    # A shell that reports and is then replaced (`exec bash`) never says that the command is over.
    if not reports.running or (waits and at_prompt):
        return SHELL
    # What was seen first: a loop is what was typed, whatever it runs at the moment.
    argv = reports.argv = reports.argv or argv
    text = reports.text_of(argv)
    if not text:
        return RunCommand(argv) if argv else SHELL
    run = parse_run(text)
    return RunCommand(argv, text) if argv or not isinstance(run, RunCommand) else run


def current_cwd(found: Foreground | None, run: Run, reports: ShellReports, reported: str) -> str:
    """Where a pane is; "" where it can't be told.

    Where its command was typed, if the shell reported that one. Else where the foreground program
    is: by the name that was reported for it (OSC 7, which may lead through links) if it is one.
    """
    if isinstance(run, RunCommand) and run.text and reports.cwd:
        return reports.cwd
    if found is None:
        return ""
    return reported if reported and os.path.realpath(reported) == found.cwd else found.cwd
