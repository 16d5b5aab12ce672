"""How the event loop's time is shared among panes that print without end."""

from mux.core.ids import PaneId

# What all such panes together may take before keys and clients get their turn, in seconds.
TURN = 0.002


class Turns:
    """Knows which panes had more to read than they had time for in their last turn."""

    def __init__(self) -> None:
        self._busy: set[PaneId] = set()

    def length(self, pane: PaneId) -> float:
        """Seconds that a pane may read and parse until it lets others go on."""
        return TURN / len(self._busy | {pane})

    def note(self, pane: PaneId, *, has_more: bool) -> None:
        if has_more:
            self._busy.add(pane)
        else:
            self._busy.discard(pane)
