"""What `mux setup --check` says: what was found where, and what is wrong with it."""

import os
from collections.abc import Callable
from pathlib import Path

from mux.config.config_file import load_reading
from mux.config.errors import ConfigError
from mux.config.layout_file import check_layout, read_if_there
from mux.config.layout_find import find_layout
from mux.config.layout_problems import Severity
from mux.config.models import Config
from mux.config.paths import (
    config_dir,
    config_file,
    log_dir,
    read_trusted,
    runtime_dir,
    sessions_dir,
    shipped_dir,
)
from mux.config.theme_find import find_theme, list_themes, theme_folders
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what it is, where it is, and what is wrong (nothing where `problems` is empty).

    `present` tells a thing that is there from one that need not be.
    """

    what: str
    where: str
    present: bool = True
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def check_setup() -> tuple[Finding, ...]:
    """Everything that mux reads and writes, looked at once; raises nothing."""
    path = config_file()
    reading = load_reading(path)
    config = reading.config
    return (
        Finding(
            "config",
            str(path),
            path.exists(),
            tuple(str(error) for error in reading.errors),
            tuple(str(warning) for warning in reading.warnings),
        ),
        _check_layout(config),
        *_check_themes(config),
        _check_place("layouts", lambda: layout_dir(config)),
        _check_place("themes", lambda: theme_folders(config)[0]),
        _check_place("sessions", sessions_dir),
        _check_place("sockets", runtime_dir),
        _check_place("logs", log_dir),
    )


def layout_dir(config: Config) -> Path:
    """The folder of the user's own layouts."""
    return Path(config.layout_dir) if config.layout_dir else config_dir() / "layouts"


def _check_layout(config: Config) -> Finding:
    """The layout that a new session gets."""
    what = f"layout “{config.default_layout}”"
    try:
        path = find_layout(config.default_layout, layout_dir(config), shipped_dir("layouts"))
        text = read_trusted(path)
    except (ConfigError, OSError) as error:
        return Finding(what, "", present=False, problems=(str(error),))
    _, problems = check_layout(text, str(path), read_file=read_if_there)
    errors = tuple(str(problem.as_error()) for problem in problems)
    wrong = tuple(
        text
        for text, problem in zip(errors, problems, strict=True)
        if problem.severity is Severity.ERROR
    )
    return Finding(what, str(path), True, wrong, tuple(t for t in errors if t not in wrong))


def _check_themes(config: Config) -> list[Finding]:
    """The themes in use, and files that hold none."""
    findings: list[Finding] = []
    folders = theme_folders(config)
    for name in dict.fromkeys((config.theme_name(dark=True), config.theme_name(dark=False))):
        try:
            find_theme(name, folders, config.themes)
        except ConfigError as error:
            findings.append(Finding(f"theme “{name}”", "", False, (str(error),)))
        else:
            findings.append(Finding(f"theme “{name}”", ""))
    _, errors = list_themes(folders)
    findings += [Finding("theme file", error.path, True, (str(error),)) for error in errors]
    return findings


def _check_place(what: str, find: Callable[[], Path]) -> Finding:
    """A folder: there or not, and whether the user may read and write it."""
    try:
        path = find()
    except (ConfigError, OSError) as error:
        return Finding(what, "", present=False, problems=(str(error),))
    if not path.exists():
        return Finding(what, str(path), present=False)
    if not path.is_dir():
        return Finding(what, str(path), True, (f"{path}: is not a folder",))
    if not os.access(path, os.R_OK | os.X_OK):
        return Finding(what, str(path), True, (f"{path}: can't be read",))
    return Finding(what, str(path))
