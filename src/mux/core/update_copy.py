"""Commands on the text of panes. The core knows no text: it says which pane's is meant."""

from mux.core.change import Change, Handlers
from mux.core.commands import (
    Command,
    CopyAction,
    CopyCells,
    CopyMode,
    DeleteBuffer,
    EditScrollback,
    ExportPane,
    PasteBuffer,
    SearchPane,
    SelectAt,
    SetBuffer,
)
from mux.core.effects import ActOnText
from mux.core.ids import ClientId
from mux.core.lookup import target_pane
from mux.core.model import Workspace


def act_on_text(workspace: Workspace, command: Command, client: ClientId | None) -> Change:
    named = getattr(command, "pane", None)
    pane = target_pane(workspace, client, named).id
    return Change(workspace, (ActOnText(pane, command),))


HANDLERS: Handlers = dict.fromkeys(
    (
        *(CopyMode, CopyAction, SearchPane, SelectAt, CopyCells),
        *(SetBuffer, PasteBuffer, DeleteBuffer, EditScrollback, ExportPane),
    ),
    act_on_text,
)
