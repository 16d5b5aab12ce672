"""What a KDL text says, and where."""

import pytest

from mux.kdl.errors import KdlError
from mux.kdl.node import Node, Scalar
from mux.kdl.reader import DEEPEST, read_kdl

Plain = tuple[str, list[Scalar], dict[str, Scalar], list["Plain"]]


def plain(node: Node) -> Plain:
    return (
        node.name,
        [entry.value for entry in node.arguments],
        {name: entry.value for name, entry in node.properties.items()},
        [plain(child) for child in node.children],
    )


def read(text: str) -> list[Plain]:
    return [plain(node) for node in read_kdl(text).nodes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t;; // nothing\n/* at /* all */ */", []),
        ("\ufeffpane", [("pane", [], {}, [])]),
        ("a;b\r\nc", [("a", [], {}, []), ("b", [], {}, []), ("c", [], {}, [])]),
        ("a 1 x=2 3 x=4", [("a", [1, 3], {"x": 4}, [])]),
        ("a true false null", [("a", [True, False, None], {}, [])]),
        ("a #true #false b=#null", [("a", [True, False], {"b": None}, [])]),
        ("a 1_0 -5 +3 007", [("a", [10, -5, 3, 7], {}, [])]),
        ("a 0x1F -0o7 0b1_01", [("a", [31, -7, 5], {}, [])]),
        ("a 1.5 1e3 1.0E-2", [("a", [1.5, 1000.0, 0.01], {}, [])]),
        (r'a "\n\t\\\/\"\u{1F600}"', [("a", ['\n\t\\/"😀'], {}, [])]),
        ('a "two\nlines"', [("a", ["two\nlines"], {}, [])]),
        (r'a r"\n" r#"a"b"# r##"x"#y"##', [("a", [r"\n", 'a"b', 'x"#y'], {}, [])]),
        ('"a b" "c d"=1', [("a b", [], {"c d": 1}, [])]),
        ('r#"a"# r"b"=1', [("a", [], {"b": 1}, [])]),
        ("r 1; - 2; --x 3; #x 4",
         [("r", [1], {}, []), ("-", [2], {}, []), ("--x", [3], {}, []), ("#x", [4], {}, [])]),
        ("a {\n b { c; }\n d\n}",
         [("a", [], {}, [("b", [], {}, [("c", [], {}, [])]), ("d", [], {}, [])])]),
        ("a{b}", [("a", [], {}, [("b", [], {}, [])])]),
        ("a 1{b 2}", [("a", [1], {}, [("b", [2], {}, [])])]),
        ("a \\\n 1 \\ // c\n 2 \\ /* d */\r\n 3", [("a", [1, 2, 3], {}, [])]),
        ("/-a 1 { b; }\nc", [("c", [], {}, [])]),
        ("/- a\nb", [("b", [], {}, [])]),
        ("a /-1 2 /-x=1 /- y=2 3", [("a", [2, 3], {}, [])]),
        ("a /-{ b; } { c; } /-{ d; }", [("a", [], {}, [("c", [], {}, [])])]),
        ("a { /-b { c; }\n d; }", [("a", [], {}, [("d", [], {}, [])])]),
        ("a /* x */ 1/* y */2", [("a", [1, 2], {}, [])]),
        ("ключ 名=2", [("ключ", [], {"名": 2}, [])]),
        ("a\u00a01\u20282", None),
        ("a // b\n", [("a", [], {}, [])]),
        ("a;//b", [("a", [], {}, [])]),
        ("truest 1; nullify", [("truest", [1], {}, []), ("nullify", [], {}, [])]),
    ],
)  # fmt: skip
def test_what_a_text_says(text: str, expected: list[Plain] | None) -> None:
    if expected is None:
        with pytest.raises(KdlError):
            read(text)
    else:
        assert read(text) == expected


def test_types_are_kept() -> None:
    (node,) = read_kdl('(t)a (u8)1 b=("x y")"z"').nodes
    assert node.type == "t"
    assert [entry.type for entry in node.entries] == ["u8", "x y"]


def test_integers_stay_integers() -> None:
    (node,) = read_kdl("a 1 1.0 123456789012345678901234567890").nodes
    assert [type(entry.value) for entry in node.arguments] == [int, float, int]
    assert node.arguments[2].value == 123456789012345678901234567890


def test_an_escaped_surrogate_survives() -> None:
    (node,) = read_kdl(r'a "x\u{dcff}"').nodes
    assert node.arguments[0].value == "x\udcff"


