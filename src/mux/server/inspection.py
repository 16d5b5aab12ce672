"""Looks at what runs in the panes: only at those that had input or output since the last look."""

import time
from collections.abc import Callable

from mux.core.describe import PaneFacts
from mux.core.ids import PaneId
from mux.core.layout import RunCommand
from mux.core.model import Pane, PaneState
from mux.server.foreground import current_cwd, current_run, read_foreground
from mux.server.pane import PanePty
from mux.server.programs import program_name
from mux.server.session import Session

Facts = dict[PaneId, PaneFacts]

TOGETHER = 3.0  # seconds within which ends count as one


class Inspection:
    """Remembers what it saw of each pane."""

    def __init__(self, session: Session, clock: Callable[[], float] = time.monotonic) -> None:
        self._session = session
        self._clock = clock
        self._facts: Facts = {}
        self._left: dict[PaneId, tuple[float, PaneFacts]] = {}  # commands that ended, and when

    def look(self) -> Facts:
        """Where each pane is, and what runs in it now."""
        workspace, ptys = self._session.workspace, self._session.ptys
        facts: Facts = {}
        renamed = False
        for pane in workspace.panes.values():
            pty = ptys.get(pane.id)
            known = self._facts.get(pane.id)
            if pane.state is not PaneState.RUNNING or pty is None or pty.starting:
                facts[pane.id] = PaneFacts(pane.cwd, pane.run)
            elif known is not None and (pty.looks_due <= 0 or pty.fd < 0):
                facts[pane.id] = known
            else:
                pty.looks_due -= 1
                before = pty.program
                facts[pane.id] = look_at(self._session, pane, pty)
                renamed |= before != pty.program
        self._note_left(facts)
        self._facts = facts
        if renamed:
            self._session.show_views()
        return facts

    def look_back(self) -> Facts:
        """The same for a session that is being ended from outside, when programs that the server
        knows nothing of may be gone already: what ran a moment ago counts as running."""
        facts = self.look()
        now = self._clock()
        ended = {p: f for p, (when, f) in self._left.items() if now - when < TOGETHER}
        return {p: ended.get(p, f) if not _runs_command(f) else f for p, f in facts.items()}

    def _note_left(self, facts: Facts) -> None:
        now = self._clock()
        self._left = {p: left for p, left in self._left.items() if now - left[0] < TOGETHER}
        for pane, before in self._facts.items():
            after = facts.get(pane)
            if after is not None and _runs_command(before) and not _runs_command(after):
                self._left[pane] = now, before


def _runs_command(facts: PaneFacts) -> bool:
    return isinstance(facts.run, RunCommand)


def look_at(session: Session, pane: Pane, pty: PanePty) -> PaneFacts:
    """Where a pane is and what runs in it, asked of the system now."""
    found = read_foreground(pty.fd, pty.pid)
    run = current_run(found, pty.reports, pane.run, session.shell, pty.at_prompt)
    pty.cwd = current_cwd(found, run, pty.reports, pty.reported_cwd) or pty.cwd or pane.cwd
    argv = run.argv if isinstance(run, RunCommand) else ()
    pty.program = program_name(argv, session.wrappers)
    return PaneFacts(pty.cwd, run)
