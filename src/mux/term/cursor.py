"""The cursor: where text goes, and how it will look when it gets there."""

import pyte
from pyte.screens import Char

from mux.term.charsets import CharacterSet
from mux.term.style import RGB, Style, style_of

_NAMES = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")


class TextCursor(pyte.screens.Cursor):
    """What DECSC saves: position, pending wrap, style, character sets, and origin mode.

    `x` is less than the screen's width always. `pending`: the last column was printed in, and the
    next character wraps first (DEC STD 070's "last column flag").
    """

    __slots__ = ("charsets", "left_set", "origin", "pending", "style")

    def __init__(self) -> None:
        self.x = 0
        self.y = 0
        self.pending = False
        self.style = 0
        self.charsets: list[CharacterSet] = [None, None, None, None]  # G0 to G3
        self.left_set = 0  # which of them is in GL
        self.origin = False  # DECOM, as of the time it was saved
        self.hidden = False

    def copy(self) -> "TextCursor":
        twin = TextCursor()
        twin.x, twin.y, twin.pending = self.x, self.y, self.pending
        twin.style, twin.charsets = self.style, self.charsets.copy()
        twin.left_set, twin.origin, twin.hidden = self.left_set, self.origin, self.hidden
        return twin

    @property
    def attrs(self) -> Char:  # type: ignore[override]
        """The style in pyte's terms."""
        return make_char(" ", style_of(self.style))


def make_char(text: str, style: Style) -> Char:
    """A cell in pyte's terms."""
    return Char(
        text,
        fg=_name_colour(style.fg),
        bg=_name_colour(style.bg),
        bold=style.bold,
        italics=style.italic,
        underscore=bool(style.underline),
        strikethrough=style.strike,
        reverse=style.reverse,
        blink=style.blink,
    )


def _name_colour(colour: int) -> str:
    """pyte's name of a colour: a word for the first 16, else six hex digits."""
    if colour == 0:
        return "default"
    if colour >= RGB:
        return f"{colour & 0xFFFFFF:06x}"
    index = colour - 1
    if index < 16:
        return ("bright" if index > 7 else "") + _NAMES[index % 8]
    return str(pyte.graphics.FG_BG_256[index])
