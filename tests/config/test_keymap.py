"""`keybinds` in config.kdl: what the user binds is what the keymap does."""

import pytest

from mux.config.config_file import ConfigReading, read_config
from mux.config.keymap_file import build_keymap, read_chord
from mux.core.commands import (
    Command,
    CommandError,
    Detach,
    GoToTab,
    MoveFocus,
    NewTab,
    Quit,
    ResizePane,
    SplitPane,
)
from mux.core.geometry import Direction
from mux.core.keymap import Keymap, KeyState
from mux.core.keymap_tmux import tmux_keymap
from mux.core.keymap_zellij import zellij_keymap


def read(keybinds: str, options: str = "") -> ConfigReading:
    return read_config(f"{options}\nkeybinds {{ {keybinds}; }}", "c.kdl")


def keymap_of(keybinds: str, options: str = "") -> Keymap:
    reading = read(keybinds, options)
    assert [str(error) for error in reading.errors] == []
    return build_keymap(reading.config)


def press(keymap: Keymap, *keys: str) -> tuple[list[Command], str]:
    """The commands that the keys give, and the mode they end in."""
    state, commands = KeyState(keymap.base), []
    for key in keys:
        state, command, _ = keymap.press(state, key)
        commands += [command] if command else []
    return commands, state.mode


def test_without_keybinds_the_keymap_is_tmuxs() -> None:
    assert build_keymap(read_config("").config) == tmux_keymap()
    assert build_keymap(read_config('prefix "C-a"').config) == tmux_keymap("ctrl-a")
    assert build_keymap(read_config('keymap "zellij"').config) == zellij_keymap()


def test_a_client_starts_in_the_default_mode() -> None:
    locked = build_keymap(read_config('keymap "zellij"; default_mode "locked"').config)
    assert locked.base == "locked"
    assert press(locked, "ctrl-p", "ctrl-g", "ctrl-p")[1] == "pane"
    assert build_keymap(read_config('default_mode "locked"').config).base == "normal"


def test_a_key_is_bound_after_the_prefix() -> None:
    keymap = keymap_of('prefix { bind "|" { split-pane direction="down"; }; }')
    assert press(keymap, "ctrl-b", "|") == ([SplitPane(Direction.DOWN)], "normal")
    assert press(keymap, "ctrl-b", "d") == ([Detach()], "normal")


def test_several_keys_are_bound_at_once_without_prefix() -> None:
    keymap = keymap_of('normal { bind "Alt h" "M-Left" { move-focus "left"; }; }')
    for key in ("alt-h", "alt-left"):
        assert press(keymap, key) == ([MoveFocus(Direction.LEFT)], "normal")


def test_a_chord_is_pressed_key_by_key() -> None:
    keymap = keymap_of(
        'normal { bind "Ctrl x Ctrl c" { quit; }; bind "Ctrl x 2" { go-to-tab 2; }; }'
    )
    assert press(keymap, "ctrl-x", "ctrl-c") == ([Quit()], "normal")
    assert press(keymap, "ctrl-x", "2") == ([GoToTab(2)], "normal")
    assert press(keymap, "ctrl-x", "q", "2") == ([], "normal")
    assert ("2", "go to tab") in keymap.which_key("normal ctrl-x")


def test_a_chord_is_unbound() -> None:
    keymap = keymap_of(
        'normal { bind "Ctrl x Ctrl c" { quit; }; unbind "Ctrl x Ctrl c" "Ctrl y z"; }'
    )
    assert press(keymap, "ctrl-x", "ctrl-c") == ([], "normal")


def test_unbinding_in_a_mode_and_everywhere() -> None:
    keymap = keymap_of('prefix { unbind "d" "%"; }; unbind "Ctrl b"')
    assert keymap.lookup("prefix", "d") is None
    assert keymap.lookup("prefix", "c") is not None
    assert press(keymap, "ctrl-b", "c") == ([], "normal")


def test_the_defaults_are_cleared() -> None:
    reading = read_config('keybinds clear-defaults=true { normal { bind "F9" { quit; }; }; }')
    keymap = build_keymap(reading.config)
    assert {mode: list(bindings) for mode, bindings in keymap.modes.items()} == {
        "normal": ["f9"],
        "prefix": [],
    }


def test_modes_of_ones_own() -> None:
    keymap = keymap_of(
        """normal { bind "F8" { mode "leader"; }; bind "F9" { mode "walk"; }; }
        leader transient=true { bind "x" { quit; }; }
        walk { bind "h" { move-focus "left"; }; bind "esc" { mode "normal"; }; }"""
    )
    assert press(keymap, "f8", "x") == ([Quit()], "normal")
    assert press(keymap, "f8", "y", "x") == ([], "normal")
    left = MoveFocus(Direction.LEFT)
    assert press(keymap, "f9", "h", "h") == ([left, left], "walk")
    assert press(keymap, "f9", "h", "esc") == ([left], "normal")


def test_a_command_and_the_mode_after_it() -> None:
    keymap = keymap_of('normal { bind "F9" { quit; mode "prefix"; }; }')
    assert press(keymap, "f9") == ([Quit()], "prefix")


def test_repeating_and_labels() -> None:
    keymap = keymap_of(
        'prefix { bind "H" repeat=true label="wider" { resize-pane "left" 5; }; }',
    )
    resize = ResizePane(Direction.LEFT, 5)
    assert press(keymap, "ctrl-b", "H", "H") == ([resize, resize], "prefix")
    assert ("H", "wider") in keymap.which_key_groups("prefix")["yours"]


