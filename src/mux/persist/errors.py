"""The one exception of this layer."""

import os


class StoreError(Exception):
    """Something could not be saved or read; str() is one line for the user.

    `errno` is the system's number (ENOSPC, EROFS, EACCES …), 0 where the reason is another.
    """

    def __init__(self, message: str, path: str = "", errno: int = 0) -> None:
        self.message = message
        self.path = path
        self.errno = errno
        super().__init__(f"{path}: {message}" if path else message)

    @classmethod
    def from_os(cls, error: OSError, path: str | os.PathLike[str] = "") -> "StoreError":
        place = os.fspath(path) or os.fsdecode(error.filename or "")
        return cls(error.strerror or str(error), place, error.errno or 0)
