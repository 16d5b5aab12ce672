"""The earlier states of a session, each drawn as it would come back."""

import time
from collections.abc import Callable, Sequence

from mux.client.frames import Shapes
from mux.client.lines import lay_line
from mux.client.overlay import Host
from mux.client.palette import Palette
from mux.client.picker import Item
from mux.client.preview_picker import PreviewPicker
from mux.client.rows import RowStrip
from mux.client.segments import age_words
from mux.client.session_preview import PreviewLook, SessionPreview, draw_preview
from mux.client.styles import Depth
from mux.core.geometry import Size


class GenerationList(PreviewPicker):
    footer = "ENTER bring this state back · ESC back"
    placeholder = "type a part of a time"

    def __init__(
        self,
        host: Host,
        session: str,
        generations: Sequence[tuple[str, float]],
        preview: Callable[[str], SessionPreview | None],
        bring_back: Callable[[str], None],
        depth: Depth,
    ) -> None:
        """`generations`: names with their moments (seconds since the epoch), newest first."""
        super().__init__(host)
        self.title = f"Earlier states of {session}"
        self._preview = preview
        self._bring_back = bring_back
        self._depth = depth
        self._shapes = Shapes()
        now = time.time()
        self.set_items(
            [
                Item(name, local_time(moment), f"{age_words(max(now - moment, 0))} ago")
                for name, moment in generations
            ]
        )

    def choose(self, item: Item) -> None:
        self._bring_back(item.value)

    def draw(self, screen: Size, palette: Palette, shapes: Shapes) -> list[RowStrip]:
        self._shapes = shapes
        return super().draw(screen, palette, shapes)

    def picture(self, size: Size, palette: Palette) -> list[RowStrip]:
        if self.current is None:
            words = " There is no earlier state that was kept."
            return [lay_line([(palette.panel_dim, words)], size.width, palette.panel)]
        preview = self._preview(self.current.value)
        if preview is None:
            return []
        head = f" comes back as {preview.levels}"
        look = PreviewLook(palette, self._shapes, self._depth)
        left = Size(size.width, size.height - 1)
        rows = draw_preview(preview, preview.focused_tab, left, look)
        return [lay_line([(palette.panel_key, head)], size.width, palette.panel), *rows]


def local_time(moment: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment))
