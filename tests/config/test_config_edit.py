"""Setting one option in a text: everything else stays as the user wrote it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.config.config_dump import dump_default_config
from mux.config.config_edit import set_option
from mux.config.config_file import read_config
from mux.config.errors import ConfigError

TEXT = """\
// mine
theme   "nord" // because of the snow
deny_list "rm" \\
    "dd"   // two
/* mouse_mode true */
ui { pane_frames { rounded_corners false; }; }
"""


def test_the_value_changes_in_its_place() -> None:
    assert set_option(TEXT, "theme", "dracula") == TEXT.replace('"nord"', '"dracula"')
    assert set_option(TEXT, "rounded_corners", True) == TEXT.replace("false", "true")
    assert set_option(TEXT, "deny_list", "rm") == TEXT.replace('"rm" \\\n    "dd"', '"rm"')


def test_an_option_by_its_other_name() -> None:
    text = "serialize_pane_viewport true"
    changed = set_option(text, "pane_viewport_serialization", False)
    assert changed == "serialize_pane_viewport false"


def test_a_new_option_goes_to_the_end_with_its_description() -> None:
    changed = set_option(TEXT, "mouse_mode", False)
    assert changed.startswith(TEXT)
    added = changed.removeprefix(TEXT)
    assert added == "\n// Use the mouse for focus, borders, tabs and text.\nmouse_mode false\n"
    assert set_option('theme "nord"', "mouse_mode", False).count("\n") == 4


def test_a_commented_default_comes_to_life_where_it_stands() -> None:
    default = dump_default_config()
    changed = set_option(default, "scroll_buffer_size", 5)
    assert changed == default.replace("// scroll_buffer_size 10000\n", "scroll_buffer_size 5\n")
    assert read_config(changed).config.scroll_buffer_size == 5


def test_a_list_of_none() -> None:
    changed = set_option(TEXT, "deny_list")
    assert read_config(changed).config.deny_list == ()
    again = set_option(changed, "deny_list", "mkfs*")
    assert read_config(again).config.deny_list == ("mkfs*",)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (TEXT, "mouse_mode", "yes"),
        (TEXT, "mouse_mood", True),
        (TEXT, "scroll_buffer_size", -1),
        ("broken {", "mouse_mode", True),
        ("mouse_mode 3", "theme", "nord"),
    ],
)
def test_what_is_wrong_is_not_written(text: str, name: str, value: Any) -> None:
    with pytest.raises(ConfigError):
        set_option(text, name, value)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_text_comes_back(value: str) -> None:
    for text in (TEXT, dump_default_config(), ""):
        changed = set_option(text, "word_separators", value)
        assert read_config(changed).config.word_separators == value
