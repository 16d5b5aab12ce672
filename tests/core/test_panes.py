"""Opening, closing and naming panes, as somebody who knows tmux or Zellij expects it."""

from tests.core.session import A, Session, pane

from mux.core.arrange import arrange_tab
from mux.core.commands import (
    BreakPane,
    ClosePane,
    CloseTab,
    FocusPane,
    MovePaneToTab,
    NewPane,
    NewTab,
    RenamePane,
    RenameTab,
    SetRestoreCommand,
    SplitPane,
    TogglePrivate,
)
from mux.core.effects import (
    EndSession,
    Kill,
    Retire,
    Spawn,
)
from mux.core.facts import (
    ClientResized,
    PaneChangedDirectory,
)
from mux.core.geometry import Axis, Direction, Size
from mux.core.ids import TabId
from mux.core.layout import (
    SHELL,
    RunCommand,
)
from mux.core.tree import Split
from mux.core.tree_edit import leaves

RIGHT, LEFT, UP, DOWN = Direction.RIGHT, Direction.LEFT, Direction.UP, Direction.DOWN


def test_split_opens_a_shell_beside_and_goes_there() -> None:
    session = Session().do(SplitPane(RIGHT))
    assert session.effects == (Spawn(pane(2), SHELL, "/home"),)
    assert (session.tiled, session.focus) == ([1, 2], 2)
    assert session.widths() == [40, 40]


def test_split_takes_a_program_a_directory_and_a_name() -> None:
    session = Session().do(SplitPane(DOWN, ("htop", "-d 5"), "/srv", "top"))
    made = session.workspace.panes[pane(2)]
    assert session.effects == (Spawn(pane(2), RunCommand(("htop", "-d 5")), "/srv"),)
    assert (made.name, made.cwd, made.close_on_exit) == ("top", "/srv", False)


def test_a_new_pane_is_where_its_neighbour_is_now() -> None:
    session = Session().do(PaneChangedDirectory(pane(1), "/srv"), SplitPane())
    assert session.effects == (Spawn(pane(2), SHELL, "/srv"),)
    assert session.do(NewTab()).effects == (Spawn(pane(3), SHELL, "/srv"),)


def test_split_of_another_pane_than_the_one_in_focus() -> None:
    session = Session().do(SplitPane(), SplitPane(DOWN, pane=pane(1)))
    assert session.tiled == [1, 3, 2]


def test_new_panes_lie_along_the_longer_side() -> None:
    session = Session().do(PaneChangedDirectory(pane(1), "/srv"), NewPane())
    assert session.effects == (Spawn(pane(2), SHELL, "/srv"),)
    session.do(NewPane())
    assert isinstance(session.tab.root, Split)
    assert session.tab.root.axis is Axis.COLUMNS
    assert session.heights() == [24, 12, 12]


def test_there_is_no_room_for_ever_more_panes() -> None:
    session = Session().do(ClientResized(A, Size(3, 2)), SplitPane(), SplitPane())
    assert session.fail(SplitPane()) == "there is no room for another pane"
    session.do(SplitPane(DOWN))
    assert len(arrange_tab(session.workspace, session.tab)) == 4


def test_close_gives_the_space_and_the_focus_back() -> None:
    session = Session().do(SplitPane(), SplitPane())
    session.do(FocusPane(pane(1)), FocusPane(pane(2)), ClosePane())
    assert session.effects == (Retire(pane(2)),)
    assert (session.tiled, session.focus) == ([1, 3], 1)
    assert session.widths() == [60, 20]


def test_the_last_pane_closes_its_tab_and_the_last_tab_the_session() -> None:
    session = Session().do(NewTab(), ClosePane())
    assert [tab.id for tab in session.workspace.tabs] == [1]
    session.do(ClosePane())
    assert session.effects == (Kill(pane(1)), EndSession())
    assert session.workspace.tabs == ()
    assert session.fail(NewTab()) == "the session has ended"


def test_break_join_and_move_to_another_tab() -> None:
    session = Session()
    assert session.fail(BreakPane()) == "the pane is already alone in its tab"
    session.do(SplitPane(), BreakPane())
    assert [list(leaves(tab.root)) for tab in session.workspace.tabs] == [[1], [2]]
    assert session.focus == 2
    assert session.effects == ()
    session.do(MovePaneToTab(1))
    assert [list(leaves(tab.root)) for tab in session.workspace.tabs] == [[1, 2]]
    assert session.effects == ()
    assert session.fail(MovePaneToTab(1)) == "the pane is already in that tab"
    assert session.fail(MovePaneToTab(4)) == "there is no tab 4; there is one tab"


def test_names_are_one_line() -> None:
    session = Session().do(RenamePane("logs "), RenameTab("work"))
    assert session.workspace.panes[pane(1)].name == "logs"
    assert session.tab.name == "work"
    assert "control characters" in session.fail(RenamePane("a\nb"))
    assert "control characters" in session.fail(RenameTab("\x1b[31m"))


def test_private_and_restore() -> None:
    session = Session().do(TogglePrivate(), SetRestoreCommand("vim -S"))
    changed = session.workspace.panes[pane(1)]
    assert (changed.private, changed.restore) == (True, "vim -S")


def test_unknown_ids_are_answered() -> None:
    session = Session()
    assert session.fail(FocusPane(pane(7))) == "there is no pane with the id 7"
    assert session.fail(ClosePane(pane(7))) == "there is no pane with the id 7"
    assert session.fail(CloseTab(TabId(7))) == "there is no tab with the id 7"
