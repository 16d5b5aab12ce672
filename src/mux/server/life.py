"""One session from its first moment to its last: how the parts are put together."""

import asyncio
import logging
import os
import sys
import time
from pathlib import Path
from secrets import token_hex

from mux.config.config_file import load_reading
from mux.config.models import Config
from mux.config.paths import config_file, log_dir, socket_path
from mux.core.closing import find_closed
from mux.core.commands import CommandError
from mux.core.facts import FramesChosen
from mux.core.layout import Shell
from mux.kdl.writer import write_nodes
from mux.persist.attempts import STANDS_AFTER, clear_attempts, note_restored
from mux.persist.collection import collect
from mux.persist.errors import StoreError
from mux.persist.generations import Keep
from mux.persist.lock import SessionLock
from mux.persist.report import RestoreReport, write_report
from mux.persist.retention import MEGABYTE, Limits
from mux.persist.store import SessionStore
from mux.persist.validation import check_session
from mux.protocol.framing import RemoteProtocolError
from mux.protocol.messages import Bye, Toast
from mux.server.arguments import ServerArguments
from mux.server.beginning import Beginning, choose_beginning
from mux.server.copying import Copying
from mux.server.copying_files import HistoryFiles
from mux.server.endings import Endings
from mux.server.gate import restored_line
from mux.server.hub import Hub
from mux.server.integration import INTEGRATION_KEY, Integration
from mux.server.keeper_link import Child, KeeperLink, start_keeper
from mux.server.layouts import read_asked_layout, with_options
from mux.server.programs import split_words
from mux.server.queries import Queries
from mux.server.recovery import Origin, RecoveryFile
from mux.server.requests import Requests
from mux.server.runner import PaneDefaults, Runner
from mux.server.serializer import Serializer
from mux.server.session import Session
from mux.server.shells import choose_shell
from mux.term.emulator import Emulator
from mux.term.terminal import Terminal

log = logging.getLogger(__name__)

BETWEEN_KEEPERS = 0.2  # seconds, while none comes up


