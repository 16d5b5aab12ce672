"""Layout files on behalf of a session: found, read, and not trusted more than they deserve."""

import os
from dataclasses import replace
from pathlib import Path

from mux.config.errors import ConfigError
from mux.config.layout_file import read_layout_file
from mux.config.layout_find import find_layout
from mux.config.models import Config
from mux.config.paths import config_dir, distrust_reason, shipped_dir
from mux.core.commands import CommandError
from mux.core.effects import ReadLayout
from mux.core.layout import Layout, PaneLayout, Shell, TabLayout
from mux.core.tree_edit import map_leaves


def read_named_layout(name: str, cwd: str, config: Config) -> Layout:
    """A layout by name or path. Raises ConfigError with the first mistake in it."""
    return _read_file(find_named_layout(name, cwd, config), cwd)


def read_asked_layout(asked: ReadLayout, config: Config) -> Layout:
    """The layout that a command names. In one that somebody else could have written, every command
    waits for ENTER. Raises CommandError."""
    try:
        path = find_named_layout(asked.name, asked.cwd, config)
        layout = _read_file(path, asked.cwd)
    except ConfigError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{asked.name}: {error.strerror}") from None
    return suspend_commands(layout) if distrust_reason(path, os.geteuid()) else layout


def find_named_layout(name: str, cwd: str, config: Config) -> Path:
    """Where the file of that name or path is; a relative path is seen from `cwd`."""
    folder = Path(config.layout_dir) if config.layout_dir else config_dir() / "layouts"
    path = Path(name).expanduser()
    if path.suffix or "/" in name:
        name = str(Path(cwd) / path)
    return find_layout(name, folder, shipped_dir("layouts"))


def suspend_commands(layout: Layout) -> Layout:
    """The layout with nothing that runs by itself but shells."""
    new_tab = None if layout.new_tab is None else _suspend_tab(layout.new_tab)
    return replace(layout, tabs=tuple(_suspend_tab(tab) for tab in layout.tabs), new_tab=new_tab)


def _suspend_tab(tab: TabLayout) -> TabLayout:
    floating = tuple(replace(item, pane=_suspend(item.pane)) for item in tab.floating)
    return replace(tab, root=map_leaves(tab.root, _suspend), floating=floating)


def _suspend(pane: PaneLayout) -> PaneLayout:
    return pane if isinstance(pane.run, Shell) else replace(pane, start_suspended=True)


def _read_file(path: Path, cwd: str) -> Layout:
    reading = read_layout_file(path, cwd=cwd)
    if reading.layout is None:
        raise reading.problems[0].as_error()
    return reading.layout
