"""Zellij's keys (Zellij 0.45.0, assets/config/default.kdl): modes that stay until they are left.

Differences: keys for things that mux does not have are left out (plugins, web sharing, groups,
nested sessions); u brings back what was closed; closing a tab asks first.
"""

from mux.core.commands import (
    BreakPane,
    ClosePane,
    Command,
    CopyAction,
    CopyMode,
    Detach,
    EditScrollback,
    FocusLastPane,
    FocusNextPane,
    GoToTab,
    GrowPane,
    LastTab,
    MoveFocus,
    MoveFocusOrTab,
    MoveTab,
    NewPane,
    NewStackedPane,
    NewTab,
    NextLayout,
    NextTab,
    PasteBuffer,
    PreviousLayout,
    PreviousTab,
    Quit,
    ResizePane,
    ScrollPage,
    ScrollPane,
    ScrollToBottom,
    SendPrefix,
    ShowScreen,
    SplitPane,
    SwapPane,
    ToggleEmbed,
    ToggleFloating,
    ToggleFrames,
    TogglePinned,
    ToggleSync,
    ToggleZoom,
    UndoClose,
)
from mux.core.geometry import Direction
from mux.core.keymap import NORMAL, Binding, Keymap, index_bindings

LOCKED = "locked"
LETTERS = {
    "h": Direction.LEFT,
    "j": Direction.DOWN,
    "k": Direction.UP,
    "l": Direction.RIGHT,
}
SIDES = {**LETTERS, **{side.value: side for side in Direction}}
STEPS = {Direction.LEFT: 4, Direction.RIGHT: 4, Direction.UP: 2, Direction.DOWN: 2}  # cells
ENTRIES = {
    "ctrl-p": "pane",
    "ctrl-t": "tab",
    "ctrl-n": "resize",
    "ctrl-h": "move",
    "ctrl-s": "scroll",
    "ctrl-o": "session",
    "ctrl-b": "tmux",
}


def zellij_keymap() -> Keymap:
    own = {
        NORMAL: dict[str, Binding](),
        "pane": _pane_mode(),
        "tab": _tab_mode(),
        "resize": _resize_mode(),
        "move": _move_mode(),
        "scroll": _scroll_mode(),
        "session": _session_mode(),
        "tmux": _tmux_mode(),
    }
    modes = {mode: bindings | _shared_beside(bindings, mode) for mode, bindings in own.items()}
    modes[LOCKED] = index_bindings(Binding("ctrl-g", None, "unlock"))
    return Keymap("", modes, forwarding=frozenset({NORMAL, LOCKED}))


def _shared_beside(bindings: dict[str, Binding], mode: str) -> dict[str, Binding]:
    """What works in every mode but the locked one, unless the mode has the key for itself."""
    return {key: binding for key, binding in _shared(mode).items() if key not in bindings}


def _shared(mode: str) -> dict[str, Binding]:
    group = "everywhere"
    leads = [
        Binding(
            key, None, target if target != mode else "back", _or_back(target, mode), group=group
        )
        for key, target in ENTRIES.items()
    ]
    back = () if mode == NORMAL else ("esc", "enter")
    alt = [
        ("n", NewPane(), "new pane"),
        ("f", ToggleFloating(), "floating"),
        *((key, MoveFocusOrTab(LETTERS[key]), "focus or tab") for key in "hl"),
        *((key, MoveFocusOrTab(SIDES[key]), "focus or tab") for key in ("left", "right")),
        *((key, MoveFocus(SIDES[key]), "focus") for key in ("j", "k", "down", "up")),
        *((key, GrowPane(2), "larger") for key in "+="),
        ("-", GrowPane(-2), "smaller"),
        ("[", PreviousLayout(), "layout"),
        ("]", NextLayout(), "layout"),
        ("i", MoveTab(-1), "move tab"),
        ("o", MoveTab(1), "move tab"),
    ]
    return index_bindings(
        Binding("ctrl-g", None, "lock", LOCKED, group=group),
        *leads,
        *(Binding(key, None, "back", group=group) for key in back),
        Binding("ctrl-q", Quit(), "quit", mode, group=group),
        *(Binding(f"alt-{key}", command, label, mode, group=group) for key, command, label in alt),
    )


def _or_back(target: str, mode: str) -> str:
    return NORMAL if target == mode else target


def _stay(mode: str, key: str, command: Command, label: str) -> Binding:
    return Binding(key, command, label, mode)


