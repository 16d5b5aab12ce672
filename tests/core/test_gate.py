"""What waits behind the gate, and what has ended."""

from tests.core.session import Session, pane

from mux.core.commands import (
    DropToShell,
    EditGate,
    RunAll,
    RunPane,
    SplitPane,
    WriteChars,
)
from mux.core.effects import (
    EndSession,
    Kill,
    Spawn,
)
from mux.core.facts import (
    PaneEnded,
)
from mux.core.geometry import Direction
from mux.core.layout import (
    SHELL,
    EditFile,
    Layout,
    PaneLayout,
    Placeholder,
    RunCommand,
    TabLayout,
)
from mux.core.model import Level, PaneState
from mux.core.tree import Leaf

RIGHT, LEFT, UP, DOWN = Direction.RIGHT, Direction.LEFT, Direction.UP, Direction.DOWN

MAKE = RunCommand(("make",))


def gate(*panes: PaneLayout) -> Session:
    tabs = tuple(TabLayout(Leaf(layout)) for layout in panes)
    return Session(Layout(tabs), gated=True)


def test_what_waits_runs_inside_a_shell() -> None:
    session = gate(PaneLayout(MAKE)).do(RunPane())
    assert session.effects == (
        Spawn(pane(1), MAKE, "/home", inside_shell=True, keep_contents=True),
    )
    ran = session.workspace.panes[pane(1)]
    assert (ran.state, ran.run, ran.level) == (PaneState.RUNNING, SHELL, Level.REVIVED)
    assert session.fail(RunPane()) == "a program already runs in the pane"
    assert session.do(PaneEnded(pane(1), 0)).effects == (Kill(pane(1)), EndSession())


def test_a_shell_instead() -> None:
    session = gate(PaneLayout(MAKE)).do(DropToShell())
    assert session.effects == (Spawn(pane(1), SHELL, "/home", keep_contents=True),)
    assert session.workspace.panes[pane(1)].level is Level.CONTENTS
    assert session.fail(DropToShell()) == "a program already runs in the pane"


def test_another_command_instead() -> None:
    session = gate(PaneLayout(MAKE)).do(EditGate("make -k"))
    changed = RunCommand(("make", "-k"), "make -k")
    assert session.workspace.panes[pane(1)].run == changed
    assert "no command to run" in session.fail(EditGate(" "))
    session.do(RunPane())
    assert session.effects[0] == Spawn(pane(1), changed, "/home", True, True)
    assert session.fail(EditGate("x")) == "nothing waits in the pane"


def spawned(session: Session) -> list[int]:
    return [effect.pane for effect in session.effects if isinstance(effect, Spawn)]


def test_run_all_of_a_tab_or_the_session() -> None:
    session = gate(PaneLayout(MAKE), PaneLayout(EditFile("x")), PaneLayout())
    assert spawned(session.do(RunAll())) == [1]
    assert spawned(session.do(RunAll(all_tabs=True))) == [2]
    assert session.do(RunAll(all_tabs=True)).effects == ()


def test_a_command_that_ended_stays_and_runs_again() -> None:
    session = Session().do(SplitPane(argv=("make",)), PaneEnded(pane(2), 2))
    ended = session.workspace.panes[pane(2)]
    assert (ended.state, ended.exit_status) == (PaneState.EXITED, 2)
    assert session.fail(WriteChars("x")) == "no program runs in the pane"
    session.do(RunPane())
    assert session.effects == (Spawn(pane(2), MAKE, "/home", keep_contents=True),)
    session.do(PaneEnded(pane(2), 0), DropToShell())
    assert session.workspace.panes[pane(2)].run == SHELL
    assert session.do(PaneEnded(pane(2), 0)).tiled == [1]


def test_shells_and_commands_told_so_close_when_they_end() -> None:
    session = Session().do(SplitPane(), PaneEnded(pane(2), 1))
    assert (session.tiled, session.effects) == ([1], (Kill(pane(2)),))
    session.do(SplitPane(argv=("make",), close_on_exit=True), PaneEnded(pane(3), 1))
    assert session.tiled == [1]


def test_a_placeholder_has_nothing_to_run_but_can_be_a_shell() -> None:
    session = gate(PaneLayout(Placeholder("file:x.wasm")))
    assert session.fail(RunPane()) == "mux has nothing to run for file:x.wasm"
    assert session.do(DropToShell()).effects == (
        Spawn(pane(1), SHELL, "/home", keep_contents=True),
    )
