"""The sessions there are, and what can be done to those that don't run."""

import os
import shutil
from pathlib import Path

from mux.config.errors import ConfigError
from mux.config.paths import check_session_name, runtime_dir, sessions_dir
from mux.persist.listing import SessionEntry, list_sessions
from mux.persist.lock import read_holder


def list_entries() -> list[SessionEntry]:
    """Most recent first. Raises ConfigError where the folder of the sockets can't be trusted."""
    return list_sessions(runtime_dir(), sessions_dir())


def delete_saved(name: str) -> None:
    """Forgets a session that doesn't run. Raises OSError; ConfigError for what is no name."""
    folder = sessions_dir() / check_session_name(name)
    _refuse_held(folder, name)
    shutil.rmtree(folder)


def rename_saved(name: str, new: str) -> None:
    """Raises OSError (also if the new name is taken); ConfigError for what is no name."""
    folder = sessions_dir()
    target = folder / check_session_name(new)
    if target.exists():
        raise FileExistsError(f"there is a session “{new}” already")
    _refuse_held(folder / name, name)
    os.rename(folder / check_session_name(name), target)


def _refuse_held(folder: Path, name: str) -> None:
    if read_holder(folder) is not None:
        raise ConfigError(f"session “{name}” is running")
