"""What a pane of a session that does not run has saved: to look at, and no more."""

from collections.abc import Sequence

from mux.client.overlay import Host, Overlay
from mux.client.palette import Palette
from mux.client.rows import RowStrip, Run
from mux.client.styles import Depth, style_sequence
from mux.core.commands import SwitchSession
from mux.core.geometry import Size
from mux.term.ansi import wrap_line
from mux.term.emulator import StyledRun
from mux.term.search import Place, Query, find_backward, find_forward
from mux.term.style import REVERSE, sgr_of


class SavedViewer(Overlay):
    """As large as the screen lets it be. `line`: the index of the line to begin with."""

    footer = "n N next match · ↑ ↓ PgUp PgDn g G · ENTER bring the session back · ESC close"
    wanted = Size(1000, 1000)

    def __init__(
        self, host: Host, session: str, title: str, lines: Sequence[str], line: int, depth: Depth
    ) -> None:
        super().__init__(host)
        self.title = f"{session} · {title} (read only)"
        self._session = session
        self._lines = lines
        self._line = line
        self._depth = depth
        self._query: Query | None = None
        self._width = 0
        self._height = 1
        self._rows: list[tuple[int, list[StyledRun]]] = []  # each with its line
        self._top = 0

    def mark(self, query: Query) -> None:
        """What the lines were searched for."""
        self._query = query

    # --- keys -----------------------------------------------------------------------------------

    def press(self, key: str) -> None:
        match key:
            case "up" | "k" | "ctrl-y":
                self.wheel(-1)
            case "down" | "j" | "ctrl-e":
                self.wheel(1)
            case "pageup" | "ctrl-b":
                self.wheel(-self._height)
            case "pagedown" | "ctrl-f" | "space":
                self.wheel(self._height)
            case "home" | "g":
                self.wheel(-len(self._rows))
            case "end" | "G":
                self.wheel(len(self._rows))
            case "n" | "N":
                self._next_match(backward=key == "N")
            case "enter":
                self.host.close_overlay()
                self.host.do(SwitchSession(self._session))
            case "q":
                self.dismiss()
            case _:
                super().press(key)

    def wheel(self, lines: int) -> None:
        last = max(len(self._rows) - self._height, 0)
        self._top = min(max(self._top + lines, 0), last)

    def _next_match(self, backward: bool) -> None:
        if self._query is None:
            return
        if backward:
            found = find_backward(self._lines, self._query, Place(self._line, 0))
        else:
            found = find_forward(self._lines, self._query, Place(self._line + 1, 0))
        if found is not None:
            self._line = found.line
            self._show_line()

    # --- rows -----------------------------------------------------------------------------------

    def body(self, width: int, height: int, palette: Palette) -> list[RowStrip]:
        if (width, height) != (self._width, self._height):
            self._width, self._height = width, height
            self._rows = [
                (n, row) for n, x in enumerate(self._lines) for row in wrap_line(x, width)
            ]
            self._show_line()
        matched = self._matched()
        return [
            self._strip(runs, number in matched, width)
            for number, runs in self._rows[self._top : self._top + height]
        ]

    def _show_line(self) -> None:
        row = next((n for n, (line, _) in enumerate(self._rows) if line >= self._line), 0)
        self._top = 0
        self.wheel(row - self._height // 2)

    def _matched(self) -> set[int]:
        """The lines in view that match."""
        shown = self._rows[self._top : self._top + self._height]
        if self._query is None or not shown:
            return set()
        first, last = shown[0][0], shown[-1][0]
        return {match.line for match in self._query.find(self._lines[first : last + 1], first)}

    def _strip(self, runs: list[StyledRun], marked: bool, width: int) -> RowStrip:
        mark = REVERSE if marked else 0
        strip = [
            Run(style_sequence(sgr_of(run.style ^ mark), self._depth), run.text, run.cells)
            for run in runs
        ]
        free = width - sum(run.cells for run in runs)
        if free:
            strip.append(Run(style_sequence("", self._depth), " " * free, free))
        return RowStrip(strip)
