"""What happens to a workspace without anybody asking: the other thing that `apply` takes."""

from mux.core.command import Command
from mux.core.geometry import Size
from mux.core.ids import ClientId, PaneId
from mux.core.layout import Layout, Run
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Root of all facts."""


@dataclass(frozen=True, slots=True)
class ClientAttached(Fact):
    client: ClientId
    size: Size


@dataclass(frozen=True, slots=True)
class ClientResized(Fact):
    client: ClientId
    size: Size


@dataclass(frozen=True, slots=True)
class FramesChosen(Fact):
    """How the options want panes framed: full, title or none."""

    frames: str


@dataclass(frozen=True, slots=True)
class ClientLeft(Fact):
    client: ClientId


@dataclass(frozen=True, slots=True)
class LayoutRead(Fact):
    """The layout that a command asked for (ReadLayout); the command goes on with it. The one fact
    that may fail, for who asked is there to be told."""

    layout: Layout
    asked: Command


@dataclass(frozen=True, slots=True)
class PaneEnded(Fact):
    """The pane's program ended; a negative status is the signal that killed it."""

    pane: PaneId
    status: int


@dataclass(frozen=True, slots=True)
class PaneExpired(Fact):
    """The time of a closed pane's program is over: it was ended. `run` is what ran there, `cwd`
    where it was."""

    pane: PaneId
    run: Run
    cwd: str


@dataclass(frozen=True, slots=True)
class PaneTitled(Fact):
    pane: PaneId
    title: str


@dataclass(frozen=True, slots=True)
class PaneChangedDirectory(Fact):
    """The pane's program is in another directory now: by OSC 7, or as the system tells."""

    pane: PaneId
    cwd: str


@dataclass(frozen=True, slots=True)
class RestoreCommandReported(Fact):
    """A program's output asks to be brought back by this command; empty: no longer.

    Anything may end up in output, so such a command is never trusted.
    """

    pane: PaneId
    text: str


@dataclass(frozen=True, slots=True)
class PaneRang(Fact):
    pane: PaneId
