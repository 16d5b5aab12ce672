"""One line of text being typed, with the keys of readline."""

from mux.client.lines import Part
from mux.client.text import measure_text


class LineEdit:
    def __init__(self, text: str = "") -> None:
        self.text = text
        self.cursor = len(text)

    def set(self, text: str) -> None:
        self.text, self.cursor = text, len(text)

    def insert(self, text: str) -> None:
        text = "".join(c for c in text if c.isprintable())
        self.text = self.text[: self.cursor] + text + self.text[self.cursor :]
        self.cursor += len(text)

    def press(self, key: str) -> bool:
        """Whether the key was one for a line of text."""
        if key == "space" or len(key) == 1:
            self.insert(" " if key == "space" else key)
            return True
        match key:
            case "left" | "ctrl-b":
                self.cursor = max(self.cursor - 1, 0)
            case "right" | "ctrl-f":
                self.cursor = min(self.cursor + 1, len(self.text))
            case "home" | "ctrl-a":
                self.cursor = 0
            case "end" | "ctrl-e":
                self.cursor = len(self.text)
            case "alt-b" | "ctrl-left":
                self.cursor = self._word_start()
            case "alt-f" | "ctrl-right":
                self.cursor = self._word_end()
            case "backspace" | "ctrl-h":
                self._cut(max(self.cursor - 1, 0), self.cursor)
            case "delete" | "ctrl-d":
                self._cut(self.cursor, self.cursor + 1)
            case "ctrl-w" | "alt-backspace":
                self._cut(self._word_start(), self.cursor)
            case "alt-d":
                self._cut(self.cursor, self._word_end())
            case "ctrl-u":
                self._cut(0, self.cursor)
            case "ctrl-k":
                self._cut(self.cursor, len(self.text))
            case _:
                return False
        return True

    def _cut(self, start: int, stop: int) -> None:
        self.text = self.text[:start] + self.text[stop:]
        self.cursor = start

    def _word_start(self) -> int:
        before = self.text[: self.cursor].rstrip()
        return before.rfind(" ") + 1

    def _word_end(self) -> int:
        blanks = len(self.text[self.cursor :]) - len(self.text[self.cursor :].lstrip())
        end = self.text.find(" ", self.cursor + blanks)
        return len(self.text) if end < 0 else end

    def parts(self, width: int, style: str, cursor_style: str) -> list[Part]:
        """The text around the cursor in at most `width` cells, the cursor as a cell of its own."""
        before, at, after = (
            self.text[: self.cursor],
            self.text[self.cursor : self.cursor + 1] or " ",
            self.text[self.cursor + 1 :],
        )
        while before and measure_text(before) > width - 2:
            before = before[1:]
        return [(style, before), (cursor_style, at), (style, after)]
