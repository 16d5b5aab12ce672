"""The lines between panes that have no frame: a column at the right, a row below.

Where lines meet, the character is the one that joins them (Unicode, "Box Drawing").
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from mux.client.palette import Palette
from mux.client.rows import RowStrip, Run
from mux.client.scene import PaneView
from mux.core.geometry import Region

# By which of the neighbours above, below, left and right are lines, too.
JOINTS = {
    (1, 1, 0, 0): "│",
    (0, 0, 1, 1): "─",
    (0, 1, 0, 1): "┌",
    (0, 1, 1, 0): "┐",
    (1, 0, 0, 1): "└",
    (1, 0, 1, 0): "┘",
    (1, 1, 0, 1): "├",
    (1, 1, 1, 0): "┤",
    (0, 1, 1, 1): "┬",
    (1, 0, 1, 1): "┴",
    (1, 1, 1, 1): "┼",
}
ASCII = {"│": "|", "─": "-"}

Cell = tuple[int, int]


class Separator(NamedTuple):
    """A stretch of a row of the workspace that is line."""

    x: int
    y: int
    strip: RowStrip


def draw_separators(
    panes: Sequence[PaneView], focus: int, palette: Palette, plain: bool
) -> Iterator[Separator]:
    """The lines between tiled panes; those around the one in focus have its colour."""
    cells = {cell for pane in panes if not pane.floating for cell in _gap(pane)}
    if not cells:
        return
    places = [_around(pane.frame) for pane in panes if pane.id == focus]
    by_row = sorted((y, x) for x, y in cells)
    runs = groupby(enumerate(by_row), key=lambda item: (item[1][0], item[1][1] - item[0]))
    for (y, _), stretch in runs:
        columns = [x for _, (_, x) in stretch]
        strip = []
        for x in columns:
            marked = any(place.contains(x, y) for place in places)
            joint = _joint(cells, x, y)
            shown = ASCII.get(joint, "+") if plain else joint
            strip.append(Run(palette.frame_focused if marked else palette.frame, shown, 1))
        yield Separator(columns[0], y, RowStrip(strip))


def _gap(pane: PaneView) -> Iterable[Cell]:
    """The cells of a pane without a box that lie at the right of its content, or below."""
    box, content = pane.frame, pane.content
    if pane.border == "full" or not content.area:
        return
    for y in range(content.y, box.bottom):
        left = content.right if y < content.bottom else box.x
        for x in range(left, box.right):
            yield x, y


def _around(frame: Region) -> Region:
    return Region(frame.x - 1, frame.y - 1, frame.width + 1, frame.height + 1)


def _joint(cells: set[Cell], x: int, y: int) -> str:
    near = ((x, y - 1), (x, y + 1), (x - 1, y), (x + 1, y))
    up, down, left, right = (int(cell in cells) for cell in near)
    if not (left or right):
        return "│"
    if not (up or down):
        return "─"
    return JOINTS[up, down, left, right]
