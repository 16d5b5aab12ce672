"""What ran in a pane, when somebody is ending everything."""

from types import SimpleNamespace

import pytest

from mux.core.describe import PaneFacts
from mux.core.geometry import Size
from mux.core.ids import PaneId
from mux.core.layout import SHELL, Layout, RunCommand
from mux.core.start import start
from mux.server import inspection
from mux.server.inspection import TOGETHER, Inspection

PANE = PaneId(1)
SLEEP = PaneFacts("/", RunCommand(("sleep", "1000")))
NOTHING = PaneFacts("/", SHELL)


class Watched:
    """One pane, what runs in it, and a clock."""

    def __init__(self) -> None:
        self.runs, self.now = SLEEP, 0.0
        self.pty = SimpleNamespace(starting=False, looks_due=9, fd=0, program="")
        workspace = start("s", Layout(), Size(80, 24), "/", gated=False).workspace
        session = SimpleNamespace(
            workspace=workspace, ptys={PANE: self.pty}, show_views=lambda: None
        )
        self.inspection = Inspection(session, lambda: self.now)


@pytest.fixture
def watched(monkeypatch):
    watched = Watched()
    monkeypatch.setattr(inspection, "look_at", lambda *_: watched.runs)
    return watched


def test_a_command_that_ended_with_everything_else_counts_as_running(watched):
    watched.inspection.look()
    watched.runs = NOTHING
    assert watched.inspection.look() == {PANE: NOTHING}
    watched.now += TOGETHER - 0.1
    assert watched.inspection.look_back() == {PANE: SLEEP}


def test_a_command_that_ended_before_does_not(watched):
    watched.inspection.look()
    watched.runs = NOTHING
    watched.inspection.look()
    watched.now += TOGETHER
    assert watched.inspection.look_back() == {PANE: NOTHING}


def test_what_runs_now_counts_whatever_ran_before(watched):
    watched.inspection.look()
    watched.runs = NOTHING
    watched.inspection.look()
    watched.runs = PaneFacts("/", RunCommand(("vim",)))
    assert watched.inspection.look_back() == {PANE: watched.runs}


def test_a_pane_whose_pty_has_ended_is_what_it_was(watched):
    watched.inspection.look()
    watched.runs, watched.pty.fd = NOTHING, -1
    assert watched.inspection.look() == {PANE: SLEEP}
