"""What the server last said this client shows: tabs, panes, and the rows of each pane.

Holds no truth of its own: everything here came with View and Rows, and is replaced by the next.
"""

from collections.abc import Mapping
from typing import Any

from mux.client.rows import RowStrip, Run
from mux.client.selection import Selection
from mux.client.styles import Depth, style_sequence
from mux.core.geometry import Region, Size
from mux.dataclass import dataclass, field, replace
from mux.protocol.framing import RemoteProtocolError
from mux.protocol.messages import Rows, View

WELCOME = "session-manager"  # a pane of the layout language that stands for our screen
FAILED, BUSY, PAUSED = 2, 3, 4  # states of OSC 9;4
LARGEST_SIDE = 10_000  # cells; beyond it a size is a fault, not a screen


@dataclass(frozen=True, slots=True)
class TabView:
    id: int
    number: int
    name: str
    active: bool = False
    bell: bool = False
    color: str = ""
    sync: bool = False
    zoomed: bool = False
    layout: str = ""  # the swap layout in force
    activity: bool = False  # output that nobody has seen
    progress: str = ""  # of a program in it, as words


@dataclass(frozen=True, slots=True)
class PaneView:
    """A pane's place in the workspace. See the View message for the fields."""

    id: int
    frame: Region
    content: Region
    border: str = "full"  # full | title | none
    title: str = ""
    floating: bool = False
    pinned: bool = False
    state: str = "running"
    exit_status: int | None = None
    command: str = ""
    cwd: str = ""
    bell: bool = False
    mode: str = ""  # what copy mode says of itself; "" while the pane is not in it


@dataclass(frozen=True, slots=True)
class PaneModes:
    """What the pane's program asked of the keyboard and the mouse."""

    app_cursor: bool = False
    app_keypad: bool = False
    focus_events: bool = False
    mouse: int = 0
    kitty_flags: int = 0
    modify_other_keys: int = 0
    alternate_screen: bool = False
    alternate_scroll: bool = False


@dataclass(slots=True)
class PaneScreen:
    """The rows that a pane shows. `dirty` are those to be painted."""

    rows: dict[int, RowStrip] = field(default_factory=dict)
    dirty: set[int] = field(default_factory=set)
    cursor_x: int = 0
    cursor_y: int = 0
    cursor_visible: bool = False
    cursor_shape: int = 0
    modes: PaneModes = PaneModes()
    scroll: int = 0
    history: int = 0
    reverse: bool = False


class Scene:
    def __init__(self, depth: Depth) -> None:
        self.depth = depth
        self.bells = True  # whether a bell leaves a mark
        self.session = ""
        self.tabs: tuple[TabView, ...] = ()
        self.panes: tuple[PaneView, ...] = ()
        self.focus = 0
        self.size = Size(0, 0)
        self.bars: list[dict[str, Any]] | None = None
        self.saved: Mapping[str, Any] = {}
        self.screens: dict[int, PaneScreen] = {}
        self.selection: Selection | None = None

    def take_view(self, view: View) -> None:
        """Raises RemoteProtocolError, and changes nothing, if a field is not what it must be."""
        try:
            tabs = tuple(read_tab(tab) for tab in view.tabs)
            panes = tuple(read_pane(pane) for pane in view.panes)
            if not self.bells:
                tabs = tuple(replace(tab, bell=False) for tab in tabs)
                panes = tuple(replace(pane, bell=False) for pane in panes)
            size = Size(*(_side(length) for length in view.size))
        except (KeyError, TypeError, ValueError) as error:
            raise RemoteProtocolError(f"view: {error!r}") from None
        self.session, self.tabs, self.panes = view.session, tabs, panes
        self.focus, self.size, self.bars, self.saved = view.focus, size, view.bars, view.saved
        shown = {pane.id for pane in panes}
        self.screens = {pane: self.screen(pane) for pane in shown}
        if self.selection is not None and self.selection.pane not in shown:
            self.selection = None

    def take_rows(self, rows: Rows) -> bool:
        """Whether a frame now says something else (how far its pane is scrolled).

        Raises RemoteProtocolError if a field is not what it must be.
        """
        screen = self.screen(rows.pane)
        scrolled = screen.scroll, screen.history if screen.scroll else 0
        try:
            for name, runs in rows.rows.items():
                y = int(name)
                screen.rows[y] = self._strip_of(runs)
                screen.dirty.add(y)
            screen.cursor_x, screen.cursor_y, visible, screen.cursor_shape = rows.cursor
            screen.scroll, screen.history = rows.scroll
            screen.modes = read_modes(rows.modes)
        except (IndexError, TypeError, ValueError) as error:
            raise RemoteProtocolError(f"rows: {error!r}") from None
        screen.cursor_visible = bool(visible)
        if screen.reverse != rows.reverse:
            screen.reverse = rows.reverse
            screen.dirty.update(screen.rows)
        return scrolled != (screen.scroll, screen.history if screen.scroll else 0)

    def _strip_of(self, runs: list[Any]) -> RowStrip:
        depth = self.depth
        return RowStrip(
            Run(style_sequence(run[0], depth), run[1], run[2])
            if len(run) == 3
            else Run(style_sequence(run[0], depth), run[1], run[2], ascii_uri(run[3]))
            for run in runs
        )

    def screen(self, pane: int) -> PaneScreen:
        found = self.screens.get(pane)
        if found is None:
            found = self.screens[pane] = PaneScreen()
        return found

    @property
    def focused(self) -> PaneView | None:
        return next((pane for pane in self.panes if pane.id == self.focus), None)

    @property
    def is_welcome(self) -> bool:
        """Whether there is nothing but the place of the session manager."""
        return (
            len(self.tabs) == 1
            and all(pane.command == WELCOME for pane in self.panes)
            and bool(self.panes)
        )

    @property
    def active_tab(self) -> TabView | None:
        return next((tab for tab in self.tabs if tab.active), None)

    def pane_at(self, x: int, y: int) -> PaneView | None:
        """The pane on top at a cell of the workspace, its frame included."""
        return next((pane for pane in reversed(self.panes) if pane.frame.contains(x, y)), None)

    def forget(self) -> None:
        """Everything: what a server said does not hold for the next one."""
        self.tabs, self.panes, self.screens, self.selection = (), (), {}, None


