"""Reads the part of YAML 1.2 that people write by hand into the files of tmuxp and tmuxinator.

Block and flow sequences and mappings, plain, quoted, literal and folded scalars, comments, anchors,
aliases and merge keys. What is not read is said so with its place: tags, directives, complex keys,
several documents in one text. Section numbers are those of the YAML 1.2.2 specification.
"""

import re
from itertools import pairwise

from mux.config.errors import ConfigError
from mux.config.import_yaml_node import YamlNode

_ESCAPES = dict(zip('0abtnvfre "/\\_', '\0\a\b\t\n\v\f\r\x1b "/\\\xa0', strict=True))
_DEEPEST = 100  # nested collections

_marker = re.compile(r"(?:---|\.\.\.)[ \t]*(?:#.*)?$").match
_indent = re.compile(r" *").match
_blank = re.compile(r"[ \t]*(?:#.*)?$").match
_dash = re.compile(r"-(?:[ \t]+|$)").match
_colon = re.compile(r"[ \t]*:(?:[ \t]+|$)").match
_plain_key = re.compile(
    r"[^\s&*!|>%@`\[\]{}#,\"'](?:[^:#]|:(?=\S)|(?<=\S)#)*?(?=[ \t]*:(?:\s|$))"
).match
_plain = re.compile(r"(?:[^\s#]|(?<=\S)#|[ \t]+(?![\s#]|$))+").match
_flow_plain = re.compile(r"(?:[^\s,\[\]{}#:]|(?<=\S)#|:(?=[^\s,\[\]{}])|[ \t]+(?![\s#]|$))+").match
_anchor = re.compile(r"&([^\s,\[\]{}]+)[ \t]*").match
_alias = re.compile(r"\*([^\s,\[\]{}]+)").match
_block_header = re.compile(r"([|>])(?:([1-9])?([+-])?|([+-])([1-9]))[ \t]*(?:[ \t]#.*)?$").match
_code = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))").match


def read_yaml(text: str, path: str = "") -> YamlNode:
    """The document that the text is. Raises ConfigError with the place of the first mistake."""
    return _Reader(text, path).read_document()


