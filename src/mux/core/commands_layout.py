"""Commands on how a tab's panes lie: sizes, places, arrangements, zoom, frames."""

from mux.core.command import Command
from mux.core.geometry import Direction
from mux.core.ids import PaneId
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class ResizePane(Command):
    """Move the pane's border in a direction by some cells."""

    direction: Direction
    cells: int = 1
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class GrowPane(Command):
    """Make the pane larger by some cells each way; negative: smaller."""

    cells: int = 1
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class DragBorder(Command):
    """Move the border under the mouse from one cell to another."""

    from_x: int
    from_y: int
    to_x: int
    to_y: int


@dataclass(frozen=True, slots=True)
class ToggleZoom(Command):
    """Let the pane fill the tab, or give the others their places back."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class SwapPane(Command):
    """Change places with the pane that lies in a direction, or with the next or previous one."""

    direction: Direction | None = None
    forward: bool = True  # with no direction: the next pane, or the previous one
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class RotatePanes(Command):
    """Move every pane of the tab to the place of the next one."""

    forward: bool = True


@dataclass(frozen=True, slots=True)
class SelectLayout(Command):
    """Arrange the panes: even-horizontal, even-vertical, main-horizontal, main-vertical, tiled."""

    name: str


@dataclass(frozen=True, slots=True)
class NextLayout(Command):
    """Arrange the tab's panes in the next way."""


@dataclass(frozen=True, slots=True)
class PreviousLayout(Command):
    """Arrange the tab's panes in the way before."""


@dataclass(frozen=True, slots=True)
class ToggleSync(Command):
    """Type into all panes of the tab at once, or stop doing so."""


@dataclass(frozen=True, slots=True)
class ToggleFrames(Command):
    """Draw panes with full frames, title rows or no frames, in turn."""
