"""Overlays as what they are: keys in, rows and commands out."""

import pytest
from fake_server import tab, view

from mux.client.command_line import CommandLine
from mux.client.command_palette import CommandPalette, command_words
from mux.client.command_text import parse_command
from mux.client.frames import Shapes
from mux.client.help import Help
from mux.client.hints import draw_hints
from mux.client.keyboard import Keyboard
from mux.client.line_edit import LineEdit
from mux.client.lines import wrap_words
from mux.client.overlay import Overlay
from mux.client.palette import MONOCHROME
from mux.client.prompts import Confirm, Prompt
from mux.client.scene import Scene
from mux.client.tab_tree import TabTree
from mux.client.toasts import Toasts
from mux.core.commands import (
    Command,
    CommandError,
    FocusPane,
    FocusTab,
    MoveFocus,
    NewTab,
    RenameTab,
    SplitPane,
    SwapPane,
    ToggleZoom,
)
from mux.core.geometry import Direction, Size
from mux.core.ids import PaneId, TabId
from mux.core.keymap_tmux import tmux_keymap


class Host:
    def __init__(self) -> None:
        self.done: list[Command] = []
        self.open: Overlay | None = None
        self.told: list[str] = []

    def do(self, command: Command) -> None:
        self.done.append(command)

    def open_overlay(self, overlay: Overlay) -> None:
        self.open = overlay

    def close_overlay(self) -> None:
        self.open = None

    def refresh_overlay(self) -> None:
        pass

    def show_toast(self, text: str, severity: str = "information") -> None:
        self.told.append(text)


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
def keyboard() -> Keyboard:
    return Keyboard(tmux_keymap())


def press(host: Host, *keys: str) -> None:
    for key in keys:
        assert host.open is not None
        host.open.press(key)


def show(overlay: Overlay, size: Size = Size(80, 24)) -> str:  # noqa: B008
    rows = overlay.draw(size, MONOCHROME, Shapes())
    assert len(rows) <= size.height
    assert {row.cells for row in rows} <= {rows[0].cells} if rows else True
    assert not rows or rows[0].cells <= size.width
    return "\n".join(row.text for row in rows)


SIZES = [Size(80, 24), Size(200, 50), Size(20, 6), Size(10, 3), Size(3, 3), Size(1, 1)]


def test_every_overlay_fits_every_screen(host: Host, keyboard: Keyboard) -> None:
    overlays = [
        Help(host, keyboard),
        CommandPalette(host, keyboard, []),
        CommandLine(host, [], "split-pane "),
        Prompt(host, "Rename", "日本語" * 30, print),
        Confirm(host, "Really? " * 20, print),
        TabTree(host, (), 0),
    ]
    for overlay in overlays:
        for size in SIZES:
            show(overlay, size)


# --- commands -----------------------------------------------------------------------


def test_the_palette_lists_commands_with_their_keys(host: Host, keyboard: Keyboard) -> None:
    host.open = palette = CommandPalette(host, keyboard, [])
    palette.paste("toggle-zoom")
    shown = show(palette)
    assert "toggle-zoom" in shown
    assert "ctrl-b z" in shown
    press(host, "enter")
    assert host.done == [ToggleZoom()]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (MoveFocus(Direction.LEFT), "move-focus left"),
        (SwapPane(forward=False), "swap-pane forward=no"),
        (NewTab("logs", argv=("tail", "-f")), "new-tab logs tail -f"),
        (ToggleZoom(), "toggle-zoom"),
    ],
)
def test_the_palette_says_with_what_a_command_is_bound(command: Command, words: str) -> None:
    assert command_words(command) == words


def test_the_palette_asks_for_arguments(host: Host, keyboard: Keyboard) -> None:
    host.open = palette = CommandPalette(host, keyboard, [])
    palette.paste("rename-tab · Name")
    press(host, "enter")
    assert isinstance(host.open, CommandLine)
    press(host, *"my", "space", *"tab", "enter")
    assert host.done == [RenameTab("my tab")]


def test_what_was_run_last_stands_first(host: Host, keyboard: Keyboard) -> None:
    history = ["new-tab", "toggle-sync"]
    palette = CommandPalette(host, keyboard, history)
    assert palette.current is not None
    assert palette.current.label.startswith("toggle-sync")


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("new-tab", NewTab()),
        ("split-pane down", SplitPane(Direction.DOWN)),
        ("split-pane --direction down", SplitPane(Direction.DOWN)),
        ("split-pane down -- ls -l", SplitPane(Direction.DOWN, ("ls", "-l"))),
        ("split-pane right htop -d 5", SplitPane(Direction.RIGHT, ("htop", "-d", "5"))),
        ("new-tab --name=logs --cwd /tmp", NewTab("logs", "/tmp")),
        ("rename-tab my  'old tab'", RenameTab("my old tab")),
        ("focus-pane 3", FocusPane(PaneId(3))),
    ],
)
def test_commands_are_typed(text: str, command: Command) -> None:
    assert parse_command(text) == command


