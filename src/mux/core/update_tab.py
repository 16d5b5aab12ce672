"""Commands on tabs."""

from mux.core.change import Change, Handlers
from mux.core.commands import (
    CommandError,
    FocusTab,
    GoToTab,
    LastTab,
    MoveTab,
    NewTab,
    NextTab,
    PreviousTab,
    RenameTab,
    SetTabColor,
)
from mux.core.edit import check_color, check_name, look_at, put_tab, run_of
from mux.core.effects import ReadLayout
from mux.core.ids import ClientId
from mux.core.layout import PaneLayout, TabLayout
from mux.core.lookup import current_tab, find_tab, tab_by_number, target_tab
from mux.core.model import Workspace
from mux.core.start import build_tab
from mux.core.tree import Leaf
from mux.dataclass import replace


def new_tab(workspace: Workspace, command: NewTab, client: ClientId | None) -> Change:
    """As the layout's template for new tabs has it; a program or a layout given with the command
    comes instead. Nothing waits behind the gate."""
    cwd = command.cwd or workspace.panes[current_tab(workspace, client).focus].cwd
    if command.layout:
        return _ask_for_layout(workspace, command, cwd)
    layout = workspace.new_tab or TabLayout()
    if command.argv:
        run = run_of(command.argv)
        layout = TabLayout(Leaf(PaneLayout(run, close_on_exit=command.close_on_exit)))
    layout = replace(layout, name=check_name(command.name) or layout.name)
    change = build_tab(workspace, layout, cwd)
    tab = change.workspace.tabs[-1].id
    return replace(change, workspace=look_at(change.workspace, client, tab))


def _ask_for_layout(workspace: Workspace, command: NewTab, cwd: str) -> Change:
    if command.argv:
        raise CommandError("a new tab has either a layout or a program, not both")
    check_name(command.name)
    return Change(workspace, (ReadLayout(command.layout, cwd, command),))


def rename_tab(workspace: Workspace, command: RenameTab, client: ClientId | None) -> Change:
    tab = target_tab(workspace, client, command.tab)
    return Change(put_tab(workspace, replace(tab, name=check_name(command.name))))


def set_tab_color(workspace: Workspace, command: SetTabColor, client: ClientId | None) -> Change:
    tab = target_tab(workspace, client, command.tab)
    return Change(put_tab(workspace, replace(tab, color=check_color(command.color))))


def go_to_tab(workspace: Workspace, command: GoToTab, client: ClientId | None) -> Change:
    tab = tab_by_number(workspace, command.number)
    return Change(look_at(workspace, client, tab.id))


def focus_tab(workspace: Workspace, command: FocusTab, client: ClientId | None) -> Change:
    return Change(look_at(workspace, client, find_tab(workspace, command.tab).id))


def next_tab(workspace: Workspace, command: NextTab, client: ClientId | None) -> Change:
    return _step(workspace, client, 1)


def previous_tab(workspace: Workspace, command: PreviousTab, client: ClientId | None) -> Change:
    return _step(workspace, client, -1)


def last_tab(workspace: Workspace, command: LastTab, client: ClientId | None) -> Change:
    here = current_tab(workspace, client).id
    lookers = [view for view in workspace.clients.values() if view.tab == here]
    own = [view for view in lookers if view.id == client]
    last = next((view.last_tab for view in own or lookers), None)
    if last is None:
        raise CommandError("no other tab was looked at before")
    return Change(look_at(workspace, client, last))


def move_tab(workspace: Workspace, command: MoveTab, client: ClientId | None) -> Change:
    """The first and the last place are the ends; a tab does not go around."""
    tab = target_tab(workspace, client, command.tab)
    others = [other for other in workspace.tabs if other.id != tab.id]
    place = min(max(0, workspace.tabs.index(tab) + command.by), len(others))
    tabs = (*others[:place], tab, *others[place:])
    return Change(replace(workspace, tabs=tabs))


def _step(workspace: Workspace, client: ClientId | None, by: int) -> Change:
    index = workspace.tabs.index(current_tab(workspace, client)) + by
    return Change(look_at(workspace, client, workspace.tabs[index % len(workspace.tabs)].id))


HANDLERS: Handlers = {
    NewTab: new_tab,
    RenameTab: rename_tab,
    SetTabColor: set_tab_color,
    GoToTab: go_to_tab,
    FocusTab: focus_tab,
    NextTab: next_tab,
    PreviousTab: previous_tab,
    LastTab: last_tab,
    MoveTab: move_tab,
}
