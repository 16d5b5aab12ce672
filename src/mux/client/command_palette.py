"""The command palette: every command with its keys; one that lacks arguments asks for them."""

from typing import NamedTuple

from mux.client.command_line import CommandLine
from mux.client.help import lead
from mux.client.keyboard import Keyboard
from mux.client.overlay import Host
from mux.client.picker import Item, Picker
from mux.core.arguments import CommandHelp, build_command, command_arguments, describe_commands
from mux.core.commands import Command, command_name
from mux.core.geometry import Size


class CommandPalette(Picker):
    title = "Commands"
    footer = "ENTER run · ESC close"
    wanted = Size(76, 20)
    placeholder = "type to search commands"

    def __init__(self, host: Host, keyboard: Keyboard, history: list[str]) -> None:
        super().__init__(host)
        self._history = history
        bound = list_bound(keyboard)
        plain = {command_name(type(b.command)) for b in bound if not command_arguments(b.command)}
        items = [
            Item(b.command, f"{command_words(b.command)} · {b.label}", ", ".join(b.keys[:2]))
            for b in bound
        ]
        items += [
            Item(known, f"{known.name} · {known.help}")
            for known in describe_commands()
            if known.name not in plain
        ]
        self.set_items(_recent_first(items, history))

    def choose(self, item: Item) -> None:
        if isinstance(item.value, Command):
            self._remember(command_name(type(item.value)))
            self.host.close_overlay()
            self.host.do(item.value)
            return
        known: CommandHelp = item.value
        if any(argument.required for argument in known.arguments):
            self.host.open_overlay(CommandLine(self.host, self._history, known.name + " "))
            return
        self._remember(known.name)
        self.host.close_overlay()
        self.host.do(build_command(known.name, {}))

    def _remember(self, text: str) -> None:
        if text in self._history:
            self._history.remove(text)
        self._history.append(text)


class Bound(NamedTuple):
    """A command as it is bound: all its keys, from the base mode on."""

    command: Command
    label: str
    keys: list[str]


def command_words(command: Command) -> str:
    """`move-focus left`, `swap-pane forward=no`: the command with its arguments, in short."""
    words = [command_name(type(command))]
    for name, value in command_arguments(command).items():
        if isinstance(value, bool):
            words.append(f"{name.replace('_', '-')}={'yes' if value else 'no'}")
        else:
            words.append(" ".join(value) if isinstance(value, list) else str(value))
    return " ".join(words)


def list_bound(keyboard: Keyboard) -> list[Bound]:
    """Each bound command once."""
    found: dict[Command, Bound] = {}
    for mode, bindings in keyboard.keymap.modes.items():
        before = "" if mode == keyboard.keymap.base else f"{lead(keyboard, mode)} "
        for binding in bindings.values():
            if binding.command is not None:
                bound = found.setdefault(binding.command, Bound(binding.command, binding.label, []))
                bound.keys.append(before + binding.key)
    return list(found.values())


def _recent_first(items: list[Item], history: list[str]) -> list[Item]:
    """What was run last stands first."""
    place = {text.partition(" ")[0]: n for n, text in enumerate(history)}
    return sorted(items, key=lambda item: -place.get(item.label.partition(" ")[0], -1))