def test_lists_as_arguments() -> None:
    keymap = keymap_of(
        """normal {
        bind "F1" { new-tab { argv "top" "-d" "5"; }; }
        bind "F2" { new-tab argv="top -d 5"; }
        }"""
    )
    for key in ("f1", "f2"):
        assert press(keymap, key)[0] == [NewTab(argv=("top", "-d", "5"))]


def test_shared_modes() -> None:
    keymap = keymap_of(
        """shared { bind "F1" { quit; }; }
        shared_except "locked" "pane" { bind "F2" { quit; }; }
        shared_among "pane" "tab" { bind "F3" { quit; }; }""",
        'keymap "zellij"',
    )
    having = {
        key: {mode for mode in keymap.modes if keymap.lookup(mode, key)}
        for key in ("f1", "f2", "f3")
    }
    assert having["f1"] == set(keymap.modes)
    assert having["f2"] == set(keymap.modes) - {"locked", "pane"}
    assert having["f3"] == {"pane", "tab"}


def test_zellijs_own_words() -> None:
    keymap = keymap_of(
        """pane { bind "h" { MoveFocus "Left"; SwitchToMode "Normal"; }; }
        resize { bind "H" { Resize "Decrease Left"; }; }
        normal { bind "Alt 1" { GoToTab 1; }; bind "F9" { NewPane "Down"; }; }""",
        'keymap "zellij"',
    )
    assert press(keymap, "ctrl-p", "h") == ([MoveFocus(Direction.LEFT)], "normal")
    assert press(keymap, "ctrl-n", "H")[0] == [ResizePane(Direction.RIGHT, 2)]
    assert press(keymap, "alt-1")[0] == [GoToTab(1)]
    assert press(keymap, "f9")[0] == [SplitPane(Direction.DOWN)]


def test_what_only_zellij_does_is_a_warning() -> None:
    reading = read(
        'pane { bind "u" { LaunchPlugin "x"; }; }; entersearch { bind "esc" { Quit; }; }; '
        'normal { bind "F7" { SwitchToMode "Search"; }; }'
    )
    assert reading.errors == ()
    assert len(reading.warnings) == 3
    assert build_keymap(reading.config).lookup("pane", "u") is None


@pytest.mark.parametrize(
    ("keybinds", "problem"),
    [
        (
            'normal { bind "x" { close-pan; }; }',
            "2:32: there is no command “close-pan”; did you mean “close-pane”?",
        ),
        ('normal { bind "x" { split-pane "side"; }; }', '2:32: split-pane: "direction" must be'),
        ('normal { bind "x" { go-to-tab; }; }', '2:32: go-to-tab needs "number"'),
        ('normal { bind "x" { go-to-tab 1 2 3; }; }', "2:44: go-to-tab takes 1 argument"),
        ('normal { bind "x" { new-tab foo=1; }; }', '2:32: new-tab has no argument "foo"'),
        ('normal { bind "Ctrlx" { quit; }; }', '2:26: "Ctrlx" is no key'),
        ('normal { bind "Ctrl" { quit; }; }', '2:26: "Ctrl" ends with a modifier'),
        ("normal { bind { quit; }; }", '2:21: bind names no key; write bind "Ctrl x"'),
        ('normal { bind "x"; }', "2:21: bind does nothing; write a command into it"),
        ('normal { bind "x" { quit; detach; }; }', "2:38: a key does one thing"),
        (
            'normal { bind "x" { mode "prefx"; }; }',
            "2:37: there is no mode “prefx”; did you mean “prefix”?",
        ),
        ('normal { bind "x" { mode; }; }', "2:32: mode needs the name of a mode"),
        ('normal { bnid "x" { quit; }; }', "2:21: a mode holds bind and unbind, not “bnid”"),
        ('bind "x" { quit; }', "2:12: bind stands in a mode"),
        ('normal { bind "x" repeat="yes" { quit; }; }', "2:30: repeat is true or false"),
        ('normal { bind "x" { MoveFocus "Sideways"; }; }', "2:32: MoveFocus has other arguments"),
    ],
)
def test_a_mistake_is_answered_with_its_place(keybinds: str, problem: str) -> None:
    errors = [str(error) for error in read(keybinds).errors]
    assert any(f"c.kdl:{problem}" in error for error in errors), errors


def test_a_prefix_that_is_no_key() -> None:
    reading = read_config('prefix "Ctrlb"', "c.kdl")
    assert "c.kdl:1:8: prefix: " in str(reading.errors[0])
    assert reading.config.prefix == "Ctrl b"


@pytest.mark.parametrize(
    ("text", "chord"),
    [
        ("a", ("a",)),
        ("Ctrl a", ("ctrl-a",)),
        ("C-a", ("ctrl-a",)),
        ("Ctrl Alt a", ("ctrl-alt-a",)),
        ("g g", ("g", "g")),
        ("Ctrl x Ctrl s", ("ctrl-x", "ctrl-s")),
        ("C-x 2", ("ctrl-x", "2")),
        (" ", ("space",)),
        ("Ctrl space x", ("ctrl-space", "x")),
        ("s", ("s",)),
        ("-", ("-",)),
    ],
)
def test_chords(text: str, chord: tuple[str, ...]) -> None:
    assert read_chord(text) == chord


@pytest.mark.parametrize("text", ["", "Ctrl", "Ctrl Alt", "F99", "ab"])
def test_no_chords(text: str) -> None:
    with pytest.raises(CommandError):
        read_chord(text)