def read_tab(fields: Mapping[str, Any]) -> TabView:
    return TabView(
        id=int(fields["id"]),
        number=int(fields["number"]),
        name=printable(str(fields["name"])),
        active=bool(fields.get("active")),
        bell=bool(fields.get("bell")),
        color=str(fields.get("color") or ""),
        sync=bool(fields.get("sync")),
        zoomed=bool(fields.get("zoomed")),
        layout=printable(str(fields.get("layout") or "")),
        activity=bool(fields.get("activity")),
        progress=progress_words(fields.get("progress")),
    )


def progress_words(progress: Any) -> str:
    """OSC 9;4 as words: `42%`, `42% failed`, `42% paused`, `busy`. [state, percent] or nothing."""
    if not progress:
        return ""
    state, percent = (int(number) for number in progress)
    if state == BUSY:
        return "busy"
    return f"{percent}%" + {FAILED: " failed", PAUSED: " paused"}.get(state, "")


def read_pane(fields: Mapping[str, Any]) -> PaneView:
    status = fields.get("exit_status")
    return PaneView(
        id=int(fields["id"]),
        frame=Region(*(_side(length) for length in fields["frame"])),
        content=Region(*(_side(length) for length in fields["content"])),
        border=str(fields.get("border", "full")),
        title=printable(str(fields.get("title") or "")),
        floating=bool(fields.get("floating")),
        pinned=bool(fields.get("pinned")),
        state=str(fields.get("state", "running")),
        exit_status=None if status is None else int(status),
        command=printable(str(fields.get("command") or "")),
        cwd=str(fields.get("cwd") or ""),
        bell=bool(fields.get("bell")),
        mode=printable(str(fields.get("mode") or "")),
    )


def read_modes(fields: Mapping[str, int]) -> PaneModes:
    return PaneModes(
        app_cursor=bool(fields.get("app_cursor")),
        app_keypad=bool(fields.get("app_keypad")),
        focus_events=bool(fields.get("focus_events")),
        mouse=int(fields.get("mouse", 0)),
        kitty_flags=int(fields.get("kitty_flags", 0)),
        modify_other_keys=int(fields.get("modify_other_keys", 0)),
        alternate_screen=bool(fields.get("alternate_screen")),
        alternate_scroll=bool(fields.get("alternate_scroll")),
    )


def printable(text: str) -> str:
    """The text without what a terminal would obey instead of show."""
    return "".join(c for c in text if c.isprintable())


def ascii_uri(uri: str) -> str:
    """The URI if it can stand in OSC 8 as it is (printable ASCII), else none."""
    return uri if uri.isascii() and uri.isprintable() else ""


def _side(length: Any) -> int:
    if not isinstance(length, int) or not -LARGEST_SIDE <= length <= LARGEST_SIDE:
        raise ValueError(f"a length of {length!r}")
    return length
