"""Commands that close panes and tabs, and that bring them back."""

from mux.core.change import Change, Handlers
from mux.core.closing import change_closed, expire, put_back, remember, wake
from mux.core.commands import ClosePane, CloseTab, CommandError, UndoClose
from mux.core.edit import look_at, put_tab, remove_pane, remove_tab
from mux.core.facts import PaneExpired
from mux.core.ids import ClientId
from mux.core.lookup import current_tab, tab_of_pane, tab_panes, target_pane, target_tab
from mux.core.model import Closed, Pane, Workspace
from mux.dataclass import replace


def close_pane(workspace: Workspace, command: ClosePane, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    tab = tab_of_pane(workspace, pane)
    return remember(workspace, tab, (pane,), remove_pane(workspace, pane))


def close_tab(workspace: Workspace, command: CloseTab, client: ClientId | None) -> Change:
    tab = target_tab(workspace, client, command.tab)
    return remember(workspace, tab, tab_panes(tab), remove_tab(workspace, tab))


def undo_close(workspace: Workspace, command: UndoClose, client: ClientId | None) -> Change:
    """Panes whose tab is gone come to the tab that is looked at."""
    closed = _pick(workspace, command.number)
    rest = tuple(item for item in workspace.closed if item is not closed)
    awake = [wake(pane) for pane in closed.panes]
    panes = {pane.id: pane for pane, _ in awake}
    effects = tuple(effect for _, wanted in awake for effect in wanted)
    workspace = replace(workspace, closed=rest, panes={**workspace.panes, **panes})
    if closed.left is None:
        tab, tabs = closed.tab, workspace.tabs
        workspace = replace(workspace, tabs=(*tabs[: closed.place], tab, *tabs[closed.place :]))
    else:
        there = (tab for tab in workspace.tabs if tab.id == closed.tab.id)
        tab = put_back(workspace, next(there, current_tab(workspace, client)), closed)
        workspace = put_tab(workspace, tab)
    return Change(look_at(workspace, client, tab.id), effects)


def _pick(workspace: Workspace, number: int) -> Closed:
    count = len(workspace.closed)
    if not count:
        raise CommandError("nothing was closed that could be brought back")
    if not 1 <= number <= count:
        raise CommandError(f"there is no {number}; what was closed is counted from 1 to {count}")
    return workspace.closed[number - 1]


def pane_expired(workspace: Workspace, fact: PaneExpired, client: ClientId | None) -> Change:
    def change(pane: Pane) -> Pane:
        return expire(pane, fact.run, fact.cwd)

    return Change(change_closed(workspace, fact.pane, change))


HANDLERS: Handlers = {
    ClosePane: close_pane,
    CloseTab: close_tab,
    UndoClose: undo_close,
    PaneExpired: pane_expired,
}
