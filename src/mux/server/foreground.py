"""What runs in the foreground of a pty, and where: asked of the kernel (proc(5))."""

import os
from dataclasses import dataclass

from mux.core.layout import SHELL, Run, RunCommand


@dataclass(frozen=True, slots=True)
class Foreground:
    """`argv` is empty where the pane's own first process is in front (a shell's prompt)."""

    argv: tuple[str, ...]
    cwd: str


def read_foreground(master: int, child: int) -> Foreground | None:
    """Looks at the foreground process group of the pty behind `master`.

    None where nothing can be told: the child is gone, or another user's process is in front.
    """
    try:
        group = os.tcgetpgrp(master)
    except OSError:
        return None
    cwd = _read_cwd(group) or _read_cwd(child)
    if cwd is None:
        return None
    argv = () if group == child else _read_argv(group)
    return Foreground(argv, cwd)


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


def current_run(found: Foreground | None, reported: str, opened: Run, in_shell: bool) -> Run:
    """What a pane is to run when it comes back.

    In this order: the foreground program's argv exactly as it is, with the command line that the
    shell reported for it; else, where the pane's own process is no shell, what it was opened for.
    """
    if found is not None and found.argv:
        return RunCommand(found.argv, reported)
    return SHELL if in_shell else opened
