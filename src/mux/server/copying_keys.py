"""The names of keys that come as bytes: the inverse of what the emulator sends for a key."""

import re

from mux.core.keys import NAMED
from mux.term.emulator import InputModes
from mux.term.keys import ALT, CTRL, SHIFT, encode_key

MODIFIERS = [
    ("", 0),
    ("shift-", SHIFT),
    ("alt-", ALT),
    ("ctrl-", CTRL),
    ("ctrl-alt-", CTRL | ALT),
    ("alt-shift-", ALT | SHIFT),
    ("ctrl-shift-", CTRL | SHIFT),
]
CHARACTERS = [chr(code) for code in range(33, 127)]


def _name_keys() -> dict[str, str]:
    """Bytes, as Latin-1, to the canonical name; of two keys that send the same the plainer one."""
    names: dict[str, str] = {}
    for modes in (InputModes(), InputModes(app_cursor=True)):
        for prefix, bits in MODIFIERS:
            for key in (*sorted(NAMED), *CHARACTERS):
                if len(key) == 1 and (bits & SHIFT or (bits & CTRL and key.isupper())):
                    continue  # Shift is part of the character, and Ctrl knows no case
                sent = encode_key(key, bits, modes).decode("latin-1")
                names.setdefault(sent, prefix + key)
    names["\0"] = "ctrl-space"
    names["\b"] = "backspace"
    names["\n"] = "enter"
    return names


_NAMES = _name_keys()
_KEY = re.compile("|".join(map(re.escape, sorted(_NAMES, key=len, reverse=True))))


def read_keys(data: bytes) -> list[str]:
    """The canonical names of keys; what is none of them stands for itself, character by character,
    and sequences that no key sends are passed over."""
    text = data.decode("utf-8", "replace")
    keys: list[str] = []
    at = 0
    while at < len(text):
        found = _KEY.match(text, at)
        if found:
            keys.append(_NAMES[found[0]])
            at = found.end()
            continue
        if text[at].isprintable():
            keys.append(text[at])
        at += 1
    return keys
