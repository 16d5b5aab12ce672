"""A selection with the mouse that the server makes: beyond what the pane shows, or in copy mode."""

from collections.abc import Callable
from typing import Protocol

from mux.core.commands import Command, CopyAction, SelectAt
from mux.core.ids import PaneId

PAUSE = 0.05  # seconds between two steps while the pointer rests beyond an edge


class DragHands(Protocol):
    def do(self, command: Command) -> None: ...

    def after(self, seconds: float, then: Callable[[], None]) -> None: ...


class CopyDrag:
    """Cells count from the top left of the pane's content, which is `height` rows high. While the
    pointer is above or below, the view moves on by itself, the faster the farther it is."""

    def __init__(self, hands: DragHands, pane: PaneId, height: int) -> None:
        self._hands = hands
        self._pane = pane
        self._height = height
        self._at = 0, 0
        self._moves_by_itself = False
        self._over = False

    def place(self, x: int, y: int) -> None:
        """A click: the cursor goes there."""
        self._hands.do(CopyAction("clear-selection", pane=self._pane))
        self._hands.do(SelectAt(x, y, pane=self._pane))

    def begin(self, x: int, y: int, unit: str) -> None:
        self._hands.do(SelectAt(x, y, unit, self._pane))

    def extend(self, x: int, y: int) -> None:
        self._at = x, y
        self._hands.do(SelectAt(x, y, pane=self._pane))
        if self._beyond and not self._moves_by_itself:
            self._moves_by_itself = True
            self._hands.after(PAUSE, self._go_on)

    @property
    def _beyond(self) -> bool:
        return not 0 <= self._at[1] < self._height

    def _go_on(self) -> None:
        if self._over or not self._beyond:
            self._moves_by_itself = False
            return
        self._hands.do(SelectAt(*self._at, pane=self._pane))
        self._hands.after(PAUSE, self._go_on)

    def end(self, copy: bool) -> None:
        """The button was let go."""
        self._over = True
        if copy:
            self._hands.do(CopyAction("copy-drag", pane=self._pane))
