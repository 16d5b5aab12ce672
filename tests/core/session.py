"""A workspace that things happen to, one after the other."""

import pytest

from mux.core.arrange import arrange_tab
from mux.core.commands import Command, CommandError
from mux.core.effects import Effect
from mux.core.facts import ClientAttached, Fact
from mux.core.geometry import Size
from mux.core.ids import ClientId, PaneId
from mux.core.layout import Layout
from mux.core.model import Tab, Workspace
from mux.core.start import start
from mux.core.tree_edit import leaves
from mux.core.update import apply

A, B = ClientId(1), ClientId(2)
SIZE = Size(80, 24)


class Session:
    """Client A looks at it; `effects` are those of the last intent."""

    def __init__(
        self, layout: Layout | None = None, gated: bool = False, size: Size = SIZE
    ) -> None:
        change = start("s", layout or Layout(), size, "/home", gated)
        self.workspace: Workspace = change.workspace
        self.effects: tuple[Effect, ...] = change.effects
        self.do(ClientAttached(A, size))

    def do(self, *intents: Command | Fact, client: ClientId | None = A) -> "Session":
        for intent in intents:
            change = apply(self.workspace, intent, client)
            self.workspace, self.effects = change.workspace, change.effects
        return self

    def fail(self, intent: Command | Fact, client: ClientId | None = A) -> str:
        with pytest.raises(CommandError) as caught:
            apply(self.workspace, intent, client)
        return str(caught.value)

    @property
    def tab(self) -> Tab:
        looked_at = self.workspace.clients[A].tab
        return next(tab for tab in self.workspace.tabs if tab.id == looked_at)

    @property
    def focus(self) -> int:
        return self.tab.focus

    @property
    def tiled(self) -> list[int]:
        return list(leaves(self.tab.root))

    def widths(self) -> list[int]:
        return [item.frame.width for item in arrange_tab(self.workspace, self.tab)]

    def heights(self) -> list[int]:
        return [item.frame.height for item in arrange_tab(self.workspace, self.tab)]


def pane(number: int) -> PaneId:
    return PaneId(number)
