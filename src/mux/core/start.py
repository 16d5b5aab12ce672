"""A session from a layout: fresh, or brought back behind the gate.

Pane ids are given in the order in which the layout names the panes, from 1: tab by tab, tiled ones
first, then floating ones.

What starts at once, and what waits:

| run         | fresh                        | brought back (gated)                               |
|-------------|------------------------------|----------------------------------------------------|
| shell       | starts                       | starts: CONTENTS, or STRUCTURE with none saved     |
| command     | starts, or waits if suspended| waits: REVIVED                                     |
| editor      | starts, or waits if suspended| waits: REVIVED                                     |
| placeholder | nothing to start: EXITED without a status, in both                                |
"""

from collections.abc import Sequence

from mux.core.change import Change
from mux.core.edit import settle_focus
from mux.core.effects import Effect, Spawn
from mux.core.floating import cascade
from mux.core.geometry import Region, Size
from mux.core.ids import PaneId, TabId
from mux.core.layout import (
    FloatingLayout,
    Layout,
    PaneLayout,
    Placeholder,
    RunCommand,
    Shell,
    TabLayout,
)
from mux.core.model import Floating, Level, Pane, PaneState, Tab, Workspace
from mux.core.runs import parse_run
from mux.core.tree_edit import leaves, with_contents
from mux.core.tree_solve import iter_tiles
from mux.dataclass import replace


def start(session: str, layout: Layout, size: Size, cwd: str, gated: bool) -> Change:
    """The workspace of a new session and what starts in it. Nobody is attached yet.

    `cwd` is for panes that name no directory. A layout without tabs is one tab with a shell.
    """
    workspace = Workspace(
        session,
        size=size,
        new_tab=layout.new_tab,
        swap_tiled=layout.swap_tiled,
        swap_floating=layout.swap_floating,
    )
    change = Change(workspace)
    tabs = layout.tabs or (TabLayout(),)
    for tab in tabs:
        change = change.then(build_tab(change.workspace, tab, cwd, gated))
    focused = next((index for index, tab in enumerate(tabs) if tab.focus), 0)
    active = change.workspace.tabs[focused].id
    return replace(change, workspace=replace(change.workspace, active=active))


def build_tab(workspace: Workspace, layout: TabLayout, cwd: str, gated: bool = False) -> Change:
    """Append a tab as a layout describes it. Nobody looks at it yet."""
    described = [*leaves(layout.root), *(item.pane for item in layout.floating)]
    ids = [PaneId(workspace.next_pane + index) for index in range(len(described))]
    panes = dict(workspace.panes)
    effects: list[Effect] = []
    for id_, pane_layout in zip(ids, described, strict=True):
        pane, spawn = build_pane(id_, pane_layout, cwd, gated)
        panes[id_] = pane
        effects += spawn
    built = replace(
        workspace,
        tabs=(*workspace.tabs, assemble_tab(TabId(workspace.next_tab), layout, ids, gated)),
        panes=panes,
        next_pane=workspace.next_pane + len(ids),
        next_tab=workspace.next_tab + 1,
    )
    return Change(built, tuple(effects))


def assemble_tab(
    id_: TabId, layout: TabLayout, ids: Sequence[PaneId], arranged_by_hand: bool = False
) -> Tab:
    """A tab as a layout describes it, with these panes in its places: tiled ones first, then
    floating ones."""
    described = [*leaves(layout.root), *(item.pane for item in layout.floating)]
    tiled = len(described) - len(layout.floating)
    root = with_contents(layout.root, ids[:tiled])
    floating = tuple(_place_floating(layout.floating, ids[tiled:]))
    tab = Tab(
        id_,
        root,
        recent=tuple(ids),
        name=layout.name,
        color=layout.color,
        floating=floating,
        floating_visible=bool(floating) and not layout.hide_floating,
        zoomed=layout.zoomed and len(ids) > 1,
        sync=layout.sync,
        bars=layout.bars,
        swap=layout.swap,
        arranged_by_hand=arranged_by_hand and not layout.swap,
    )
    return _choose_focus(tab, described)


def build_pane(
    id_: PaneId, layout: PaneLayout, cwd: str, gated: bool
) -> tuple[Pane, tuple[Spawn, ...]]:
    """A pane and what starts it; the table above says which ones start."""
    run = layout.run
    if gated and layout.restore is not None:
        run = parse_run(layout.restore)
    waits = not isinstance(run, Shell) and (gated or layout.start_suspended)
    state, level = PaneState.RUNNING, None
    if isinstance(run, Placeholder):
        state = PaneState.EXITED
    elif waits:
        state = PaneState.WAITING
    if gated and waits and state is PaneState.WAITING:
        level = Level.REVIVED
    elif gated:
        level = Level.CONTENTS if layout.contents_file else Level.STRUCTURE
    pane = Pane(
        id_,
        run,
        layout.name,
        layout.cwd or cwd,
        state,
        borderless=layout.borderless,
        start_suspended=layout.start_suspended,
        close_on_exit=layout.close_on_exit or not isinstance(run, RunCommand),
        default_fg=layout.default_fg,
        default_bg=layout.default_bg,
        exclude_from_sync=layout.exclude_from_sync,
        private=layout.private,
        restore=layout.restore,
        restore_untrusted=layout.restore_untrusted,
        contents_file=layout.contents_file,
        level=level,
    )
    if state is not PaneState.RUNNING:
        return pane, ()
    return pane, (Spawn(id_, run, pane.cwd, keep_contents=bool(layout.contents_file)),)


def _place_floating(layouts: Sequence[FloatingLayout], ids: Sequence[PaneId]) -> list[Floating]:
    """Floating panes that name no place at all are spread out over the middle."""
    placed: list[Floating] = []
    for id_, layout in zip(ids, layouts, strict=True):
        place = (layout.x, layout.y, layout.width, layout.height)
        item = Floating(id_, *place) if any(place) else cascade(id_, placed)
        placed.append(replace(item, pinned=layout.pinned))
    return placed


def _choose_focus(tab: Tab, described: Sequence[PaneLayout]) -> Tab:
    """The first pane with `focus`, else the uppermost floating one, else the first that is open."""
    marked = [pane for pane, layout in zip(tab.recent, described, strict=True) if layout.focus]
    if tab.floating_visible:
        marked.append(tab.floating[-1].pane)
    anywhere = Region(0, 0, 0, 0)
    marked += [tile.content for tile in iter_tiles(tab.root, anywhere) if not tile.collapsed]
    return settle_focus(replace(tab, recent=tuple(dict.fromkeys((*marked, *tab.recent)))))
