"""The character sets that G0 to G3 can hold (DEC STD 070; xterm ctlseqs: SCS)."""

_SPECIAL_GRAPHICS = str.maketrans(
    "_`abcdefghijklmnopqrstuvwxyz{|}~",
    "\xa0◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·",
)
_BRITISH = str.maketrans("#", "£")
_DUTCH = str.maketrans("#@[\\]{|}~", "£¾ĳ½|¨ƒ¼´")
_FINNISH = str.maketrans("[\\]^`{|}~", "ÄÖÅÜéäöåü")
_FRENCH = str.maketrans("#@[\\]{|}~", "£à°ç§éùè¨")
_FRENCH_CANADIAN = str.maketrans("@[\\]^`{|}~", "àâçêîôéùèû")
_GERMAN = str.maketrans("@[\\]{|}~", "§ÄÖÜäöüß")
_ITALIAN = str.maketrans("#@[\\]`{|}~", "£§°çéùàòèì")
_NORWEGIAN = str.maketrans("@[\\]^`{|}~", "ÄÆØÅÜäæøåü")
_SPANISH = str.maketrans("#@[\\]{|}", "£§¡Ñ¿°ñç")
_SWEDISH = str.maketrans("@[\\]^`{|}~", "ÉÄÖÅÜéäöåü")
_SWISS = str.maketrans("#@[\\]^_`{|}~", "ùàéçêîèôäöüû")

CharacterSet = dict[int, int] | None
"""What `str.translate` takes, or None for ASCII."""

_SETS: dict[str, CharacterSet] = {
    "0": _SPECIAL_GRAPHICS,
    "2": _SPECIAL_GRAPHICS,
    "A": _BRITISH,
    "4": _DUTCH,
    "C": _FINNISH,
    "5": _FINNISH,
    "R": _FRENCH,
    "f": _FRENCH,
    "Q": _FRENCH_CANADIAN,
    "9": _FRENCH_CANADIAN,
    "K": _GERMAN,
    "Y": _ITALIAN,
    "`": _NORWEGIAN,
    "E": _NORWEGIAN,
    "6": _NORWEGIAN,
    "Z": _SPANISH,
    "H": _SWEDISH,
    "7": _SWEDISH,
    "=": _SWISS,
}


def find_charset(designator: str) -> CharacterSet:
    """The set of an SCS final (with its intermediate, where it has one); unknown ones are ASCII."""
    return _SETS.get(designator)


def charset_designator(character_set: CharacterSet) -> str:
    """The SCS final that selects a set; ASCII's is B."""
    return next((final for final, known in _SETS.items() if known is character_set), "B")
