"""How a session begins: fresh from a layout, again from what was saved, or on from a crash."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mux.config.layout_file import read_layout_file
from mux.config.layout_find import find_layout
from mux.config.models import Config
from mux.config.paths import config_dir, shipped_dir
from mux.core.effects import Effect
from mux.core.geometry import Size
from mux.core.ids import PaneId
from mux.core.layout import Layout, PaneLayout, RunCommand, TabLayout
from mux.core.tree import Leaf
from mux.core.model import Workspace
from mux.core.start import start
from mux.server.arguments import ServerArguments
from mux.server.recovery import RecoveryFile


@dataclass(frozen=True, slots=True)
class Beginning:
    workspace: Workspace
    effects: tuple[Effect, ...] = ()
    contents: Mapping[PaneId, list[str]] = field(default_factory=dict)
    age: float = 0.0


def choose_beginning(
    arguments: ServerArguments, config: Config, recovery: RecoveryFile
) -> Beginning:
    if arguments.recover:
        return Beginning(recovery.read())
    return begin_fresh(arguments, config)


def begin_fresh(arguments: ServerArguments, config: Config) -> Beginning:
    layout = Layout()
    if arguments.program:
        layout = Layout((TabLayout(Leaf(PaneLayout(RunCommand(arguments.program), close_on_exit=True))),))
    elif arguments.layout:
        path = find_layout(arguments.layout, Path(config.layout_dir or config_dir() / "layouts"), shipped_dir("layouts"))
        reading = read_layout_file(path, cwd=arguments.cwd)
        if reading.layout is None:
            raise reading.problems[0].as_error()
        layout = reading.layout
    change = start(arguments.session, layout, Size(*arguments.size), arguments.cwd, gated=False)
    return Beginning(change.workspace, change.effects)
