"""config.kdl: what it says is what is read; every mistake is named where it stands."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.config.config_dump import dump_default_config, option_words, write_option_tables
from mux.config.config_file import load_config, load_reading, read_config
from mux.config.errors import CombinedConfigError, ConfigError
from mux.config.models import SECTIONS, Config, RestoreAction, RestoreRule


def problems(text: str) -> list[str]:
    return [str(error) for error in read_config(text, "config.kdl").errors]


def test_a_missing_file_is_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "config.kdl") == Config()


def test_the_promised_defaults() -> None:
    config = Config()
    assert config.session_serialization
    assert config.pane_viewport_serialization
    assert config.scrollback_lines_to_serialize == 1000
    assert config.serialization_interval == 1
    assert config.scroll_buffer_size == 10_000
    assert config.undo_close_seconds == 10
    assert config.restore_last_session
    assert config.restore_policy == "ask"
    assert config.term == "xterm-256color"
    assert config.keymap == "tmux"
    assert {"rm", "dd", "mkfs*", "shutdown", "sudo"} <= set(config.deny_list)


def test_options_are_read(tmp_path: Path) -> None:
    path = tmp_path / "config.kdl"
    path.write_text(
        """
        // a comment
        theme "nord"; theme_light "nord-light"
        scrollback_lines_to_serialize 0
        serialization_interval 0.5
        mouse_mode false
        copy_on_select #false
        on_force_close "quit"
        deny_list "rm" "dd"
        status_segments "session" "clock"
        env { PAGER "less -R"; LEVEL 3; }
        restore_rules { vim "vim -S"; htop "run"; "python3" "skip"; cargo "ask"; }
        ui { pane_frames { rounded_corners true; }; }
        serialize_pane_viewport false
        """
    )
    config = load_config(path)
    assert config.theme == "nord"
    assert config.scrollback_lines_to_serialize == 0
    assert config.serialization_interval == 0.5
    assert not config.mouse_mode
    assert not config.copy_on_select
    assert config.on_force_close == "quit"
    assert config.deny_list == ("rm", "dd")
    assert config.status_segments == ("session", "clock")
    assert config.env == {"PAGER": "less -R", "LEVEL": "3"}
    assert config.restore_rules == (
        RestoreRule("vim", RestoreAction.REPLACE, "vim -S"),
        RestoreRule("htop", RestoreAction.RUN),
        RestoreRule("python3", RestoreAction.SKIP),
        RestoreRule("cargo", RestoreAction.ASK),
    )
    assert config.rounded_corners
    assert not config.pane_viewport_serialization


def test_paths_are_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("WORK", "/srv/work")
    config = read_config('default_cwd "$WORK/mux"\nlayout_dir "~/layouts"').config
    assert config.default_cwd == "/srv/work/mux"
    assert config.layout_dir == "/home/ada/layouts"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('mouse_mode "yes"', '1:12: mouse_mode is true or false, not "yes"'),
        (
            'on_force_close "detatch"',
            '1:16: on_force_close is one of detach, quit, not "detatch"; did you mean “detach”?',
        ),
        ("serialization_interval 0", "1:24: serialization_interval is more than 0, not 0"),
        ("scroll_buffer_size 1.5", "1:20: scroll_buffer_size is a whole number, not 1.5"),
        ("scroll_buffer_size -1", "1:20: scroll_buffer_size is at least 0, not -1"),
        ("undo_close_seconds 1e9", "1:20: undo_close_seconds is at most 86400, not 1000000000.0"),
        ("theme 3", "1:7: theme is text in quotes, not 3"),
        ("theme null", "1:7: theme is text in quotes, not null"),
        ('term ""', "1:6: term can't be empty"),
        ('\n  them "x"', "2:3: there is no option “them”; did you mean “theme”?"),
        ("qqqqq 3", "1:1: there is no option “qqqqq”"),
        ("prefix", '1:1: prefix has no value; write “prefix "Ctrl b"”'),
        ('theme "a" "b"', "1:11: theme takes one value, not 2"),
        ('theme name="a"', "1:7: theme has no properties; write “theme VALUE”"),
        ("theme { nord; }", "1:9: theme holds no block; write “theme VALUE”"),
        ('theme "a"\ntheme "b"', "2:1: theme is set twice; line 1 has it too, take one away"),
        ('deny_list "rm" 3', "1:16: deny_list is text in quotes, not 3"),
        (
            'tab_bar "bottm"',
            '1:9: tab_bar is one of top, bottom, none, not "bottm"; did you mean “bottom”?',
        ),
        ("env { A true; }", "1:9: A is text; write it in quotes"),
        ("env { A; }", '1:7: A needs one value; write “A "text"”'),
        ('env "A"', "1:5: env holds a block; write “env { … }”"),
        (
            "restore_rules { vim; }",
            '1:17: vim needs “ask”, “run”, “skip” or a command, as in vim "vim -S"',
        ),
        ("ui { pane_frame { }; }", "1:6: ui has no “pane_frame”; it holds pane_frames"),
    ],
)
def test_a_mistake_is_answered_with_its_place(text: str, problem: str) -> None:
    assert f"config.kdl:{problem}" in problems(text)


def test_all_mistakes_are_found_in_order_and_the_rest_is_kept() -> None:
    reading = read_config('foo 1\nmouse_mode 2\ntheme "nord"\nscroll_buffer_size "x"', "c.kdl")
    assert [error.line for error in reading.errors] == [1, 2, 4]
    assert reading.config == Config(theme="nord")
    assert reading.written == {"theme"}


def test_a_text_that_is_not_kdl_has_one_mistake() -> None:
    reading = read_config('theme "nord\n', "c.kdl")
    assert len(reading.errors) == 1
    assert reading.errors[0].line == 1


def test_loading_raises_with_every_mistake(tmp_path: Path) -> None:
    path = tmp_path / "config.kdl"
    path.write_text("foo 1\nmouse_mode 2\n")
    with pytest.raises(CombinedConfigError) as caught:
        load_config(path)
    assert len(caught.value.errors) == 2
    assert (caught.value.path, caught.value.line) == (str(path), 1)
    assert len(str(caught.value).splitlines()) == 2


def test_a_file_that_is_not_text_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "config.kdl"
    path.write_bytes(b"theme \xff")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(path)


def test_a_folder_in_its_place_is_said_so(tmp_path: Path) -> None:
    reading = load_reading(tmp_path)
    assert reading.config == Config()
    assert "directory" in reading.errors[0].message


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root: it is root that distrusts")
def test_root_does_not_read_what_others_could_have_written(tmp_path: Path) -> None:
    path = tmp_path / "config.kdl"
    path.write_text('default_shell "/tmp/evil"')
    path.chmod(0o666)
    with pytest.raises(ConfigError, match="can be written by others; root does not read it"):
        load_config(path)


def test_what_only_zellij_has_is_a_warning() -> None:
    reading = read_config('web_server true\nplugins { x; }\ntheme "nord"', "c.kdl")
    assert not reading.errors
    assert [warning.line for warning in reading.warnings] == [1, 2]
    assert reading.config.theme == "nord"


@pytest.mark.parametrize(
    ("config", "dark", "light"),
    [
        (Config(), "mux-dark", "mux-light"),
        (Config(theme="nord"), "nord", "nord"),
        (Config(theme="nord", theme_light="one-light"), "nord", "one-light"),
        (Config(theme_dark="one-dark"), "one-dark", "mux-light"),
    ],
)
def test_the_theme_follows_the_terminal(config: Config, dark: str, light: str) -> None:
    assert (config.theme_name(dark=True), config.theme_name(dark=False)) == (dark, light)


@pytest.mark.parametrize(
    ("config", "frames"),
    [
        (Config(), "full"),
        (Config(pane_frame_style="titles"), "title"),
        (Config(pane_frame_style="none"), "none"),
        (Config(pane_frames=False), "none"),
    ],
)
def test_frames_in_the_words_of_the_core(config: Config, frames: str) -> None:
    assert config.frames == frames


# --- the default file ----------------------------------------------------------------------------


def test_the_default_file_sets_nothing() -> None:
    reading = read_config(dump_default_config())
    assert reading.written == frozenset()
    assert not reading.errors


def test_the_default_file_shows_every_default() -> None:
    """Every option, uncommented, is the option as it is without a file."""
    options = "|".join(Config.options)
    text = dump_default_config()
    for name in ("env", "restore_rules", "themes", "keybinds"):
        text = re.sub(rf"(?ms)^// {name} {{$.*?^// }}$", "", text)
    text = re.sub(rf"(?m)^// ((?:{options}) (?:.*\\\n// )*.*)", lambda m: uncomment(m[1]), text)
    reading = read_config(text)
    assert [str(error) for error in reading.errors] == []
    blocks = {"env", "restore_rules", "themes", "keybinds"}
    assert reading.written == set(Config.options) - blocks
    assert reading.config == Config()


def uncomment(lines: str) -> str:
    return lines.replace("\n// ", "\n")


def test_every_option_is_described_once() -> None:
    fields = [(name, field) for section in SECTIONS for name, field in section.options.items()]
    assert sorted(name for name, _ in fields) == sorted(Config.options)
    for name, field in fields:
        assert field.description, name
        assert field.description.endswith("."), name
        assert "\n" not in field.description, name


# --- properties ----------------------------------------------------------------------------------


@given(st.text(alphabet='themouse_d "{}\n;123.=/\\', max_size=60))
def test_no_text_raises(text: str) -> None:
    reading = read_config(text)
    assert isinstance(reading.config, Config)


WORDS = {name: option_words(field) for name, field in Config.options.items()}


@given(st.data())
def test_what_is_written_is_read(data: Any) -> None:
    name = data.draw(st.sampled_from([name for name, words in WORDS.items() if words]))
    word = data.draw(st.sampled_from(WORDS[name]))
    value = getattr(read_config(f'{name} "{word}"').config, name)
    assert value in (word, (word,))


def test_the_guide_has_the_options_as_they_are() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text()
    assert write_option_tables().rstrip() in guide


def test_the_examples_of_the_guide_load() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text()
    examples = re.findall(r"```kdl\n(.*?)```", guide, re.DOTALL)
    assert len(examples) >= 2
    for example in examples:
        assert [str(error) for error in read_config(example).errors] == []
