"""What was closed comes back: at its old place, alive or as it was saved."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.core.session import Session, pane

from mux.core.closing import REMEMBERED
from mux.core.commands import (
    BreakPane,
    ClosePane,
    CloseTab,
    FocusPane,
    GoToTab,
    MovePaneToTab,
    NewFloatingPane,
    NewPane,
    NewTab,
    NextLayout,
    Quit,
    RenameTab,
    ResizePane,
    SelectLayout,
    SetRestoreCommand,
    SplitPane,
    ToggleZoom,
    UndoClose,
)
from mux.core.effects import EndSession, Kill, Recall, Retire, Spawn
from mux.core.facts import PaneEnded, PaneExpired
from mux.core.geometry import Direction
from mux.core.layout import (
    SHELL,
    FloatingLayout,
    Layout,
    PaneLayout,
    RunCommand,
    TabLayout,
)
from mux.core.model import Level, PaneState
from mux.core.tree import Axis, Leaf, Node, Split
from mux.core.tree_edit import leaves
from mux.core.tree_graft import graft

RIGHT, DOWN = Direction.RIGHT, Direction.DOWN
VIM = RunCommand(("vim", "a b"))


# --- alive ----------------------------------------------------------------------------------------


def test_a_closed_pane_comes_back_alive_where_it_was() -> None:
    session = Session().do(SplitPane(RIGHT), SplitPane(DOWN), ResizePane(Direction.UP, 3))
    before = session.tab
    session.do(FocusPane(pane(2)), ClosePane())
    assert session.effects == (Retire(pane(2)),)
    assert session.tiled == [1, 3]
    assert pane(2) not in session.workspace.panes
    session.do(UndoClose())
    assert session.effects == (Recall(pane(2)),)
    assert session.tab.root == before.root
    assert session.tab.focus == 2
    assert session.workspace.panes[pane(2)].state is PaneState.RUNNING
    assert session.fail(UndoClose()) == "nothing was closed that could be brought back"


def test_several_come_back_last_closed_first() -> None:
    session = Session().do(SplitPane(RIGHT), SplitPane(RIGHT))
    root = session.tab.root
    session.do(ClosePane(pane(2)), ClosePane(pane(3)))
    session.do(UndoClose())
    assert session.tiled == [1, 3]
    session.do(UndoClose())
    assert session.tab.root == root


def test_an_earlier_one_may_be_picked() -> None:
    session = Session().do(SplitPane(RIGHT), SplitPane(RIGHT), ClosePane(pane(2)))
    session.do(ClosePane(pane(3)), UndoClose(2))
    assert session.tiled == [1, 2]
    assert session.fail(UndoClose(2)) == "there is no 2; what was closed is counted from 1 to 1"
    assert session.fail(UndoClose(0)) == "there is no 0; what was closed is counted from 1 to 1"


def test_a_closed_tab_comes_back_among_the_others() -> None:
    session = Session().do(NewTab(), RenameTab("logs"), SplitPane(RIGHT), NewTab(), GoToTab(2))
    before = session.tab
    session.do(CloseTab())
    assert session.effects == (Retire(pane(2)), Retire(pane(3)))
    session.do(UndoClose())
    assert session.effects == (Recall(pane(2)), Recall(pane(3)))
    assert [tab.id for tab in session.workspace.tabs] == [1, 2, 3]
    assert session.tab == before


def test_the_last_pane_of_a_tab_takes_the_tab_along() -> None:
    session = Session().do(NewTab(), RenameTab("logs"), ClosePane(), UndoClose())
    assert session.tab.name == "logs"
    assert session.tiled == [2]


def test_a_floating_pane_floats_again_where_it_was() -> None:
    session = Session().do(NewFloatingPane(), NewFloatingPane())
    before = session.tab.floating
    session.do(ClosePane(pane(2)))
    assert [item.pane for item in session.tab.floating] == [3]
    session.do(UndoClose())
    assert {item.pane: item for item in session.tab.floating} == {i.pane: i for i in before}
    assert session.tab.focus == 2
    assert session.tab.floating_visible


def test_a_floating_pane_that_had_to_land_takes_off_again() -> None:
    session = Session().do(NewFloatingPane(), ClosePane(pane(1)))
    assert session.tiled == [2]
    session.do(UndoClose())
    assert session.tiled == [1]
    assert [item.pane for item in session.tab.floating] == [2]


def test_zoom_does_not_hide_what_comes_back() -> None:
    session = Session().do(SplitPane(), SplitPane(), ToggleZoom(), ClosePane(pane(1)))
    assert session.tab.zoomed
    session.do(UndoClose())
    assert not session.tab.zoomed
    assert session.tab.focus == 1


def test_an_arrangement_stays_in_force() -> None:
    session = Session().do(NewPane(), NewPane(), NextLayout())
    name = session.tab.swap
    session.do(ClosePane(), UndoClose())
    assert session.tab.swap == name
    assert session.tiled == [1, 2, 3]


# --- places that have changed meanwhile -----------------------------------------------------------


def test_beside_its_old_neighbour_when_sizes_changed() -> None:
    session = Session().do(SplitPane(RIGHT), SplitPane(DOWN), ClosePane())
    session.do(ResizePane(Direction.RIGHT, 5), SplitPane(RIGHT, pane=pane(1)), UndoClose())
    assert session.tiled == [1, 4, 2, 3]
    root = session.tab.root
    assert isinstance(root, Split)
    inner = root.children[-1]
    assert isinstance(inner, Split)
    assert (inner.axis, list(leaves(inner))) == (Axis.ROWS, [2, 3])


def test_beside_the_focus_when_nobody_is_left_there() -> None:
    session = Session().do(NewTab(), SplitPane(RIGHT), GoToTab(2), ClosePane(pane(3)))
    session.do(MovePaneToTab(1, pane(2)), UndoClose())
    assert len(session.workspace.tabs) == 1
    assert sorted(session.tiled) == [1, 2, 3]
    assert session.tab.focus == 3


def test_into_its_old_tab_from_another() -> None:
    session = Session().do(SplitPane(RIGHT), ClosePane(), NewTab(), UndoClose())
    assert session.tab.id == 1
    assert session.tiled == [1, 2]


def test_into_its_old_stack() -> None:
    stack = Split(Axis.ROWS, tuple(Leaf(PaneLayout()) for _ in range(3)), stacked=True)
    session = Session(Layout((TabLayout(Split(Axis.COLUMNS, (Leaf(PaneLayout()), stack))),)))
    session.do(ClosePane(pane(3)), SelectLayout("even-vertical"), SelectLayout("tiled"))
    session.do(UndoClose())
    assert sorted(session.tiled) == [1, 2, 3, 4]
    again = Session(Layout((TabLayout(Split(Axis.COLUMNS, (Leaf(PaneLayout()), stack))),)))
    again.do(ClosePane(pane(3)), SplitPane(RIGHT, pane=pane(1)), UndoClose())
    root = again.tab.root
    assert isinstance(root, Split)
    members = root.children[-1]
    assert isinstance(members, Split)
    assert (members.stacked, list(leaves(members)), members.expanded) == (True, [2, 3, 4], 1)


def test_break_and_join_close_nothing() -> None:
    session = Session().do(SplitPane(), BreakPane(), MovePaneToTab(1))
    assert session.workspace.closed == ()


TREES: st.SearchStrategy[Node[int]] = st.recursive(
    st.just(Leaf(0)),
    lambda nodes: st.builds(
        lambda axis, children, stacked: Split(axis, tuple(children), stacked=stacked),
        st.sampled_from(Axis),
        st.lists(nodes, min_size=2, max_size=3),
        st.just(False),
    ),
    max_leaves=8,
)


@given(TREES, st.data())
def test_closing_and_undoing_changes_nothing(tree: Node[int], data: st.DataObject) -> None:
    layout = TabLayout(
        _with_shells(tree), floating=(FloatingLayout(PaneLayout()), FloatingLayout(PaneLayout()))
    )
    session = Session(Layout((layout,)))
    before = session.tab
    victims = data.draw(st.lists(st.sampled_from(before.recent), unique=True, min_size=1))
    victims = victims[: len(before.recent) - 1]
    session.do(*(ClosePane(victim) for victim in victims))
    session.do(*(UndoClose() for _ in victims))
    session.do(FocusPane(before.focus))
    assert session.tab.root == before.root
    assert set(session.tab.floating) == set(before.floating)
    assert session.workspace.closed == ()


def _with_shells(node: Node[int]) -> Node[PaneLayout]:
    if isinstance(node, Leaf):
        return Leaf(PaneLayout())
    return Split(node.axis, tuple(_with_shells(child) for child in node.children))


def test_a_graft_looks_further_and_further_away() -> None:
    def columns(*children: Node[str]) -> Node[str]:
        return Split(Axis.COLUMNS, children)

    def rows(*children: Node[str]) -> Node[str]:
        return Split(Axis.ROWS, children)

    a, b, c, d = (Leaf(name) for name in "abcd")
    before = columns(a, rows(b, columns(c, d)))
    assert list(leaves(graft(columns(a, b), before, "c") or a)) == ["a", "b", "c"]
    assert graft(columns(a, b), before, "c") == columns(a, rows(b, Leaf("c")))
    assert list(leaves(graft(a, before, "d") or b)) == ["a", "d"]
    assert graft(Leaf("x"), before, "d") is None


# --- no longer alive ------------------------------------------------------------------------------


def test_after_its_time_a_command_waits_behind_the_gate() -> None:
    session = Session().do(SplitPane(), ClosePane(), PaneExpired(pane(2), VIM, "/srv"))
    assert session.effects == ()
    session.do(UndoClose())
    assert session.effects == (Recall(pane(2)),)
    back = session.workspace.panes[pane(2)]
    assert (back.state, back.run, back.cwd) == (PaneState.WAITING, VIM, "/srv")
    assert back.level is Level.REVIVED


def test_after_its_time_a_shell_starts_anew_under_its_contents() -> None:
    session = Session().do(SplitPane(), ClosePane(), PaneExpired(pane(2), SHELL, "/srv"))
    session.do(UndoClose())
    spawn = Spawn(pane(2), SHELL, "/srv", keep_contents=True)
    assert session.effects == (Recall(pane(2)), spawn)
    back = session.workspace.panes[pane(2)]
    assert (back.state, back.level) == (PaneState.RUNNING, Level.CONTENTS)


def test_what_to_run_instead_is_heeded() -> None:
    session = Session().do(SplitPane(), SetRestoreCommand("vim -S"), ClosePane())
    session.do(PaneExpired(pane(2), VIM, "/srv"), UndoClose())
    assert session.workspace.panes[pane(2)].run == RunCommand(("vim", "-S"), "vim -S")


def test_a_command_that_ended_while_it_was_closed_says_so() -> None:
    session = Session().do(SplitPane(argv=("make",)), ClosePane(), PaneEnded(pane(2), 2))
    assert session.effects == ()
    session.do(PaneExpired(pane(2), SHELL, "/"), UndoClose())
    back = session.workspace.panes[pane(2)]
    assert (back.state, back.exit_status) == (PaneState.EXITED, 2)
    assert back.run == RunCommand(("make",))


def test_a_shell_that_ended_while_it_was_closed_starts_anew() -> None:
    session = Session().do(SplitPane(), ClosePane(), PaneEnded(pane(2), 0), UndoClose())
    assert session.effects[1:] == (Spawn(pane(2), SHELL, "/home", keep_contents=True),)


def test_what_waited_waits_again() -> None:
    layout = PaneLayout(VIM, start_suspended=True)
    root = Split(Axis.COLUMNS, (Leaf(PaneLayout()), Leaf(layout)))
    session = Session(Layout((TabLayout(root),)))
    waiting = session.workspace.panes[pane(2)]
    session.do(ClosePane(pane(2)), PaneExpired(pane(2), SHELL, "/"), UndoClose())
    assert session.workspace.panes[pane(2)] == waiting


def test_facts_about_panes_that_are_not_closed_change_nothing() -> None:
    session = Session()
    before = session.workspace
    assert session.do(PaneExpired(pane(1), VIM, "/")).workspace is before
    assert session.do(PaneExpired(pane(9), VIM, "/")).workspace is before
    assert session.do(PaneEnded(pane(9), 0)).workspace is before


# --- forgotten ------------------------------------------------------------------------------------


def test_what_was_closed_long_ago_is_ended() -> None:
    session = Session()
    for _ in range(REMEMBERED):
        session.do(SplitPane(), ClosePane())
    assert session.effects == (Retire(pane(REMEMBERED + 1)),)
    session.do(SplitPane(), ClosePane())
    assert session.effects == (Retire(pane(REMEMBERED + 2)), Kill(pane(2)))
    assert len(session.workspace.closed) == REMEMBERED


def test_a_pane_whose_program_ended_is_not_remembered() -> None:
    session = Session().do(SplitPane(), PaneEnded(pane(2), 0))
    assert session.effects == (Kill(pane(2)),)
    assert session.workspace.closed == ()


def test_the_end_of_the_session_is_no_closing() -> None:
    session = Session().do(SplitPane(), ClosePane(), ClosePane())
    assert session.effects == (Kill(pane(1)), EndSession())
    assert session.workspace.closed == ()
    assert replace(session.workspace, tabs=()) == session.workspace
    assert Session().do(Quit()).effects == (EndSession(),)
