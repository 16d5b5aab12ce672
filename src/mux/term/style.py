"""Styles: how a cell looks, as one value and as one integer.

An id is the style itself, packed into the bits of an int, so there is no table to fill up: a flood
of a million colours costs what its cells cost and nothing stays behind. 0 is the default style.
Only the targets of hyperlinks need a table (see `LinkTable`), and that one is bounded.

    bits 0-7    bold, dim, italic, blink, reverse, hidden, strike, overline
    bits 8-10   underline style (0 none, 1 single, 2 double, 3 curly, 4 dotted, 5 dashed)
    bits 11-35  foreground        bits 36-60  background        bits 61-85  underline colour
    bit  86     protected from selective erase (DECSCA)
    bits 87-    number of the hyperlink, 0 for none

A colour is an int too: 0 the default, 1 to 256 the palette's entries 0 to 255, and from `RGB` on
24 bits of red, green and blue.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache

BOLD, DIM, ITALIC, BLINK, REVERSE, HIDDEN, STRIKE, OVERLINE = (1 << bit for bit in range(8))
_UNDERLINE_SHIFT, _FG_SHIFT, _BG_SHIFT, _UNDERLINE_COLOUR_SHIFT = 8, 11, 36, 61
_COLOUR = (1 << 25) - 1
UNDERLINE_MASK = 7 << _UNDERLINE_SHIFT
FG_MASK = _COLOUR << _FG_SHIFT
BG_MASK = _COLOUR << _BG_SHIFT
UNDERLINE_COLOUR_MASK = _COLOUR << _UNDERLINE_COLOUR_SHIFT
PROTECTED = 1 << 86
_LINK_SHIFT = 87
_SGR_MASK = PROTECTED - 1  # what SGR can change

RGB = 1 << 24
"""From here on a colour is RGB | red << 16 | green << 8 | blue."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks. Colours are encoded as the module says; `link` is a hyperlink's number."""

    fg: int = 0
    bg: int = 0
    underline_colour: int = 0
    underline: int = 0
    bold: bool = False
    dim: bool = False
    italic: bool = False
    blink: bool = False
    reverse: bool = False
    hidden: bool = False
    strike: bool = False
    overline: bool = False
    protected: bool = False
    link: int = 0


def indexed(index: int) -> int:
    """The colour of a palette entry, 0 to 255."""
    return index + 1


def rgb(red: int, green: int, blue: int) -> int:
    """A 24-bit colour from three values of 0 to 255."""
    return RGB | red << 16 | green << 8 | blue


def intern_style(style: Style) -> int:
    """The id of a style."""
    return (
        style.bold * BOLD
        | style.dim * DIM
        | style.italic * ITALIC
        | style.blink * BLINK
        | style.reverse * REVERSE
        | style.hidden * HIDDEN
        | style.strike * STRIKE
        | style.overline * OVERLINE
        | style.underline << _UNDERLINE_SHIFT
        | style.fg << _FG_SHIFT
        | style.bg << _BG_SHIFT
        | style.underline_colour << _UNDERLINE_COLOUR_SHIFT
        | style.protected * PROTECTED
        | style.link << _LINK_SHIFT
    )


def style_of(style_id: int) -> Style:
    """The style of an id."""
    return Style(
        fg=style_id >> _FG_SHIFT & _COLOUR,
        bg=style_id >> _BG_SHIFT & _COLOUR,
        underline_colour=style_id >> _UNDERLINE_COLOUR_SHIFT & _COLOUR,
        underline=style_id >> _UNDERLINE_SHIFT & 7,
        bold=bool(style_id & BOLD),
        dim=bool(style_id & DIM),
        italic=bool(style_id & ITALIC),
        blink=bool(style_id & BLINK),
        reverse=bool(style_id & REVERSE),
        hidden=bool(style_id & HIDDEN),
        strike=bool(style_id & STRIKE),
        overline=bool(style_id & OVERLINE),
        protected=bool(style_id & PROTECTED),
        link=style_id >> _LINK_SHIFT,
    )


# --- SGR out -------------------------------------------------------------------------------------

_FLAG_CODES = (
    (BOLD, "1"),
    (DIM, "2"),
    (ITALIC, "3"),
    (BLINK, "5"),
    (REVERSE, "7"),
    (HIDDEN, "8"),
    (STRIKE, "9"),
    (OVERLINE, "53"),
)


def _colour_code(colour: int, base: int) -> str:
    """SGR parameters for a foreground (base 30) or a background (base 40)."""
    if colour >= RGB:
        return f"{base + 8};2;{colour >> 16 & 255};{colour >> 8 & 255};{colour & 255}"
    index = colour - 1
    if index < 8:
        return str(base + index)
    if index < 16:
        return str(base + 52 + index)
    return f"{base + 8};5;{index}"


@lru_cache(maxsize=4096)
def sgr_of(style_id: int) -> str:
    """The SGR parameters that select a style from the default one; "" for the default.

    Protection and hyperlinks are no matter of SGR and are left out.
    """
    codes = [code for flag, code in _FLAG_CODES if style_id & flag]
    if underline := style_id >> _UNDERLINE_SHIFT & 7:
        codes.append("4" if underline == 1 else f"4:{underline}")
    if fg := style_id >> _FG_SHIFT & _COLOUR:
        codes.append(_colour_code(fg, 30))
    if bg := style_id >> _BG_SHIFT & _COLOUR:
        codes.append(_colour_code(bg, 40))
    if colour := style_id >> _UNDERLINE_COLOUR_SHIFT & _COLOUR:
        if colour >= RGB:
            codes.append(f"58:2::{colour >> 16 & 255}:{colour >> 8 & 255}:{colour & 255}")
        else:
            codes.append(f"58:5:{colour - 1}")
    return ";".join(codes)


