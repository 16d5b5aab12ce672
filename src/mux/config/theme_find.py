"""Finds themes by name: those of config.kdl, then the user's folder, then the built-in ones."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from mux.config.errors import ConfigError
from mux.config.models import Config
from mux.config.paths import config_dir, read_trusted, shipped_dir
from mux.config.suggest import did_you_mean
from mux.config.theme import Theme
from mux.config.theme_file import read_theme_file


def theme_folders(config: Config) -> tuple[Path, ...]:
    """Where themes lie, the first folder first."""
    own = Path(config.theme_dir) if config.theme_dir else config_dir() / "themes"
    return own, shipped_dir("themes")


def find_theme(
    name: str, folders: Sequence[Path], written: Mapping[str, Theme] | None = None
) -> Theme:
    """The theme of that name; `written` are those that stand in config.kdl.

    NAME.kdl is asked first, then every other file. Raises ConfigError: no such theme, or a mistake
    in NAME.kdl; mistakes in other files are their own themes' affair.
    """
    if written and name in written:
        return written[name]
    for folder in folders:
        path = folder / f"{name}.kdl"
        if Path(name).name == name and path.is_file() and name in (found := read_file(path)):
            return found[name]
    themes, _ = list_themes(folders, written)
    if name not in themes:
        raise ConfigError(f"there is no theme “{name}”{did_you_mean(name, themes)}")
    return themes[name]


def list_themes(
    folders: Sequence[Path], written: Mapping[str, Theme] | None = None
) -> tuple[dict[str, Theme], tuple[ConfigError, ...]]:
    """Every theme by name, sorted, and what is wrong with files that could not be read."""
    themes: dict[str, Theme] = {}
    errors: list[ConfigError] = []
    for folder in reversed(folders):
        for path in sorted(folder.glob("*.kdl")):
            try:
                themes |= read_file(path)
            except ConfigError as error:
                errors.append(error)
    themes |= written or {}
    return dict(sorted(themes.items())), tuple(errors)


def read_file(path: Path) -> dict[str, Theme]:
    try:
        text = read_trusted(path)
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror}", str(path)) from None
    return read_theme_file(text, str(path))
