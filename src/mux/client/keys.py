"""What a token is called in a keymap: `ctrl-b`, `alt-x`, `shift-left`, `%`.

Modifiers come in the order ctrl, alt, shift, super. Encodings: xterm ctlseqs "PC-Style Function
Keys" and "modifyOtherKeys", the VT220 editing keypad, the Linux console, and the kitty keyboard
protocol (CSI u).
"""

from collections.abc import Iterator

from mux.client.tokens import Token, TokenKind

CONTROLS = {
    0x00: "ctrl-space",
    0x09: "tab",
    0x0D: "enter",
    0x1B: "esc",
    0x1C: "ctrl-\\",
    0x1D: "ctrl-]",
    0x1E: "ctrl-^",
    0x1F: "ctrl-_",
    0x7F: "backspace",
}
FINALS = {
    "A": "up",
    "B": "down",
    "C": "right",
    "D": "left",
    "E": "begin",
    "F": "end",
    "H": "home",
    "P": "f1",
    "Q": "f2",
    "R": "f3",
    "S": "f4",
    "M": "enter",  # of the keypad, ESC O M
}
# rxvt says shift with a small letter, and ctrl with the small letter after ESC O.
RXVT_FINALS = {"a": "up", "b": "down", "c": "right", "d": "left"}
NUMBERS = {
    1: "home",
    2: "insert",
    3: "delete",
    4: "end",
    5: "pageup",
    6: "pagedown",
    7: "home",
    8: "end",
    **{11 + n: f"f{1 + n}" for n in range(5)},
    **{17 + n: f"f{6 + n}" for n in range(5)},
    23: "f11",
    24: "f12",
    25: "f13",
    26: "f14",
    28: "f15",
    29: "f16",
    **{31 + n: f"f{17 + n}" for n in range(4)},
}
LINUX_CONSOLE = {letter: f"f{n}" for n, letter in enumerate("ABCDE", 1)}
# Keypad in application mode, ESC O letter: what the key prints (xterm ctlseqs, "VT220 keypad").
KEYPAD = {**{chr(ord("j") + n): c for n, c in enumerate("*+,-./0123456789")}, "X": "="}
# kitty: functional keys in the Unicode private use area; those not listed have no name here.
KITTY = {
    9: "tab",
    13: "enter",
    27: "esc",
    32: "space",
    127: "backspace",
    **{57376 + n: f"f{13 + n}" for n in range(23)},
    **{57399 + n: str(n) for n in range(10)},
    57409: ".",
    57410: "/",
    57411: "*",
    57412: "-",
    57413: "+",
    57414: "enter",
    57415: "=",
    57417: "left",
    57418: "right",
    57419: "up",
    57420: "down",
    57421: "pageup",
    57422: "pagedown",
    57423: "home",
    57424: "end",
    57425: "insert",
    57426: "delete",
}
PRIVATE_USE = range(0xE000, 0xF900)
SHIFT, ALT, CTRL, SUPER = 1, 2, 4, 8


def split_keys(token: Token) -> Iterator[Token]:
    """A run of text as one token for each character; any other token as it is."""
    if token.kind is not TokenKind.TEXT or len(token.raw) == 1:
        yield token
        return
    for character in token.raw.decode("utf-8", "surrogateescape"):
        yield Token(TokenKind.TEXT, character.encode("utf-8", "surrogateescape"))


def split_escape(token: Token) -> Iterator[Token]:
    """ESC and a control key that came in one read as two keys: where ESC closes what is open, they
    were typed one after the other. Alt and a character stays one key, for it edits text."""
    rest = token.raw[1:]
    if token.kind is TokenKind.ALT and len(rest) == 1 and rest[0] < 0x20:
        yield Token(TokenKind.ESC, b"\x1b")
        yield Token(TokenKind.ESC if rest == b"\x1b" else TokenKind.CTRL, rest)
    else:
        yield token


def key_name(token: Token) -> str:
    """The name of the key; "" for what is no key press (a release, a lone modifier, a reply)."""
    match token.kind:
        case TokenKind.TEXT:
            return _character_name(token.raw.decode("utf-8", "replace"))
        case TokenKind.CTRL:
            return _control_name(token.raw[0])
        case TokenKind.ESC:
            return "esc"
        case TokenKind.ALT:
            return _alt_name(token.raw[1:])
        case TokenKind.SS3:
            return _ss3_name(token.raw[2:].decode("ascii"))
        case TokenKind.CSI:
            return _csi_name(token.raw[2:].decode("ascii"))
        case _:
            return ""


