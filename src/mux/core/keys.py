"""Names of keys.

Canonical names are lower case with the modifiers in front in the order ctrl-, alt-, shift-:
"ctrl-b", "alt-left", "ctrl-alt-shift-f5". Characters stand for themselves ("%", "A"; Shift is part
of the character), the space bar is "space".
"""

from mux.core.commands import CommandError

NAMED = frozenset(
    ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"]
    + ["backspace", "tab", "enter", "esc", "space"]
    + [f"f{number}" for number in range(1, 25)]
)

ALIASES = {
    "escape": "esc",
    "return": "enter",
    "pgup": "pageup",
    "ppage": "pageup",
    "page-up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "npage": "pagedown",
    "page-down": "pagedown",
    "del": "delete",
    "dc": "delete",
    "ins": "insert",
    "ic": "insert",
    "bspace": "backspace",
    " ": "space",
}

MODIFIERS = {
    "ctrl": "ctrl",
    "c": "ctrl",
    "alt": "alt",
    "m": "alt",
    "meta": "alt",
    "shift": "shift",
    "s": "shift",
}


def normalize_key(text: str) -> str:
    """The canonical name of a key as mux ("ctrl-b"), tmux ("C-b", "M-Left", "BTab") or Zellij
    ("Ctrl b", "Alt Shift Left") write it. Raises CommandError for what is no key."""
    held: set[str] = set()
    rest = text
    while True:
        modifier, separator, after = _split_modifier(rest)
        if not separator or not after or modifier.lower() not in MODIFIERS:
            break
        held.add(MODIFIERS[modifier.lower()])
        rest = after
    if rest.lower() in ("btab", "backtab"):
        held.add("shift")
        rest = "tab"
    key = _normalize_bare(rest)
    if key is None:
        raise CommandError(f'"{text}" is no key; write it like "ctrl-b", "alt-left", "f5" or "%"')
    if len(key) == 1 and "shift" in held and key.isalpha() and not held & {"ctrl", "alt"}:
        held.discard("shift")
        key = key.upper()
    if "ctrl" in held and len(key) == 1:
        key = key.lower()
    return "".join(f"{name}-" for name in ("ctrl", "alt", "shift") if name in held) + key


def _split_modifier(text: str) -> tuple[str, str, str]:
    """`C-b` and `Ctrl b` at the first separator; a separator alone is a key."""
    places = [text.index(mark) for mark in "- " if mark in text[1:-1]]
    if not places:
        return text, "", ""
    place = min(places)
    return text[:place], text[place], text[place + 1 :]


def _normalize_bare(text: str) -> str | None:
    name = ALIASES.get(text.lower(), text.lower())
    if name in NAMED:
        return name
    return text if len(text) == 1 and text.isprintable() else None
