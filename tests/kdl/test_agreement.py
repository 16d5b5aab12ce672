"""Our reader against another one, and against our writer."""

from pathlib import Path
from typing import Any

import ckdl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.kdl.errors import KdlError
from mux.kdl.node import Document, Entry, Node
from mux.kdl.reader import read_kdl
from mux.kdl.writer import write_kdl

from .conftest import documents  # type: ignore[import-not-found]


def ours(node: Node) -> Any:
    """A node as plain values. The last digit of a float is ckdl's to get wrong."""

    def value(entry: Entry) -> Any:
        exact = not isinstance(entry.value, float)
        return (entry.type, entry.value if exact else pytest.approx(entry.value, rel=1e-12))

    return (
        node.type,
        node.name,
        [value(entry) for entry in node.arguments],
        {name: value(entry) for name, entry in node.properties.items()},
        [ours(child) for child in node.children],
    )


def theirs(node: Any) -> Any:
    def value(found: Any) -> Any:
        typed = isinstance(found, ckdl.Value)
        return (found.type_annotation, found.value) if typed else (None, found)

    return (
        node.type_annotation,
        node.name,
        [value(found) for found in node.args],
        {name: value(found) for name, found in node.properties.items()},
        [theirs(child) for child in node.children],
    )


def test_every_file_of_the_corpora_reads_as_ckdl_reads_it(corpora: Path) -> None:
    files = sorted(corpora.glob("*/*.kdl"))
    assert files
    for file in files:
        text = file.read_text()
        document = read_kdl(text)
        other = ckdl.parse(text, version=1)
        assert [ours(node) for node in document.nodes] == [theirs(node) for node in other.nodes]
        assert read_kdl(write_kdl(document)) == document


@given(documents)
def test_what_is_written_reads_back_and_reads_the_same_in_ckdl(document: Document) -> None:
    text = write_kdl(document)
    assert read_kdl(text) == document
    other = ckdl.parse(text, version=1)
    assert [ours(node) for node in document.nodes] == [theirs(node) for node in other.nodes]


def read_or_refuse(text: str) -> Document | KdlError:
    try:
        return read_kdl(text)
    except KdlError as error:
        return error


@given(st.text('ab1"=\\{}();/-*# \n.r', max_size=16))
def test_any_text_reads_or_is_refused_with_a_place(text: str) -> None:
    found = read_or_refuse(text)
    if isinstance(found, KdlError):
        lines = text.split("\n")
        assert 1 <= found.line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1
    else:
        assert read_kdl(write_kdl(found)) == found


def test_numbers_that_kdl_lacks_are_refused() -> None:
    (node,) = read_kdl("a 1").nodes
    node.entries[0].value = float("nan")
    with pytest.raises(ValueError, match="nan"):
        write_kdl(Document((node,)))
