"""A running session: the workspace, its panes, its clients, and what ties them together.

Everything that happens comes in here as an intent (a command or a fact). The core answers with a
new workspace and effects; the effects are performed, sizes are brought in line with the tree, and
every client is told what changed for it.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any, Protocol

from mux.core.arrange import arrange_tab, tab_area
from mux.core.commands import Command, CommandError
from mux.core.effects import Effect
from mux.core.facts import (
    Fact,
    PaneChangedDirectory,
    PaneEnded,
    PaneRang,
    PaneTitled,
    RestoreCommandReported,
)
from mux.core.ids import ClientId, PaneId, TabId
from mux.core.layout import SHELL
from mux.core.lookup import current_tab
from mux.core.model import Tab, Workspace
from mux.core.update import apply
from mux.dataclass import replace
from mux.protocol.messages import Bell, Clipboard, OuterTerminal, Toast
from mux.server.events import drop_overridden
from mux.server.foreground import current_cwd, read_foreground
from mux.server.hub import CODEC, ClientConnection, Hub
from mux.server.pane import PanePty
from mux.server.pane_colours import own_colours
from mux.server.turns import Turns
from mux.server.view import build_view
from mux.term.emulator import (
    ClipboardSet,
    CwdChanged,
    Notified,
    Progressed,
    PromptMarked,
    Rang,
    Reply,
    RestoreCommandSet,
    TermEvent,
    TitleChanged,
)

log = logging.getLogger(__name__)

REDRAWN_WITHIN = 1.0  # seconds after a new size


class Performer(Protocol):
    """Performs what the core decided."""

    def perform(self, effects: tuple[Effect, ...], client: ClientId | None) -> None: ...


class Session:
    """Performs nothing by itself: `performer` does, which is set before the first intent."""

    performer: Performer

    def __init__(
        self,
        workspace: Workspace,
        clock: Callable[[], float] = time.monotonic,
        *,
        shell: str = "",
        wrappers: tuple[str, ...] = (),
    ) -> None:
        self.workspace = workspace
        self.shell = shell  # the user's
        self.wrappers = wrappers  # programs that only start another one
        self.before_last = workspace  # what to save when the last pane closes
        self.ptys: dict[PaneId, PanePty] = {}
        self.hub: Hub | None = None
        self.outer_terminal = OuterTerminal()
        self.options = ""  # the config that came with the layout, as KDL
        self.news: list[Toast] = []  # for the next client that comes
        self.saved: dict[str, Any] = {"at": None, "error": ""}
        self.on_change: Callable[[], None] = lambda: None
        self.turns = Turns()
        self._clock = clock
        self._flush_timer: asyncio.TimerHandle | None = None
        self._views_due = False

    # --- intents -------------------------------------------------------------------------------

    def do(self, intent: Command | Fact, client: ClientId | None = None) -> None:
        """Applies an intent and performs what follows from it. Raises CommandError."""
        change = apply(self.workspace, intent, client)
        self.take(change.workspace, change.effects, client)

    def take(
        self, workspace: Workspace, effects: tuple[Effect, ...], client: ClientId | None
    ) -> None:
        """Makes a workspace the present one and performs its effects."""
        if workspace is not self.workspace:
            self.before_last = self.workspace if not workspace.tabs else workspace
            self.workspace = workspace
            self.on_change()
        self._resize_ptys()
        self.performer.perform(effects, client)
        self._colour_ptys()
        self.show_views()

    def keep_name(self, name: str) -> None:
        """The session could not be renamed."""
        self.workspace = replace(self.workspace, session=name)
        self.on_change()
        self.show_views()

    def note(self, fact: Fact) -> None:
        """Applies a fact; what nobody asked for can't fail for anybody."""
        try:
            self.do(fact)
        except CommandError as error:
            log.warning("%s: %s", type(fact).__name__, error)

    # --- geometry ------------------------------------------------------------------------------

    def size_of(self, pane: PaneId) -> tuple[int, int]:
        """Columns and rows that a pane is to have: from its place, or as large as its tab."""
        for tab in self.workspace.tabs:
            if pane in tab.recent:
                for place in arrange_tab(self.workspace, tab):
                    if place.pane == pane:
                        return place.content.width, place.content.height
                return tab_area(self.workspace, tab.id)
        return self.workspace.size

    def _resize_ptys(self) -> None:
        for tab in self.workspace.tabs:
            for place in arrange_tab(self.workspace, tab):
                pty = self.ptys.get(place.pane)
                if (
                    pty is not None
                    and not place.stacked_title
                    and pty.resize(place.content.width, place.content.height)
                ):
                    pty.resized = self._clock()
                    self.damage(place.pane)

    def _colour_ptys(self) -> None:
        for pane in self.workspace.panes.values():
            pty = self.ptys.get(pane.id)
            if pty is not None and pty.own_colours != (colours := own_colours(pane)):
                pty.own_colours = colours
                self.damage(pane.id)

    # --- what clients see ----------------------------------------------------------------------

    def viewers(self, pane: PaneId) -> list[ClientConnection]:
        """The connections that look at the tab which holds a pane."""
        if self.hub is None:
            return []
        tabs = {tab.id for tab in self.workspace.tabs if pane in tab.recent}
        views = self.workspace.clients
        return [c for c in self.hub.screens if c.client in views and views[c.client].tab in tabs]

    def damage(self, pane: PaneId, rows: set[int] | None = None, *, urgent: bool = False) -> bool:
        """Notes rows of a pane (None: all) as changed, for every client that shows it; whether
        there is one. What is urgent is shown at once."""
        viewers = self.viewers(pane)
        for connection in viewers:
            connection.feed.damage(pane, rows, urgent=urgent)
        if urgent and not self._views_due:
            self._flush()
        else:
            self._schedule_flush()
        return bool(viewers)

    def show_views(self) -> None:
        """Tells every client what changed for it, once per turn of the loop."""
        if not self._views_due:
            self._views_due = True
            asyncio.get_running_loop().call_soon(self.send_views)

    def send_views(self) -> None:
        """Now, so that what is sent next comes after what it is about."""
        self._views_due = False
        if self.hub is None:
            return
        self._note_seen()
        for connection in self.hub.screens:
            view_of = self.workspace.clients.get(connection.client)
            if view_of is None or not self.workspace.tabs:
                continue
            view = build_view(self.workspace, view_of, self.ptys, self.saved)
            encoded = CODEC.encode(view)
            if encoded == connection.last_view:
                continue
            connection.last_view = encoded
            connection.send_bytes(encoded)
            self._damage_new_places(connection, view.panes)
        self._schedule_flush()

    def _note_seen(self) -> None:
        looked_at = {view.tab for view in self.workspace.clients.values()}
        for tab in self.workspace.tabs:
            for pty in map(self.ptys.get, tab.recent) if tab.id in looked_at else ():
                if pty is not None:
                    pty.unseen = False

    def _damage_new_places(self, connection: ClientConnection, panes: list[dict[str, Any]]) -> None:
        """A pane that was not shown, or not at this size, is shown whole."""
        places = {PaneId(p["id"]): tuple(p["content"][2:]) for p in panes}
        for pane, size in places.items():
            if connection.places.get(pane) != size:
                connection.feed.damage(pane, None)
        connection.places = places
        connection.feed.forget(places)

    def _schedule_flush(self) -> None:
        if self._flush_timer is None:
            self._flush_timer = asyncio.get_running_loop().call_later(0, self._flush)

    def acknowledge(self, connection: ClientConnection, serial: int) -> None:
        connection.feed.acknowledge(serial)
        if connection.feed.waiting:
            self._schedule_flush()

    def _flush(self) -> None:
        """Sends every client the frame that it can take now, and plans the next turn."""
        if self._flush_timer is not None:
            self._flush_timer.cancel()
            self._flush_timer = None
        if self.hub is None:
            return
        next_turn: float | None = None
        for connection in self.hub.screens:
            feed = connection.feed
            if not feed.waiting:
                continue
            due = feed.ready_at()
            if due is not None and due <= self._clock():
                feed.flush(self.ptys, self._clock)
                due = feed.ready_at() if feed.waiting else None
                due = None if due is None else max(due, self._clock() + 0.005)
            if due is not None:
                next_turn = due if next_turn is None else min(next_turn, due)
        if next_turn is not None:
            delay = max(0.0, next_turn - self._clock())
            self._flush_timer = asyncio.get_running_loop().call_later(delay, self._flush)

    # --- what programs do ------------------------------------------------------------------------

    def pane_spoke(self, pane: PaneId, events: list[TermEvent]) -> None:
        """A pane's emulator took output: show it, and answer what it asked."""
        pty = self.ptys.get(pane)
        if pty is None:
            return
        rows = pty.emulator.take_damage()
        if (rows or events) and pty.copying is None:
            awaited, pty.awaited = pty.awaited, False
            seen = self.damage(pane, None if pty.scroll else rows, urgent=awaited)
            if rows and not seen and pty.unseen is False:
                self._note_unseen(pty)
        for event in drop_overridden(events):
            self._handle_event(pty, event)

    def _note_unseen(self, pty: PanePty) -> None:
        """Marks output that nobody sees; not what a program draws anew for a new size."""
        if self._clock() - pty.resized > REDRAWN_WITHIN:
            pty.unseen = True
            self.show_views()

    def _handle_event(self, pty: PanePty, event: TermEvent) -> None:
        match event:
            case Reply(data):
                pty.write(data)
            case TitleChanged(title):
                self.note(PaneTitled(pty.pane, title))
            case Rang():
                self.note(PaneRang(pty.pane))
                self._tell_viewers(pty.pane, Bell())
            case CwdChanged(path, _):
                pty.reported_cwd = path
            case PromptMarked():
                self._note_mark(pty, event)
            case RestoreCommandSet(command):
                self.note(RestoreCommandReported(pty.pane, command))
            case ClipboardSet(selection, text):
                self._tell_viewers(pty.pane, Clipboard(text, selection or "c"))
            case Notified(title, body):
                self._notify(pty.pane, f"{title}: {body}" if title else body)
            case Progressed(state, percent):
                pty.progress = (state, percent) if state else None
                self.show_views()

    def _note_mark(self, pty: PanePty, mark: PromptMarked) -> None:
        """What a program asked for itself by its output does not outlive it."""
        if mark.mark == "D" and pty.progress is not None:
            pty.progress = None
            self.show_views()
        if pty.reports.note(mark) and mark.mark == "D":
            self.note(RestoreCommandReported(pty.pane, ""))

    def pane_ended(self, pane: PaneId, status: int) -> None:
        """The pane's program ended; what it wrote last is shown before the pane reacts."""
        pty = self.ptys.get(pane)
        if pty is None:
            return
        self.pane_spoke(pane, pty.read_rest())
        pty.progress = None
        pty.detach()
        self.note(PaneEnded(pane, status))

    def outer_terminal_answered(self, answers: OuterTerminal) -> None:
        """Programs that ask for colours are answered what the client's terminal said."""
        self.outer_terminal = answers
        for pty in self.ptys.values():
            events = pty.emulator.set_colors(
                answers.foreground, answers.background, answers.cursor, answers.palette
            )
            self.pane_spoke(pty.pane, list(events))

    # --- telling ---------------------------------------------------------------------------------

    def _notify(self, pane: PaneId, text: str) -> None:
        """Tells those who don't see for themselves what a program wants noticed."""
        viewers = self.viewers(pane)
        for connection in self.hub.screens if self.hub is not None else ():
            if connection not in viewers:
                connection.send(Toast(text, "notification"))

    def _tell_viewers(self, pane: PaneId, message: Any) -> None:
        for connection in self.viewers(pane):
            connection.send(message)

    def tell_all(self, message: Any) -> None:
        if self.hub is not None:
            for connection in self.hub.screens:
                connection.send(message)

    def tell(self, client: ClientId | None, message: Any) -> None:
        """Tells one client, or all of them."""
        connection = self.hub.get(client) if self.hub is not None and client is not None else None
        if connection is not None:
            connection.send(message)
        elif client is None:
            self.tell_all(message)

    def refresh_directory(self, client: ClientId | None) -> None:
        """Tells the core where the focused pane is now: new panes open there."""
        tab = current_tab(self.workspace, client) if self.workspace.tabs else None
        pty = self.ptys.get(tab.focus) if tab is not None else None
        if pty is None or pty.fd < 0:
            return
        found = read_foreground(pty.fd, pty.pid)
        cwd = current_cwd(found, SHELL, pty.reports, pty.reported_cwd)
        if cwd:
            self.note(PaneChangedDirectory(pty.pane, cwd))

    def focused_pane(self, client: ClientId) -> PaneId | None:
        """The pane that a client types into."""
        view = self.workspace.clients.get(client)
        tab = _find(self.workspace.tabs, view.tab) if view is not None else None
        return tab.focus if tab is not None else None


def _find(tabs: tuple[Tab, ...], wanted: TabId) -> Tab | None:
    return next((tab for tab in tabs if tab.id == wanted), None)
