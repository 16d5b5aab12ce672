"""Swap layouts, which arrange a tab by how many panes it has."""

from dataclasses import replace

from tests.core.session import Session

from mux.core.arrange import arrange_tab
from mux.core.commands import (
    ClosePane,
    MoveFocus,
    NewFloatingPane,
    NewPane,
    NextLayout,
    PreviousLayout,
    ResizePane,
    SelectLayout,
    SplitPane,
)
from mux.core.geometry import Axis, Direction
from mux.core.layout import (
    Constraint,
    FloatingLayout,
    Layout,
    Length,
    PaneLayout,
    SwapCase,
    SwapLayout,
)
from mux.core.tree import Leaf, Split

RIGHT, LEFT, UP, DOWN = Direction.RIGHT, Direction.LEFT, Direction.UP, Direction.DOWN


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
