"""The YAML reader. What is asserted here is what PyYAML 6.0 makes of the same texts."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.config.errors import ConfigError
from mux.config.import_yaml import read_yaml
from mux.config.import_yaml_node import YamlNode


def plain(node: YamlNode) -> Any:
    if node.entries is not None:
        return {key: plain(value) for key, value in node.entries.items()}
    if node.items is not None:
        return [plain(item) for item in node.items]
    return None if node.is_null else node.text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("text", "text"),
        ("a: b", {"a": "b"}),
        ("a:\n  b: c\nd: e\n", {"a": {"b": "c"}, "d": "e"}),
        ("- a\n- b: c\n  d: e\n-\n", ["a", {"b": "c", "d": "e"}, None]),
        ("a:\n- b\n- c\nd: e\n", {"a": ["b", "c"], "d": "e"}),
        ("- - a\n  - b\n- c\n", [["a", "b"], "c"]),
        ("a:\n    - b:\n        c: d\n", {"a": [{"b": {"c": "d"}}]}),
        ("a: b # comment\nc: d#e\n", {"a": "b", "c": "d#e"}),
        ("a: http://x.y:80/z\n", {"a": "http://x.y:80/z"}),
        ("a: ls | wc & true\n", {"a": "ls | wc & true"}),
        ("a: 'it''s'\nb: \"x: \\t\\u00e9\"\n", {"a": "it's", "b": "x: \té"}),
        ("'a b': c\n\"d\": e\n", {"a b": "c", "d": "e"}),
        ("a: ~\nb: null\nc: 'null'\n", {"a": None, "b": None, "c": "null"}),
        ("a: [b, 'c, d', [e], {f: g}]\n", {"a": ["b", "c, d", ["e"], {"f": "g"}]}),
        ("a: [b,\n    c] # x\nd: {}\n", {"a": ["b", "c"], "d": {}}),
        ('{"a": ["b", {"c": true}]}', {"a": ["b", {"c": "true"}]}),
        ("a: |\n  b\n    c\n\n  d\ne: f\n", {"a": "b\n  c\n\nd\n", "e": "f"}),
        ("a: >-\n  b\n  c\n\n  d\n", {"a": "b c\nd"}),
        ("a: |2\n    b\n   c\n", {"a": "  b\n c\n"}),
        ("a: |+\n  b\n\nc: d\n", {"a": "b\n\n", "c": "d"}),
        ("- |\n  # no comment\n- x\n", ["# no comment\n", "x"]),
        ("a: b\n  c\n  d\n", {"a": "b c d"}),
        ('a: "b\n  c\\n  d"\n', {"a": "b c\n  d"}),
        ("a: &x\n  b: c\nd: *x\n", {"a": {"b": "c"}, "d": {"b": "c"}}),
        (
            "a: &x {b: c, d: e}\nf:\n  <<: *x\n  d: g\n",
            {"a": {"b": "c", "d": "e"}, "f": {"b": "c", "d": "g"}},
        ),
        ("--- # start\na: b\n...\n", {"a": "b"}),
        ("a: -x\n", {"a": "-x"}),
        ("\ufeffa: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
    ],
)
def test_what_is_read(text: str, value: Any) -> None:
    assert plain(read_yaml(text)) == value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: b: c\n", "f:1:5: a colon stands in plain text; put the text in quotes"),
        ("a: b\n c: d\n", "f:2:3: a colon stands in plain text"),
        ("a:\n  b: c\n d: e\n", "f:3:2: is indented more than its neighbours"),
        ("a: 1\na: 2\n", "f:2:1: “a” stands here twice"),
        ("a: b\n- c\n", "f:2:1: does not belong to what stands above"),
        ("a: b\nc\n", "f:2:1: is no “key: value”"),
        ("a:\n\tb: c\n", "f:2:1: a tab indents this line"),
        ('a: "b\n', "f:1:4: the quote is not closed"),
        ("a: [b,\n  c\n", "f:1:4: the bracket is not closed"),
        ("a: [b c: d]\n", "f:1:8: a comma or “]” is missing"),
        ("a: 'b' c\n", "f:1:7: something stands behind the value"),
        ('a: "\\q"\n', "f:1:5: “\\q” is no escape"),
        ("a: *x\n", "f:1:4: no “&x” stands above"),
        ("a: !!str b\n", "f:1:4: tags are not read"),
        ("a: @b\n", "f:1:4: “@” at the start is not read"),
        ("? a\n: b\n", "f:1:1: a key of this kind is not read"),
        ("%YAML 1.2\n---\na: b\n", "f:1:1: directives are not read"),
        ("a: b\n---\nc: d\n", "f:2:1: a second document is not read"),
        ("a: |x\n  b\n", "f:1:4: is no header of a text block"),
        ("[" * 200, "is nested more than 100 deep"),
        ("- " * 200, "is nested more than 100 deep"),
    ],
)
def test_a_mistake_is_answered_with_its_place(text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_yaml(text, "f")
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("text", "truth"),
    [("true", True), ("yes", True), ("'true'", True), ("On", True), ("no", False), ("x", False)],
)
def test_yes_and_no(text: str, truth: bool) -> None:
    assert read_yaml(text).truth is truth


def test_places_count_from_one() -> None:
    root = read_yaml("a:\n  - b: c\n")
    assert root.entries
    assert root.entries["a"].items
    item = root.entries["a"].items[0]
    assert (item.line, item.column) == (2, 5)
    assert item.entries
    assert (item.entries["b"].line, item.entries["b"].column) == (2, 8)


@given(st.text(alphabet="ab:- \n\"'[]{},#|>&*?\t!", max_size=40))
def test_no_text_raises_anything_else(text: str) -> None:
    with suppress(ConfigError):
        read_yaml(text)


SCALARS = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], max_codepoint=0x2FF), max_size=8
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SCALARS, inner, max_size=3),
    max_leaves=8,
)


def write_flow(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{write_flow(key)}: {write_flow(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_flow, value)) + "]"
    escaped = "".join(f"\\u{ord(letter):04x}" if letter in '"\\' else letter for letter in value)
    escaped = "".join(
        letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in escaped
    )
    return f'"{escaped}"'


def write_block(value: Any, indent: str = "") -> str:
    if isinstance(value, dict) and value:
        return "".join(
            f"{indent}{write_flow(key)}:\n{write_block(item, indent + '  ')}"
            for key, item in value.items()
        )
    if isinstance(value, list) and value:
        return "".join(f"{indent}-\n{write_block(item, indent + '  ')}" for item in value)
    return f"{indent}{write_flow(value)}\n"


@given(JSON)
def test_what_is_written_is_read(value: Any) -> None:
    def texts(node: YamlNode) -> Any:
        if node.entries is not None:
            return {key: texts(item) for key, item in node.entries.items()}
        return node.text if node.items is None else [texts(item) for item in node.items]

    assert texts(read_yaml(write_flow(value))) == value
    assert texts(read_yaml(write_block(value))) == value
