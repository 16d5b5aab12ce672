"""Keys: their names, what the two keymaps make of them, and the state between two keys."""

import pytest

from mux.core.commands import (
    Command,
    CommandError,
    GoToTab,
    MoveFocus,
    MoveFocusOrTab,
    NewPane,
    NewTab,
    NextTab,
    PreviousTab,
    Quit,
    ResizePane,
    RotatePanes,
    ScrollPage,
    SelectLayout,
    ShowScreen,
    SplitPane,
    ToggleZoom,
)
from mux.core.geometry import Direction
from mux.core.keymap import Binding, Keymap, KeyState
from mux.core.keymap_tmux import tmux_keymap
from mux.core.keymap_zellij import zellij_keymap
from mux.core.keys import normalize_key

TMUX = tmux_keymap()
ZELLIJ = zellij_keymap()
Done = tuple[list[Command], list[str], KeyState]


def press_all(keymap: Keymap, *keys: str) -> Done:
    """The commands given, the keys that the program got, and the last state."""
    state = KeyState()
    commands, forwarded = [], []
    for key in keys:
        state, command, forward = keymap.press(state, key)
        commands += [command] if command is not None else []
        forwarded += [key] if forward else []
    return commands, forwarded, state


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ctrl-b", "ctrl-b"),
        ("C-b", "ctrl-b"),
        ("Ctrl b", "ctrl-b"),
        ("C-B", "ctrl-b"),
        ("M-o", "alt-o"),
        ("Alt Shift Left", "alt-shift-left"),
        ("shift-alt-ctrl-F5", "ctrl-alt-shift-f5"),
        ("Ctrl-Alt b", "ctrl-alt-b"),
        ("C-Space", "ctrl-space"),
        ("BTab", "shift-tab"),
        ("PPage", "pageup"),
        ("page-up", "pageup"),
        ("Escape", "esc"),
        (" ", "space"),
        ("-", "-"),
        ("ctrl--", "ctrl--"),
        ("M--", "alt--"),
        ("%", "%"),
        ("A", "A"),
        ("shift-a", "A"),
        ("é", "é"),
    ],
)
def test_names_of_keys(text: str, key: str) -> None:
    assert normalize_key(text) == key
    assert normalize_key(key) == key


@pytest.mark.parametrize("text", ["", "ctrl-", "hyper-x", "f25", "ctrl-nokey", "ab", "\x01"])
def test_no_keys(text: str) -> None:
    with pytest.raises(CommandError, match="is no key"):
        normalize_key(text)


@pytest.mark.parametrize("keymap", [TMUX, ZELLIJ], ids=["tmux", "zellij"])
def test_bindings_are_canonical_and_explained(keymap: Keymap) -> None:
    for bindings in keymap.modes.values():
        for key, binding in bindings.items():
            assert key == binding.key == normalize_key(key)
            assert binding.label
            assert binding.mode in keymap.modes


# --- tmux ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "command"),
    [
        ("c", NewTab()),
        ("%", SplitPane(Direction.RIGHT)),
        ('"', SplitPane(Direction.DOWN)),
        ("n", NextTab()),
        ("p", PreviousTab()),
        ("1", GoToTab(1)),
        ("0", GoToTab(10)),
        ("z", ToggleZoom()),
        ("left", MoveFocus(Direction.LEFT)),
        ("ctrl-up", ResizePane(Direction.UP, 1)),
        ("alt-up", ResizePane(Direction.UP, 5)),
        ("alt-5", SelectLayout("tiled")),
        ("ctrl-o", RotatePanes(forward=False)),
        ("alt-o", RotatePanes(forward=True)),
        ("pageup", ScrollPage(1.0)),
        ("x", ShowScreen("confirm-close-pane")),
        ("P", ShowScreen("palette")),
        (":", ShowScreen("command-line")),
    ],
)
def test_tmux_keys(key: str, command: Command) -> None:
    assert press_all(TMUX, "ctrl-b", key)[0] == [command]


def test_other_keys_go_to_the_program() -> None:
    assert press_all(TMUX, "c", "ctrl-a", "left") == ([], ["c", "ctrl-a", "left"], KeyState())


def test_the_prefix_lasts_for_one_key() -> None:
    commands, forwarded, state = press_all(TMUX, "ctrl-b", "c", "n")
    assert (commands, forwarded, state) == ([NewTab()], ["n"], KeyState())
    assert press_all(TMUX, "ctrl-b", "Z", "x") == ([], ["x"], KeyState())
    assert press_all(TMUX, "ctrl-b")[2] == KeyState("prefix")


