"""What clients and command lines ask for, and what they get."""

import logging
from typing import Any

from mux.core.arguments import build_command
from mux.core.commands import CommandError, ScrollToBottom
from mux.core.facts import ClientAttached, ClientLeft, ClientResized
from mux.core.geometry import Size
from mux.core.ids import ClientId, PaneId
from mux.core.lookup import input_targets
from mux.core.model import PaneState
from mux.protocol import messages
from mux.protocol.framing import Frame, Kind, RemoteProtocolError
from mux.server.copying import Copying
from mux.server.gate import read_gate_key
from mux.server.hub import CODEC, ClientConnection
from mux.server.pane import PanePty
from mux.server.queries import Queries
from mux.server.session import Session
from mux.term.mouse import encode_mouse
from mux.term.paste import encode_focus, encode_paste

log = logging.getLogger(__name__)

LARGEST_SIDE = 2000  # cells; more is no screen but a mistake


class Requests:
    """Frames in; intents, keys and answers out. Faults of a client concern that client only."""

    def __init__(self, session: Session, copying: Copying, queries: Queries) -> None:
        self._session = session
        self._copying = copying
        self._queries = queries

    # --- coming and going ------------------------------------------------------------------------

    def welcome(self, connection: ClientConnection, hello: messages.Hello) -> None:
        session = self._session
        connection.send(
            messages.Welcome(
                messages.VERSION,
                connection.client,
                session.workspace.session,
                self._queries.pid,
                session.options,
            )
        )
        if hello.role == "client":
            session.note(ClientAttached(connection.client, _size(hello.width, hello.height)))
            for toast in session.news:
                connection.send(toast)
            session.news.clear()

    def part(self, connection: ClientConnection) -> None:
        if connection.has_screen:
            self._session.note(ClientLeft(connection.client))

    # --- frames ----------------------------------------------------------------------------------

    def receive(self, connection: ClientConnection, frame: Frame) -> None:
        """Raises RemoteProtocolError on what no client of ours sends."""
        match frame.kind:
            case Kind.INPUT:
                self._type(connection.client, PaneId(frame.pane), frame.payload)
            case Kind.PASTE:
                self._paste(connection.client, PaneId(frame.pane), frame.payload)
            case Kind.MESSAGE:
                self._handle(connection, CODEC.decode(frame))
            case Kind.ROWS:
                raise RemoteProtocolError("rows come from the server")

    def _handle(self, connection: ClientConnection, message: messages.Message) -> None:
        session = self._session
        match message:
            case messages.Ack(serial):
                session.acknowledge(connection, serial)
            case messages.Do():
                self._do(connection, message)
            case messages.Query():
                self._query(connection, message)
            case messages.Resize(width, height):
                session.note(ClientResized(connection.client, _size(width, height)))
            case messages.Mouse():
                self._mouse(message)
            case messages.Focus(gained):
                self._focus(connection.client, gained)
            case messages.OuterTerminal():
                session.outer_terminal_answered(message)
            case messages.Leave():
                connection.close()
            case _:
                raise RemoteProtocolError(f"a client does not send {type(message).__name__}")

    # --- commands --------------------------------------------------------------------------------

    def _do(self, connection: ClientConnection, message: messages.Do) -> None:
        client = connection.client if connection.has_screen else None
        try:
            result = self._run(message, client)
        except CommandError as error:
            if message.request:
                connection.send(messages.Done(message.request, ok=False, error=str(error)))
            else:
                connection.send(messages.Toast(str(error), "warning"))
            return
        if message.request:
            self._session.send_views()
            connection.send(messages.Done(message.request, ok=True, result=result))

    def _run(self, message: messages.Do, client: ClientId | None) -> Any:
        command = build_command(message.command, message.arguments)
        before = set(self._session.workspace.panes)
        self._session.refresh_directory(client)
        self._session.do(command, client)
        new = sorted(set(self._session.workspace.panes) - before)
        return new[0] if len(new) == 1 else new or None

    def _query(self, connection: ClientConnection, message: messages.Query) -> None:
        try:
            result = self._queries.answer(message.what, message.arguments)
        except CommandError as error:
            connection.send(messages.Done(message.request, ok=False, error=str(error)))
        else:
            connection.send(messages.Done(message.request, ok=True, result=result))

    # --- keys, pastes, mouse ---------------------------------------------------------------------

    def _type(self, client: ClientId, pane: PaneId, data: bytes) -> None:
        for pty in self._targets(client, pane):
            if pty.copying is not None:
                self._copying.press(pty, data, client)
                continue
            state = self._session.workspace.panes[pty.pane].state
            if state is not PaneState.RUNNING:
                self._press_gate_key(client, pty, data)
                continue
            if pty.scroll:
                self._session.do(ScrollToBottom(pane=pty.pane), client)
            self._session.turns.note_key(pty.pane)
            pty.write(data)

    def _press_gate_key(self, client: ClientId, pty: PanePty, data: bytes) -> None:
        command = read_gate_key(self._session.workspace.panes[pty.pane], data)
        if command is None:
            return
        try:
            self._session.do(command, client)
        except CommandError as error:
            self._session.tell(client, messages.Toast(str(error), "warning"))

    def _paste(self, client: ClientId, pane: PaneId, data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        for pty in self._targets(client, pane):
            if self._copying.paste(pty, text):
                continue
            if self._session.workspace.panes[pty.pane].state is PaneState.RUNNING:
                if pty.scroll:
                    self._session.do(ScrollToBottom(pane=pty.pane), client)
                pty.write(encode_paste(text, pty.emulator.input_modes))

    def _targets(self, client: ClientId, pane: PaneId) -> list[PanePty]:
        """The panes that get what a client types: the focus, or all of a synchronized tab."""
        session = self._session
        focus = pane or session.focused_pane(client)
        if focus is None or focus not in session.ptys:
            return []
        state = session.workspace.panes[focus].state
        alone = pane or session.ptys[focus].copying is not None
        others = () if alone else input_targets(session.workspace, focus)
        panes = others if state is PaneState.RUNNING and others else (focus,)
        return [session.ptys[p] for p in panes if p in session.ptys]

    def _mouse(self, message: messages.Mouse) -> None:
        pty = self._session.ptys.get(PaneId(message.pane))
        if pty is None:
            return
        pty.write(
            encode_mouse(
                message.action,
                message.button,
                message.x,
                message.y,
                message.modifiers,
                pty.emulator.input_modes,
            )
        )

    def _focus(self, client: ClientId, gained: bool) -> None:
        pane = self._session.focused_pane(client)
        pty = self._session.ptys.get(pane) if pane is not None else None
        if pty is not None:
            pty.write(encode_focus(gained, pty.emulator.input_modes))


def _size(width: int, height: int) -> Size:
    """Raises RemoteProtocolError for what can't be a screen."""
    if not (0 <= width <= LARGEST_SIDE and 0 <= height <= LARGEST_SIDE):
        raise RemoteProtocolError(f"a screen of {width}x{height} cells")
    return Size(max(width, 1), max(height, 1))
