"""Whole saved sessions: renamed, deleted, measured. Nobody ever sees half of it.

rename_session(sessions_dir, old, new)      raises StoreError
delete_session(sessions_dir, name)          raises StoreError, also when it runs
session_bytes(folder) -> int
"""

import contextlib
import os
import time
from pathlib import Path

from mux.persist.errors import StoreError
from mux.persist.files import sync_folder
from mux.persist.lock import SessionLock

DELETED = ".deleted-"  # how the folders are called that are about to go


def rename_session(sessions_dir: Path, old: str, new: str) -> None:
    """For the server that holds the session; it must tell its store and its lock (`moved`)."""
    if (sessions_dir / new).exists():
        raise StoreError(f"there is a session called {new} already")
    try:
        os.rename(sessions_dir / old, sessions_dir / new)
        sync_folder(sessions_dir)
    except OSError as error:
        raise StoreError.from_os(error, sessions_dir / old) from None


def delete_session(sessions_dir: Path, name: str) -> None:
    """For good. What an interrupted deletion left behind goes too."""
    folder = sessions_dir / name
    if not folder.is_dir():
        raise StoreError("there is no such saved session", str(folder))
    lock = SessionLock(folder)
    if not lock.acquire():
        raise StoreError("the session is running", str(folder))
    try:
        os.rename(folder, sessions_dir / f"{DELETED}{name}-{os.getpid()}-{time.monotonic_ns()}")
    except OSError as error:
        raise StoreError.from_os(error, folder) from None
    finally:
        lock.release()
    for doomed in sessions_dir.glob(f"{DELETED}*"):
        import shutil

        shutil.rmtree(doomed, ignore_errors=True)


def session_bytes(folder: Path) -> int:
    """What the session takes on the disk; a file that two names share counts once."""
    sizes: dict[tuple[int, int], int] = {}
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            found = path.lstat()
            sizes[found.st_dev, found.st_ino] = found.st_blocks * 512
    return sum(sizes.values())
