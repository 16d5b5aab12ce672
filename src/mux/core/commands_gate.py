"""Commands for panes whose program waits or has ended."""

from mux.core.command import Command
from mux.core.ids import PaneId
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class RunPane(Command):
    """Run what waits behind the gate, or run again what ended."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class DropToShell(Command):
    """Leave the command behind the gate alone and open a shell."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class EditGate(Command):
    """Change the command that waits behind the gate."""

    text: str
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class RunAll(Command):
    """Run everything that waits in this tab, or in the whole session."""

    all_tabs: bool = False
