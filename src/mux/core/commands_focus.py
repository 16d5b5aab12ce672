"""Commands that move the focus between panes."""

from mux.core.command import Command
from mux.core.geometry import Direction
from mux.core.ids import PaneId
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class FocusPane(Command):
    """Go to a pane by its id."""

    pane: PaneId


@dataclass(frozen=True, slots=True)
class MoveFocus(Command):
    """Go to the pane that lies in a direction."""

    direction: Direction


@dataclass(frozen=True, slots=True)
class MoveFocusOrTab(Command):
    """Go to the pane that lies in a direction; at the edge, to the tab before or after."""

    direction: Direction


@dataclass(frozen=True, slots=True)
class FocusNextPane(Command):
    """Go to the tab's next pane."""


@dataclass(frozen=True, slots=True)
class FocusPreviousPane(Command):
    """Go to the tab's previous pane."""


@dataclass(frozen=True, slots=True)
class FocusLastPane(Command):
    """Go back to the pane that had the focus before."""
