"""Writing the contents of panes: each save adds what is new since the last one.

ContentsStore(folder)                           the session's folder
.save(pane, lines, state, now) -> str           the name for the session file's contents_file
.settle()                                       makes all of it last; SessionStore.save does
.forget(pane)                                   the pane was closed
.erase(pane)                                    the pane became private: nothing of it stays
.sweep(needed)                                  drops files that no snapshot asks for any more
"""

import os
from array import array
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from mux.dataclass import dataclass
from mux.persist.contents import encode_record, list_parts, needed_part
from mux.persist.errors import StoreError
from mux.persist.files import (
    TEMPORARY,
    create_private,
    make_private_folder,
    sync_file,
    sync_folder,
    temporary_path,
    write_all,
)
from mux.persist.names import CONTENTS_FOLDER

FEW_LINES = 500  # that may be written in vain before a file is written anew
MOST_PLACES = 64  # where lines that stayed are looked for
FEW_PANES = 4  # that are synced one after the other, at the end
SYNCS_AT_ONCE = 4  # of more panes, while the next ones are written


@dataclass(slots=True)
class PaneFile:
    """What this run has written of one pane. `keys`: hashes of the lines that the file now ends
    with; the lines themselves would cost their memory twice."""

    base: str
    keys: "array[int]"
    state: Mapping[str, Any]
    size: int = 0
    lines_written: int = 0


