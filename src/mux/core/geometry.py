"""Cells, counted from the top left; a region is half open: [x, right) by [y, bottom)."""

from enum import StrEnum
from typing import NamedTuple


class Direction(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"

    @property
    def axis(self) -> "Axis":
        return Axis.COLUMNS if self in (Direction.LEFT, Direction.RIGHT) else Axis.ROWS

    @property
    def forward(self) -> bool:
        """Whether the direction goes with growing coordinates."""
        return self in (Direction.RIGHT, Direction.DOWN)


class Axis(StrEnum):
    """How the children of a split lie."""

    COLUMNS = "columns"  # side by side; Zellij writes split_direction="vertical"
    ROWS = "rows"  # one above the other; Zellij writes split_direction="horizontal"


class Size(NamedTuple):
    width: int
    height: int


class Offset(NamedTuple):
    x: int
    y: int


class Region(NamedTuple):
    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def size(self) -> Size:
        return Size(self.width, self.height)

    @property
    def area(self) -> int:
        return self.width * self.height

    def length(self, axis: Axis) -> int:
        return self.width if axis is Axis.COLUMNS else self.height

    def contains(self, x: int, y: int) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def shrink(self, left: int = 0, top: int = 0, right: int = 0, bottom: int = 0) -> "Region":
        """The region without margins; never of negative size."""
        width = max(0, self.width - left - right)
        height = max(0, self.height - top - bottom)
        return Region(self.x + min(left, self.width), self.y + min(top, self.height), width, height)

    def overlaps(self, other: "Region") -> bool:
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )
