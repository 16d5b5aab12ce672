"""The tab's panes by number, to go to one with a single key (prefix q)."""

from mux.client.overlay import Host
from mux.client.picker import Item, Picker
from mux.client.scene import Scene
from mux.core.commands import FocusPane
from mux.core.geometry import Size
from mux.core.ids import PaneId


class PaneNumbers(Picker):
    title = "Panes"
    footer = "0-9 go there · ESC close"
    wanted = Size(50, 12)

    def __init__(self, host: Host, scene: Scene) -> None:
        super().__init__(host)
        items = [
            Item(
                FocusPane(PaneId(pane.id)),
                f"{number}  {pane.title or pane.command}",
                f"{pane.content.width}x{pane.content.height}",
            )
            for number, pane in enumerate(scene.panes)
        ]
        self.set_items(items, keep=FocusPane(PaneId(scene.focus)))

    def press(self, key: str) -> None:
        if key.isdecimal() and int(key) < len(self.items) and not self.query.text:
            self.choose(self.items[int(key)])
        else:
            super().press(key)

    def choose(self, item: Item) -> None:
        self.host.close_overlay()
        self.host.do(item.value)
