"""From tokens to actions: what each control character and sequence makes a terminal do."""

import re
from collections.abc import Callable
from typing import Any

from mux.term.csi import ACTIONS, State, parse_csi, parse_parameters
from mux.term.dcs import perform_dcs
from mux.term.emulator import Rang
from mux.term.osc import perform_osc
from mux.term.style import Change, compile_direct_colour, compile_sgr
from mux.term.tokens import SEQUENCE_LIMIT, STRING_LIMIT

Step = tuple[Callable[[State, Any], None], Any]
"""An action and what it takes besides the terminal's state."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SGR = re.compile(rf"\x1b\[([0-9:;]{{0,{SEQUENCE_LIMIT - 3}}})m")
_MEMO_TOKENS = 12288  # all positions of a screen of 200x50, and the colours
_MEMO_LENGTH = 48  # characters; longer tokens hardly come twice


def _ignore(state: State, _: Any) -> None:
    """Unknown, broken off, or of no concern here: never printed."""


def _ring(state: State, _: Any) -> None:
    state.screen.events.append(Rang())


def _end_line(state: State, _: Any) -> None:
    state.screen.carriage_return()
    state.screen.index()


_CONTROLS: dict[str, Callable[[State, Any], None]] = {
    "\r\n": _end_line,
    "\x07": _ring,
    "\b": lambda s, _: s.screen.backspace(),
    "\t": lambda s, _: s.screen.tab(),
    "\n": lambda s, _: s.screen.linefeed(),
    "\v": lambda s, _: s.screen.linefeed(),
    "\f": lambda s, _: s.screen.linefeed(),
    "\r": lambda s, _: s.screen.carriage_return(),
    "\x0e": lambda s, _: s.screen.invoke_charset(1),
    "\x0f": lambda s, _: s.screen.invoke_charset(0),
}

_ESCAPES: dict[str, Callable[[State, Any], None]] = {
    "6": lambda s, _: s.screen.back_index(),
    "7": lambda s, _: s.screen.save_cursor(),
    "8": lambda s, _: s.screen.restore_cursor(),
    "9": lambda s, _: s.screen.forward_index(),
    "=": lambda s, _: s.screen.modes.set_private(66, True),
    ">": lambda s, _: s.screen.modes.set_private(66, False),
    "D": lambda s, _: s.screen.index(),
    "E": lambda s, _: s.screen.next_line(),
    "H": lambda s, _: s.screen.set_tab_stop(),
    "M": lambda s, _: s.screen.reverse_index(),
    "N": lambda s, _: s.screen.invoke_once(2),
    "O": lambda s, _: s.screen.invoke_once(3),
    "V": lambda s, _: s.screen.set_protection(True, iso=True),
    "W": lambda s, _: s.screen.set_protection(False, iso=True),
    "Z": lambda s, _: ACTIONS["c"](s, (0,)),
    "c": lambda s, _: s.reset(),
    "n": lambda s, _: s.screen.invoke_charset(2),
    "o": lambda s, _: s.screen.invoke_charset(3),
    "#8": lambda s, _: s.screen.alignment_display(),
    " F": lambda s, _: s.screen.use_eight_bits(False),
    " G": lambda s, _: s.screen.use_eight_bits(True),
}
_SETS = {"(": 0, ")": 1, "*": 2, "+": 3, "-": 1, ".": 2, "/": 3}


def find_step(token: str) -> Step:
    """What a token does."""
    kind = token[1:2]
    if kind == "[":
        return _find_csi(token)
    if kind and kind in "]kPX^_" and token[0] == "\x1b":
        return _find_string(kind, token)
    if token[:1] != "\x1b":
        return _CONTROLS.get(token, _ignore), None
    if len(token) == 3 and kind in _SETS:
        return _designate, (_SETS[kind], token[2])
    return _ESCAPES.get(token[1:], _ignore), None


def _designate(state: State, what: tuple[int, str]) -> None:
    state.screen.designate_charset(*what)


def _find_csi(token: str) -> Step:
    if token[-1] == "m" and (found := _SGR.fullmatch(token)):
        return _select_style, compile_sgr(found[1])
    parsed = parse_csi(token) if len(token) <= SEQUENCE_LIMIT else None
    if parsed:
        key, text = parsed
        action = ACTIONS.get(key)
        parameters = parse_parameters(text)
        return (action, parameters) if action and parameters else (_ignore, None)
    # Controls inside a sequence act before it does.
    controls = _CONTROL.findall(token, 2)
    if not controls:
        return _ignore, None
    steps = [find_step(control) for control in controls]
    steps.append(find_step("\x1b" + _CONTROL.sub("", token)))
    return _perform_all, steps


def _perform_all(state: State, steps: list[Step]) -> None:
    for action, argument in steps:
        action(state, argument)


def _select_style(state: State, change: Change) -> None:
    """SGR."""
    kept, bits = change
    cursor = state.screen.cursor
    cursor.style = cursor.style & kept | bits


def _find_string(kind: str, token: str) -> Step:
    """A string that was ended properly and is not too long; others do nothing."""
    end = 2 if token.endswith("\x1b\\") else 1 if token.endswith("\x07") else 0
    if end and len(token) <= STRING_LIMIT:
        if kind == "]":
            return perform_osc, (token[2:-end], token[-end:])
        if kind == "k":
            return perform_osc, ("2;" + token[2:-end], "")
        if kind == "P" and end == 2:
            return perform_dcs, token[2:-end]
    return _ignore, None


class _StepTable(dict[str, Step]):
    """The steps of short tokens, remembered. When it is full it turns old: what is asked for again
    is kept, and the rest is forgotten the next time."""

    def __init__(self) -> None:
        super().__init__()
        self._old: dict[str, Step] = {}

    def __missing__(self, token: str) -> Step:
        change = compile_direct_colour(token)
        step = (_select_style, change) if change else self._old.get(token) or find_step(token)
        if len(token) <= _MEMO_LENGTH:
            if len(self) >= _MEMO_TOKENS:
                self._old = dict(self)
                self.clear()
            self[token] = step
        return step


_STEPS = _StepTable()


def perform(state: State, parts: list[str]) -> None:
    """Does what alternating texts and tokens say."""
    pairs = iter(parts)
    screen = state.screen
    draw = screen.draw
    for text, token in zip(pairs, pairs, strict=True):
        if text:
            draw(text)
        if token:
            action, argument = _STEPS[token]
            action(state, argument)
            screen.graphic = ""
