"""Commands on how a tab's panes lie: sizes, places, arrangements, zoom, frames."""

from typing import Any

from mux.core.arrange import FRAMES, arrange_tab, tab_area
from mux.core.change import Change, Handlers
from mux.core.commands import (
    CommandError,
    DragBorder,
    GrowPane,
    NextLayout,
    PreviousLayout,
    ResizePane,
    RotatePanes,
    SelectLayout,
    SwapPane,
    ToggleFrames,
    ToggleSync,
    ToggleZoom,
)
from mux.core.edit import focus_pane, put_floating, put_tab
from mux.core.floating import drag_floating, is_on_frame, resize_floating
from mux.core.geometry import Direction, Offset, Region, Size
from mux.core.ids import ClientId
from mux.core.lookup import current_tab, floating_of, suggest, tab_of_pane, target_pane
from mux.core.model import Tab, Workspace
from mux.core.neighbours import find_neighbour
from mux.core.presets import PRESETS
from mux.core.swaps import arrange_as, next_arrangement, next_floating_places
from mux.core.tree import Node
from mux.core.tree_edit import expand, leaves, swap, with_contents
from mux.core.tree_resize import drag, grow, resize
from mux.core.update_focus import tiled_regions
from mux.dataclass import replace

SMALLEST_LEAF = {
    "full": Size(3, 3),
    "title": Size(2, 2),
    "none": Size(2, 2),
}  # with one cell inside


