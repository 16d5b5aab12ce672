"""How the event loop's time is shared among panes that print without end.

Every read wakes the program that prints, and on a machine whose cores are all busy it may then run
before the server does. So while somebody types, who prints without end gets little: a key that has
to wait for ten programs is felt, and a flood that takes longer is not.
"""

import time
from collections.abc import Callable

from mux.core.ids import PaneId

# What all such panes together may take before keys and clients get their turn, in seconds.
TURN = 0.002
# How long after a key somebody is still typing, and how long such a pane then waits after a turn.
TYPING = 0.25
REST = 0.012


class Turns:
    """Knows which panes had more to read than they had time for in their last turn."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._busy: set[PaneId] = set()
        self._typing_until: dict[PaneId, float] = {}

    def length(self, pane: PaneId) -> float:
        """Seconds that a pane may read and parse until it lets others go on."""
        return TURN / len(self._busy | {pane})

    def note_key(self, pane: PaneId) -> None:
        """Somebody types into a pane. Its own output never rests: the key may have asked for it."""
        self._typing_until[pane] = self._clock() + TYPING

    def note(self, pane: PaneId, *, has_more: bool) -> float:
        """Seconds until the pane's next turn."""
        if not has_more:
            self._busy.discard(pane)
            return 0.0
        self._busy.add(pane)
        now = self._clock()
        self._typing_until = {p: until for p, until in self._typing_until.items() if now < until}
        return REST if self._typing_until and pane not in self._typing_until else 0.0
