"""Where everything lies. No folder is made here but the runtime one; imports no pydantic."""

import os
import stat
import warnings
from pathlib import Path

import platformdirs

from mux.config.errors import ConfigError
from mux.core import names
from mux.core.names import printable as printable

# What a path of a Unix socket may be long, less the ending and a margin (sun_path is 108 bytes).
LONGEST_SOCKET_PATH = 100


def check_session_name(name: str) -> str:
    """The name, if a session may have it. Raises ConfigError with what is wrong."""
    try:
        return names.check_session_name(name)
    except ValueError as error:
        raise ConfigError(str(error)) from None


def runtime_dir() -> Path:
    """The folder of the sockets: ours alone, 0700. Raises ConfigError if it can't be trusted."""
    wanted = os.environ.get("MUX_RUNTIME_DIR")
    if wanted:
        return private_dir(Path(wanted))
    with warnings.catch_warnings():  # that XDG_RUNTIME_DIR is not set concerns nobody
        warnings.simplefilter("ignore")
        path = Path(platformdirs.user_runtime_dir("mux"))
    try:
        return private_dir(path)
    except FileNotFoundError:
        import tempfile  # costs more than the rest of this module, and is seldom needed

        return private_dir(Path(tempfile.gettempdir()) / f"mux-{os.getuid()}")


def private_dir(path: Path) -> Path:
    """Makes the folder (0700) if it is not there, and checks that it is the user's own."""
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        pass
    except PermissionError as error:
        raise ConfigError(f"can't make the folder: {error.strerror}", str(path)) from None
    found = os.lstat(path)
    if not stat.S_ISDIR(found.st_mode):
        raise ConfigError("is not a folder; remove it or set MUX_RUNTIME_DIR", str(path))
    if found.st_uid != os.getuid():
        raise ConfigError(
            "belongs to somebody else; set MUX_RUNTIME_DIR to a folder of yours", str(path)
        )
    if found.st_mode & 0o077:
        raise ConfigError("is open to other users; run chmod 700 on it", str(path))
    return path


def socket_path(name: str, folder: Path | None = None) -> Path:
    """The socket of a session's server."""
    path = (folder or runtime_dir()) / f"{name}.sock"
    if len(os.fsencode(path)) > LONGEST_SOCKET_PATH:
        raise ConfigError(
            "is too long for a socket; set MUX_RUNTIME_DIR to a shorter folder", str(path)
        )
    return path


def sessions_dir() -> Path:
    """The folder that holds one folder for each saved session."""
    override = os.environ.get("MUX_CACHE_DIR")
    root = Path(override) if override else Path(platformdirs.user_cache_dir("mux"))
    return root / "sessions"


def config_dir() -> Path:
    override = os.environ.get("MUX_CONFIG_DIR")
    return Path(override) if override else Path(platformdirs.user_config_dir("mux"))


def config_file() -> Path:
    return config_dir() / "config.kdl"


def log_dir() -> Path:
    override = os.environ.get("MUX_STATE_DIR")
    return Path(override) if override else Path(platformdirs.user_state_dir("mux"))


def shipped_dir(name: str) -> Path:
    """The built-in "layouts" or "themes".

    They lie inside the package when it was installed from a wheel, and at the top of the repository
    in an editable install.
    """
    inside = Path(__file__).resolve().parents[1] / name
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / name


def check_trusted(path: Path) -> None:
    """Nothing for a user; for root: refuses what somebody else could have written.

    Raises ConfigError with the reason, OSError if the file can't be looked at.
    """
    if os.geteuid() == 0 and (reason := distrust_reason(path, 0)):
        raise ConfigError(f"{reason}; root does not read it", str(path))


def read_trusted(path: Path) -> str:
    """The text of a file that passes `check_trusted`. Raises ConfigError and OSError.

    What is checked is the file that is then read: another one put in its place goes unread.
    """
    with open(path, "rb") as file:
        if os.geteuid() == 0:
            opened = os.fstat(file.fileno())
            check_trusted(path)
            if not os.path.samestat(opened, os.stat(path)):
                raise ConfigError("was replaced while it was read", str(path))
        try:
            return file.read().decode()
        except UnicodeDecodeError as error:
            raise ConfigError(
                f"is not UTF-8 (at byte {error.start}); save it as UTF-8", str(path)
            ) from None


def distrust_reason(path: Path, uid: int) -> str:
    """Why the user `uid` should not believe a file or folder; "" where all is well.

    Looked at are the thing itself, where a link leads, and the folder it lies in: whoever may write
    to that folder may put another file there (unless it is sticky, as /tmp is).
    """
    real = path.resolve()
    for place in dict.fromkeys((path, real, real.parent)):
        found = os.lstat(place)
        what = "" if place == path else f"{place} "
        if found.st_uid not in (uid, 0):
            return f"{what}belongs to another user (uid {found.st_uid})"
        if stat.S_ISLNK(found.st_mode):
            continue
        if place == real.parent and found.st_mode & stat.S_ISVTX:
            continue
        others_group = found.st_gid not in (0, uid)  # a user's private group has the user's number
        if found.st_mode & stat.S_IWOTH or (found.st_mode & stat.S_IWGRP and others_group):
            return f"{what}can be written by others"
    return ""