def resize_pane(workspace: Workspace, command: ResizePane, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    tab = tab_of_pane(workspace, pane)
    area = tab_area(workspace, tab.id)
    floating = floating_of(tab, pane)
    if floating is not None:
        resized = resize_floating(floating, area, command.direction, command.cells)
        return Change(put_tab(workspace, put_floating(tab, resized)))
    root = resize(
        tab.root,
        Region(0, 0, *area),
        pane,
        command.direction,
        command.cells,
        SMALLEST_LEAF[workspace.frames],
    )
    return _with_sizes(workspace, tab, root)


def grow_pane(workspace: Workspace, command: GrowPane, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    tab = tab_of_pane(workspace, pane)
    area = tab_area(workspace, tab.id)
    floating = floating_of(tab, pane)
    if floating is not None:
        for direction in (Direction.RIGHT, Direction.DOWN):
            floating = resize_floating(floating, area, direction, command.cells)
        return Change(put_tab(workspace, put_floating(tab, floating)))
    minimum = SMALLEST_LEAF[workspace.frames]
    root = grow(tab.root, Region(0, 0, *area), pane, command.cells, minimum)
    return _with_sizes(workspace, tab, root)


def drag_border(workspace: Workspace, command: DragBorder, client: ClientId | None) -> Change:
    """Floating panes are hit first, from the top; where no border is, nothing happens."""
    tab = current_tab(workspace, client)
    area = tab_area(workspace, tab.id)
    start = Offset(command.from_x, command.from_y)
    end = Offset(command.to_x, command.to_y)
    for placement in reversed(arrange_tab(workspace, tab)):
        if placement.floating and placement.frame.contains(*start):
            floating = floating_of(tab, placement.pane)
            if floating is None or not is_on_frame(placement.frame, start):
                return Change(workspace)
            dragged = drag_floating(floating, area, start, end)
            return Change(put_tab(workspace, put_floating(tab, dragged)))
    if tab.zoomed:
        return Change(workspace)
    minimum = SMALLEST_LEAF[workspace.frames]
    return _with_sizes(workspace, tab, drag(tab.root, Region(0, 0, *area), start, end, minimum))


def toggle_zoom(workspace: Workspace, command: ToggleZoom, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    tab = tab_of_pane(workspace, pane)
    if tab.zoomed and tab.focus == pane:
        return Change(put_tab(workspace, replace(tab, zoomed=False)))
    focused = focus_pane(tab, pane)
    return Change(put_tab(workspace, replace(focused, zoomed=len(tab.recent) > 1)))


def swap_pane(workspace: Workspace, command: SwapPane, client: ClientId | None) -> Change:
    """The pane keeps the focus that it had; a floating pane has no place to change."""
    pane = target_pane(workspace, client, command.pane).id
    tab = tab_of_pane(workspace, pane)
    if floating_of(tab, pane) is not None:
        raise CommandError("a floating pane has no place in the layout to change")
    if command.direction is not None:
        regions = tiled_regions(workspace, tab)
        other = find_neighbour(regions, pane, command.direction, tab.recent)
    else:
        tiled = list(leaves(tab.root))
        step = 1 if command.forward else -1
        other = tiled[(tiled.index(pane) + step) % len(tiled)]
    if other is None or other == pane:
        return Change(workspace)
    return _with_places(workspace, tab, swap(tab.root, pane, other))


def rotate_panes(workspace: Workspace, command: RotatePanes, client: ClientId | None) -> Change:
    tab = current_tab(workspace, client)
    panes = list(leaves(tab.root))
    turned = [panes[-1], *panes[:-1]] if command.forward else [*panes[1:], panes[0]]
    return _with_places(workspace, tab, with_contents(tab.root, turned))


def select_layout(workspace: Workspace, command: SelectLayout, client: ClientId | None) -> Change:
    tab = current_tab(workspace, client)
    arranged = arrange_as(tab, workspace.swap_tiled, command.name)
    if arranged is not None:
        return Change(put_tab(workspace, arranged))
    names = [swap.name for swap in workspace.swap_tiled]
    if command.name in names:
        raise CommandError(f'the layout "{command.name}" is not for so many panes')
    known = [*names, *PRESETS]
    hint = suggest(command.name, known) or f" There are: {', '.join(known)}."
    raise CommandError(f'there is no layout "{command.name}".{hint}')


def next_layout(workspace: Workspace, command: NextLayout, client: ClientId | None) -> Change:
    return _cycle_layouts(workspace, client, 1)


def previous_layout(
    workspace: Workspace, command: PreviousLayout, client: ClientId | None
) -> Change:
    return _cycle_layouts(workspace, client, -1)


def _cycle_layouts(workspace: Workspace, client: ClientId | None, step: int) -> Change:
    """With the focus on a floating pane and floating swap layouts at hand, those take turns."""
    tab = current_tab(workspace, client)
    if floating_of(tab, tab.focus) is not None and workspace.swap_floating:
        places = next_floating_places(tab.floating, workspace.swap_floating, step)
        return Change(put_tab(workspace, replace(tab, floating=places)))
    swaps = workspace.swap_tiled
    arranged = arrange_as(tab, swaps, next_arrangement(tab, swaps, step))
    return Change(put_tab(workspace, arranged or tab))


def toggle_sync(workspace: Workspace, command: ToggleSync, client: ClientId | None) -> Change:
    tab = current_tab(workspace, client)
    return Change(put_tab(workspace, replace(tab, sync=not tab.sync)))


def toggle_frames(workspace: Workspace, command: ToggleFrames, client: ClientId | None) -> Change:
    following = FRAMES[(FRAMES.index(workspace.frames) + 1) % len(FRAMES)]
    return Change(replace(workspace, frames=following))


def _with_sizes(workspace: Workspace, tab: Tab, root: Node[Any]) -> Change:
    if root == tab.root:
        return Change(workspace)
    return Change(put_tab(workspace, replace(tab, root=root, arranged_by_hand=True, zoomed=False)))


def _with_places(workspace: Workspace, tab: Tab, root: Node[Any]) -> Change:
    if floating_of(tab, tab.focus) is None:
        root = expand(root, tab.focus)
    return Change(put_tab(workspace, replace(tab, root=root, zoomed=False)))


HANDLERS: Handlers = {
    ResizePane: resize_pane,
    DragBorder: drag_border,
    ToggleZoom: toggle_zoom,
    SwapPane: swap_pane,
    RotatePanes: rotate_panes,
    SelectLayout: select_layout,
    NextLayout: next_layout,
    PreviousLayout: previous_layout,
    GrowPane: grow_pane,
    ToggleSync: toggle_sync,
    ToggleFrames: toggle_frames,
}
