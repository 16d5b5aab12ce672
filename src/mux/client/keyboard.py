"""Keys of the user as the keymap understands them, with the state it is in."""

from typing import TYPE_CHECKING

from mux.core.commands import Command

if TYPE_CHECKING:
    from mux.config.models import Config


class Keyboard:
    def __init__(self, config: "Config") -> None:
        self.mode = ""
        self.hint = "Ctrl-b ? help"

    @property
    def waiting(self) -> bool:
        return False

    def press(self, key: str) -> tuple[Command, ...] | None:
        return None
