"""New tabs from a layout, and a layout laid over a tab that is there."""

import pytest

from mux.core.commands import (
    Command,
    CommandError,
    FocusPane,
    NewFloatingPane,
    NewTab,
    OverrideLayout,
    RenameTab,
    SplitPane,
    UndoClose,
)
from mux.core.effects import Effect, ReadLayout, Recall, Retire, Spawn
from mux.core.facts import ClientAttached, Fact, LayoutRead, PaneChangedDirectory
from mux.core.geometry import Axis, Direction, Size
from mux.core.ids import ClientId, PaneId, TabId
from mux.core.layout import (
    SHELL,
    EditFile,
    FloatingLayout,
    Layout,
    PaneLayout,
    RunCommand,
    SwapLayout,
    TabLayout,
)
from mux.core.model import PaneState, Tab, Workspace
from mux.core.start import start
from mux.core.tree import Leaf, Split
from mux.core.tree_edit import leaves
from mux.core.update import apply

A = ClientId(1)
HTOP = RunCommand(("htop",))
DEV = Layout(
    (
        TabLayout(
            Split(
                Axis.COLUMNS,
                (
                    Leaf(PaneLayout(EditFile("a.py"))),
                    Leaf(PaneLayout()),
                    Leaf(PaneLayout(HTOP, name="load")),
                ),
            ),
            name="dev",
        ),
    )
)


class Session:
    def __init__(self, layout: Layout | None = None, gated: bool = False) -> None:
        change = start("s", layout or Layout(), Size(80, 24), "/home", gated)
        self.workspace: Workspace = change.workspace
        self.effects: tuple[Effect, ...] = ()
        self.do(ClientAttached(A, Size(80, 24)))

    def do(self, *intents: Command | Fact) -> "Session":
        for intent in intents:
            change = apply(self.workspace, intent, A)
            self.workspace, self.effects = change.workspace, change.effects
        return self

    def override(self, layout: Layout, retain: bool = False) -> "Session":
        command = OverrideLayout("x", retain)
        self.do(command)
        assert self.effects == (ReadLayout("x", "/home", command),)
        return self.do(LayoutRead(layout, command))

    def fail(self, intent: Command | Fact) -> str:
        with pytest.raises(CommandError) as caught:
            apply(self.workspace, intent, A)
        return str(caught.value)

    @property
    def tab(self) -> Tab:
        looked_at = self.workspace.clients[A].tab
        return next(tab for tab in self.workspace.tabs if tab.id == looked_at)

    @property
    def tiled(self) -> list[int]:
        return list(leaves(self.tab.root))

    @property
    def spawned(self) -> list[int]:
        return [effect.pane for effect in self.effects if isinstance(effect, Spawn)]


def pane(number: int) -> PaneId:
    return PaneId(number)


# --- new tabs -------------------------------------------------------------------------------------


def test_a_new_tab_asks_for_its_layout_where_the_focus_is() -> None:
    session = Session().do(PaneChangedDirectory(pane(1), "/srv"))
    command = NewTab(layout="dev")
    assert session.do(command).effects == (ReadLayout("dev", "/srv", command),)
    assert len(session.workspace.tabs) == 1
    other = NewTab(layout="dev", cwd="/opt")
    assert session.do(other).effects == (ReadLayout("dev", "/opt", other),)


def test_a_new_tab_is_as_its_layout_has_it_and_not_gated() -> None:
    session = Session(gated=True).do(LayoutRead(DEV, NewTab(layout="dev", cwd="/srv")))
    assert session.effects == (
        Spawn(pane(2), EditFile("a.py"), "/srv"),
        Spawn(pane(3), SHELL, "/srv"),
        Spawn(pane(4), HTOP, "/srv"),
    )
    assert (session.tab.name, session.tiled) == ("dev", [2, 3, 4])


def test_all_tabs_of_a_layout_are_opened_and_the_first_takes_the_name() -> None:
    layout = Layout((TabLayout(name="one"), TabLayout(name="two", focus=True)))
    session = Session().do(LayoutRead(layout, NewTab(name="mine", layout="x")))
    assert [tab.name for tab in session.workspace.tabs] == ["", "mine", "two"]
    assert session.tab.name == "two"


def test_a_layout_or_a_program() -> None:
    refused = Session().fail(NewTab(layout="dev", argv=("htop",)))
    assert refused == "a new tab has either a layout or a program, not both"
    assert "control characters" in Session().fail(NewTab(layout="dev", name="a\nb"))


# --- a layout over a tab --------------------------------------------------------------------------


