"""What a terminal answers when a program asks. Each function takes a screen and returns text."""

from typing import NamedTuple

from mux import __version__
from mux.term.charsets import charset_designator
from mux.term.rectangles import styles_in
from mux.term.screen import Screen
from mux.term.style import (
    BLINK,
    BOLD,
    PROTECTED,
    REVERSE,
    UNDERLINE_MASK,
    common_style,
    sgr_of,
)

DEVICE_ATTRIBUTES = "\x1b[?62;22;52c"
"""DA1: a VT220 with ANSI colour, and OSC 52 writes to the clipboard."""
SECONDARY_ATTRIBUTES = "\x1b[>1;10;0c"
"""DA2: kept fixed; programs tell terminals apart by XTVERSION."""
TERTIARY_ATTRIBUTES = "\x1bP!|00000000\x1b\\"
VERSION = f"\x1bP>|mux {__version__}\x1b\\"
PARAMETERS = "\x1b[{};1;1;128;128;1;0x"
"""DECREPTPARM."""


class CellPixels(NamedTuple):
    """The size of a cell in the outer terminal; 0 where unknown."""

    width: int
    height: int


def report_status(screen: Screen, parameters: tuple[int, ...], private: bool, dark: bool) -> str:
    """DSR: 5 status, 6 cursor; ?6 cursor (DECXCPR), ?996 dark or light; DEC's other ?n in brief."""
    line, column = screen.report_position()
    what, request = (*parameters, 0)[:2]
    if not private:
        return {5: "\x1b[0n", 6: f"\x1b[{line};{column}R"}.get(what, "")
    return {
        6: f"\x1b[?{line};{column}R",
        15: "\x1b[?13n",  # no printer
        25: "\x1b[?20n",  # user-defined keys are not locked
        26: "\x1b[?27;1;0;0n",  # a North American keyboard
        53: "\x1b[?53n",  # no locator
        55: "\x1b[?53n",
        56: "\x1b[?57;0n",
        62: "\x1b[0*{",  # no macros
        63: f"\x1bP{request}!~0000\x1b\\",  # the checksum of no macros
        75: "\x1b[?70n",  # no data errors
        85: "\x1b[?83n",  # not configured for multiple sessions
        996: report_color_scheme(dark),
    }.get(what, "")


def report_color_scheme(dark: bool) -> str:
    """Mode 2031's report: 1 dark, 2 light (contour, ghostty, kitty)."""
    return f"\x1b[?997;{1 if dark else 2}n"


def report_mode(screen: Screen, number: int, private: bool) -> str:
    """DECRPM, the answer to DECRQM."""
    if private:
        on_alternate = screen.in_use is screen.alternate
        return f"\x1b[?{number};{screen.modes.report_private(number, on_alternate)}$y"
    return f"\x1b[{number};{screen.modes.report_ansi(number)}$y"


def report_size(screen: Screen, what: int, pixels: CellPixels) -> str:
    """XTWINOPS 11 to 19: what is known of the outer terminal's sizes; else nothing."""
    width, height = pixels
    if what in (14, 15, 16) and not (width and height):
        return ""
    return {
        11: "\x1b[1t",
        13: "\x1b[3;0;0t",
        14: f"\x1b[4;{height * screen.lines};{width * screen.columns}t",
        15: f"\x1b[5;{height * screen.lines};{width * screen.columns}t",
        16: f"\x1b[6;{height};{width}t",
        18: f"\x1b[8;{screen.lines};{screen.columns}t",
        19: f"\x1b[9;{screen.lines};{screen.columns}t",
    }.get(what, "")


