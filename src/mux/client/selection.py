"""Text selected with the mouse inside one pane: cells, words or lines. What they say the server
knows, who also knows which rows are one line."""

from mux.client.rows import RowStrip
from mux.dataclass import dataclass, replace


@dataclass(frozen=True, slots=True)
class Selection:
    """From the anchor's cell to the head's, both included, in reading order between them.

    Cells count from the top left of the pane's content. `unit` is what the drag moves by.
    """

    pane: int
    anchor_x: int
    anchor_y: int
    head_x: int
    head_y: int
    unit: str = "cell"  # cell | word | line

    def extend(self, x: int, y: int) -> "Selection":
        return replace(self, head_x=x, head_y=y)

    def span(self, y: int, row: RowStrip | None, separators: str) -> tuple[int, int]:
        """The selected cells [start, stop) of a row; (0, 0) where nothing is."""
        first, last = sorted(((self.anchor_y, self.anchor_x), (self.head_y, self.head_x)))
        if not first[0] <= y <= last[0]:
            return 0, 0
        cells = row.cells if row else 0
        start = first[1] if y == first[0] and self.unit != "line" else 0
        stop = last[1] + 1 if y == last[0] and self.unit != "line" else cells
        if self.unit == "word" and row is not None:
            if y == first[0]:
                start = word_span(row, start, separators)[0]
            if y == last[0]:
                stop = word_span(row, stop - 1, separators)[1]
        return max(start, 0), min(stop, cells)


def word_span(row: RowStrip, x: int, separators: str) -> tuple[int, int]:
    """The cells [start, stop) of the word at a cell; one cell if there is none."""
    inside = [not (c.isspace() or c in separators) for c in row.characters()]
    if not (0 <= x < len(inside) and inside[x]):
        return x, x + 1
    start, stop = x, x + 1
    while start > 0 and inside[start - 1]:
        start -= 1
    while stop < len(inside) and inside[stop]:
        stop += 1
    return start, stop
