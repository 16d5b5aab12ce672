"""Keys to the bytes that programs expect of them.

Sources: xterm ctlseqs ("PC-Style Function Keys", "VT220-Style Function Keys", "Alt and Meta Keys")
and its modified-keys page for modifyOtherKeys; the kitty keyboard protocol. Only presses are
encoded.
"""

from mux.term.emulator import InputModes

SHIFT, ALT, CTRL, SUPER, HYPER, META = (1 << bit for bit in range(6))
"""Modifiers, to be added up: xterm's modifier parameter less 1, as extended by kitty."""

_CURSOR_KEYS = {
    "up": "A",
    "down": "B",
    "right": "C",
    "left": "D",
    "begin": "E",
    "end": "F",
    "home": "H",
}
_TILDE_KEYS = {
    "insert": 2,
    "delete": 3,
    "pageup": 5,
    "pagedown": 6,
    "menu": 29,
    **{f"f{number}": number + 10 for number in range(1, 6)},
    **{f"f{number}": number + 11 for number in range(6, 11)},
    "f11": 23,
    "f12": 24,
}
_SS3_KEYS = {"f1": "P", "f2": "Q", "f3": "R", "f4": "S"}
_KEYPAD = {  # name: (final of ESC O, what it prints, kitty's code)
    **{f"kp{digit}": (chr(ord("p") + digit), str(digit), 57399 + digit) for digit in range(10)},
    "kpdecimal": ("n", ".", 57409),
    "kpdivide": ("o", "/", 57410),
    "kpmultiply": ("j", "*", 57411),
    "kpsubtract": ("m", "-", 57412),
    "kpadd": ("k", "+", 57413),
    "kpenter": ("M", "\r", 57414),
    "kpequal": ("X", "=", 57415),
    "kpseparator": ("l", ",", 57416),
}
_KEYPAD_MOVES = {  # name: kitty's code; elsewhere they are the keys without "kp"
    "kpleft": 57417,
    "kpright": 57418,
    "kpup": 57419,
    "kpdown": 57420,
    "kppageup": 57421,
    "kppagedown": 57422,
    "kphome": 57423,
    "kpend": 57424,
    "kpinsert": 57425,
    "kpdelete": 57426,
    "kpbegin": 57427,
}
_KITTY_KEYS = {
    "capslock": 57358,
    "scrolllock": 57359,
    "numlock": 57360,
    "printscreen": 57361,
    "pause": 57362,
    "menu": 57363,
}
"""Keys that send nothing but in kitty's protocol; the menu key does, in xterm's."""
_CONTROL_KEYS = {"escape": 27, "enter": 13, "tab": 9, "backspace": 127}
_ALIASES = {
    "esc": "escape",
    "return": "enter",
    "ins": "insert",
    "del": "delete",
    "pgup": "pageup",
    "ppage": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "npage": "pagedown",
    "bspace": "backspace",
    "kpplus": "kpadd",
    "kpminus": "kpsubtract",
    "kpmult": "kpmultiply",
    "kpperiod": "kpdecimal",
    "kpcomma": "kpseparator",
}
# What Ctrl makes of characters that are not letters (VT220 Programmer Reference, table 3-5).
_CTRL = {
    **dict(zip(" @2", "\0\0\0", strict=True)),
    **dict(zip("[\\]^_", "\x1b\x1c\x1d\x1e\x1f", strict=True)),
    **dict(zip("345678", "\x1b\x1c\x1d\x1e\x1f\x7f", strict=True)),
    **dict(zip("/?", "\x1f\x7f", strict=True)),
}

DISAMBIGUATE, _EVENT_TYPES, ALTERNATES, ALL_KEYS, TEXT = 1, 2, 4, 8, 16
"""The flags of the kitty keyboard protocol; event types say nothing of a press."""


def encode_key(name: str, modifiers: int, modes: InputModes) -> bytes:
    """What a press of a key sends.

    `name` is a character or a key's name in any case, with or without dashes: up, page-up, f5,
    enter, kp7, kp-enter and the like. `modifiers` is a sum of SHIFT, ALT and so on. Raises
    ValueError for an unknown name.
    """
    if len(name) == 1:
        return encode_char(name, modifiers, modes)
    key = name.lower().replace("-", "").replace("_", "")
    key = _ALIASES.get(key, key)
    if key == "space":
        return encode_char(" ", modifiers, modes)
    if key == "backtab":
        key, modifiers = "tab", modifiers | SHIFT
    if key in _CONTROL_KEYS:
        return _encode_control_key(key, modifiers, modes)
    if key in _KEYPAD:
        return _encode_keypad(key, modifiers, modes)
    kitty = modes.kitty_flags & (DISAMBIGUATE | ALL_KEYS)
    if kitty and (code := _KITTY_KEYS.get(key) or _KEYPAD_MOVES.get(key)):
        return _kitty(code, modifiers)
    if key in _KEYPAD_MOVES:
        key = key.removeprefix("kp")
    elif key in _KITTY_KEYS and key != "menu":
        return b""
    return _encode_function_key(name, key, modifiers, modes)


