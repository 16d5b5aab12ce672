"""What the user changes about a keymap, as values, and how it is changed."""

from collections.abc import Iterable

from mux.core.commands import Command, command_name
from mux.core.keymap import Binding, Keymap
from mux.dataclass import dataclass, replace

OWN_GROUP = "yours"  # the heading of the user's bindings in the which-key bar


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A chord bound to a command, to a mode, or to both; or, with `unbind`, to nothing.

    `chord` holds canonical key names, to be pressed one after the other. It is for the modes in
    `modes`, or with `beside` for all others. An empty `target` leaves the mode as it is, or after a
    mode that lasts for one key only, the base mode.
    """

    modes: tuple[str, ...]
    chord: tuple[str, ...]
    command: Command | None = None
    target: str = ""
    label: str = ""
    beside: bool = False
    repeatable: bool = False
    unbind: bool = False


@dataclass(frozen=True, slots=True)
class Keybinds:
    """`clear` takes all bindings of the keymap away first; `transient` modes last for one key."""

    changes: tuple[KeyChange, ...] = ()
    clear: bool = False
    transient: frozenset[str] = frozenset()


def apply_keybinds(keymap: Keymap, keybinds: Keybinds) -> Keymap:
    """The keymap as the user wants it; later changes win."""
    if keybinds.clear:
        keymap = replace(keymap, modes={mode: {} for mode in keymap.modes})
    keymap = replace(keymap, transient=keymap.transient | keybinds.transient)
    named = {mode for change in keybinds.changes if not change.beside for mode in change.modes}
    keymap = replace(keymap, modes={mode: {} for mode in sorted(named)} | dict(keymap.modes))
    for change in keybinds.changes:
        for mode in list_modes(keymap, change):
            keymap = apply_change(keymap, mode, change)
    return keymap


def list_modes(keymap: Keymap, change: KeyChange) -> Iterable[str]:
    """The modes of the keymap that a change is for."""
    if not change.beside:
        return change.modes
    return [mode for mode in keymap.modes if mode not in change.modes and " " not in mode]


def apply_change(keymap: Keymap, mode: str, change: KeyChange) -> Keymap:
    """The keymap with one chord changed in one mode.

    Each key of a chord but the last leads to a mode that is named after it and lasts for one key.
    """
    here = mode
    for key in change.chord[:-1]:
        inner = f"{here} {key}"
        if change.unbind and inner not in keymap.modes:
            return keymap
        if not change.unbind:
            keymap = keymap.bind(here, Binding(key, None, f"{key} …", inner, group=OWN_GROUP))
            modes = {**keymap.modes, inner: keymap.modes.get(inner, {})}
            keymap = replace(keymap, modes=modes, transient=keymap.transient | {inner})
        here = inner
    key = change.chord[-1]
    if change.unbind:
        return keymap.unbind(here, key)
    stays = keymap.base if mode in keymap.transient else mode
    binding = Binding(
        key,
        change.command,
        change.label or describe_change(change),
        change.target or stays,
        change.repeatable,
        OWN_GROUP,
    )
    return keymap.bind(here, binding)


def describe_change(change: KeyChange) -> str:
    """A word or two for the which-key bar."""
    if change.command is None:
        return change.target
    return command_name(type(change.command)).replace("-", " ")
