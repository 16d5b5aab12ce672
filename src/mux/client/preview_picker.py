"""A picker with a picture of what is selected beside the list, where there is room for both."""

from mux.client.overlay import Host
from mux.client.palette import Palette
from mux.client.picker import Picker
from mux.client.rows import RowStrip, Run
from mux.core.geometry import Size

SMALLEST_PICTURE = 24  # columns


class PreviewPicker(Picker):
    wanted = Size(160, 44)
    LIST_SHARE = 0.38
    LIST_LEAST = 32
    LIST_MOST = 56

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._list_width = 0

    def picture(self, size: Size, palette: Palette) -> list[RowStrip]:
        """What is selected, in at most that many rows, each exactly that wide."""
        raise NotImplementedError

    def click(self, x: int, y: int) -> None:
        if x < self._list_width:
            super().click(x, y)

    def body(self, width: int, height: int, palette: Palette) -> list[RowStrip]:
        share = round(width * self.LIST_SHARE)
        self._list_width = min(max(share, self.LIST_LEAST), self.LIST_MOST)
        room = width - self._list_width - 1
        if room < SMALLEST_PICTURE:
            self._list_width = width
            return super().body(width, height, palette)
        left = super().body(self._list_width, height, palette)
        left += [_blank(self._list_width, palette)] * (height - len(left))
        right = self.picture(Size(room, height), palette)[:height]
        right += [_blank(room, palette)] * (height - len(right))
        line = Run(palette.panel_dim, self.separator, 1)
        both = zip(left, right, strict=True)
        return [RowStrip((*one.runs, line, *other.runs)) for one, other in both]

    @property
    def separator(self) -> str:
        return "│"


def _blank(width: int, palette: Palette) -> RowStrip:
    return RowStrip([Run(palette.panel, " " * width, width)])
