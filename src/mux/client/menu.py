"""The menu on a right click: what can be done to a pane or a tab."""

from collections.abc import Sequence

from mux.client.overlay import Host
from mux.client.picker import Item, Picker
from mux.core.commands import (
    BreakPane,
    Command,
    MoveTab,
    NewTab,
    ShowScreen,
    SplitPane,
    SwapPane,
    ToggleEmbed,
    TogglePinned,
    ToggleSync,
    ToggleZoom,
)
from mux.core.geometry import Direction, Offset, Size
from mux.core.ids import PaneId, TabId

Entries = Sequence[tuple[str, Command]]


class Menu(Picker):
    footer = "ENTER do it · ESC close"

    def __init__(self, host: Host, title: str, entries: Entries, at: Offset) -> None:
        """`at`: the cell of the screen that was clicked."""
        super().__init__(host)
        self.title = title
        self._at = at
        self.wanted = Size(30, len(entries) + self.HEAD_ROWS)
        self.set_items([Item(command, label) for label, command in entries])

    def place(self, screen: Size, size: Size) -> Offset:
        """Where the mouse is, moved as far as it takes to be seen whole."""
        x = min(self._at.x, screen.width - size.width)
        y = min(self._at.y, screen.height - size.height)
        return Offset(max(x, 0), max(y, 0))

    def choose(self, item: Item) -> None:
        self.host.close_overlay()
        self.host.do(item.value)


def pane_entries(pane: int, floating: bool) -> Entries:
    """For a pane that has the focus, as a right click gives it."""
    target = PaneId(pane)
    entries: list[tuple[str, Command]] = [
        ("Split right", SplitPane(Direction.RIGHT, pane=target)),
        ("Split down", SplitPane(Direction.DOWN, pane=target)),
        ("Zoom", ToggleZoom(target)),
        ("Swap with the next", SwapPane(pane=target)),
        ("Into a tab of its own", BreakPane(target)),
        ("Tile" if floating else "Float", ToggleEmbed(target)),
        ("Rename…", ShowScreen("rename-pane")),
        ("Close…", ShowScreen("confirm-close-pane")),
    ]
    if floating:
        entries.insert(-2, ("Pin or unpin", TogglePinned(target)))
    return entries


def tab_entries(tab: int) -> Entries:
    """For the tab that is looked at, as a right click makes it."""
    target = TabId(tab)
    return [
        ("New tab", NewTab()),
        ("Move left", MoveTab(-1, target)),
        ("Move right", MoveTab(1, target)),
        ("Type in all panes", ToggleSync()),
        ("Rename…", ShowScreen("rename-tab")),
        ("Close…", ShowScreen("confirm-close-tab")),
    ]
