"""Commands that take a layout file: what they ask for, and how they go on once it is read."""

from mux.core.change import Change, Handlers
from mux.core.commands import NewTab, OverrideLayout
from mux.core.edit import check_name, look_at
from mux.core.effects import ReadLayout
from mux.core.facts import LayoutRead
from mux.core.ids import ClientId
from mux.core.layout import Layout, TabLayout
from mux.core.lookup import current_tab
from mux.core.model import Workspace
from mux.core.override import override_tab
from mux.core.start import build_tab
from mux.dataclass import replace


def override_layout(
    workspace: Workspace, command: OverrideLayout, client: ClientId | None
) -> Change:
    cwd = workspace.panes[current_tab(workspace, client).focus].cwd
    return Change(workspace, (ReadLayout(command.layout, cwd, command),))


def layout_read(workspace: Workspace, fact: LayoutRead, client: ClientId | None) -> Change:
    if not workspace.tabs:
        return Change(workspace)
    match fact.asked:
        case NewTab() as command:
            return _open_tabs(workspace, fact.layout, command, client)
        case OverrideLayout() as command:
            return _override(workspace, fact.layout, command, client)
    return Change(workspace)


def _open_tabs(
    workspace: Workspace, layout: Layout, command: NewTab, client: ClientId | None
) -> Change:
    """All tabs of the layout, behind those that are there; a name is for the first of them."""
    cwd = command.cwd or workspace.panes[current_tab(workspace, client).focus].cwd
    first, *others = layout.tabs or (TabLayout(),)
    first = replace(first, name=check_name(command.name) or first.name)
    change = Change(workspace)
    for tab in (first, *others):
        change = change.then(build_tab(change.workspace, tab, cwd))
    opened = change.workspace.tabs[len(workspace.tabs) :]
    focused = next((index for index, tab in enumerate(layout.tabs) if tab.focus), 0)
    return replace(change, workspace=look_at(change.workspace, client, opened[focused].id))


def _override(
    workspace: Workspace, layout: Layout, command: OverrideLayout, client: ClientId | None
) -> Change:
    """A layout of one tab is for the tab that is looked at. Of several, the first is for the
    session's first tab, and so on; those left over are opened."""
    here = current_tab(workspace, client)
    cwd = workspace.panes[here.focus].cwd
    tabs = layout.tabs or (TabLayout(),)
    targets = (here,) if len(tabs) == 1 else workspace.tabs
    change = Change(
        replace(
            workspace,
            new_tab=layout.new_tab or workspace.new_tab,
            swap_tiled=layout.swap_tiled or workspace.swap_tiled,
            swap_floating=layout.swap_floating or workspace.swap_floating,
        )
    )
    for target, tab in zip(targets, tabs, strict=False):
        change = change.then(override_tab(change.workspace, target, tab, cwd, command.retain))
    for tab in tabs[len(targets) :]:
        change = change.then(build_tab(change.workspace, tab, cwd))
    return change


HANDLERS: Handlers = {
    OverrideLayout: override_layout,
    LayoutRead: layout_read,
}
