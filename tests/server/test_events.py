"""Of a flood of events, what matters is left."""

from hypothesis import given, strategies

from mux.server.events import drop_overridden
from mux.term.emulator import (
    ClipboardSet,
    Notified,
    Progressed,
    PromptMarked,
    Rang,
    Reply,
    TermEvent,
    TitleChanged,
)

EVENTS: strategies.SearchStrategy[TermEvent] = strategies.one_of(
    strategies.builds(TitleChanged, strategies.sampled_from("ab")),
    strategies.builds(ClipboardSet, strategies.sampled_from("cp"), strategies.sampled_from("xy")),
    strategies.builds(Progressed, strategies.integers(0, 2), strategies.integers(0, 2)),
    strategies.builds(Reply, strategies.binary(max_size=2)),
    strategies.builds(Notified, strategies.just("t"), strategies.sampled_from("mn")),
    strategies.builds(PromptMarked, strategies.sampled_from("ABCD")),
    strategies.builds(Rang),
)


def test_the_last_title_counts_and_a_bell_rings_once() -> None:
    flood = [TitleChanged("a"), Rang(), Reply(b"1"), TitleChanged("b"), Rang(), Reply(b"1")]
    assert drop_overridden(flood) == [Reply(b"1"), TitleChanged("b"), Rang(), Reply(b"1")]


def test_each_clipboard_has_its_own_text() -> None:
    flood = [ClipboardSet("c", "1"), ClipboardSet("p", "2"), ClipboardSet("c", "3")]
    assert drop_overridden(flood) == [ClipboardSet("p", "2"), ClipboardSet("c", "3")]


@given(strategies.lists(EVENTS, max_size=20))
def test_what_is_left_has_the_same_outcome_in_the_same_order(events: list[TermEvent]) -> None:
    left = drop_overridden(events)
    remaining = iter(events)
    assert all(any(event is one for one in remaining) for event in left)
    for kind in (Reply, Notified, PromptMarked):
        assert [e for e in left if isinstance(e, kind)] == [
            e for e in events if isinstance(e, kind)
        ]
    for kind in (TitleChanged, Progressed, Rang):
        assert [e for e in left if isinstance(e, kind)] == [
            e for e in events if isinstance(e, kind)
        ][-1:]
    assert drop_overridden(left) == left
