"""Commands on the session, its clients and what they show."""

from mux.core.command import Command
from mux.dataclass import dataclass


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
    """Leave this session for another one, bringing it back if it has exited, or starting it.

    `generation`: the earlier state to bring back, as `mux history` lists them. `layout`: what to
    start it with, if there is no such session yet.
    """

    name: str
    generation: str = ""
    layout: str = ""


@dataclass(frozen=True, slots=True)
class ReloadConfig(Command):
    """Read the configuration again; what it says of new panes holds from then on."""


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
    "search",
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
