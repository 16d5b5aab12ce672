"""How the session came back the last time: each pane's level, its age, and what went wrong."""

import time

from mux.client.lines import Part, lay_line, wrap_words
from mux.client.overlay import Host, Overlay
from mux.client.palette import Palette
from mux.client.rows import RowStrip
from mux.client.scene import printable
from mux.client.segments import age_words
from mux.client.text import fit_text, pad_text
from mux.core.geometry import Size
from mux.persist.report import RestoreReport

TITLE_CELLS = 34


class RestoreReportView(Overlay):
    title = "How the session came back"
    footer = "↑ ↓ scroll · ESC close"
    wanted = Size(76, 20)

    def __init__(self, host: Host, report: RestoreReport | None) -> None:
        super().__init__(host)
        self._report = report
        self._top = 0

    def press(self, key: str) -> None:
        steps = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -10, "pagedown": 10}
        if key in steps:
            self.wheel(steps[key])
        elif key in ("q", "enter"):
            self.host.close_overlay()
        else:
            super().press(key)

    def wheel(self, lines: int) -> None:
        self._top = max(self._top + lines, 0)

    def body(self, width: int, height: int, palette: Palette) -> list[RowStrip]:
        lines = self._lines(width, palette)
        self._top = min(self._top, max(len(lines) - height, 0))
        shown = lines[self._top : self._top + height]
        return [lay_line(parts, width, palette.panel) for parts in shown]

    def _lines(self, width: int, palette: Palette) -> list[list[Part]]:
        report = self._report
        if report is None:
            return [[(palette.panel_dim, " This session was never brought back.")]]
        now = time.time()
        came = ", ".join(f"{number} {level.value}" for level, number in report.counts.items())
        saved = f", as it was {age_words(now - report.saved_at)} ago" if report.saved_at else ""
        head = f"brought back {age_words(max(now - report.at, 0))} ago{saved}: {came}"
        lines: list[list[Part]] = [
            [(palette.panel_key, f" {line}")] for line in wrap_words(head, width - 2)
        ]
        lines += _problem_lines(report.problems, 1, width, palette)
        for pane in report.panes:
            title = pad_text(fit_text(printable(pane.title), TITLE_CELLS), TITLE_CELLS)
            before = max(report.at - pane.saved_at, 0)
            age = f"saved {age_words(before)} before" if pane.saved_at else ""
            lines.append(
                [
                    (palette.panel_dim, f" {pane.tab:>3} "),
                    (palette.panel, f"{title} "),
                    (palette.match, f"{pane.level.value:10}"),
                    (palette.panel_dim, age),
                ]
            )
            lines += _problem_lines(pane.problems, 5, width, palette)
        return lines


def _problem_lines(
    problems: tuple[str, ...], indent: int, width: int, palette: Palette
) -> list[list[Part]]:
    return [
        [(palette.failure, " " * indent + line)]
        for problem in problems
        for line in wrap_words(f"! {printable(problem)}", max(width - indent - 1, 1))
    ]
