"""The small changes of a workspace that every command is made of; all keep its invariants."""

import re

from mux.core.arrange import is_visible
from mux.core.change import Change
from mux.core.commands import CommandError
from mux.core.effects import EndSession, Kill, Spawn
from mux.core.ids import ClientId, PaneId, TabId
from mux.core.layout import SHELL, Run, RunCommand
from mux.core.lookup import floating_of, tab_of_pane, tab_panes
from mux.core.model import ClientView, Floating, Pane, Tab, Workspace
from mux.core.swaps import rearrange
from mux.core.tree import Leaf
from mux.core.tree_edit import close, expand
from mux.dataclass import replace

COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def put_pane(workspace: Workspace, pane: Pane) -> Workspace:
    """The workspace with a pane added or changed."""
    return replace(workspace, panes={**workspace.panes, pane.id: pane})


def put_tab(workspace: Workspace, tab: Tab) -> Workspace:
    """The workspace with a tab changed."""
    tabs = tuple(tab if old.id == tab.id else old for old in workspace.tabs)
    return replace(workspace, tabs=tabs)


def put_client(workspace: Workspace, view: ClientView) -> Workspace:
    """The workspace with a client added or changed."""
    return replace(workspace, clients={**workspace.clients, view.id: view})


def put_floating(tab: Tab, floating: Floating) -> Tab:
    """The tab with a floating pane's place changed."""
    items = tuple(floating if item.pane == floating.pane else item for item in tab.floating)
    return replace(tab, floating=items)


def check_name(name: str) -> str:
    """A name that can be shown in one line. Raises CommandError for control characters."""
    if not name.isprintable():
        raise CommandError("a name can't hold control characters")
    return name.strip()


def check_color(color: str) -> str:
    """A colour, or "" for none. Raises CommandError for any other text."""
    if color and not COLOR.fullmatch(color):
        raise CommandError(f'"{color}" is no colour; write it like "#ff8800"')
    return color


def run_of(argv: tuple[str, ...]) -> Run:
    """What a command's argv asks for; an empty one is the user's shell."""
    if argv and not argv[0]:
        raise CommandError("the program to run has an empty name")
    return RunCommand(argv) if argv else SHELL


def open_pane(
    workspace: Workspace, run: Run, cwd: str, name: str = "", close_on_exit: bool = False
) -> tuple[Workspace, Pane, Spawn]:
    """A pane that belongs to no tab yet, with what starts its program."""
    pane = Pane(
        PaneId(workspace.next_pane),
        run,
        check_name(name),
        cwd,
        close_on_exit=close_on_exit or not isinstance(run, RunCommand),
    )
    workspace = replace(put_pane(workspace, pane), next_pane=workspace.next_pane + 1)
    return workspace, pane, Spawn(pane.id, run, cwd)


def focus_pane(tab: Tab, pane: PaneId) -> Tab:
    """The tab with the focus on one of its panes, which is made visible: stacks open, floating
    panes show and rise, and a zoom on another pane ends."""
    recent = (pane, *(other for other in tab.recent if other != pane))
    zoomed = tab.zoomed and pane == tab.focus
    floating = floating_of(tab, pane)
    if floating is None:
        return replace(tab, recent=recent, zoomed=zoomed, root=expand(tab.root, pane))
    below = tuple(item for item in tab.floating if item.pane != pane)
    visible = tab.floating_visible or not floating.pinned
    items = (*below, floating)
    return replace(tab, recent=recent, zoomed=zoomed, floating=items, floating_visible=visible)


def settle_focus(tab: Tab) -> Tab:
    """The tab with the focus on the pane used last of those that are not hidden."""
    return focus_pane(tab, next(pane for pane in tab.recent if is_visible(tab, pane)))


def detach_pane(tab: Tab, pane: PaneId) -> Tab | None:
    """The tab without a pane; None when it was its only one.

    When the last tiled pane goes, the floating pane used last takes its place.
    """
    recent = tuple(other for other in tab.recent if other != pane)
    if not recent:
        return None
    zoomed = tab.zoomed and pane != tab.focus and len(recent) > 1
    items = tuple(item for item in tab.floating if item.pane != pane)
    root = tab.root if len(items) < len(tab.floating) else close(tab.root, pane, recent)
    if root is None:
        items = tuple(item for item in items if item.pane != recent[0])
        root = Leaf(recent[0])
    visible = tab.floating_visible and bool(items)
    left = replace(tab, recent=recent, zoomed=zoomed, root=root, floating=items)
    return settle_focus(replace(left, floating_visible=visible))


def remove_pane(workspace: Workspace, pane: PaneId) -> Change:
    """Close a pane; with its last pane a tab closes, and with its last tab the session ends."""
    tab = tab_of_pane(workspace, pane)
    left = detach_pane(tab, pane)
    if left is None:
        return remove_tab(workspace, tab)
    panes = {id_: value for id_, value in workspace.panes.items() if id_ != pane}
    left = rearrange(left, workspace.following)
    return Change(put_tab(replace(workspace, panes=panes), left), (Kill(pane),))


def remove_tab(workspace: Workspace, tab: Tab) -> Change:
    """Close a tab with all its panes. Who looked at it sees the tab that was looked at before,
    else the one to the left."""
    closed = tab_panes(tab)
    kills = tuple(Kill(pane) for pane in closed)
    workspace = replace(
        workspace, panes={id_: pane for id_, pane in workspace.panes.items() if id_ not in closed}
    )
    rest = tuple(other for other in workspace.tabs if other.id != tab.id)
    if not rest:
        over = replace(workspace, tabs=(), clients={}, active=None, closed=())
        return Change(over, (*kills, EndSession()))
    left = rest[max(0, workspace.tabs.index(tab) - 1)].id
    ids = {other.id for other in rest}
    clients = {
        id_: _view_without(view, tab.id, ids, left) for id_, view in workspace.clients.items()
    }
    active = workspace.active
    if active == tab.id:
        lookers = (view.id for view in workspace.clients.values() if view.tab == tab.id)
        looker = next(lookers, None)
        active = left if looker is None else clients[looker].tab
    return Change(replace(workspace, tabs=rest, clients=clients, active=active), kills)


def _view_without(view: ClientView, closed: TabId, rest: set[TabId], left: TabId) -> ClientView:
    last = view.last_tab if view.last_tab in rest else None
    if view.tab != closed:
        return replace(view, last_tab=last)
    return replace(view, tab=left if last is None else last, last_tab=None)


def look_at(workspace: Workspace, client: ClientId | None, tab: TabId) -> Workspace:
    """Let a client look at a tab; for a command from outside, every client on the active one."""
    movers = [
        view
        for view in workspace.clients.values()
        if view.tab != tab
        and (view.id == client or (client is None and view.tab == workspace.active))
    ]
    for view in movers:
        workspace = put_client(workspace, replace(view, tab=tab, last_tab=view.tab))
    return replace(workspace, active=tab)


def add_tab(workspace: Workspace, client: ClientId | None, tab: Tab) -> Workspace:
    """Append a tab, whose id is the workspace's next one, and look at it."""
    tabs = (*workspace.tabs, tab)
    return look_at(replace(workspace, tabs=tabs, next_tab=workspace.next_tab + 1), client, tab.id)
