"""A pane's history as a file: for the user's editor, or to keep."""

import logging
import os
from collections.abc import Sequence
from glob import escape
from pathlib import Path

from mux.core.commands import CommandError, ExportPane, NewTab
from mux.core.edit import put_pane
from mux.core.ids import ClientId, PaneId
from mux.dataclass import replace
from mux.server.copying_export import FORMATS, export_lines
from mux.server.pane import PanePty
from mux.server.session import Session
from mux.term.ansi import plain_text

log = logging.getLogger(__name__)


class HistoryFiles:
    """`folder` is for files that live as long as the pane whose editor shows them."""

    def __init__(self, session: Session, folder: Path, editor: Sequence[str]) -> None:
        self._session = session
        self._folder = folder
        self._editor = tuple(editor)
        self._edited: dict[PaneId, Path] = {}
        self._count = 0
        # What a server before this one left behind: its editors have read it long ago.
        for path in folder.glob(f"{escape(session.workspace.session)}.history-*.txt"):
            _remove(path)

    def edit(self, pty: PanePty, client: ClientId | None) -> None:
        """Opens the pane's history in the editor, at its end. Raises CommandError."""
        session = self._session
        lines = [plain_text(line) for line in _text_of(pty)]
        self._count += 1
        name = f"{session.workspace.session}.history-{os.getpid()}-{self._count}.txt"
        path = self._folder / name
        _write(path, "".join(f"{line}\n" for line in lines))
        before = set(session.workspace.panes)
        argv = (*self._editor, f"+{len(lines)}", str(path))
        try:
            session.do(NewTab(name="history", argv=argv, close_on_exit=True), client)
        except CommandError:
            path.unlink()
            raise
        for pane in set(session.workspace.panes) - before:
            self._edited[pane] = path
            # The file won't be there when the session comes back: the pane then has a shell.
            opened = replace(session.workspace.panes[pane], restore="")
            session.take(put_pane(session.workspace, opened), (), client)

    def export(self, pty: PanePty, command: ExportPane) -> str:
        """Writes the pane's history to a file; what to tell of it. Raises CommandError."""
        pane = self._session.workspace.panes[pty.pane]
        folder = pty.reported_cwd or pty.cwd or pane.cwd or str(Path.home())
        path = Path(folder, os.path.expanduser(command.file))
        kind = command.format or FORMATS.get(path.suffix.lower(), "text")
        lines = _text_of(pty)
        written = export_lines(lines, kind, pty.emulator.columns, pane.name or pane.title or "mux")
        _write(path, written, command.overwrite)
        return f"{len(lines)} lines written to {path}"

    def forget(self, pane: PaneId) -> None:
        """The editor's pane is closed: its file goes."""
        path = self._edited.pop(pane, None)
        if path is not None:
            _remove(path)

    def close(self) -> None:
        for pane in list(self._edited):
            self.forget(pane)


def _text_of(pty: PanePty) -> Sequence[str]:
    """The pane's lines, without blank ones at their end."""
    lines = list(pty.copying.text.lines if pty.copying else pty.emulator.shown_lines())
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _write(path: Path, text: str, overwrite: bool = False) -> None:
    """A file that only its owner can read. Raises CommandError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | (os.O_TRUNC if overwrite else os.O_EXCL)
    try:
        with open(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except FileExistsError:
        raise CommandError(f"{path} is there already; say overwrite to replace it") from None
    except OSError as error:
        raise CommandError(f"{path} can't be written: {error.strerror}") from None


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except FileNotFoundError:
        pass  # the editor has removed it
    except OSError as error:
        log.warning("%s stays behind: %s", path, error.strerror)
