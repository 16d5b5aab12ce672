"""Seeing the end of a process that is no child of ours."""

import contextlib
import os


def open_watch(pid: int) -> int | None:
    """A descriptor that is readable once the process has ended. None where the system has no such
    thing, or the process is gone already: then `process_lives` must be asked from time to time."""
    if not hasattr(os, "pidfd_open"):
        return None
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        return None


def process_lives(pid: int) -> bool:
    with contextlib.suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
    return True
