"""Commands that open, move and name panes."""

from mux.core.command import Command
from mux.core.geometry import Direction
from mux.core.ids import PaneId
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SplitPane(Command):
    """Split the pane and open a new one beside it."""

    direction: Direction = Direction.RIGHT
    argv: tuple[str, ...] = ()  # empty: the user's shell
    cwd: str = ""  # empty: where the split pane is
    name: str = ""
    close_on_exit: bool = False  # of argv; a shell's pane always closes
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class NewPane(Command):
    """Open a new pane where the layout has a place for it, else beside the pane in focus."""

    argv: tuple[str, ...] = ()
    cwd: str = ""
    name: str = ""
    close_on_exit: bool = False


@dataclass(frozen=True, slots=True)
class BreakPane(Command):
    """Move the pane into a new tab of its own."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class MovePaneToTab(Command):
    """Move the pane into another tab, by that tab's number, counted from 1."""

    number: int
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class RenamePane(Command):
    """Name the pane; an empty name gives it its program's title back."""

    name: str
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class TogglePrivate(Command):
    """Never write the pane's contents to disk, or do so again."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class ExcludeFromSync(Command):
    """Leave the pane out when all panes of the tab are typed into, or take it in again."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class SetPaneColor(Command):
    """Colour the pane's text and its ground: "#rrggbb"; empty: as the terminal has it."""

    foreground: str = ""
    background: str = ""
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class SetRestoreCommand(Command):
    """What to run instead when the pane comes back; empty: just a shell."""

    text: str
    pane: PaneId | None = None
