"""Styles as the server sends them, as SGR sequences for the outer terminal that there is.

They come as SGR parameters (ECMA-48 8.3.117, with the colon forms of ITU T.416), and are reduced to
what the terminal can show once for each style, when a row arrives, never when it is drawn.
"""

from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

PLAIN = "\x1b[0m"

# xterm's first 16 colours and the steps of its cube (256colres.h).
XTERM_16 = (
    *((0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0)),
    *((0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)),
    *((127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0)),
    *((92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255)),
)
CUBE = (0, 95, 135, 175, 215, 255)


class Depth(IntEnum):
    """How many colours the outer terminal has."""

    MONOCHROME = 0
    SIXTEEN = 16
    INDEXED = 256
    TRUE = 1 << 24


def color_depth(environ: Mapping[str, str]) -> Depth:
    """What COLORTERM and TERM promise."""
    term = environ.get("TERM", "")
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct"):
        return Depth.TRUE
    if term in ("xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour"):
        return Depth.TRUE
    if "256color" in term:
        return Depth.INDEXED
    if term in ("", "dumb", "unknown") or term.startswith("vt"):
        return Depth.MONOCHROME
    return Depth.SIXTEEN


@lru_cache(maxsize=16384)
def style_sequence(parameters: str, depth: Depth) -> str:
    """The whole sequence that turns a style on, whatever was on before.

    What are no SGR parameters shows as the default style, so that no byte of it reaches the
    terminal.
    """
    return sgr(reduce_style(parameters, depth))


def sgr(parameters: str) -> str:
    """`31` -> `ESC [ 0 ; 31 m`."""
    return f"\x1b[0;{parameters}m" if parameters else PLAIN


@lru_cache(maxsize=4096)
def toggle_reverse(sequence: str) -> str:
    """The same style with foreground and background exchanged."""
    fields = split_parameters(sequence[2:-1])
    if ["7"] in fields:
        fields = [field for field in fields if field != ["7"]]
    else:
        fields.append(["7"])
    return f"\x1b[{join_parameters(fields)}m"


def reduce_style(parameters: str, depth: Depth) -> str:
    """SGR parameters in terms of what a terminal with so many colours shows; "" if malformed."""
    if not parameters or parameters.strip("0123456789;:"):
        return ""
    if depth is Depth.TRUE:
        return parameters
    out: list[str] = []
    for field in split_parameters(parameters):
        out += _reduce_field(field, depth)
    return ";".join(out)


def split_parameters(parameters: str) -> list[list[str]]:
    """One list for each attribute, with a colour's own parameters in it."""
    fields: list[list[str]] = []
    words = parameters.split(";")
    position = 0
    while position < len(words):
        word = words[position].split(":")
        if word in (["38"], ["48"], ["58"]) and position + 1 < len(words):
            length = {"5": 3, "2": 5}.get(words[position + 1], 1)
            fields.append(words[position : position + length])
            position += length
        else:
            fields.append(words[position : position + 1] if len(word) == 1 else ["", *word])
            position += 1
    return fields


def join_parameters(fields: list[list[str]]) -> str:
    """The inverse of `split_parameters`; a leading empty word marks the colon form."""
    return ";".join(
        ":".join(field[1:]) if len(field) > 1 and field[0] == "" else ";".join(field)
        for field in fields
    )


def _reduce_field(field: list[str], depth: Depth) -> list[str]:
    words = field[1:] if field[0] == "" and len(field) > 1 else field
    head = words[0]
    if head in ("38", "48"):
        color = _color_of(words)
        return [] if color is None or not depth else _color_parameters(head, color, depth)
    if head in ("58", "59"):
        return []
    if head == "4" and len(words) > 1:
        return [] if words[1] == "0" else ["4"]
    is_color = head.isdigit() and (30 <= int(head) <= 49 or 90 <= int(head) <= 107)
    return [] if is_color and not depth else [head]


def _color_of(words: list[str]) -> int | tuple[int, int, int] | None:
    """An index or RGB from `38 5 n`, `38 2 r g b` or `38 2 space r g b` (T.416)."""
    numbers = [int(word) if word.isdigit() else 0 for word in words]
    if len(numbers) >= 3 and numbers[1] == 5:
        return min(numbers[2], 255)
    if len(numbers) >= 5 and numbers[1] == 2:
        red, green, blue = numbers[3:6] if len(numbers) >= 6 else numbers[2:5]
        return min(red, 255), min(green, 255), min(blue, 255)
    return None


def _color_parameters(head: str, color: int | tuple[int, int, int], depth: Depth) -> list[str]:
    index = color if isinstance(color, int) else nearest_index(color)
    if depth is Depth.SIXTEEN:
        index = index if index < 16 else nearest_of_16(index_rgb(index))
        base = 30 if head == "38" else 40
        return [str(base + index if index < 8 else base + 52 + index)]
    return [head, "5", str(index)]


def index_rgb(index: int) -> tuple[int, int, int]:
    """The colour of a palette index as xterm has it."""
    if index < 16:
        return XTERM_16[index]
    if index < 232:
        red, rest = divmod(index - 16, 36)
        green, blue = divmod(rest, 6)
        return CUBE[red], CUBE[green], CUBE[blue]
    gray = 8 + 10 * (index - 232)
    return gray, gray, gray


def nearest_index(color: tuple[int, int, int]) -> int:
    """The palette index from 16 up that comes nearest: of the cube, or of the grays."""
    steps = [min(range(6), key=lambda n, part=part: abs(CUBE[n] - part)) for part in color]  # type: ignore[misc]
    cube = 16 + 36 * steps[0] + 6 * steps[1] + steps[2]
    gray = 232 + max(0, min(23, round((sum(color) / 3 - 8) / 10)))
    return min((cube, gray), key=lambda index: _distance(index_rgb(index), color))


@lru_cache(maxsize=512)
def nearest_of_16(color: tuple[int, int, int]) -> int:
    return min(range(16), key=lambda index: _distance(XTERM_16[index], color))


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    """Squared, weighted by how the eye weighs red, green and blue."""
    weights = (3, 6, 1)
    return sum(w * (a - b) ** 2 for w, a, b in zip(weights, one, other, strict=True))
