"""The public classes in the shape that suites of terminal tests drive: an adaptor, no more."""

from mux.dataclass import dataclass
from mux.term.ansi import plain_text
from mux.term.emulator import Reply
from mux.term.keys import encode_char, encode_key
from mux.term.mouse import encode_mouse
from mux.term.paste import encode_focus, encode_paste
from mux.term.style import RGB, link_of, style_of
from mux.term.terminal import Terminal

Colour = int | tuple[int, int, int] | None
"""A palette index, red, green and blue of 0 to 255, or None for the default."""

_WHEEL = {4: "wheel-up", 5: "wheel-down", 6: "wheel-left", 7: "wheel-right"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it looks. The second half of a wide character has no text and no width."""

    text: str
    width: int
    fg: Colour
    bg: Colour
    bold: bool
    dim: bool
    italic: bool
    underline: int
    blink: bool
    reverse: bool
    hidden: bool
    strike: bool
    overline: bool
    underline_colour: Colour
    link: str | None


def _describe_colour(colour: int) -> Colour:
    if colour >= RGB:
        return colour >> 16 & 255, colour >> 8 & 255, colour & 255
    return colour - 1 if colour else None


def _describe_cell(text: str, width: int, style_id: int) -> Cell:
    style = style_of(style_id)
    link = link_of(style_id)
    return Cell(
        text=text,
        width=width,
        fg=_describe_colour(style.fg),
        bg=_describe_colour(style.bg),
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        blink=style.blink,
        reverse=style.reverse,
        hidden=style.hidden,
        strike=style.strike,
        overline=style.overline,
        underline_colour=_describe_colour(style.underline_colour),
        link=link[1] if link else None,
    )


class Conformance:
    """One terminal under test. Modifiers: 1 shift, 2 alt, 4 control, added up."""

    def __init__(self, columns: int, rows: int, history: int = 1000) -> None:
        self.terminal = Terminal(columns, rows, history_lines=history, report_titles=True)
        self._replies = bytearray()
        self._mouse = (0, 0)
        self._held = 3  # the mouse button that is down; 3 for none

    def feed(self, data: bytes) -> None:
        for event in self.terminal.feed(data):
            if isinstance(event, Reply):
                self._replies += event.data
        self.terminal.settle()

    def replies(self) -> bytes:
        """What was answered or typed since the last call."""
        replies = bytes(self._replies)
        self._replies.clear()
        return replies

    def resize(self, columns: int, rows: int) -> None:
        self.terminal.resize(columns, rows)

    @property
    def display(self) -> list[str]:
        return self.terminal.screen.display

    @property
    def cursor(self) -> tuple[int, int]:
        cursor = self.terminal.cursor
        return cursor.x, cursor.y

    @property
    def history(self) -> list[str]:
        """The rows above the screen, without blanks at their ends."""
        rows = self.terminal.history.rows(0, len(self.terminal.history))
        return ["".join(run.text for run in row).rstrip() for row in rows]

    def cell(self, x: int, y: int) -> Cell:
        row = self.terminal.screen.grid[y]
        text = row.cells[x]
        width = 0 if not text else 2 if row.cells[x + 1 : x + 2] == [""] else 1
        return _describe_cell(text, width, row.styles[x])

    def pen(self) -> Cell:
        """How text printed next would look."""
        return _describe_cell(" ", 1, self.terminal.screen.cursor.style)

    def wrapped(self, y: int) -> bool:
        """Whether the row's line goes on in the next row."""
        return self.terminal.screen.grid[y].wrapped

    def lines(self) -> list[str]:
        """History and screen as logical lines, without styles."""
        return [plain_text(line) for line in self.terminal.contents()]

    # --- input -------------------------------------------------------------------------------

    def _type(self, data: bytes) -> bytes:
        self._replies += data
        return data

    def key(self, name: str, modifiers: int = 0) -> bytes:
        return self._type(encode_key(name, modifiers, self.terminal.input_modes))

    def char(self, character: str, modifiers: int = 0) -> bytes:
        return self._type(encode_char(character, modifiers, self.terminal.input_modes))

    def paste(self, text: str) -> bytes:
        return self._type(encode_paste(text, self.terminal.input_modes))

    def focus(self, gained: bool) -> bytes:
        return self._type(encode_focus(gained, self.terminal.input_modes))

    def mouse_move(self, x: int, y: int, modifiers: int = 0) -> bytes:
        if (x, y) == self._mouse:
            return b""
        self._mouse = x, y
        return self._send_mouse("move", self._held, modifiers)

    def mouse_button(self, number: int, pressed: bool, modifiers: int = 0) -> bytes:
        """Buttons from 1 (left) on; 4 to 7 are the wheel's directions."""
        if number in _WHEEL:
            return self._send_mouse(_WHEEL[number], 3, modifiers) if pressed else b""
        button = number - 1 if number < 4 else number
        self._held = button if pressed else 3
        return self._send_mouse("press" if pressed else "release", button, modifiers)

    def _send_mouse(self, action: str, button: int, modifiers: int) -> bytes:
        x, y = self._mouse
        modes = self.terminal.input_modes
        return self._type(encode_mouse(action, button, x, y, modifiers << 2, modes))


def factory(columns: int, rows: int, history: int = 1000) -> Conformance:
    """A terminal under test with so many lines of history."""
    return Conformance(columns, rows, history)
