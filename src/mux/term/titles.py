"""Titles in hexadecimal, and the stack of titles (xterm ctlseqs: XTSMTITLE, XTWINOPS 22 and 23)."""

SET_HEX, QUERY_HEX, SET_UTF8, QUERY_UTF8 = range(4)
DEFAULT_MODES = frozenset((SET_UTF8, QUERY_UTF8))
STACK_LIMIT = 16

Titles = tuple[str | None, str | None]
"""An icon's name and a title; None for one that was not saved."""


class TitleModes:
    """How titles come and how they are told, and those that were saved."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._modes: set[int] = set(DEFAULT_MODES)
        self._stack: list[Titles] = []

    def change_modes(self, numbers: tuple[int, ...], on: bool) -> None:
        """XTSMTITLE and XTRMTITLE."""
        known = {number for number in numbers if number <= QUERY_UTF8}
        self._modes = self._modes | known if on else self._modes - known

    def decode(self, text: str) -> str | None:
        """A title as it was set; None where it had to be in hexadecimal and is not."""
        if SET_HEX not in self._modes:
            return text
        try:
            return bytes.fromhex(text).decode("utf-8", "replace")
        except ValueError:
            return None

    def encode(self, title: str) -> str:
        """A title as it is told."""
        return title.encode().hex().upper() if QUERY_HEX in self._modes else title

    @property
    def depth(self) -> int:
        return len(self._stack)

    def push(self, which: int, icon_name: str, title: str) -> None:
        """Saves both where `which` is 0, the icon's name where 1, the title where 2; the other one
        is what it was when it was last saved. The oldest goes when the stack is full."""
        below = self._stack[-1] if self._stack else (None, None)
        self._stack.append(
            (below[0] if which == 2 else icon_name, below[1] if which == 1 else title)
        )
        del self._stack[:-STACK_LIMIT]

    def pop(self, which: int) -> Titles:
        """What is to be restored, chosen in the same way."""
        icon_name, title = self._stack.pop() if self._stack else (None, None)
        return None if which == 2 else icon_name, None if which == 1 else title
