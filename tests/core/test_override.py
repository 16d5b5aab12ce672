"""New tabs from a layout, and a layout laid over a tab that is there."""

from tests.core.session import A, Session, pane

from mux.core.commands import (
    FocusPane,
    NewFloatingPane,
    NewTab,
    OverrideLayout,
    RenameTab,
    SplitPane,
    UndoClose,
)
from mux.core.effects import ReadLayout, Recall, Retire, Spawn
from mux.core.facts import ClientAttached, LayoutRead, PaneChangedDirectory
from mux.core.geometry import Axis, Direction, Size
from mux.core.ids import TabId
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
from mux.core.model import PaneState
from mux.core.tree import Leaf, Split
from mux.core.tree_edit import leaves

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


def override(session: Session, layout: Layout, retain: bool = False) -> Session:
    command = OverrideLayout("x", retain)
    session.do(command)
    assert session.effects == (ReadLayout("x", "/home", command),)
    return session.do(LayoutRead(layout, command))


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
    override(session, DEV)
    assert session.tiled == [4, 1, 2]
    assert session.effects == (Spawn(pane(4), EditFile("a.py"), "/home"), Retire(pane(3)))
    assert session.workspace.panes[pane(2)].name == "load"
    assert session.tab.name == "dev"
    assert session.tab.id == 1
    assert sorted(session.workspace.panes) == [1, 2, 4]


def test_a_command_is_the_same_however_it_was_typed() -> None:
    typed = Layout((TabLayout(Leaf(PaneLayout(RunCommand(("htop",), "htop")))),))
    session = override(Session(typed), DEV)
    assert session.tiled == [2, 3, 1]


def test_the_focus_stays_with_its_pane_unless_the_layout_says_otherwise() -> None:
    session = override(Session().do(SplitPane(argv=("htop",)), FocusPane(pane(1))), DEV)
    assert session.tab.focus == 1
    says = Layout((TabLayout(Split(Axis.ROWS, (Leaf(PaneLayout()), _focused(HTOP)))),))
    assert override(session, says).tab.focus == 2


def _focused(run: RunCommand) -> Leaf[PaneLayout]:
    return Leaf(PaneLayout(run, focus=True))


def test_names_of_a_tab_stay_where_the_layout_has_none() -> None:
    session = override(Session().do(RenameTab("mine")), Layout())
    assert session.tab.name == "mine"
    assert session.effects == ()


def test_floating_panes_rather_float() -> None:
    session = Session().do(NewFloatingPane(), SplitPane(pane=pane(1)))
    layout = Layout((TabLayout(floating=(FloatingLayout(PaneLayout(name="up")),)),))
    override(session, layout)
    assert session.tiled == [1]
    assert [item.pane for item in session.tab.floating] == [2]
    assert session.effects == (Retire(pane(3)),)
    override(session, Layout((TabLayout(Split(Axis.ROWS, (Leaf(PaneLayout()),) * 2)),)))
    assert (session.tiled, session.tab.floating) == ([1, 2], ())


def test_what_has_no_place_may_stay_all_the_same() -> None:
    session = Session().do(SplitPane(argv=("make",)), NewFloatingPane(("top",)))
    override(session, DEV, retain=True)
    assert not any(isinstance(effect, Retire) for effect in session.effects)
    assert set(session.tiled) == {1, 2, 4, 5}
    assert [item.pane for item in session.tab.floating] == [3]
    assert session.workspace.closed == ()
    tight = Session().do(SplitPane(argv=("make",)), ClientAttached(A, Size(3, 1)))
    assert tight.fail(LayoutRead(DEV, OverrideLayout("x", True))).startswith("there is no room")


def test_what_was_dropped_can_be_brought_back() -> None:
    session = override(Session().do(SplitPane(argv=("make",)), SplitPane(argv=("top",))), DEV)
    assert len(session.workspace.closed) == 1
    session.do(UndoClose())
    assert session.effects == (Recall(pane(2)), Recall(pane(3)))
    assert sorted(session.tiled) == [1, 2, 3, 4, 5]


def test_an_override_that_only_drops_can_be_undone_whole() -> None:
    session = Session().do(SplitPane(argv=("make",)), SplitPane(Direction.DOWN, argv=("top",)))
    root = session.tab.root
    override(session, Layout())
    assert session.tiled == [1]
    assert session.do(UndoClose()).tab.root == root


def test_a_layout_of_several_tabs_is_for_all() -> None:
    layout = Layout((TabLayout(name="a"), TabLayout(Leaf(PaneLayout(HTOP))), TabLayout(name="c")))
    session = override(Session().do(NewTab()), layout)
    assert [tab.name for tab in session.workspace.tabs] == ["a", "", "c"]
    assert [list(leaves(tab.root)) for tab in session.workspace.tabs] == [[1], [3], [4]]
    assert session.tab.id == TabId(2)


def test_what_the_layout_says_of_new_tabs_holds_from_now_on() -> None:
    swap = SwapLayout("s", ())
    new_tab = TabLayout(Leaf(PaneLayout(HTOP)))
    session = override(Session(), Layout(new_tab=new_tab, swap_tiled=(swap,)))
    assert session.workspace.swap_tiled == (swap,)
    session.do(NewTab())
    assert session.effects == (Spawn(pane(2), HTOP, "/home"),)
    assert session.workspace.panes[pane(2)].state is PaneState.RUNNING
    assert override(session, Layout()).workspace.new_tab == new_tab
