"""Every example in the guide loads, and says what the guide says."""

import re
from pathlib import Path

import pytest

from mux.config.layout_file import check_layout
from mux.config.layout_format import format_layout
from mux.config.layout_problems import render_problem
from mux.config.layout_words import TAB_WORDS, TILED_WORDS

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "layouts.md").read_text()
EXAMPLES = re.findall(r"```kdl\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_loads_without_a_word_and_is_formatted(text: str) -> None:
    layout, problems = check_layout(text)
    assert layout is not None
    assert problems == []
    assert format_layout(text) == text


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 6


def test_the_guide_knows_every_word() -> None:
    # Written to session files only, or shown in the examples.
    own = {"command_line", "restore_untrusted", "zoomed", "sync", "swap", "plugin"}
    for word in {*TILED_WORDS, *TAB_WORDS} - own:
        assert f"`{word}" in GUIDE, word


def test_the_mistake_that_is_shown_looks_like_that() -> None:
    text = 'layout {\n    tab {\n        pane sise="50%"\n    }\n}\n'
    problems = check_layout(text, "dev.kdl")[1]
    assert render_problem(problems[0], text) in GUIDE
