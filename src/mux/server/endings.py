"""Tells programs that ended by themselves from those that the system ended with everything else.

A logout or a shutdown signals all processes of a session, and they hear of it in any order: shells
may be gone before the server knows why. What was killed by such a signal is therefore believed to
have ended only a moment later. If the server is signalled meanwhile, the pane is still there to be
saved.
"""

import asyncio
import signal
from collections.abc import Callable

from mux.core.ids import PaneId
from mux.core.model import PaneState
from mux.server.session import Session

DOUBT = 0.5  # seconds between such an end and the pane's
# Seconds after the server's own SIGHUP: whatever lives on then was not meant.
HANG_UP_PATIENCE = 3.0
_SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGKILL)
# As waitpid tells it, and as a program tells it that caught the signal and then left.
_BY_THE_SYSTEM = {status for number in _SIGNALS for status in (-number, 128 + number)}


class Endings:
    """`on_all_ended` is called when after a hangup no program is left."""

    def __init__(self, session: Session, on_all_ended: Callable[[], None]) -> None:
        self._session = session
        self._on_all_ended = on_all_ended
        self._doubted: dict[PaneId, tuple[int, int]] = {}  # pid and status
        self._hung_up = False

    def note(self, pane: PaneId, pid: int, status: int | None) -> None:
        """A pane's program ended; status as in the keeper's Ended."""
        if self._hung_up or status in _BY_THE_SYSTEM:
            self._doubted[pane] = pid, -1 if status is None else status
            if self._hung_up and self._nothing_runs:
                self._on_all_ended()
            elif not self._hung_up:
                asyncio.get_running_loop().call_later(DOUBT, self._believe, pane)
        else:
            self._session.pane_ended(pane, -1 if status is None else status)

    def hang_up(self) -> None:
        """The server was sent SIGHUP: no program's end means anything until it is clear whether all
        of them do."""
        if not self._hung_up:
            self._hung_up = True
            asyncio.get_running_loop().call_later(HANG_UP_PATIENCE, self._go_on)
            if self._nothing_runs:
                self._on_all_ended()

    @property
    def _nothing_runs(self) -> bool:
        panes = self._session.workspace.panes.values()
        running = {pane.id for pane in panes if pane.state is PaneState.RUNNING}
        return bool(self._doubted) and running <= self._doubted.keys()

    def _go_on(self) -> None:
        self._hung_up = False
        for pane in list(self._doubted):
            self._believe(pane)

    def _believe(self, pane: PaneId) -> None:
        if self._hung_up or pane not in self._doubted:
            return
        pid, status = self._doubted.pop(pane)
        pty = self._session.ptys.get(pane)
        if pty is not None and pty.pid == pid:
            self._session.pane_ended(pane, status)
