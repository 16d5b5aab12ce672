"""Turns Windows Terminal's state.json into layouts: one for each of its saved windows.

`persistedWindowLayouts` holds for each window the actions that build it up (learn.microsoft.com,
"Windows Terminal actions"): newTab, splitPane, moveFocus, focusPane, switchToTab and some names.
They are played back here on trees whose sizes are percent of the parent.
"""

import json
import re
from typing import Any

from mux.config.errors import ConfigError
from mux.config.imported import SHELLS, Imported, join_folder, suspend
from mux.core.geometry import Axis
from mux.core.layout import SHELL, Layout, PaneLayout, Run, RunCommand, TabLayout
from mux.core.tree import Extent, Leaf, Node, Split, Unit
from mux.dataclass import dataclass, field, replace

_SHELLS = SHELLS | {"pwsh", "powershell", "cmd", "wsl", "ubuntu", "git-bash"}
_SIDES = {
    "right": (Axis.COLUMNS, True),
    "vertical": (Axis.COLUMNS, True),
    "down": (Axis.ROWS, True),
    "horizontal": (Axis.ROWS, True),
    "left": (Axis.COLUMNS, False),
    "up": (Axis.ROWS, False),
    "auto": (Axis.COLUMNS, True),
}
_word = re.compile(r"""((?:[^\s"]|"[^"]*"?)+)""").findall


@dataclass(slots=True, eq=False)
class _Pane:
    """A pane while the actions are played: it is told apart from its like by identity."""

    layout: PaneLayout


@dataclass(slots=True)
class _Tab:
    root: Node[_Pane]
    panes: list[_Pane]  # in the order in which they were made: what focusPane counts
    recent: list[_Pane]  # most recently focused first
    name: str = ""
    color: str = ""
    zoomed: bool = False


@dataclass(slots=True)
class _Window:
    tabs: list[_Tab] = field(default_factory=list)
    active: int = 0
    name: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def tab(self) -> _Tab:
        if not self.tabs:
            raise ConfigError("an action comes before the first newTab")
        return self.tabs[self.active]


def import_windows_terminal(text: str, path: str = "") -> tuple[Imported, ...]:
    """The saved windows. Raises ConfigError: no JSON, nothing saved, or no such actions."""
    try:
        state = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise ConfigError(f"is no JSON: {error.msg}", path, error.lineno, error.colno) from None
    layouts = state.get("persistedWindowLayouts") if isinstance(state, dict) else None
    if not isinstance(layouts, list) or not layouts:
        raise ConfigError("holds no persistedWindowLayouts: Windows Terminal saved nothing", path)
    try:
        windows = [_play(layout) for layout in layouts if isinstance(layout, dict)]
    except ConfigError as error:
        raise ConfigError(error.message, path) from None
    found = tuple(_finish(window) for window in windows if window.tabs)
    if not found:
        raise ConfigError("holds no tab in its persistedWindowLayouts", path)
    return found


def _play(layout: dict[str, Any]) -> _Window:
    window = _Window()
    actions = layout.get("tabLayout") or []
    for action in actions:
        if not isinstance(action, dict) or not isinstance(action.get("action"), str):
            raise ConfigError("holds something other than an action in a tabLayout")
        _perform(window, action["action"], action)
    return window


def _perform(window: _Window, name: str, action: dict[str, Any]) -> None:
    match name:
        case "newTab":
            pane = _Pane(_read_pane(action))
            tab = _Tab(Leaf(pane), [pane], [pane], color=_text(action, "tabColor"))
            tab.name = _text(action, "tabTitle")
            window.tabs.append(tab)
            window.active = len(window.tabs) - 1
        case "splitPane":
            _split(window.tab, action)
        case "moveFocus":
            _move_focus(window, _text(action, "direction"))
        case "focusPane":
            number = action.get("id", 0)
            if isinstance(number, int) and 0 <= number < len(window.tab.panes):
                _focus(window.tab, window.tab.panes[number])
        case "switchToTab":
            number = action.get("index", 0)
            if isinstance(number, int) and 0 <= number < len(window.tabs):
                window.active = number
        case "renameTab":
            window.tab.name = _text(action, "title")
        case "setTabColor":
            window.tab.color = _text(action, "color")
        case "togglePaneZoom":
            window.tab.zoomed = not window.tab.zoomed
        case "renameWindow":
            window.name = _text(action, "name")
        case _:
            window.notes.append(f"the action {name} has no counterpart and was left out")


def _split(tab: _Tab, action: dict[str, Any]) -> None:
    """The focused pane shares its place with a new one; `size` is the new one's part."""
    size = action.get("size", 0.5)
    part = float(size) if isinstance(size, int | float) and 0 < size < 1 else 0.5
    axis, behind = _SIDES.get(_text(action, "split").lower(), (Axis.COLUMNS, True))
    old, new = tab.recent[0], _Pane(_read_pane(action))
    percent = min(max(round(100 * (1 - part if behind else part)), 1), 99)
    first, second = (old, new) if behind else (new, old)
    pair = (Leaf(first, Extent(Unit.PERCENT, percent)), Leaf(second))
    tab.root = _replace_leaf(tab.root, old, Split(axis, pair))
    tab.panes.append(new)
    tab.recent.insert(0, new)


