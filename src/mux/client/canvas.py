"""A small picture of cells: what is drawn later lies over what was drawn before."""

from mux.client.frames import Lines
from mux.client.rows import RowStrip, Run
from mux.client.text import fit_text
from mux.core.geometry import Region
from mux.term.cells import iter_clusters

Cell = tuple[str, str]  # an SGR sequence and a cluster; "" behind a wide one


class Canvas:
    def __init__(self, width: int, height: int, style: str) -> None:
        self.width = width
        self.height = height
        self._cells: list[list[Cell]] = [[(style, " ")] * width for _ in range(height)]

    def write(self, x: int, y: int, text: str, style: str, width: int) -> int:
        """Text in at most `width` cells; how many it took. What lies outside is cut off."""
        if not 0 <= y < self.height:
            return 0
        row, at = self._cells[y], x
        end = min(x + width, self.width)
        for cluster, cells in iter_clusters(text):
            if cells == 0:
                continue
            if at + cells > end:
                break
            if at >= 0:
                self._clear(row, at, cells)
                row[at : at + cells] = [(style, cluster), (style, "")][:cells]
            at += cells
        return at - x

    def _clear(self, row: list[Cell], at: int, cells: int) -> None:
        """What is left of a wide character that is written over in part becomes a blank."""
        if row[at][1] == "" and at:
            row[at - 1] = (row[at - 1][0], " ")
        after = at + cells
        if after < len(row) and row[after][1] == "":
            row[after] = (row[after][0], " ")

    def box(self, region: Region, lines: Lines, style: str, fill: str) -> None:
        x, y, width, height = region
        if width < 2 or height < 2:
            self.write(x, y, lines.horizontal * width, style, width)
            return
        for row in range(1, height - 1):
            inside = " " * (width - 2)
            self.write(x, y + row, lines.vertical, style, 1)
            self.write(x + 1, y + row, inside, fill, width - 2)
            self.write(x + width - 1, y + row, lines.vertical, style, 1)
        across = lines.horizontal * (width - 2)
        self.write(x, y, lines.top_left + across + lines.top_right, style, width)
        bottom = lines.bottom_left + across + lines.bottom_right
        self.write(x, y + height - 1, bottom, style, width)

    def label(self, region: Region, row: int, text: str, style: str, right: bool = False) -> None:
        """Words in the box's line `row` rows from its top, at its left or right end."""
        room = region.width - 4
        shown = fit_text(f" {text} ", room) if text and room > 2 else ""
        start = region.right - 2 - len(shown) if right else region.x + 2
        self.write(start, region.y + row, shown, style, room)

    def rows(self) -> list[RowStrip]:
        return [RowStrip(_join(cells)) for cells in self._cells]


def _join(cells: list[Cell]) -> list[Run]:
    runs: list[Run] = []
    for style, text in cells:
        if runs and (runs[-1].sgr == style or not text):
            last = runs[-1]
            runs[-1] = Run(last.sgr, last.text + text, last.cells + 1)
        else:
            runs.append(Run(style, text, 1))
    return runs
