"""The user's keymap with the state it is in between two keys."""

from mux.core.commands import Command, ShowScreen
from mux.core.keymap import Keymap, KeyState


class Keyboard:
    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.state = KeyState(keymap.base)
        self.presses = 0  # so that a timer can tell whether it is still about the last key

    @property
    def waiting(self) -> bool:
        """Whether characters may mean something else than themselves."""
        mode = self.state.mode
        if mode not in self.keymap.forwarding:
            return True
        return any(len(key) == 1 for key in self.keymap.modes.get(mode, {}))

    @property
    def between(self) -> bool:
        """Whether a key has been pressed that another one is to follow."""
        return self.state.mode != self.keymap.base

    @property
    def mode(self) -> str:
        """The mode's name for the status bar; "" in the base mode."""
        return self.state.mode.upper() if self.between else ""

    @property
    def hint(self) -> str:
        """How to find out everything else."""
        for mode, key in self.keymap.keys_for(ShowScreen("help")):
            return key if mode == self.keymap.base else f"{self.keymap.prefix} {key} help"
        return ""

    def press(self, key: str) -> tuple[Command, ...] | None:
        """What the key means; None: it is the pane's."""
        self.presses += 1
        self.state, command, forward = self.keymap.press(self.state, key)
        if forward:
            return None
        return (command,) if command is not None else ()

    def use(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.state = KeyState(keymap.base)

    def cancel(self) -> None:
        self.state = self.keymap.cancel(self.state)
