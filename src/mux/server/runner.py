"""Performs effects: the only place where a decision of the core becomes an act."""

import asyncio
import logging
import os
import shlex
import signal
from collections.abc import Callable

from mux.core.effects import (
    ActOnText,
    Effect,
    EndSession,
    ForgetHistory,
    Kill,
    LetGo,
    Notify,
    ReadConfig,
    ReadLayout,
    Recall,
    Rename,
    Retire,
    SaveNow,
    Scroll,
    Show,
    Spawn,
    Write,
)
from mux.core.facts import LayoutRead, PaneEnded
from mux.core.ids import ClientId, PaneId
from mux.core.layout import EditFile, Layout, Placeholder, Run, RunCommand, Shell
from mux.core.model import PaneState
from mux.dataclass import dataclass, replace
from mux.protocol import messages
from mux.server.copying import Copying
from mux.server.endings import Endings
from mux.server.environment import pane_environment
from mux.server.gate import idle_text, restored_line
from mux.server.integration import Integration, ShellReports
from mux.server.keeper_link import Child, KeeperLink
from mux.server.pane import PanePty
from mux.server.retirement import Retirement
from mux.server.session import Session
from mux.server.shells import UserShell
from mux.term.emulator import Emulator

log = logging.getLogger(__name__)

# Leaves a pane fit for the next program, whatever the last one left behind: main screen, soft reset
# (DECSTR), no mouse, focus or paste reports, no kitty keyboard flags, default pen.
AFTERMATH = b"\x1b[?1047l\x1b[!p\x1b[?9;1000;1002;1003;1004;1005;1006;1015;2004l\x1b[=0u\x1b[m"
# Of a contents file no more is shown, in bytes.
LARGEST_CONTENTS = 16 * 1024 * 1024
# How long a shell may take to its prompt before a command is typed all the same, in seconds.
PROMPT_PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class PaneDefaults:
    """What every pane's program is started with."""

    shell: UserShell
    editor: tuple[str, ...]
    term: str
    environment: dict[str, str]
    socket: str
    integration: Integration


