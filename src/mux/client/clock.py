"""The time in large figures (prefix t)."""

import time

from mux.client.lines import lay_line
from mux.client.overlay import Host, Overlay
from mux.client.palette import Palette
from mux.client.rows import RowStrip
from mux.core.geometry import Size

# Five rows of three cells for each figure, a bit for each cell.
FIGURES = {
    "0": (7, 5, 5, 5, 7),
    "1": (2, 6, 2, 2, 7),
    "2": (7, 1, 7, 4, 7),
    "3": (7, 1, 7, 1, 7),
    "4": (5, 5, 7, 1, 1),
    "5": (7, 4, 7, 1, 7),
    "6": (7, 4, 7, 5, 7),
    "7": (7, 1, 2, 2, 2),
    "8": (7, 5, 7, 5, 7),
    "9": (7, 5, 7, 1, 7),
    ":": (0, 2, 0, 2, 0),
    " ": (0, 0, 0, 0, 0),
}
BLOCK = "██"  # a cell of a figure


def draw_figures(text: str) -> list[str]:
    """Five lines of the same length."""
    return [
        "  ".join(
            "".join(BLOCK if FIGURES[c][row] >> bit & 1 else "  " for bit in (2, 1, 0))
            for c in text
        )
        for row in range(5)
    ]


class Clock(Overlay):
    title = "Clock"
    footer = "any key closes"

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.wanted = Size(len(draw_figures("00:00")[0]) + 4, 9)

    def press(self, key: str) -> None:
        self.host.close_overlay()

    def tick(self) -> bool:
        return True

    def body(self, width: int, height: int, palette: Palette) -> list[RowStrip]:
        now = time.localtime()
        lines = ["", *draw_figures(time.strftime("%H:%M", now)), ""]
        lines.append(time.strftime("%A, %d %B %Y", now))
        if width < self.wanted.width or height < len(lines):
            lines = [time.strftime("%H:%M", now)]
        return [
            lay_line([(palette.panel_key, line.center(width))], width, palette.panel)
            for line in lines
        ]
