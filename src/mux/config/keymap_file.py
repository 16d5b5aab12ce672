"""Reads `keybinds` of config.kdl, in Zellij's form, with mux's commands or Zellij's actions:

    keybinds clear-defaults=false {
        prefix { bind "|" { split-pane direction="right"; }; unbind "%"; }
        normal { bind "Alt h" "Alt Left" { move-focus "left"; }; bind "Ctrl x Ctrl c" { detach; }; }
        resize { bind "esc" { mode "normal"; }; }
        shared_except "locked" { bind "Ctrl q" { quit; }; }
        unbind "Ctrl o"
    }

Each string after `bind` is a key, or several to be pressed one after the other. Arguments of a
command are its properties; those without a name follow the order of the command's own.
"""

from collections.abc import Iterable
from typing import Any

from mux.config.errors import ConfigError
from mux.config.keybinds import Keybinds, KeyChange, apply_keybinds
from mux.config.keymap_zellij_words import ACTIONS
from mux.config.models import Config
from mux.config.suggest import did_you_mean
from mux.core.arguments import build_command, describe_command
from mux.core.commands import REGISTRY, Command, CommandError
from mux.core.keymap import Keymap
from mux.core.keymap_tmux import tmux_keymap
from mux.core.keymap_zellij import zellij_keymap
from mux.core.keys import MODIFIERS, normalize_key
from mux.dataclass import dataclass, field, replace
from mux.kdl.node import Entry, Node

SHARED = ("shared", "shared_except", "shared_among")
# Zellij's modes that mux has no need of: what is bound in them is passed over.
ZELLIJ_MODES = ("search", "entersearch", "renametab", "renamepane", "prompt")


def build_keymap(config: Config) -> Keymap:
    """The keymap that the options name, with the user's changes."""
    if config.keymap == "zellij":
        base = zellij_keymap()
    else:
        base = tmux_keymap(normalize_key(config.prefix))
    if config.default_mode in base.modes:
        base = replace(base, base=config.default_mode)
    return apply_keybinds(base, config.keybinds)


