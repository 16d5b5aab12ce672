"""How bringing a session back went so far, so that one which crashes mux does it no fourth time.

    begin_attempt(folder, now)          before restoring
    note_restored(folder, now)          all panes are back
    clear_attempts(folder)              it has lived for a minute, or ended well before that
    reason_to_leave(folder) -> str      why it is not to be brought back by itself; "" if it may be

One small file, `attempts`: "<failures in a row> <restoring|restored> <seconds since the epoch>".
"""

from pathlib import Path
from typing import NamedTuple

from mux.persist.errors import StoreError
from mux.persist.files import read_own, replace_whole
from mux.persist.names import ATTEMPTS_FILE

MOST_FAILURES = 3
STANDS_AFTER = 60.0  # seconds that a restored session must live to count as whole


class Attempts(NamedTuple):
    failures: int = 0  # of restores begun since the last that went well
    phase: str = ""  # restoring | restored | "" (never tried, or all is well)
    at: float = 0.0


def read_attempts(folder: Path) -> Attempts:
    """What can't be read counts as none."""
    try:
        words = read_own(folder / ATTEMPTS_FILE).decode("ascii", "replace").split()
        return Attempts(int(words[0]), words[1], float(words[2]))
    except (OSError, StoreError, ValueError, IndexError):
        return Attempts()


def begin_attempt(folder: Path, now: float) -> Attempts:
    """Raises StoreError."""
    return _write(folder, Attempts(read_attempts(folder).failures + 1, "restoring", now))


def note_restored(folder: Path, now: float) -> Attempts:
    """Raises StoreError."""
    return _write(folder, Attempts(read_attempts(folder).failures, "restored", now))


def clear_attempts(folder: Path) -> None:
    """Raises StoreError."""
    try:
        (folder / ATTEMPTS_FILE).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError.from_os(error, folder / ATTEMPTS_FILE) from None


def reason_to_leave(folder: Path) -> str:
    """One line for the user; empty if the session may be brought back without being asked for."""
    attempts = read_attempts(folder)
    if attempts.phase == "restored":
        return "it crashed within a minute of being restored"
    if attempts.failures >= MOST_FAILURES:
        return f"it could not be restored {attempts.failures} times in a row"
    return ""


def _write(folder: Path, attempts: Attempts) -> Attempts:
    text = f"{attempts.failures} {attempts.phase} {attempts.at}\n"
    try:
        replace_whole(folder / ATTEMPTS_FILE, text.encode("ascii"))
    except OSError as error:
        raise StoreError.from_os(error, folder / ATTEMPTS_FILE) from None
    return attempts
