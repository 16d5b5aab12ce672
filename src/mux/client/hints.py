"""The which-key bar: what can follow the keys that were pressed, at once and without asking."""

from mux.client.keyboard import Keyboard
from mux.client.lines import Part, lay_line
from mux.client.palette import Palette
from mux.client.rows import RowStrip
from mux.client.text import measure_text

GAP = 2


def draw_hints(keyboard: Keyboard, width: int, height: int, palette: Palette) -> list[RowStrip]:
    """The bindings of the present mode in columns, group after group; nothing in the base mode,
    and nothing while a key is being repeated."""
    if not keyboard.between or keyboard.state.repeating or width < 16 or height < 2:
        return []
    groups = keyboard.keymap.which_key_groups(keyboard.state.mode)
    rows: list[RowStrip] = []
    for group, entries in groups.items():
        rows += _draw_group(group, entries, width, palette)
    if len(rows) > height:
        rows = _draw_group("", [e for entries in groups.values() for e in entries], width, palette)
    return rows[:height]


def _draw_group(
    group: str, entries: list[tuple[str, str]], width: int, palette: Palette
) -> list[RowStrip]:
    """Entries side by side, as many rows as they take; the group's name before the first."""
    head = f" {group:8}" if group else " "
    rows: list[RowStrip] = []
    parts: list[Part] = [(palette.bar_dim, head)]
    room = width - measure_text(head)
    for keys, label in entries:
        cells = measure_text(keys) + 1 + measure_text(label) + GAP
        if cells > room and len(parts) > 1:
            rows.append(lay_line(parts, width, palette.bar))
            parts = [(palette.bar_dim, " " * measure_text(head))]
            room = width - measure_text(head)
        parts += [(palette.key, keys), (palette.bar, f" {label}" + " " * GAP)]
        room -= cells
    rows.append(lay_line(parts, width, palette.bar))
    return rows
