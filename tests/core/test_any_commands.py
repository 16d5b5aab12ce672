"""Whatever is asked for in whatever order: the workspace stays whole, and only CommandError comes.

Arguments are drawn by the types of the fields, so that a new command is tested unnamed.
"""

import typing
from dataclasses import MISSING, fields, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mux.core.arrange import arrange_tab, is_visible, tab_area
from mux.core.closing import REMEMBERED
from mux.core.commands import (
    REGISTRY,
    SCREENS,
    Command,
    CommandError,
    NewTab,
    OverrideLayout,
)
from mux.core.describe import describe
from mux.core.effects import Effect, EndSession, Kill, Recall, Retire, Spawn
from mux.core.facts import (
    ClientAttached,
    ClientLeft,
    ClientResized,
    Fact,
    LayoutRead,
    PaneChangedDirectory,
    PaneEnded,
    PaneExpired,
    PaneRang,
    PaneTitled,
)
from mux.core.geometry import Axis, Direction, Region, Size
from mux.core.ids import ClientId, PaneId, TabId
from mux.core.layout import (
    SHELL,
    Constraint,
    FloatingLayout,
    Layout,
    Length,
    PaneLayout,
    RunCommand,
    SwapCase,
    SwapLayout,
    TabLayout,
)
from mux.core.lookup import tab_panes
from mux.core.model import PaneState, Workspace
from mux.core.presets import PRESETS
from mux.core.start import start
from mux.core.tree import Leaf, Split
from mux.core.tree_edit import map_leaves
from mux.core.tree_solve import iter_tiles
from mux.core.update import HANDLERS, apply

WORDS = st.sampled_from(["", "a", "logs", "vim -S x", "a\nb", "a/b", "\udc9f", "\ud800", *PRESETS])
BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers(-40, 100),
    float: st.floats(-3, 3),
    bool: st.booleans(),
    str: st.one_of(WORDS, st.sampled_from(SCREENS)),
    Direction: st.sampled_from(Direction),
    PaneId: st.integers(0, 12),
    TabId: st.integers(0, 6),
    tuple[str, ...]: st.sampled_from([(), ("htop",), ("",), ("sh", "-c", "x y")]),
    type(None): st.none(),
}
SIZES = st.builds(Size, st.integers(0, 200), st.integers(0, 60))
CLIENTS = st.sampled_from([ClientId(1), ClientId(2), None])


def arguments(kind: type[Any]) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind)
    wanted = {}
    for field in fields(kind):
        hint = hints[field.name]
        union = typing.get_args(hint) if type(None) in typing.get_args(hint) else (hint,)
        strategy = st.one_of([BY_TYPE[part] for part in union])
        optional = field.default is not MISSING
        wanted[field.name] = st.just(field.default) | strategy if optional else strategy
    return st.builds(kind, **wanted)


# Closing and bringing back more often than once in seventy commands.
NAMES = st.sampled_from(
    [*sorted(REGISTRY), *["new-pane", "close-pane", "close-tab", "undo-close"] * 3]
)
COMMANDS = NAMES.flatmap(lambda name: arguments(REGISTRY[name]))
PANES = BY_TYPE[PaneId]
FACTS = st.one_of(
    st.builds(ClientAttached, st.sampled_from([ClientId(1), ClientId(2)]), SIZES),
    st.builds(ClientResized, st.sampled_from([ClientId(1), ClientId(2)]), SIZES),
    st.builds(ClientLeft, st.sampled_from([ClientId(1), ClientId(2)])),
    st.builds(PaneEnded, PANES, st.integers(-15, 255)),
    st.builds(PaneExpired, PANES, st.sampled_from([SHELL, RunCommand(("make",))]), WORDS),
    st.builds(PaneTitled, PANES, WORDS),
    st.builds(PaneChangedDirectory, PANES, WORDS),
    st.builds(PaneRang, PANES),
)

COMMAND = PaneLayout(RunCommand(("make",)))
PLACE = Leaf(None)
SWAPS = (
    SwapLayout(
        "columns",
        (
            SwapCase(Constraint("max", 3), Split(Axis.COLUMNS, (Leaf(PaneLayout()), PLACE))),
            SwapCase(Constraint("min", 5), Split(Axis.ROWS, (PLACE, PLACE), stacked=True)),
        ),
    ),
    SwapLayout("rows", (SwapCase(Constraint(), PLACE),)),
)
FLOATS = (
    SwapLayout(
        "corner", (SwapCase(Constraint(), None, (FloatingLayout(PaneLayout(), x=Length(0)),)),)
    ),
)
LAYOUTS = st.sampled_from(
    [
        Layout(),
        Layout(swap_tiled=SWAPS, swap_floating=FLOATS),
        Layout(
            (
                TabLayout(Split(Axis.COLUMNS, (Leaf(COMMAND), Leaf(PaneLayout())))),
                TabLayout(
                    Split(Axis.ROWS, (Leaf(COMMAND), Leaf(COMMAND)), stacked=True),
                    focus=True,
                    floating=(FloatingLayout(COMMAND), FloatingLayout(PaneLayout(), pinned=True)),
                ),
            ),
            new_tab=TabLayout(Split(Axis.ROWS, (Leaf(PaneLayout()), Leaf(COMMAND)))),
            swap_tiled=SWAPS,
        ),
    ]
)
READ = st.builds(
    LayoutRead,
    LAYOUTS,
    st.one_of(arguments(NewTab), arguments(OverrideLayout)),
)
INTENTS = st.tuples(st.one_of(COMMANDS, COMMANDS, COMMANDS, FACTS, READ), CLIENTS)