@dataclass(slots=True)
class KeybindsReading:
    """The changes, the mistakes, and what Zellij can do but mux can't."""

    path: str = ""
    changes: list[KeyChange] = field(default_factory=list)
    transient: set[str] = field(default_factory=set)
    targets: list[tuple[Entry, str]] = field(default_factory=list)
    errors: list[ConfigError] = field(default_factory=list)
    warnings: list[ConfigError] = field(default_factory=list)
    clear: bool = False

    @property
    def keybinds(self) -> Keybinds:
        return Keybinds(tuple(self.changes), self.clear, frozenset(self.transient))

    def blame(self, place: Node | Entry, message: str) -> None:
        self.errors.append(ConfigError(message, self.path, place.line, place.column))

    def warn(self, place: Node | Entry, message: str) -> None:
        self.warnings.append(ConfigError(message, self.path, place.line, place.column))

    # --- modes ------------------------------------------------------------------------------------

    def read_block(self, node: Node) -> None:
        self.clear = self.read_flag(node, "clear-defaults")
        for child in node.children:
            if child.name == "unbind":
                self.read_unbind(child, (), beside=True)
            elif child.name == "bind":
                self.blame(child, 'bind stands in a mode; write “normal { bind "…" { … } }”')
            elif child.name in SHARED:
                names = self.read_texts(child)
                self.read_mode(child, names, beside=child.name != "shared_among")
            else:
                if self.read_flag(child, "transient"):
                    self.transient.add(child.name)
                self.read_mode(child, (child.name,), beside=False)

    def read_mode(self, node: Node, modes: tuple[str, ...], beside: bool) -> None:
        if not beside:
            modes = tuple(mode for mode in modes if mode not in ZELLIJ_MODES)
            if not modes:
                self.warn(node, f"{node.name} is a mode of Zellij that mux does not have")
                return
        for child in node.children:
            if child.name == "unbind":
                self.read_unbind(child, modes, beside)
            elif child.name == "bind":
                self.read_bind(child, modes, beside)
            else:
                hint = did_you_mean(child.name, ("bind", "unbind"))
                self.blame(child, f"a mode holds bind and unbind, not “{child.name}”{hint}")

    # --- bindings ---------------------------------------------------------------------------------

    def read_unbind(self, node: Node, modes: tuple[str, ...], beside: bool) -> None:
        for chord in self.read_chords(node):
            self.changes.append(KeyChange(modes, chord, beside=beside, unbind=True))

    def read_bind(self, node: Node, modes: tuple[str, ...], beside: bool) -> None:
        chords = self.read_chords(node)
        repeatable = self.read_flag(node, "repeat")
        label = node.properties.get("label")
        before = len(self.errors) + len(self.warnings)
        command, target = self.read_body(node)
        if command is None and not target:
            if len(self.errors) + len(self.warnings) == before:
                self.blame(
                    node, "bind does nothing; write a command into it, as in { close-pane; }"
                )
            return
        for chord in chords:
            text = str(label.value) if label else ""
            self.changes.append(KeyChange(modes, chord, command, target, text, beside, repeatable))

    def read_body(self, node: Node) -> tuple[Command | None, str]:
        """The one command of a binding, and the mode that follows."""
        command: Command | None = None
        target = ""
        for child in node.children:
            if child.name in ("mode", "SwitchToMode"):
                target = self.read_target(child) or target
            elif command is not None:
                self.blame(child, f"a key does one thing; take “{child.name}” or the other away")
            else:
                command = self.read_command(child)
        return command, target

    def read_target(self, node: Node) -> str:
        if len(node.arguments) != 1 or not isinstance(node.arguments[0].value, str):
            self.blame(node, f'{node.name} needs the name of a mode, as in {node.name} "normal"')
            return ""
        target = node.arguments[0].value
        self.targets.append((node.arguments[0], target.lower()))
        return target.lower()

    def read_command(self, node: Node) -> Command | None:
        """The command that a node names, or None after blaming it."""
        if node.name[:1].isupper():
            return self.read_action(node)
        if node.name not in REGISTRY:
            self.blame(
                node, f"there is no command “{node.name}”{did_you_mean(node.name, REGISTRY)}"
            )
            return None
        kind = REGISTRY[node.name]
        names = [argument.name for argument in describe_command(kind).arguments]
        arguments: dict[str, Any] = {name: entry.value for name, entry in node.properties.items()}
        for child in node.children:
            arguments[child.name] = [entry.value for entry in child.arguments]
        if names[:1] == ["argv"] and node.arguments:
            arguments["argv"] = [entry.value for entry in node.arguments]
        elif len(node.arguments) > len(names):
            message = f"{node.name} takes {len(names)} argument{'s'[: len(names) != 1]}"
            self.blame(node.arguments[len(names)], message)
            return None
        else:
            arguments |= {
                name: entry.value for name, entry in zip(names, node.arguments, strict=False)
            }
        try:
            return build_command(node.name, arguments)
        except (CommandError, ValueError) as error:
            self.blame(node, str(error))
            return None

    def read_action(self, node: Node) -> Command | None:
        """One of Zellij's actions; those without a counterpart are warned of."""
        if node.name not in ACTIONS:
            self.warn(node, f"{node.name} is an action of Zellij that mux does not have")
            return None
        try:
            return ACTIONS[node.name]([entry.value for entry in node.arguments])
        except (ValueError, IndexError, TypeError):
            self.blame(node, f"{node.name} has other arguments")
            return None

    # --- words ------------------------------------------------------------------------------------

    def read_chords(self, node: Node) -> list[tuple[str, ...]]:
        if not node.arguments:
            self.blame(node, f'{node.name} names no key; write {node.name} "Ctrl x"')
        chords: list[tuple[str, ...]] = []
        for entry in node.arguments:
            try:
                chords.append(read_chord(str(entry.value)))
            except CommandError as error:
                self.blame(entry, str(error))
        return chords

    def read_texts(self, node: Node) -> tuple[str, ...]:
        return tuple(str(entry.value).lower() for entry in node.arguments)

    def read_flag(self, node: Node, name: str) -> bool:
        entry = node.properties.get(name)
        if entry is None:
            return False
        if not isinstance(entry.value, bool):
            self.blame(entry, f"{name} is true or false")
        return entry.value is True

    def check_targets(self, modes: Iterable[str]) -> None:
        """Blames bindings that lead to a mode in which nothing is bound."""
        known = {*modes, *(mode for change in self.changes for mode in change.modes)}
        for entry, target in self.targets:
            if target in ZELLIJ_MODES:
                self.warn(entry, f"{target} is a mode of Zellij that mux does not have")
            elif target not in known:
                self.blame(entry, f"there is no mode “{target}”{did_you_mean(target, known)}")


def read_chord(text: str) -> tuple[str, ...]:
    """`Ctrl x Ctrl s` as canonical names. Raises CommandError for what is no key."""
    keys: list[str] = []
    held = ""
    for word in text.split(" ") if text.strip() else [text]:
        if not word:
            continue
        if word.lower() in MODIFIERS and len(word) > 1:
            held += f"{word} "
        else:
            keys.append(normalize_key(held + word))
            held = ""
    if held:
        raise CommandError(f'"{text}" ends with a modifier; write the key behind it')
    return tuple(keys) or (normalize_key(text),)
