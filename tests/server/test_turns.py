"""Panes that print without end share the time that one of them alone would have."""

from mux.core.ids import PaneId
from mux.server.turns import REST, TURN, TYPING, Turns


def test_busy_panes_share_one_turn() -> None:
    turns = Turns()
    one, two, three = PaneId(1), PaneId(2), PaneId(3)
    assert turns.length(one) == TURN
    for pane in (one, two, three):
        turns.note(pane, has_more=True)
    assert turns.length(one) * 3 == TURN
    turns.note(two, has_more=False)
    turns.note(three, has_more=False)
    assert turns.length(one) == TURN
    assert turns.length(two) * 2 == TURN


def test_who_prints_without_end_rests_while_somebody_types() -> None:
    now = 100.0
    turns = Turns(lambda: now)
    pane = PaneId(1)
    assert turns.note(pane, has_more=True) == 0
    turns.note_key(PaneId(2))
    assert turns.note(pane, has_more=True) == REST
    assert turns.note(PaneId(2), has_more=True) == 0
    assert turns.note(pane, has_more=False) == 0
    now += TYPING
    assert turns.note(pane, has_more=True) == 0
