"""What CSI sequences do: one table, from prefix, intermediates and final to an action.

Actions take the terminal's state and the parameters. These are ints, at least one, 0 where a
program left one out; those of SGR come as they were sent, for colons mean something there.
"""

import re
from collections.abc import Callable
from typing import Protocol

from mux.term import rectangles
from mux.term.colours import ColourTable
from mux.term.reply import (
    DEVICE_ATTRIBUTES,
    PARAMETERS,
    SECONDARY_ATTRIBUTES,
    TERTIARY_ATTRIBUTES,
    VERSION,
    CellPixels,
    report_extent,
    report_mode,
    report_presentation,
    report_size,
    report_status,
    report_styles,
)
from mux.term.screen import Screen
from mux.term.titles import STACK_LIMIT, TitleModes

Parameters = tuple[int, ...]


class State(Protocol):
    """What control sequences act upon."""

    screen: Screen
    colours: ColourTable
    titles: TitleModes
    cell_pixels: CellPixels
    notification: tuple[str, str]  # title and body of one that comes in pieces

    def reply(self, text: str) -> None: ...

    def reset(self) -> None: ...

    def change_title(self, title: str) -> None: ...

    def note_mark(self, kind: str) -> None:
        """OSC 133: what starts at the cursor."""
        ...

    def push_title(self, which: int) -> None: ...

    def pop_title(self, which: int) -> None: ...

    def report_title(self, letter: str) -> None:
        """XTWINOPS 20 and 21: L for the icon's name, l for the title."""
        ...


Action = Callable[[State, Parameters], None]

LARGEST = 65535
_SEQUENCE = re.compile(r"\x1b\[([<-?]*)([0-9:;]*)([ -/]*)([@-~])")


def parse_csi(sequence: str) -> tuple[str, str] | None:
    """The key in `ACTIONS` and the parameters of a whole sequence without controls in it."""
    found = _SEQUENCE.fullmatch(sequence)
    if not found:
        return None
    prefix, parameters, intermediates, final = found.groups()
    return prefix + intermediates + final, parameters


def parse_parameters(text: str) -> Parameters | None:
    """Numbers, each at most LARGEST; None where there are sub-parameters."""
    try:
        numbers = tuple(map(int, text.split(";")))
    except ValueError:
        if ":" in text:
            return None
        numbers = tuple(int(part or 0) for part in text.split(";"))
    return numbers if max(numbers) <= LARGEST else tuple(min(n, LARGEST) for n in numbers)


def _second(p: Parameters) -> int:
    return p[1] if len(p) > 1 else 0


def _set_position(state: State, p: Parameters) -> None:
    """CUP, HVP."""
    state.screen.cursor_position(p[0], p[1] if len(p) > 1 else 0)


def _set_modes(state: State, p: Parameters, private: bool, on: bool) -> None:
    for number in p:
        if private:
            state.screen.change_private_mode(number, on)
        else:
            state.screen.change_ansi_mode(number, on)


def _set_side_margins(state: State, p: Parameters) -> None:
    """DECSLRM under DECLRMM, else SCOSC."""
    if state.screen.modes.side_margins:
        state.screen.set_side_margins(p[0], _second(p))
    elif p == (0,):
        state.screen.save_cursor()


def _scroll(state: State, p: Parameters) -> None:
    """SU."""
    screen = state.screen
    screen.scroll_up(screen.top, screen.bottom, p[0] or 1, keep=True)


def _scroll_back(state: State, p: Parameters) -> None:
    """SD; with five parameters it would be xterm's highlight tracking."""
    screen = state.screen
    if len(p) == 1:
        screen.scroll_down(screen.top, screen.bottom, p[0] or 1)


def _operate_title(state: State, p: Parameters) -> None:
    """XTWINOPS: sizes and the title stack; nothing moves or resizes a pane."""
    if p[0] == 22:
        state.push_title(_second(p))
    elif p[0] == 23:
        state.pop_title(_second(p))
    elif p[0] in (20, 21):
        state.report_title("L" if p[0] == 20 else "l")
    else:
        state.reply(report_size(state.screen, p[0], state.cell_pixels))


def _protect(state: State, p: Parameters) -> None:
    """DECSCA."""
    if p[0] in (0, 1, 2):
        state.screen.set_protection(p[0] == 1, iso=False)


