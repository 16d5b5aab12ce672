"""Commands on what a pane's screen shows and what its program gets."""

from mux.core.command import Command
from mux.core.ids import PaneId
from mux.dataclass import dataclass


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
