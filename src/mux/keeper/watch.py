"""Seeing the end of a process that is no child of ours."""

import contextlib
import os


def open_watch(pid: int) -> int | None:
    """A descriptor that is readable once the process has ended; None where the system has no such
    thing, and `process_lives` must be asked from time to time. Raises ProcessLookupError when it
    has ended already."""
    if hasattr(os, "pidfd_open"):
        return os.pidfd_open(pid)
    os.kill(pid, 0)
    return None


def process_lives(pid: int) -> bool:
    with contextlib.suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
    return True
