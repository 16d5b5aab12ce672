"""Mouse reports of the outer terminal (xterm ctlseqs, "Mouse Tracking"; SGR 1006 and X10)."""

from typing import NamedTuple

from mux.client.tokens import Token, TokenKind

LEFT, MIDDLE, RIGHT, NO_BUTTON = 0, 1, 2, 3
SHIFT, ALT, CTRL = 4, 8, 16


class MouseReport(NamedTuple):
    """Cells count from 0, at the screen's top left. Names as in the Mouse message."""

    action: str  # press | release | move | wheel-up | wheel-down
    button: int
    x: int
    y: int
    modifiers: int = 0


def read_mouse(token: Token) -> MouseReport | None:
    """The report in a token; None for buttons that nobody has a use for (wheel left, 8 and up)."""
    if token.kind is TokenKind.MOUSE:
        code, x, y = (int(number) for number in token.raw[3:-1].split(b";"))
        released = token.raw.endswith(b"m")
    else:
        code, x, y = (byte - 32 for byte in token.raw[3:6])
        released = code & 3 == 3 and not code & 96
    modifiers, button = code & (SHIFT | ALT | CTRL), code & 3
    if code & 128 or x < 1 or y < 1:
        return None
    if code & 64:
        action = {0: "wheel-up", 1: "wheel-down"}.get(button, "")
        return MouseReport(action, NO_BUTTON, x - 1, y - 1, modifiers) if action else None
    action = "move" if code & 32 else "release" if released else "press"
    return MouseReport(action, button, x - 1, y - 1, modifiers)
