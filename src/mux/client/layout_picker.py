"""The layouts by name, each drawn."""

from collections.abc import Callable, Sequence

from mux.client.lines import lay_line
from mux.client.overlay import Host
from mux.client.palette import Palette
from mux.client.picker import Item
from mux.client.preview_picker import PreviewPicker
from mux.client.rows import RowStrip
from mux.core.geometry import Size

Drawing = Callable[[int], str]  # so many columns wide


class LayoutPicker(PreviewPicker):
    title = "Layout"
    footer = "ENTER take it · ESC back"
    placeholder = "type to search layouts"
    LIST_SHARE = 0.25
    LIST_LEAST = 24

    def __init__(
        self, host: Host, layouts: Sequence[tuple[str, Drawing]], choose: Callable[[str], None]
    ) -> None:
        super().__init__(host)
        self._choose = choose
        self._drawings = dict(layouts)
        self._drawn: dict[tuple[str, int], list[str]] = {}
        self.set_items([Item(name, name) for name, _ in layouts], keep="default")

    def choose(self, item: Item) -> None:
        self._choose(item.value)

    def picture(self, size: Size, palette: Palette) -> list[RowStrip]:
        if self.current is None:
            return []
        name, width = self.current.value, size.width - 2
        if (name, width) not in self._drawn:
            self._drawn[name, width] = self._drawings[name](width).splitlines()
        lines = self._drawn[name, width]
        return [
            lay_line([(palette.panel, f" {line}")], size.width, palette.panel) for line in lines
        ]