@pytest.mark.parametrize(
    "text", ["", "new-tob", "focus-pane", "focus-pane x", "detach now", "x 'y", "new-tab --x 1"]
)
def test_mistakes_are_told(text: str) -> None:
    with pytest.raises(CommandError):
        parse_command(text)


def test_the_command_line_completes_and_remembers(host: Host) -> None:
    history: list[str] = []
    host.open = CommandLine(host, history)
    press(host, *"toggle-z", "tab", "enter")
    assert host.done == [ToggleZoom()]
    assert history == ["toggle-zoom"]
    host.open = CommandLine(host, history)
    press(host, "up", "enter")
    assert host.done == [ToggleZoom(), ToggleZoom()]


def test_the_command_line_keeps_what_is_wrong(host: Host) -> None:
    host.open = line = CommandLine(host, [])
    press(host, *"nonsense", "enter")
    assert host.open is line
    assert "nonsense" in line.error


def test_help_is_made_from_the_keymap(host: Host, keyboard: Keyboard) -> None:
    host.open = overlay = Help(host, keyboard)
    overlay.paste("split right")
    assert "ctrl-b %" in show(overlay)
    press(host, "enter")
    assert host.done == [SplitPane(Direction.RIGHT)]


def test_which_key_lists_what_can_follow(keyboard: Keyboard) -> None:
    assert draw_hints(keyboard, 80, 16, MONOCHROME) == []
    keyboard.press("ctrl-b")
    rows = draw_hints(keyboard, 80, 16, MONOCHROME)
    text = "\n".join(row.text for row in rows)
    assert "% split right" in text
    assert "d detach" in text
    assert {row.cells for row in rows} == {80}
    assert len(draw_hints(keyboard, 80, 4, MONOCHROME)) == 4


# --- tabs and panes -----------------------------------------------------------------------


def test_the_tree_goes_to_tabs_and_panes(host: Host, scene: Scene) -> None:
    tabs = [tab(1, "one", active=True), tab(2, "two")]
    scene.take_view(view([], [80, 22], tabs=tabs))
    host.open = tree = TabTree(host, scene.tabs, 11)
    tree.set_panes(
        [
            {"id": 10, "tab": 1, "title": "vim", "state": "running", "cwd": "/a"},
            {"id": 11, "tab": 1, "title": "logs", "state": "waiting", "cwd": "/b"},
            {"id": 12, "tab": 2, "title": "top", "state": "running", "cwd": "/c"},
        ]
    )
    shown = show(tree)
    assert "▸    logs" in shown
    assert "waiting /b" in shown
    press(host, "down", "enter")
    assert host.done == [FocusTab(TabId(2))]
    host.open = tree
    press(host, *"top", "enter")
    assert host.done[-1] == FocusPane(PaneId(12))


# --- small things -----------------------------------------------------------------------


def test_a_prompt_gives_its_text(host: Host) -> None:
    given: list[str] = []
    host.open = Prompt(host, "Name", "old", given.append)
    press(host, "ctrl-u", *"neu", "left", "backspace", "right", "w", "enter")
    assert given == ["nuw"]
    assert host.open is None


def test_escape_leaves_a_prompt(host: Host) -> None:
    given: list[str] = []
    host.open = Prompt(host, "Name", "old", given.append)
    press(host, "esc")
    assert given == []
    assert host.open is None


def test_only_a_yes_confirms(host: Host) -> None:
    done: list[int] = []
    question = Confirm(host, "Sure?", lambda: done.append(1))
    for key in ("n", "esc", "q"):
        host.open = question
        press(host, key)
        assert host.open is None
    host.open = question
    press(host, "enter", "x")
    assert host.open is question
    press(host, "y")
    assert done == [1]


def test_the_line_has_readlines_keys() -> None:
    line = LineEdit("one two three")
    for key in ("ctrl-w", "ctrl-a", "alt-f", "ctrl-k", "end", "!", "home", "delete"):
        assert line.press(key)
    assert line.text == "ne!"
    assert not line.press("f5")


def test_toasts_go_by_and_repeat_as_one() -> None:
    toasts = Toasts()
    toasts.add("one\x1b[2J", "warning", 0.0)
    toasts.add("two", "information", 1.0)
    toasts.add("two", "information", 2.0)
    text = "\n".join(row.text for row in toasts.draw(80, MONOCHROME, Shapes()))
    assert text.count("two") == 1
    assert "one[2J" in text
    assert "warning" in text
    toasts.drop_old(100.0)
    assert toasts.draw(80, MONOCHROME, Shapes()) == []


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("/a/very/long/path end", 8, ["/a/very/", "long/pat", "h end"]),
        ("日本語 x", 4, ["日本", "語 x"]),
        ("", 5, []),
    ],
)
def test_words_are_wrapped(text: str, width: int, lines: list[str]) -> None:
    assert wrap_words(text, width) == lines
