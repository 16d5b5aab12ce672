"""tmux's layout strings (tmux(1), "select-layout"): `b25f,80x24,0,0{40x24,0,0,1,39x24,41,0,2}`.

A checksum, then cells: WIDTHxHEIGHT,X,Y and either a pane's number, or the cells inside: in braces
side by side, in brackets one above the other.
"""

import re
from collections.abc import Sequence

from mux.config.errors import ConfigError
from mux.core.geometry import Axis
from mux.core.tree import FLEXIBLE, Extent, Leaf, Node, Split, T, Unit
from mux.dataclass import dataclass, replace

_cell = re.compile(r"(\d+)x(\d+),(\d+),(\d+)(?:,(\d+)(?![x\d]))?").match
_checksum = re.compile(r"[0-9a-fA-F]{4},").match
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class TmuxCell:
    """Its size in cells of the screen; `pane` is its number (`%N`), `axis` that of its children."""

    width: int
    height: int
    pane: int | None = None
    axis: Axis = Axis.ROWS
    children: "tuple[TmuxCell, ...]" = ()

    def length(self, axis: Axis) -> int:
        return self.width if axis is Axis.COLUMNS else self.height

    def leaves(self) -> "list[TmuxCell]":
        if not self.children:
            return [self]
        return [leaf for child in self.children for leaf in child.leaves()]


def read_tmux_layout(text: str) -> TmuxCell:
    """The cells that the string names. Raises ConfigError with the column."""
    found = _checksum(text)
    cell, end = _read_cell(text, found.end() if found else 0, 0)
    if end != len(text.rstrip()):
        raise _wrong(text, end)
    return cell


def place_panes(cell: TmuxCell, panes: Sequence[T], extent: Extent = FLEXIBLE) -> Node[T]:
    """A tree of the cells' shape with the panes in the cells' order.

    Sizes become percent of the parent, with the last of each split taking the rest. Raises
    ConfigError where there are not as many panes as cells.
    """
    count = len(cell.leaves())
    if count != len(panes):
        raise ConfigError(f"the layout has {count} panes, but there are {len(panes)}")
    if not cell.children:
        return Leaf(panes[0], extent)
    children: list[Node[T]] = []
    start = 0
    for child, size in zip(cell.children, _share(cell), strict=True):
        end = start + len(child.leaves())
        children.append(place_panes(child, panes[start:end], size))
        start = end
    return Split(cell.axis, tuple(children), extent)


def _share(cell: TmuxCell) -> list[Extent]:
    """How long each child is: percent that leave something to the last one, else weights."""
    lengths = [child.length(cell.axis) for child in cell.children]
    percents = [round(100 * length / (sum(lengths) or 1)) for length in lengths]
    if 0 in percents or sum(percents[:-1]) > 99:
        return [Extent(Unit.WEIGHT, max(length, 1)) for length in lengths]
    return [*(Extent(Unit.PERCENT, percent) for percent in percents[:-1]), FLEXIBLE]


def _read_cell(text: str, start: int, depth: int) -> tuple[TmuxCell, int]:
    found = _cell(text, start)
    if not found or depth > _DEEPEST:
        raise _wrong(text, start)
    width, height = int(found[1]), int(found[2])
    end = found.end()
    closing = {"{": "}", "[": "]"}.get(text[end : end + 1])
    # The number before a bracket would be no pane; tmux writes none there.
    if not closing:
        return TmuxCell(width, height, int(found[5]) if found[5] else None), end
    axis = Axis.COLUMNS if closing == "}" else Axis.ROWS
    children: list[TmuxCell] = []
    while True:
        child, end = _read_cell(text, end + 1, depth + 1)
        children.append(child)
        if text[end : end + 1] == closing:
            break
        if text[end : end + 1] != ",":
            raise _wrong(text, end)
    if len(children) == 1:
        return replace(children[0], width=width, height=height), end + 1
    return TmuxCell(width, height, None, axis, tuple(children)), end + 1


def _wrong(text: str, column: int) -> ConfigError:
    found = text[column : column + 10]
    what = f"“{found}” is not expected" if found else "the end is not expected"
    return ConfigError(f"is no layout of tmux: {what} at character {column + 1}")
