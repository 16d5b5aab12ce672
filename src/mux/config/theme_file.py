"""Reads Zellij's theme files, in both forms.

The form of today names components (zellij.dev, "Themes"), the one of old a palette of eleven
colours (zellij.dev, "Legacy Themes") from which the components follow. A color is three numbers,
one index into the terminal's palette, or "#rrggbb". A mistake in one theme spoils no other one.
"""

import re
from collections.abc import Mapping
from typing import Final

from mux.config.errors import CombinedConfigError, ConfigError
from mux.config.suggest import did_you_mean
from mux.config.theme import Component, Theme
from mux.kdl.errors import KdlError
from mux.kdl.node import Entry, Node
from mux.kdl.reader import read_kdl

# Each component, and the one that stands in for it where a theme leaves it out.
COMPONENTS: Final[Mapping[str, str]] = {
    "text_unselected": "",
    "text_selected": "text_unselected",
    "ribbon_unselected": "text_unselected",
    "ribbon_selected": "text_selected",
    "table_title": "text_unselected",
    "table_cell_unselected": "text_unselected",
    "table_cell_selected": "text_selected",
    "list_unselected": "text_unselected",
    "list_selected": "text_selected",
    "frame_selected": "text_selected",
    "frame_highlight": "frame_selected",
    "exit_code_success": "text_unselected",
    "exit_code_error": "text_unselected",
}
PARTS: Final = ("base", "background", "emphasis_0", "emphasis_1", "emphasis_2", "emphasis_3")
PLAYERS: Final = tuple(f"player_{number}" for number in range(1, 11))
PALETTE: Final = (
    *("fg", "bg", "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "orange"),
)
# Words of later palettes that no component is made of.
PALETTE_UNUSED: Final = ("gray", "purple", "gold", "silver", "pink", "brown")
TERMINAL_NAMES: Final = (
    *("foreground", "background", "cursor"),
    *("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"),
    *("bright_black", "bright_red", "bright_green", "bright_yellow"),
    *("bright_blue", "bright_magenta", "bright_cyan", "bright_white"),
)
COLOR_FORMS: Final = 'three numbers as in 40 44 52, one as in 12, or "#282c34"'
UNSET: Final = "0"


def read_theme_file(text: str, path: str = "") -> dict[str, Theme]:
    """The themes of a file, by name. Raises ConfigError with every mistake in it."""
    try:
        document = read_kdl(text)
    except KdlError as error:
        raise ConfigError(error.message, path, error.line, error.column) from None
    themes: dict[str, Theme] = {}
    errors: list[ConfigError] = []
    for node in document.nodes:
        if node.name == "themes":
            found, wrong = read_themes(node, path)
            themes |= found
            errors += wrong
    if not themes and not errors:
        raise ConfigError("holds no theme; write “themes { NAME { … } }”", path)
    if errors:
        raise CombinedConfigError(errors)
    return themes


def read_themes(node: Node, path: str = "") -> tuple[dict[str, Theme], list[ConfigError]]:
    """The themes of a `themes` node that are whole, and what is wrong with the others."""
    themes: dict[str, Theme] = {}
    errors: list[ConfigError] = []
    for child in node.children:
        reader = _ThemeReader(path)
        theme = reader.read_theme(child)
        if child.name in themes:
            reader.blame(child, f"there are two themes “{child.name}”; give one another name")
        elif theme:
            themes[child.name] = theme
        errors += reader.errors
    return themes, errors


class _ThemeReader:
    """One theme, and the mistakes in it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.errors: list[ConfigError] = []

    def blame(self, place: Node | Entry, message: str) -> None:
        self.errors.append(ConfigError(message, self.path, place.line, place.column))

    def read_theme(self, node: Node) -> Theme | None:
        """None where something is wrong."""
        names = {child.name for child in node.children}
        if len(names & set(PALETTE)) > len(names & set(COMPONENTS)):
            colors = self.read_colors(node, (*PALETTE, *PALETTE_UNUSED, "terminal_colors"))
            missing = [name for name in PALETTE if name not in names]
            if missing:
                self.blame(node, f"the theme “{node.name}” has no {', '.join(missing)}")
            terminal = self.read_terminal(node)
            return None if self.errors else theme_of_palette(node.name, colors, terminal)
        return self.read_component_theme(node)

    def read_component_theme(self, node: Node) -> Theme | None:
        components: dict[str, Component] = {}
        players: tuple[str, ...] = ()
        for child in node.children:
            if child.name in COMPONENTS or child.name == "frame_unselected":
                components[child.name] = self.read_component(child)
            elif child.name == "multiplayer_user_colors":
                colors = self.read_colors(child, PLAYERS)
                players = tuple(colors.get(name, UNSET) for name in PLAYERS)
            elif child.name != "terminal_colors":
                known = did_you_mean(child.name, (*COMPONENTS, "frame_unselected"))
                self.blame(child, f"a theme has no “{child.name}”{known}")
        if "text_unselected" not in components:
            self.blame(node, f"the theme “{node.name}” has no text_unselected, its main colors")
        terminal = self.read_terminal(node)
        if self.errors:
            return None
        for name, stand_in in COMPONENTS.items():
            components.setdefault(name, components.get(stand_in, components["text_unselected"]))
        return Theme(
            node.name, multiplayer_user_colors=players, terminal_colors=terminal, **components
        )

    def read_component(self, node: Node) -> Component:
        colors = self.read_colors(node, PARTS)
        if all(child.name != "base" for child in node.children):
            self.blame(node, f"{node.name} has no base, the color of its text")
        base = colors.get("base", UNSET)
        first, second, third, fourth = (colors.get(part, base) for part in PARTS[2:])
        return Component(base, colors.get("background", UNSET), (first, second, third, fourth))

    def read_terminal(self, node: Node) -> dict[str, str]:
        for child in node.children:
            if child.name == "terminal_colors":
                return self.read_colors(child, TERMINAL_NAMES)
        return {}

    def read_colors(self, node: Node, names: tuple[str, ...]) -> dict[str, str]:
        """The colours of a block by name. What is no colour, and no known name, is blamed."""
        colors: dict[str, str] = {}
        for child in node.children:
            if child.name not in names:
                hint = did_you_mean(child.name, names)
                self.blame(child, f"{node.name} has no “{child.name}”{hint}")
            elif child.name != "terminal_colors":
                color = self.read_color(child)
                if color:
                    colors[child.name] = color
        return colors

    def read_color(self, node: Node) -> str:
        """The color that a node's arguments are; "" after blaming them."""
        values = [argument.value for argument in node.arguments]
        match values:
            case [str(text)]:
                if re.fullmatch(r"#[0-9a-fA-F]{6}", text):
                    return text.lower()
                if re.fullmatch(r"#[0-9a-fA-F]{3}", text):
                    return "#" + "".join(2 * digit for digit in text[1:].lower())
            case [int(_)] | [int(_), int(_), int(_)]:
                numbers = [value for value in values if isinstance(value, int)]
                for number, argument in zip(numbers, node.arguments, strict=True):
                    if isinstance(argument.value, bool) or not 0 <= number <= 255:
                        self.blame(argument, f"{node.name} has numbers from 0 to 255 only")
                        return ""
                if len(numbers) == 1:
                    return str(numbers[0])
                return "#" + "".join(f"{number:02x}" for number in numbers)
        place = node.arguments[0] if node.arguments else node
        self.blame(place, f"{node.name} is not a color; write {COLOR_FORMS}")
        return ""


def theme_of_palette(
    name: str, colors: Mapping[str, str], terminal_colors: Mapping[str, str]
) -> Theme:
    """The components that Zellij derives from the eleven colours of an old theme."""
    red, green, blue, yellow = (colors[word] for word in ("red", "green", "blue", "yellow"))
    magenta, cyan, orange = (colors[word] for word in ("magenta", "cyan", "orange"))
    black, white, fg, bg = (colors[word] for word in ("black", "white", "fg", "bg"))
    words = (orange, cyan, green, magenta)
    plain = Component(white, black, words)
    chosen = Component(white, bg, words)
    return Theme(
        name,
        text_unselected=plain,
        text_selected=chosen,
        ribbon_unselected=Component(black, fg, (red, white, blue, magenta)),
        ribbon_selected=Component(black, green, (red, orange, magenta, blue)),
        table_title=Component(green, UNSET, words),
        table_cell_unselected=plain,
        table_cell_selected=chosen,
        list_unselected=plain,
        list_selected=chosen,
        frame_selected=Component(green, UNSET, (orange, cyan, magenta, UNSET)),
        frame_highlight=Component(orange, UNSET, (magenta, orange, orange, orange)),
        exit_code_success=Component(green, UNSET, (cyan, black, magenta, blue)),
        exit_code_error=Component(red, UNSET, (yellow, UNSET, UNSET, UNSET)),
        multiplayer_user_colors=(
            *(magenta, blue, UNSET, yellow, cyan, UNSET, red, UNSET, UNSET, UNSET),
        ),
        terminal_colors=terminal_colors,
    )
