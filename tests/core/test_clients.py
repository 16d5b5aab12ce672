"""The session and its clients, as somebody who knows tmux or Zellij expects it."""

import pytest
from tests.core.session import A, B, Session, pane

from mux.core.arrange import arrange_tab
from mux.core.commands import (
    Command,
    Detach,
    DetachOthers,
    FocusPane,
    GoToTab,
    LastTab,
    NewFloatingPane,
    NewTab,
    RenameSession,
    ShowScreen,
    SplitPane,
    SwitchSession,
    ToggleZoom,
)
from mux.core.effects import (
    LetGo,
    Show,
)
from mux.core.facts import (
    ClientAttached,
    ClientLeft,
    ClientResized,
    Fact,
    PaneChangedDirectory,
    PaneEnded,
    PaneRang,
    PaneTitled,
)
from mux.core.geometry import Direction, Size
from mux.core.ids import ClientId, PaneId
from mux.core.tree_edit import leaves

RIGHT, LEFT, UP, DOWN = Direction.RIGHT, Direction.LEFT, Direction.UP, Direction.DOWN


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\nb", "x" * 65])
def test_names_that_no_session_can_have(name: str) -> None:
    assert "name" in Session().fail(RenameSession(name))
    assert "name" in Session().fail(SwitchSession(name))


def test_screens_are_known() -> None:
    assert Session().fail(ShowScreen("hlp")).endswith('Did you mean "help"?')


def test_each_client_has_its_own_tab() -> None:
    session = Session().do(ClientAttached(B, Size(60, 20)), NewTab(), client=B)
    assert session.workspace.clients[A].tab == 1
    assert session.workspace.clients[B].tab == 2
    session.do(SplitPane(), client=B)
    assert session.tiled == [1]
    assert session.widths() == [80]
    session.do(GoToTab(2))
    assert session.widths() == [30, 30]
    session.do(ClientLeft(B))
    assert session.widths() == [40, 40]


def test_commands_from_outside_mean_the_active_tab() -> None:
    session = Session().do(NewTab(), SplitPane())
    session.do(SplitPane(), GoToTab(1), client=None)
    assert len(list(leaves(session.workspace.tabs[1].root))) == 3
    assert session.tab.id == 1
    assert session.workspace.active == 1
    assert session.do(LastTab(), client=None).tab.id == 2


def test_clients_leave() -> None:
    session = Session().do(ClientAttached(B, Size(60, 20)))
    assert session.do(DetachOthers()).effects == (LetGo(B),)
    assert session.do(Detach(), client=None).effects == (LetGo(A), LetGo(B))
    assert session.do(Detach(), client=ClientId(99)).effects == (LetGo(A), LetGo(B))
    assert session.do(ShowScreen("help"), client=ClientId(99)).effects == (Show(None, "help"),)
    session.do(ClientLeft(A), ClientLeft(B))
    assert not session.workspace.clients
    assert session.workspace.size == (60, 20)


def test_facts_about_what_is_gone_change_nothing() -> None:
    session = Session()
    facts: list[Fact] = [
        PaneEnded(pane(9), 0),
        PaneTitled(pane(9), "x"),
        PaneChangedDirectory(pane(9), "/"),
        PaneRang(pane(9)),
        ClientResized(B, Size(1, 1)),
        ClientLeft(B),
    ]
    for fact in facts:
        before = session.workspace
        assert session.do(fact).workspace is before


def test_titles() -> None:
    session = Session().do(PaneTitled(pane(1), "vim"))
    assert session.workspace.panes[pane(1)].title == "vim"


@pytest.mark.parametrize(
    ("before", "look"),
    [
        ((NewTab(),), GoToTab(1)),
        ((SplitPane(), ToggleZoom()), ToggleZoom()),
        ((NewFloatingPane(), FocusPane(PaneId(1)), ToggleZoom()), ToggleZoom()),
    ],
)
def test_a_bell_is_marked_until_somebody_looks(before: tuple[Command, ...], look: Command) -> None:
    session = Session().do(*before)
    seen = {placement.pane for placement in arrange_tab(session.workspace, session.tab)}
    unseen = next(iter(set(session.workspace.panes) - seen))
    session.do(PaneRang(unseen), *(PaneRang(other) for other in seen))
    assert rings(session) == {unseen}
    session.do(look)
    assert rings(session) == set()


def rings(session: Session) -> set[PaneId]:
    return {id_ for id_, value in session.workspace.panes.items() if value.bell}
