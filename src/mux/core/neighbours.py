"""Which pane lies beside which: a question to regions, not to the tree."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from mux.core.geometry import Axis, Direction, Region

T = TypeVar("T", bound=Hashable)


def find_neighbour(
    regions: Mapping[T, Region], target: T, direction: Direction, recent: Sequence[T] = ()
) -> T | None:
    """Who touches the target on a side: the one that shares most of the border with it, of equals
    the one that had the focus last. None at the edge of the area."""
    here = regions[target]
    touching = {
        other: _shared_border(here, region, direction.axis)
        for other, region in regions.items()
        if other != target and _touches(here, region, direction)
    }
    return _best(touching, recent)


def find_opposite(
    regions: Mapping[T, Region], target: T, direction: Direction, recent: Sequence[T] = ()
) -> T | None:
    """Who comes in when one leaves the area on a side: the best one at the far edge."""
    here = regions[target]
    far = min if direction.forward else max
    edge = far(_side(region, direction, near=True) for region in regions.values())
    facing = {
        other: _shared_border(here, region, direction.axis)
        for other, region in regions.items()
        if other != target and _side(region, direction, near=True) == edge
    }
    return _best(facing, recent)


def find_nearest(regions: Mapping[T, Region], target: T, direction: Direction) -> T | None:
    """For regions that overlap: whose middle is the nearest one that lies in the direction."""
    x, y = _middle(regions[target])
    distances = {}
    for other, region in regions.items():
        across, down = _middle(region)[0] - x, _middle(region)[1] - y
        ahead = across if direction.axis is Axis.COLUMNS else down
        if other != target and (ahead > 0 if direction.forward else ahead < 0):
            distances[other] = abs(across) + abs(down)
    return min(distances, key=distances.__getitem__, default=None)


def _best(shares: Mapping[T, int], recent: Sequence[T]) -> T | None:
    rank = {content: place for place, content in enumerate(recent)}
    candidates = [content for content, share in shares.items() if share > 0]
    return min(
        candidates,
        key=lambda content: (-shares[content], rank.get(content, len(rank))),
        default=None,
    )


def _touches(here: Region, other: Region, direction: Direction) -> bool:
    return _side(here, direction, near=False) == _side(other, direction, near=True)


def _side(region: Region, direction: Direction, near: bool) -> int:
    """The coordinate of a region's side, seen along a direction: the near one is met first."""
    if direction.axis is Axis.COLUMNS:
        return region.x if near is direction.forward else region.right
    return region.y if near is direction.forward else region.bottom


def _shared_border(one: Region, other: Region, axis: Axis) -> int:
    if axis is Axis.COLUMNS:
        return min(one.bottom, other.bottom) - max(one.y, other.y) if other.width else 0
    return min(one.right, other.right) - max(one.x, other.x) if other.height else 0


def _middle(region: Region) -> tuple[float, float]:
    return region.x + region.width / 2, region.y + region.height / 2
