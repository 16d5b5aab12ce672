"""Notices that the user's config file has changed."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pydantic is slow to import
    from mux.config.config_file import ConfigReading


class ConfigWatch:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = self._stamp()

    def look(self) -> "ConfigReading | None":
        """What the file says now, if that may be something else than at the last look."""
        stamp = self._stamp()
        if stamp == self._seen:
            return None
        self._seen = stamp
        from mux.config.config_file import load_reading

        return load_reading(self._path)

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = os.stat(self._path)
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
