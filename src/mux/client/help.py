"""The help overlay: every binding of every mode, as the keymap itself lists them."""

from mux.client.keyboard import Keyboard
from mux.client.overlay import Host
from mux.client.picker import Item, Picker
from mux.core.commands import Command
from mux.core.geometry import Size


class Help(Picker):
    title = "Keys"
    footer = "ENTER do it · ESC close"
    wanted = Size(72, 20)
    placeholder = "type to search keys and what they do"

    def __init__(self, host: Host, keyboard: Keyboard) -> None:
        super().__init__(host)
        self.set_items(list_bindings(keyboard))

    def choose(self, item: Item) -> None:
        self.host.close_overlay()
        if isinstance(item.value, Command):
            self.host.do(item.value)


def list_bindings(keyboard: Keyboard) -> list[Item]:
    """One item for each binding that does something: its keys, its label, its group."""
    keymap = keyboard.keymap
    items: list[Item] = []
    for mode, bindings in keymap.modes.items():
        before = "" if mode == keymap.base else f"{lead(keyboard, mode)} "
        for binding in bindings.values():
            if binding.command is not None:
                keys = f"{before}{binding.key}"
                items.append(Item(binding.command, f"{keys:18} {binding.label}", binding.group))
    return items


def lead(keyboard: Keyboard, mode: str) -> str:
    """The key that leads to a mode from the base mode."""
    keymap = keyboard.keymap
    for binding in keymap.modes.get(keymap.base, {}).values():
        if binding.mode == mode and binding.command is None:
            return binding.key
    return mode
