"""Files and folders that are the user's alone, and are there whole or not at all.

make_private_folder(path)       0700 whatever the umask
create_private(path) -> int     0600 whatever the umask; the file must not exist
write_all(descriptor, bytes)    however often it takes
sync_file(path)
replace_whole(path, bytes)      temporary file, fsync, read back, rename, fsync of the folder
read_own(path) -> bytes         refuses what somebody else could have written
sync_folder(path)
"""

import os
import stat
import time
from pathlib import Path

from mux.persist.errors import StoreError

TEMPORARY = ".tmp"  # how the names of files end that a crash may leave behind


def make_private_folder(path: Path) -> None:
    """With its parents. Raises OSError."""
    if path.is_dir():
        return
    if path.parent != path:
        make_private_folder(path.parent)
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        return
    os.chmod(path, 0o700)  # the umask may have taken our own rights away


def create_private(path: Path) -> int:
    """A descriptor to write with. Raises OSError."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    os.fchmod(descriptor, 0o600)
    return descriptor


def write_all(descriptor: int, content: bytes) -> None:
    """From the descriptor's present place on. Raises OSError."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def replace_whole(path: Path, content: bytes) -> None:
    """Raises OSError, or StoreError if what came to lie on the disk is something else; whatever was
    at the path is then still there, untouched."""
    temporary = temporary_path(path)
    descriptor = create_private(temporary)
    try:
        try:
            write_all(descriptor, content)
            os.fsync(descriptor)
            if os.pread(descriptor, len(content) + 1, 0) != content:
                raise StoreError("what was written does not read back", str(path))
        finally:
            os.close(descriptor)
        os.rename(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def temporary_path(path: Path) -> Path:
    """A name in the same folder that nobody else takes."""
    return path.with_name(f".{path.name}.{os.getpid()}-{time.monotonic_ns()}{TEMPORARY}")


def sync_file(path: Path) -> None:
    """Makes what was written to the file last. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Makes renames and new names in the folder last. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_own(path: Path) -> bytes:
    """Raises StoreError for a file that is not this user's own, is a link, or that others may
    write; OSError for one that can't be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        if path.is_symlink():
            raise StoreError("is a symbolic link; it is not followed", str(path)) from None
        raise error
    with open(descriptor, "rb") as file:
        check_own(os.fstat(descriptor), path)
        return file.read()


def check_own(found: os.stat_result, path: Path) -> None:
    """Raises StoreError with the reason why what was found there is not to be trusted."""
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        raise StoreError("is neither a file nor a folder", str(path))
    if found.st_uid != os.geteuid():
        raise StoreError("belongs to somebody else; it is not trusted", str(path))
    if found.st_mode & 0o022:
        raise StoreError("can be written by others; run chmod go-w on it", str(path))


def check_own_folder(path: Path) -> None:
    """Raises StoreError, or OSError if there is none."""
    check_own(os.lstat(path), path)
