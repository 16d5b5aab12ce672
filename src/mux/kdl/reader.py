"""Reads KDL 1.0, and the KDL 2.0 spellings `#true`, `#false` and `#null`.

The source of the rules is the KDL 1.0.0 specification, "Full Grammar". Two liberties are taken:
the last node before a `}` needs no `;`, as in most readers, and an escape may name a surrogate, so
that a file name that is not UTF-8 survives being written down.

One regular expression takes the common case of a node's name, another one that of an entry; what
they do not match is taken apart slowly, and that is where mistakes are found.
"""

import re
from typing import NamedTuple

from mux.kdl.errors import KdlError
from mux.kdl.node import Document, Entry, Node, Scalar
from mux.kdl.scanner import BARE, NEWLINE, SPACE, Scanner, match_bare

DEEPEST = 200  # nested blocks; beyond that a text is no document but an attack
LONGEST_NUMBER = 1000  # characters; Python's own limit on decimal digits lies above

_DIGITS = r"[0-9][0-9_]*"
_NUMBER = (
    r"[+-]?(?:0x[0-9a-fA-F][0-9a-fA-F_]*|0o[0-7][0-7_]*|0b[01][01_]*"
    rf"|{_DIGITS}(?:\.{_DIGITS})?(?:[eE][+-]?{_DIGITS})?)"
)
_AFTER = rf"(?=[{SPACE}{NEWLINE};{{}}/\\]|\Z)"  # what may follow a name or a value
_WORD = r"(?!(?:true|false|null)[^A-Za-z0-9_-])[A-Za-z_][A-Za-z0-9_-]*"

_fast_name = re.compile(rf"[{SPACE}{NEWLINE};]*({_WORD})(?=[ \t\n;{{}}])").match
_fast_entry = re.compile(
    rf'[ \t]+(?:({_WORD})=)?(?:"([^"\\]*)"|([+-]?[0-9]{{1,18}})|(true|false|null)){_AFTER}'
).match
_fast_end = re.compile(r"[ \t]*(?:([;\n])|(\{))").match
_bare_name = re.compile(rf"(?![0-9]|[+-][0-9])(?:{BARE})").match
_number = re.compile(_NUMBER + _AFTER).match
_value_start = re.compile(rf'[{SPACE}]+["0-9+-]').match
_value_end = re.compile(_AFTER).match
_raw = re.compile(r'r(#*)"').match
_string = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL).match
_escape = re.compile(r"\\(u\{[0-9a-fA-F]{1,6}\}|.)", re.DOTALL)

_KEYWORDS: dict[str, Scalar] = {
    "true": True,
    "false": False,
    "null": None,
    "#true": True,
    "#false": False,
    "#null": None,
}
_RESERVED = ("true", "false", "null")
_ALMOST = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "/": "/", '"': '"', "b": "\b", "f": "\f"}


def read_kdl(text: str) -> Document:
    """The document that the text is. Raises KdlError with the place of the first mistake."""
    reader = _Reader(text)
    return Document(reader.read_nodes(), reader.source)


class _Block(NamedTuple):
    """An open block: what it lies in, whose it is, where its brace stands."""

    around: list[Node]
    owner: Node
    brace: int
    dropped: bool  # taken away by `/-`


