"""What the world must do after a command. The core decides; only the server performs.

Sizes are no effect: after every change the server derives them from the tree and resizes what
differs. Neither is drawing: what is shown is a function of the workspace.
"""

from mux.core.command import Command
from mux.core.ids import ClientId, PaneId
from mux.core.layout import Run
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Effect:
    """Root of all effects."""


@dataclass(frozen=True, slots=True)
class Spawn(Effect):
    """Start a program in the pane. The pane's size follows from the tree.

    `inside_shell`: start the user's shell and let it run the command, so that leaving the command
    returns to a prompt. `keep_contents`: what the pane shows stays above what the program prints.
    """

    pane: PaneId
    run: Run
    cwd: str
    inside_shell: bool = False
    keep_contents: bool = False


@dataclass(frozen=True, slots=True)
class Kill(Effect):
    """End the pane's program (SIGHUP to its group, as a closing terminal does); forget the pane."""

    pane: PaneId


@dataclass(frozen=True, slots=True)
class Retire(Effect):
    """The pane is closed, but may be brought back: its program lives on for a while (PaneExpired
    tells when that is over), and its contents are kept."""

    pane: PaneId


@dataclass(frozen=True, slots=True)
class Recall(Effect):
    """A retired pane is back. What it needs to run again is said by a Spawn that follows."""

    pane: PaneId


@dataclass(frozen=True, slots=True)
class ReadLayout(Effect):
    """Read the layout that a command names, and answer with LayoutRead. Relative directories in it,
    and a relative path to it, are seen from `cwd`."""

    name: str
    cwd: str
    asked: Command


@dataclass(frozen=True, slots=True)
class Write(Effect):
    pane: PaneId
    data: bytes


@dataclass(frozen=True, slots=True)
class Scroll(Effect):
    """Move the pane's view: lines up (negative: down), pages, or to an end ("top", "bottom")."""

    pane: PaneId
    lines: int = 0
    pages: float = 0.0
    to: str = ""


@dataclass(frozen=True, slots=True)
class ActOnText(Effect):
    """Do what a command asks for with the pane's text, or with what was copied. May turn out not to
    be possible: then performing it raises CommandError."""

    pane: PaneId
    command: Command


@dataclass(frozen=True, slots=True)
class ForgetHistory(Effect):
    pane: PaneId


@dataclass(frozen=True, slots=True)
class Show(Effect):
    """Open one of the client's own screens."""

    client: ClientId | None
    screen: str


@dataclass(frozen=True, slots=True)
class Notify(Effect):
    """Tell a client something, or all of them."""

    client: ClientId | None
    text: str
    severity: str = "information"  # information | warning | error


@dataclass(frozen=True, slots=True)
class LetGo(Effect):
    """A client leaves; with `switch_to` it goes on to another session (see SwitchSession)."""

    client: ClientId
    switch_to: str = ""
    generation: str = ""
    layout: str = ""


@dataclass(frozen=True, slots=True)
class ReadConfig(Effect):
    """Take the options from the config file anew; FramesChosen tells how panes are framed then."""


@dataclass(frozen=True, slots=True)
class SaveNow(Effect):
    pass


@dataclass(frozen=True, slots=True)
class Rename(Effect):
    """The session's file and socket take another name."""

    name: str


@dataclass(frozen=True, slots=True)
class EndSession(Effect):
    """Save, end every program, say goodbye to every client, stop."""