def check_workspace(workspace: Workspace) -> None:
    """The invariants that everybody relies on."""
    if not workspace.tabs:
        assert workspace.active is None
        assert not workspace.panes
        assert not workspace.clients
        assert not workspace.closed
        return
    ids = [tab.id for tab in workspace.tabs]
    assert len(set(ids)) == len(ids)
    assert all(id_ < workspace.next_tab for id_ in ids)
    assert workspace.active in ids
    panes = [pane for tab in workspace.tabs for pane in tab_panes(tab)]
    assert sorted(panes) == sorted(workspace.panes)
    assert all(pane < workspace.next_pane for pane in panes)
    assert all(id_ == pane.id for id_, pane in workspace.panes.items())
    closed = [pane.id for item in workspace.closed for pane in item.panes]
    assert len(set(closed)) == len(closed)
    assert not set(closed) & set(panes)
    assert len(workspace.closed) <= REMEMBERED
    for view in workspace.clients.values():
        assert view.tab in ids
        assert view.last_tab is None or view.last_tab in ids
    for tab in workspace.tabs:
        check_tab(workspace, tab)


def check_tab(workspace: Workspace, tab: Any) -> None:
    assert sorted(tab.recent) == sorted(tab_panes(tab))
    assert is_visible(tab, tab.focus)
    assert not (tab.zoomed and len(tab.recent) == 1)
    assert tab.floating or not tab.floating_visible
    area = Region(0, 0, *tab_area(workspace, tab.id))
    tiles = list(iter_tiles(tab.root, area))
    assert sum(tile.region.area for tile in tiles) == area.area
    assert tab.focus not in {tile.content for tile in tiles if tile.collapsed}
    for placement in arrange_tab(workspace, tab):
        assert placement.pane in tab.recent
        assert area.width >= placement.frame.right
        assert area.height >= placement.frame.bottom
        assert placement.frame.x <= placement.content.x
        assert placement.content.right <= placement.frame.right
        assert placement.content.bottom <= placement.frame.bottom
        assert placement.stacked_title or placement.content.area > 0


def check_effects(
    before: Workspace, after: Workspace, effects: tuple[Effect, ...], running: set[PaneId]
) -> None:
    """Every pane that is gone for good was ended, what was closed was retired, every new pane was
    started, and nothing starts twice."""
    killed = {effect.pane for effect in effects if isinstance(effect, Kill)}
    retired = {effect.pane for effect in effects if isinstance(effect, Retire)}
    recalled = {effect.pane for effect in effects if isinstance(effect, Recall)}
    spawned = [effect.pane for effect in effects if isinstance(effect, Spawn)]
    assert len(set(spawned)) == len(spawned)
    assert not running & set(spawned)
    if before.tabs and not after.tabs:
        assert effects[-1] == EndSession()
        assert killed == set(before.panes)
        return
    closed_before, closed_after = closed_panes(before), closed_panes(after)
    known = set(before.panes) | closed_before
    assert killed == known - set(after.panes) - closed_after
    assert retired == closed_after - closed_before
    assert recalled == closed_before & set(after.panes)
    for pane in set(after.panes) - known:
        assert (pane in spawned) == (after.panes[pane].state is PaneState.RUNNING)


def closed_panes(workspace: Workspace) -> set[PaneId]:
    return {pane.id for closed in workspace.closed for pane in closed.panes}


@settings(max_examples=150)
@given(LAYOUTS, st.booleans(), SIZES, st.lists(INTENTS, min_size=20, max_size=40))
def test_any_sequence_keeps_the_workspace_whole(
    layout: Layout, gated: bool, size: Size, intents: list[tuple[Command | Fact, ClientId | None]]
) -> None:
    workspace = start("s", layout, size, "/home", gated).workspace
    check_workspace(workspace)
    for intent, client in intents:
        try:
            change = apply(workspace, intent, client)
        except CommandError:
            assert isinstance(intent, Command | LayoutRead)
            continue
        check_workspace(change.workspace)
        closed = [pane for closed in workspace.closed for pane in closed.panes]
        known = (*workspace.panes.values(), *closed)
        running = {pane.id for pane in known if pane.state is PaneState.RUNNING}
        check_effects(workspace, change.workspace, change.effects, running)
        workspace = change.workspace
    if not workspace.tabs:
        return
    again = start("s", describe(workspace, {}), size, "/home", gated=True).workspace
    check_same_places(workspace, again)


def check_same_places(one: Workspace, other: Workspace) -> None:
    """Ids are given anew in the order of the layout; all else is equal."""
    ids = [pane for tab in one.tabs for pane in tab_panes(tab)]
    renamed = {pane: PaneId(index) for index, pane in enumerate(ids, 1)}
    for before, after in zip(one.tabs, other.tabs, strict=True):
        assert map_leaves(before.root, renamed.__getitem__) == after.root
        assert renamed[before.focus] == after.focus
        assert after.floating == tuple(
            replace(item, pane=renamed[item.pane]) for item in before.floating
        )
        for field in ("name", "color", "zoomed", "sync", "bars", "floating_visible"):
            assert getattr(before, field) == getattr(after, field)
        assert (before.id == one.active) == (after.id == other.active)
    for pane, value in one.panes.items():
        for field in ("name", "cwd", "private", "restore", "borderless", "exclude_from_sync"):
            assert getattr(value, field) == getattr(other.panes[renamed[pane]], field)


def test_every_command_and_fact_has_its_handler() -> None:
    handled = {kind.__name__ for kind in HANDLERS}
    facts = {kind.__name__ for kind in Fact.__subclasses__()}
    assert handled == facts | {kind.__name__ for kind in REGISTRY.values()}
