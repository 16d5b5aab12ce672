"""Writes the session while it runs: each tick what changed since the last one, off the hot path.

The loop's thread takes the snapshot, which is values; a thread of its own writes it, so that a slow
disk never holds up a key. One save is under way at a time.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from mux.config.layout_writer import write_layout
from mux.config.models import Config
from mux.config.session_file import SessionHeader, write_session
from mux.core.describe import describe
from mux.core.ids import PaneId
from mux.core.layout import Layout
from mux.core.model import Pane, Workspace
from mux.dataclass import dataclass, replace
from mux.kdl.node import Node
from mux.kdl.writer import write_nodes
from mux.persist.errors import StoreError
from mux.persist.folders import rename_session
from mux.persist.store import SessionStore
from mux.server.beginning import without_standard
from mux.server.inspection import Facts, Inspection
from mux.server.session import Session

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PaneContents:
    pane: PaneId
    lines: list[str]
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is to be written. `contents` holds the panes whose contents changed."""

    workspace: Workspace
    facts: Facts
    contents: tuple[PaneContents, ...]
    private: tuple[PaneId, ...]


class Serializer:
    """`claim` is called when the session's folder was taken away, before it is made anew; `clock`
    gives seconds since the epoch."""

    def __init__(
        self,
        session: Session,
        store: SessionStore,
        config: Config,
        header: SessionHeader,
        standard: Layout,
        claim: Callable[[], None],
        options: tuple[Node, ...] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._session = session
        self._store = store
        self._config = config
        self._header = header
        self._standard = standard
        self._claim = claim
        self._options = options
        self._clock = clock
        self._inspection = Inspection(session)
        self._writer = ThreadPoolExecutor(1, "save")
        self._names: dict[PaneId, str] = {}  # where the contents of panes are saved
        self._written: tuple[Layout, str] | None = None  # what the last save said
        self._text = ""
        self._timer: asyncio.TimerHandle | None = None
        self._saving: asyncio.Task[None] | None = None
        self._taken: dict[PaneId, PaneContents] = {}  # for the next snapshot
        self._stopped = False

    # --- ticks -----------------------------------------------------------------------------------

    def start(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(0, self._tick)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._stopped = True
        self._writer.shutdown(wait=True)

    def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self._config.serialization_interval, self._tick)
        if self._saving is not None and not self._saving.done():
            return
        self._saving = loop.create_task(self._save())
        self._saving.add_done_callback(self._saved)

    async def _save(self) -> None:
        """Takes pane after pane, so that no key waits for all of them."""
        saves = self._config.session_serialization
        lost = self._store.lost
        for pty in tuple(self._session.ptys.values()):
            pty.mark_journal()
            pane = self._session.workspace.panes.get(pty.pane)
            if pane is not None and saves:
                self._take_contents(pane, everything=lost)
            await asyncio.sleep(0)
        if not saves:
            self._inspection.look()
        elif not self._stopped:
            if lost:
                self._claim()
            loop = asyncio.get_running_loop()
            snapshot = self._take_snapshot()
            await loop.run_in_executor(self._writer, self._write, snapshot, "running")

    def _saved(self, saving: "asyncio.Task[None]") -> None:
        """Tells the clients when saving began to fail or works again."""
        if not saving.cancelled():
            self._note_outcome(saving.exception())

    def _note_outcome(self, error: BaseException | None) -> None:
        if error is not None and not isinstance(error, StoreError | OSError):
            log.error("the session can't be saved", exc_info=error)
        told = {"at": self._header.saved or None, "error": str(error) if error else ""}
        if error is not None:
            for pty in self._session.ptys.values():
                pty.unsaved = True  # what the failed save took is to be taken again
            if self._session.saved["error"] != told["error"]:
                log.error("not saved: %s", error)
        if told != self._session.saved:
            self._session.saved = told
            self._session.show_views()

    def save_now(self, state: str = "running", *, interrupted: bool = False) -> None:
        """Writes everything before it returns. `interrupted`: the system is ending programs."""
        if self._stopped:
            return
        snapshot = self._take_snapshot(interrupted)
        if not self._config.session_serialization:
            return
        try:
            self._writer.submit(self._write, snapshot, state).result()
        except Exception as error:  # noqa: BLE001  whatever fails here, the session goes on or ends
            self._note_outcome(error)
        else:
            self._note_outcome(None)

    # --- taking ----------------------------------------------------------------------------------

    def rename(self, name: str) -> None:
        """Moves the saved session. Raises StoreError, and then nothing has moved."""
        folder = self._store.path.parent

        def move() -> None:
            rename_session(folder.parent, folder.name, name)
            self._store.moved(folder.with_name(name))

        self._writer.submit(move).result()

    def write_layout(self, zellij: bool) -> str:
        """The session as it is now, as the text of a layout file."""
        layout = describe(self._session.workspace, self._inspection.look())
        return write_layout(layout, zellij=zellij) + write_nodes(self._options)

    def _take_snapshot(self, interrupted: bool = False) -> Snapshot:
        """Values that no later event changes; of a session that is over, what it was before."""
        session = self._session
        workspace = session.workspace if session.workspace.tabs else session.before_last
        facts = self._inspection.look_back() if interrupted else self._inspection.look()
        lost = self._store.lost
        for pane in workspace.panes.values():
            self._take_contents(pane, everything=lost)
        taken, self._taken = self._taken, {}
        open_panes = {pane.id for pane in workspace.panes.values() if not pane.private}
        contents = tuple(taken[pane] for pane in taken if pane in open_panes)
        private = tuple(pane.id for pane in workspace.panes.values() if pane.private)
        return Snapshot(workspace, facts, contents, private)

    def _take_contents(self, pane: Pane, everything: bool) -> None:
        """Of a pane that changed since they were taken last, or of any."""
        pty = self._session.ptys.get(pane.id)
        if (
            pty is None
            or pane.private
            or not (pty.unsaved or everything)
            or not self._config.pane_viewport_serialization
        ):
            return
        pty.unsaved = False
        lines, state = pty.restored_lines, {}
        if lines is None:  # else nothing has run in it yet: what it came back with is what it is
            limit = self._config.scrollback_lines_to_serialize or None
            lines, state = pty.emulator.contents(limit), pty.saved_state()
        self._taken[pane.id] = PaneContents(pane.id, lines, state)

    # --- writing, in the writer's thread ---------------------------------------------------------

    def _write(self, snapshot: Snapshot, state: str) -> None:
        """Contents first, then the text that names them. Raises StoreError."""
        now = self._clock()
        for contents in snapshot.contents:
            self._names[contents.pane] = self._store.contents.save(
                contents.pane, contents.lines, contents.state, now
            )
        self._forget_gone(snapshot)
        whole = describe(snapshot.workspace, self._with_names(snapshot))
        layout = without_standard(whole, self._standard)
        if (layout, state) != self._written:
            self._header = replace(
                self._header,
                name=snapshot.workspace.session,
                state=state,
                saved=now,
                active=now,
                columns=snapshot.workspace.size.width,
                rows=snapshot.workspace.size.height,
            )
            self._text = write_session(self._header, layout, self._options)
        self._store.save(self._text, now)
        self._written = (layout, state)

    def _forget_gone(self, snapshot: Snapshot) -> None:
        for pane in [p for p in self._names if p not in snapshot.workspace.panes]:
            del self._names[pane]
            self._store.contents.forget(pane)
        for pane in snapshot.private:
            if self._names.pop(pane, None):
                self._store.contents.erase(pane)

    def _with_names(self, snapshot: Snapshot) -> Facts:
        return {
            pane: replace(facts, contents_file=self._names.get(pane, ""))
            for pane, facts in snapshot.facts.items()
        }
