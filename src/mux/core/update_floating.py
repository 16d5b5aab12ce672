"""Commands on floating panes."""

from mux.core.arrange import tab_area
from mux.core.change import Change, Handlers
from mux.core.commands import (
    CommandError,
    MoveFloating,
    NewFloatingPane,
    ToggleEmbed,
    ToggleFloating,
    TogglePinned,
)
from mux.core.edit import (
    detach_pane,
    focus_pane,
    open_pane,
    put_floating,
    put_tab,
    run_of,
    settle_focus,
)
from mux.core.floating import cascade, move_floating
from mux.core.ids import ClientId
from mux.core.insert import float_pane, insert_pane, tiled_anchor
from mux.core.lookup import current_tab, floating_of, tab_of_pane, target_pane
from mux.core.model import Floating, Tab, Workspace
from mux.core.swaps import rearrange
from mux.core.tree_edit import leaves
from mux.dataclass import replace


def new_floating_pane(
    workspace: Workspace, command: NewFloatingPane, client: ClientId | None
) -> Change:
    tab = current_tab(workspace, client)
    cwd = command.cwd or workspace.panes[tab.focus].cwd
    workspace, pane, spawn = open_pane(
        workspace, run_of(command.argv), cwd, command.name, command.close_on_exit
    )
    tab = float_pane(tab, cascade(pane.id, tab.floating))
    return Change(put_tab(workspace, tab), (spawn,))


def toggle_floating(
    workspace: Workspace, command: ToggleFloating, client: ClientId | None
) -> Change:
    """A tab without floating panes gets its first one."""
    tab = current_tab(workspace, client)
    if not tab.floating:
        return new_floating_pane(workspace, NewFloatingPane(), client)
    if tab.floating_visible:
        return Change(put_tab(workspace, settle_focus(replace(tab, floating_visible=False))))
    last = next(pane for pane in tab.recent if floating_of(tab, pane) is not None)
    shown = replace(tab, floating_visible=True, zoomed=False)
    return Change(put_tab(workspace, focus_pane(shown, last)))


def toggle_embed(workspace: Workspace, command: ToggleEmbed, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    tab = tab_of_pane(workspace, pane)
    left = detach_pane(tab, pane)
    if left is None or list(leaves(tab.root)) == [pane]:
        raise CommandError("the tab's only tiled pane can't float")
    if floating_of(tab, pane) is None:
        changed = float_pane(left, cascade(pane, left.floating))
    else:
        area = tab_area(workspace, tab.id)
        changed = insert_pane(left, area, pane, tiled_anchor(left, left.focus))
    return Change(put_tab(workspace, rearrange(changed, workspace.following)))


def toggle_pinned(workspace: Workspace, command: TogglePinned, client: ClientId | None) -> Change:
    tab, floating = _target(workspace, client, command)
    changed = put_floating(tab, replace(floating, pinned=not floating.pinned))
    return Change(put_tab(workspace, settle_focus(changed)))


def move_by(workspace: Workspace, command: MoveFloating, client: ClientId | None) -> Change:
    tab, floating = _target(workspace, client, command)
    area = tab_area(workspace, tab.id)
    moved = move_floating(floating, area, command.columns, command.rows)
    return Change(put_tab(workspace, put_floating(tab, moved)))


def _target(
    workspace: Workspace, client: ClientId | None, command: TogglePinned | MoveFloating
) -> tuple[Tab, Floating]:
    pane = target_pane(workspace, client, command.pane).id
    tab = tab_of_pane(workspace, pane)
    floating = floating_of(tab, pane)
    if floating is None:
        raise CommandError("the pane does not float")
    return tab, floating


HANDLERS: Handlers = {
    NewFloatingPane: new_floating_pane,
    ToggleFloating: toggle_floating,
    ToggleEmbed: toggle_embed,
    TogglePinned: toggle_pinned,
    MoveFloating: move_by,
}
