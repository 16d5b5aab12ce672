"""What was copied, to paste any of it (prefix =)."""

from collections.abc import Callable, Sequence
from typing import Any

from mux.client.overlay import Host
from mux.client.picker import Item, Picker
from mux.client.scene import printable
from mux.core.commands import DeleteBuffer, PasteBuffer
from mux.core.geometry import Size


class BufferList(Picker):
    title = "Paste buffers"
    footer = "ENTER paste · Ctrl-x delete · ESC close"
    wanted = Size(76, 16)

    def __init__(self, host: Host, refresh: Callable[[], None]) -> None:
        """`refresh` asks the server for the buffers again."""
        super().__init__(host)
        self._refresh = refresh

    def set_buffers(self, buffers: Sequence[dict[str, Any]]) -> None:
        """Takes the answer to the query "buffers"."""
        place = self.selected
        self.set_items(
            [
                Item(str(b["name"]), printable(str(b["summary"])) or "(blanks)", f"{b['size']}")
                for b in buffers
            ]
        )
        self.selected = max(0, min(place, len(self.shown) - 1))

    def press(self, key: str) -> None:
        if key in ("ctrl-x", "delete") and self.current is not None:
            self.host.do(DeleteBuffer(self.current.value))
            self._refresh()
        else:
            super().press(key)

    def choose(self, item: Item) -> None:
        self.host.close_overlay()
        self.host.do(PasteBuffer(item.value))
