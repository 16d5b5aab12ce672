"""Reads config.kdl. Each option is a node with its value; a mistake in one spoils no other.

`load_config` is for whoever needs a config or the reason why there is none; `read_config` gives
what could be read along with every mistake, so that a running client keeps going.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_origin

from mux.config.errors import CombinedConfigError, ConfigError
from mux.config.keybinds import Keybinds
from mux.config.models import Config, RestoreAction, RestoreRule
from mux.config.paths import read_trusted
from mux.config.suggest import did_you_mean
from mux.config.theme_file import read_themes
from mux.dataclass import dataclass
from mux.kdl.errors import KdlError
from mux.kdl.node import Entry, Node
from mux.kdl.reader import read_kdl
from mux.kdl.writer import write_scalar

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from mux.config.keymap_file import KeybindsReading

# Zellij's other names for our options.
ALIASES = {"serialize_pane_viewport": "pane_viewport_serialization"}

# What a Zellij config may say and mux has no use for: named in a warning, never an error.
ZELLIJ_ONLY = frozenset(
    (
        *(
            "session_name",
            "attach_to_session",
            "disable_session_metadata",
            "advanced_mouse_actions",
        ),
        *("post_command_discovery_hook", "show_startup_tips", "show_release_notes"),
        *("nested_session_handling", "stacked_resize", "stacked_pane_list", "styled_underlines"),
        *("osc8_hyperlinks", "support_kitty_keyboard_protocol", "support_kitty_graphics_protocol"),
        *("host_notification_protocol", "mouse_scroll_resize", "mouse_hover_effects"),
        *("mouse_hover_tips", "mouse_click_through", "osc133_command_selection", "web_server"),
        *("dangerously_enable_paste_buffer_read", "web_sharing", "web_server_ip", "web_client"),
        *("web_server_port", "web_server_cert", "web_server_key", "enforce_https_for_localhost"),
        *("client_async_worker_tasks", "plugins", "load_plugins", "hide_session_name"),
    )
)


@dataclass(frozen=True, slots=True)
class ConfigReading:
    """What a text says: the options that could be read (`written` names them), and what could not.

    Warnings are about what mux does not have but Zellij does.
    """

    config: Config
    written: frozenset[str] = frozenset()
    errors: tuple[ConfigError, ...] = ()
    warnings: tuple[ConfigError, ...] = ()


def load_config(path: Path) -> Config:
    """The user's config; the defaults where there is no file.

    Raises ConfigError with every mistake in the file, or where root must not trust it.
    """
    reading = load_reading(path)
    if reading.errors:
        raise CombinedConfigError(reading.errors)
    return reading.config


def load_reading(path: Path) -> ConfigReading:
    """The same with the mistakes as values; raises nothing."""
    try:
        text = read_trusted(path)
    except FileNotFoundError:
        return ConfigReading(Config())
    except OSError as error:
        wrong = ConfigError(f"can't be read: {error.strerror}", str(path))
        return ConfigReading(Config(), errors=(wrong,))
    except ConfigError as error:
        return ConfigReading(Config(), errors=(error,))
    return read_config(text, str(path))


def read_config(text: str, path: str = "") -> ConfigReading:
    """The config that the text is, as far as it is one; `path` is for the messages."""
    try:
        document = read_kdl(text)
    except KdlError as error:
        wrong = ConfigError(error.message, path, error.line, error.column)
        return ConfigReading(Config(), errors=(wrong,))
    return read_config_nodes(document.nodes, path)


def read_config_nodes(nodes: Iterable[Node], path: str = "") -> ConfigReading:
    """The options among the nodes of a config file, or at the root of a layout file."""
    reader = _Reader(path)
    for node in nodes:
        reader.read_option(node)
    return reader.finish()


def merge_config(config: Config, reading: ConfigReading) -> Config:
    """The config with the options of a layout file, which win; variables and themes are added."""
    update = {name: getattr(reading.config, name) for name in reading.written}
    for name in ("env", "themes"):
        if name in update:
            update[name] = {**getattr(config, name), **update[name]}
    return config.changed(update)


class _Reader:
    """What was found so far: values by option, the nodes they came from, and the mistakes."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.values: dict[str, Any] = {}
        self.nodes: dict[str, Node] = {}
        self.errors: list[ConfigError] = []
        self.warnings: list[ConfigError] = []
        self.keybinds: KeybindsReading | None = None

    def blame(self, place: Node | Entry, message: str) -> None:
        self.errors.append(ConfigError(message, self.path, place.line, place.column))

    def read_option(self, node: Node) -> None:
        name = ALIASES.get(node.name, node.name)
        if name == "ui":
            self.read_ui(node)
        elif name in ZELLIJ_ONLY:
            message = f"{name} is an option of Zellij that mux does not have"
            self.warnings.append(ConfigError(message, self.path, node.line, node.column))
        elif name not in Config.options:
            known = did_you_mean(name, (*Config.options, *ALIASES, "ui"))
            self.blame(node, f"there is no option “{name}”{known}")
        elif name in self.nodes:
            first = self.nodes[name].line
            self.blame(node, f"{name} is set twice; line {first} has it too, take one away")
        else:
            self.nodes[name] = node
            self.read_value(name, node)

    def read_ui(self, node: Node) -> None:
        """Zellij's `ui { pane_frames { rounded_corners true; }; }`."""
        for child in node.children:
            if child.name != "pane_frames":
                self.blame(child, f"ui has no “{child.name}”; it holds pane_frames")
                continue
            for option in child.children:
                self.read_option(option)

    def read_value(self, name: str, node: Node) -> None:
        block = _BLOCKS.get(name)
        for unwanted in node.properties.values() if name != "keybinds" else ():
            self.blame(unwanted, f"{name} has no properties; write “{name} VALUE”")
        if block:
            if node.arguments:
                self.blame(node.arguments[0], f"{name} holds a block; write “{name} {{ … }}”")
            self.values[name] = block(self, node)
        elif node.children:
            self.blame(node.children[0], f"{name} holds no block; write “{name} VALUE”")
        elif _is_list(name):
            self.values[name] = tuple(argument.value for argument in node.arguments)
        elif len(node.arguments) == 1:
            self.values[name] = node.arguments[0].value
        elif node.arguments:
            self.blame(node.arguments[1], f"{name} takes one value, not {len(node.arguments)}")
        else:
            self.blame(node, f"{name} has no value; write “{name} {_example(name)}”")

    def read_env(self, node: Node) -> dict[str, str]:
        env: dict[str, str] = {}
        for child in node.children:
            if len(child.arguments) != 1 or child.children or child.properties:
                self.blame(child, f'{child.name} needs one value; write “{child.name} "text"”')
            elif isinstance(value := child.arguments[0].value, bool | float) or value is None:
                self.blame(child.arguments[0], f"{child.name} is text; write it in quotes")
            else:
                env[child.name] = str(value)
        return env

    def read_rules(self, node: Node) -> tuple[RestoreRule, ...]:
        rules: list[RestoreRule] = []
        for child in node.children:
            values = [argument.value for argument in child.arguments]
            if len(values) != 1 or not isinstance(values[0], str) or child.children:
                self.blame(
                    child,
                    f'{child.name} needs “ask”, “run”, “skip” or a command, as in vim "vim -S"',
                )
            elif values[0] in ("ask", "run", "skip"):
                rules.append(RestoreRule(child.name, RestoreAction(values[0])))
            else:
                rules.append(RestoreRule(child.name, RestoreAction.REPLACE, values[0]))
        return tuple(rules)

    def read_theme_block(self, node: Node) -> dict[str, Any]:
        themes, errors = read_themes(node, self.path)
        self.errors += errors
        return themes

    def read_keybinds(self, node: Node) -> Keybinds:
        from mux.config.keymap_file import KeybindsReading  # keymaps are the client's concern

        self.keybinds = KeybindsReading(self.path)
        self.keybinds.read_block(node)
        return self.keybinds.keybinds

    def finish(self) -> ConfigReading:
        config = self.validate()
        if self.keybinds:
            from mux.config.keymap_file import build_keymap

            self.keybinds.check_targets(build_keymap(config).modes)
            self.errors += self.keybinds.errors
            self.warnings += self.keybinds.warnings
        self.errors.sort(key=lambda error: (error.line, error.column))
        written = frozenset(self.values)
        return ConfigReading(config, written, tuple(self.errors), tuple(self.warnings))

    def validate(self) -> Config:
        """The config of the values that are right; the others are blamed and left out."""
        simple = {name: value for name, value in self.values.items() if name not in _BLOCKS}
        if not simple:
            return Config(**self.values)
        from mux.config.validation import check_values

        right, wrong = check_values(Config.options, simple)
        for detail in wrong:
            name = str(detail["loc"][0])
            node = self.nodes[name]
            index = detail["loc"][1] if len(detail["loc"]) > 1 else 0
            arguments = node.arguments
            place = arguments[index] if isinstance(index, int) and arguments else node
            self.blame(place, explain_error(name, detail))
            self.values.pop(name, None)
        self.values |= right
        return Config(**self.values)


