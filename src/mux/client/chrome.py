"""What is drawn around and over the panes, from all that it depends on."""

import time
from typing import TYPE_CHECKING

from mux.client.bars import BarRow, draw_compact_bar, draw_status_bar, draw_tab_bar
from mux.client.git_branch import read_branch
from mux.client.hints import draw_hints
from mux.client.plain import plain_rows
from mux.client.rows import RowStrip
from mux.client.segments import StatusWords
from mux.core.geometry import Offset, Size

if TYPE_CHECKING:
    from mux.client.desk import Desk
    from mux.client.paint import Painter

COPY_HINT = "/ ? search · v V select · y copy · q leave"
HINTS_SHARE = 2 / 3  # of the screen's rows, at most
LOOK_SECONDS = 1.0  # between two looks at a repository


class Chrome:
    def __init__(self, desk: "Desk", painter: "Painter") -> None:
        self.notice = ""  # takes the place of the hint in the status bar
        self._desk = desk
        self._painter = painter
        self._branch = ("", "", 0.0)  # directory, its branch, when that was looked up

    def draw_bar(self, kind: str, width: int) -> BarRow:
        scene, palette = self._painter.scene, self._painter.palette
        if kind == "tab-bar":
            bar = draw_tab_bar(scene, palette, width)
        else:
            draw = draw_status_bar if kind == "status-bar" else draw_compact_bar
            bar = draw(scene, palette, width, self._status_words())
        return bar._replace(row=self._fit_signs([bar.row])[0])

    def _status_words(self) -> StatusWords:
        desk, config = self._desk, self._desk.config
        pane = self._painter.scene.focused
        copying = pane.mode if pane is not None else ""
        hint = COPY_HINT if copying else desk.keyboard.hint
        return StatusWords(
            mode=desk.overlay.mode if desk.overlay else desk.keyboard.mode or copying,
            clock=time.strftime(config.clock_format),
            hint=desk.overlay.footer if desk.overlay else hint,
            notice=self.notice,
            now=time.time(),
            branch=self._find_branch() if "git" in config.status_segments else "",
            segments=config.status_segments,
        )

    def _find_branch(self) -> str:
        pane = self._painter.scene.focused
        directory = pane.cwd if pane is not None else ""
        now = time.monotonic()
        known, branch, at = self._branch
        if directory != known or now - at > LOOK_SECONDS:
            branch = read_branch(directory)
            self._branch = directory, branch, now
        return branch

    def draw_overlay(self, screen: Size) -> tuple[list[RowStrip], Offset]:
        """Its rows, none if nothing is open, and where the first of them starts."""
        overlay = self._desk.overlay
        if overlay is None:
            return [], Offset(0, 0)
        rows = overlay.draw(screen, self._painter.palette, self._painter.shapes)
        size = Size(rows[0].cells if rows else 0, len(rows))
        return self._fit_signs(rows), overlay.place(screen, size)

    def draw_hints(self, screen: Size) -> list[RowStrip]:
        if not self._desk.config.which_key or self._desk.overlay is not None:
            return []
        height = int(screen.height * HINTS_SHARE)
        hints = draw_hints(self._desk.keyboard, screen.width, height, self._painter.palette)
        return self._fit_signs(hints)

    def draw_toasts(self, width: int) -> list[RowStrip]:
        toasts = self._desk.toasts
        toasts.drop_old(time.monotonic())
        return self._fit_signs(toasts.draw(width, self._painter.palette, self._painter.shapes))

    def _fit_signs(self, rows: list[RowStrip]) -> list[RowStrip]:
        return plain_rows(rows) if self._painter.shapes.plain else rows
