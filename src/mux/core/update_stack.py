"""Commands that pile panes up."""

from mux.core.arrange import tab_area
from mux.core.change import Change, Handlers
from mux.core.commands import CommandError, NewStackedPane, StackPanes, UnstackPanes
from mux.core.edit import focus_pane, open_pane, put_tab, run_of
from mux.core.geometry import Axis
from mux.core.ids import ClientId, PaneId
from mux.core.insert import tiled_anchor
from mux.core.lookup import current_tab, floating_of, tab_of_pane, target_pane
from mux.core.model import Tab, Workspace
from mux.core.neighbours import find_neighbour
from mux.core.tree import FLEXIBLE, Leaf, Node, Split
from mux.core.tree_edit import Path, close, expand, find_path, leaves, node_at, with_node
from mux.core.tree_graft import put_in_stack
from mux.core.tree_solve import minimum_length
from mux.core.update_focus import tiled_regions
from mux.dataclass import replace


def stack_panes(workspace: Workspace, command: StackPanes, client: ClientId | None) -> Change:
    """With a direction the pane goes into the place of that neighbour, above or below it as it
    lay; without, all tiled panes of the tab become one stack."""
    pane = target_pane(workspace, client, command.pane).id
    tab = tab_of_pane(workspace, pane)
    tiled = list(leaves(tab.root))
    if pane not in tiled:
        raise CommandError("a floating pane can't be stacked")
    if len(tiled) == 1:
        raise CommandError("there is no other pane to stack it with")
    if command.direction is None:
        stack = Split(Axis.ROWS, tuple(Leaf(member) for member in tiled), stacked=True)
        return _with_root(workspace, tab, expand(stack, pane))
    regions = tiled_regions(workspace, tab)
    other = find_neighbour(regions, pane, command.direction, tab.recent)
    if other is None:
        raise CommandError("no pane lies there")
    if _stack_path(tab.root, pane) == _stack_path(tab.root, other) is not None:
        return Change(workspace)
    without = close(tab.root, pane, (other,))
    assert without is not None  # the other one is still there
    below = not command.direction.forward
    return _with_root(
        workspace, tab, put_in_stack(without, find_path(without, other), pane, after=below)
    )


def unstack_panes(workspace: Workspace, command: UnstackPanes, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    tab = tab_of_pane(workspace, pane)
    path = None if floating_of(tab, pane) is not None else _stack_path(tab.root, pane)
    if path is None:
        raise CommandError("the pane is in no stack")
    stack = node_at(tab.root, path)
    assert isinstance(stack, Split)
    members = tuple(replace(child, extent=FLEXIBLE) for child in stack.children)
    rows = Split(Axis.ROWS, members, stack.extent, name=stack.name)
    return _with_root(workspace, tab, with_node(tab.root, path, rows))


def new_stacked_pane(
    workspace: Workspace, command: NewStackedPane, client: ClientId | None
) -> Change:
    tab = current_tab(workspace, client)
    cwd = command.cwd or workspace.panes[tab.focus].cwd
    workspace, pane, spawn = open_pane(
        workspace, run_of(command.argv), cwd, command.name, command.close_on_exit
    )
    beside = find_path(tab.root, tiled_anchor(tab, tab.focus))
    root = put_in_stack(tab.root, beside, pane.id, after=True)
    if minimum_length(root, Axis.ROWS) > tab_area(workspace, tab.id).height:
        raise CommandError("there is no room for another pane")
    grown = replace(
        tab, root=root, recent=(*tab.recent, pane.id), arranged_by_hand=True, zoomed=False
    )
    return Change(put_tab(workspace, focus_pane(grown, pane.id)), (spawn,))


def _stack_path(root: Node[PaneId], pane: PaneId) -> Path | None:
    """The path of the innermost stack that a pane is in."""
    path = find_path(root, pane)
    for depth in reversed(range(len(path))):
        node = node_at(root, path[:depth])
        if isinstance(node, Split) and node.stacked:
            return path[:depth]
    return None


def _with_root(workspace: Workspace, tab: Tab, root: Node[PaneId]) -> Change:
    if floating_of(tab, tab.focus) is None:
        root = expand(root, tab.focus)
    changed = replace(tab, root=root, arranged_by_hand=True, zoomed=False)
    return Change(put_tab(workspace, changed))


HANDLERS: Handlers = {
    StackPanes: stack_panes,
    UnstackPanes: unstack_panes,
    NewStackedPane: new_stacked_pane,
}
