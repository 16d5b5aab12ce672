"""The saved session: sessions_dir/<name>/session.kdl and what lies around it.

    SessionStore(folder)                after mux.persist.lock says that the session is ours
    .contents                           ContentsStore: save the panes first, then the text
    .save(text, now) -> bool            False: nothing had to be written. Raises StoreError
    .lost                               the folder was taken away: save every pane again
    .begin_restore(now, source="")      from here on `save` writes nothing, until
    .finish_restore()                   all panes are back
    .restoring -> str                   the generation that an unfinished restore started from
    .moved(folder)                      the session was renamed

A save that fails leaves the one before as it is, and the next one tries again by itself. What
`validate` raises ConfigError, KdlError or ValueError for is refused. The time of the file's last
change is when the session was last saved, be it only the contents of a pane.
"""

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from mux.config.errors import ConfigError
from mux.kdl.errors import KdlError
from mux.persist.contents_store import ContentsStore
from mux.persist.errors import StoreError
from mux.persist.files import (
    TEMPORARY,
    make_private_folder,
    read_own,
    replace_whole,
    sync_folder,
    temporary_path,
)
from mux.persist.generations import (
    STANDARD,
    Keep,
    choose_kept,
    is_due,
    list_generations,
    name_generation,
)
from mux.persist.names import GENERATIONS_FOLDER, RESTORING_FILE, SESSION_FILE
from mux.persist.validation import check_session

_NAMED_CONTENTS = re.compile(r"contents/\d+(?:-\d+)?\.ansi")


class SessionStore:
    """One server's hold on its session's folder. Not safe for threads."""

    def __init__(
        self, folder: Path, validate: Callable[[str], object] = check_session, keep: Keep = STANDARD
    ) -> None:
        self.contents = ContentsStore(folder)
        self._folder = folder
        self._validate = validate
        self._keep = keep
        self._text = ""  # what lies in session.kdl, as far as this run wrote it
        self._true_at: float | None = None  # when it was last known to be so
        self._named: dict[Path, list[str]] = {}  # contents that each generation names
        self._restoring = bool(self.restoring)

    def moved(self, folder: Path) -> None:
        self._folder = folder
        self.contents.moved(folder)

    @property
    def path(self) -> Path:
        return self._folder / SESSION_FILE

    @property
    def lost(self) -> bool:
        return bool(self._text) and not self.path.exists()

    def save(self, text: str, now: float) -> bool:
        """`now`: seconds since the epoch. To be called with every tick, also when nothing changed:
        so it is known until when a snapshot was true."""
        if self._restoring:
            return False
        try:
            has_new_contents = self.contents.settle()
            if text == self._text and self.path.exists():
                if has_new_contents:
                    os.utime(self.path, (now, now))
                self._true_at = now
                return False
            self._check(text)
            make_private_folder(self._folder)
            self._keep_generation(now)
            replace_whole(self.path, text.encode("utf-8", "surrogateescape"))
        except OSError as error:
            raise StoreError.from_os(error, self.path) from None
        self._text, self._true_at = text, now
        self._sweep(now)
        return True

    # --- restoring ------------------------------------------------------------------------------

    @property
    def restoring(self) -> str:
        """The name of a generation; empty when no restore is under way."""
        try:
            return read_own(self._folder / RESTORING_FILE).decode("ascii", "replace").strip()
        except (OSError, StoreError):
            return ""

    def begin_restore(self, now: float, source: str = "") -> str:
        """What is restored from is kept until the restore is whole, however often it fails: the
        generation `source`, or the present snapshot, which becomes one. Returns its name.
        Raises StoreError."""
        try:
            name = source or self.restoring or self._link_generation(self._last_true(now))
            replace_whole(self._folder / RESTORING_FILE, f"{name}\n".encode())
        except OSError as error:
            raise StoreError.from_os(error, self._folder) from None
        self._restoring = True
        return name

    def finish_restore(self) -> None:
        """Every pane is back at its level; saving goes on. Raises StoreError."""
        self._restoring = False
        try:
            (self._folder / RESTORING_FILE).unlink(missing_ok=True)
            sync_folder(self._folder)
        except OSError as error:
            raise StoreError.from_os(error, self._folder) from None

    # --- parts of a save ------------------------------------------------------------------------

    def _check(self, text: str) -> None:
        try:
            self._validate(text)
        except (ConfigError, KdlError, ValueError) as error:
            reason = f"refused to replace a good save by what can't be loaded: {error}"
            raise StoreError(reason, str(self.path)) from error

    def _last_true(self, now: float) -> float:
        if self._true_at is not None:
            return self._true_at
        return min(now, self.path.stat().st_mtime)

    def _keep_generation(self, now: float) -> None:
        """What is about to be replaced becomes an earlier snapshot, unless one was kept just now.
        The one found on the disk when the server came up always does."""
        if not self.path.exists():
            return
        moment = self._last_true(now)
        newest = next((g.moment for g in list_generations(self._folder)), None)
        if self._true_at is None or is_due(moment, newest):
            self._link_generation(moment)

    def _link_generation(self, moment: float) -> str:
        folder = self._folder / GENERATIONS_FOLDER
        make_private_folder(folder)
        name = name_generation(moment)
        kept = folder / f"{name}.kdl"
        try:
            os.link(self.path, kept)
        except FileExistsError:
            return name
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
                raise
            temporary = temporary_path(kept)  # a file system without hard links
            shutil.copy2(self.path, temporary)
            os.rename(temporary, kept)
        sync_folder(folder)
        return name

    def _sweep(self, now: float) -> None:
        """Drops old generations, and contents that nothing names any more. What can't be dropped
        is tried again with the next save."""
        try:
            generations = list_generations(self._folder)
            kept = choose_kept([g.moment for g in generations], now, self._keep)
            needed: list[tuple[str, float | None]] = [
                (name, None) for name in _NAMED_CONTENTS.findall(self._text)
            ]
            for generation in generations:
                if generation.moment not in kept:
                    generation.path.unlink(missing_ok=True)
                    continue
                named = self._named_contents(generation.path)
                needed += [(name, generation.moment) for name in named]
            self.contents.sweep(needed)
            for leftover in self._folder.glob(f".*{TEMPORARY}"):
                leftover.unlink(missing_ok=True)
        except OSError:
            return

    def _named_contents(self, generation: Path) -> list[str]:
        """A generation never changes, so it is read once."""
        if generation not in self._named:
            text = generation.read_text("utf-8", "replace")
            self._named[generation] = _NAMED_CONTENTS.findall(text)
        return self._named[generation]