class _Reader:
    """The lines, and the place in them where reading has come to."""

    def __init__(self, text: str, path: str) -> None:
        self.lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
        self.path = path
        self.row = 0
        self.column = 0
        self.depth = 0
        self.anchors: dict[str, YamlNode] = {}

    def fail(self, message: str, column: int | None = None) -> ConfigError:
        column = self.column if column is None else column
        return ConfigError(message, self.path, min(self.row, len(self.lines) - 1) + 1, column + 1)

    @property
    def line(self) -> str:
        return self.lines[self.row] if self.row < len(self.lines) else ""

    @property
    def rest(self) -> str:
        return self.line[self.column :]

    def node(self, text: str = "", quoted: bool = False) -> YamlNode:
        return YamlNode(self.row + 1, self.column + 1, text, quoted)

    # --- lines ------------------------------------------------------------------------------------

    def next_indent(self) -> int:
        """Goes on to the next line that says something; gives its indentation, -1 at the end."""
        while self.row < len(self.lines) and not _marker(self.line):
            found = _indent(self.line)
            self.column = found.end() if found else 0
            if not _blank(self.line):
                if self.rest.startswith("\t"):
                    raise self.fail("a tab indents this line; YAML wants spaces")
                return self.column
            self.row += 1
        return -1

    def end_line(self) -> None:
        if not _blank(self.line, self.column):
            raise self.fail("something stands behind the value; begin a new line or add a comma")
        self.row += 1

    def read_document(self) -> YamlNode:
        if self.next_indent() == 0 and self.line.startswith("%"):
            raise self.fail("directives are not read; take this line away")
        if re.match(r"---(?:[ \t]|$)", self.line):
            self.lines[self.row] = "   " + self.line[3:]
        node = self.read_block(0)
        if self.next_indent() >= 0:
            raise self.fail("does not belong to what stands above; check the indentation")
        if self.line.startswith("..."):
            self.row += 1
        if self.next_indent() >= 0 or self.line.startswith("---"):
            raise self.fail("a second document is not read; take it away", 0)
        return node

    # --- blocks (8.2) -----------------------------------------------------------------------------

    def read_block(self, least: int) -> YamlNode:
        """What begins on the next line, if that is indented far enough."""
        indent = self.next_indent()
        if indent < least:
            return self.node()
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.fail(f"is nested more than {_DEEPEST} deep")
        if _dash(self.line, indent):
            node = self.read_sequence(indent)
        elif self.find_key(indent):
            node = self.read_mapping(indent)
        else:
            node = self.read_value(least - 1)
        self.depth -= 1
        return node

    def read_sequence(self, indent: int) -> YamlNode:
        node = self.node()
        node.items = []
        while self.next_indent() == indent and (dash := _dash(self.line, indent)):
            column = dash.end()
            if _dash(self.line, column) or self.find_key(column):
                # A collection that begins behind the dash is indented as far as it stands.
                self.lines[self.row] = " " * column + self.line[column:]
                node.items.append(self.read_block(indent + 1))
            else:
                self.column = column
                node.items.append(self.read_value(indent))
        self.refuse_indent(indent)
        return node

    def read_mapping(self, indent: int) -> YamlNode:
        node = self.node()
        node.entries = {}
        merged: list[YamlNode] = []
        while self.next_indent() == indent and not _dash(self.line, indent):
            found = self.find_key(indent)
            if not found:
                raise self.fail("is no “key: value”; add the colon and a space")
            key, column = found
            if key in node.entries:
                raise self.fail(f"“{key}” stands here twice; take one away")
            self.column = column
            value = self.read_value(indent, in_mapping=True)
            if key == "<<":
                merged += value.items if value.items is not None else [value]
            else:
                node.entries[key] = value
        self.refuse_indent(indent)
        for source in merged:
            node.entries = (source.entries or {}) | node.entries
        return node

    def refuse_indent(self, indent: int) -> None:
        if self.next_indent() > indent:
            raise self.fail("is indented more than its neighbours; align it with them")

    def find_key(self, column: int) -> tuple[str, int] | None:
        """The key that stands there, and where its value begins."""
        line = self.line
        if line[column : column + 2] in ("? ", "?"):
            raise self.fail("a key of this kind is not read; write “key: value”", column)
        if line[column : column + 1] in ('"', "'"):
            before = self.row, self.column
            self.column = column
            key, end_row = self.read_quoted().text, self.row
            end = self.column
            self.row, self.column = before
            colon = _colon(line, end) if end_row == self.row else None
            return (key, colon.end()) if colon else None
        found = _plain_key(line, column)
        if not found:
            return None
        colon = _colon(line, found.end())
        return (found[0], colon.end()) if colon else None

    def read_value(self, indent: int, in_mapping: bool = False) -> YamlNode:
        """The value that begins at the place, or on the next lines if these are indented more.

        A sequence may be indented as far as the key it belongs to (8.2.1).
        """
        if anchor := _anchor(self.line, self.column):
            self.column = anchor.end()
        if _blank(self.line, self.column):
            node = self.node()
            self.row += 1
            below = self.next_indent()
            if below > indent or (in_mapping and below == indent and _dash(self.line, below)):
                node = self.read_block(below)
        elif self.rest[0] in "|>":
            node = self.read_block_scalar(indent)
        elif self.rest[0] in "[{\"'*":
            node = self.read_flow()
            self.end_line()
        else:
            node = self.read_plain(indent)
        if anchor:
            self.anchors[anchor[1]] = node
        return node

    def read_plain(self, indent: int) -> YamlNode:
        """Plain text, which may go on over lines that are indented more (7.3.3)."""
        if self.rest[0] in "!%@`&,]}":
            what = "tags are" if self.rest[0] == "!" else f"“{self.rest[0]}” at the start is"
            raise self.fail(f"{what} not read; put the text in quotes")
        node = self.node()
        parts: list[str] = []
        while True:
            found = _plain(self.line, self.column)
            text = found[0] if found else ""
            if at := re.search(r":(?=\s|$)", text):
                wrong = self.column + at.start()
                raise self.fail("a colon stands in plain text; put the text in quotes", wrong)
            parts.append(text)
            commented = found is not None and found.end() < len(self.line.rstrip())
            self.row += 1
            blanks = self.count_blank_lines()
            below = len(self.line) - len(self.line.lstrip(" "))
            if commented or below <= indent or _blank(self.line) or _marker(self.line):
                break
            self.column = below
            parts.append("\n" * blanks if blanks else " ")
        node.text = "".join(parts)
        return node

    def count_blank_lines(self) -> int:
        start = self.row
        while self.row < len(self.lines) and not self.line.strip():
            self.row += 1
        return self.row - start

    def read_block_scalar(self, indent: int) -> YamlNode:
        """Literal or folded text (8.1)."""
        header = _block_header(self.rest)
        if not header:
            raise self.fail("is no header of a text block; write “|” or “>”, or put it in quotes")
        node = self.node()
        node.quoted = True
        given = header[2] or header[5]
        chomp = header[3] or header[4]
        margin = max(indent, 0) + int(given) if given else 0
        self.row += 1
        lines: list[str] = []
        while self.row < len(self.lines):
            found = _indent(self.line)
            here = found.end() if found else 0
            if self.line.strip():
                margin = margin or here
                if here < margin or here <= indent:
                    break
            lines.append(self.line[margin:] if margin else "")
            self.row += 1
        text = "\n".join(lines)
        kept = text.rstrip("\n")
        body = kept if header[1] == "|" else fold_lines(kept)
        node.text = body + {"-": "", "+": "\n" * (len(text) - len(kept) + 1)}.get(chomp or "", "\n")
        if not kept:
            node.text = ""
        return node

    # --- flow (7.3, 7.4) --------------------------------------------------------------------------

    def read_flow(self) -> YamlNode:
        """A value in flow style; the place is then behind it."""
        start = self.rest[:1]
        if start == "[":
            return self.read_flow_sequence()
        if start == "{":
            return self.read_flow_mapping()
        if start and start in "\"'":
            return self.read_quoted()
        if alias := _alias(self.line, self.column):
            if alias[1] not in self.anchors:
                raise self.fail(f"no “&{alias[1]}” stands above")
            self.column = alias.end()
            return self.anchors[alias[1]]
        node = self.node()
        found = _flow_plain(self.line, self.column)
        if found:
            node.text = found[0].rstrip()
            self.column = found.end()
        return node

    def skip_flow_space(self, opened: YamlNode) -> str:
        """The next character inside brackets that says something."""
        while _blank(self.line, self.column):
            self.row += 1
            self.column = 0
            if self.row >= len(self.lines):
                self.row = opened.line - 1
                raise self.fail("the bracket is not closed", opened.column - 1)
        while self.rest[0] in " \t":
            self.column += 1
        return self.rest[0]

    def read_flow_sequence(self) -> YamlNode:
        node = self.open_bracket()
        node.items = []
        while self.skip_flow_space(node) != "]":
            node.items.append(self.read_flow())
            self.read_comma(node, "]")
        return self.close_bracket(node)

    def read_flow_mapping(self) -> YamlNode:
        node = self.open_bracket()
        node.entries = {}
        while self.skip_flow_space(node) != "}":
            key = self.read_flow()
            if not key.is_scalar:
                raise self.fail("a key is text; it can't be a bracket")
            value = self.node()
            if self.skip_flow_space(node) == ":":
                self.column += 1
                self.skip_flow_space(node)
                value = self.read_flow()
            node.entries[key.text] = value
            self.read_comma(node, "}")
        return self.close_bracket(node)

    def open_bracket(self) -> YamlNode:
        node = self.node()
        self.column += 1
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.fail(f"is nested more than {_DEEPEST} deep")
        return node

    def close_bracket(self, node: YamlNode) -> YamlNode:
        self.column += 1
        self.depth -= 1
        return node

    def read_comma(self, node: YamlNode, closing: str) -> None:
        found = self.skip_flow_space(node)
        if found == ",":
            self.column += 1
        elif found != closing:
            raise self.fail(f"a comma or “{closing}” is missing here")

    def read_quoted(self) -> YamlNode:
        """Text in single or double quotes, over several lines if need be."""
        node = self.node(quoted=True)
        quote = self.rest[0]
        self.column += 1
        parts: list[str] = []
        while True:
            if self.column >= len(self.line):
                self.fold_quoted(node, parts)
            elif self.rest.startswith("''") and quote == "'":
                parts.append("'")
                self.column += 2
            elif self.rest[0] == quote:
                self.column += 1
                node.text = "".join(parts)
                return node
            elif self.rest[0] == "\\" and quote == '"':
                parts.append(self.read_escape())
            else:
                parts.append(self.rest[0])
                self.column += 1

    def fold_quoted(self, node: YamlNode, parts: list[str]) -> None:
        """A line end inside quotes is a space, n empty lines are n line ends (7.3.1)."""
        while parts and parts[-1] in (" ", "\t"):
            parts.pop()
        self.row += 1
        blanks = self.count_blank_lines()
        if self.row >= len(self.lines):
            self.row = node.line - 1
            raise self.fail("the quote is not closed", node.column - 1)
        self.column = len(self.line) - len(self.line.lstrip())
        parts.append("\n" * blanks if blanks else " ")

    def read_escape(self) -> str:
        """An escape in double quotes (5.7)."""
        if found := _code(self.line, self.column):
            self.column = found.end()
            return chr(int(found[1] or found[2] or found[3], 16) % 0x110000)
        char = self.rest[1:2]
        if char == "":  # a line end that does not count
            self.row += 1
            self.column = len(self.line) - len(self.line.lstrip())
            return ""
        if char not in _ESCAPES:
            raise self.fail(f"“\\{char}” is no escape; write “\\\\” for a backslash")
        self.column += 2
        return _ESCAPES[char]


def fold_lines(text: str) -> str:
    """Folded text: a single line end is a space, unless a line around it is indented (8.1.3)."""
    lines = text.split("\n")
    folded = lines[0]
    for before, line in pairwise(lines):
        if not line or line[0] in " \t" or before[:1] in (" ", "\t"):
            folded += "\n" + line
        elif folded.endswith("\n"):
            folded += line
        else:
            folded += ("" if not folded else " ") + line
    return folded
