"""Reading a saved session back, from the best of what is there.

    load_session(folder, read, generation="") -> Loaded       raises StoreError
    quarantine(path, now) -> Path                              `<name>.corrupt-<time>`

`read(text, path)` turns the text into the session and raises ConfigError, KdlError or ValueError if
it is none. Loaded.value is what it returned.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from mux.config.errors import ConfigError
from mux.config.session_file import NewerSessionError
from mux.kdl.errors import KdlError
from mux.persist.contents import Contents, load_contents
from mux.persist.errors import StoreError
from mux.persist.files import check_own_folder, read_own
from mux.persist.generations import find_generation, list_generations, name_generation
from mux.persist.names import RESTORING_FILE, SESSION_FILE

Session = TypeVar("Session")
A_SECOND = 0.999  # what the name of a generation leaves out


class Candidate(NamedTuple):
    path: Path
    generation: str  # "" = the present snapshot
    moment: float | None


class Loaded(NamedTuple, Generic[Session]):
    """`generation` is empty for the present snapshot; `saved_at` is in seconds since the epoch.
    `problems` are for the user: one line each, in the order in which they were met."""

    value: Session
    folder: Path
    generation: str
    saved_at: float
    problems: tuple[str, ...]

    def contents(self, name: str) -> Contents:
        """What the session calls by that name, as it was then. Raises StoreError."""
        until = self.saved_at + A_SECOND if self.generation else None
        return load_contents(self.folder, name, until)


def load_session(
    folder: Path, read: Callable[[str, str], Session], generation: str = ""
) -> Loaded[Session]:
    """The generation asked for, or: what an unfinished restore started from, the present snapshot,
    the earlier ones from the newest on; the first that can be read.

    A file that can't be read is set aside, never deleted. Raises StoreError when nothing is left,
    or for a folder or file that somebody else could have written.
    """
    try:
        check_own_folder(folder)
    except OSError as error:
        raise StoreError.from_os(error, folder) from None
    problems: list[str] = []
    for candidate in _candidates(folder, generation):
        try:
            text = read_own(candidate.path).decode("utf-8", "surrogateescape")
            if not text.endswith("\n") and not text.endswith("}"):
                raise ConfigError("it ends in the middle")  # though KDL may see nothing amiss
            value = read(text, str(candidate.path))
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(f"{candidate.path.name} can't be read: {error.strerror}")
        except NewerSessionError as error:
            raise StoreError(str(error)) from None  # an older snapshot would take its place
        except (ConfigError, KdlError, ValueError, RecursionError) as error:
            aside = quarantine(candidate.path, time.time())
            problems.append(
                f"{candidate.path.name} is damaged, it is kept as {aside.name}: {error}"
            )
        else:
            saved_at = candidate.moment or candidate.path.stat().st_mtime
            if problems:
                age = f"the snapshot of {name_generation(saved_at)} is used"
                problems.append(age if candidate.generation else "the present snapshot is used")
            return Loaded(value, folder, candidate.generation, saved_at, tuple(problems))
    raise StoreError("; ".join(problems) or "there is no saved session", str(folder))


def quarantine(path: Path, now: float) -> Path:
    """Renames the file out of the way; its new path, or the old one where that is not possible."""
    aside = path.with_name(f"{path.name}.corrupt-{name_generation(now)}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.corrupt-{name_generation(now)}-{number}")
    try:
        os.rename(path, aside)
    except OSError:
        return path
    return aside


def _candidates(folder: Path, wanted: str) -> Iterator[Candidate]:
    if wanted:
        found = find_generation(folder, wanted)
        yield Candidate(found.path, found.name, found.moment)
        return
    generations = [Candidate(g.path, g.name, g.moment) for g in list_generations(folder)]
    started_from = _unfinished_restore(folder)
    yield from (candidate for candidate in generations if candidate.generation == started_from)
    yield Candidate(folder / SESSION_FILE, "", None)
    yield from (candidate for candidate in generations if candidate.generation != started_from)


def _unfinished_restore(folder: Path) -> str:
    try:
        return read_own(folder / RESTORING_FILE).decode("ascii", "replace").strip()
    except OSError:
        return ""