_BLOCKS: dict[str, Callable[[_Reader, Node], Any]] = {
    "env": _Reader.read_env,
    "keybinds": _Reader.read_keybinds,
    "restore_rules": _Reader.read_rules,
    "themes": _Reader.read_theme_block,
}


def explain_error(name: str, detail: "ErrorDetails") -> str:
    """Pydantic's finding in our words: what the option is, and what was found instead."""
    found = write_scalar(detail["input"])
    context = detail.get("ctx", {})
    match detail["type"]:
        case "bool_type":
            return f"{name} is true or false, not {found}"
        case "int_type" | "int_from_float":
            return f"{name} is a whole number, not {found}"
        case "float_type":
            return f"{name} is a number, not {found}"
        case "string_type":
            return f"{name} is text in quotes, not {found}"
        case "string_too_short":
            return f"{name} can't be empty"
        case "greater_than_equal":
            return f"{name} is at least {context['ge']}, not {found}"
        case "greater_than":
            return f"{name} is more than {context['gt']:g}, not {found}"
        case "less_than_equal":
            return f"{name} is at most {context['le']:g}, not {found}"
        case "value_error":
            return f"{name}: {context['error']}"
        case "literal_error":
            words = context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            hint = did_you_mean(str(detail["input"]), words)
            return f"{name} is one of {', '.join(words)}, not {found}{hint}"
        case _:
            return f"{name}: {detail['msg']}"


def _is_list(name: str) -> bool:
    return get_origin(Config.options[name].kind) is tuple


def _example(name: str) -> str:
    return write_scalar(Config.options[name].default)
