"""Typed access to the values of a YAML file."""

import os

from mux.config.errors import ConfigError
from mux.config.import_yaml_node import YamlNode
from mux.config.imported import join_folder
from mux.dataclass import dataclass, field

# Keys that say how a command is typed, or name things of tmux; a layout needs none of them.
_SILENT = ("suppress_history", "enter", "sleep_before", "sleep_after", "cmd", "pane_title")


@dataclass(slots=True)
class YamlKeys:
    """Typed access to a file's values; what nobody asks for ends up in `notes`."""

    path: str
    notes: list[str] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """Where the file lies: what its relative folders are seen from."""
        return os.path.dirname(os.path.abspath(self.path)) if self.path else ""

    def cwd(self, base: str, node: YamlNode | None, what: str) -> str:
        """The folder that a key names, seen from another one; that one if it names none."""
        path = self.text(node, what)
        return join_folder(base or self.folder, path) if path else base

    def fail(self, node: YamlNode, message: str) -> ConfigError:
        return ConfigError(message, self.path, node.line, node.column)

    def entries(self, node: YamlNode, what: str) -> dict[str, YamlNode]:
        if node.entries is None:
            raise self.fail(node, f"{what} is a block of “key: value” lines")
        return node.entries

    def items(self, node: YamlNode, what: str) -> list[YamlNode]:
        if node.items is None:
            raise self.fail(node, f"{what} is a list; begin each item with “- ”")
        return node.items

    def text(self, node: YamlNode | None, what: str) -> str:
        if node is None or node.is_null:
            return ""
        if not node.is_scalar:
            raise self.fail(node, f"{what} is text")
        return node.text

    def commands(self, node: YamlNode | None, what: str) -> list[str]:
        """One command, a list of them, or a list of blocks with `cmd`."""
        if node is None or node.is_null:
            return []
        if node.entries is not None:
            return self.commands(node.entries.get("cmd") or node.entries.get("shell_command"), what)
        if node.items is not None:
            return [line for item in node.items for line in self.commands(item, what)]
        return node.text.splitlines()

    def note_unknown(self, entries: dict[str, YamlNode], known: tuple[str, ...]) -> None:
        for key, node in entries.items():
            if key not in known and key not in _SILENT:
                self.notes.append(f"line {node.line}: {key} has no counterpart and was left out")
