"""Laying a tab out anew: which of its panes go on, and where."""

from collections.abc import Sequence

from mux.core.arrange import tab_area
from mux.core.change import Change
from mux.core.closing import remember
from mux.core.edit import focus_pane, put_tab
from mux.core.effects import Effect, Kill
from mux.core.ids import PaneId
from mux.core.insert import float_pane, insert_pane
from mux.core.layout import PaneLayout, Run, RunCommand, TabLayout
from mux.core.lookup import floating_of, tab_panes
from mux.core.model import Pane, Tab, Workspace
from mux.core.start import assemble_tab, build_pane
from mux.core.tree_edit import leaves
from mux.dataclass import dataclass, replace


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a layout, and the pane that a tab already has for it."""

    layout: PaneLayout
    floating: bool
    pane: PaneId | None = None


def override_tab(
    workspace: Workspace, tab: Tab, layout: TabLayout, cwd: str, retain: bool
) -> Change:
    """The tab as a layout has it. A pane that runs what a place is for goes there, program and all;
    other places get new panes. Panes without a place are closed, which can be undone, or with
    `retain` put beside the others. Raises CommandError where there is no room for them."""
    places = fill_places(workspace, tab, layout)
    taken = {place.pane for place in places}
    rest = [pane for pane in tab_panes(tab) if pane not in taken]
    change, ids = _open_panes(workspace, places, cwd)
    after = assemble_tab(tab.id, layout, ids)
    after = replace(after, name=layout.name or tab.name, color=layout.color or tab.color)
    if tab.focus in ids and not any(place.layout.focus for place in places):
        after = focus_pane(after, tab.focus)
    if retain:
        after = _retain(workspace, tab, after, rest)
        return replace(change, workspace=put_tab(change.workspace, after))
    left = {id_: pane for id_, pane in change.workspace.panes.items() if id_ not in rest}
    kills = tuple(Kill(pane) for pane in rest)
    changed = replace(put_tab(change.workspace, after), panes=left)
    closing = change.then(Change(changed, kills))
    return remember(workspace, tab, rest, closing) if rest else closing


def fill_places(workspace: Workspace, tab: Tab, layout: TabLayout) -> list[Place]:
    """The layout's places in order, tiled ones first. A pane goes to the first place for what it
    runs; one that floats rather to a floating place, a tiled one to a tiled one."""
    places = [Place(pane, floating=False) for pane in leaves(layout.root)]
    places += [Place(item.pane, floating=True) for item in layout.floating]
    free = list(tab_panes(tab))
    for same_kind in (True, False):
        for index, place in enumerate(places):
            if place.pane is not None:
                continue
            for pane in free:
                floats = floating_of(tab, pane) is not None
                kind_fits = not same_kind or floats == place.floating
                if kind_fits and _is_same_run(workspace.panes[pane].run, place.layout.run):
                    places[index] = replace(place, pane=pane)
                    free.remove(pane)
                    break
    return places


def _is_same_run(one: Run, other: Run) -> bool:
    """By argv, however it was typed."""
    if isinstance(one, RunCommand) and isinstance(other, RunCommand):
        return one.argv == other.argv
    return one == other


def _open_panes(
    workspace: Workspace, places: Sequence[Place], cwd: str
) -> tuple[Change, list[PaneId]]:
    """New panes where a place has none, and what the layout says of those that stay."""
    panes, effects = dict(workspace.panes), list[Effect]()
    next_pane = workspace.next_pane
    ids: list[PaneId] = []
    for place in places:
        if place.pane is None:
            id_ = PaneId(next_pane)
            next_pane += 1
            panes[id_], spawn = build_pane(id_, place.layout, cwd, gated=False)
            effects += spawn
        else:
            id_ = place.pane
            panes[id_] = _dress(panes[id_], place.layout)
        ids.append(id_)
    return Change(replace(workspace, panes=panes, next_pane=next_pane), tuple(effects)), ids


def _dress(pane: Pane, layout: PaneLayout) -> Pane:
    return replace(
        pane,
        name=layout.name or pane.name,
        borderless=layout.borderless,
        default_fg=layout.default_fg or pane.default_fg,
        default_bg=layout.default_bg or pane.default_bg,
        exclude_from_sync=layout.exclude_from_sync,
    )


def _retain(workspace: Workspace, before: Tab, tab: Tab, rest: Sequence[PaneId]) -> Tab:
    """The tab with panes that had no place in its layout; the focus stays where it is."""
    focus = tab.focus
    for pane in rest:
        floating = floating_of(before, pane)
        if floating is not None:
            tab = float_pane(tab, floating)
        else:
            last = list(leaves(tab.root))[-1]
            tab = insert_pane(tab, tab_area(workspace, tab.id), pane, last)
    return focus_pane(tab, focus)
