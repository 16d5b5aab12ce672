"""A list to pick from, searched as you type."""

from collections.abc import Sequence
from typing import Any

from textual.fuzzy import FuzzySearch

from mux.client.line_edit import LineEdit
from mux.client.lines import Part, lay_line
from mux.client.overlay import Host, Overlay
from mux.client.palette import Palette
from mux.client.rows import RowStrip
from mux.client.text import fit_text, measure_text
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """`label` is searched and shown; `note` stands at the right; `indent` in cells."""

    value: Any
    label: str
    note: str = ""
    indent: int = 0


class Picker(Overlay):
    placeholder = "type to search"
    HEAD_ROWS = 2

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.query = LineEdit()
        self.items: Sequence[Item] = ()
        self.shown: list[tuple[Item, Sequence[int]]] = []  # with the places of what matched
        self.selected = 0
        self._top = 0
        self._page = 10

    # --- for those who fill it ------------------------------------------------------------------

    def choose(self, item: Item) -> None:
        """ENTER or a click on the item."""

    def set_items(self, items: Sequence[Item], keep: Any = None) -> None:
        """`keep`: the value of the item that is to be the selected one."""
        self.items = items
        self.search()
        for place, (item, _) in enumerate(self.shown):
            if keep is not None and item.value == keep:
                self.selected = place

    @property
    def current(self) -> Item | None:
        return self.shown[self.selected][0] if self.selected < len(self.shown) else None

    # --- keys -----------------------------------------------------------------------------------

    def press(self, key: str) -> None:
        match key:
            case "enter":
                if self.current is not None:
                    self.choose(self.current)
            case "up" | "ctrl-p":
                self.move(-1)
            case "down" | "ctrl-n":
                self.move(1)
            case "pageup":
                self.move(-self._page)
            case "pagedown":
                self.move(self._page)
            case _:
                before = self.query.text
                if not self.query.press(key):
                    super().press(key)
                elif self.query.text != before:
                    self.search()

    def paste(self, text: str) -> None:
        self.query.insert(text)
        self.search()

    def move(self, by: int) -> None:
        last = max(len(self.shown) - 1, 0)
        self.selected = min(max(self.selected + by, 0), last)

    def wheel(self, lines: int) -> None:
        self.move(lines)

    def click(self, x: int, y: int) -> None:
        place = self._top + y - self.HEAD_ROWS
        if y >= self.HEAD_ROWS and place < len(self.shown):
            self.selected = place
            self.choose(self.shown[place][0])

    def search(self) -> None:
        """The items that match, best first; all of them in their order without a query."""
        self.selected = self._top = 0
        words = self.query.text.strip()
        if not words:
            self.shown = [(item, ()) for item in self.items]
            return
        search = FuzzySearch(case_sensitive=False)
        found = [(*search.match(words, item.label), item) for item in self.items]
        found = [match for match in found if match[0] > 0]
        found.sort(key=lambda match: -match[0])
        self.shown = [(item, places) for _, places, item in found]

    # --- rows -----------------------------------------------------------------------------------

    def body(self, width: int, height: int, palette: Palette) -> list[RowStrip]:
        rows = [self.query_row(width, palette), self.head_row(width, palette)]
        self._page = max(height - len(rows), 1)
        self._top = min(max(self._top, self.selected - self._page + 1), self.selected)
        for place in range(self._top, min(self._top + self._page, len(self.shown))):
            rows.append(self._item_row(place, width, palette))
        return rows

    def query_row(self, width: int, palette: Palette) -> RowStrip:
        parts: list[Part] = [(palette.panel_key, " > ")]
        parts += self.query.parts(width - 3, palette.panel, palette.selected)
        if not self.query.text:
            parts.append((palette.panel_dim, self.placeholder))
        return lay_line(parts, width, palette.panel)

    def head_row(self, width: int, palette: Palette) -> RowStrip:
        count = f"{len(self.shown)}/{len(self.items)} "
        return lay_line((), width, palette.panel, [(palette.panel_dim, count)])

    def _item_row(self, place: int, width: int, palette: Palette) -> RowStrip:
        item, places = self.shown[place]
        chosen = place == self.selected
        style = palette.selected if chosen else palette.panel
        mark = palette.selected if chosen else palette.match
        parts: list[Part] = [(style, (" ▸ " if chosen else "   ") + " " * item.indent)]
        matched = set(places)
        parts += [(mark if n in matched else style, c) for n, c in enumerate(item.label)]
        note_style = palette.selected if chosen else palette.panel_dim
        room = max(width - 3 - item.indent - measure_text(item.label) - 2, width // 3)
        note = fit_text(item.note, room)
        return lay_line(_join(parts), width, style, [(note_style, f" {note} ")] if note else ())


def _join(parts: Sequence[Part]) -> list[Part]:
    """Neighbours of one style as one part."""
    joined: list[Part] = []
    for style, text in parts:
        if joined and joined[-1][0] == style:
            joined[-1] = style, joined[-1][1] + text
        else:
            joined.append((style, text))
    return joined
