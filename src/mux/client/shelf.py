"""The rows above or below the workspace: a bar in each."""

from collections.abc import Sequence

from mux.client.bars import BarRow
from mux.client.rows import RowStrip
from mux.client.workspace import RowsWidget


class Shelf(RowsWidget):
    DEFAULT_CSS = """
    Shelf { height: 0; }
    Shelf.above { dock: top; }
    Shelf.below { dock: bottom; }
    """

    bars: tuple[BarRow, ...] = ()

    def show(self, bars: Sequence[BarRow]) -> None:
        if len(bars) != len(self.bars):
            self.styles.height = len(bars)
            self.display = bool(bars)
        if tuple(bars) != self.bars:
            self.bars = tuple(bars)
            self.refresh()

    def row_at(self, y: int) -> RowStrip:
        return self.bars[y].row if 0 <= y < len(self.bars) else RowStrip(())
