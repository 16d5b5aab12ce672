"""The mouse to the bytes that a program asked for (xterm ctlseqs: Mouse Tracking)."""

from mux.term.emulator import InputModes
from mux.term.keys import encode_key

SHIFT, ALT, CTRL = 4, 8, 16
"""Modifiers, to be added up, as mouse reports carry them."""

X10, NORMAL, BUTTONS, ANY = 9, 1000, 1002, 1003
WHEEL = {"wheel-up": 64, "wheel-down": 65, "wheel-left": 66, "wheel-right": 67}
NO_BUTTON = 3
MOVED = 32
LINES_A_WHEEL_STEP = 3
"""Arrows that a step of the wheel is worth where the program did not ask for the mouse (1007)."""


def encode_mouse(
    action: str, button: int, x: int, y: int, modifiers: int, modes: InputModes
) -> bytes:
    """What an event of the mouse sends; b"" where the program did not ask for it.

    action: press, release, move, wheel-up, wheel-down, wheel-left or wheel-right. button: 0 left,
    1 middle, 2 right, 3 none, 8 and up the further ones. x and y count cells from 0. Under 1016 a
    cell is taken for one pixel, as its size in pixels is not known here. Raises ValueError for
    another action.
    """
    if modes.mouse == 0:
        return _scroll_alternate(action, modes)
    if action not in WHEEL and action not in ("press", "release", "move"):
        raise ValueError(f"unknown mouse action {action!r}")
    if not _wants(action, button, modes.mouse):
        return b""
    if modes.mouse == X10:
        modifiers = 0
    code = WHEEL.get(action, _button_code(button)) + modifiers
    if action == "move":
        code += MOVED
    return _encode(code, action == "release", x, y, modes.mouse_encoding)


def _scroll_alternate(action: str, modes: InputModes) -> bytes:
    """Mode 1007: the wheel becomes arrows where there is no history to scroll through."""
    arrow = {"wheel-up": "up", "wheel-down": "down"}.get(action)
    if arrow is None or not (modes.alternate_scroll and modes.alternate_screen):
        return b""
    return encode_key(arrow, 0, modes) * LINES_A_WHEEL_STEP


def _wants(action: str, button: int, mode: int) -> bool:
    if action == "press" and button == NO_BUTTON:
        return False
    if mode == X10:
        return action == "press" and button < NO_BUTTON
    if action == "move":
        return mode == ANY or (mode == BUTTONS and button != NO_BUTTON)
    return True


def _button_code(button: int) -> int:
    return button if button <= NO_BUTTON else 128 + button - 8


def _encode(code: int, released: bool, x: int, y: int, encoding: int) -> bytes:
    column, row = x + 1, y + 1
    if encoding in (1006, 1016):
        return f"\x1b[<{code};{column};{row}{'m' if released else 'M'}".encode()
    if released:
        code = code & (SHIFT | ALT | CTRL) | NO_BUTTON
    if encoding == 1015:
        return f"\x1b[{code + 32};{column};{row}M".encode()
    values = (code + 32, column + 32, row + 32)
    if encoding == 1005:
        return f"\x1b[M{''.join(map(chr, values))}".encode() if max(values) <= 2047 else b""
    return b"\x1b[M" + bytes(values) if max(values) <= 255 else b""
