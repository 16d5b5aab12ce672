"""What lies between the words of a KDL text: spaces, comments, joined lines."""

import re

from mux.kdl.errors import KdlError
from mux.kdl.node import Source

SPACE = "\t \xa0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff"
NEWLINE = "\n\r\x0c\x85\u2028\u2029"
BARE = rf'[^\x00-\x20/\\(){{}}<>;\[\]=,"{SPACE}{NEWLINE}]+'

match_bare = re.compile(BARE).match
_spaces = re.compile(rf"[{SPACE}]*").match
_blank = re.compile(rf"[{SPACE}{NEWLINE};]*").match
_line_end = re.compile(rf"\r\n|[{NEWLINE}]|\Z").search
_newline = re.compile(rf"\r\n|[{NEWLINE}]").match
_comment_edge = re.compile(r"/\*|\*/").search


def _end(found: re.Match[str] | None) -> int:
    """The end of a match of a pattern that matches everywhere."""
    assert found is not None
    return found.end()


class Scanner:
    """A text and what can be passed over in it; methods give the offset behind that."""

    __slots__ = ("source", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.source = Source(text)

    def fail(self, offset: int, message: str) -> KdlError:
        return KdlError(message, *self.source.place(offset))

    def skip_blank(self, pos: int) -> int:
        """Past spaces, newlines, semicolons and comments."""
        text = self.text
        while True:
            pos = _end(_blank(text, pos))
            if text.startswith("//", pos):
                pos = self.skip_line(pos)
            elif text.startswith("/*", pos):
                pos = self.skip_comment(pos)
            elif text.startswith("\\", pos):
                pos = self.skip_line_join(pos)
            else:
                return pos

    def skip_node_space(self, pos: int) -> int:
        """Past spaces, block comments and joined lines."""
        text = self.text
        while True:
            pos = _end(_spaces(text, pos))
            if text.startswith("/*", pos):
                pos = self.skip_comment(pos)
            elif text.startswith("\\", pos):
                pos = self.skip_line_join(pos)
            else:
                return pos

    def skip_line(self, pos: int) -> int:
        return _end(_line_end(self.text, pos))

    def skip_line_join(self, pos: int) -> int:
        """Past a `\\` and the line end that it takes away."""
        behind = _end(_spaces(self.text, pos + 1))
        while self.text.startswith("/*", behind):
            behind = _end(_spaces(self.text, self.skip_comment(behind)))
        if self.text.startswith("//", behind) or behind == len(self.text):
            return self.skip_line(behind)
        newline = _newline(self.text, behind)
        if newline is None:
            raise self.fail(
                pos, "“\\” joins two lines; let the line end behind it, or take it away"
            )
        return newline.end()

    def skip_comment(self, pos: int) -> int:
        """Past a block comment; such comments nest."""
        depth, at = 0, pos
        while True:
            edge = _comment_edge(self.text, at)
            if edge is None:
                raise self.fail(pos, "this comment is never closed; put a “*/” where it ends")
            depth += 1 if edge[0] == "/*" else -1
            at = edge.end()
            if depth == 0:
                return at

    def quote(self, pos: int) -> str:
        """What stands at an offset, for a message."""
        if pos >= len(self.text):
            return "the end of the file"
        word = match_bare(self.text, pos)
        if word:
            return f"“{word[0][:40]}”"
        return "the end of the line" if self.text[pos] in NEWLINE else f"“{self.text[pos]}”"