def _replace_leaf(node: Node[_Pane], pane: _Pane, split: Split[_Pane]) -> Node[_Pane]:
    if isinstance(node, Split):
        children = tuple(_replace_leaf(child, pane, split) for child in node.children)
        return replace(node, children=children)
    return replace(split, extent=node.extent) if node.content is pane else node


def _focus(tab: _Tab, pane: _Pane) -> None:
    tab.recent.remove(pane)
    tab.recent.insert(0, pane)


def _move_focus(window: _Window, direction: str) -> None:
    tab = window.tab
    order = [pane for pane, _ in _places(tab.root, (0.0, 0.0, 1.0, 1.0))]
    at = order.index(tab.recent[0])
    match direction:
        case "previousInOrder":
            target: _Pane | None = order[at - 1]
        case "nextInOrder":
            target = order[(at + 1) % len(order)]
        case "first":
            target = order[0]
        case "previous":
            target = tab.recent[1] if len(tab.recent) > 1 else None
        case "left" | "right" | "up" | "down":
            target = _neighbour(tab, direction)
        case _:
            window.notes.append(f"the focus was not moved {direction}")
            return
    if target:
        _focus(tab, target)


_Place = tuple[float, float, float, float]  # left, top, right, bottom


def _places(node: Node[_Pane], place: _Place) -> list[tuple[_Pane, _Place]]:
    """Where each pane lies in a tab of size one by one."""
    if not isinstance(node, Split):
        return [(node.content, place)]
    left, top, right, bottom = place
    found: list[tuple[_Pane, _Place]] = []
    part = node.children[0].extent.amount / 100
    columns = node.axis is Axis.COLUMNS
    middle = left + (right - left) * part if columns else top + (bottom - top) * part
    before = (left, top, middle, bottom) if columns else (left, top, right, middle)
    after = (middle, top, right, bottom) if columns else (left, middle, right, bottom)
    for child, around in zip(node.children, (before, after), strict=True):
        found += _places(child, around)
    return found


def _neighbour(tab: _Tab, direction: str) -> _Pane | None:
    """The pane beyond that edge of the focused one, at the height of its top left corner."""
    places = _places(tab.root, (0.0, 0.0, 1.0, 1.0))
    left, top, right, bottom = next(place for pane, place in places if pane is tab.recent[0])
    small = 1e-6
    x, y = {
        "left": (left - small, top + small),
        "right": (right + small, top + small),
        "up": (left + small, top - small),
        "down": (left + small, bottom + small),
    }[direction]
    for pane, (left, top, right, bottom) in places:
        if left <= x < right and top <= y < bottom:
            return pane
    return None


def _read_pane(action: dict[str, Any]) -> PaneLayout:
    cwd = convert_path(_text(action, "startingDirectory"))
    run = run_of_commandline(_text(action, "commandline"))
    return suspend(PaneLayout(run, cwd=cwd))


def run_of_commandline(commandline: str) -> Run:
    """The program with its arguments; a shell without any is the user's own shell."""
    words = tuple(word.replace('"', "") for word in _word(commandline))
    if not words:
        return SHELL
    program = re.split(r"[\\/]", words[0])[-1].lower().removesuffix(".exe")
    if program in _SHELLS and (len(words) == 1 or program == "wsl"):
        return SHELL
    return RunCommand(words, commandline)


def convert_path(path: str) -> str:
    r"""A folder of Windows as WSL sees it: `C:\Users` is `/mnt/c/Users`; `\\wsl$\X\` is `/`."""
    if found := re.match(r"[\\/]{2}wsl(?:\$|\.localhost)[\\/][^\\/]+(.*)", path, re.IGNORECASE):
        return found[1].replace("\\", "/") or "/"
    if found := re.match(r"([A-Za-z]):[\\/]?(.*)", path):
        return f"/mnt/{found[1].lower()}/{found[2]}".replace("\\", "/").rstrip("/")
    return join_folder("", path) if path.startswith(("/", "~")) else ""


def _finish(window: _Window) -> Imported:
    tabs = tuple(
        TabLayout(
            _plain(tab.root, tab.recent[0]),
            name=tab.name,
            focus=tab is window.tab,
            color=tab.color.lower() if re.fullmatch("#[0-9a-fA-F]{6}", tab.color) else "",
            zoomed=tab.zoomed,
        )
        for tab in window.tabs
    )
    return Imported(Layout(tabs), window.name.strip("_"), tuple(window.notes))


def _plain(node: Node[_Pane], focused: _Pane) -> Node[PaneLayout]:
    if isinstance(node, Split):
        children = tuple(_plain(child, focused) for child in node.children)
        return Split(node.axis, children, node.extent)
    pane = node.content
    return Leaf(replace(pane.layout, focus=pane is focused), node.extent)


def _text(action: dict[str, Any], name: str) -> str:
    value = action.get(name)
    return value if isinstance(value, str) else ""
