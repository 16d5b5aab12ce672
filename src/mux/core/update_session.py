"""Commands on the session and its clients, and the coming and going of clients."""

from mux.core.change import Change, Handlers
from mux.core.commands import (
    SCREENS,
    CommandError,
    Detach,
    DetachOthers,
    Quit,
    ReloadConfig,
    RenameSession,
    SaveSession,
    ShowScreen,
    SwitchSession,
)
from mux.core.edit import put_client
from mux.core.effects import EndSession, LetGo, ReadConfig, Rename, SaveNow, Show
from mux.core.facts import ClientAttached, ClientLeft, ClientResized, FramesChosen
from mux.core.ids import ClientId
from mux.core.lookup import suggest
from mux.core.model import ClientView, Workspace
from mux.core.names import check_session_name
from mux.dataclass import replace

# --- the session --------------------------------------------------------------------------------


def quit_session(workspace: Workspace, command: Quit, client: ClientId | None) -> Change:
    return Change(workspace, (EndSession(),))


def rename_session(workspace: Workspace, command: RenameSession, client: ClientId | None) -> Change:
    name = _check_name(command.name)
    if name == workspace.session:
        return Change(workspace)
    return Change(replace(workspace, session=name), (Rename(name),))


def _check_name(name: str) -> str:
    try:
        return check_session_name(name)
    except ValueError as error:
        raise CommandError(str(error)) from None


def reload_config(workspace: Workspace, command: ReloadConfig, client: ClientId | None) -> Change:
    return Change(workspace, (ReadConfig(),))


def frames_chosen(workspace: Workspace, fact: FramesChosen, client: ClientId | None) -> Change:
    return Change(replace(workspace, frames=fact.frames))


def save_session(workspace: Workspace, command: SaveSession, client: ClientId | None) -> Change:
    return Change(workspace, (SaveNow(),))


# --- clients ------------------------------------------------------------------------------------


def detach(workspace: Workspace, command: Detach, client: ClientId | None) -> Change:
    """From outside: every client leaves."""
    leaving = list(workspace.clients) if client is None else [client]
    return Change(workspace, tuple(LetGo(id_) for id_ in leaving))


def detach_others(workspace: Workspace, command: DetachOthers, client: ClientId | None) -> Change:
    leaving = (id_ for id_ in workspace.clients if id_ != client)
    return Change(workspace, tuple(LetGo(id_) for id_ in leaving))


def switch_session(workspace: Workspace, command: SwitchSession, client: ClientId | None) -> Change:
    name = _check_name(command.name)
    if name == workspace.session:
        raise CommandError(f'this is already the session "{name}"')
    leaving = list(workspace.clients) if client is None else [client]
    others = (LetGo(id_, name, command.generation, command.layout) for id_ in leaving)
    return Change(workspace, tuple(others))


def show_screen(workspace: Workspace, command: ShowScreen, client: ClientId | None) -> Change:
    if command.screen not in SCREENS:
        hint = suggest(command.screen, SCREENS) or f" There are: {', '.join(SCREENS)}."
        raise CommandError(f'there is no screen "{command.screen}".{hint}')
    return Change(workspace, (Show(client, command.screen),))


def client_attached(workspace: Workspace, fact: ClientAttached, client: ClientId | None) -> Change:
    if workspace.active is None:
        return Change(workspace)
    view = ClientView(fact.client, fact.size, workspace.active)
    return Change(replace(put_client(workspace, view), size=fact.size))


def client_resized(workspace: Workspace, fact: ClientResized, client: ClientId | None) -> Change:
    view = workspace.clients.get(fact.client)
    if view is None:
        return Change(workspace)
    resized = put_client(workspace, replace(view, size=fact.size))
    return Change(replace(resized, size=fact.size))


def client_left(workspace: Workspace, fact: ClientLeft, client: ClientId | None) -> Change:
    """A tab that nobody looks at any more keeps the size of whoever left last."""
    view = workspace.clients.get(fact.client)
    if view is None:
        return Change(workspace)
    clients = {id_: other for id_, other in workspace.clients.items() if id_ != fact.client}
    size = workspace.size if clients else view.size
    return Change(replace(workspace, clients=clients, size=size))


HANDLERS: Handlers = {
    Quit: quit_session,
    RenameSession: rename_session,
    ReloadConfig: reload_config,
    FramesChosen: frames_chosen,
    SaveSession: save_session,
    Detach: detach,
    DetachOthers: detach_others,
    SwitchSession: switch_session,
    ShowScreen: show_screen,
    ClientAttached: client_attached,
    ClientResized: client_resized,
    ClientLeft: client_left,
}