def test_every_part_knows_its_place() -> None:
    text = 'a\n  b 1 "c"=(t)2 {\n    d é="x" 3\n}'
    document = read_kdl(text)
    a, b = document.nodes
    (d,) = b.children
    assert [(node.line, node.column) for node in (a, b, d)] == [(1, 1), (2, 3), (3, 5)]
    number, prop = b.entries
    assert (number.line, number.column, text[number.start : number.end]) == (2, 5, "1")
    assert (prop.line, prop.column, text[prop.start : prop.end]) == (2, 7, '"c"=(t)2')
    assert text[prop.value_start : prop.end] == "(t)2"
    assert [text[entry.start : entry.end] for entry in d.entries] == ['é="x"', "3"]
    assert document.source.line_text(3) == '    d é="x" 3'
    assert document.source.line_text(9) == ""


MISTAKES = [
    ("a {\n  b", "1:3", "this “{” is never closed; put a “}” where its block ends"),
    ("a {\n  b {\n    c {\n  }\n}\n", "3:7", "never closed"),
    ("a {\n  b {\n    c\n}\n", "2:5", "never closed"),
    ("a\n}", "2:1", "“}” closes nothing; take it away, or open a “{” before it"),
    ('a "x\nb\n', "1:3", 'this string is never closed; put a " behind it'),
    ('a x="y\nb z="w"', "1:5", 'this string runs on to line 2; put a " where it is meant to end'),
    ('a r#"x"', "1:3", 'this string is never closed; put "# behind it'),
    ("a /* /* */ 1", "1:3", "this comment is never closed; put a “*/” where it ends"),
    ("a yes", "1:3", '“yes” is not a value; write true, or "yes" if it is text'),
    ("a b", "1:3", '“b” is not a value; write "b", or a “;” before it if it is a node'),
    ("a b 1", "1:3", "“b” is not a value; write b= and the value, or a “;” before it"),
    ("a x=True", "1:5", "“True” is not a value; write true"),
    ("a 1x", "1:3", '“1x” is not a number; write "1x" if it is text'),
    ("a 50%", "1:3", '“50%” is not a number; write "50%" if it is text'),
    ("a 0x", "1:3", "is not a number"),
    ("a x = 1", "1:3", "there is a space behind “x”; write x= and the value without spaces"),
    ("a x= 1", "1:5", "a value must stand here behind “x=”"),
    ("a x=", "1:5", "a value must stand here behind “x=”, not the end of the file"),
    ("a =1", "1:3", "“=” is for properties on a node's line"),
    ('a "x""y"', "1:6", "can't follow a value; put a space between them"),
    ('a"x"', "1:2", "put a space or a “;” before it"),
    ("a,b", "1:2", "“,” can't stand here"),
    ("a { b; } c", "1:10", "“c” can't stand behind “}”; put a newline or “;” between"),
    ("a {} {}", "1:6", "a node has one block only; put this into the first one"),
    ("1a", "1:1", "a node's name must stand here, not “1a”"),
    ("true 1", "1:1", '“true” is a word of KDL; as a name write "true"'),
    ("a true=1", "1:3", '“true” is a word of KDL; as a name write "true"'),
    (r'a "\x"', "1:4", "“\\x” is no escape; write \\\\ for a backslash"),
    (r'a "\u{110000}"', "1:4", "is no character"),
    ("a \\ b", "1:3", "“\\” joins two lines; let the line end behind it, or take it away"),
    ("a /-", "1:3", "“/-” takes nothing away; put a value behind it"),
    ("a { /- }", "1:5", "“/-” takes nothing away; put a node behind it"),
    ("a (t) 1", "1:6", "a value must stand here"),
    ("(t a", "1:1", "this “(” is never closed"),
    ("a 1e999", "1:3", "too large"),
    ("a " + "9" * 2000, "1:3", "a number can be 1000 characters long"),
    ("a {\n" * (DEEPEST + 1), f"{DEEPEST + 1}:3", "blocks lie more than 200 deep"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_place(text: str, place: str, message: str) -> None:
    with pytest.raises(KdlError) as caught:
        read_kdl(text)
    assert f"{caught.value.line}:{caught.value.column}" == place
    assert message in caught.value.message


def test_a_truncated_text_fails_as_kdl_or_reads() -> None:
    text = 'layout {\n  pane size="5\\u{30}%" x=1.5e3 /* c */ r#"d"# { a; }\n  /-b "c" \\\n 1\n}\n'
    for end in range(len(text)):
        found = mistake_of(text[:end])
        assert found is None or (found.line >= 1 and found.column >= 1)


def mistake_of(text: str) -> KdlError | None:
    try:
        read_kdl(text)
    except KdlError as error:
        return error
    return None