def _pane_mode() -> dict[str, Binding]:
    return index_bindings(
        *(_stay("pane", key, MoveFocus(side), "focus") for key, side in SIDES.items()),
        _stay("pane", "p", FocusNextPane(), "next"),
        _stay("pane", ";", FocusLastPane(), "last"),
        Binding("n", NewPane(), "new"),
        Binding("d", SplitPane(Direction.DOWN), "split down"),
        Binding("r", SplitPane(Direction.RIGHT), "split right"),
        Binding("s", NewStackedPane(), "new stacked"),
        Binding("x", ClosePane(), "close"),
        Binding("f", ToggleZoom(), "fullscreen"),
        Binding("z", ToggleFrames(), "frames"),
        Binding("w", ToggleFloating(), "floating"),
        Binding("e", ToggleEmbed(), "embed/float"),
        Binding("c", ShowScreen("rename-pane"), "rename"),
        Binding("i", TogglePinned(), "pin"),
        Binding("u", UndoClose(), "undo close"),
    )


def _tab_mode() -> dict[str, Binding]:
    before, after = ("h", "left", "k", "up"), ("l", "right", "j", "down")
    return index_bindings(
        *(_stay("tab", key, PreviousTab(), "previous") for key in before),
        *(_stay("tab", key, NextTab(), "next") for key in after),
        _stay("tab", "tab", LastTab(), "last"),
        Binding("n", NewTab(), "new"),
        Binding("x", ShowScreen("confirm-close-tab"), "close"),
        Binding("u", UndoClose(), "undo close"),
        Binding("r", ShowScreen("rename-tab"), "rename"),
        Binding("s", ToggleSync(), "sync"),
        Binding("b", BreakPane(), "break pane"),
        *(Binding(str(number), GoToTab(number), "go to") for number in range(1, 10)),
    )


def _resize_mode() -> dict[str, Binding]:
    grow = [
        _stay("resize", key, ResizePane(side, STEPS[side]), "increase")
        for key, side in SIDES.items()
    ]
    shrink = [
        _stay("resize", key.upper(), ResizePane(side, -STEPS[side]), "decrease")
        for key, side in LETTERS.items()
    ]
    return index_bindings(
        *grow,
        *shrink,
        *(_stay("resize", key, GrowPane(2), "larger") for key in "=+"),
        _stay("resize", "-", GrowPane(-2), "smaller"),
    )


def _move_mode() -> dict[str, Binding]:
    return index_bindings(
        *(_stay("move", key, SwapPane(side), "move") for key, side in SIDES.items()),
        *(_stay("move", key, SwapPane(), "to next place") for key in ("n", "tab")),
        _stay("move", "p", SwapPane(forward=False), "to previous place"),
    )


def _scroll_mode() -> dict[str, Binding]:
    return index_bindings(
        *(_stay("scroll", key, ScrollPane(-1), "down") for key in ("j", "down")),
        *(_stay("scroll", key, ScrollPane(1), "up") for key in ("k", "up")),
        *(
            _stay("scroll", key, ScrollPage(-1.0), "page down")
            for key in ("ctrl-f", "pagedown", "right", "l")
        ),
        *(
            _stay("scroll", key, ScrollPage(1.0), "page up")
            for key in ("ctrl-b", "pageup", "left", "h")
        ),
        _stay("scroll", "d", ScrollPage(-0.5), "half down"),
        _stay("scroll", "u", ScrollPage(0.5), "half up"),
        Binding("s", CopyAction("search-backward"), "search"),
        Binding("c", CopyMode(), "copy mode"),
        Binding("e", EditScrollback(), "edit"),
        Binding("ctrl-c", ScrollToBottom(), "bottom"),
    )


def _session_mode() -> dict[str, Binding]:
    return index_bindings(
        Binding("d", Detach(), "detach"),
        Binding("w", ShowScreen("sessions"), "sessions"),
        Binding("c", ShowScreen("settings"), "settings"),
        Binding("l", ShowScreen("layouts"), "layouts"),
    )


def _tmux_mode() -> dict[str, Binding]:
    return index_bindings(
        Binding('"', SplitPane(Direction.DOWN), "split down"),
        Binding("%", SplitPane(Direction.RIGHT), "split right"),
        Binding("z", ToggleZoom(), "fullscreen"),
        Binding("c", NewTab(), "new tab"),
        Binding(",", ShowScreen("rename-tab"), "rename tab"),
        Binding("p", PreviousTab(), "previous tab"),
        Binding("n", NextTab(), "next tab"),
        *(Binding(key, MoveFocus(side), "focus") for key, side in SIDES.items()),
        Binding("o", FocusNextPane(), "next pane"),
        Binding(";", FocusLastPane(), "last pane"),
        Binding("d", Detach(), "detach"),
        Binding("space", NextLayout(), "next layout"),
        Binding("x", ClosePane(), "close pane"),
        Binding("[", CopyMode(), "copy mode"),
        Binding("]", PasteBuffer(), "paste"),
        Binding("ctrl-b", SendPrefix("ctrl-b"), "send ctrl-b"),
    )
