"""The tree of a tab's tiled panes: the one truth from which every cell is derived.

A node is a leaf, which holds something (a pane's id in a running session, a pane's description in a
layout), or a split, whose children lie side by side (COLUMNS) or one above the other (ROWS). A
stack is a split of rows of which one child is open and the others show their title row only.
Nodes are values: every change gives a new tree and shares what did not change.
"""

from enum import StrEnum
from typing import Generic, TypeVar

from mux.core.geometry import Axis
from mux.dataclass import dataclass

T = TypeVar("T")


class Unit(StrEnum):
    CELLS = "cells"  # exactly so many, as long as the parent has them
    PERCENT = "percent"  # of the parent
    WEIGHT = "weight"  # a share of what cells and percents leave over


@dataclass(frozen=True, slots=True)
class Extent:
    """How long a node is along the axis of the split that it lies in."""

    unit: Unit = Unit.WEIGHT
    amount: float = 1.0


FLEXIBLE = Extent()


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    content: T
    extent: Extent = FLEXIBLE


@dataclass(frozen=True, slots=True)
class Split(Generic[T]):
    axis: Axis
    children: "tuple[Node[T], ...]"
    extent: Extent = FLEXIBLE
    stacked: bool = False
    expanded: int = 0  # index of the open child of a stack
    name: str = ""


Node = Leaf[T] | Split[T]
