"""The terminal that mux runs in during a test: a stock pyte screen, and answers to what is asked.

It shares no code with mux. pyte knows neither private CSI markers nor DCS, so a tokenizer in front
of it takes those out, keeps the modes that were set, and replies as xterm would.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import pyte

_TOKEN = re.compile(
    rb"\x1b\[(?P<marker>[<=>?]?)(?P<params>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    rb"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|\x1b[P_^X](?P<string>[^\x1b]*)\x1b\\"
    rb"|\x1b(?P<esc>[ #%()*+\-./][0-~]|[0-9:;<=>?@-OQ-WYZ\\`-~])"
    rb"|(?P<text>[^\x1b]+)"
)
_LONGEST_SEQUENCE = 1 << 20  # bytes; what is still unfinished then never was a sequence
_PRIMARY_ATTRIBUTES = b"\x1b[?62;22c"
_FOREGROUND, _BACKGROUND = "rgb:d8d8/d8d8/d8d8", "rgb:1010/1010/1010"


class Cell(NamedTuple):
    text: str
    foreground: str
    background: str
    bold: bool
    underscore: bool
    reverse: bool


class OuterTerminal:
    """Bytes in; a screen, modes and replies out. Sizes are (columns, rows)."""

    def __init__(self, columns: int, rows: int, reply: Callable[[bytes], None]) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._reply = reply
        self._rest = b""
        self._saved: tuple[list[str], int, int] = ([], 0, 0)
        self.private_modes: set[int] = {7, 25}  # set as a terminal is when it starts
        self.kitty_flags: list[int] = []
        self.clipboard: list[bytes] = []
        self.title = ""
        self.bells = 0
        self.left_by_alternate: list[str] = []

    # --- what is shown -------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self._screen.display]

    @property
    def cursor(self) -> tuple[int, int]:
        """(x, y), counted from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    @property
    def cursor_visible(self) -> bool:
        return 25 in self.private_modes

    @property
    def on_alternate_screen(self) -> bool:
        return bool(self.private_modes & {47, 1047, 1049})

    def cells(self, y: int) -> list[Cell]:
        row = self._screen.buffer[y]
        found = (row[x] for x in range(self._screen.columns))
        return [Cell(c.data, c.fg, c.bg, c.bold, c.underscore, c.reverse) for c in found]

    # --- what comes in -------------------------------------------------------------------------

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)

    def feed(self, received: bytes) -> None:
        received = self._rest + received
        at = 0
        while token := _TOKEN.match(received, at):
            at = token.end()
            self._take(token)
        self._rest = received[at:]
        assert len(self._rest) < _LONGEST_SEQUENCE, self._rest[:80]

    def _take(self, token: "re.Match[bytes]") -> None:
        if token["text"] is not None:
            self.bells += token["text"].count(b"\a")
            self._stream.feed(token["text"])
        elif token["osc"] is not None:
            self._take_osc(token["osc"])
        elif token["final"] is not None:
            self._take_csi(token)
        elif token["esc"] is not None and token["esc"] not in b"=>":
            self._stream.feed(token[0])

    def _take_osc(self, body: bytes) -> None:
        number, _, rest = body.partition(b";")
        if number in (b"0", b"2"):
            self.title = rest.decode()
        elif number == b"52":
            self.clipboard.append(rest)
        elif number in (b"10", b"11") and rest == b"?":
            colour = _FOREGROUND if number == b"10" else _BACKGROUND
            self._reply(b"\x1b]%b;%b\x1b\\" % (number, colour.encode()))

    def _take_csi(self, token: "re.Match[bytes]") -> None:
        marker, params, final = token["marker"], token["params"], token["final"]
        if token["between"]:
            if (marker, token["between"], final) == (b"?", b"$", b"p"):
                known = 1 if int(params) in self.private_modes else 2
                self._reply(b"\x1b[?%b;%d$y" % (params, known))
        elif marker == b"?" and final in b"hl":
            self._set_modes([int(p) for p in params.split(b";")], final == b"h")
        elif marker == b"?" and final == b"u":
            flags = self.kitty_flags[-1] if self.kitty_flags else 0
            self._reply(b"\x1b[?%du" % flags)
        elif marker == b">" and final == b"u":
            self.kitty_flags.append(int(params or b"0"))
        elif marker == b"<" and final == b"u":
            del self.kitty_flags[-int(params or b"1") :]
        elif marker:
            pass  # secondary attributes and the like: not every terminal answers
        elif final == b"c":
            self._reply(_PRIMARY_ATTRIBUTES)
        elif final == b"n" and params == b"6":
            x, y = self.cursor
            self._reply(b"\x1b[%d;%dR" % (y + 1, x + 1))
        elif final == b"m":
            self._stream.feed(_plain_sgr(token[0]))
        elif final not in b"tu":
            self._stream.feed(token[0])

    def _set_modes(self, modes: list[int], on: bool) -> None:
        for mode in modes:
            was_on = mode in self.private_modes
            (self.private_modes.add if on else self.private_modes.discard)(mode)
            if mode == 1049 and on and not was_on:
                self._enter_alternate()
            elif mode == 1049 and not on and was_on:
                self._leave_alternate()
            elif mode == 6:
                self._stream.feed(b"\x1b[?6h" if on else b"\x1b[?6l")

    def _enter_alternate(self) -> None:
        self._saved = (self.lines, *self.cursor)
        self._stream.feed(b"\x1b[H\x1b[2J")

    def _leave_alternate(self) -> None:
        self.left_by_alternate = self.lines
        lines, x, y = self._saved
        self._stream.feed(b"\x1b[m\x1b[H\x1b[2J" + "\r\n".join(lines).rstrip().encode())
        self._stream.feed(b"\x1b[%d;%dH" % (y + 1, x + 1))


def _plain_sgr(sequence: bytes) -> bytes:
    """pyte knows no colons: underline styles become plain, 38:2::r:g:b becomes 38;2;r;g;b, and an
    underline's colour is dropped."""
    params: list[bytes] = []
    for param in sequence[2:-1].split(b";"):
        parts = param.split(b":")
        if parts[0] in (b"38", b"48") and len(parts) > 2:
            params += [*parts[:2], *([p for p in parts[2:] if p][-3:])]
        elif parts[0] == b"4" and len(parts) == 2:
            params.append(b"24" if parts[1] == b"0" else b"4")
        elif parts[0] not in (b"58", b"59"):
            params.append(param)
    return b"\x1b[" + b";".join(params) + b"m"