def report_setting(screen: Screen, setting: str) -> str:
    """DECRPSS, the answer to DECRQSS: `DCS 1 $ r … ST`, or `DCS 0 $ r ST` for what is not known."""
    sgr = sgr_of(screen.cursor.style)
    value = {
        "m": f"0;{sgr}" if sgr else "0",
        "r": f"{screen.top + 1};{screen.bottom + 1}",
        "s": f"{screen.left + 1};{screen.right + 1}",
        " q": str(screen.cursor_shape),
        '"q': "1" if screen.cursor.style & PROTECTED else "0",
        '"p': f"{60 + (screen.conformance_level or 2)};{0 if screen.eight_bit_answers else 1}",
        "t": str(screen.lines),
        "*|": str(screen.lines),
        "$|": str(screen.columns),
        "*x": "2" if screen.rectangular_extent else "1",
    }.get(setting)
    return "\x1bP0$r\x1b\\" if value is None else f"\x1bP1$r{value}{setting}\x1b\\"


def report_extent(screen: Screen) -> str:
    """DECRPDE, the answer to DECRQDE: lines, columns, and where the page is; there is one."""
    return f'\x1b[{screen.lines};{screen.columns};1;1;1"w'


def report_presentation(screen: Screen, what: int) -> str:
    """DECPSR, the answer to DECRQPSR: 1 the cursor (DECCIR), 2 the tab stops (DECTABSR)."""
    if what == 1:
        return f"\x1bP1$u{_describe_cursor(screen)}\x1b\\"
    if what == 2:
        stops = sorted(stop + 1 for stop in screen.tabstops if stop < screen.columns)
        return f"\x1bP2$u{'/'.join(map(str, stops))}\x1b\\"
    return ""


def _describe_cursor(screen: Screen) -> str:
    """DECCIR's fields (VT510 manual): place; page; pen; protection; flags; GL; GR; sets."""
    cursor = screen.cursor
    style = cursor.style
    pen = (style & BOLD and 1) | (style & UNDERLINE_MASK and 2)
    pen |= (style & BLINK and 4) | (style & REVERSE and 8)
    flags = screen.modes.origin | (screen.single_shift == 2) << 1
    flags |= (screen.single_shift == 3) << 2 | cursor.pending << 3
    protection = 1 if style & PROTECTED else 0
    bits = ";".join(chr(0x40 + value) for value in (pen, protection, flags))
    sets = "".join(map(charset_designator, cursor.charsets))
    return f"{cursor.y + 1};{cursor.x + 1};1;{bits};{cursor.left_set};2;@;{sets}"


def report_styles(screen: Screen, edges: tuple[int, ...]) -> str:
    """XTREPORTSGR: the SGR that all cells of a rectangle have in common."""
    common = common_style(styles_in(screen, edges))
    return f"\x1b[{';'.join(filter(None, ('0', sgr_of(common))))}m"


_CAPABILITIES = {
    "TN": "xterm-256color",
    "name": "xterm-256color",
    "Co": "256",
    "colors": "256",
    "RGB": "8/8/8",
    "Tc": "",
    "Su": "",
    "Ms": "\x1b]52;%p1%s;%p2%s\x1b\\",
    "Ss": "\x1b[%p1%d q",
    "Se": "\x1b[2 q",
    "Smulx": "\x1b[4:%p1%dm",
    "Setulc": "\x1b[58:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%dm",
    "Sync": "\x1b[?2026%?%p1%{1}%-%tl%eh%;",
    "smxx": "\x1b[9m",
    "rmxx": "\x1b[29m",
    "Smol": "\x1b[53m",
    "Rmol": "\x1b[55m",
    "BE": "\x1b[?2004h",
    "BD": "\x1b[?2004l",
    "PS": "\x1b[200~",
    "PE": "\x1b[201~",
    "fe": "\x1b[?1004h",
    "fd": "\x1b[?1004l",
    "XT": "",
    "XF": "",
    "AX": "",
}


def report_capabilities(names: str) -> str:
    """XTGETTCAP's answers for names in hexadecimal, one for each."""
    return "".join(_report_capability(name) for name in names.split(";")[:64])


def _report_capability(name: str) -> str:
    try:
        value = _CAPABILITIES.get(bytes.fromhex(name).decode("ascii"))
    except ValueError:
        return "\x1bP0+r\x1b\\"
    if value is None:
        return f"\x1bP0+r{name}\x1b\\"
    return f"\x1bP1+r{name}{'=' + value.encode().hex().upper() if value else ''}\x1b\\"
