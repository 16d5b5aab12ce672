"""Clearing up: sessions that are too old or too many, and what crashes and deletions left lying.

collect(runtime_dir, sessions_dir, limits, now) -> Collection

What can't be deleted is passed over; the next time tries again. Damaged files that were set aside
are never deleted but with their session.
"""

import contextlib
import shutil
from pathlib import Path
from typing import NamedTuple

from mux.persist.errors import StoreError
from mux.persist.folders import DELETED, delete_session, session_bytes
from mux.persist.listing import SessionEntry, list_sessions
from mux.persist.lock import remove_unlocked
from mux.persist.names import GENERATIONS_FOLDER, SESSION_FILE
from mux.persist.retention import Limits, SavedSession, choose_retired

# What a server or a keeper leaves in the runtime folder beside its socket when it is killed.
LEFTOVERS = (".state", ".crashed", ".sock")


class Collection(NamedTuple):
    """`size`: bytes on the disk that the deleted sessions had taken."""

    sessions: tuple[str, ...]
    size: int
    problems: tuple[str, ...] = ()


def collect(runtime_dir: Path, sessions_dir: Path, limits: Limits, now: float) -> Collection:
    """Deletes exited sessions beyond the limits. One that runs or was interrupted always stays."""
    entries = list_sessions(runtime_dir, sessions_dir)
    exited = [entry for entry in entries if entry.state == "exited" and not entry.problem]
    saved = [SavedSession(e.name, e.saved, session_bytes(sessions_dir / e.name)) for e in exited]
    sizes = {session.name: session.size for session in saved}
    deleted: list[str] = []
    problems: list[str] = []
    for name in choose_retired(saved, limits, now):
        try:
            delete_session(sessions_dir, name)
        except StoreError as error:
            problems.append(f"{name}: {error}")
        else:
            deleted.append(name)
    _clear_sessions_dir(sessions_dir, {entry.name for entry in entries})
    _clear_runtime_dir(runtime_dir, sessions_dir, entries)
    return Collection(tuple(deleted), sum(sizes[name] for name in deleted), tuple(problems))


def _clear_sessions_dir(sessions_dir: Path, listed: set[str]) -> None:
    """Folders in which nothing was ever saved, and what interrupted deletions left."""
    for folder in sessions_dir.iterdir() if sessions_dir.is_dir() else ():
        if folder.name.startswith(DELETED):
            shutil.rmtree(folder, ignore_errors=True)
        elif folder.is_dir() and folder.name not in listed and _is_bare(folder):
            with contextlib.suppress(StoreError):
                delete_session(sessions_dir, folder.name)


def _is_bare(folder: Path) -> bool:
    return not any((folder / name).exists() for name in (SESSION_FILE, GENERATIONS_FOLDER)) and (
        not any(folder.glob("*.corrupt-*"))
    )


def _clear_runtime_dir(runtime_dir: Path, sessions_dir: Path, entries: list[SessionEntry]) -> None:
    running = {entry.name for entry in entries if entry.state == "running"}
    for path in runtime_dir.iterdir() if runtime_dir.is_dir() else ():
        if path.suffix in LEFTOVERS and path.stem not in running:
            remove_unlocked(sessions_dir / path.stem, path)
