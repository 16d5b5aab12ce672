"""Formatting changes how a layout looks and nothing else."""

from pathlib import Path
from random import Random

import pytest

from mux.config.errors import ConfigError
from mux.config.layout_format import format_layout
from mux.config.layout_writer import write_layout
from mux.kdl.reader import read_kdl

from .random_layouts import random_layout  # type: ignore[import-not-found]

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"

UNTIDY = r"""

// at the top
layout {


  pane   size=5    // five
     pane{size 5;pane}
  pane command="a  {  b" \
    focus=true /* { x
       y */ name=r#"a " {  b"#
  tab {pane;  pane}

  /-  pane {
     a

  }


}

"""
TIDY = r"""// at the top
layout {
    pane size=5    // five
    pane { size 5;pane }
    pane command="a  {  b" \
        focus=true /* { x
       y */ name=r#"a " {  b"#
    tab { pane; pane }

    /- pane {
        a
    }
}
"""


def test_lines_are_indented_and_comments_stay() -> None:
    assert format_layout(UNTIDY) == TIDY


def test_formatting_twice_changes_nothing_more() -> None:
    assert format_layout(TIDY) == TIDY


def test_what_mux_writes_is_formatted_already() -> None:
    for seed in range(30):
        text = write_layout(random_layout(Random(seed)))
        assert format_layout(text) == text, seed


def test_files_of_others_say_the_same_afterwards() -> None:
    if not CORPORA.is_dir():
        pytest.skip(f"the corpora are not at {CORPORA}")
    for file in CORPORA.glob("*/*.kdl"):
        formatted = format_layout(file.read_text())
        assert read_kdl(formatted) == read_kdl(file.read_text())
        assert format_layout(formatted) == formatted


@pytest.mark.parametrize(
    ("text", "formatted"),
    [
        ("", ""),
        ("\n\n", ""),
        ("a\r\n  b\r\n", "a\nb\n"),
        ("a {\n\n\nb\n\n}", "a {\n    b\n}\n"),
        ("a {}", "a { }\n"),
        ("a { b; }; c", "a { b; }; c\n"),
        ("a 1   2 // x", "a 1 2 // x\n"),
        ("a// x", "a // x\n"),
        ("a\\\nb=1\\ // c\n c=2\nd", "a\\\n    b=1\\ // c\n    c=2\nd\n"),
        ('a "x\n   y"\n', 'a "x\n   y"\n'),
        ('a b=r"{" (t)r#"}"#', 'a b=r"{" (t)r#"}"#\n'),
        ('a "//" r"/*"', 'a "//" r"/*"\n'),
        ("/* a /* b */ { */\nc", "/* a /* b */ { */\nc\n"),
        ("\ufeffa", "a\n"),
    ],
)
def test_the_rules_one_by_one(text: str, formatted: str) -> None:
    assert format_layout(text) == formatted


def test_a_text_that_is_no_kdl_is_refused_with_its_place() -> None:
    with pytest.raises(ConfigError) as caught:
        format_layout("layout {\n  pane\n", "a.kdl")
    assert str(caught.value).startswith("a.kdl:1:8: this “{” is never closed")
