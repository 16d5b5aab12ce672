"""Tabs, as somebody who knows tmux or Zellij expects it."""

from tests.core.session import A, Session, pane

from mux.core.commands import (
    CloseTab,
    GoToTab,
    LastTab,
    MoveTab,
    NewTab,
    NextTab,
    PreviousTab,
    SetTabColor,
)
from mux.core.effects import (
    Retire,
    Spawn,
)
from mux.core.geometry import Axis, Direction
from mux.core.ids import TabId
from mux.core.layout import (
    SHELL,
    Layout,
    PaneLayout,
    RunCommand,
    TabLayout,
)
from mux.core.tree import Leaf, Split

RIGHT, LEFT, UP, DOWN = Direction.RIGHT, Direction.LEFT, Direction.UP, Direction.DOWN

MAKE = RunCommand(("make",))


def test_tabs_by_turns_numbers_and_memory() -> None:
    session = Session().do(NewTab("two"), NewTab("three"))
    assert (session.tab.id, session.tab.name) == (3, "three")
    assert session.do(NextTab()).tab.id == 1
    assert session.do(PreviousTab()).tab.id == 3
    assert session.do(GoToTab(2)).tab.id == 2
    assert session.do(LastTab()).tab.id == 3
    assert session.do(LastTab()).tab.id == 2
    assert session.fail(GoToTab(9)) == "there is no tab 9; there are 3 tabs"
    assert Session().fail(LastTab()) == "no other tab was looked at before"


def test_closing_a_tab_goes_back_to_the_one_before() -> None:
    session = Session().do(NewTab(), NewTab(), GoToTab(1), GoToTab(3), CloseTab())
    assert session.effects == (Retire(pane(3)),)
    assert session.tab.id == 1
    session.do(CloseTab(TabId(2)))
    assert session.tab.id == 1
    assert session.workspace.clients[A].last_tab is None


def test_tabs_move() -> None:
    session = Session().do(NewTab(), NewTab())
    assert [tab.id for tab in session.do(MoveTab(-1)).workspace.tabs] == [1, 3, 2]
    assert [tab.id for tab in session.do(MoveTab(-9)).workspace.tabs] == [3, 1, 2]
    assert [tab.id for tab in session.do(MoveTab(9, TabId(3))).workspace.tabs] == [1, 2, 3]


def test_new_tabs_follow_the_template_and_are_never_gated() -> None:
    template = TabLayout(Split(Axis.COLUMNS, (Leaf(PaneLayout(MAKE)), Leaf(PaneLayout()))))
    session = Session(Layout(new_tab=template), gated=True).do(NewTab())
    assert session.effects == (Spawn(pane(2), MAKE, "/home"), Spawn(pane(3), SHELL, "/home"))
    session.do(NewTab(argv=("htop",), cwd="/srv"))
    assert session.effects == (Spawn(pane(4), RunCommand(("htop",)), "/srv"),)


def test_colours_of_tabs() -> None:
    session = Session().do(SetTabColor("#FF8800"))
    assert session.tab.color == "#FF8800"
    assert session.fail(SetTabColor("red")) == '"red" is no colour; write it like "#ff8800"'
    assert session.do(SetTabColor("")).tab.color == ""
