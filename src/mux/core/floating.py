"""Where floating panes lie.

Coordinates are cells or percent of the tab's area, rounded down. What is left out: width and height
are half of the area, and the pane is centred. A pane opened over others that also lie in the middle
is given a place of its own once, so that raising one of them moves none. Whatever a layout or a
smaller terminal asks for, the pane is kept inside the area.
"""

from collections.abc import Sequence
from math import floor

from mux.core.geometry import Direction, Offset, Region, Size
from mux.core.ids import PaneId
from mux.core.layout import Length
from mux.core.model import Floating
from mux.dataclass import replace

MINIMUM = Size(3, 3)  # a frame around one cell
HALF = Length(50, percent=True)
CASCADE_START, CASCADE_STEP, CASCADE_END = 25, 4, 50  # percent of the area


def place_floating(floating: Floating, area: Size) -> Region:
    """The cells of a floating pane, frame included; inside the area whatever was asked for."""
    width = _clamp(_cells(floating.width or HALF, area.width), MINIMUM.width, area.width)
    height = _clamp(_cells(floating.height or HALF, area.height), MINIMUM.height, area.height)
    x = _start(floating.x, width, area.width)
    y = _start(floating.y, height, area.height)
    return Region(x, y, width, height)


def cascade(pane: PaneId, others: Sequence[Floating]) -> Floating:
    """A new floating pane: in the middle, or a step further than the panes already there."""
    taken = {other.x for other in others if other.width in (None, HALF)}
    if None not in taken:
        return Floating(pane)
    steps = range(CASCADE_START + CASCADE_STEP, CASCADE_END, CASCADE_STEP)
    free = [step for step in steps if Length(step, percent=True) not in taken]
    step = Length(free[0] if free else CASCADE_START, percent=True)
    return Floating(pane, step, step, HALF, HALF)


def move_floating(floating: Floating, area: Size, columns: int, rows: int) -> Floating:
    """Its top left corner moved by some cells, as far as the area goes."""
    region = place_floating(floating, area)
    x = _clamp(region.x + columns, 0, area.width - region.width)
    y = _clamp(region.y + rows, 0, area.height - region.height)
    return _at(floating, Region(x, y, region.width, region.height))


def resize_floating(floating: Floating, area: Size, direction: Direction, cells: int) -> Floating:
    """Its right or lower border moved in a direction by some cells."""
    distance = cells if direction.forward else -cells
    if direction in (Direction.LEFT, Direction.RIGHT):
        return _with_corner(floating, area, distance, 0)
    return _with_corner(floating, area, 0, distance)


def drag_floating(floating: Floating, area: Size, start: Offset, end: Offset) -> Floating:
    """What the mouse does to its frame: the top row moves it, any other border is moved itself."""
    region = place_floating(floating, area)
    columns, rows = end.x - start.x, end.y - start.y
    if start.y == region.y:
        return move_floating(floating, area, columns, rows)
    if start.x == region.x:
        moved = min(columns, region.width - MINIMUM.width)
        left = _clamp(region.x + moved, 0, region.x + region.width)
        wider = Region(left, region.y, region.right - left, region.height)
        floating, columns = _at(floating, wider), 0
    elif start.x != region.right - 1:
        columns = 0
    return _with_corner(floating, area, columns, rows if start.y == region.bottom - 1 else 0)


def is_on_frame(region: Region, cell: Offset) -> bool:
    """Whether a cell belongs to the outermost ring of a region."""
    return region.contains(*cell) and not region.shrink(1, 1, 1, 1).contains(*cell)


def _with_corner(floating: Floating, area: Size, columns: int, rows: int) -> Floating:
    region = place_floating(floating, area)
    width = _clamp(region.width + columns, MINIMUM.width, area.width - region.x)
    height = _clamp(region.height + rows, MINIMUM.height, area.height - region.y)
    return _at(floating, Region(region.x, region.y, width, height))


def _at(floating: Floating, region: Region) -> Floating:
    x, y, width, height = (Length(float(cells)) for cells in region)
    return replace(floating, x=x, y=y, width=width, height=height)


def _start(length: Length | None, extent: int, total: int) -> int:
    if length is None:
        return (total - extent) // 2
    return _clamp(_cells(length, total), 0, total - extent)


def _cells(length: Length, total: int) -> int:
    return floor(length.amount * total / 100) if length.percent else int(length.amount)


def _clamp(value: int, least: int, most: int) -> int:
    """The upper bound wins where the two exclude each other."""
    return min(max(value, least), max(0, most))
