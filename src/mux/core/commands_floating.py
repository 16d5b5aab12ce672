"""Commands on floating panes."""

from mux.core.command import Command
from mux.core.ids import PaneId
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class NewFloatingPane(Command):
    """Open a floating pane above the others."""

    argv: tuple[str, ...] = ()
    cwd: str = ""
    name: str = ""
    close_on_exit: bool = False


@dataclass(frozen=True, slots=True)
class ToggleFloating(Command):
    """Show or hide the tab's floating panes."""


@dataclass(frozen=True, slots=True)
class ToggleEmbed(Command):
    """Turn a floating pane into a tiled one, or a tiled one into a floating one."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class TogglePinned(Command):
    """Keep a floating pane on top also when the floating panes are hidden."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class MoveFloating(Command):
    """Move a floating pane's top left corner by some cells."""

    columns: int
    rows: int
    pane: PaneId | None = None
