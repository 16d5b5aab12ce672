"""Looks at what runs in the panes: only at those that had input or output since the last look."""


from mux.core.describe import PaneFacts
from mux.core.ids import PaneId
from mux.core.layout import RunCommand
from mux.core.model import Pane, PaneState
from mux.server.foreground import current_cwd, current_run, read_foreground
from mux.server.pane import PanePty
from mux.server.programs import program_name
from mux.server.session import Session

Facts = dict[PaneId, PaneFacts]


class Inspection:
    """Remembers what it saw of each pane."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._facts: Facts = {}

    def look(self) -> Facts:
        """Where each pane is, and what runs in it now."""
        workspace, ptys = self._session.workspace, self._session.ptys
        facts: Facts = {}
        renamed = False
        for pane in workspace.panes.values():
            pty = ptys.get(pane.id)
            known = self._facts.get(pane.id)
            if pane.state is not PaneState.RUNNING or pty is None or pty.fd < 0:
                facts[pane.id] = PaneFacts(pane.cwd, pane.run)
            elif known is not None and pty.looks_due <= 0:
                facts[pane.id] = known
            else:
                pty.looks_due -= 1
                before = pty.program
                facts[pane.id] = look_at(self._session, pane, pty)
                renamed |= before != pty.program
        self._facts = facts
        if renamed:
            self._session.show_views()
        return facts


def look_at(session: Session, pane: Pane, pty: PanePty) -> PaneFacts:
    """Where a pane is and what runs in it, asked of the system now."""
    found = read_foreground(pty.fd, pty.pid)
    run = current_run(found, pty.reports, pane.run, session.shell, pty.at_prompt)
    pty.cwd = current_cwd(found, run, pty.reports, pty.reported_cwd) or pty.cwd or pane.cwd
    argv = run.argv if isinstance(run, RunCommand) else ()
    pty.program = program_name(argv, session.wrappers)
    return PaneFacts(pty.cwd, run)
