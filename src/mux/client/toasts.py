"""Short messages in the corner, each for a few seconds."""

from collections.abc import Sequence
from typing import NamedTuple

from mux.client.frames import ASCII, LIGHT, Shapes
from mux.client.lines import frame_panel, lay_line, wrap_words
from mux.client.palette import Palette
from mux.client.rows import RowStrip
from mux.client.scene import printable

SECONDS = {"information": 4.0, "notification": 7.0, "warning": 7.0, "error": 12.0}
WORDS = {"warning": "warning", "error": "error"}
MOST = 5
WIDEST = 50


class Toast(NamedTuple):
    text: str
    severity: str
    until: float  # seconds of the caller's clock


class Toasts:
    """`now` is any clock that only goes forward."""

    def __init__(self) -> None:
        self._shown: list[Toast] = []

    def add(self, text: str, severity: str, now: float) -> None:
        """The same text once more takes the place of the one that is shown."""
        seconds = SECONDS.get(severity, SECONDS["information"])
        shown = printable(text.replace("\n", " "))
        same = [toast for toast in self._shown if toast.text == shown]
        self._shown = [toast for toast in self._shown if toast not in same][-(MOST - 1) :]
        self._shown.append(Toast(shown, severity, now + seconds))

    def drop_old(self, now: float) -> None:
        self._shown = [toast for toast in self._shown if toast.until > now]

    def draw(self, screen_width: int, palette: Palette, shapes: Shapes) -> list[RowStrip]:
        width = min(WIDEST, screen_width - 4)
        rows: list[RowStrip] = []
        for toast in self._shown if width > 8 else ():
            rows += draw_toast(toast, width, palette, shapes)
        return rows


def draw_toast(toast: Toast, width: int, palette: Palette, shapes: Shapes) -> Sequence[RowStrip]:
    style = {"warning": palette.frame_marked, "error": palette.failure}.get(
        toast.severity, palette.panel_key
    )
    lines = wrap_words(toast.text, width - 2) or [""]
    body = [lay_line([(palette.panel, f" {line}")], width, palette.panel) for line in lines]
    title = WORDS.get(toast.severity, "")
    return frame_panel(body, width + 2, title, "", ASCII if shapes.plain else LIGHT, style)
