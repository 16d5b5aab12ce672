"""The widgets that lie over the workspace: the open overlay, the which-key bar, and toasts.

Each is mounted once, in a layer of its own, and shown by `display`: no screen is ever pushed.
"""

from collections.abc import Sequence

from mux.client.rows import RowStrip
from mux.client.workspace import RowsWidget
from mux.core.geometry import Region


class Panel(RowsWidget):
    """Rows at a place of the screen, or nothing."""

    DEFAULT_CSS = """
    Panel { layer: over; position: absolute; width: auto; height: auto; display: none; }
    """

    rows: tuple[RowStrip, ...] = ()
    place = Region(0, 0, 0, 0)

    def show(self, rows: Sequence[RowStrip], x: int, y: int) -> None:
        """No rows: the panel is hidden."""
        width = max((row.cells for row in rows), default=0)
        place = Region(x, y, width, len(rows))
        if place != self.place:
            self.place = place
            self.styles.offset = (x, y)
            self.styles.width, self.styles.height = width, len(rows)
            self.display = bool(rows)
        if tuple(rows) != self.rows:
            self.rows = tuple(rows)
            self.refresh()

    def row_at(self, y: int) -> RowStrip:
        return self.rows[y] if y < len(self.rows) else RowStrip(())
