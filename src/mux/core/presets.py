"""The five arrangements that tmux has, as functions from panes to a tree."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from mux.core.geometry import Axis
from mux.core.tree import FLEXIBLE, Extent, Leaf, Node, Split, Unit

T = TypeVar("T")

MAIN = Extent(Unit.WEIGHT, 3.0)
OTHERS = Extent(Unit.WEIGHT, 2.0)


def even_horizontal(panes: Sequence[T]) -> Node[T]:
    """Side by side, all equally wide."""
    return _line(Axis.COLUMNS, panes)


def even_vertical(panes: Sequence[T]) -> Node[T]:
    """One above the other, all equally high."""
    return _line(Axis.ROWS, panes)


def main_horizontal(panes: Sequence[T]) -> Node[T]:
    """The first above, large; the others side by side below."""
    return _main_and_others(Axis.ROWS, Axis.COLUMNS, panes)


def main_vertical(panes: Sequence[T]) -> Node[T]:
    """The first at the left, large; the others one above the other at its right."""
    return _main_and_others(Axis.COLUMNS, Axis.ROWS, panes)


def tiled(panes: Sequence[T]) -> Node[T]:
    """Rows and columns as equal in number as can be; a last row that is not full is spread out."""
    rows = columns = 1
    while rows * columns < len(panes):
        rows += 1
        if rows * columns < len(panes):
            columns += 1
    lines = [panes[start : start + columns] for start in range(0, len(panes), columns)]
    if len(lines) == 1:
        return even_horizontal(panes)
    return Split(Axis.ROWS, tuple(_line(Axis.COLUMNS, line) for line in lines))


PRESETS: dict[str, Callable[[Sequence[T]], Node[T]]] = {
    "even-horizontal": even_horizontal,
    "even-vertical": even_vertical,
    "main-horizontal": main_horizontal,
    "main-vertical": main_vertical,
    "tiled": tiled,
}


def _line(axis: Axis, panes: Sequence[T], extent: Extent = FLEXIBLE) -> Node[T]:
    if len(panes) == 1:
        return Leaf(panes[0], extent)
    return Split(axis, tuple(Leaf(pane) for pane in panes), extent)


def _main_and_others(axis: Axis, others: Axis, panes: Sequence[T]) -> Node[T]:
    if len(panes) == 1:
        return Leaf(panes[0])
    return Split(axis, (Leaf(panes[0], MAIN), _line(others, panes[1:], OTHERS)))
