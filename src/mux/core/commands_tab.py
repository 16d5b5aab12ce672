"""Commands on tabs."""

from mux.core.command import Command
from mux.core.ids import TabId
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class NewTab(Command):
    """Open a tab: with a shell, a program, or as a layout has it."""

    name: str = ""
    cwd: str = ""
    argv: tuple[str, ...] = ()
    close_on_exit: bool = False
    layout: str = ""  # name or path of a layout file


@dataclass(frozen=True, slots=True)
class OverrideLayout(Command):
    """Lay the tab out as a layout has it; programs that it names too go on in their new places."""

    layout: str  # name or path of a layout file
    retain: bool = False  # keep panes that have no place in it, too


@dataclass(frozen=True, slots=True)
class RenameTab(Command):
    """Name the tab."""

    name: str
    tab: TabId | None = None


@dataclass(frozen=True, slots=True)
class SetTabColor(Command):
    """Colour the tab: "#rrggbb"; empty: as the theme has it."""

    color: str
    tab: TabId | None = None


@dataclass(frozen=True, slots=True)
class GoToTab(Command):
    """Go to a tab by its number, counted from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class FocusTab(Command):
    """Go to a tab by its id."""

    tab: TabId


@dataclass(frozen=True, slots=True)
class NextTab(Command):
    """Go to the next tab."""


@dataclass(frozen=True, slots=True)
class PreviousTab(Command):
    """Go to the previous tab."""


@dataclass(frozen=True, slots=True)
class LastTab(Command):
    """Go back to the tab that was looked at before."""


@dataclass(frozen=True, slots=True)
class MoveTab(Command):
    """Move the tab by some places; negative: to the left."""

    by: int = 1
    tab: TabId | None = None
