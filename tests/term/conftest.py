"""A terminal under test, and a way to look at it."""

from collections.abc import Callable

import pytest

from mux.term.conformance import Conformance
from mux.term.emulator import Reply, TermEvent


class Probe(Conformance):
    """A terminal that keeps its events, and shows its rows without the blanks at their ends."""

    def __init__(self, columns: int, rows: int, history: int = 1000) -> None:
        super().__init__(columns, rows, history)
        self.events: list[TermEvent] = []

    def feed(self, data: bytes | str) -> "Probe":  # type: ignore[override]
        for event in self.terminal.feed(data.encode() if isinstance(data, str) else data):
            self.events.append(event)
            if isinstance(event, Reply):
                self._replies += event.data
        return self

    @property
    def rows(self) -> list[str]:
        """The rows down to the last one that shows something."""
        rows = [row.rstrip() for row in self.display]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def sgr(self, x: int, y: int = 0) -> str:
        """How a cell looks, as SGR parameters."""
        from mux.term.style import sgr_of

        return sgr_of(self.terminal.screen.grid[y].styles[x])


Show = Callable[..., Probe]


@pytest.fixture
def show() -> Show:
    """`show(data, columns, rows)`: a terminal that was fed."""

    def make(data: bytes | str = "", columns: int = 10, rows: int = 4, history: int = 100) -> Probe:
        return Probe(columns, rows, history).feed(data)

    return make
