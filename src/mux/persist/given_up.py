"""Sessions whose server died too often: their keeper has given it up, and their programs live on.

read_crash_note(runtime_dir, name) -> CrashNote | None      what the keeper left beside the socket
"""

from pathlib import Path

from mux.persist.errors import StoreError
from mux.persist.files import read_own
from mux.protocol.keeper_messages import CrashNote


def read_crash_note(runtime_dir: Path, name: str) -> CrashNote | None:
    """None if there is none, or one that somebody else could have written."""
    try:
        text = read_own(runtime_dir / f"{name}.crashed").decode("utf-8", "replace")
    except (OSError, StoreError):
        return None
    return CrashNote.read(text)
