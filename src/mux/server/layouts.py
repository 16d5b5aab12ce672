"""Layout files on behalf of a session: found, read, and not trusted more than they deserve."""

import logging
from pathlib import Path

from mux.config.config_file import merge_config, read_config_nodes
from mux.config.errors import ConfigError
from mux.config.layout_file import check_config, parse_layout, read_if_there
from mux.config.layout_find import find_layout
from mux.config.layout_problems import Severity
from mux.config.layout_trust import is_approved, read_layout_text, suspend
from mux.config.models import Config
from mux.config.paths import config_dir, shipped_dir
from mux.core.commands import CommandError
from mux.core.effects import ReadLayout
from mux.core.layout import Layout
from mux.dataclass import dataclass
from mux.kdl.node import Node

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NamedLayout:
    """`options`: the config nodes beside the layout; `warnings`: for the user; `fallback`: whether
    it stands in for one that can't be used."""

    layout: Layout
    options: tuple[Node, ...] = ()
    warnings: tuple[str, ...] = ()
    fallback: bool = False


def open_layout(name: str, cwd: str, config: Config, trusted: bool = False) -> NamedLayout:
    """A layout by name or path. In one that somebody else could have written, and that the user has
    not agreed to, commands wait for ENTER and options do not count; unless it is `trusted`.

    Raises ConfigError with the first mistake in it, or OSError where it can't be read.
    """
    path = find_named_layout(name, cwd, config)
    found = read_layout_text(path)
    reading = parse_layout(found.text, str(path), cwd=cwd, read_file=read_if_there)
    if reading.layout is None:
        raise next(p.as_error() for p in reading.problems if p.severity is Severity.ERROR)
    problems = [*reading.problems, *check_config(reading.config, str(path))]
    warnings = tuple(str(problem.as_error()) for problem in problems)
    for warning in warnings:
        log.warning("%s", warning)
    if trusted or is_approved(found):
        return NamedLayout(reading.layout, reading.config, warnings)
    doubt = f"{path} {found.doubt}: its commands wait for ENTER"
    return NamedLayout(suspend(reading.layout), (), (doubt, *warnings))


def read_named_layout(name: str, cwd: str, config: Config) -> Layout:
    """The same without what stands beside the layout."""
    return open_layout(name, cwd, config).layout


def read_asked_layout(asked: ReadLayout, config: Config) -> Layout:
    """The layout that a command names. Raises CommandError."""
    try:
        return read_named_layout(asked.name, asked.cwd, config)
    except ConfigError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{asked.name}: {error.strerror}") from None


def find_named_layout(name: str, cwd: str, config: Config) -> Path:
    """Where the file of that name or path is; a relative path is seen from `cwd`."""
    folder = Path(config.layout_dir) if config.layout_dir else config_dir() / "layouts"
    path = Path(name).expanduser()
    if "://" not in name and (path.suffix or "/" in name):
        name = str(Path(cwd) / path)
    return find_layout(name, folder, shipped_dir("layouts"))


def with_options(config: Config, options: tuple[Node, ...]) -> Config:
    """The config with those that stand beside a layout. What is wrong in them has been told."""
    return merge_config(config, read_config_nodes(options)) if options else config
