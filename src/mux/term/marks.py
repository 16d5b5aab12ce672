"""Where a shell marked its prompts and its commands' output (OSC 133), by logical line.

Lines are counted from the first that ever was, so that a mark stays with its line wherever that
scrolls and however it is wrapped. Marks come in the order of their lines; a shell that goes back to
an earlier line (it cleared the screen) takes back all marks from there on.
"""

from collections import deque
from typing import NamedTuple

LIMIT = 4096  # marks of one terminal: about a thousand commands


class Mark(NamedTuple):
    """`kind`: A prompt, B input, C output, D done. `cells`: how far in the line."""

    line: int
    cells: int
    kind: str


class Marks:
    def __init__(self) -> None:
        self._marks: deque[Mark] = deque(maxlen=LIMIT)

    def add(self, mark: Mark) -> None:
        while self._marks and self._marks[-1][:2] > mark[:2]:
            self._marks.pop()
        if self._marks and self._marks[-1][:2] == mark[:2] and self._marks[-1].kind == mark.kind:
            return
        if mark.kind == "A":  # a prompt that is drawn anew takes the place of the one before
            while (
                self._marks and self._marks[-1].line == mark.line and self._marks[-1].kind in "AB"
            ):
                self._marks.pop()
        self._marks.append(mark)

    def since(self, line: int) -> list[Mark]:
        """Those of a line and the lines after it."""
        return [mark for mark in self._marks if mark.line >= line]
