"""The one way in which a workspace changes: a command or a fact goes in, a change comes out."""

from mux.core import (
    update_closing,
    update_copy,
    update_floating,
    update_focus,
    update_gate,
    update_layout,
    update_override,
    update_pane,
    update_program,
    update_session,
    update_stack,
    update_tab,
)
from mux.core.arrange import arrange_tab
from mux.core.change import Change as Change
from mux.core.change import Handlers
from mux.core.commands import Command, CommandError
from mux.core.edit import put_pane
from mux.core.facts import Fact
from mux.core.ids import ClientId
from mux.core.model import Workspace
from mux.dataclass import replace

HANDLERS: Handlers = {
    **update_pane.HANDLERS,
    **update_closing.HANDLERS,
    **update_program.HANDLERS,
    **update_copy.HANDLERS,
    **update_focus.HANDLERS,
    **update_layout.HANDLERS,
    **update_stack.HANDLERS,
    **update_floating.HANDLERS,
    **update_gate.HANDLERS,
    **update_tab.HANDLERS,
    **update_override.HANDLERS,
    **update_session.HANDLERS,
}


def apply(workspace: Workspace, intent: Command | Fact, client: ClientId | None) -> Change:
    """What a command or a fact makes of a workspace.

    `client` is who gave the command. None, or one that is not attached, is a command from outside:
    it means the active tab, and what it shows or lets go it does to every client.
    Raises CommandError, with a text for the user, for a command that can't be done; the workspace
    is a value, so nothing has changed then. A fact never raises (but for LayoutRead): one about a
    pane or client that is gone changes nothing.
    """
    if isinstance(intent, Command) and not workspace.tabs:
        raise CommandError("the session has ended")
    giver = client if client in workspace.clients else None
    change = HANDLERS[type(intent)](workspace, intent, giver)
    if change.workspace is workspace:
        return change
    return Change(_hear_bells(change.workspace), change.effects)


def _hear_bells(workspace: Workspace) -> Workspace:
    """Clear the bell of every pane that somebody sees."""
    if not any(pane.bell for pane in workspace.panes.values()):
        return workspace
    looked_at = {view.tab for view in workspace.clients.values()}
    for tab in workspace.tabs:
        if tab.id not in looked_at:
            continue
        for placement in arrange_tab(workspace, tab):
            pane = workspace.panes[placement.pane]
            if pane.bell and placement.content.area:
                workspace = put_pane(workspace, replace(pane, bell=False))
    return workspace