def is_release(token: Token) -> bool:
    """Whether a kitty report says that a key was let go."""
    return token.kind is TokenKind.CSI and b":3" in token.raw and _modifiers(token.raw)[1] == 3


def _modifiers(raw: bytes) -> tuple[int, int]:
    """Modifier bits and kitty event (1 press, 2 repeat, 3 release) of a CSI sequence."""
    parts = raw[2:-1].split(b";")
    field = parts[1].split(b":") if len(parts) > 1 else [b""]
    bits = int(field[0]) - 1 if field[0].isdigit() else 0
    event = int(field[1]) if len(field) > 1 and field[1].isdigit() else 1
    return max(bits, 0), event


def _with_modifiers(name: str, bits: int) -> str:
    """Shift is told only where the key prints nothing: `%` is a key of its own."""
    if not name:
        return ""
    shift = bits & SHIFT and (len(name) > 1 or bits & CTRL)
    parts = [
        word
        for word, on in (
            ("ctrl", bits & CTRL),
            ("alt", bits & ALT),
            ("shift", shift),
            ("super", bits & SUPER),
        )
        if on
    ]
    return "-".join([*parts, name])


def _character_name(character: str) -> str:
    return "space" if character == " " else character


def _control_name(byte: int) -> str:
    return CONTROLS.get(byte) or f"ctrl-{chr(byte + 0x60)}"


def _alt_name(rest: bytes) -> str:
    if rest[:1] == b"\x1b" and len(rest) > 1:
        kind = TokenKind.SS3 if rest[1:2] == b"O" else TokenKind.CSI
        return _put_alt(key_name(Token(kind, rest)))
    if len(rest) == 1 and (rest[0] < 0x20 or rest[0] == 0x7F):
        return _put_alt(_control_name(rest[0]))
    return _put_alt(_character_name(rest.decode("utf-8", "replace")))


def _put_alt(name: str) -> str:
    if not name or "alt-" in name:
        return name
    return f"ctrl-alt-{name[5:]}" if name.startswith("ctrl-") and name != "ctrl-" else f"alt-{name}"


def _ss3_name(text: str) -> str:
    final, number = text[-1], text[:-1].rpartition(";")[2]
    if final in RXVT_FINALS:
        return f"ctrl-{RXVT_FINALS[final]}"
    name = FINALS.get(final) or KEYPAD.get(final, "")
    return _with_modifiers(name, int(number) - 1 if number.isdigit() and number != "0" else 0)


def _csi_name(text: str) -> str:
    if text[:1] == "[":
        return LINUX_CONSOLE.get(text[1:], "")
    final = text[-1:]
    bits, event = _modifiers(b"\x1b[" + text.encode("ascii"))
    if event == 3 or not final:
        return ""
    numbers = [part.split(":") for part in text[:-1].split(";")]
    if final == "Z":
        return _with_modifiers("tab", bits | SHIFT)
    if final in RXVT_FINALS:
        return f"shift-{RXVT_FINALS[final]}"
    if final == "u":
        return _kitty_name(numbers, bits)
    if final in "~^@":
        return _tilde_name(numbers, bits | {"^": CTRL, "@": CTRL | SHIFT}.get(final, 0))
    return _with_modifiers(FINALS.get(final, ""), bits)


def _tilde_name(numbers: list[list[str]], bits: int) -> str:
    """CSI n ; modifiers ~, and modifyOtherKeys' CSI 27 ; modifiers ; code ~."""
    if numbers[0][0] == "27" and len(numbers) == 3:
        return _code_name(_number(numbers[2][0]), bits)
    return _with_modifiers(NUMBERS.get(_number(numbers[0][0]), ""), bits)


def _kitty_name(numbers: list[list[str]], bits: int) -> str:
    """CSI code : shifted : base ; modifiers : event ; text u."""
    code = _number(numbers[0][0])
    if bits & SHIFT:
        text = numbers[2][0] if len(numbers) > 2 else ""
        shifted = (numbers[0][1] if len(numbers[0]) > 1 else "") or (text if bits == SHIFT else "")
        if shifted:
            return _code_name(_number(shifted), bits & ~SHIFT)
    return _code_name(code, bits)


def _code_name(code: int, bits: int) -> str:
    name = KITTY.get(code, "")
    if not name and 32 < code < 0x110000 and code not in PRIVATE_USE and code != 127:
        name = chr(code)
        if bits & SHIFT and not bits & CTRL:
            name, bits = name.upper(), bits & ~SHIFT
    return _with_modifiers(name, bits)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
