"""`<session>.crashed` in the runtime folder: why nobody answers for a session that still runs."""

import contextlib
import os

from mux.protocol.keeper_messages import CrashNote


def crash_note_path(runtime_dir: str, session: str) -> str:
    return os.path.join(runtime_dir, f"{session}.crashed")


def leave_crash_note(runtime_dir: str, session: str, note: CrashNote) -> None:
    """Whole or not at all. Raises OSError."""
    path = crash_note_path(runtime_dir, session)
    temporary = f"{path}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with open(descriptor, "w") as file:
        file.write(note.write())
    os.replace(temporary, path)


def remove_crash_note(runtime_dir: str, session: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(crash_note_path(runtime_dir, session))
