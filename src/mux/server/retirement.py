"""Panes that were closed and may be brought back: how long their programs live on."""

import asyncio
import time
from collections.abc import Callable

from mux.core.closing import find_closed
from mux.core.facts import PaneExpired
from mux.core.ids import PaneId
from mux.core.model import PaneState
from mux.dataclass import dataclass
from mux.server.inspection import look_at
from mux.server.pane import PanePty
from mux.server.session import Session

# A program that is only just being started can't be ended yet; this is when to try again.
START_PATIENCE = 0.2


@dataclass(slots=True)
class Retired:
    since: float  # by the clock
    ran: bool  # whether a program ran in it
    timer: asyncio.TimerHandle | None = None


class Retirement:
    """The ptys stay in the session, so that programs are read and screens kept; only the time is
    kept here. `end_program(pty)` ends what runs in a pane; `clock` gives seconds."""

    def __init__(
        self,
        session: Session,
        end_program: Callable[[PanePty], None],
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._end_program = end_program
        self._seconds = seconds
        self._clock = clock
        self._retired: dict[PaneId, Retired] = {}

    def retire(self, pane: PaneId) -> None:
        pty = self._session.ptys.get(pane)
        ran = pty is not None and (pty.fd >= 0 or pty.starting)
        retired = self._retired[pane] = Retired(self._clock(), ran)
        if ran:
            self._wait(pane, retired, self._seconds)

    def recall(self, pane: PaneId) -> float | None:
        """Takes the pane back. How long it was away, in seconds, if its program has not lived to
        see it; else None."""
        retired, pty = self._retired.get(pane), self._session.ptys.get(pane)
        self.forget(pane)
        if retired is None or pty is None or not retired.ran or pty.fd >= 0 or pty.starting:
            return None
        return self._clock() - retired.since

    def forget(self, pane: PaneId) -> None:
        retired = self._retired.pop(pane, None)
        if retired is not None and retired.timer is not None:
            retired.timer.cancel()

    def age(self, pane: PaneId) -> float:
        """Seconds since the pane was closed."""
        return self._clock() - self._retired[pane].since if pane in self._retired else 0.0

    def _wait(self, pane: PaneId, retired: Retired, seconds: float) -> None:
        retired.timer = asyncio.get_running_loop().call_later(seconds, self._expire, pane)

    def _expire(self, pane: PaneId) -> None:
        retired, pty = self._retired[pane], self._session.ptys.get(pane)
        closed = find_closed(self._session.workspace, pane)
        if pty is None or closed is None or closed.state is not PaneState.RUNNING:
            return
        if pty.starting:
            self._wait(pane, retired, START_PATIENCE)
            return
        facts = look_at(self._session, closed, pty)
        self._end_program(pty)
        self._session.note(PaneExpired(pane, facts.run, facts.cwd))
