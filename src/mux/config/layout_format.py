"""Formats the text of a layout file: four spaces a level, one between words, nothing else changed.

It works on the text, not on what the text says, so that comments, blank lines, the order of things
and the way numbers are written all stay.
"""

import re

from mux.config.errors import ConfigError
from mux.kdl.errors import KdlError
from mux.kdl.reader import read_kdl

INDENT = "    "

# Strings and comments come first: what looks like a brace or a space inside of them is none.
_token = re.compile(
    r"""
      (?P<text> r(?P<hashes>\#*)".*?"(?P=hashes) | "(?:[^"\\]|\\.)*" )
    | (?P<comment> //[^\n]* )
    | (?P<block> /\* )
    | (?P<newline> \r\n | [\n\r\x85\x0c\u2028\u2029] )
    | (?P<space> [^\S\n\r\x85\x0c\u2028\u2029]+ | \ufeff )
    | (?P<brace> [{}] )
    | (?P<word> (?: (?!/[/*]) [^\s{}";\\=)] )+ [=)]? | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_comment_edge = re.compile(r"/\*|\*/")


def format_layout(text: str, path: str = "") -> str:
    """The text, formatted. Raises ConfigError for a text that is no KDL: it is left as it is."""
    try:
        before = read_kdl(text)
    except KdlError as error:
        raise ConfigError(error.message, path, error.line, error.column) from None
    formatted = _Formatter(text).run()
    assert read_kdl(formatted) == before, "formatting must not change what is said"
    return formatted


class _Formatter:
    """The lines so far, the line in the making, and how deep it lies."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.line = ""
        self.depth = 0
        self.line_depth = 0  # of the line in the making: that of its first word
        self.joined = False  # the line before goes on in this one
        self.last = ""  # the last word that is no comment
        self.gap = ""  # the spaces since the last word

    def run(self) -> str:
        pos = 0
        while pos < len(self.text):
            found = _token.match(self.text, pos)
            assert found is not None
            kind, token, pos = str(found.lastgroup), found[0], found.end()
            if kind == "block":
                pos = self.comment_end(found.start())
                token = self.text[found.start() : pos]
            if kind == "newline":
                self.end_line()
            elif kind == "space":
                self.gap += token
            else:
                self.add(token, kind)
        self.end_line()
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        return "".join(line + "\n" for line in self.lines)

    def add(self, token: str, kind: str) -> None:
        if token == "}" and kind == "brace":
            self.depth -= 1
        if not self.line:
            self.line_depth = self.depth + self.joined
            self.line = token
        elif kind == "comment":
            self.line += (self.gap or " ") + token
        else:
            apart = bool(self.gap) or kind == "brace" or self.line.endswith("{")
            self.line += (" " if apart else "") + token
        self.gap = ""
        if kind not in ("comment", "block"):
            self.last = token
        if token == "{" and kind == "brace":
            self.depth += 1

    def end_line(self) -> None:
        """Puts the line down; of several blank lines one stays, at the start of a block none."""
        if self.line:
            self.lines.append(INDENT * self.line_depth + self.line)
        elif self.lines and self.lines[-1] and not self.lines[-1].endswith("{"):
            self.lines.append("")
        if self.line.startswith("}") and len(self.lines) > 1 and not self.lines[-2]:
            del self.lines[-2]
        self.joined = self.last == "\\"
        self.last = ""
        self.line = self.gap = ""

    def comment_end(self, start: int) -> int:
        """Behind a block comment; such comments nest."""
        depth = 0
        for edge in _comment_edge.finditer(self.text, start):
            depth += 1 if edge[0] == "/*" else -1
            if depth == 0:
                return edge.end()
        return len(self.text)
