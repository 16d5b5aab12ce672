"""Copy mode, paste buffers, and history as a file: what commands do with the text of panes."""

import logging

from mux.config.models import Config
from mux.core import copy_mode
from mux.core.buffers import Buffers
from mux.core.commands import (
    CommandError,
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
from mux.core.copy_mode_search import NOT_FOUND, find_nearest
from mux.core.copy_mode_selecting import point_at
from mux.core.copy_mode_source import Pattern, Point
from mux.core.copy_mode_state import Reaction, scroll
from mux.core.effects import ActOnText, Scroll
from mux.core.ids import ClientId, PaneId
from mux.core.lookup import input_targets
from mux.core.model import PaneState
from mux.core.selection import Selection, Unit, extent, extent_text
from mux.dataclass import replace
from mux.protocol.messages import Clipboard, Toast
from mux.server.copying_command import CopyCommand
from mux.server.copying_files import HistoryFiles
from mux.server.copying_keys import read_keys
from mux.server.copying_text import FrozenText, freeze
from mux.server.copying_view import CopyView
from mux.server.pane import PanePty
from mux.server.session import Session
from mux.term.paste import encode_paste

log = logging.getLogger(__name__)


class Copying:
    """`buffers` are the session's."""

    def __init__(self, session: Session, config: Config, files: HistoryFiles) -> None:
        self.buffers = Buffers()
        self._session = session
        self._config = config
        self._files = files
        self._command = CopyCommand(config.copy_command)

    # --- what is asked for ----------------------------------------------------------------------

    def perform(self, effect: ActOnText, client: ClientId | None) -> None:
        """Raises CommandError."""
        pty = self._session.ptys.get(effect.pane)
        match effect.command:
            case SetBuffer(text):
                self._take(text, append=False, client=client)
            case DeleteBuffer(name):
                self._delete_buffer(name)
            case _ if pty is None:
                raise CommandError("the pane shows nothing yet")
            case CopyMode():
                self.enter(pty)
            case CopyAction(action, count):
                self._act(pty, action, count, client)
            case SearchPane():
                self._search(pty, effect.command)
            case SelectAt():
                self._select_at(pty, effect.command)
            case CopyCells():
                self._copy_cells(pty, effect.command, client)
            case PasteBuffer(name):
                self._paste_buffer(pty, name)
            case EditScrollback():
                self._files.edit(pty, client)
            case ExportPane():
                self._session.tell(client, Toast(self._files.export(pty, effect.command)))

    # --- copy mode ------------------------------------------------------------------------------

    def enter(self, pty: PanePty) -> CopyView:
        """The pane's copy mode, entered if it was not."""
        if pty.copying is None:
            emulator = pty.emulator
            cursor = emulator.cursor
            at = Point(min(cursor.y + pty.scroll, emulator.rows - 1), cursor.x)
            pty.copying = CopyView(
                freeze(emulator),
                emulator.rows,
                pty.scroll,
                at,
                self._config.copy_mode_keys,
                self._config.word_separators,
            )
            self._show(pty)
        return pty.copying

    def leave(self, pty: PanePty) -> None:
        """Back to what the program shows."""
        pty.copying = None
        pty.scroll = 0
        self._show(pty)

    def press(self, pty: PanePty, data: bytes, client: ClientId) -> None:
        """Keys for a pane in copy mode; what comes after the one that leaves it goes nowhere."""
        for key in read_keys(data):
            if pty.copying is None:
                return
            state = pty.copying.state
            self._take_reaction(pty, copy_mode.press(state, key, pty.copying.text), client)

    def paste(self, pty: PanePty, text: str) -> bool:
        """Whether a paste was for a prompt of copy mode; else copy mode is left for it."""
        if pty.copying is None:
            return False
        if pty.copying.state.prompt is None:
            self.leave(pty)
            return False
        reaction = copy_mode.paste(pty.copying.state, text, pty.copying.text)
        self._take_reaction(pty, reaction, None)
        return True

    def scroll(self, pty: PanePty, effect: Scroll) -> None:
        """Moves the view of a pane in copy mode."""
        if pty.copying is None:
            return
        state, text = pty.copying.state, pty.copying.text
        if effect.to:
            reaction = copy_mode.perform(state, f"history-{effect.to}", text)
        else:
            reaction = Reaction(
                scroll(state, text, effect.lines + round(effect.pages * state.height))
            )
        self._take_reaction(pty, reaction)

    def forget(self, pane: PaneId) -> None:
        """The pane is gone."""
        self._files.forget(pane)

    def close(self) -> None:
        """The session ends."""
        self._files.close()

    def _act(self, pty: PanePty, action: str, count: int, client: ClientId | None) -> None:
        copy_mode.check_action(action)
        view = self.enter(pty)
        self._take_reaction(pty, copy_mode.perform(view.state, action, view.text, count), client)

    def _take_reaction(
        self, pty: PanePty, reaction: Reaction, client: ClientId | None = None
    ) -> None:
        assert pty.copying is not None
        if reaction.copied:
            self._take(reaction.copied, reaction.append, client)
        if not pty.copying.react(reaction):
            self.leave(pty)
            return
        if reaction.refresh:
            pty.copying.renew(freeze(pty.emulator))
        self._show(pty)

    def _show(self, pty: PanePty) -> None:
        self._session.damage(pty.pane)
        self._session.show_views()

    def _search(self, pty: PanePty, command: SearchPane) -> None:
        if not command.text:
            raise CommandError("what is to be searched for?")
        was_copying = pty.copying is not None
        view = self.enter(pty)
        row = view.text.row_of_line(command.line)
        pattern = Pattern(command.text, command.regex)
        reaction = find_nearest(view.state, view.text, pattern, row)
        assert reaction.state is not None
        if reaction.state.problem and not was_copying:
            self.leave(pty)
            missing = reaction.state.problem == NOT_FOUND
            raise CommandError(
                f"“{command.text}” was not found" if missing else reaction.state.problem
            )
        self._take_reaction(pty, reaction)

    # --- with the mouse -------------------------------------------------------------------------

    def _select_at(self, pty: PanePty, command: SelectAt) -> None:
        unit = _unit(command.begin) if command.begin else None
        by_mouse = pty.copying is None
        if by_mouse and unit is None:
            return  # a drag that something else has ended
        view = self.enter(pty)
        state = point_at(view.state, view.text, command.x, command.y, unit)
        self._take_reaction(pty, Reaction(replace(state, by_mouse=by_mouse or state.by_mouse)))

    def _copy_cells(self, pty: PanePty, command: CopyCells, client: ClientId | None) -> None:
        text, top = self._shown(pty)
        unit = _unit(command.unit)
        last = len(text) - 1
        start = Point(min(top + max(command.y, 0), last), max(command.x, 0))
        end = Point(min(top + max(command.end_y, 0), last), max(command.end_x, 0))
        found = extent(text, Selection(start, unit), end, self._config.word_separators)
        self._take(extent_text(text, found), append=False, client=client)

    @staticmethod
    def _shown(pty: PanePty) -> tuple[FrozenText, int]:
        """The pane's text and the row at the top of what is seen of it."""
        if pty.copying is not None:
            return pty.copying.text, pty.copying.state.top
        text = freeze(pty.emulator)
        return text, max(0, len(text) - pty.emulator.rows - pty.scroll)

    # --- the clipboard and the buffers ----------------------------------------------------------

    def _take(self, text: str, append: bool, client: ClientId | None) -> None:
        """A copied text goes on the buffers, and to the clipboard or the user's command."""
        if not text:
            return
        self.buffers = self.buffers.append(text) if append else self.buffers.push(text)
        copied = self.buffers.items[0].text
        if self._config.copy_command:
            self._command.run(copied, lambda error: self._session.tell(client, error))
            return
        selection = "p" if self._config.copy_clipboard == "primary" else "c"
        self._session.tell(client, Clipboard(copied, selection))

    def _paste_buffer(self, pty: PanePty, name: str) -> None:
        found = self.buffers.find(name)
        if found is None:
            known = f"there is no buffer “{name}”" if name else "nothing was copied yet"
            raise CommandError(known)
        workspace = self._session.workspace
        if workspace.panes[pty.pane].state is not PaneState.RUNNING:
            raise CommandError("no program runs in the pane")
        for pane in input_targets(workspace, pty.pane):
            target = self._session.ptys.get(pane)
            if target is not None and not self.paste(target, found.text):
                target.write(encode_paste(found.text, target.emulator.input_modes))

    def _delete_buffer(self, name: str) -> None:
        found = self.buffers.find(name)
        if found is None:
            raise CommandError(f"there is no buffer “{name}”" if name else "there is no buffer")
        self.buffers = self.buffers.drop(found.name)


def _unit(name: str) -> Unit:
    try:
        return Unit(name)
    except ValueError:
        units = ", ".join(Unit)
        raise CommandError(f"“{name}” can't be selected; it is one of {units}") from None