def encode_char(character: str, modifiers: int, modes: InputModes) -> bytes:
    """What a key that prints a character sends. SHIFT may be left out where the character tells."""
    if modifiers & SHIFT and len(character.upper()) == 1:
        character = character.upper()
    if modes.kitty_flags:
        return _encode_kitty_char(character, modifiers, modes.kitty_flags)
    control = _control_of(character) if modifiers & CTRL else None
    others = modifiers & ~SHIFT
    if others and modes.modify_other_keys >= 2:
        return _modified(ord(character), modifiers)
    if others & CTRL and control is None and modes.modify_other_keys == 1:
        return _modified(ord(character), modifiers)
    return _with_alt(control if control is not None else character, modifiers)


def _control_of(character: str) -> str | None:
    """What Ctrl makes of a character; None where it makes nothing of it."""
    if character.isascii() and character.isalpha():
        return chr(ord(character) & 0x1F)
    return _CTRL.get(character)


def _with_alt(text: str, modifiers: int) -> bytes:
    return (f"\x1b{text}" if modifiers & (ALT | META) else text).encode(errors="replace")


def _modified(code: int, modifiers: int) -> bytes:
    """xterm's modifyOtherKeys in its first format (formatOtherKeys: 0)."""
    return f"\x1b[27;{modifiers + 1};{code}~".encode()


def _encode_control_key(key: str, modifiers: int, modes: InputModes) -> bytes:
    """Escape, Enter, Tab and Backspace."""
    code = _CONTROL_KEYS[key]
    flags = modes.kitty_flags
    if flags & ALL_KEYS or (flags & DISAMBIGUATE and (modifiers or key == "escape")):
        return _kitty(code, modifiers)
    if key == "tab" and modifiers & SHIFT and not modifiers & CTRL:
        return _with_alt("\x1b[Z", modifiers)
    if modifiers and modes.modify_other_keys >= 2:
        return _modified(code, modifiers)
    if key == "backspace":
        # DECBKM, and Ctrl for the other of the two.
        sends_backspace = modes.backarrow_backspace != bool(modifiers & CTRL)
        return _with_alt("\b" if sends_backspace else "\x7f", modifiers)
    if modifiers and modes.modify_other_keys and key != "escape":
        return _modified(code, modifiers)
    if key == "enter" and modes.newline:
        return _with_alt("\r\n", modifiers)
    return _with_alt(chr(code), modifiers)


def _encode_keypad(key: str, modifiers: int, modes: InputModes) -> bytes:
    final, character, code = _KEYPAD[key]
    flags = modes.kitty_flags
    if flags & ALL_KEYS or (flags & DISAMBIGUATE and (modifiers or key == "kpenter")):
        return _kitty(code, modifiers)
    if modes.app_keypad:
        return f"\x1bO{modifiers + 1 if modifiers else ''}{final}".encode()
    if key == "kpenter":
        return encode_key("enter", modifiers, modes)
    return encode_char(character, modifiers, modes)


def _encode_function_key(name: str, key: str, modifiers: int, modes: InputModes) -> bytes:
    legacy = not modes.kitty_flags & (DISAMBIGUATE | ALL_KEYS)
    number = int(key[1:]) if key[:1] == "f" and key[1:].isdecimal() and len(key) <= 3 else 0
    if 13 <= number <= 35:
        if not legacy:
            return _kitty(57376 + number - 13, modifiers)
        # xterm's terminfo: F13 to F24 are F1 to F12 with Shift, the next twelve with Ctrl.
        modifiers |= SHIFT if number <= 24 else CTRL
        key = f"f{(number - 1) % 12 + 1}"
    if key in _CURSOR_KEYS:
        return _letter(_CURSOR_KEYS[key], modifiers, modes.app_cursor and legacy)
    if key == "f3" and not legacy:
        return _tilde(13, modifiers)  # CSI R would be taken for a cursor position report
    if key in _SS3_KEYS:
        return _letter(_SS3_KEYS[key], modifiers, legacy)
    if key in _TILDE_KEYS:
        return _tilde(_TILDE_KEYS[key], modifiers)
    raise ValueError(f"unknown key {name!r}")


def _letter(final: str, modifiers: int, single_shift: bool) -> bytes:
    if modifiers:
        return f"\x1b[1;{modifiers + 1}{final}".encode()
    return f"\x1b{'O' if single_shift else '['}{final}".encode()


def _tilde(number: int, modifiers: int) -> bytes:
    return f"\x1b[{number}{f';{modifiers + 1}' if modifiers else ''}~".encode()


# --- The kitty keyboard protocol ------------------------------------------------------------------


def _kitty(code: int, modifiers: int, shifted: int = 0, text: str = "") -> bytes:
    """CSI code:shifted ; modifiers ; text u, without what says nothing."""
    keys = f"{code}:{shifted}" if shifted else f"{code}"
    state = f"{modifiers + 1}" if modifiers else ""
    if text:
        return f"\x1b[{keys};{state};{ord(text)}u".encode()
    return f"\x1b[{keys}{';' if state else ''}{state}u".encode()


def _encode_kitty_char(character: str, modifiers: int, flags: int) -> bytes:
    others = modifiers & ~SHIFT
    if not flags & ALL_KEYS and (not others or not flags & DISAMBIGUATE):
        control = _control_of(character) if modifiers & CTRL else None
        return _with_alt(control if control is not None else character, modifiers)
    plain = character.lower() if len(character.lower()) == 1 else character
    if plain != character:
        modifiers |= SHIFT
    shifted = ord(character) if plain != character and flags & ALTERNATES else 0
    text = character if flags & TEXT and flags & ALL_KEYS and not others else ""
    return _kitty(ord(plain), modifiers, shifted, text)
