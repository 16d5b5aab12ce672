"""Commands that move the focus between panes."""

from mux.core.arrange import arrange_tab, is_visible, tab_area
from mux.core.change import Change, Handlers
from mux.core.commands import (
    CommandError,
    FocusLastPane,
    FocusNextPane,
    FocusPane,
    FocusPreviousPane,
    MoveFocus,
    MoveFocusOrTab,
)
from mux.core.edit import focus_pane, look_at, put_tab
from mux.core.geometry import Direction, Region
from mux.core.ids import ClientId, PaneId
from mux.core.lookup import current_tab, floating_of, tab_of_pane, tab_panes
from mux.core.model import Tab, Workspace
from mux.core.neighbours import find_nearest, find_neighbour, find_opposite
from mux.core.tree_solve import solve
from mux.dataclass import replace


def focus_by_id(workspace: Workspace, command: FocusPane, client: ClientId | None) -> Change:
    tab = tab_of_pane(workspace, command.pane)
    workspace = put_tab(workspace, focus_pane(tab, command.pane))
    return Change(look_at(workspace, client, tab.id))


def move_focus(workspace: Workspace, command: MoveFocus, client: ClientId | None) -> Change:
    """At the edge of the tab the focus comes in again at the other side, as in tmux."""
    tab = current_tab(workspace, client)
    pane = pane_beside(workspace, tab, command.direction)
    if pane is None and floating_of(tab, tab.focus) is None:
        pane = find_opposite(
            tiled_regions(workspace, tab), tab.focus, command.direction, tab.recent
        )
    return _focus(workspace, tab, pane)


def move_focus_or_tab(
    workspace: Workspace, command: MoveFocusOrTab, client: ClientId | None
) -> Change:
    tab = current_tab(workspace, client)
    pane = pane_beside(workspace, tab, command.direction)
    if pane is not None:
        return _focus(workspace, tab, pane)
    step = 1 if command.direction.forward else -1
    index = (workspace.tabs.index(tab) + step) % len(workspace.tabs)
    return Change(look_at(workspace, client, workspace.tabs[index].id))


def focus_next(workspace: Workspace, command: FocusNextPane, client: ClientId | None) -> Change:
    tab = current_tab(workspace, client)
    return _focus(workspace, tab, _in_turn(tab, 1))


def focus_previous(
    workspace: Workspace, command: FocusPreviousPane, client: ClientId | None
) -> Change:
    tab = current_tab(workspace, client)
    return _focus(workspace, tab, _in_turn(tab, -1))


def focus_last(workspace: Workspace, command: FocusLastPane, client: ClientId | None) -> Change:
    tab = current_tab(workspace, client)
    last = next((pane for pane in tab.recent[1:] if is_visible(tab, pane)), None)
    if last is None:
        raise CommandError("no other pane of this tab had the focus")
    return _focus(workspace, tab, last)


def tiled_regions(workspace: Workspace, tab: Tab) -> dict[PaneId, Region]:
    """The frames of the tiled panes, zoomed or not."""
    return solve(tab.root, Region(0, 0, *tab_area(workspace, tab.id)))


def pane_beside(workspace: Workspace, tab: Tab, direction: Direction) -> PaneId | None:
    """The pane beside the one in focus: among the tiled ones for a tiled one, among the floating
    ones that show for a floating one."""
    if floating_of(tab, tab.focus) is None:
        return find_neighbour(tiled_regions(workspace, tab), tab.focus, direction, tab.recent)
    shown = arrange_tab(workspace, replace(tab, zoomed=False))
    floats = {placement.pane: placement.frame for placement in shown if placement.floating}
    return find_nearest(floats, tab.focus, direction) if tab.focus in floats else None


def _in_turn(tab: Tab, step: int) -> PaneId:
    panes = [pane for pane in tab_panes(tab) if is_visible(tab, pane)]
    return panes[(panes.index(tab.focus) + step) % len(panes)]


def _focus(workspace: Workspace, tab: Tab, pane: PaneId | None) -> Change:
    if pane is None or pane == tab.focus:
        return Change(workspace)
    return Change(put_tab(workspace, focus_pane(tab, pane)))


HANDLERS: Handlers = {
    FocusPane: focus_by_id,
    MoveFocus: move_focus,
    MoveFocusOrTab: move_focus_or_tab,
    FocusNextPane: focus_next,
    FocusPreviousPane: focus_previous,
    FocusLastPane: focus_last,
}
