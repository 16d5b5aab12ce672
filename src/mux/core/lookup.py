"""Finding what a command means in a workspace: its tab, its pane, its client."""

from collections.abc import Iterable
from difflib import get_close_matches

from mux.core.commands import CommandError
from mux.core.ids import ClientId, PaneId, TabId
from mux.core.model import Floating, Pane, PaneState, Tab, Workspace
from mux.core.tree_edit import leaves


def tab_panes(tab: Tab) -> tuple[PaneId, ...]:
    """All panes of a tab: tiled ones in the order of the tree, then floating ones."""
    return (*leaves(tab.root), *(item.pane for item in tab.floating))


def find_tab(workspace: Workspace, tab_id: TabId) -> Tab:
    """Raises CommandError where there is no such tab."""
    for tab in workspace.tabs:
        if tab.id == tab_id:
            return tab
    raise CommandError(f"there is no tab with the id {tab_id}")


def find_pane(workspace: Workspace, pane: PaneId) -> Pane:
    """Raises CommandError where there is no such pane."""
    if pane not in workspace.panes:
        raise CommandError(f"there is no pane with the id {pane}")
    return workspace.panes[pane]


def tab_of_pane(workspace: Workspace, pane: PaneId) -> Tab:
    """Raises CommandError where there is no such pane."""
    for tab in workspace.tabs:
        if pane in tab.recent:
            return tab
    raise CommandError(f"there is no pane with the id {pane}")


def current_tab(workspace: Workspace, client: ClientId | None) -> Tab:
    """The tab that a client looks at; for a command from outside, the active one.

    Raises CommandError once the session has no tab any more.
    """
    tab_id = workspace.active if client is None else workspace.clients[client].tab
    if tab_id is None:
        raise CommandError("the session has ended")
    return find_tab(workspace, tab_id)


def target_pane(workspace: Workspace, client: ClientId | None, pane: PaneId | None) -> Pane:
    """The pane that a command names, or the one in focus."""
    return find_pane(workspace, current_tab(workspace, client).focus if pane is None else pane)


def target_tab(workspace: Workspace, client: ClientId | None, tab: TabId | None) -> Tab:
    """The tab that a command names, or the one looked at."""
    return current_tab(workspace, client) if tab is None else find_tab(workspace, tab)


def tab_by_number(workspace: Workspace, number: int) -> Tab:
    """A tab by its number, counted from 1. Raises CommandError where there is none."""
    count = len(workspace.tabs)
    if not 1 <= number <= count:
        tabs = "is one tab" if count == 1 else f"are {count} tabs"
        raise CommandError(f"there is no tab {number}; there {tabs}")
    return workspace.tabs[number - 1]


def floating_of(tab: Tab, pane: PaneId) -> Floating | None:
    """The floating place of a pane; None for a tiled one."""
    return next((item for item in tab.floating if item.pane == pane), None)


def input_targets(workspace: Workspace, pane: PaneId) -> tuple[PaneId, ...]:
    """Who gets what is typed into a pane: itself, and in a synchronized tab its companions too.

    Panes whose program doesn't run get nothing.
    """
    tab = tab_of_pane(workspace, pane)
    targets = [pane]
    if tab.sync and not workspace.panes[pane].exclude_from_sync:
        others = (other for other in tab_panes(tab) if other != pane)
        targets += [other for other in others if not workspace.panes[other].exclude_from_sync]
    return tuple(target for target in targets if workspace.panes[target].state is PaneState.RUNNING)


def suggest(word: str, known: Iterable[str]) -> str:
    """` Did you mean "tiled"?` for a word that is close to a known one, else nothing."""
    close = get_close_matches(word.lower(), list(known), n=1, cutoff=0.5)
    return f' Did you mean "{close[0]}"?' if close else ""