def test_what_fits_goes_on_in_its_new_place() -> None:
    session = Session().do(SplitPane(argv=("htop",)), SplitPane(argv=("make",)))
    session.override(DEV)
    assert session.tiled == [4, 1, 2]
    assert session.effects == (Spawn(pane(4), EditFile("a.py"), "/home"), Retire(pane(3)))
    assert session.workspace.panes[pane(2)].name == "load"
    assert session.tab.name == "dev"
    assert session.tab.id == 1
    assert sorted(session.workspace.panes) == [1, 2, 4]


def test_a_command_is_the_same_however_it_was_typed() -> None:
    typed = Layout((TabLayout(Leaf(PaneLayout(RunCommand(("htop",), "htop")))),))
    session = Session(typed).override(DEV)
    assert session.tiled == [2, 3, 1]


def test_the_focus_stays_with_its_pane_unless_the_layout_says_otherwise() -> None:
    session = Session().do(SplitPane(argv=("htop",)), FocusPane(pane(1))).override(DEV)
    assert session.tab.focus == 1
    says = Layout((TabLayout(Split(Axis.ROWS, (Leaf(PaneLayout()), _focused(HTOP)))),))
    assert session.override(says).tab.focus == 2


def _focused(run: RunCommand) -> Leaf[PaneLayout]:
    return Leaf(PaneLayout(run, focus=True))


def test_names_of_a_tab_stay_where_the_layout_has_none() -> None:
    session = Session().do(RenameTab("mine")).override(Layout())
    assert session.tab.name == "mine"
    assert session.effects == ()


def test_floating_panes_rather_float() -> None:
    session = Session().do(NewFloatingPane(), SplitPane(pane=pane(1)))
    layout = Layout((TabLayout(floating=(FloatingLayout(PaneLayout(name="up")),)),))
    session.override(layout)
    assert session.tiled == [1]
    assert [item.pane for item in session.tab.floating] == [2]
    assert session.effects == (Retire(pane(3)),)
    session.override(Layout((TabLayout(Split(Axis.ROWS, (Leaf(PaneLayout()),) * 2)),)))
    assert (session.tiled, session.tab.floating) == ([1, 2], ())


def test_what_has_no_place_may_stay_all_the_same() -> None:
    session = Session().do(SplitPane(argv=("make",)), NewFloatingPane(("top",)))
    session.override(DEV, retain=True)
    assert not any(isinstance(effect, Retire) for effect in session.effects)
    assert set(session.tiled) == {1, 2, 4, 5}
    assert [item.pane for item in session.tab.floating] == [3]
    assert session.workspace.closed == ()
    tight = Session().do(SplitPane(argv=("make",)), ClientAttached(A, Size(3, 1)))
    assert tight.fail(LayoutRead(DEV, OverrideLayout("x", True))).startswith("there is no room")


def test_what_was_dropped_can_be_brought_back() -> None:
    session = Session().do(SplitPane(argv=("make",)), SplitPane(argv=("top",))).override(DEV)
    assert len(session.workspace.closed) == 1
    session.do(UndoClose())
    assert session.effects == (Recall(pane(2)), Recall(pane(3)))
    assert sorted(session.tiled) == [1, 2, 3, 4, 5]


def test_an_override_that_only_drops_can_be_undone_whole() -> None:
    session = Session().do(SplitPane(argv=("make",)), SplitPane(Direction.DOWN, argv=("top",)))
    root = session.tab.root
    session.override(Layout())
    assert session.tiled == [1]
    assert session.do(UndoClose()).tab.root == root


def test_a_layout_of_several_tabs_is_for_all() -> None:
    layout = Layout((TabLayout(name="a"), TabLayout(Leaf(PaneLayout(HTOP))), TabLayout(name="c")))
    session = Session().do(NewTab()).override(layout)
    assert [tab.name for tab in session.workspace.tabs] == ["a", "", "c"]
    assert [list(leaves(tab.root)) for tab in session.workspace.tabs] == [[1], [3], [4]]
    assert session.tab.id == TabId(2)


def test_what_the_layout_says_of_new_tabs_holds_from_now_on() -> None:
    swap = SwapLayout("s", ())
    new_tab = TabLayout(Leaf(PaneLayout(HTOP)))
    session = Session().override(Layout(new_tab=new_tab, swap_tiled=(swap,)))
    assert session.workspace.swap_tiled == (swap,)
    session.do(NewTab())
    assert session.effects == (Spawn(pane(2), HTOP, "/home"),)
    assert session.workspace.panes[pane(2)].state is PaneState.RUNNING
    assert session.override(Layout()).workspace.new_tab == new_tab
