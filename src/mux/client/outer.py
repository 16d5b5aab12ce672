"""The outer terminal: what it is switched to while mux runs, and what it says of itself.

The modes are xterm's (ctlseqs, "DEC Private Mode Set"), kitty's keyboard flags and modifyOtherKeys.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from mux.client.scene import PaneModes
from mux.dataclass import replace

ENTER = (
    "\x1b[?1049h"  # the alternate screen, cursor saved
    "\x1b[?7l"  # no wrapping: what the terminal thinks too wide must not scroll the screen
    "\x1b[?25l"
    "\x1b[?1004h"  # focus events
    "\x1b[?2004h"  # pastes in brackets
    "\x1b[?2031h"  # a report when dark turns to light or back (contour, ghostty, kitty)
)
MOUSE_ON = "\x1b[?1000h\x1b[?1002h\x1b[?1006h"
MOUSE_OFF = "\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1006l"
LEAVE = (
    "\x1b[?2026l"
    "\x1b[0m"
    "\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1006l"
    "\x1b[?1004l"
    "\x1b[?2004l"
    "\x1b[?2031l"
    "\x1b[?1l\x1b>"  # cursor keys and keypad as they were
    "\x1b[0 q"
    "\x1b[?7h"
    "\x1b[?1049l"
    "\x1b[?25h"
)
# CAN ends a sequence that was cut short (ECMA-48 8.3.6).
CANCEL = "\x18"

ASK_SYNCHRONIZED = "\x1b[?2026$p"
ASK_NAME = "\x1b[>0q"
ASK_COLORS = "\x1b]10;?\x1b\\\x1b]11;?\x1b\\\x1b]12;?\x1b\\"
ASK_SCHEME = "\x1b[?996n"
ASK_ATTRIBUTES = "\x1b[c"


def questions(environ: Mapping[str, str]) -> str:
    """What to ask at the start; nothing where the question itself would be shown."""
    if environ.get("TERM", "") in ("", "dumb", "linux", "unknown"):
        return ""
    synchronized = "" if environ.get("TERM_PROGRAM") == "Apple_Terminal" else ASK_SYNCHRONIZED
    return synchronized + ASK_NAME + ASK_COLORS + ASK_SCHEME + ASK_ATTRIBUTES


class Answer(NamedTuple):
    """kind: synchronized, name, foreground, background, cursor, or scheme (dark or light)."""

    kind: str
    value: str


COLORS = {"10": "foreground", "11": "background", "12": "cursor"}


def read_answer(raw: bytes) -> Answer | None:
    """What a reply says; None for one that says nothing we want to know."""
    text = raw.decode("latin-1")
    if found := re.fullmatch(r"\x1b\[\?2026;([0-4])\$y", text):
        # DECRPM: 0 not known, 4 permanently reset; 1, 2 and 3 can be used.
        return Answer("synchronized", "1" if found[1] in "123" else "")
    if found := re.fullmatch(r"\x1b\[\?997;([12])n", text):
        return Answer("scheme", "dark" if found[1] == "1" else "light")
    if found := re.fullmatch(r"\x1bP>\|([^\x1b]*)\x1b\\", text):
        return Answer("name", found[1])
    if found := re.fullmatch(r"\x1b\](1[0-2]);(rgb:[0-9A-Fa-f/]+)(?:\x07|\x1b\\)", text):
        return Answer(COLORS[found[1]], found[2])
    return None


def is_dark(color: str) -> bool:
    """Whether a background as X11 names it (`rgb:1e1e/1e1e/1e1e`) is rather dark than light."""
    parts = [part for part in color.removeprefix("rgb:").split("/") if part]
    try:
        shares = [int(part, 16) / (16 ** len(part) - 1) for part in parts]
    except ValueError:
        return True
    # Rec. 709 luma; a middle gray counts as light.
    weights = (0.2126, 0.7152, 0.0722)
    return len(shares) != 3 or sum(w * s for w, s in zip(weights, shares, strict=True)) < 0.5


class OuterModes:
    """The input modes of the outer terminal: follows those of the pane that gets the keys."""

    def __init__(self, mouse: bool = True) -> None:
        self._mouse = mouse
        self._now = PaneModes()
        self._kitty_pushed = False

    def use_mouse(self, wanted: bool) -> str:
        self._mouse = wanted
        self._now = replace(self._now, mouse=0)
        return MOUSE_ON if wanted else MOUSE_OFF

    def switch(self, wanted: PaneModes) -> str:
        """The sequences that take the terminal from the present modes to the wanted ones."""
        now, self._now = self._now, wanted
        parts: list[str] = []
        if wanted.app_cursor != now.app_cursor:
            parts.append("\x1b[?1h" if wanted.app_cursor else "\x1b[?1l")
        if wanted.app_keypad != now.app_keypad:
            parts.append("\x1b=" if wanted.app_keypad else "\x1b>")
        if wanted.kitty_flags != now.kitty_flags:
            parts.append(self._kitty(wanted.kitty_flags))
        if wanted.modify_other_keys != now.modify_other_keys:
            parts.append(f"\x1b[>4;{wanted.modify_other_keys}m")
        if self._mouse and (wanted.mouse == 1003) != (now.mouse == 1003):
            # Some terminals end 1002 when 1003 is taken back.
            parts.append("\x1b[?1003h" if wanted.mouse == 1003 else "\x1b[?1003l" + MOUSE_ON)
        return "".join(parts)

    def _kitty(self, flags: int) -> str:
        """Our flags lie on the terminal's stack once; after that they are replaced."""
        if self._kitty_pushed:
            return f"\x1b[={flags};1u"
        self._kitty_pushed = True
        return f"\x1b[>{flags}u"

    def enter(self) -> str:
        self._now, self._kitty_pushed = PaneModes(), False
        return ENTER + (MOUSE_ON if self._mouse else "")

    def leave(self) -> str:
        """Everything as it was; safe to send in any state."""
        kitty = "\x1b[<u" if self._kitty_pushed else ""
        other_keys = "\x1b[>4;0m" if self._now.modify_other_keys else ""
        self._now, self._kitty_pushed = PaneModes(), False
        return kitty + other_keys + LEAVE
