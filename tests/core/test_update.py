"""What commands and facts do, as somebody who knows tmux or Zellij expects it."""

from dataclasses import replace

import pytest
from tests.core.session import A, B, Session, pane

from mux.core.arrange import arrange_tab
from mux.core.commands import (
    BreakPane,
    ClearHistory,
    ClosePane,
    CloseTab,
    Command,
    Detach,
    DetachOthers,
    DragBorder,
    DropToShell,
    EditGate,
    FocusLastPane,
    FocusNextPane,
    FocusPane,
    FocusPreviousPane,
    GoToTab,
    GrowPane,
    LastTab,
    MoveFloating,
    MoveFocus,
    MoveFocusOrTab,
    MovePaneToTab,
    MoveTab,
    NewFloatingPane,
    NewPane,
    NewTab,
    NextLayout,
    NextTab,
    PreviousLayout,
    PreviousTab,
    Quit,
    RenamePane,
    RenameSession,
    RenameTab,
    ResizePane,
    RotatePanes,
    RunAll,
    RunPane,
    SaveSession,
    ScrollPage,
    ScrollPane,
    ScrollToBottom,
    ScrollToTop,
    SelectLayout,
    SendPrefix,
    SetRestoreCommand,
    SetTabColor,
    ShowScreen,
    SplitPane,
    SwapPane,
    SwitchSession,
    ToggleEmbed,
    ToggleFloating,
    ToggleFrames,
    TogglePinned,
    TogglePrivate,
    ToggleSync,
    ToggleZoom,
    WriteChars,
)
from mux.core.effects import (
    Effect,
    EndSession,
    ForgetHistory,
    Kill,
    LetGo,
    Rename,
    Retire,
    SaveNow,
    Scroll,
    Show,
    Spawn,
    Write,
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
from mux.core.geometry import Axis, Direction, Size
from mux.core.ids import ClientId, PaneId, TabId
from mux.core.layout import (
    SHELL,
    Constraint,
    EditFile,
    FloatingLayout,
    Layout,
    Length,
    PaneLayout,
    Placeholder,
    RunCommand,
    SwapCase,
    SwapLayout,
    TabLayout,
)
from mux.core.model import Level, PaneState
from mux.core.tree import Leaf, Split
from mux.core.tree_edit import leaves

RIGHT, LEFT, UP, DOWN = Direction.RIGHT, Direction.LEFT, Direction.UP, Direction.DOWN
MAKE = RunCommand(("make",))


# --- open and close -----------------------------------------------------------------------------


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


# --- focus --------------------------------------------------------------------------------------


def test_focus_moves_by_direction_and_wraps_as_in_tmux() -> None:
    session = Session().do(SplitPane(), SplitPane(DOWN))  # 1 | (2 over 3)
    session.do(MoveFocus(LEFT))
    assert session.focus == 1
    session.do(MoveFocus(RIGHT))
    assert session.focus == 3  # used last of the two
    session.do(MoveFocus(RIGHT))
    assert session.focus == 1
    session.do(MoveFocus(UP))
    assert session.focus == 1


def test_of_two_neighbours_the_longer_border_wins() -> None:
    session = Session().do(SplitPane(), SplitPane(DOWN), ResizePane(UP, 5))
    session.do(FocusPane(pane(2)), MoveFocus(LEFT), MoveFocus(RIGHT))
    assert session.focus == 3


def test_focus_goes_round_and_back() -> None:
    session = Session().do(SplitPane(), SplitPane())
    session.do(FocusNextPane())
    assert session.focus == 1
    session.do(FocusPreviousPane(), FocusPreviousPane())
    assert session.focus == 2
    session.do(FocusLastPane())
    assert session.focus == 3
    assert Session().fail(FocusLastPane()) == "no other pane of this tab had the focus"


def test_focus_by_id_goes_to_its_tab() -> None:
    session = Session().do(NewTab(), FocusPane(pane(1)))
    assert session.tab.id == 1


def test_at_the_edge_to_the_next_tab() -> None:
    session = Session().do(SplitPane(), NewTab(), NewTab(), GoToTab(1))
    session.do(MoveFocusOrTab(LEFT))
    assert (session.tab.id, session.focus) == (1, 1)
    session.do(MoveFocusOrTab(LEFT))
    assert session.tab.id == 3
    session.do(MoveFocusOrTab(RIGHT), MoveFocusOrTab(RIGHT), MoveFocusOrTab(RIGHT))
    assert session.tab.id == 2


def test_zoom_ends_when_the_focus_moves() -> None:
    session = Session().do(ToggleZoom())
    assert not session.tab.zoomed
    session.do(SplitPane(), ToggleZoom())
    assert session.widths() == [80]
    session.do(MoveFocus(LEFT))
    assert not session.tab.zoomed
    session.do(ToggleZoom(pane(2)))
    assert (session.focus, session.tab.zoomed) == (2, True)
    session.do(ToggleZoom())
    assert session.widths() == [40, 40]
    session.do(ToggleZoom(), SplitPane())
    assert not session.tab.zoomed


def test_zoom_outlives_the_panes_that_it_hides() -> None:
    session = Session().do(SplitPane(), SplitPane(), ToggleZoom(), ClosePane(pane(1)))
    assert (session.tab.zoomed, session.focus) == (True, 3)
    session.do(ClosePane(pane(2)))
    assert not session.tab.zoomed
    session.do(SplitPane(), SplitPane(), ToggleZoom(), ClosePane())
    assert not session.tab.zoomed


# --- sizes and places ---------------------------------------------------------------------------


def test_resize_and_grow() -> None:
    session = Session().do(SplitPane(), ResizePane(LEFT, 10))
    assert session.widths() == [30, 50]
    assert session.tab.arranged_by_hand
    session.do(GrowPane(5))
    assert session.widths() == [25, 55]
    session.do(GrowPane(-5))
    assert session.widths() == [30, 50]
    session.do(ResizePane(LEFT, 1000))
    assert session.widths() == [3, 77]


def test_drag_a_border() -> None:
    session = Session().do(SplitPane(), DragBorder(40, 5, 20, 5))
    assert session.widths() == [20, 60]
    before = session.workspace
    assert session.do(DragBorder(50, 5, 20, 5)).workspace is before


def test_swap_and_rotate() -> None:
    session = Session().do(SplitPane(), SplitPane())
    session.do(SwapPane(LEFT))
    assert (session.tiled, session.focus) == ([1, 3, 2], 3)
    session.do(SwapPane(forward=True))
    assert session.tiled == [1, 2, 3]
    session.do(SwapPane(forward=True))
    assert session.tiled == [3, 2, 1]
    session.do(RotatePanes())
    assert session.tiled == [1, 3, 2]
    session.do(RotatePanes(forward=False))
    assert session.tiled == [3, 2, 1]


@pytest.mark.parametrize(
    ("name", "widths", "heights"),
    [
        ("even-horizontal", [20, 20, 20, 20], [24, 24, 24, 24]),
        ("even-vertical", [80, 80, 80, 80], [6, 6, 6, 6]),
        ("main-horizontal", [80, 27, 26, 27], [14, 10, 10, 10]),
        ("main-vertical", [48, 32, 32, 32], [24, 8, 8, 8]),
        ("tiled", [40, 40, 40, 40], [12, 12, 12, 12]),
    ],
)
def test_presets(name: str, widths: list[int], heights: list[int]) -> None:
    session = Session().do(NewPane(), NewPane(), NewPane(), SelectLayout(name))
    assert session.widths() == widths
    assert session.heights() == heights
    assert session.tiled == [1, 2, 3, 4]
    assert session.tab.swap == name


def test_presets_are_for_once_as_in_tmux() -> None:
    session = Session().do(SplitPane(), SelectLayout("even-vertical"), SplitPane(RIGHT))
    assert session.widths() == [80, 40, 40]


def test_layouts_take_turns() -> None:
    session = Session().do(SplitPane(), NextLayout())
    assert session.tab.swap == "even-horizontal"
    assert session.do(NextLayout()).tab.swap == "even-vertical"
    assert session.do(PreviousLayout(), PreviousLayout()).tab.swap == "tiled"
    assert session.do(NextLayout()).tab.swap == "even-horizontal"


def test_an_unknown_layout_is_answered() -> None:
    assert session_error("tield") == 'there is no layout "tield". Did you mean "tiled"?'
    assert "There are: even-horizontal," in session_error("xyz")


def session_error(layout: str) -> str:
    return Session().fail(SelectLayout(layout))


def test_frames_take_turns() -> None:
    session = Session().do(ToggleFrames())
    assert session.workspace.frames == "title"
    assert session.do(ToggleFrames(), ToggleFrames()).workspace.frames == "full"


# --- swap layouts -------------------------------------------------------------------------------

SLOT, CHILDREN = Leaf(PaneLayout()), Leaf(None)
STACKED = Split(Axis.ROWS, (CHILDREN,), stacked=True)
SWAPS = (
    SwapLayout(
        "side",
        (
            SwapCase(Constraint("max", 3), Split(Axis.COLUMNS, (SLOT, CHILDREN))),
            SwapCase(Constraint("min", 4), Split(Axis.COLUMNS, (SLOT, STACKED))),
        ),
    ),
    SwapLayout("rows", (SwapCase(Constraint(), Split(Axis.ROWS, (CHILDREN,))),)),
)


def test_swap_layouts_place_new_panes() -> None:
    session = Session(Layout(swap_tiled=SWAPS)).do(NewPane(), NewPane())
    assert session.tab.swap == "side"
    assert session.widths() == [27, 26, 27]
    session.do(NewPane())
    assert session.heights() == [24, 1, 1, 22]
    assert session.focus == 4
    session.do(MoveFocus(UP))
    assert session.heights() == [24, 1, 22, 1]
    session.do(ClosePane())
    assert session.widths() == [27, 26, 27]


def test_swap_layouts_follow_panes_only_where_they_may() -> None:
    session = Session(Layout(swap_tiled=SWAPS))
    session.workspace = replace(session.workspace, auto_layout=False)
    assert session.do(NewPane(), NewPane()).tab.swap == ""
    session.do(NextLayout())
    tiled = session.tab.root
    assert session.tab.swap == "side"
    session.do(NewPane(), ClosePane())
    assert session.tab.root == tiled


def test_swap_layouts_take_turns_and_hold_on() -> None:
    session = Session(Layout(swap_tiled=SWAPS)).do(SplitPane(), NextLayout(), NextLayout())
    assert session.tab.swap == "rows"
    session.do(SplitPane(RIGHT))
    assert session.heights() == [8, 8, 8]


def test_a_split_or_resize_by_hand_is_left_alone() -> None:
    session = Session(Layout(swap_tiled=SWAPS)).do(SplitPane(DOWN), NewPane())
    assert session.tab.swap == ""
    assert session.tab.arranged_by_hand
    session.do(NextLayout(), ResizePane(LEFT, 5), ClosePane())
    assert session.widths() != [40, 40]
    assert session.do(NextLayout()).tab.arranged_by_hand is False


def test_a_swap_layout_by_its_name() -> None:
    session = Session(Layout(swap_tiled=(SWAPS[0], replace(SWAPS[1], name="only-nine"))))
    session.do(SplitPane(), SelectLayout("only-nine"))
    assert session.heights() == [12, 12]
    few = (SwapLayout("few", (SwapCase(Constraint("max", 1), CHILDREN),)),)
    session = Session(Layout(swap_tiled=few)).do(SplitPane())
    assert session.fail(SelectLayout("few")) == 'the layout "few" is not for so many panes'


def test_the_most_specific_case_is_taken() -> None:
    cases = (
        SwapCase(Constraint(), Split(Axis.ROWS, (CHILDREN,))),
        SwapCase(Constraint("max", 9), Split(Axis.ROWS, (CHILDREN,))),
        SwapCase(Constraint("max", 4), Split(Axis.COLUMNS, (CHILDREN,))),
        SwapCase(Constraint("exact", 3), Split(Axis.ROWS, (SLOT, SLOT))),  # too few places
    )
    session = Session(Layout(swap_tiled=(SwapLayout("x", cases),))).do(SplitPane(), NextLayout())
    assert session.widths() == [40, 40]
    session.do(SplitPane())
    assert session.heights() == [8, 8, 8]


def test_a_stack_in_a_case_opens_the_child_that_it_names() -> None:
    stack = Split(Axis.ROWS, (CHILDREN, SLOT, SLOT), stacked=True, expanded=1)
    swaps = (SwapLayout("x", (SwapCase(Constraint(), Split(Axis.COLUMNS, (stack, SLOT))),)),)
    session = Session(Layout(swap_tiled=swaps)).do(*[SplitPane()] * 4, NextLayout())
    assert session.focus == 5
    assert session.heights() == [1, 1, 21, 1, 24]


def test_floating_swap_layouts() -> None:
    def corner(x: float) -> SwapCase:
        place = FloatingLayout(PaneLayout(), x=Length(x), y=Length(0))
        return SwapCase(Constraint(), None, (place,))

    swaps = tuple(SwapLayout(str(x), (corner(x),)) for x in (0, 20, 40))
    session = Session(Layout(swap_floating=swaps)).do(NewFloatingPane())
    columns = []
    for _ in range(3):
        session.do(NextLayout())
        columns.append(arrange_tab(session.workspace, session.tab)[-1].frame.x)
    assert columns == [0, 20, 40]
    session.do(PreviousLayout())
    assert arrange_tab(session.workspace, session.tab)[-1].frame.x == 20


# --- floating panes -----------------------------------------------------------------------------


def test_floating_panes_open_hide_and_come_back() -> None:
    session = Session().do(ToggleFloating())
    assert session.effects == (Spawn(pane(2), SHELL, "/home"),)
    assert (session.focus, len(session.tab.floating)) == (2, 1)
    session.do(ToggleFloating())
    assert (session.focus, session.tab.floating_visible) == (1, False)
    session.do(ToggleFloating())
    assert (session.focus, session.tab.floating_visible) == (2, True)
    session.do(ClosePane())
    assert (session.focus, session.tab.floating_visible) == (1, False)


def test_a_pinned_pane_keeps_the_focus_when_the_others_hide() -> None:
    session = Session().do(NewFloatingPane(), TogglePinned(), ToggleFloating())
    assert session.focus == 2
    session.do(TogglePinned())
    assert session.focus == 1


def test_embed_and_float() -> None:
    session = Session().do(NewFloatingPane(), ToggleEmbed())
    assert (session.tiled, session.focus) == ([1, 2], 2)
    session.do(ToggleEmbed(pane(1)))
    assert (session.tiled, session.focus) == ([2], 1)
    assert session.fail(ToggleEmbed(pane(2))) == "the tab's only tiled pane can't float"


def test_the_last_tiled_pane_leaves_its_place_to_a_floating_one() -> None:
    session = Session().do(NewFloatingPane(), ClosePane(pane(1)))
    assert (session.tiled, session.tab.floating) == ([2], ())


def test_floating_panes_move_and_resize() -> None:
    session = Session()
    assert session.fail(MoveFloating(1, 1)) == "the pane does not float"
    session.do(NewFloatingPane(), MoveFloating(-5, 2), ResizePane(RIGHT, 4), GrowPane(1))
    frame = arrange_tab(session.workspace, session.tab)[-1].frame
    assert frame == (15, 8, 45, 13)
    session.do(DragBorder(20, 8, 25, 6))
    assert arrange_tab(session.workspace, session.tab)[-1].frame == (20, 6, 45, 13)
    assert "no place in the layout" in session.fail(SwapPane())


def test_focus_moves_among_floating_panes() -> None:
    session = Session().do(NewFloatingPane(), NewFloatingPane(), MoveFloating(20, 0))
    session.do(MoveFocus(LEFT))
    assert session.focus == 2
    session.do(MoveFocus(LEFT))
    assert session.focus == 2
    session.do(FocusNextPane(), FocusNextPane())
    assert session.focus in (1, 3)


# --- the gate -----------------------------------------------------------------------------------


def gate(*panes: PaneLayout) -> Session:
    tabs = tuple(TabLayout(Leaf(layout)) for layout in panes)
    return Session(Layout(tabs), gated=True)


def test_what_waits_runs_inside_a_shell() -> None:
    session = gate(PaneLayout(MAKE)).do(RunPane())
    assert session.effects == (
        Spawn(pane(1), MAKE, "/home", inside_shell=True, keep_contents=True),
    )
    ran = session.workspace.panes[pane(1)]
    assert (ran.state, ran.run, ran.level) == (PaneState.RUNNING, SHELL, Level.REVIVED)
    assert session.fail(RunPane()) == "a program already runs in the pane"
    assert session.do(PaneEnded(pane(1), 0)).effects == (Kill(pane(1)), EndSession())


def test_a_shell_instead() -> None:
    session = gate(PaneLayout(MAKE)).do(DropToShell())
    assert session.effects == (Spawn(pane(1), SHELL, "/home", keep_contents=True),)
    assert session.workspace.panes[pane(1)].level is Level.CONTENTS
    assert session.fail(DropToShell()) == "a program already runs in the pane"


def test_another_command_instead() -> None:
    session = gate(PaneLayout(MAKE)).do(EditGate("make -k"))
    changed = RunCommand(("make", "-k"), "make -k")
    assert session.workspace.panes[pane(1)].run == changed
    assert "no command to run" in session.fail(EditGate(" "))
    session.do(RunPane())
    assert session.effects[0] == Spawn(pane(1), changed, "/home", True, True)
    assert session.fail(EditGate("x")) == "nothing waits in the pane"


def spawned(session: Session) -> list[int]:
    return [effect.pane for effect in session.effects if isinstance(effect, Spawn)]


def test_run_all_of_a_tab_or_the_session() -> None:
    session = gate(PaneLayout(MAKE), PaneLayout(EditFile("x")), PaneLayout())
    assert spawned(session.do(RunAll())) == [1]
    assert spawned(session.do(RunAll(all_tabs=True))) == [2]
    assert session.do(RunAll(all_tabs=True)).effects == ()


def test_a_command_that_ended_stays_and_runs_again() -> None:
    session = Session().do(SplitPane(argv=("make",)), PaneEnded(pane(2), 2))
    ended = session.workspace.panes[pane(2)]
    assert (ended.state, ended.exit_status) == (PaneState.EXITED, 2)
    assert session.fail(WriteChars("x")) == "no program runs in the pane"
    session.do(RunPane())
    assert session.effects == (Spawn(pane(2), MAKE, "/home", keep_contents=True),)
    session.do(PaneEnded(pane(2), 0), DropToShell())
    assert session.workspace.panes[pane(2)].run == SHELL
    assert session.do(PaneEnded(pane(2), 0)).tiled == [1]


def test_shells_and_commands_told_so_close_when_they_end() -> None:
    session = Session().do(SplitPane(), PaneEnded(pane(2), 1))
    assert (session.tiled, session.effects) == ([1], (Kill(pane(2)),))
    session.do(SplitPane(argv=("make",), close_on_exit=True), PaneEnded(pane(3), 1))
    assert session.tiled == [1]


def test_a_placeholder_has_nothing_to_run_but_can_be_a_shell() -> None:
    session = gate(PaneLayout(Placeholder("file:x.wasm")))
    assert session.fail(RunPane()) == "mux has nothing to run for file:x.wasm"
    assert session.do(DropToShell()).effects == (
        Spawn(pane(1), SHELL, "/home", keep_contents=True),
    )


# --- typing -------------------------------------------------------------------------------------


def test_typing_goes_to_one_pane_or_to_all_of_a_synchronized_tab() -> None:
    quiet = PaneLayout(exclude_from_sync=True)
    root = Split(Axis.ROWS, (Leaf(PaneLayout()), Leaf(PaneLayout()), Leaf(quiet)))
    session = Session(Layout((TabLayout(root),))).do(WriteChars("é"))
    assert session.effects == (Write(pane(1), "é".encode()),)
    session.do(ToggleSync(), WriteChars("x"))
    assert session.effects == (Write(pane(1), b"x"), Write(pane(2), b"x"))
    session.do(WriteChars("x", pane(3)))
    assert session.effects == (Write(pane(3), b"x"),)
    assert session.do(WriteChars("\udcff", pane(3))).effects == (Write(pane(3), b"\xff"),)
    assert "surrogate" in session.fail(WriteChars("\ud800"))


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("ctrl-b", b"\x02"),
        ("ctrl-space", b"\x00"),
        ("ctrl-]", b"\x1d"),
        ("alt-a", b"\x1ba"),
        ("ctrl-alt-a", b"\x1b\x01"),
        ("`", b"`"),
        ("f1", b""),
        ("ctrl-1", b""),
    ],
)
def test_the_prefix_is_sent(key: str, sent: bytes) -> None:
    session = Session()
    if sent:
        assert session.do(SendPrefix(key)).effects == (Write(pane(1), sent),)
    else:
        assert session.fail(SendPrefix(key)) == f'"{key}" can\'t be sent as a prefix'


@pytest.mark.parametrize(
    ("command", "effect"),
    [
        (ScrollPane(3), Scroll(PaneId(1), lines=3)),
        (ScrollPage(-0.5), Scroll(PaneId(1), pages=-0.5)),
        (ScrollToTop(), Scroll(PaneId(1), to="top")),
        (ScrollToBottom(), Scroll(PaneId(1), to="bottom")),
        (ClearHistory(), ForgetHistory(PaneId(1))),
        (SaveSession(), SaveNow()),
        (Quit(), EndSession()),
        (ShowScreen("help"), Show(A, "help")),
        (Detach(), LetGo(A)),
        (SwitchSession("other"), LetGo(A, "other")),
        (RenameSession("other"), Rename("other")),
    ],
)
def test_what_is_only_passed_on(command: Command, effect: Effect) -> None:
    assert Session().do(command).effects == (effect,)


# --- tabs ---------------------------------------------------------------------------------------


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


# --- session and clients ------------------------------------------------------------------------


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