class Life:
    """`over` is set when the server is to end; `end` then lets go of everything."""

    session: Session
    serializer: Serializer

    def __init__(
        self,
        arguments: ServerArguments,
        config: Config,
        path: Path,
        lock: SessionLock,
        keeper: KeeperLink,
    ) -> None:
        self.over = asyncio.Event()
        self._arguments = arguments
        self._config = config
        self._path = path
        self._lock = lock
        self._keeper = keeper
        self._has_successor = False
        self._recovery = RecoveryFile(path.with_suffix(".state"))

    async def begin(self, children: list[Child]) -> None:
        """Brings the session up. Raises ConfigError, CommandError or OSError if it can't be."""
        keep = Keep(self._config.keep_generations, self._config.keep_generation_days)
        folder = self._arguments.sessions_dir / self._arguments.session
        store = SessionStore(folder, check_session, keep)
        beginning = choose_beginning(
            self._arguments, self._config, self._recovery, store, {c.pane for c in children}
        )
        self._options = beginning.options
        self._config = with_options(self._config, beginning.options)
        header = beginning.header
        self._origin = Origin(header.created, header.restored, beginning.saved_at)
        defaults = self._pane_defaults()
        hub = self._assemble(beginning, defaults, store)
        await hub.listen(self._path)
        session = self.session
        self._show_contents(beginning)
        for child in children:
            self._take_child(child)
        session.on_change = self._remember
        self._remember()  # before the keeper hears of us, and would start another server
        session.take(beginning.workspace, beginning.effects, None)
        self._keeper.hold(self._lock.descriptor)
        self._keeper.ready()
        session.news += [Toast(text, "warning") for text in beginning.warnings[:3]]
        problems = (beginning.problem, defaults.shell.problem)
        session.news += [Toast(problem, "warning") for problem in problems if problem]
        self._declare_begun(store, beginning.report)
        self.serializer.start()
        self._clear_up()

    def _assemble(self, beginning: Beginning, defaults: PaneDefaults, store: SessionStore) -> Hub:
        """The parts of a session, each given those that it needs; nothing happens yet."""
        self.session = session = Session(
            beginning.workspace, shell=defaults.shell.path, wrappers=self._config.command_wrappers
        )
        self._endings = Endings(session, self.interrupt)
        files = HistoryFiles(session, self._path.parent, defaults.editor)
        self._copying = Copying(session, self._config, files)
        self._runner = session.performer = Runner(
            session,
            self._copying,
            self._keeper,
            defaults,
            self._new_emulator,
            save=self.save,
            finish=self._finish,
            rename=self._rename,
            read_config=self._read_config,
            endings=self._endings,
            read_layout=lambda asked: read_asked_layout(asked, self._config),
            undo_close_seconds=self._config.undo_close_seconds,
        )
        self._keeper.listener, self._keeper.on_lost = self._runner, self._keeper_lost
        self.serializer = Serializer(
            session,
            store,
            self._config,
            beginning.header,
            beginning.standard,
            self._claim,
            beginning.options,
        )
        session.options = write_nodes(beginning.options)
        queries = Queries(
            session, self._copying, self.serializer.write_layout, self._runner.retirement
        )
        requests = Requests(session, self._copying, queries)
        session.hub = Hub(requests.welcome, requests.receive, requests.part)
        return session.hub

    def _declare_begun(self, store: SessionStore, report: RestoreReport | None) -> None:
        """Every pane is back: saving may go on. After a minute it also counts as a restore that
        went well. Without a report: a crash, maybe in the middle of a restore."""
        folder = store.path.parent
        try:
            if report is not None or store.restoring:
                store.finish_restore()
            if report is not None:
                note_restored(folder, time.time())
                write_report(folder, report)
        except StoreError as error:
            log.error("%s", error)
        if report is not None:
            self.session.news.append(_summarize(report))
        asyncio.get_running_loop().call_later(STANDS_AFTER, self._clear_attempts)

    def _clear_attempts(self) -> None:
        try:
            clear_attempts(self._arguments.sessions_dir / self.session.workspace.session)
        except StoreError as error:
            log.error("%s", error)

    def _claim(self) -> None:
        """The lock went with its folder."""
        try:
            if self._lock.acquire():
                self._keeper.hold(self._lock.descriptor)
        except StoreError as error:
            log.error("%s", error)

    def _clear_up(self) -> None:
        """Exited sessions beyond the user's limits go, while nobody waits for it."""
        limits = retention_limits(self._config)
        asyncio.get_running_loop().run_in_executor(
            None, collect, self._path.parent, self._arguments.sessions_dir, limits, time.time()
        )

    def _show_contents(self, beginning: Beginning) -> None:
        """What was saved of a pane comes first on its screen, then a line that says so."""
        for pane, lines in beginning.contents.items():
            pty = self._runner.pty_of(pane)
            pty.restored_lines = lines
            level = beginning.workspace.panes[pane].level
            if level is not None:
                age = max(0.0, time.time() - beginning.saved_at)
                lines = [*lines, restored_line(age, pty.emulator.columns, level)]
            pty.feed("".join(f"{line}\r\n" for line in lines).encode("utf-8", "surrogateescape"))

    def _take_child(self, child: Child) -> None:
        """A program from before this server: its screen is what its journal tells."""
        workspace = self.session.workspace
        was_closed = find_closed(workspace, child.pane) is not None
        if child.pane not in workspace.panes and not was_closed:
            log.warning("a program without a pane is let go: %s", child.pid)
            os.close(child.master)
            os.close(child.journal)
            self._keeper.forget(child.pane)
            return
        pty = self._runner.pty_of(child.pane)
        pty.attach(child.master, child.journal, child.pid)
        pane = workspace.panes.get(child.pane) or find_closed(workspace, child.pane)
        if pane is not None and isinstance(pane.run, Shell):
            self._runner.expect_reports(pty)
        whole = pty.replay()
        if pty.emulator.input_modes.alternate_screen or not whole:
            pty.nudge()
        if was_closed:
            self._runner.retirement.retire(child.pane)
        if child.ended:
            self._runner.child_ended(child.pane, child.pid, child.status)

    def _keeper_lost(self) -> None:
        """Nobody would reap or restart any more: a new keeper takes over what lives."""
        if self.over.is_set():
            return
        log.warning("the keeper is gone; starting another one")
        asyncio.get_running_loop().create_task(self._replace_keeper())

    async def _replace_keeper(self) -> None:
        while not await self._greet_new_keeper():
            await asyncio.sleep(BETWEEN_KEEPERS)
        for pty in self.session.ptys.values():
            if pty.fd >= 0:
                self._keeper.adopt(pty.pane, pty.pid, pty.fd, pty.journal_fd)
        self._keeper.hold(self._lock.descriptor)
        self._keeper.ready()

    async def _greet_new_keeper(self) -> bool:
        name = self.session.workspace.session
        log_file = str(log_dir() / f"{self._arguments.session}.log")
        try:
            sock = start_keeper(name, log_file, str(self._path.parent), server_argv(name))
            await self._keeper.greet(sock)
        except (OSError, RemoteProtocolError) as error:
            log.error("a new keeper did not come up: %s", error)
            return False
        return True

    # --- what every pane starts with -------------------------------------------------------------

    def _pane_defaults(self) -> PaneDefaults:
        environment = dict(os.environ) | self._config.env
        editor = self._config.scrollback_editor or environment.get("VISUAL", "")
        return PaneDefaults(
            shell=choose_shell(self._config.default_shell, environment),
            editor=tuple(split_words(editor or environment.get("EDITOR", "") or "vi")),
            term=self._config.term,
            environment=environment,
            socket=str(self._path),
            integration=Integration(
                # Started in the place of another server, this one knows the same key.
                environment.get(INTEGRATION_KEY) or token_hex(16),
                self._config.shell_integration,
            ),
        )

    def _read_config(self) -> None:
        """The options of the config file for new panes, and how all are framed. Raises CommandError
        where there is a mistake in it; then all stays as it was."""
        reading = load_reading(config_file())
        if reading.errors:
            raise CommandError(str(reading.errors[0]))
        before = self._config.frames
        self._config = with_options(reading.config, self._options)
        self._runner.use_defaults(self._pane_defaults())
        if self._config.frames != before:
            self.session.note(FramesChosen(self._config.frames))

    def _new_emulator(self, columns: int, rows: int) -> Emulator:
        terminal = Terminal(columns, rows, history_lines=self._config.scroll_buffer_size)
        outer = self.session.outer_terminal
        terminal.set_colors(outer.foreground, outer.background, outer.cursor, outer.palette)
        return terminal

    # --- the end, and what is written on the way -------------------------------------------------

    def _remember(self) -> None:
        try:
            self._recovery.write(self.session.workspace, self._origin)
        except OSError as error:
            log.error("a crash now would lose the panes' places: %s", error)

    def save(self) -> None:
        self.serializer.save_now()

    def _finish(self) -> None:
        """The user ends the session."""
        self._leave("exited", Bye("exited"))

    def interrupt(self) -> None:
        """The system ends the session; it is to come back by itself."""
        self._leave("running", Bye("exited", "mux was asked to stop; the session is saved"))

    def hang_up(self) -> None:
        """The user logs out, and all that runs in the panes may be told so too; or somebody wants
        the session saved."""
        self.serializer.save_now(interrupted=True)
        self._endings.hang_up()

    def upgrade(self) -> None:
        """Makes room for a server of the version that is installed now; all programs live on."""
        if self.over.is_set():
            return
        log.info("leaving for another server")
        self._has_successor = True
        self.serializer.save_now()
        self.serializer.stop()
        self._remember()
        self._keeper.restart(server_argv(self.session.workspace.session))
        self.over.set()

    def _leave(self, state: str, farewell: Bye) -> None:
        if self.over.is_set():
            return
        self._clear_attempts()
        self.serializer.save_now(state, interrupted=state == "running")
        self.serializer.stop()
        self.session.tell_all(farewell)
        self.over.set()

    async def end(self) -> None:
        for pty in self.session.ptys.values():
            pty.detach()
        self._copying.close()
        if self.session.hub is not None:
            self.session.hub.close()
        if not self._has_successor:
            self._keeper.goodbye(kill=True)
            self._recovery.remove()
            self._lock.release()
        await asyncio.sleep(0)
        self._keeper.close()

    def _rename(self, name: str) -> None:
        """Moves the saved session, then the socket. Raises CommandError: then nothing has moved."""
        path = socket_path(name, self._path.parent)
        try:
            self.serializer.rename(name)
        except StoreError as error:
            self.session.keep_name(self._path.stem)
            raise CommandError(f"can't rename: {error.message}") from None
        self._lock.moved(self._arguments.sessions_dir / name)
        if self.session.hub is not None:
            self.session.hub.move(path)
        self._recovery.remove()
        self._path = path
        self._recovery = RecoveryFile(path.with_suffix(".state"))
        self._keeper.rename(name, server_argv(name))
        self._remember()


def _summarize(report: RestoreReport) -> Toast:
    """How many panes came back how; whether there is more to say."""
    levels = ", ".join(f"{count} {level}" for level, count in report.counts.items())
    if report.whole:
        return Toast(f"Session restored: {levels}")
    return Toast(f"Session restored: {levels}; mux restore-report tells what is missing", "warning")


def retention_limits(config: Config) -> Limits:
    return Limits(
        config.keep_exited_days, config.keep_exited_count, config.keep_exited_megabytes * MEGABYTE
    )


def server_argv(name: str = "") -> list[str]:
    """How this server was started; what only its first start needs is left out. `name`: renamed."""
    argv = [sys.executable, "-P", "-m", "mux.server"]
    words = iter(sys.argv[1:])
    for word in words:
        if word in ("--ready-fd", "--keeper-fd"):
            next(words, None)
        elif word == "--session" and name:
            argv += [word, name]
            next(words, None)
        elif word != "--recover":
            argv.append(word)
    return argv
