"""The modes that programs set, reset and ask for: ANSI modes (SM, RM) and DEC's and xterm's private
ones (DECSET, DECRST)."""

from itertools import chain

from mux.dataclass import dataclass, field

ANSI = {2: "keyboard_locked", 4: "insert", 12: "send_receive", 20: "newline"}
"""ECMA-48 modes by number."""
FIXED_ANSI = frozenset((1, 3, 5, 7, 10, 11, *range(13, 20)))
"""ECMA-48 modes that are reset for ever: GATM, CRM, SRTM, VEM, HEM, PUM, FEAM to EBM."""

PRIVATE = {
    1: "app_cursor",  # DECCKM
    4: "smooth_scroll",  # DECSCLM
    5: "reverse_screen",  # DECSCNM
    6: "origin",  # DECOM
    7: "autowrap",  # DECAWM
    8: "autorepeat",  # DECARM
    12: "cursor_blink",
    25: "cursor_visible",  # DECTCEM
    40: "allow_132_columns",
    41: "wrap_before_tab",  # xterm's work-around for more(1)
    45: "reverse_wrap",
    66: "app_keypad",  # DECNKM
    67: "backarrow_backspace",  # DECBKM
    69: "side_margins",  # DECLRMM
    95: "keep_on_column_change",  # DECNCSM
    1004: "focus_events",
    1007: "alternate_scroll",
    1034: "meta_eight_bit",
    1036: "meta_sends_escape",
    1039: "alt_sends_escape",
    1045: "extended_reverse_wrap",
    1046: "allow_alternate",
    2004: "bracketed_paste",
    2026: "synchronized",
    2031: "report_color_scheme",
}
"""Private modes that are on or off and no more than that."""

INERT = frozenset(
    chain(
        (10, 13, 14, 18, 19, 30),  # tool bar, blinking, the printer's, scroll bar
        (34, 35, 36, 42, 44),  # right to left, Hebrew, DECNRCM, margin bell
        (57, 58, 59, 60, 61, 64, 68, 73, 81),  # keyboards, pages and cursor coupling
        range(96, 107),  # DECRLCM to DECOSCNM: VT510 set-up
        (1001, 1010, 1011, 1035, 1037, *range(1040, 1045)),  # xterm's menus
        (*range(1050, 1054), 1060, 1061, *range(2001, 2004), 2005, 2006),  # and its keyboards
    )
)
"""Private modes that are remembered and reported, and have nothing to act on here."""

MOUSE = (9, 1000, 1002, 1003)
"""Mouse protocols: the one set last holds."""
MOUSE_ENCODINGS = (1005, 1006, 1015, 1016)
ALTERNATE = (47, 1047, 1049)
SAVE_CURSOR = 1048
COLUMN_MODE = 3  # DECCOLM: the width is not the program's to choose
FIXED = {2: 3, 3: 4, 2027: 3}
"""Modes that cannot be changed, with what DECRQM answers (3 always set, 4 always reset): ANSI
rather than VT52 (DECANM), no 132 columns, and grapheme clusters."""

_UNKNOWN, _SET, _RESET, _ALWAYS_RESET = 0, 1, 2, 4


@dataclass(slots=True)
class Modes:
    """All modes but those of the screen in use, as a terminal has them when it starts."""

    keyboard_locked: bool = False
    insert: bool = False
    send_receive: bool = True
    newline: bool = False
    app_cursor: bool = False
    smooth_scroll: bool = False
    reverse_screen: bool = False
    origin: bool = False
    autowrap: bool = True
    autorepeat: bool = True
    cursor_blink: bool = False
    cursor_visible: bool = True
    allow_132_columns: bool = False
    wrap_before_tab: bool = False
    reverse_wrap: bool = False
    app_keypad: bool = False
    backarrow_backspace: bool = False
    side_margins: bool = False
    keep_on_column_change: bool = False
    focus_events: bool = False
    alternate_scroll: bool = False
    meta_eight_bit: bool = False
    meta_sends_escape: bool = True
    alt_sends_escape: bool = True
    extended_reverse_wrap: bool = False
    allow_alternate: bool = True
    bracketed_paste: bool = False
    synchronized: bool = False
    report_color_scheme: bool = False
    mouse: int = 0
    mouse_encoding: int = 0
    modify_other_keys: int = 0
    inert: set[int] = field(default_factory=set)  # those of INERT that are set
    saved: dict[int, bool] = field(default_factory=dict)  # XTSAVE

    def set_private(self, number: int, on: bool) -> None:
        """Sets or resets one of the modes that are kept here; others are no matter."""
        if number in PRIVATE:
            setattr(self, PRIVATE[number], on)
        elif number in MOUSE:
            self.mouse = number if on else 0
        elif number in MOUSE_ENCODINGS and (on or self.mouse_encoding == number):
            self.mouse_encoding = number if on else 0
        elif number in INERT:
            (self.inert.add if on else self.inert.discard)(number)

    def set_ansi(self, number: int, on: bool) -> None:
        if number in ANSI:
            setattr(self, ANSI[number], on)

    def has_private(self, number: int) -> bool | None:
        """Whether a private mode is set; None for one that is not kept here."""
        if number in PRIVATE:
            return bool(getattr(self, PRIVATE[number]))
        if number in MOUSE:
            return self.mouse == number
        if number in MOUSE_ENCODINGS:
            return self.mouse_encoding == number
        if number in INERT:
            return number in self.inert
        return None

    def report_private(self, number: int, alternate: bool) -> int:
        """DECRQM's answer for a private mode: 0 unknown, 1 set, 2 reset, 3 and 4 for ever so."""
        if number in FIXED:
            return FIXED[number]
        if number in ALTERNATE:
            return _SET if alternate else _RESET
        if number == SAVE_CURSOR:
            return _SET
        on = self.has_private(number)
        return _UNKNOWN if on is None else _SET if on else _RESET

    def report_ansi(self, number: int) -> int:
        """The same for an ANSI mode."""
        if number in FIXED_ANSI:
            return _ALWAYS_RESET
        if number not in ANSI:
            return _UNKNOWN
        return _SET if getattr(self, ANSI[number]) else _RESET
