"""All tabs with their panes, to go to one (prefix w)."""

from collections.abc import Sequence
from typing import Any

from mux.client.overlay import Host
from mux.client.picker import Item, Picker
from mux.client.scene import TabView, printable
from mux.core.commands import Command, FocusPane, FocusTab
from mux.core.geometry import Size
from mux.core.ids import PaneId, TabId


class TabTree(Picker):
    title = "Tabs and panes"
    footer = "ENTER go there · ESC close"
    wanted = Size(76, 18)

    def __init__(self, host: Host, tabs: Sequence[TabView], focus: int) -> None:
        super().__init__(host)
        self._tabs = tabs
        self._focus = focus
        self.set_panes([])

    def set_panes(self, panes: Sequence[dict[str, Any]]) -> None:
        """Takes the answer to the query "panes"; until it comes, only tabs are listed."""
        items: list[Item] = []
        here: Command | None = None
        for tab in self._tabs:
            go_to_tab = FocusTab(TabId(tab.id))
            note = " ".join(word for word, on in (("zoomed", tab.zoomed), ("bell", tab.bell)) if on)
            items.append(Item(go_to_tab, f"{tab.number}: {tab.name}", note))
            if tab.active and here is None:
                here = go_to_tab
            for pane in panes:
                if pane.get("tab") == tab.id:
                    command = FocusPane(PaneId(int(pane["id"])))
                    items.append(Item(command, *describe_pane(pane), indent=3))
                    if pane["id"] == self._focus:
                        here = command
        self.set_items(items, keep=here)

    def choose(self, item: Item) -> None:
        self.host.close_overlay()
        self.host.do(item.value)


def describe_pane(pane: dict[str, Any]) -> tuple[str, str]:
    """A pane's title and, for the right end, what it is doing where."""
    title = printable(str(pane.get("title") or pane.get("command") or "shell"))
    state = str(pane.get("state", ""))
    words = [] if state in ("", "running") else [state]
    words.append(printable(str(pane.get("cwd") or "")))
    return title, " ".join(word for word in words if word)
