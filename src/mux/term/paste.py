"""Pasted text, and the focus, to the bytes that a program expects."""

import re

from mux.term.emulator import InputModes

_START, _END = "\x1b[200~", "\x1b[201~"
_BRACKETS = re.compile("(?:\x1b\\[|\x9b)20[01]~")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def encode_paste(text: str, modes: InputModes) -> bytes:
    """What pasting a text sends: line ends as the Enter key sends them, no control but TAB.

    A text can't end its own bracket, nor press keys that its reader would act on (xterm ctlseqs:
    Bracketed Paste Mode).
    """
    text = _CONTROLS.sub("", _BRACKETS.sub("", text.replace("\r\n", "\r").replace("\n", "\r")))
    if modes.bracketed_paste:
        text = f"{_START}{text}{_END}"
    return text.encode(errors="replace")


def encode_focus(gained: bool, modes: InputModes) -> bytes:
    """What a pane that got or lost the focus is told (xterm ctlseqs: FocusIn/FocusOut)."""
    if not modes.focus_events:
        return b""
    return b"\x1b[I" if gained else b"\x1b[O"
