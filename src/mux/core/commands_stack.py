"""Commands that pile panes up: one shows, of the others only the title rows."""

from mux.core.command import Command
from mux.core.geometry import Direction
from mux.core.ids import PaneId
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class StackPanes(Command):
    """Stack the tab's panes, or the pane with the one that lies in a direction."""

    direction: Direction | None = None
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class UnstackPanes(Command):
    """Give the panes of the stack that the pane is in equal room again."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class NewStackedPane(Command):
    """Open a new pane that is stacked with the pane in focus."""

    argv: tuple[str, ...] = ()
    cwd: str = ""
    name: str = ""
    close_on_exit: bool = False
