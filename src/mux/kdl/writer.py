"""Writes KDL 1.0 that people like to read: four spaces a level, no more quotes than needed.

What is written reads back to an equal document (`read_kdl(write_kdl(d)) == d`), and holds no
control characters, so that it is safe to print.
"""

import re
from collections.abc import Iterable
from math import isfinite

from mux.kdl.node import Document, Entry, Node, Scalar

_plain_name = re.compile(r"(?!(?:true|false|null)\Z)[A-Za-z_][A-Za-z0-9_.:-]*\Z").match
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", '"': '\\"'}
INDENT = "    "


def write_kdl(document: Document) -> str:
    """The document as text. Raises ValueError for a number that KDL has no word for (nan, inf)."""
    return write_nodes(document.nodes)


def write_nodes(nodes: Iterable[Node]) -> str:
    """Nodes as text, one to a line. However deep they lie, Python's stack is not used."""
    lines: list[str] = []
    todo: list[Node | str] = [*reversed(tuple(nodes))]
    indent = ""
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            indent = indent[: -len(INDENT)]
            lines.append(indent + node)
            continue
        head = indent + write_head(node)
        if node.children:
            lines.append(head + " {")
            indent += INDENT
            todo.append("}")
            todo.extend(reversed(node.children))
        else:
            lines.append(head)
    return "".join(line + "\n" for line in lines)


def write_head(node: Node) -> str:
    """The line of a node: its name, arguments and properties."""
    head = write_type(node.type) + write_name(node.name)
    return " ".join([head, *map(write_entry, node.entries)])


def write_entry(entry: Entry) -> str:
    value = write_type(entry.type) + write_scalar(entry.value)
    return value if entry.name is None else f"{write_name(entry.name)}={value}"


def write_scalar(scalar: Scalar) -> str:
    if scalar is None:
        return "null"
    if isinstance(scalar, bool):
        return "true" if scalar else "false"
    if isinstance(scalar, str):
        return write_string(scalar)
    if not isfinite(scalar):
        message = f"KDL has no word for the number {scalar}"
        raise ValueError(message)
    return repr(scalar)


def write_string(text: str) -> str:
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return '"' + "".join(_escape(char) for char in text) + '"'


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return char if char.isprintable() else f"\\u{{{ord(char):x}}}"


def write_name(name: str) -> str:
    """An identifier, in quotes where it must be."""
    return name if _plain_name(name) else write_string(name)


def write_type(kind: str | None) -> str:
    return "" if kind is None else f"({write_name(kind)})"
