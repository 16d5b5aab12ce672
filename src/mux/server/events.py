"""What is left to do of all that a pane's output asked for at once."""

from collections.abc import Hashable, Iterable

from mux.term.emulator import ClipboardSet, Progressed, Rang, TermEvent, TitleChanged


def drop_overridden(events: Iterable[TermEvent]) -> list[TermEvent]:
    """Of titles, progress, bells, and texts for the same clipboard only the last; in order.

    Between two looks at a pane nobody could have seen the others, and each costs the server more
    than the program that prints them by the thousand.
    """
    left: list[TermEvent] = []
    overridden: set[Hashable] = set()
    for event in reversed(list(events)):
        subject = _subject(event)
        if subject is None or subject not in overridden:
            left.append(event)
            overridden.add(subject)
    return left[::-1]


def _subject(event: TermEvent) -> Hashable:
    """What a later event of the same subject overrides; None: nothing is."""
    match event:
        case ClipboardSet(selection):
            return (ClipboardSet, selection)
        case TitleChanged() | Progressed() | Rang():
            return (type(event), "")
    return None
