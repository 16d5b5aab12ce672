"""Every intent a user can have, one frozen dataclass each: the single registry.

The same commands are bound to keys, listed in the palette, and called as `mux action NAME`. A
command's public name is its class name in kebab case (SplitPane is `split-pane`); its docstring's
first line is its help; its fields are its arguments. `pane` and `tab` are optional everywhere: left
out, they mean what the client that gave the command has in focus.
"""

import re
from dataclasses import dataclass

from mux.core.geometry import Direction
from mux.core.ids import PaneId, TabId


class CommandError(Exception):
    """A command that can't be done; the text is shown to the user as it is."""


@dataclass(frozen=True, slots=True)
class Command:
    """Root of all commands."""


# --- panes -------------------------------------------------------------------------------------


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
class ClosePane(Command):
    """Close the pane and what runs in it."""

    pane: PaneId | None = None


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
class RenamePane(Command):
    """Name the pane; an empty name gives it its program's title back."""

    name: str
    pane: PaneId | None = None


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


@dataclass(frozen=True, slots=True)
class ToggleSync(Command):
    """Type into all panes of the tab at once, or stop doing so."""


@dataclass(frozen=True, slots=True)
class TogglePrivate(Command):
    """Never write the pane's contents to disk, or do so again."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class SetRestoreCommand(Command):
    """What to run instead when the pane comes back; empty: just a shell."""

    text: str
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class ToggleFrames(Command):
    """Draw panes with full frames, title rows or no frames, in turn."""


# --- the gate -----------------------------------------------------------------------------------


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

    session: bool = False


# --- tabs ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewTab(Command):
    """Open a tab with a shell."""

    name: str = ""
    cwd: str = ""
    argv: tuple[str, ...] = ()
    close_on_exit: bool = False


@dataclass(frozen=True, slots=True)
class CloseTab(Command):
    """Close the tab and all its panes."""

    tab: TabId | None = None


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


# --- session and client --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Detach(Command):
    """Leave the session; it goes on."""


@dataclass(frozen=True, slots=True)
class DetachOthers(Command):
    """Let every other client leave."""


@dataclass(frozen=True, slots=True)
class Quit(Command):
    """Save the session and end it; it is then listed as EXITED."""


@dataclass(frozen=True, slots=True)
class RenameSession(Command):
    """Give the session another name."""

    name: str


@dataclass(frozen=True, slots=True)
class SwitchSession(Command):
    """Leave this session for another one, bringing it back if it has exited."""

    name: str


@dataclass(frozen=True, slots=True)
class SaveSession(Command):
    """Write the session's file now."""


SCREENS = (
    "sessions",
    "tabs",
    "panes",
    "palette",
    "command-line",
    "help",
    "which-key",
    "copy-mode",
    "search",
    "paste",
    "buffers",
    "go-to-tab",
    "move-tab",
    "rename-tab",
    "rename-pane",
    "rename-session",
    "confirm-close-pane",
    "confirm-close-tab",
    "confirm-quit",
    "edit-gate",
    "restore-report",
    "layouts",
    "themes",
    "settings",
    "menu",
    "clock",
    "welcome",
)


@dataclass(frozen=True, slots=True)
class ShowScreen(Command):
    """Open one of mux's own screens: sessions, tabs, palette, help, rename-tab, rename-pane, …"""

    screen: str


# --- what a pane shows and gets -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScrollPane(Command):
    """Look further up in the pane's history; negative: further down."""

    lines: int
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class ScrollPage(Command):
    """Look some pages further up in the pane's history; negative: further down."""

    pages: float = 1.0
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class ScrollToTop(Command):
    """Look at the start of the pane's history."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class ScrollToBottom(Command):
    """Go back to where the pane's program writes."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class ClearHistory(Command):
    """Forget what scrolled off the pane's screen."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class WriteChars(Command):
    """Type text into the pane."""

    text: str
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class SendPrefix(Command):
    """Send the prefix key itself to the pane."""

    key: str = "ctrl-b"


def command_name(kind: type[Command]) -> str:
    """`SplitPane` -> `split-pane`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", kind.__name__).lower()


# Not Command.__subclasses__(): a dataclass with slots is listed there twice, before and after.
REGISTRY: dict[str, type[Command]] = {
    command_name(kind): kind
    for kind in list(globals().values())
    if isinstance(kind, type) and issubclass(kind, Command) and kind is not Command
}