def _set_cursor_shape(state: State, p: Parameters) -> None:
    """DECSCUSR."""
    if p[0] <= 6:
        state.screen.cursor_shape = p[0]


def _modify_keys(state: State, p: Parameters) -> None:
    """XTMODKEYS: only modifyOtherKeys (4) is known; without parameters all are reset."""
    if p[0] == 4:
        level = _second(p)
        state.screen.modes.modify_other_keys = level if level <= 2 else 0
    elif p == (0,):
        state.screen.modes.modify_other_keys = 0


def _disable_key_modification(state: State, p: Parameters) -> None:
    if p[0] == 4:
        state.screen.modes.modify_other_keys = 0


def _query_key_modification(state: State, p: Parameters) -> None:
    """XTQMODKEYS."""
    if p[0] == 4:
        state.reply(f"\x1b[>4;{state.screen.modes.modify_other_keys}m")


def _set_extent(state: State, p: Parameters) -> None:
    """DECSACE."""
    state.screen.rectangular_extent = p[0] == 2


def _report_checksum(state: State, p: Parameters) -> None:
    """DECRQCRA."""
    total = rectangles.checksum_rectangle(state.screen, p[2:])
    state.reply(f"\x1bP{p[0]}!~{total:04X}\x1b\\")


def _request_mode(state: State, p: Parameters, private: bool) -> None:
    """DECRQM: from level 3 on (DEC STD 070)."""
    if state.screen.supports_level(3):
        state.reply(report_mode(state.screen, p[0], private))


def _report_title_stack(state: State, _: Parameters) -> None:
    """XTTITLEPOS."""
    state.reply(f"\x1b[{state.titles.depth};{STACK_LIMIT}#S")


def _pop_colours(state: State, p: Parameters) -> None:
    """XTPOPCOLORS."""
    state.colours.pop(p[0])
    state.screen.damage_all()


def _report_colour_stack(state: State, _: Parameters) -> None:
    """XTREPORTCOLORS: the slot in use, and how many there are."""
    state.reply(f"\x1b[?{state.colours.depth};{state.colours.depth}#Q")


def _report_terminal_parameters(state: State, p: Parameters) -> None:
    """DECREQTPARM."""
    if p[0] <= 1:
        state.reply(PARAMETERS.format(p[0] + 2))


def _report_device(state: State, p: Parameters, answer: str) -> None:
    if p[0] == 0:
        state.reply(answer)


_MOVES: dict[str, Action] = {
    "A": lambda s, p: s.screen.cursor_up(p[0]),
    "B": lambda s, p: s.screen.cursor_down(p[0]),
    "C": lambda s, p: s.screen.cursor_forward(p[0]),
    "D": lambda s, p: s.screen.cursor_back(p[0]),
    "E": lambda s, p: s.screen.cursor_down1(p[0]),
    "F": lambda s, p: s.screen.cursor_up1(p[0]),
    "G": lambda s, p: s.screen.cursor_to_column(p[0]),
    "H": _set_position,
    "I": lambda s, p: s.screen.tab_forward(p[0] or 1),
    "Z": lambda s, p: s.screen.tab_back(p[0] or 1),
    "`": lambda s, p: s.screen.cursor_to_column(p[0]),
    "a": lambda s, p: s.screen.move_by(p[0] or 1, 0),
    "d": lambda s, p: s.screen.cursor_to_line(p[0]),
    "e": lambda s, p: s.screen.move_by(0, p[0] or 1),
    "f": _set_position,
    "j": lambda s, p: s.screen.cursor_back(p[0]),
    "g": lambda s, p: s.screen.clear_tab_stop(p[0]),
    "?W": lambda s, p: s.screen.reset_tab_stops() if p[0] in (0, 5) else None,
    "r": lambda s, p: s.screen.set_margins(p[0], _second(p)),
    "s": _set_side_margins,
    "u": lambda s, p: s.screen.restore_cursor(),
}

