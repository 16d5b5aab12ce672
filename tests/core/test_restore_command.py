"""What a pane is to be brought back by, who said so, and what is left waiting for its own ENTER."""

from dataclasses import replace

import pytest

from mux.core.commands import Command, EditGate, RunAll, RunPane, SetRestoreCommand
from mux.core.describe import describe
from mux.core.edit import put_pane
from mux.core.effects import Notify, Spawn
from mux.core.facts import Fact, RestoreCommandReported
from mux.core.geometry import Size
from mux.core.ids import PaneId
from mux.core.layout import EditFile, Layout, PaneLayout, Run, RunCommand, TabLayout
from mux.core.model import Pane, PaneState, Workspace
from mux.core.runs import describe_run
from mux.core.start import start
from mux.core.tree import Leaf
from mux.core.update import apply

ONE, TWO = PaneId(1), PaneId(2)
SIZE = Size(80, 24)


def open_panes(*panes: PaneLayout, gated: bool = False) -> Workspace:
    tabs = tuple(TabLayout(Leaf(pane)) for pane in panes or (PaneLayout(),))
    return start("main", Layout(tabs), SIZE, "/home", gated).workspace


def after(workspace: Workspace, *intents: Command | Fact) -> Pane:
    for intent in intents:
        workspace = apply(workspace, intent, None).workspace
    return workspace.panes[ONE]


def test_output_may_ask_for_a_command_but_is_not_trusted() -> None:
    pane = after(open_panes(), RestoreCommandReported(ONE, "vim -S"))
    assert (pane.restore, pane.restore_untrusted) == ("vim -S", True)


def test_what_the_user_set_is_trusted_and_no_output_replaces_it() -> None:
    pane = after(
        open_panes(),
        RestoreCommandReported(ONE, "evil"),
        SetRestoreCommand("claude --resume 7"),
        RestoreCommandReported(ONE, "evil"),
        RestoreCommandReported(ONE, ""),
    )
    assert (pane.restore, pane.restore_untrusted) == ("claude --resume 7", False)


def test_output_can_take_back_what_output_asked_for() -> None:
    pane = after(open_panes(), RestoreCommandReported(ONE, "x"), RestoreCommandReported(ONE, ""))
    assert (pane.restore, pane.restore_untrusted) == (None, False)
    assert after(open_panes(), RestoreCommandReported(TWO, "x")).restore is None


@pytest.mark.parametrize("untrusted", [False, True])
def test_the_flag_is_saved_with_the_command(untrusted: bool) -> None:
    workspace = open_panes(PaneLayout(restore="make", restore_untrusted=untrusted), gated=True)
    assert workspace.panes[ONE].run == RunCommand(("make",), "make")
    (saved,) = (tab.root for tab in describe(workspace, {}).tabs)
    assert isinstance(saved, Leaf)
    assert saved.content.restore == "make"
    assert saved.content.restore_untrusted == untrusted


def test_a_command_edited_at_the_gate_is_the_users_own() -> None:
    workspace = open_panes(PaneLayout(restore="evil", restore_untrusted=True), gated=True)
    workspace = put_pane(workspace, replace(workspace.panes[ONE], caution="it says so itself"))
    pane = after(workspace, EditGate("make"))
    assert (pane.restore, pane.restore_untrusted, pane.caution) == ("make", False, "")


def test_run_all_leaves_what_may_do_harm_and_tells_how_many() -> None:
    make = PaneLayout(RunCommand(("make",)))
    workspace = open_panes(make, make, make, gated=True)
    for pane in (ONE, TWO):
        workspace = put_pane(workspace, replace(workspace.panes[pane], caution="rm"))
    change = apply(workspace, RunAll(all_tabs=True), None)
    assert [e.pane for e in change.effects if isinstance(e, Spawn)] == [3]
    (told,) = (e for e in change.effects if isinstance(e, Notify))
    assert told.text.startswith("2 commands still wait")
    pane = after(change.workspace, RunPane(pane=ONE))
    assert (pane.state, pane.caution) == (PaneState.RUNNING, "")


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("edit notes.md", EditFile("notes.md")),
        ("edit +7 'my notes.md'", EditFile("my notes.md", 7)),
        ("less notes.md", RunCommand(("less", "notes.md"), "less notes.md")),
    ],
)
def test_the_file_of_an_editor_can_be_changed_at_the_gate(text: str, run: Run) -> None:
    workspace = open_panes(PaneLayout(EditFile("old.md", 3)), gated=True)
    assert after(workspace, EditGate(text)).run == run
    if isinstance(run, EditFile):
        assert describe_run(run) == text
