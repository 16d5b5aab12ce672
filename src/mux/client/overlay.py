"""What may lie over the panes: a framed panel that takes every key until it is closed.

Overlays are plain objects without Textual: keys by name in, rows out. One widget shows whichever is
open; the panes around it are painted on as before.
"""

from typing import Protocol

from mux.client.frames import ASCII, ROUND, Lines, Shapes
from mux.client.lines import frame_panel, lay_line
from mux.client.palette import Palette
from mux.client.rows import RowStrip
from mux.core.commands import Command
from mux.core.geometry import Offset, Size


class Host(Protocol):
    """What an overlay can have done."""

    def do(self, command: Command) -> None: ...

    def open_overlay(self, overlay: "Overlay") -> None:
        """In place of the one that is open."""
        ...

    def close_overlay(self) -> None: ...

    def refresh_overlay(self) -> None: ...

    def show_toast(self, text: str, severity: str = "information") -> None: ...


class Overlay:
    title = ""
    footer = ""
    mode = ""  # for the status bar, where the overlay shows nothing else
    wanted = Size(72, 18)  # of the body; smaller where the screen is
    back: "Overlay | None" = None  # what asked, and is shown again if there is no answer

    def __init__(self, host: Host) -> None:
        self.host = host

    def press(self, key: str) -> None:
        """A key by its keymap name."""
        if key in ("esc", "ctrl-c"):
            self.dismiss()

    def dismiss(self) -> None:
        """Closed without an answer."""
        if self.back is not None:
            self.host.open_overlay(self.back)
        else:
            self.host.close_overlay()

    def tick(self) -> bool:
        """Once a second; whether it may look different now."""
        return False

    def paste(self, text: str) -> None:
        pass

    def click(self, x: int, y: int) -> None:
        """A left press on a cell of the body."""

    def wheel(self, lines: int) -> None:
        """Positive: down."""

    def body(self, width: int, height: int, palette: Palette) -> list[RowStrip]:
        """At most `height` rows of exactly `width` cells."""
        raise NotImplementedError

    def place(self, screen: Size, size: Size) -> Offset:
        """Where a panel of that size, frame and all, starts on the screen: in the middle."""
        return Offset((screen.width - size.width) // 2, (screen.height - size.height) // 2)

    def draw(self, screen: Size, palette: Palette, shapes: Shapes) -> list[RowStrip]:
        """The whole panel, frame and all, no larger than the screen."""
        width = min(self.wanted.width, screen.width - 2)
        height = min(self.wanted.height, screen.height - 2)
        if width < 1 or height < 1:
            return []
        rows = self.body(width, height, palette)[:height]
        rows += [lay_line((), width, palette.panel)] * (height - len(rows))
        lines: Lines = ASCII if shapes.plain else ROUND
        return frame_panel(rows, width + 2, self.title, self.footer, lines, palette.panel_key)
