"""Looking back through a pane's history with the keyboard (prefix [)."""

from mux.client.frames import Shapes
from mux.client.overlay import Host, Overlay
from mux.client.palette import Palette
from mux.client.rows import RowStrip
from mux.client.scene import Scene
from mux.core.commands import Command, ScrollPage, ScrollPane, ScrollToBottom, ScrollToTop
from mux.core.geometry import Size

KEYS: dict[str, Command] = {
    **dict.fromkeys(("up", "k", "ctrl-p", "ctrl-y"), ScrollPane(1)),
    **dict.fromkeys(("down", "j", "ctrl-n", "ctrl-e"), ScrollPane(-1)),
    **dict.fromkeys(("pageup", "ctrl-b", "alt-v"), ScrollPage(1.0)),
    **dict.fromkeys(("pagedown", "ctrl-f", "ctrl-v", "space"), ScrollPage(-1.0)),
    "ctrl-u": ScrollPage(0.5),
    "ctrl-d": ScrollPage(-0.5),
    **dict.fromkeys(("g", "home", "alt-<"), ScrollToTop()),
    **dict.fromkeys(("G", "end", "alt->"), ScrollToBottom()),
}


class ScrollMode(Overlay):
    """Shows nothing over the pane: the status bar says what mode it is."""

    mode = "SCROLL"
    footer = "↑ ↓ PgUp PgDn g G · q back"

    def __init__(self, host: Host, scene: Scene) -> None:
        super().__init__(host)
        self._scene = scene

    def press(self, key: str) -> None:
        if key in KEYS:
            self.host.do(KEYS[key])
        elif key in ("q", "esc", "ctrl-c", "enter", "i"):
            self.host.close_overlay()
            self.host.do(ScrollToBottom())

    def wheel(self, lines: int) -> None:
        self.host.do(ScrollPane(-lines))

    def draw(self, screen: Size, palette: Palette, shapes: Shapes) -> list[RowStrip]:
        return []
