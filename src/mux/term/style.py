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
from collections.abc import Collection, Sequence
from functools import lru_cache, reduce
from operator import or_

from mux.dataclass import dataclass

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

Change = tuple[int, int]
"""What SGR does to a style: the bits it keeps, and the bits it then sets."""

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
    0: _SGR_MASK,
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
    "38": (FG_MASK, _FG_SHIFT),
    "48": (BG_MASK, _BG_SHIFT),
    "58": (UNDERLINE_COLOUR_MASK, _UNDERLINE_COLOUR_SHIFT),
}


def _list_changes() -> dict[str, Change]:
    """The changes that codes of one parameter make: bits cleared, bits set."""
    changes = {code: (0, bits) for code, bits in _SET.items()}
    changes |= {code: (bits, 0) for code, bits in _CLEAR.items()}
    changes[4] = UNDERLINE_MASK, 1 << _UNDERLINE_SHIFT
    changes[21] = UNDERLINE_MASK, 2 << _UNDERLINE_SHIFT
    for index in range(8):
        for base, colour in ((30, index + 1), (90, index + 9)):
            changes[base + index] = FG_MASK, colour << _FG_SHIFT
            changes[base + 10 + index] = BG_MASK, colour << _BG_SHIFT
    return {str(code): change for code, change in changes.items()} | {"": changes[0]}


_CHANGES = _list_changes()


def apply_sgr(style_id: int, parameters: str) -> int:
    """The style that SGR leads to from another one; `parameters` is all between CSI and m.

    Knows sub-parameters with colons (ISO 8613-6, and kitty's 4:0 to 4:5). What is not known, or
    is out of range, changes nothing.
    """
    kept, set_ = compile_sgr(parameters)
    return style_id & kept | set_


@lru_cache(maxsize=4096)
def compile_sgr(parameters: str) -> Change:
    """What SGR parameters do to any style: `style & kept | set`."""
    cleared = bits = 0
    parts = parameters.split(";")
    at = 0
    while at < len(parts):
        part = parts[at]
        at += 1
        change = _CHANGES.get(part)
        if change is None:
            if ":" in part:
                change = _compile_subparameters(part)
            elif part in _EXTENDED:
                mask, shift = _EXTENDED[part]
                colour, used = _read_colour(parts, at)
                at += used
                if colour:
                    change = mask, colour << shift
            else:
                change = _CHANGES.get(part.lstrip("0"))
        if change:
            cleared |= change[0]
            bits = bits & ~change[0] | change[1]
    return ~cleared, bits


_ATTRIBUTES = {
    1: BOLD,
    2: DIM,
    3: ITALIC,
    4: UNDERLINE_MASK | UNDERLINE_COLOUR_MASK,
    5: BLINK,
    7: REVERSE,
    8: HIDDEN,
    9: STRIKE,
    21: UNDERLINE_MASK | UNDERLINE_COLOUR_MASK,
    30: FG_MASK,
    31: BG_MASK,
}


def sgr_mask(attributes: Sequence[int]) -> int:
    """The bits of attributes as XTPUSHSGR numbers them; of all where only 0 is given."""
    if not any(attributes):
        return _SGR_MASK
    return reduce(or_, (_ATTRIBUTES.get(number, 0) for number in attributes))


def common_style(styles: Collection[int]) -> int:
    """What SGR can change and all of some styles have in common."""
    if not styles:
        return 0
    first = min(styles)
    differing = reduce(or_, (style ^ first for style in styles))
    fields = (FG_MASK, BG_MASK, UNDERLINE_COLOUR_MASK, UNDERLINE_MASK)
    for mask in fields:
        if differing & mask:
            differing |= mask
    return first & ~differing & _SGR_MASK


_BYTES = {str(value): value for value in range(256)}
_DIRECT = {
    "\x1b[38;2;": (~FG_MASK, RGB << _FG_SHIFT, _FG_SHIFT),
    "\x1b[48;2;": (~BG_MASK, RGB << _BG_SHIFT, _BG_SHIFT),
}


def compile_direct_colour(token: str) -> Change | None:
    """The same as `compile_sgr` for a whole sequence that does nothing but select a 24-bit colour;
    None for all others. Pictures made of text are full of these, each another one."""
    kind = _DIRECT.get(token[:7])
    if kind is None or token[-1] != "m":
        return None
    levels = token[7:-1].split(";")
    if len(levels) != 3:
        return None
    red, green, blue = levels
    kept, base, shift = kind
    try:
        colour = _BYTES[red] << 16 | _BYTES[green] << 8 | _BYTES[blue]
    except KeyError:
        return None
    return kept, base | colour << shift


def _read_colour(parts: list[str], at: int) -> tuple[int, int]:
    """A colour from `5;n` or `2;r;g;b`, 0 where there is none; how many parts belong to it."""
    try:
        if parts[at] == "2":
            red, green, blue = (int(value or 0) for value in parts[at + 1 : at + 4])
            return (rgb(red, green, blue) if red | green | blue < 256 else 0), 4
        if parts[at] == "5":
            index = int(parts[at + 1] or 0)
            return (indexed(index) if index < 256 else 0), 2
    except (IndexError, ValueError):  # some are missing, or have sub-parameters
        return 0, 4
    return 0, 1


def _compile_subparameters(part: str) -> Change | None:
    """One parameter with colons: 4:n, 38:5:n, 38:2:r:g:b, 38:2:space:r:g:b[:…]; 48 and 58 alike."""
    code, *numbers = part.split(":")
    kind, *values = (int(number or 0) for number in numbers)
    if code == "4" and kind <= 5:
        return UNDERLINE_MASK, kind << _UNDERLINE_SHIFT
    if code not in _EXTENDED:
        return None
    if kind == 2 and len(values) >= 4:
        values = values[1:4]
    if (kind, len(values)) not in ((2, 3), (5, 1)) or max(values) > 255:
        return None
    mask, shift = _EXTENDED[code]
    return mask, (rgb(*values) if kind == 2 else indexed(values[0])) << shift


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
