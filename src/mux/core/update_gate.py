"""Commands for panes whose program waits or has ended."""

from mux.core.change import Change, Handlers
from mux.core.commands import CommandError, DropToShell, EditGate, RunAll, RunPane
from mux.core.edit import check_name, put_pane
from mux.core.effects import Notify, Spawn
from mux.core.ids import ClientId
from mux.core.layout import SHELL, EditFile, Placeholder
from mux.core.lookup import current_tab, tab_panes, target_pane
from mux.core.model import Level, Pane, PaneState, Workspace
from mux.core.runs import parse_edit, parse_run
from mux.dataclass import replace


def run_pane(workspace: Workspace, command: RunPane, client: ClientId | None) -> Change:
    return open_gate(workspace, target_pane(workspace, client, command.pane))


def open_gate(workspace: Workspace, pane: Pane) -> Change:
    """Run what waits, or again what ended.

    What waits is run inside the user's shell: the pane is a shell's from then on, so that leaving
    the command returns to a prompt, and leaving the shell closes the pane.
    """
    if isinstance(pane.run, Placeholder):
        raise CommandError(f"mux has nothing to run for {pane.run.location}")
    running = replace(pane, state=PaneState.RUNNING, exit_status=None, caution="")
    match pane.state:
        case PaneState.RUNNING:
            raise CommandError("a program already runs in the pane")
        case PaneState.EXITED:
            spawn = Spawn(pane.id, pane.run, pane.cwd, keep_contents=True)
        case PaneState.WAITING:
            spawn = Spawn(pane.id, pane.run, pane.cwd, inside_shell=True, keep_contents=True)
            running = replace(running, run=SHELL, close_on_exit=True, start_suspended=False)
    return Change(put_pane(workspace, running), (spawn,))


def drop_to_shell(workspace: Workspace, command: DropToShell, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane)
    if pane.state is PaneState.RUNNING:
        raise CommandError("a program already runs in the pane")
    shell = replace(
        pane,
        run=SHELL,
        state=PaneState.RUNNING,
        exit_status=None,
        close_on_exit=True,
        start_suspended=False,
        caution="",
        level=Level.CONTENTS if pane.level is Level.REVIVED else pane.level,
    )
    spawn = Spawn(pane.id, SHELL, pane.cwd, keep_contents=True)
    return Change(put_pane(workspace, shell), (spawn,))


def edit_gate(workspace: Workspace, command: EditGate, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane)
    if pane.state is not PaneState.WAITING:
        raise CommandError("nothing waits in the pane")
    text = check_name(command.text)
    edit = parse_edit(text) if isinstance(pane.run, EditFile) else None
    run = edit or parse_run(text)
    if run == SHELL:
        raise CommandError("there is no command to run; ESC opens a shell")
    edited = replace(pane, run=run, caution="")
    if pane.restore is not None:
        edited = replace(edited, restore=text, restore_untrusted=False)
    return Change(put_pane(workspace, edited))


def run_all(workspace: Workspace, command: RunAll, client: ClientId | None) -> Change:
    """What there is reason to be careful with is left waiting, and the client is told."""
    left = 0
    tabs = workspace.tabs if command.all_tabs else (current_tab(workspace, client),)
    change = Change(workspace)
    for pane in (pane for tab in tabs for pane in tab_panes(tab)):
        if workspace.panes[pane].state is not PaneState.WAITING:
            continue
        if workspace.panes[pane].caution:
            left += 1
        else:
            change = change.then(open_gate(change.workspace, workspace.panes[pane]))
    if left:
        those = "command still waits" if left == 1 else "commands still wait"
        told = Notify(client, f"{left} {those}: run what may do harm pane by pane", "warning")
        change = replace(change, effects=(*change.effects, told))
    return change


HANDLERS: Handlers = {
    RunPane: run_pane,
    DropToShell: drop_to_shell,
    EditGate: edit_gate,
    RunAll: run_all,
}
