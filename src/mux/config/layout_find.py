"""Finds layout files: by path, or by name in the user's folder and among the built-in ones."""

from pathlib import Path

from mux.config.errors import ConfigError
from mux.config.suggest import did_you_mean


def find_layout(name_or_path: str, layout_dir: Path, builtin_dir: Path) -> Path:
    """The file that is meant. What has an ending or a slash is a path, all else a name.

    A name is NAME.kdl or NAME in the user's folder, then NAME.kdl among the built-in layouts.
    Raises ConfigError where there is no such file.
    """
    if "://" in name_or_path:
        raise ConfigError("mux fetches nothing; download the file and look at it", name_or_path)
    path = Path(name_or_path).expanduser()
    if path.suffix or "/" in name_or_path:
        if not path.is_file():
            what = "is a folder, not a layout file" if path.is_dir() else "there is no such file"
            raise ConfigError(what + _named(path, layout_dir, builtin_dir), name_or_path)
        return path
    own = layout_dir / name_or_path
    for candidate in (
        own.with_name(f"{own.name}.kdl"),
        own,
        builtin_dir / f"{name_or_path}.kdl",
    ):
        if candidate.is_file():
            return candidate
    known = list_layouts(layout_dir, builtin_dir)
    hint = did_you_mean(name_or_path, known) or f"; there are {', '.join(known)}"
    raise ConfigError(f"there is no layout “{name_or_path}”{hint}")


def list_layouts(layout_dir: Path, builtin_dir: Path) -> dict[str, Path]:
    """Every layout that has a name, sorted; the user's own hide built-in ones of their name."""
    found = {
        path.stem: path
        for folder in (builtin_dir, layout_dir)
        for path in folder.glob("*.kdl")
        if not path.name.endswith(".swap.kdl")
    }
    return dict(sorted(found.items()))


def _named(path: Path, layout_dir: Path, builtin_dir: Path) -> str:
    """A hint for `dev.kdl` where only a layout called dev exists."""
    name = path.name.removesuffix(".kdl")
    if name in list_layouts(layout_dir, builtin_dir):
        return f"; for the layout of that name write “{name}”"
    return ""