class ContentsStore:
    """Not safe for threads; no two of them on one folder (see mux.persist.lock)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / CONTENTS_FOLDER
        self._panes: dict[int, PaneFile] = {}
        # Panes whose last words may not be on the disk yet, and what already sees to it.
        self._unsettled: dict[int, list[Future[None]]] = {}
        self._syncs = ThreadPoolExecutor(SYNCS_AT_ONCE, "sync")

    def save(self, pane: int, lines: Sequence[str], state: Mapping[str, Any], now: float) -> str:
        """Writes nothing if nothing changed. `state` must be fit for JSON. Raises StoreError, and
        then what was saved before is still there."""
        keys = array("q", map(hash, lines))
        saved = self._panes.get(pane)
        try:
            if saved is None or not self._path(saved.base).exists():
                saved = PaneFile(self._free_base(pane), array("q"), {})
                self._write_anew(saved, lines, keys, state, now)
                self._panes[pane] = saved
                self._note_written(pane)
            elif keys != saved.keys or state != saved.state:
                self._add(saved, lines, keys, state, now)
                self._note_written(pane)
        except OSError as error:
            raise StoreError.from_os(error, self._folder) from None
        return f"{CONTENTS_FOLDER}/{saved.base}.ansi"

    def settle(self) -> bool:
        """Whether anything was written since the last time. Raises StoreError; the panes that it
        failed for are then written in full by their next save."""
        if not self._unsettled:
            return False
        panes, self._unsettled = self._unsettled, {}
        try:
            for pane, syncs in panes.items():
                if pane not in self._panes:
                    continue  # closed or made private meanwhile
                for sync in syncs:
                    sync.result()
                if not syncs:
                    sync_file(self._path(self._panes[pane].base))
            sync_folder(self._folder)
        except OSError as error:
            for pane in panes:
                self.forget(pane)
            raise StoreError.from_os(error, self._folder) from None
        return True

    def _note_written(self, pane: int) -> None:
        syncs = self._unsettled.setdefault(pane, [])
        if len(self._unsettled) > FEW_PANES:
            path = self._path(self._panes[pane].base)
            syncs.append(self._syncs.submit(sync_file, path))

    def forget(self, pane: int) -> None:
        self._panes.pop(pane, None)

    def erase(self, pane: int) -> None:
        """Raises StoreError."""
        self.forget(pane)
        try:
            for base, parts in list_parts(self._folder).items():
                if base.partition("-")[0] == str(pane):
                    for _, path in parts:
                        path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError.from_os(error, self._folder) from None

    def moved(self, folder: Path) -> None:
        """The session was renamed, and its folder with it."""
        self._folder = folder / CONTENTS_FOLDER

    def sweep(self, needed: Iterable[tuple[str, float | None]]) -> None:
        """Deletes what neither a pane of this run nor a snapshot needs. `needed`: names as in
        session files, and the moment of the snapshot that names them (None: the present one).
        Raises OSError."""
        moments: dict[str, set[float | None]] = {pane.base: {None} for pane in self._panes.values()}
        for name, moment in needed:
            base = name.removeprefix(f"{CONTENTS_FOLDER}/").removesuffix(".ansi")
            moments.setdefault(base, set()).add(moment)
        for base, parts in list_parts(self._folder).items():
            kept = {needed_part(parts, moment) for moment in moments.get(base, ())}
            for part in parts:
                if part not in kept:
                    part[1].unlink(missing_ok=True)
        for path in self._folder.glob(f".*{TEMPORARY}"):
            path.unlink(missing_ok=True)

    def _add(
        self,
        saved: PaneFile,
        lines: Sequence[str],
        keys: "array[int]",
        state: Mapping[str, Any],
        now: float,
    ) -> None:
        start, common = find_overlap(saved.keys, keys)
        rewind = len(saved.keys) - start - common
        added = len(lines) - common
        if saved.lines_written + added > 2 * max(len(lines), FEW_LINES):
            self._write_anew(saved, lines, keys, state, now)
            return
        record = encode_record(rewind, lines[common:], len(lines), state, now)
        if not self._append(saved, record):
            self._write_anew(saved, lines, keys, state, now)
            return
        saved.keys, saved.state = keys, state
        saved.size += len(record)
        saved.lines_written += added

    def _append(self, saved: PaneFile, record: bytes) -> bool:
        """False if the file is not as we left it. What an earlier attempt tore is cut off first."""
        flags = os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(self._path(saved.base), flags)
        try:
            size = os.fstat(descriptor).st_size
            if size < saved.size:
                return False
            if size > saved.size:
                os.ftruncate(descriptor, saved.size)
            os.lseek(descriptor, saved.size, os.SEEK_SET)
            write_all(descriptor, record)
        finally:
            os.close(descriptor)
        return True

    def _write_anew(
        self,
        saved: PaneFile,
        lines: Sequence[str],
        keys: "array[int]",
        state: Mapping[str, Any],
        now: float,
    ) -> None:
        make_private_folder(self._folder)
        record = encode_record(0, lines, len(lines), state, now)
        path = self._path(saved.base)
        temporary = temporary_path(path)
        descriptor = create_private(temporary)
        try:
            write_all(descriptor, record)
            if path.exists():
                os.fsync(descriptor)  # what takes the place of a good file is good itself
                os.link(path, self._folder / f"{saved.base}@{int(now * 1000)}.ansi")
            os.rename(temporary, path)
        except FileExistsError:  # written anew twice within a millisecond: that one is kept
            os.rename(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
        saved.keys, saved.state = keys, state
        saved.size, saved.lines_written = len(record), len(lines)

    def _path(self, base: str) -> Path:
        return self._folder / f"{base}.ansi"

    def _free_base(self, pane: int) -> str:
        taken = list_parts(self._folder)
        number = 1
        while (base := f"{pane}-{number}" if number > 1 else f"{pane}") in taken:
            number += 1
        return base


def find_overlap(old: "array[int]", new: "array[int]") -> tuple[int, int]:
    """Where in `old` the beginning of `new` is found, and how many lines agree from there on.

    Any answer is right in that the rest can be replaced; the best of the first few places is taken.
    """
    best = (len(old), 0)
    start = 0
    for _ in range(MOST_PLACES):
        try:
            start = old.index(new[0], start) if new else len(old)
        except ValueError:
            break
        common = common_length(old, start, new)
        if common > best[1]:
            best = (start, common)
        if start + common == len(old):
            break
        start += 1
    return best


def common_length(old: "array[int]", start: int, new: "array[int]") -> int:
    """How many lines of old[start:] and new agree, from the first on."""
    low, high = 0, min(len(old) - start, len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[start + low : start + middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
