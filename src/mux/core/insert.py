"""Where in a tab a pane goes that was not in it."""

from mux.core.commands import CommandError
from mux.core.edit import focus_pane
from mux.core.geometry import Axis, Direction, Region, Size
from mux.core.ids import PaneId
from mux.core.lookup import floating_of
from mux.core.model import Floating, Tab
from mux.core.tree_edit import split
from mux.core.tree_solve import minimum_length, solve
from mux.dataclass import replace


def tiled_anchor(tab: Tab, pane: PaneId) -> PaneId:
    """The tiled pane that a new one is put beside: the pane itself, or for a floating one the
    tiled pane that had the focus last."""
    if floating_of(tab, pane) is None:
        return pane
    return next(other for other in tab.recent if floating_of(tab, other) is None)


def insert_pane(
    tab: Tab, area: Size, pane: PaneId, anchor: PaneId, direction: Direction | None = None
) -> Tab:
    """The tab with one more tiled pane, which gets the focus.

    Without a direction the anchor is split along its longer side. Raises CommandError where the
    area has no cell left for the pane.
    """
    if direction is None:
        region = solve(tab.root, Region(0, 0, *area))[anchor]
        wide = region.width > 2 * region.height  # a cell is about twice as high as it is wide
        direction = Direction.RIGHT if wide else Direction.DOWN
    root = split(tab.root, anchor, pane, direction)
    available = area.width if direction.axis is Axis.COLUMNS else area.height
    if minimum_length(root, direction.axis) > available:
        raise CommandError("there is no room for another pane")
    return focus_pane(replace(tab, root=root, recent=(*tab.recent, pane), zoomed=False), pane)


def float_pane(tab: Tab, floating: Floating) -> Tab:
    """The tab with one more floating pane, in focus."""
    recent = (*tab.recent, floating.pane)
    items = (*tab.floating, floating)
    shown = replace(tab, recent=recent, floating=items, floating_visible=True, zoomed=False)
    return focus_pane(shown, floating.pane)