def test_the_prefix_twice_goes_to_the_program() -> None:
    assert press_all(TMUX, "ctrl-b", "ctrl-b") == ([], ["ctrl-b"], KeyState())


def test_repeatable_keys_need_no_second_prefix() -> None:
    commands, forwarded, state = press_all(TMUX, "ctrl-b", "ctrl-up", "ctrl-up", "left", "a")
    up = ResizePane(Direction.UP)
    assert commands == [up, up, MoveFocus(Direction.LEFT)]
    assert forwarded == ["a"]
    assert state == KeyState()


def test_a_pause_ends_the_repetition_and_the_prefix() -> None:
    state = press_all(TMUX, "ctrl-b", "left")[2]
    assert state.repeating
    assert TMUX.cancel(state) == KeyState()
    assert TMUX.cancel(KeyState("prefix")) == KeyState()
    assert ZELLIJ.cancel(KeyState("pane")) == KeyState("pane")


def test_a_prefix_while_repeating_starts_anew() -> None:
    assert press_all(TMUX, "ctrl-b", "left", "ctrl-b", "c")[0][-1] == NewTab()


def test_another_prefix() -> None:
    keymap = tmux_keymap("ctrl-a")
    assert press_all(keymap, "ctrl-b", "ctrl-a", "c")[:2] == ([NewTab()], ["ctrl-b"])
    assert press_all(keymap, "ctrl-a", "ctrl-a")[1] == ["ctrl-a"]


def test_the_bar_lists_what_can_follow() -> None:
    entries = dict(TMUX.which_key("prefix"))
    assert entries["%"] == "split right"
    assert entries["left right up down"] == "focus"
    assert entries["1…0"] == "go to tab"
    assert list(TMUX.which_key_groups("prefix")) == ["panes", "tabs", "layout", "session", "more"]
    assert TMUX.keys_for(NewTab()) == [("prefix", "c")]


def test_bind_and_unbind() -> None:
    keymap = TMUX.bind("prefix", Binding("y", Quit(), "quit")).unbind("prefix", "c")
    assert press_all(keymap, "ctrl-b", "y", "ctrl-b", "c")[0] == [Quit()]
    assert press_all(TMUX, "ctrl-b", "c")[0] == [NewTab()]
    root = TMUX.bind("normal", Binding("alt-n", NewTab(), "new tab"))
    assert press_all(root, "alt-n")[:2] == ([NewTab()], [])


# --- Zellij -------------------------------------------------------------------------------------


def test_modes_stay_until_left() -> None:
    commands, forwarded, state = press_all(ZELLIJ, "ctrl-p", "h", "left", "Q", "esc", "h")
    left = MoveFocus(Direction.LEFT)
    assert (commands, forwarded, state) == ([left, left], ["h"], KeyState())


def test_some_bindings_lead_back() -> None:
    assert press_all(ZELLIJ, "ctrl-p", "r") == ([SplitPane(Direction.RIGHT)], [], KeyState())
    assert press_all(ZELLIJ, "ctrl-t", "3") == ([GoToTab(3)], [], KeyState())
    assert press_all(ZELLIJ, "ctrl-t", "ctrl-t")[2] == KeyState()
    assert press_all(ZELLIJ, "ctrl-t", "ctrl-p")[2] == KeyState("pane")


def test_shared_keys_work_everywhere_but_locked() -> None:
    for mode in ("ctrl-p", "ctrl-n", "ctrl-o"):
        assert press_all(ZELLIJ, mode, "alt-n")[0] == [NewPane()]
    assert press_all(ZELLIJ, "alt-h")[0] == [MoveFocusOrTab(Direction.LEFT)]
    locked = press_all(ZELLIJ, "ctrl-g", "alt-n", "ctrl-p", "x")
    assert locked == ([], ["alt-n", "ctrl-p", "x"], KeyState("locked"))
    assert press_all(ZELLIJ, "ctrl-g", "ctrl-g")[2] == KeyState()


def test_a_mode_has_its_own_keys_before_the_shared_ones() -> None:
    assert press_all(ZELLIJ, "ctrl-s", "ctrl-b")[0] == [ScrollPage(1.0)]
    assert press_all(ZELLIJ, "ctrl-b", "ctrl-b") == ([], ["ctrl-b"], KeyState())
    assert list(ZELLIJ.which_key_groups("pane")) == ["", "everywhere"]


def test_shrinking_is_resizing_backwards() -> None:
    commands = press_all(ZELLIJ, "ctrl-n", "l", "L")[0]
    assert commands == [ResizePane(Direction.RIGHT, 4), ResizePane(Direction.RIGHT, -4)]