class _Reader(Scanner):
    """Takes the text apart; methods give the offset behind what they took."""

    __slots__ = ("closed",)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.closed: list[int] = []  # the offsets of “{” and “}” of each closed block, in turn

    def read_nodes(self) -> tuple[Node, ...]:
        """All nodes of the text. Open blocks are a stack of their own, not of Python's."""
        text, source = self.text, self.source
        nodes: list[Node] = []
        blocks: list[_Block] = []
        pos = 0
        while True:
            found = _fast_name(text, pos)
            if found:
                pos = found.end()
                node = Node(found[1], (), (), None, source, found.start(1), pos)
                nodes.append(node)
                pos = self.read_entries(node, pos)
                seen = False
            else:
                pos = self.skip_blank(pos)
                if pos == len(text) and not blocks:
                    return tuple(nodes)
                if text.startswith("}", pos) or pos == len(text):
                    nodes, node, seen = self.close_block(blocks, nodes, pos)
                    pos += 1
                else:
                    node, pos, dropped = self.read_name(pos)
                    if not dropped:
                        nodes.append(node)
                    pos = self.read_entries(node, pos)
                    seen = False
            pos, brace, dropped = self.read_end(pos, seen)
            if brace >= 0:
                if len(blocks) == DEEPEST:
                    raise self.fail(brace, f"blocks lie more than {DEEPEST} deep; nest them less")
                blocks.append(_Block(nodes, node, brace, dropped))
                nodes = []

    def close_block(
        self, blocks: list[_Block], nodes: list[Node], pos: int
    ) -> tuple[list[Node], Node, bool]:
        """Ends the innermost block. Gives what lies around it, its owner, whether it counts."""
        if pos == len(self.text):
            raise self.explain_open_block(blocks[-1])
        if not blocks:
            raise self.fail(pos, "“}” closes nothing; take it away, or open a “{” before it")
        around, owner, brace, dropped = blocks.pop()
        self.closed += (brace, pos)
        if not dropped:
            owner.children = tuple(nodes)
        return around, owner, not dropped

    def explain_open_block(self, last: _Block) -> KdlError:
        """Which “{” lacks its “}”: the first whose “}” stands further left than its own line."""
        place, line_text = self.source.place, self.source.line_text
        brace = last.brace
        for opened, closed in zip(self.closed[::2], self.closed[1::2], strict=True):
            line, column = place(closed)
            before = line_text(line)[: column - 1]
            opening = line_text(place(opened)[0])
            if not before.strip() and len(before) < len(opening) - len(opening.lstrip()):
                brace = opened
                break
        return self.fail(brace, "this “{” is never closed; put a “}” where its block ends")

    def read_name(self, pos: int) -> tuple[Node, int, bool]:
        """The head of a node, and whether `/-` takes the node away."""
        dropped = False
        while self.text.startswith("/-", pos):
            dropped = True
            dash, pos = pos, self.skip_blank(pos + 2)
            if self.text[pos : pos + 1] in ("", "}"):
                raise self.fail(dash, "“/-” takes nothing away; put a node behind it")
        kind, start = self.read_type(pos)
        name, end = self.read_identifier(start, "a node's name")
        return Node(name, (), (), kind, self.source, start, end), end, dropped

    def read_entries(self, node: Node, pos: int) -> int:
        """Takes the arguments and properties of a node; stops before its block or its end."""
        text, source = self.text, self.source
        entries: list[Entry] = []
        while True:
            found = _fast_entry(text, pos)
            if found is None:
                behind = None if _fast_end(text, pos) else self.read_entry(entries, pos)
                if behind is None:
                    node.entries = tuple(entries)
                    return pos
                pos = behind
                continue
            name, string, number, keyword = found.groups()
            scalar: Scalar
            if string is not None:
                scalar, start = string, found.start(2) - 1
            elif number is not None:
                scalar, start = int(number), found.start(3)
            else:
                scalar, start = _KEYWORDS[keyword], found.start(4)
            pos = found.end()
            at = start if name is None else start - len(name) - 1
            entries.append(Entry(scalar, name, None, source, at, start, pos))

    def read_entry(self, entries: list[Entry], pos: int) -> int | None:
        """One argument or property, whatever it looks like; None where no more come."""
        text = self.text
        start = self.skip_node_space(pos)
        if self.ends_node(start):
            return None
        if text.startswith("/-", start):
            behind = self.skip_node_space(start + 2)
            if text.startswith("{", behind):
                return None
            if self.ends_node(behind):
                raise self.fail(start, "“/-” takes nothing away; put a value behind it")
            entries, start = [], behind
        elif text.startswith("=", start):
            raise self.fail(start, "“=” is for properties on a node's line; write a space instead")
        elif start == pos:
            raise self.fail(
                start, f"{self.quote(start)} can't stand here; put a space or a “;” before it"
            )
        return self.read_argument(entries, start)

    def read_argument(self, entries: list[Entry], pos: int) -> int:
        """A property if an identifier and `=` stand here, else an argument."""
        text = self.text
        name, start = None, pos
        if text[pos] == '"' or _raw(text, pos) or _bare_name(text, pos):
            word, end = self.read_word(pos)
            if text.startswith("=", end):
                if word in _KEYWORDS and text.startswith(word, pos):
                    raise self.fail(pos, f'“{word}” is a word of KDL; as a name write "{word}"')
                name, start = word, end + 1
        kind, at = self.read_type(start)
        scalar, end = self.read_scalar(at, name)
        self.check_value_end(scalar, at, end)
        entries.append(Entry(scalar, name, kind, self.source, pos, start, end))
        return end

    def check_value_end(self, scalar: Scalar, start: int, end: int) -> None:
        if _value_end(self.text, end):
            return
        if isinstance(scalar, str) and "\n" in scalar:
            line = self.source.place(end)[0]
            raise self.fail(
                start, f'this string runs on to line {line}; put a " where it is meant to end'
            )
        raise self.fail(end, f"{self.quote(end)} can't follow a value; put a space between them")

    def read_end(self, pos: int, seen: bool) -> tuple[int, int, bool]:
        """What follows the entries of a node, or one of its blocks (`seen`: its real one).

        Gives the offset behind it, the offset of the brace if a block begins there (else -1), and
        whether that block is taken away by `/-`.
        """
        text = self.text
        fast = _fast_end(text, pos)
        if fast and not (seen and fast[2]):
            return fast.end(), fast.start(2), False
        start = pos = self.skip_node_space(pos)
        dropped = text.startswith("/-", pos)
        if dropped:
            pos = self.skip_node_space(pos + 2)
        if text.startswith("{", pos):
            if seen and not dropped:
                raise self.fail(pos, "a node has one block only; put this into the first one")
            return pos + 1, pos, dropped
        if not self.ends_node(start):
            raise self.fail(
                start,
                f"{self.quote(start)} can't stand behind “}}”; put a newline or “;” between",
            )
        if text[start : start + 1] in ("", "}", "/"):
            return start, -1, False
        return start + 1, -1, False

    def ends_node(self, pos: int) -> bool:
        char = self.text[pos : pos + 1]
        return char in ("", "{", "}", ";") or char in NEWLINE or self.text.startswith("//", pos)

    def read_scalar(self, pos: int, name: str | None) -> tuple[Scalar, int]:
        text = self.text
        if text.startswith('"', pos) or _raw(text, pos):
            return self.read_word(pos)
        number = _number(text, pos)
        if number:
            return self.parse_number(number[0], pos), number.end()
        word = match_bare(text, pos)
        if word is None:
            behind = f" behind “{name}=”" if name else ""
            raise self.fail(pos, f"a value must stand here{behind}, not {self.quote(pos)}")
        if word[0] in _KEYWORDS:
            return _KEYWORDS[word[0]], word.end()
        if text.startswith("=", word.end()):
            raise self.fail(pos, f'“{word[0]}” is no name for a property; write "{word[0]}"=')
        if text[max(0, pos - 2) : pos].strip() == "#":
            raise self.fail(pos - 2, "“#” begins no comment; write // instead")
        raise self.fail(pos, self.explain_word(word[0], word.end()))

    def explain_word(self, word: str, end: int) -> str:
        """Why a bare word is no value, and what would be."""
        word = word[:60]
        if word[0] == "'":
            text = word.strip("'")
            return f'“{word}” is not a value; strings stand in double quotes, as in "{text}"'
        lowered = word.lower().lstrip("#")
        if lowered in _RESERVED:
            return f"“{word}” is not a value; write {lowered}"
        if lowered in _ALMOST:
            right = _ALMOST[lowered]
            return f'“{word}” is not a value; write {right}, or "{word}" if it is text'
        if word[0].isdigit() or (word[0] in "+-" and word[1:2].isdigit()):
            return f'“{word}” is not a number; write "{word}" if it is text'
        if re.match(rf"[{SPACE}]+=", self.text[end : end + 100]):
            return f"there is a space behind “{word}”; write {word}= and the value without spaces"
        if _value_start(self.text, end):
            return f"“{word}” is not a value; write {word}= and the value, or a “;” before it"
        return f'“{word}” is not a value; write "{word}", or a “;” before it if it is a node'

    def parse_number(self, digits: str, pos: int) -> int | float:
        if len(digits) > LONGEST_NUMBER:
            raise self.fail(pos, f"a number can be {LONGEST_NUMBER} characters long, no more")
        plain = digits.replace("_", "").lower()
        prefix = plain.lstrip("+-")[:2]
        if prefix in ("0x", "0o", "0b"):
            return int(plain, 0)
        if plain.lstrip("+-").isdigit():
            return int(plain)
        number = float(plain)
        if number in (float("inf"), float("-inf")):
            raise self.fail(pos, f"{digits} is too large; the largest number is about 1.8e308")
        return number

    def read_type(self, pos: int) -> tuple[str | None, int]:
        """A type annotation if there is one."""
        if not self.text.startswith("(", pos):
            return None, pos
        kind, end = self.read_identifier(pos + 1, "a type")
        if not self.text.startswith(")", end):
            raise self.fail(pos, "this “(” is never closed; put a “)” right behind the type")
        return kind, end + 1

    def read_identifier(self, pos: int, what: str) -> tuple[str, int]:
        if self.text.startswith('"', pos) or _raw(self.text, pos):
            return self.read_word(pos)
        word = _bare_name(self.text, pos)
        if word is None:
            raise self.fail(pos, f"{what} must stand here, not {self.quote(pos)}")
        if word[0] in _RESERVED:
            raise self.fail(pos, f'“{word[0]}” is a word of KDL; as a name write "{word[0]}"')
        return word[0], word.end()

    def read_word(self, pos: int) -> tuple[str, int]:
        """A string in quotes, a raw string, or a bare word."""
        text = self.text
        raw = _raw(text, pos)
        if raw:
            closing = '"' + raw[1]
            end = text.find(closing, raw.end())
            if end < 0:
                raise self.fail(pos, f"this string is never closed; put {closing[:40]} behind it")
            return text[raw.end() : end], end + len(closing)
        if text[pos] != '"':
            word = match_bare(text, pos)
            assert word is not None
            return word[0], word.end()
        string = _string(text, pos)
        if string is None:
            raise self.fail(pos, 'this string is never closed; put a " behind it')
        return _escape.sub(lambda found: self.unescape(found, pos + 1), string[1]), string.end()

    def unescape(self, found: re.Match[str], start: int) -> str:
        code = found[1]
        if len(code) > 1:
            number = int(code[2:-1], 16)
            if number > 0x10FFFF:
                raise self.fail(
                    start + found.start(), f"“\\{code}” is no character; the last is \\u{{10FFFF}}"
                )
            return chr(number)
        if code not in _ESCAPES:
            raise self.fail(
                start + found.start(), f"“\\{code}” is no escape; write \\\\ for a backslash"
            )
        return _ESCAPES[code]
