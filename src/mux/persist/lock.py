"""One server at a time for a saved session: flock on `<session>/lock`.

SessionLock(folder)         folder: sessions_dir / name; it is made if need be
.acquire() -> bool          True if it is ours; also when it was already
.descriptor                 to be left with the keeper, so that a crash does not unlock
.adopt(descriptor) -> bool  takes over what a server that crashed had left there
.release()
read_holder(folder) -> Holder | None        None: nobody holds it
remove_unlocked(folder, path)               what is left of a server that is gone
"""

import fcntl
import os
import time
from pathlib import Path
from typing import NamedTuple

from mux.persist.boot import read_boot_id
from mux.persist.errors import StoreError
from mux.persist.files import check_own, check_own_folder, make_private_folder
from mux.persist.names import LOCK_FILE

BETWEEN_TRIES = 0.005  # seconds: whoever only looks holds the lock for a moment
TRIES = 4  # when a living process has signed it
TRIES_UNSIGNED = 400  # when nobody has, or somebody who is gone


class Holder(NamedTuple):
    pid: int  # 0 = not told
    boot_id: str


class SessionLock:
    """Held until `release` or the end of the process; programs that it starts do not inherit it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptor = -1

    def acquire(self) -> bool:
        """Whether the session is ours. May be asked again at any time: if the folder was taken away
        under us, it is made and locked anew. Raises StoreError."""
        try:
            if self._descriptor >= 0 and self._is_in_place():
                return True
            self.release()
            make_private_folder(self._folder)
            check_own_folder(self._folder)
            return self._lock()
        except OSError as error:
            raise StoreError.from_os(error, self._folder / LOCK_FILE) from None

    def adopt(self, descriptor: int) -> bool:
        """Whether that is the lock of this session, locked; then it is ours as if acquired. The
        descriptor is taken over either way. Raises StoreError."""
        self.release()
        self._descriptor = descriptor
        try:
            if self._is_in_place() and _try_flock(descriptor):
                self._sign()
                return True
            self._drop()
        except OSError as error:
            raise StoreError.from_os(error, self._folder / LOCK_FILE) from None
        return False

    @property
    def descriptor(self) -> int:
        """-1 while it is not held."""
        return self._descriptor

    def moved(self, folder: Path) -> None:
        """The session was renamed, and its folder with it."""
        self._folder = folder

    def release(self) -> None:
        """For everybody who has it: a keeper's duplicate locks nothing any more."""
        if self._descriptor >= 0:
            os.ftruncate(self._descriptor, 0)
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            self._drop()

    def _drop(self) -> None:
        os.close(self._descriptor)
        self._descriptor = -1

    def _lock(self) -> bool:
        tries = 0
        while tries < (TRIES if _is_signed(self._folder) else TRIES_UNSIGNED):
            tries += 1
            descriptor = _open_lock(self._folder)
            if _try_flock(descriptor):
                self._descriptor = descriptor
                if self._is_in_place():
                    self._sign()
                    return True
                self._drop()  # somebody deleted the session meanwhile
                make_private_folder(self._folder)
                continue
            os.close(descriptor)
            time.sleep(BETWEEN_TRIES)
        return False

    def _sign(self) -> None:
        told = f"{os.getpid()} {read_boot_id()}\n".encode()
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, told, 0)

    def _is_in_place(self) -> bool:
        try:
            found = os.stat(self._folder / LOCK_FILE, follow_symlinks=False)
        except FileNotFoundError:
            return False
        return os.path.samestat(found, os.fstat(self._descriptor))


def read_holder(folder: Path) -> Holder | None:
    """Who has the session open. A file that can't be opened counts as held by nobody."""
    try:
        descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if _try_flock(descriptor):
            return None
        return _read_signature(descriptor)
    finally:
        os.close(descriptor)


def _read_signature(descriptor: int) -> Holder:
    pid, _, boot_id = os.pread(descriptor, 200, 0).decode("ascii", "replace").partition(" ")
    return Holder(int(pid) if pid.isdecimal() else 0, boot_id.strip())


def _is_signed(folder: Path) -> bool:
    """Whether a process that lives has written its name into the lock."""
    try:
        descriptor = os.open(folder / LOCK_FILE, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        holder = _read_signature(descriptor)
        if holder.pid == 0 or holder.boot_id != read_boot_id():
            return False
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    finally:
        os.close(descriptor)
    return True


def remove_unlocked(folder: Path, path: Path) -> None:
    """Removes a file (a socket that nobody answers on) unless somebody holds the session, or takes
    it at this moment."""
    try:
        descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        path.unlink(missing_ok=True)  # the session has no lock, so it has no server
        return
    try:
        if _try_flock(descriptor):
            path.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _open_lock(folder: Path) -> int:
    path = folder / LOCK_FILE
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    check_own(os.fstat(descriptor), path)
    return descriptor


def _try_flock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
