"""Everything that a client and a server say to each other, on one page.

Each message is a frozen dataclass of plain JSON values; on the wire it is an object whose "type" is
the class name in kebab case. VERSION is raised whenever a field changes its meaning.
"""

from typing import Any

from mux.dataclass import dataclass, field

VERSION = 1


@dataclass(frozen=True, slots=True)
class Message:
    """Root of all messages."""


# --- a client, or a command line, to the server -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hello(Message):
    """Always first. role: "client" (has a screen) or "command" (asks and goes)."""

    version: int
    role: str
    width: int = 0  # of the workspace: the screen without the client's own bars
    height: int = 0
    pid: int = 0


@dataclass(frozen=True, slots=True)
class Resize(Message):
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Do(Message):
    """A command of mux.core.commands by its name; answered by Done with the same request number,
    after the View that shows what it changed.

    `request` 0 wants no answer unless the command fails; then a Toast comes.
    """

    command: str
    arguments: dict[str, Any] = field(default_factory=dict)
    request: int = 0


@dataclass(frozen=True, slots=True)
class Query(Message):
    """Asks for facts: "session", "panes", "tabs", "clients", "layout", "screen", "commands"."""

    what: str
    arguments: dict[str, Any] = field(default_factory=dict)
    request: int = 0


@dataclass(frozen=True, slots=True)
class Mouse(Message):
    """A mouse event inside a pane's content, for the pane's program. Cells count from 0.

    action: press, release, move, wheel-up or wheel-down; button: 0 left, 1 middle, 2 right, 3 none;
    modifiers: shift 4, alt 8, ctrl 16, added up (xterm ctlseqs: Mouse Tracking).
    """

    pane: int
    action: str
    button: int
    x: int
    y: int
    modifiers: int = 0


@dataclass(frozen=True, slots=True)
class Focus(Message):
    """The outer terminal's window gained or lost the focus."""

    gained: bool


@dataclass(frozen=True, slots=True)
class OuterTerminal(Message):
    """What the outer terminal answered about itself; colours as "rgb:rrrr/gggg/bbbb"."""

    foreground: str = ""
    background: str = ""
    cursor: str = ""
    palette: dict[str, str] = field(default_factory=dict)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Ack(Message):
    """The client has painted all frames up to this serial; the server may send more."""

    serial: int


@dataclass(frozen=True, slots=True)
class Leave(Message):
    """The client detaches."""


# --- the server to a client ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Welcome(Message):
    """`options`: config that came with the session's layout, as KDL; it wins over the client's."""

    version: int
    client: int
    session: str
    pid: int
    options: str = ""


@dataclass(frozen=True, slots=True)
class Refused(Message):
    """The connection ends after this; the reason is for the user."""

    reason: str


@dataclass(frozen=True, slots=True)
class Done(Message):
    """The answer to Do and Query."""

    request: int
    ok: bool
    error: str = ""
    result: Any = None


@dataclass(frozen=True, slots=True)
class View(Message):
    """All that this client shows but the rows: sent whole whenever any of it changed.

    tabs:  {id, number, name, active, bell, activity, progress, color, sync, zoomed, panes, layout}
           activity: output that nobody has seen; progress: [state, percent] of OSC 9;4, or null
    panes: {id, frame: [x, y, width, height], content: [x, y, width, height], border, title,
            focused, floating, pinned, state, exit_status, command, level, stacked_title, mode,
            cwd, bell}
           in the order of painting: tiled first, then floating from bottom to top
    size:  [width, height] in use, at most the client's own: the smallest client of the tab decides
    bars:  [{kind, at_bottom}] or null for the client's default
    saved: {at: seconds since the epoch or null, error}
    """

    session: str
    tabs: list[dict[str, Any]]
    panes: list[dict[str, Any]]
    focus: int
    size: list[int]
    bars: list[dict[str, Any]] | None = None
    saved: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Show(Message):
    """Open one of the client's own screens (see the ShowScreen command)."""

    screen: str


@dataclass(frozen=True, slots=True)
class Toast(Message):
    text: str
    severity: str = "information"  # information | warning | error | notification (a program's)


@dataclass(frozen=True, slots=True)
class Clipboard(Message):
    """Text for the outer terminal's clipboard (OSC 52); `selection` as in OSC 52."""

    text: str
    selection: str = "c"


@dataclass(frozen=True, slots=True)
class Bell(Message):
    """Ring the outer terminal's bell."""


@dataclass(frozen=True, slots=True)
class Bye(Message):
    """The server lets the client go. kind: detached, exited, or switch (to session `reason`, and to
    an earlier state of it, or started with a layout, as the SwitchSession command has them)."""

    kind: str
    reason: str = ""
    generation: str = ""
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Rows(Message):
    """Travels as Kind.ROWS: what changed on one pane's screen.

    serial: counts up per client; acknowledged with Ack
    rows:   {y: [[sgr, text, cells], …]}; `sgr` holds the SGR parameters that select the run's style
            from the default one ("" for the default); the cells of a row sum up to the pane's
            content width. A run of a hyperlink has a fourth element, its URI
    cursor: [x, y, visible, shape]; not visible while scrolled
    modes:  {app_cursor, app_keypad, bracketed_paste, focus_events, mouse, kitty_flags,
             modify_other_keys, alternate_screen, alternate_scroll}: what the outer terminal is to
             mirror while the pane has the focus
    scroll: [rows that the view lies above the screen, rows of history]
    """

    serial: int
    pane: int
    rows: dict[str, list[Any]]
    cursor: list[int]
    modes: dict[str, int]
    scroll: list[int]
    reverse: bool = False
