"""Commands that close panes and tabs, and that bring them back."""

from mux.core.command import Command
from mux.core.ids import PaneId, TabId
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class ClosePane(Command):
    """Close the pane and what runs in it."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class CloseTab(Command):
    """Close the tab and all its panes."""

    tab: TabId | None = None


@dataclass(frozen=True, slots=True)
class UndoClose(Command):
    """Bring back the pane or tab that was closed last: alive, if that was only a moment ago."""

    number: int = 1  # 1: closed last, 2: the one before, …
