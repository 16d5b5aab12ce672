"""A theme as a value: Zellij's components and their colours.

A color is "#rrggbb", or "0" to "255": an index into the palette of the outer terminal.
"""

from collections.abc import Mapping

from mux.dataclass import dataclass, field

# The 16 colours that xterm starts with, then the steps of its 6x6x6 cube (xterm's 256colres.h).
_XTERM_16 = (
    *(0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5),
    *(0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF),
)
_CUBE_STEPS = (0, 95, 135, 175, 215, 255)


@dataclass(frozen=True, slots=True)
class Component:
    """The colours of one part of the screen; emphasis 0 to 3 mark words in its text."""

    base: str
    background: str
    emphasis: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Theme:
    """Every component of the chrome. Panes keep the user's own palette.

    `frame_unselected` is None where the theme leaves those frames to the terminal's foreground.
    `terminal_colors` is an optional palette for panes: "black" to "white", "bright_black" to
    "bright_white", "foreground", "background", "cursor".
    """

    name: str
    text_unselected: Component
    text_selected: Component
    ribbon_unselected: Component
    ribbon_selected: Component
    table_title: Component
    table_cell_unselected: Component
    table_cell_selected: Component
    list_unselected: Component
    list_selected: Component
    frame_selected: Component
    frame_highlight: Component
    exit_code_success: Component
    exit_code_error: Component
    frame_unselected: Component | None = None
    multiplayer_user_colors: tuple[str, ...] = ()
    terminal_colors: Mapping[str, str] = field(default_factory=dict)

    @property
    def dark(self) -> bool:
        """Whether white would be read more easily than black on the theme's background."""
        background = self.text_unselected.background
        return contrast("#ffffff", background) >= contrast("#000000", background)


def color_rgb(color: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255; an index is looked up in xterm's own palette."""
    if color.startswith("#"):
        value = int(color[1:], 16)
    elif (index := int(color)) < 16:
        value = _XTERM_16[index]
    elif index < 232:
        red, rest = divmod(index - 16, 36)
        green, blue = divmod(rest, 6)
        return _CUBE_STEPS[red], _CUBE_STEPS[green], _CUBE_STEPS[blue]
    else:
        gray = 8 + 10 * (index - 232)
        return gray, gray, gray
    return value >> 16, value >> 8 & 255, value & 255


def luminance(color: str) -> float:
    """Relative luminance, 0 (black) to 1 (white); WCAG 2.2, "relative luminance"."""
    red, green, blue = (_linear(part / 255) for part in color_rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21; WCAG 2.2, "contrast ratio"."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
