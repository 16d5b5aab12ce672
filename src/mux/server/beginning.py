"""How a session begins: fresh from a layout, again from what was saved, or on from a crash."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mux import __version__
from mux.config.layout_file import read_layout_file
from mux.config.layout_find import find_layout
from mux.config.models import Config
from mux.config.paths import config_dir, shipped_dir
from mux.config.session_file import SessionHeader, read_session
from mux.core.effects import Effect
from mux.core.geometry import Size
from mux.core.ids import PaneId
from mux.core.layout import Layout, PaneLayout, RunCommand, TabLayout
from mux.core.model import Workspace
from mux.core.start import start
from mux.core.tree import Leaf
from mux.persist.boot import read_boot_id
from mux.persist.contents import load_contents
from mux.persist.errors import StoreError
from mux.persist.store import SessionStore
from mux.server.arguments import ServerArguments
from mux.server.recovery import RecoveryFile


@dataclass(frozen=True, slots=True)
class Beginning:
    """`contents`: what was saved of panes; `age`: how old that is, in seconds."""

    workspace: Workspace
    header: SessionHeader
    effects: tuple[Effect, ...] = ()
    contents: Mapping[PaneId, list[str]] = field(default_factory=dict)
    age: float = 0.0
    problems: tuple[str, ...] = ()


def choose_beginning(
    arguments: ServerArguments, config: Config, recovery: RecoveryFile, store: SessionStore
) -> Beginning:
    """Raises ConfigError or StoreError where there is nothing to begin with."""
    if arguments.recover:
        return Beginning(recovery.read(), fresh_header(arguments.session))
    if arguments.resurrect:
        return begin_again(arguments, store)
    return begin_fresh(arguments, config)


def fresh_header(name: str) -> SessionHeader:
    return SessionHeader(
        name=name,
        created=time.time(),
        boot_id=read_boot_id(),
        pid=os.getpid(),
        version=__version__,
    )


def begin_fresh(arguments: ServerArguments, config: Config) -> Beginning:
    layout = choose_layout(arguments, config)
    change = start(arguments.session, layout, Size(*arguments.size), arguments.cwd, gated=False)
    workspace = replace(change.workspace, frames=config.frames)
    return Beginning(workspace, fresh_header(arguments.session), change.effects)


def choose_layout(arguments: ServerArguments, config: Config) -> Layout:
    if arguments.program:
        run = RunCommand(arguments.program)
        return Layout((TabLayout(Leaf(PaneLayout(run, close_on_exit=True))),))
    folder = Path(config.layout_dir) if config.layout_dir else config_dir() / "layouts"
    path = find_layout(arguments.layout or config.default_layout, folder, shipped_dir("layouts"))
    reading = read_layout_file(path, cwd=arguments.cwd)
    if reading.layout is None:
        raise reading.problems[0].as_error()
    return reading.layout


def begin_again(arguments: ServerArguments, store: SessionStore) -> Beginning:
    """Everything that waits is behind the gate; what was on the screens comes back."""
    text = store.path.read_text("utf-8", "surrogateescape")
    saved = read_session(text, str(store.path))
    change = start(
        arguments.session, saved.layout, Size(*arguments.size), arguments.cwd, gated=True
    )
    contents: dict[PaneId, list[str]] = {}
    problems = [str(problem) for problem in saved.problems]
    for pane in change.workspace.panes.values():
        if pane.contents_file:
            try:
                found = load_contents(store.path.parent, pane.contents_file)
            except StoreError as error:
                problems.append(str(error))
            else:
                contents[pane.id] = found.lines
    header = replace(fresh_header(arguments.session), created=saved.header.created)
    age = max(0.0, time.time() - saved.header.saved)
    return Beginning(change.workspace, header, change.effects, contents, age, tuple(problems))
