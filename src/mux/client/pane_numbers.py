"""The tab's panes with a large number on each, to go to one with a single key (prefix q)."""

from mux.client.canvas import Canvas
from mux.client.clock import draw_figures
from mux.client.frames import Shapes
from mux.client.overlay import Host, Overlay
from mux.client.palette import Palette
from mux.client.rows import RowStrip
from mux.client.scene import PaneView, Scene
from mux.client.text import measure_text
from mux.core.commands import FocusPane
from mux.core.geometry import Offset, Region, Size
from mux.core.ids import PaneId

KEYS = "1234567890"


class PaneNumbers(Overlay):
    """Lies over the whole workspace, and shows where each pane is."""

    mode = "PANES"
    footer = "number or click goes there · ESC close"

    def __init__(self, host: Host, scene: Scene, area: Region) -> None:
        """`area`: the workspace on the screen."""
        super().__init__(host)
        self._panes = scene.panes
        self._focus = scene.focus
        self._area = area

    def press(self, key: str) -> None:
        place = KEYS.find(key) if len(key) == 1 else -1
        if 0 <= place < len(self._panes):
            self._go_to(self._panes[place])
        else:
            self.host.close_overlay()

    def click(self, x: int, y: int) -> None:
        # Other panels have a frame around their body.
        cell = x + 1, y + 1
        pane = next((p for p in reversed(self._panes) if p.frame.contains(*cell)), None)
        if pane is not None:
            self._go_to(pane)

    def _go_to(self, pane: PaneView) -> None:
        self.host.close_overlay()
        if pane.id != self._focus:
            self.host.do(FocusPane(PaneId(pane.id)))

    def place(self, screen: Size, size: Size) -> Offset:
        return Offset(self._area.x, self._area.y)

    def draw(self, screen: Size, palette: Palette, shapes: Shapes) -> list[RowStrip]:
        area = self._area
        width, height = min(area.width, screen.width), min(area.height, screen.height - area.y)
        if width < 1 or height < 1:
            return []
        canvas = Canvas(width, height, palette.panel)
        for number, pane in enumerate(self._panes):
            style = palette.frame_focused if pane.id == self._focus else palette.frame
            canvas.box(pane.frame, shapes.lines(pane.id == self._focus), style, palette.panel)
            label = KEYS[number] if number < len(KEYS) else ""
            _write_middle(canvas, pane, label, palette)
        return canvas.rows()


def _write_middle(canvas: Canvas, pane: PaneView, label: str, palette: Palette) -> None:
    """The number, as large as there is room for, with the pane's title and size below."""
    x, y, width, height = pane.frame
    figure = draw_figures(label) if label else []
    if not figure or width < len(figure[0]) + 2 or height < len(figure) + 4:
        figure = [label] if label else []
    title = f"{pane.title or pane.command} {pane.content.width}x{pane.content.height}"
    lines = [(palette.panel_key, line) for line in figure] + [(palette.panel_dim, title)]
    top = y + (height - len(lines)) // 2
    for row, (style, line) in enumerate(lines):
        cells = min(measure_text(line), max(width - 2, 0))
        canvas.write(x + (width - cells) // 2, top + row, line, style, cells)