class Runner:
    """`save` writes the session, `finish` ends the server, `rename` gives the session a name,
    `read_config` takes the options anew (it may raise CommandError).

    `read_layout` may raise CommandError; `undo_close_seconds` is how long the programs of closed
    panes live on.
    """

    def __init__(
        self,
        session: Session,
        copying: Copying,
        keeper: KeeperLink,
        defaults: PaneDefaults,
        new_emulator: Callable[[int, int], Emulator],
        save: Callable[[], None],
        finish: Callable[[], None],
        rename: Callable[[str], None],
        read_config: Callable[[], None],
        endings: Endings,
        read_layout: Callable[[ReadLayout], Layout],
        undo_close_seconds: float,
    ) -> None:
        self.retirement = Retirement(session, self._end_program, undo_close_seconds)
        self._session = session
        self._copying = copying
        self._keeper = keeper
        self._defaults = defaults
        self._new_emulator = new_emulator
        self._save = save
        self._finish = finish
        self._rename = rename
        self._read_config = read_config
        self._read_layout = read_layout
        self._endings = endings

    def perform(self, effects: tuple[Effect, ...], client: ClientId | None) -> None:
        for effect in effects:
            self._perform(effect, client)
        self._show_gates()

    def _perform(self, effect: Effect, client: ClientId | None) -> None:
        match effect:
            case Spawn():
                self._spawn(effect)
            case Kill(pane):
                self._kill(pane)
            case Retire(pane):
                self.retirement.retire(pane)
            case Recall(pane):
                self._recall(pane)
            case ReadLayout(asked=asked):
                self._session.do(LayoutRead(self._read_layout(effect), asked), client)
            case Write(pane, data):
                self._write(pane, data)
            case Scroll():
                self._scroll(effect)
            case ActOnText():
                self._copying.perform(effect, client)
            case ForgetHistory(pane):
                self._forget_history(pane)
            case Show() | Notify() | LetGo():
                self._tell(effect, client)
            case SaveNow() | ReadConfig() | Rename() | EndSession():
                self._perform_on_session(effect)

    def _perform_on_session(self, effect: SaveNow | ReadConfig | Rename | EndSession) -> None:
        match effect:
            case SaveNow():
                self._save()
            case ReadConfig():
                self._read_config()
            case Rename(name):
                self._rename(name)
            case EndSession():
                self._finish()

    # --- programs ------------------------------------------------------------------------------

    def use_defaults(self, defaults: PaneDefaults) -> None:
        """For programs that start from now on; shells that run are known as before."""
        self._defaults = replace(defaults, integration=self._defaults.integration)

    def pty_of(self, pane: PaneId) -> PanePty:
        """The pane's pty and emulator, made on first use at the size that the tree gives it."""
        session = self._session
        if pane not in session.ptys:
            columns, rows = session.size_of(pane)
            emulator = self._new_emulator(max(columns, 1), max(rows, 1))
            session.ptys[pane] = PanePty(
                pane, emulator, session.pane_spoke, lambda _: None, session.turns
            )
            self._show_contents_file(session.ptys[pane])
        return session.ptys[pane]

    def _show_contents_file(self, pty: PanePty) -> None:
        """What a layout wants on a pane's screen first. Of a session that comes back, the saved
        contents are shown instead."""
        pane = self._session.workspace.panes.get(pty.pane)
        if pane is None or pane.level is not None or not os.path.isabs(pane.contents_file):
            return
        try:
            with open(pane.contents_file, "rb") as file:
                text = file.read(LARGEST_CONTENTS)
        except OSError as error:
            text = f"mux: {pane.contents_file}: {error.strerror}".encode()
        pty.feed(text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") + AFTERMATH)

    def _spawn(self, effect: Spawn) -> None:
        pty = self.pty_of(effect.pane)
        pty.expect()
        pty.feed(AFTERMATH)
        if not effect.keep_contents:
            pty.feed(b"\x1bc")
        elif pty.emulator.cursor.x:
            pty.feed(b"\r\n")
        pty.scroll = 0
        pty.gate_text = ""
        pty.restored_lines = None
        argv, typed = self._command_line(effect.run, effect.inside_shell)
        pty.reports = ShellReports()
        pty.to_type = typed
        env = pane_environment(
            self._defaults.environment,
            term=self._defaults.term,
            session=self._session.workspace.session,
            pane=effect.pane,
            socket=self._defaults.socket,
        )
        if effect.inside_shell or isinstance(effect.run, Shell):
            argv, env = self._defaults.integration.load_into(argv[0], env, effect.pane)
            self.expect_reports(pty)
        size = (pty.emulator.columns, pty.emulator.rows)
        self._keeper.spawn(effect.pane, argv, env, effect.cwd, size)
        self._session.damage(effect.pane)

    def expect_reports(self, pty: PanePty) -> None:
        """From now on the pane's own process is a shell, and what it reports of itself counts."""
        pty.reports = ShellReports(self._defaults.integration.nonce_of(pty.pane))

    def _command_line(self, run: Run, inside_shell: bool) -> tuple[list[str], str]:
        """The argv to start, and what to type once its prompt is there."""
        match run:
            case RunCommand(argv, text) if inside_shell:
                return [self._defaults.shell.path], text or quote_command(argv)
            case RunCommand(argv, text):
                return (list(argv), "") if argv else (["/bin/sh", "-c", text], "")
            case EditFile(path, line):
                place = [f"+{line}"] if line else []
                argv = (*self._defaults.editor, *place, path)
                if inside_shell:
                    return [self._defaults.shell.path], quote_command(argv)
                return list(argv), ""
            case Placeholder() | Shell():
                return [self._defaults.shell.path], ""

    def spawned(self, child: Child, note: str) -> None:
        """The keeper started a program: read it, unless its pane was closed meanwhile."""
        pty = self._session.ptys.get(child.pane)
        if pty is None:
            os.close(child.master)
            os.close(child.journal)
            self._keeper.signal(child.pane, signal.SIGHUP)
            self._keeper.forget(child.pane)
            return
        pty.attach(child.master, child.journal, child.pid)
        if note:
            self._session.pane_spoke(child.pane, pty.feed(f"mux: {note}\r\n".encode()))
        if pty.to_type:
            asyncio.get_running_loop().call_later(PROMPT_PATIENCE, pty.type_now)

    def spawn_failed(self, pane: PaneId, error: str) -> None:
        pty = self._session.ptys.get(pane)
        if pty is not None:
            pty.starting = False
            self._session.pane_spoke(pane, pty.feed(f"mux: {error}\r\n".encode()))
            self._session.note(PaneEnded(pane, 127))

    def child_ended(self, pane: PaneId, pid: int, status: int | None) -> None:
        pty = self._session.ptys.get(pane)
        if pty is not None and pty.pid == pid:
            self._endings.note(pane, pid, status)

    def _kill(self, pane: PaneId) -> None:
        self.retirement.forget(pane)
        pty = self._session.ptys.pop(pane, None)
        if pty is not None:
            self._end_program(pty)
        self._copying.forget(pane)

    def _end_program(self, pty: PanePty) -> None:
        if pty.fd >= 0:
            self._keeper.signal(pty.pane, signal.SIGHUP)
            self._keeper.signal(pty.pane, signal.SIGCONT)
        pty.detach()
        self._keeper.forget(pty.pane)

    def _recall(self, pane: PaneId) -> None:
        """What its file held was erased when it was closed, so all of it is to be saved again."""
        pty = self.pty_of(pane)
        pty.unsaved = True
        away = self.retirement.recall(pane)
        level = self._session.workspace.panes[pane].level
        if away is not None and level is not None:
            pty.feed(AFTERMATH)
            start = "\r\n" if pty.emulator.cursor.x else ""
            line = restored_line(away, pty.emulator.columns, level)
            pty.feed(f"{start}{line}\r\n".encode())
            pty.gate_text = ""
        self._session.damage(pane)

    # --- what panes show and get -----------------------------------------------------------------

    def _write(self, pane: PaneId, data: bytes) -> None:
        pty = self._session.ptys.get(pane)
        if pty is not None:
            self._scroll_to(pty, 0)
            pty.write(data)

    def _scroll(self, effect: Scroll) -> None:
        pty = self._session.ptys.get(effect.pane)
        if pty is None:
            return
        if pty.copying is not None:
            self._copying.scroll(pty, effect)
            return
        if effect.to:
            self._scroll_to(pty, len(pty.emulator.history) if effect.to == "top" else 0)
            return
        rows = effect.lines + round(effect.pages * pty.emulator.rows)
        if pty.scroll_by(rows):
            self._session.damage(pty.pane)

    def _scroll_to(self, pty: PanePty, offset: int) -> None:
        if pty.scroll_by(offset - pty.scroll):
            self._session.damage(pty.pane)

    def _forget_history(self, pane: PaneId) -> None:
        pty = self._session.ptys.get(pane)
        if pty is not None:
            pty.scroll = 0
            pty.emulator.history.clear()
            self._session.damage(pane)

    def _show_gates(self) -> None:
        """Panes in which nothing runs say what can be done: once, and again when it changes."""
        for pane in self._session.workspace.panes.values():
            if pane.state is PaneState.RUNNING:
                continue
            pty = self.pty_of(pane.id)
            text = idle_text(pane)
            if text == pty.gate_text:
                continue
            pty.gate_text = text
            start = "\r\n" if pty.emulator.cursor.x else ""
            events = pty.feed(AFTERMATH + f"{start}{text}\r\n".encode())
            self._session.pane_spoke(pane.id, events)

    # --- clients ---------------------------------------------------------------------------------

    def _tell(self, effect: Show | Notify | LetGo, client: ClientId | None) -> None:
        match effect:
            case Show(for_client, screen):
                self._session.tell(for_client or client, messages.Show(screen))
            case Notify(for_client, text, severity):
                self._session.tell(for_client, messages.Toast(text, severity))
            case LetGo():
                self._let_go(effect)

    def _let_go(self, effect: LetGo) -> None:
        client, to = effect.client, effect.switch_to
        kind = "switch" if to else "detached"
        self._session.tell(client, messages.Bye(kind, to, effect.generation, effect.layout))
        connection = self._session.hub.get(client) if self._session.hub else None
        if connection is not None:
            connection.close()


def quote_command(argv: tuple[str, ...]) -> str:
    """The command as a POSIX shell reads it back to exactly these words."""
    return " ".join(_quote_word(word) for word in argv)


def _quote_word(word: str) -> str:
    if word.isprintable():
        return shlex.quote(word)
    # A control character typed at a prompt would act as a key, so it is spelt out: $'…' is known to
    # bash, zsh, ksh and busybox.
    spelt = "".join(
        c if c.isprintable() and c not in "'\\" else "".join(f"\\x{b:02x}" for b in c.encode())
        for c in word
    )
    return f"$'{spelt}'"
