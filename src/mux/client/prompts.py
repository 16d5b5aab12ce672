"""Questions: one line of text, or yes and no."""

from collections.abc import Callable

from mux.client.line_edit import LineEdit
from mux.client.lines import lay_line, wrap_words
from mux.client.overlay import Host, Overlay
from mux.client.palette import Palette
from mux.client.rows import RowStrip
from mux.core.geometry import Size


class Prompt(Overlay):
    """Asks for a line of text and gives it to `answer`."""

    footer = "ENTER accept · ESC cancel"

    def __init__(self, host: Host, title: str, text: str, answer: Callable[[str], None]) -> None:
        super().__init__(host)
        self.title = title
        self.wanted = Size(60, 1)
        self.line = LineEdit(text)
        self._answer = answer

    def press(self, key: str) -> None:
        if key == "enter":
            self.host.close_overlay()
            self._answer(self.line.text)
        elif not self.line.press(key):
            super().press(key)

    def paste(self, text: str) -> None:
        self.line.insert(text)

    def body(self, width: int, height: int, palette: Palette) -> list[RowStrip]:
        parts = [(palette.panel, " "), *self.line.parts(width - 1, palette.panel, palette.selected)]
        return [lay_line(parts, width, palette.panel)]


class Confirm(Overlay):
    """Does `then` after a yes; what else is pressed closes the question, but for a slip."""

    title = "Sure?"
    footer = "y yes · n no"

    def __init__(self, host: Host, question: str, then: Callable[[], None]) -> None:
        super().__init__(host)
        self.question = question
        self._then = then
        self.wanted = Size(min(max(len(question) + 2, 20), 60), len(wrap_words(question, 58)))

    def press(self, key: str) -> None:
        if key in ("y", "Y"):
            self.host.close_overlay()
            self._then()
        elif key in ("n", "N", "q"):
            self.dismiss()
        else:
            super().press(key)

    def body(self, width: int, height: int, palette: Palette) -> list[RowStrip]:
        lines = wrap_words(self.question, width - 2)
        return [lay_line([(palette.panel, f" {line}")], width, palette.panel) for line in lines]
