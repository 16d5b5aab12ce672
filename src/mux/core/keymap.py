"""What keys mean: modes, bindings, and the state between two keys. Pure: a client presses keys on
it and does what it says.

A keymap has a base mode. In a forwarding mode a key without a binding belongs to the program in the
pane; in any other mode it is swallowed. A transient mode lasts for one key, like tmux's after the
prefix; in the others one stays until a binding leads elsewhere. After a repeatable binding its
neighbours that are repeatable too work at once, until another key comes, or the client's timer ends
it with `cancel` (tmux: bind-key -r).
"""

from collections.abc import Mapping
from typing import NamedTuple

from mux.core.commands import Command, SendPrefix
from mux.dataclass import dataclass, field, replace

NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Binding:
    """A key, what it does, and which mode follows. Without a command it only leads to the mode.

    `label` is for the which-key bar and the help, in a word or two; bindings of one label are
    listed as one. `group` is the heading above them.
    """

    key: str
    command: Command | None
    label: str
    mode: str = NORMAL
    repeatable: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class KeyState:
    """`repeating`: the last binding was repeatable and the mode stays for the next such key."""

    mode: str = NORMAL
    repeating: bool = False


class Press(NamedTuple):
    """What a key came to. `forward`: the key goes to the program, byte for byte as it came."""

    state: KeyState
    command: Command | None
    forward: bool


@dataclass(frozen=True, slots=True)
class Keymap:
    """`prefix` is the key that leads to the keymap's main mode, as canonical name; "" for none."""

    prefix: str
    modes: Mapping[str, Mapping[str, Binding]]
    base: str = NORMAL
    forwarding: frozenset[str] = field(default=frozenset({NORMAL}))
    transient: frozenset[str] = field(default=frozenset())

    def lookup(self, mode: str, key: str) -> Binding | None:
        return self.modes.get(mode, {}).get(key)

    def press(self, state: KeyState, key: str) -> Press:
        """What a key, by its canonical name, does in a state."""
        binding = self.lookup(state.mode, key)
        if state.repeating and (binding is None or not binding.repeatable):
            return self.press(KeyState(self.base), key)
        if binding is None:
            after = self.base if state.mode in self.transient else state.mode
            return Press(KeyState(after), None, state.mode in self.forwarding)
        if isinstance(binding.command, SendPrefix):
            return Press(KeyState(binding.mode), None, forward=True)
        if binding.repeatable:
            return Press(KeyState(state.mode, repeating=True), binding.command, forward=False)
        return Press(KeyState(binding.mode), binding.command, forward=False)

    def cancel(self, state: KeyState) -> KeyState:
        """The state after a pause: a transient mode, and any repetition, is over."""
        over = state.repeating or state.mode in self.transient
        return KeyState(self.base) if over else state

    def which_key(self, mode: str) -> list[tuple[str, str]]:
        """What can follow in a mode, as (keys, label), the groups one after the other."""
        return [entry for entries in self.which_key_groups(mode).values() for entry in entries]

    def which_key_groups(self, mode: str) -> dict[str, list[tuple[str, str]]]:
        """The same by group, in the order in which the keymap names groups and bindings."""
        keys: dict[tuple[str, str], list[str]] = {}
        for binding in self.modes.get(mode, {}).values():
            keys.setdefault((binding.group, binding.label), []).append(binding.key)
        groups: dict[str, list[tuple[str, str]]] = {}
        for (group, label), together in keys.items():
            groups.setdefault(group, []).append((_join_keys(together), label))
        return groups

    def keys_for(self, command: Command) -> list[tuple[str, str]]:
        """Where a command is bound, as (mode, key); for the palette and the help."""
        return [
            (mode, binding.key)
            for mode, bindings in self.modes.items()
            for binding in bindings.values()
            if binding.command == command
        ]

    def bind(self, mode: str, binding: Binding) -> "Keymap":
        """The keymap with a binding added, or put in the place of the key's old one."""
        bindings = {**self.modes.get(mode, {}), binding.key: binding}
        return replace(self, modes={**self.modes, mode: bindings})

    def unbind(self, mode: str, key: str) -> "Keymap":
        """The keymap without a binding; the same where the key has none."""
        bindings = {
            name: binding for name, binding in self.modes.get(mode, {}).items() if name != key
        }
        return replace(self, modes={**self.modes, mode: bindings})


def index_bindings(*bindings: Binding) -> dict[str, Binding]:
    """Bindings by their keys, in order. A key that is bound twice is a fault of the keymap."""
    indexed = {binding.key: binding for binding in bindings}
    assert len(indexed) == len(bindings), [binding.key for binding in bindings]
    return indexed


def _join_keys(keys: list[str]) -> str:
    """`left down up right`, and `1…9` for a run of characters."""
    if len(keys) > 4 and all(len(key) == len(keys[0]) for key in keys):
        return f"{keys[0]}…{keys[-1]}"
    return " ".join(keys)