# --- SGR in --------------------------------------------------------------------------------------

_SET = {
    1: BOLD,
    2: DIM,
    3: ITALIC,
    5: BLINK,
    6: BLINK,
    7: REVERSE,
    8: HIDDEN,
    9: STRIKE,
    53: OVERLINE,
}
_CLEAR = {
    22: BOLD | DIM,
    23: ITALIC,
    24: UNDERLINE_MASK,
    25: BLINK,
    27: REVERSE,
    28: HIDDEN,
    29: STRIKE,
    39: FG_MASK,
    49: BG_MASK,
    55: OVERLINE,
    59: UNDERLINE_COLOUR_MASK,
}
_EXTENDED = {
    38: (FG_MASK, _FG_SHIFT),
    48: (BG_MASK, _BG_SHIFT),
    58: (UNDERLINE_COLOUR_MASK, _UNDERLINE_COLOUR_SHIFT),
}


@lru_cache(maxsize=8192)
def apply_sgr(style_id: int, parameters: str) -> int:
    """The style that SGR leads to from another one; `parameters` is all between CSI and m.

    Knows sub-parameters with colons (ISO 8613-6, and kitty's 4:0 to 4:5). What is not known, or
    is out of range, changes nothing.
    """
    parts = parameters.split(";")
    at = 0
    while at < len(parts):
        part = parts[at]
        at += 1
        if ":" in part:
            style_id = _apply_subparameters(style_id, part)
            continue
        code = int(part) if part else 0
        if code in _EXTENDED:
            colour, used = _read_colour(parts[at : at + 4])
            at += used
            if colour is not None:
                mask, shift = _EXTENDED[code]
                style_id = style_id & ~mask | colour << shift
        else:
            style_id = _apply_code(style_id, code)
    return style_id


def _apply_code(style_id: int, code: int) -> int:
    if code == 0:
        return style_id & ~_SGR_MASK
    if code in _SET:
        return style_id | _SET[code]
    if code in _CLEAR:
        return style_id & ~_CLEAR[code]
    if code in (4, 21):
        return style_id & ~UNDERLINE_MASK | (1 if code == 4 else 2) << _UNDERLINE_SHIFT
    if 30 <= code <= 37:
        return style_id & ~FG_MASK | code - 29 << _FG_SHIFT
    if 40 <= code <= 47:
        return style_id & ~BG_MASK | code - 39 << _BG_SHIFT
    if 90 <= code <= 97:
        return style_id & ~FG_MASK | code - 81 << _FG_SHIFT
    if 100 <= code <= 107:
        return style_id & ~BG_MASK | code - 91 << _BG_SHIFT
    return style_id


def _read_colour(parts: list[str]) -> tuple[int | None, int]:
    """A colour from `5;n` or `2;r;g;b`, and how many of the parts belong to it."""
    kind = parts[0] if parts else ""
    length = {"5": 2, "2": 4}.get(kind)
    if length is None:
        return None, min(1, len(parts))
    values = parts[1:length]
    if len(values) < length - 1 or any(":" in value for value in values):
        return None, len(values) + 1
    return _make_colour([int(value or 0) for value in values]), length


def _make_colour(values: list[int]) -> int | None:
    """A palette entry from one value, 24 bits from three."""
    if max(values) > 255:
        return None
    return indexed(values[0]) if len(values) == 1 else rgb(*values)


def _apply_subparameters(style_id: int, part: str) -> int:
    """One parameter with colons: 4:n, 38:5:n, 38:2:r:g:b, 38:2:space:r:g:b[:…]; 48 and 58 alike."""
    numbers = [int(text) if text else 0 for text in part.split(":")]
    code = numbers[0]
    if code == 4:
        if numbers[1] <= 5:
            style_id = style_id & ~UNDERLINE_MASK | numbers[1] << _UNDERLINE_SHIFT
    elif code in _EXTENDED:
        kind, values = numbers[1], numbers[2:]
        if kind == 2 and len(values) >= 4:
            values = values[1:4]
        if (kind, len(values)) in ((2, 3), (5, 1)):
            colour = _make_colour(values)
            if colour is not None:
                mask, shift = _EXTENDED[code]
                style_id = style_id & ~mask | colour << shift
    return style_id


# --- Hyperlinks ----------------------------------------------------------------------------------


class LinkTable:
    """Targets of hyperlinks (OSC 8) by number.

    Numbers go up for ever and are never given twice; the targets of the last `limit` ones opened
    are kept. A cell whose link was forgotten is plain text again, and never another link.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._last = 0
        self._numbers: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._targets: dict[int, tuple[str, str]] = {}

    def open(self, link_id: str, uri: str) -> int:
        """The number of a link; the same again for the same id and target."""
        key = (link_id, uri)
        number = self._numbers.get(key)
        if number is not None:
            self._numbers.move_to_end(key)
            return number
        self._last += 1
        self._numbers[key] = self._last
        self._targets[self._last] = key
        if len(self._numbers) > self._limit:
            _, forgotten = self._numbers.popitem(last=False)
            del self._targets[forgotten]
        return self._last

    def target(self, number: int) -> tuple[str, str] | None:
        return self._targets.get(number)


_LINKS = LinkTable(limit=8192)


def with_link(style_id: int, link_id: str, uri: str) -> int:
    """A style with a hyperlink; without one where `uri` is empty."""
    plain = style_id & ((1 << _LINK_SHIFT) - 1)
    return plain | _LINKS.open(link_id, uri) << _LINK_SHIFT if uri else plain


def link_of(style_id: int) -> tuple[str, str] | None:
    """(id, uri) of a style's hyperlink; id is "" where the program gave none."""
    number = style_id >> _LINK_SHIFT
    return _LINKS.target(number) if number else None
