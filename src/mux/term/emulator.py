"""What the rest of mux knows of an emulator: bytes in; rows, damage and events out."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from mux.dataclass import dataclass
from mux.term.marks import Mark


class StyledRun(NamedTuple):
    """Neighbouring cells of one style. `cells` is their width; `text` may be longer or shorter."""

    style: int  # see mux.term.style: an interned id, 0 = default
    text: str
    cells: int


@dataclass(frozen=True, slots=True)
class Cursor:
    """x < columns always; `shape` is DECSCUSR's parameter 0 to 6 (0: the terminal's own)."""

    x: int
    y: int
    visible: bool
    shape: int


@dataclass(frozen=True, slots=True)
class InputModes:
    """The modes that decide what keys, mouse and pastes turn into."""

    app_cursor: bool = False  # DECCKM
    app_keypad: bool = False  # DECKPAM
    newline: bool = False  # LNM
    bracketed_paste: bool = False  # 2004
    focus_events: bool = False  # 1004
    mouse: int = 0  # 0, 9, 1000, 1002 or 1003
    mouse_encoding: int = 0  # 0 (X10), 1005, 1006, 1015 or 1016
    alternate_scroll: bool = False  # 1007
    kitty_flags: int = 0
    modify_other_keys: int = 0
    alternate_screen: bool = False
    backarrow_backspace: bool = False  # DECBKM


@dataclass(frozen=True, slots=True)
class TermEvent:
    """Root of what an emulator reports."""


@dataclass(frozen=True, slots=True)
class Reply(TermEvent):
    """Bytes that the terminal answers; to be written to the pty."""

    data: bytes


@dataclass(frozen=True, slots=True)
class TitleChanged(TermEvent):
    title: str


@dataclass(frozen=True, slots=True)
class Rang(TermEvent):
    """BEL."""


@dataclass(frozen=True, slots=True)
class CwdChanged(TermEvent):
    """OSC 7, OSC 9;9 and OSC 1337 CurrentDir. `host` is "" where none was named."""

    path: str
    host: str


@dataclass(frozen=True, slots=True)
class ClipboardSet(TermEvent):
    """OSC 52."""

    selection: str
    text: str


@dataclass(frozen=True, slots=True)
class Notified(TermEvent):
    """OSC 9, 99 and 777."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Progressed(TermEvent):
    """OSC 9;4. `state`: 0 none, 1 normal, 2 error, 3 indeterminate, 4 paused; percent 0 to 100."""

    state: int
    percent: int


@dataclass(frozen=True, slots=True)
class PromptMarked(TermEvent):
    """OSC 133 and 633. `mark`: A prompt, B input, C output, D done, E command line reported.

    `nonce` is what the mark brings to prove that the shell itself sent it, and no program's output;
    `cwd` and `certain` belong to E: where the command was typed, and whether the shell is sure that
    it is this one.
    """

    mark: str
    status: int | None = None
    command: str = ""
    nonce: str = ""
    cwd: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class RestoreCommandSet(TermEvent):
    """The program asks to be brought back by another command. Never to be trusted: ask first."""

    command: str


class History(Protocol):
    """Lines that left the screen, as ANSI text: logical lines, soft wraps joined."""

    def __len__(self) -> int:
        """Rows at the present width."""
        ...

    def lines(self, last: int | None = None) -> Sequence[str]:
        """Logical lines as ANSI text without line ends, oldest first; only the `last` ones."""
        ...

    def clear(self) -> None: ...


class Emulator(Protocol):
    """One terminal. Not safe for threads. `feed` never raises, whatever the bytes are."""

    @property
    def columns(self) -> int: ...

    @property
    def rows(self) -> int: ...

    def feed(self, data: bytes) -> list[TermEvent]: ...

    def resize(self, columns: int, rows: int) -> None: ...

    @property
    def cursor(self) -> Cursor: ...

    @property
    def input_modes(self) -> InputModes: ...

    @property
    def title(self) -> str: ...

    @property
    def synchronized(self) -> bool:
        """Whether the program asked to hold repaints (mode 2026)."""
        ...

    @property
    def history(self) -> History: ...

    @property
    def reverse_screen(self) -> bool:
        """DECSCNM: the painter swaps foreground and background of the whole pane."""
        ...

    @property
    def scrolled_rows(self) -> int:
        """Rows that have gone into history so far, a count that only grows (but for a resize)."""
        ...

    def set_colors(
        self, foreground: str, background: str, cursor: str, palette: Mapping[str, str]
    ) -> Sequence[TermEvent]:
        """What the outer terminal answered about its colours ("rgb:rrrr/gggg/bbbb", "" unknown);
        `palette` maps "0" to "255". Programs that ask are told these. Returns the report that a
        program wants when dark turned to light or the other way round (mode 2031)."""
        ...

    def set_cell_pixels(self, width: int, height: int) -> None:
        """The size of a cell in the outer terminal, for programs that ask; 0 where unknown."""
        ...

    def take_damage(self) -> set[int]:
        """Screen rows changed since the last call."""
        ...

    def row(self, y: int) -> list[StyledRun]:
        """A row of the screen; the cells of its runs sum up to `columns`."""
        ...

    def view(self, offset: int, count: int) -> list[list[StyledRun]]:
        """`count` rows of history and screen, the first `offset` rows above the screen's top."""
        ...

    def contents(self, history_lines: int | None = None) -> list[str]:
        """History (all, or the last so many lines) and main screen as logical lines of ANSI text.

        Trailing blank lines of the screen are left out. Feeding the lines joined by CR LF into a
        fresh emulator of the same size shows the same text in the same styles.
        """
        ...

    def shown_lines(self) -> list[str]:
        """History and the screen in use as logical lines, blank ones at its end included."""
        ...

    @property
    def first_line(self) -> int:
        """The oldest line's number, counted from the first that the terminal ever held."""
        ...

    def marks(self) -> Sequence[Mark]:
        """What the shell marked (OSC 133), by the numbers of lines, the oldest first."""
        ...

    def checkpoint(self, history_bytes: int) -> bytes:
        """What makes another terminal of the same size the same: text, modes, cursor; with about so
        many bytes of the history. Empty in the middle of a sequence: ask again later."""
        ...