_EDITS: dict[str, Action] = {
    "@": lambda s, p: s.screen.insert_characters(p[0]),
    "P": lambda s, p: s.screen.delete_characters(p[0]),
    "L": lambda s, p: s.screen.insert_lines(p[0]),
    "M": lambda s, p: s.screen.delete_lines(p[0]),
    "X": lambda s, p: s.screen.erase_characters(p[0]),
    "J": lambda s, p: s.screen.erase_in_display(p[0]),
    "K": lambda s, p: s.screen.erase_in_line(p[0]),
    "?J": lambda s, p: s.screen.erase_in_display(p[0], private=True),
    "?K": lambda s, p: s.screen.erase_in_line(p[0], private=True),
    "S": _scroll,
    "T": _scroll_back,
    "^": _scroll_back,
    "b": lambda s, p: s.screen.repeat_graphic(p[0] or 1),
    " @": lambda s, p: s.screen.shift_left(p[0] or 1),
    " A": lambda s, p: s.screen.shift_right(p[0] or 1),
    "'}": lambda s, p: s.screen.insert_columns(p[0] or 1),
    "'~": lambda s, p: s.screen.delete_columns(p[0] or 1),
    '"q': _protect,
    "$x": lambda s, p: rectangles.fill_rectangle(s.screen, p),
    "$z": lambda s, p: rectangles.erase_rectangle(s.screen, p),
    "${": lambda s, p: rectangles.erase_rectangle(s.screen, p, selective=True),
    "$v": lambda s, p: rectangles.copy_rectangle(s.screen, p),
    "$r": lambda s, p: rectangles.change_attributes(s.screen, p),
    "$t": lambda s, p: rectangles.reverse_attributes(s.screen, p),
    "*x": _set_extent,
}

_MODES: dict[str, Action] = {
    "h": lambda s, p: _set_modes(s, p, private=False, on=True),
    "l": lambda s, p: _set_modes(s, p, private=False, on=False),
    "?h": lambda s, p: _set_modes(s, p, private=True, on=True),
    "?l": lambda s, p: _set_modes(s, p, private=True, on=False),
    "?s": lambda s, p: s.screen.save_private_modes(p),
    "?r": lambda s, p: s.screen.restore_private_modes(p),
    "!p": lambda s, p: s.screen.soft_reset(),
    '"p': lambda s, p: s.screen.choose_level(p[0], _second(p)),
    "#{": lambda s, p: s.screen.push_style(p),
    "#p": lambda s, p: s.screen.push_style(p),
    "#}": lambda s, p: s.screen.pop_style(),
    "#q": lambda s, p: s.screen.pop_style(),
    "#P": lambda s, p: s.colours.push(p[0]),
    "#Q": _pop_colours,
    ">t": lambda s, p: s.titles.change_modes(p, on=True),
    ">T": lambda s, p: s.titles.change_modes(p, on=False),
    " q": _set_cursor_shape,
    ">m": _modify_keys,
    ">n": _disable_key_modification,
    ">u": lambda s, p: s.screen.push_keyboard_flags(p[0]),
    "<u": lambda s, p: s.screen.pop_keyboard_flags(p[0] or 1),
    "=u": lambda s, p: s.screen.change_keyboard_flags(p[0], _second(p) or 1),
}

_QUERIES: dict[str, Action] = {
    "c": lambda s, p: _report_device(s, p, DEVICE_ATTRIBUTES),
    ">c": lambda s, p: _report_device(s, p, SECONDARY_ATTRIBUTES),
    "=c": lambda s, p: _report_device(s, p, TERTIARY_ATTRIBUTES),
    ">q": lambda s, p: _report_device(s, p, VERSION),
    "n": lambda s, p: s.reply(report_status(s.screen, p, False, s.colours.dark)),
    "?n": lambda s, p: s.reply(report_status(s.screen, p, True, s.colours.dark)),
    "$p": lambda s, p: _request_mode(s, p, private=False),
    "?$p": lambda s, p: _request_mode(s, p, private=True),
    "$w": lambda s, p: s.reply(report_presentation(s.screen, p[0])),
    '"v': lambda s, p: s.reply(report_extent(s.screen)),
    "#|": lambda s, p: s.reply(report_styles(s.screen, p)),
    "#R": _report_colour_stack,
    "#S": _report_title_stack,
    "?m": _query_key_modification,
    "?u": lambda s, p: s.reply(f"\x1b[?{s.screen.keyboard_flags}u"),
    "t": _operate_title,
    "x": _report_terminal_parameters,
    "*y": _report_checksum,
}

ACTIONS: dict[str, Action] = {**_MOVES, **_EDITS, **_MODES, **_QUERIES}
