"""The theme picker: the screen shows each theme as soon as it is selected."""

from collections.abc import Callable, Mapping

from mux.client.overlay import Host
from mux.client.picker import Item, Picker
from mux.config.theme import Theme
from mux.core.geometry import Size


class ThemePicker(Picker):
    """`show` draws the screen in a theme, None: in the one that the options name; `save` makes a
    theme the user's own for good."""

    title = "Themes"
    footer = "ENTER use · Ctrl-s use and save · ESC back"
    wanted = Size(54, 16)
    placeholder = "type to search themes"

    def __init__(
        self,
        host: Host,
        themes: Mapping[str, Theme],
        present: Theme | None,
        show: Callable[[Theme | None], None],
        save: Callable[[Theme], None],
    ) -> None:
        super().__init__(host)
        self._present = present
        self._show = show
        self._save = save
        self._shown = present
        items = [Item(t, name, "dark" if t.dark else "light") for name, t in themes.items()]
        self.set_items(items, keep=present)

    def press(self, key: str) -> None:
        if key in ("esc", "ctrl-c"):
            self._show(self._present)
        elif key == "ctrl-s" and self.current is not None:
            self._save(self.current.value)
            self.choose(self.current)
            return
        super().press(key)
        if key not in ("esc", "ctrl-c", "enter"):
            self._preview()

    def wheel(self, lines: int) -> None:
        super().wheel(lines)
        self._preview()

    def paste(self, text: str) -> None:
        super().paste(text)
        self._preview()

    def choose(self, item: Item) -> None:
        self._show(item.value)
        self.host.close_overlay()

    def _preview(self) -> None:
        wanted = self.current.value if self.current is not None else self._present
        if wanted is not self._shown:
            self._shown = wanted
            self._show(wanted)
