"""Commands that open, move and name panes."""

from mux.core.arrange import tab_area
from mux.core.change import Change, Handlers
from mux.core.commands import (
    BreakPane,
    CommandError,
    ExcludeFromSync,
    MovePaneToTab,
    NewPane,
    RenamePane,
    SetPaneColor,
    SetRestoreCommand,
    SplitPane,
    TogglePrivate,
)
from mux.core.edit import (
    add_tab,
    check_color,
    check_name,
    detach_pane,
    look_at,
    open_pane,
    put_pane,
    put_tab,
    remove_tab,
    run_of,
)
from mux.core.floating import cascade
from mux.core.ids import ClientId, TabId
from mux.core.insert import float_pane, insert_pane, tiled_anchor
from mux.core.lookup import (
    current_tab,
    floating_of,
    tab_by_number,
    tab_of_pane,
    target_pane,
)
from mux.core.model import Tab, Workspace
from mux.core.swaps import arrange_as, next_arrangement, rearrange
from mux.core.tree import Leaf
from mux.dataclass import replace


def split_pane(workspace: Workspace, command: SplitPane, client: ClientId | None) -> Change:
    beside = target_pane(workspace, client, command.pane)
    tab = tab_of_pane(workspace, beside.id)
    area = tab_area(workspace, tab.id)
    workspace, pane, spawn = open_pane(
        workspace,
        run_of(command.argv),
        command.cwd or beside.cwd,
        command.name,
        command.close_on_exit,
    )
    tab = insert_pane(tab, area, pane.id, tiled_anchor(tab, beside.id), command.direction)
    by_hand = tab.arranged_by_hand or (bool(workspace.swap_tiled) and not tab.swap)
    tab = rearrange(replace(tab, arranged_by_hand=by_hand), workspace.following)
    return Change(put_tab(workspace, tab), (spawn,))


def new_pane(workspace: Workspace, command: NewPane, client: ClientId | None) -> Change:
    """From a floating pane: another one. Else, with swap layouts and no sizes set by hand, the
    layout places the pane; else the pane in focus is split along its longer side."""
    tab = current_tab(workspace, client)
    area = tab_area(workspace, tab.id)
    cwd = command.cwd or workspace.panes[tab.focus].cwd
    workspace, pane, spawn = open_pane(
        workspace, run_of(command.argv), cwd, command.name, command.close_on_exit
    )
    if floating_of(tab, tab.focus) is not None:
        tab = float_pane(tab, cascade(pane.id, tab.floating))
        return Change(put_tab(workspace, tab), (spawn,))
    tab = insert_pane(tab, area, pane.id, tab.focus)
    swaps = workspace.following
    if swaps and not tab.swap and not tab.arranged_by_hand:
        tab = arrange_as(tab, swaps, next_arrangement(tab, swaps)) or tab
    return Change(put_tab(workspace, rearrange(tab, swaps)), (spawn,))


def break_pane(workspace: Workspace, command: BreakPane, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    left = detach_pane(tab_of_pane(workspace, pane), pane)
    if left is None:
        raise CommandError("the pane is already alone in its tab")
    workspace = put_tab(workspace, rearrange(left, workspace.following))
    tab = Tab(TabId(workspace.next_tab), Leaf(pane), (pane,))
    return Change(add_tab(workspace, client, tab))


def move_pane_to_tab(
    workspace: Workspace, command: MovePaneToTab, client: ClientId | None
) -> Change:
    """The pane's old tab closes when the pane was alone in it; the client goes with the pane."""
    pane = target_pane(workspace, client, command.pane)
    source = tab_of_pane(workspace, pane.id)
    target = tab_by_number(workspace, command.number)
    if target.id == source.id:
        raise CommandError("the pane is already in that tab")
    area = tab_area(workspace, target.id)
    joined = insert_pane(target, area, pane.id, tiled_anchor(target, target.focus))
    left = detach_pane(source, pane.id)
    if left is None:
        without = remove_tab(workspace, source).workspace
        workspace = put_pane(without, pane)
    else:
        workspace = put_tab(workspace, rearrange(left, workspace.following))
    workspace = put_tab(workspace, rearrange(joined, workspace.following))
    return Change(look_at(workspace, client, target.id))


def rename_pane(workspace: Workspace, command: RenamePane, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane)
    return Change(put_pane(workspace, replace(pane, name=check_name(command.name))))


def toggle_private(workspace: Workspace, command: TogglePrivate, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane)
    return Change(put_pane(workspace, replace(pane, private=not pane.private)))


def exclude_from_sync(
    workspace: Workspace, command: ExcludeFromSync, client: ClientId | None
) -> Change:
    pane = target_pane(workspace, client, command.pane)
    turned = replace(pane, exclude_from_sync=not pane.exclude_from_sync)
    return Change(put_pane(workspace, turned))


def set_pane_color(workspace: Workspace, command: SetPaneColor, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane)
    foreground, background = check_color(command.foreground), check_color(command.background)
    coloured = replace(pane, default_fg=foreground, default_bg=background)
    return Change(put_pane(workspace, coloured))


def set_restore_command(
    workspace: Workspace, command: SetRestoreCommand, client: ClientId | None
) -> Change:
    pane = target_pane(workspace, client, command.pane)
    text = check_name(command.text)
    return Change(put_pane(workspace, replace(pane, restore=text, restore_untrusted=False)))


HANDLERS: Handlers = {
    SplitPane: split_pane,
    NewPane: new_pane,
    BreakPane: break_pane,
    MovePaneToTab: move_pane_to_tab,
    RenamePane: rename_pane,
    TogglePrivate: toggle_private,
    ExcludeFromSync: exclude_from_sync,
    SetPaneColor: set_pane_color,
    SetRestoreCommand: set_restore_command,
}
