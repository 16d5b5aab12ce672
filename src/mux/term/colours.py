"""The colours that programs ask for and change: the palette and the dynamic ones.

What counts is, in this order: what the program set (OSC 4, 5, 10 to 19), what the outer terminal
answered, and xterm's own. Colours that nothing here is drawn in are only remembered.
"""

import re
from collections.abc import Mapping

Colour = tuple[int, int, int]
"""Red, green and blue, 16 bits each."""

FOREGROUND, BACKGROUND, CURSOR = 10, 11, 12
LAST_DYNAMIC = 19
"""The dynamic colours, by their OSC numbers; those after the cursor's are the mouse pointer's, the
Tektronix screen's and the selection's."""
FIRST_SPECIAL, LAST_SPECIAL = 256, 260
"""Palette entries for bold, underlined, blinking, reversed and italic text (OSC 5)."""
SLOTS = 10
"""Of XTPUSHCOLORS."""

_X11 = {
    "black": "#000000",
    "red": "#ff0000",
    "green": "#00ff00",
    "yellow": "#ffff00",
    "blue": "#0000ff",
    "magenta": "#ff00ff",
    "cyan": "#00ffff",
    "white": "#ffffff",
    "gray": "#bebebe",
    "grey": "#bebebe",
    "orange": "#ffa500",
    "purple": "#a020f0",
    "brown": "#a52a2a",
    "pink": "#ffc0cb",
}
_ANSI = bytes.fromhex(
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5"
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
_RGB = re.compile(r"rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/.{1,4})?")
_HASH = re.compile(r"#(?:[0-9a-fA-F]{3}){1,4}")


def parse_colour(spec: str) -> Colour | None:
    """An X11 colour: rgb:r/g/b with 1 to 4 digits each, #rgb to #rrrrggggbbbb, or a common name."""
    spec = _X11.get(spec.lower(), spec)
    if found := _RGB.fullmatch(spec):
        red, green, blue = (
            int(part, 16) * 0xFFFF // (16 ** len(part) - 1) for part in found.groups()
        )
        return red, green, blue
    if _HASH.fullmatch(spec):
        size = len(spec) // 3
        red, green, blue = (
            int(spec[at : at + size].ljust(4, "0") if size != 2 else spec[at : at + size] * 2, 16)
            for at in (1, 1 + size, 1 + 2 * size)
        )
        return red, green, blue
    return None


def format_colour(colour: Colour) -> str:
    return "rgb:{:04x}/{:04x}/{:04x}".format(*colour)


def _own_palette_colour(index: int) -> Colour:
    """xterm's palette: 16 named colours, a 6x6x6 cube and 24 greys."""
    if index < 16:
        levels = tuple(_ANSI[3 * index : 3 * index + 3])
    elif index < 232:
        steps = divmod(index - 16, 36)
        cube = (steps[0], *divmod(steps[1], 6))
        levels = tuple(step * 40 + 55 if step else 0 for step in cube)
    else:
        levels = (8 + (index - 232) * 10,) * 3
    red, green, blue = (level * 0x101 for level in levels)
    return red, green, blue


_OWN_DYNAMIC: dict[int, Colour] = {
    FOREGROUND: (0xE5E5, 0xE5E5, 0xE5E5),
    BACKGROUND: (0, 0, 0),
    CURSOR: (0xE5E5, 0xE5E5, 0xE5E5),
}
_BACKGROUNDS = (11, 14, 16, 19)  # those that start out as the background does


class ColourTable:
    """The colours of one terminal."""

    def __init__(self) -> None:
        self.palette: dict[int, Colour] = {}  # set by the program, by index 0 to LAST_SPECIAL
        self.dynamic: dict[int, Colour] = {}  # the same, by FOREGROUND to LAST_DYNAMIC
        self._slots: list[tuple[dict[int, Colour], dict[int, Colour]]] = []
        self._outer_palette: dict[int, Colour] = {}
        self._outer_dynamic: dict[int, Colour] = {}

    def set_outer(self, dynamic: Mapping[int, str], palette: Mapping[str, str]) -> None:
        """What the outer terminal answered; what can't be read counts as unknown."""
        self._outer_dynamic = {
            which: colour for which, spec in dynamic.items() if (colour := parse_colour(spec))
        }
        self._outer_palette = {
            int(index): colour
            for index, spec in palette.items()
            if index.isdecimal() and (colour := parse_colour(spec))
        }

    def palette_colour(self, index: int) -> Colour:
        for table in (self.palette, self._outer_palette):
            if index in table:
                return table[index]
        if index >= FIRST_SPECIAL:
            return self.dynamic_colour(FOREGROUND)
        return _own_palette_colour(index)

    def dynamic_colour(self, which: int) -> Colour:
        for table in (self.dynamic, self._outer_dynamic, _OWN_DYNAMIC):
            if which in table:
                return table[which]
        return self.dynamic_colour(BACKGROUND if which in _BACKGROUNDS else FOREGROUND)

    def reset(self) -> None:
        """Forgets what the program set."""
        self.palette.clear()
        self.dynamic.clear()
        self._slots.clear()

    @property
    def depth(self) -> int:
        """How many slots are in use."""
        return len(self._slots)

    def push(self, slot: int) -> None:
        """XTPUSHCOLORS: onto the stack where `slot` is 0, else into that one."""
        slot = slot or self.depth + 1
        if slot > SLOTS:
            return
        self._slots += [({}, {})] * (slot - self.depth)
        self._slots[slot - 1] = self.palette.copy(), self.dynamic.copy()

    def pop(self, slot: int) -> None:
        """XTPOPCOLORS."""
        if slot == 0 and self._slots:
            self.palette, self.dynamic = self._slots.pop()
        elif 0 < slot <= self.depth:
            palette, dynamic = self._slots[slot - 1]
            self.palette, self.dynamic = palette.copy(), dynamic.copy()

    @property
    def dark(self) -> bool:
        """Whether the background is a dark one, by its luminance (ITU-R BT.601)."""
        red, green, blue = self.dynamic_colour(BACKGROUND)
        return 299 * red + 587 * green + 114 * blue < 500 * 0xFFFF
