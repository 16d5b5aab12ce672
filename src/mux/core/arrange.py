"""What of a tab is seen, and where: every pane's cells, and the cells within for its program.

Frames are one of three:

- "full"   a box around each pane, with the title in its upper border;
- "title"  a row above each pane for its title, and a column at its right where another pane
           follows, so that panes side by side stay apart;
- "none"   only lines between panes: a column at the right and a row below where another follows.

Whatever lies in a placement's frame and not in its content is there for these lines. A tab that
shows one tiled pane only has no lines at all, and neither has a pane that is `borderless` or too
small to spare them. Floating panes always have the full frame.
"""

from collections.abc import Mapping
from typing import NamedTuple

from mux.core.floating import place_floating
from mux.core.geometry import Region, Size
from mux.core.ids import PaneId, TabId
from mux.core.model import Pane, Tab, Workspace
from mux.core.tree import Leaf
from mux.core.tree_solve import Tile, iter_tiles

FRAMES = ("full", "title", "none")
SMALLEST_FRAMED = 3  # rows and columns: a border, a cell, a border


class Placement(NamedTuple):
    """One visible pane. `border` is "full", "title" or "none".

    The content of a stacked title is empty: its program keeps the size that it had.
    """

    pane: PaneId
    frame: Region
    content: Region
    border: str
    floating: bool = False
    stacked_title: bool = False


def tab_area(workspace: Workspace, tab_id: TabId) -> Size:
    """The size of the smallest client that shows the tab; else of the last client there was."""
    sizes = [view.size for view in workspace.clients.values() if view.tab == tab_id]
    if not sizes:
        return workspace.size
    return Size(min(size.width for size in sizes), min(size.height for size in sizes))


def arrange_tab(workspace: Workspace, tab: Tab) -> tuple[Placement, ...]:
    """The placements of a tab in its own area, with the workspace's frames."""
    return arrange(tab, tab_area(workspace, tab.id), workspace.frames, workspace.panes)


def arrange(
    tab: Tab, area: Size, frames: str, panes: Mapping[PaneId, Pane] | None = None
) -> tuple[Placement, ...]:
    """Where each visible pane lies in an area, in the order of painting.

    Tiled panes come first and tile the area; floating panes follow from bottom to top, pinned ones
    last. `panes` tells which of them are borderless. A pane without a single cell is not listed.
    """
    whole = Region(0, 0, *area)
    borderless = {id_ for id_, pane in (panes or {}).items() if pane.borderless}
    if tab.zoomed:
        tiled = [Placement(tab.focus, whole, whole, "none")]
    elif isinstance(tab.root, Leaf):
        tiled = [Placement(tab.root.content, whole, whole, "none")]
    else:
        tiled = [
            _place_tile(tile, whole, "bare" if tile.content in borderless else frames)
            for tile in iter_tiles(tab.root, whole)
        ]
    placements = (*tiled, *_place_floating_panes(tab, area, borderless))
    return tuple(placement for placement in placements if placement.frame.area > 0)


def is_visible(tab: Tab, pane: PaneId) -> bool:
    """Whether the pane may have the focus as things are shown: not a hidden floating pane."""
    floating = next((item for item in tab.floating if item.pane == pane), None)
    return floating is None or tab.floating_visible or floating.pinned


def _place_tile(tile: Tile[PaneId], whole: Region, frames: str) -> Placement:
    pane, region, collapsed = tile
    if collapsed:
        empty = region.shrink(top=region.height)
        return Placement(pane, region, empty, "title", stacked_title=True)
    small = region.width < SMALLEST_FRAMED or region.height < SMALLEST_FRAMED
    right = region.right < whole.right
    if small or frames == "bare":
        return Placement(pane, region, region, "none")
    if frames == "full":
        return Placement(pane, region, region.shrink(1, 1, 1, 1), "full")
    if frames == "title":
        return Placement(pane, region, region.shrink(top=1, right=right), "title")
    below = region.bottom < whole.bottom
    return Placement(pane, region, region.shrink(right=right, bottom=below), "none")


def _place_floating_panes(tab: Tab, area: Size, borderless: set[PaneId]) -> list[Placement]:
    shown = [
        item
        for item in sorted(tab.floating, key=lambda item: item.pinned)
        if item.pinned or (tab.floating_visible and not tab.zoomed)
    ]
    placements = []
    for item in shown:
        if tab.zoomed and item.pane == tab.focus:
            continue
        region = place_floating(item, area)
        small = min(region.size) < SMALLEST_FRAMED
        if small or item.pane in borderless:
            placements.append(Placement(item.pane, region, region, "none", floating=True))
        else:
            inner = region.shrink(1, 1, 1, 1)
            placements.append(Placement(item.pane, region, inner, "full", floating=True))
    return placements
