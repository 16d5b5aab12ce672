"""tmux's keys (tmux 3.3a, key-bindings.c: the prefix table), and after them mux's own.

Where the two systems count or name things differently: tabs are counted from 1, so 0 is the tenth;
D lets the other clients go without asking which. mux's own are on keys that tmux leaves free or
that mean nothing here: P F N e i u a A S b C R W.
"""

from mux.core.commands import (
    BreakPane,
    CopyMode,
    Detach,
    DetachOthers,
    FocusLastPane,
    FocusNextPane,
    GoToTab,
    LastTab,
    MoveFocus,
    NewFloatingPane,
    NewTab,
    NextLayout,
    NextTab,
    PasteBuffer,
    PreviousTab,
    ResizePane,
    RotatePanes,
    RunAll,
    SaveSession,
    ScrollPage,
    SelectLayout,
    SendPrefix,
    ShowScreen,
    SplitPane,
    StackPanes,
    SwapPane,
    ToggleEmbed,
    ToggleFloating,
    ToggleFrames,
    TogglePinned,
    ToggleSync,
    ToggleZoom,
    UndoClose,
    UnstackPanes,
)
from mux.core.geometry import Direction
from mux.core.keymap import NORMAL, Binding, Keymap, index_bindings
from mux.core.presets import PRESETS

PREFIX = "prefix"  # the mode after the prefix key


def tmux_keymap(prefix: str = "ctrl-b") -> Keymap:
    """The keymap with a prefix of the user's choice; twice the prefix sends it to the program."""
    enter = Binding(prefix, None, "prefix", mode=PREFIX)
    send = Binding(prefix, SendPrefix(prefix), f"send {prefix}", group="more")
    after = index_bindings(
        *_pane_bindings(), *_tab_bindings(), *_layout_bindings(), *_session_bindings(), send
    )
    modes = {NORMAL: {prefix: enter}, PREFIX: after}
    return Keymap(prefix, modes, transient=frozenset({PREFIX}))


def _pane_bindings() -> list[Binding]:
    group = "panes"
    focus = [
        Binding(side.value, MoveFocus(side), "focus", repeatable=True, group=group)
        for side in Direction
    ]
    return [
        Binding("%", SplitPane(Direction.RIGHT), "split right", group=group),
        Binding('"', SplitPane(Direction.DOWN), "split down", group=group),
        *focus,
        Binding("o", FocusNextPane(), "next pane", group=group),
        Binding(";", FocusLastPane(), "last pane", group=group),
        Binding("z", ToggleZoom(), "zoom", group=group),
        Binding("x", ShowScreen("confirm-close-pane"), "close pane", group=group),
        Binding("q", ShowScreen("panes"), "pane numbers", group=group),
        Binding("!", BreakPane(), "to own tab", group=group),
        Binding("{", SwapPane(forward=False), "swap", group=group),
        Binding("}", SwapPane(forward=True), "swap", group=group),
        Binding("F", ToggleFloating(), "floating", group=group),
        Binding("N", NewFloatingPane(), "new floating", group=group),
        Binding("e", ToggleEmbed(), "embed/float", group=group),
        Binding("i", TogglePinned(), "pin", group=group),
        Binding("u", UndoClose(), "undo close", group=group),
    ]


def _tab_bindings() -> list[Binding]:
    group = "tabs"
    numbers = [
        Binding(str(number % 10), GoToTab(number), "go to tab", group=group)
        for number in range(1, 11)
    ]
    return [
        Binding("c", NewTab(), "new tab", group=group),
        Binding("n", NextTab(), "next tab", group=group),
        Binding("p", PreviousTab(), "previous tab", group=group),
        Binding("l", LastTab(), "last tab", group=group),
        *numbers,
        Binding("'", ShowScreen("go-to-tab"), "tab by number", group=group),
        Binding(",", ShowScreen("rename-tab"), "rename tab", group=group),
        Binding(".", ShowScreen("move-tab"), "move tab", group=group),
        Binding("&", ShowScreen("confirm-close-tab"), "close tab", group=group),
        Binding("w", ShowScreen("tabs"), "tree", group=group),
        Binding("S", ToggleSync(), "type in all", group=group),
    ]


def _layout_bindings() -> list[Binding]:
    group = "layout"
    fine = [
        Binding(f"ctrl-{side.value}", ResizePane(side), "resize", repeatable=True, group=group)
        for side in Direction
    ]
    coarse = [
        Binding(
            f"alt-{side.value}", ResizePane(side, 5), "resize by 5", repeatable=True, group=group
        )
        for side in Direction
    ]
    presets = [
        Binding(f"alt-{number}", SelectLayout(name), "layouts", group=group)
        for number, name in enumerate(PRESETS, 1)
    ]
    return [
        Binding("space", NextLayout(), "next layout", group=group),
        *presets,
        Binding("a", StackPanes(), "stack", group=group),
        Binding("A", UnstackPanes(), "unstack", group=group),
        *fine,
        *coarse,
        Binding("ctrl-o", RotatePanes(forward=False), "rotate", group=group),
        Binding("alt-o", RotatePanes(forward=True), "rotate", group=group),
        Binding("b", ToggleFrames(), "frames", group=group),
    ]


def _session_bindings() -> list[Binding]:
    session, more = "session", "more"
    return [
        Binding("d", Detach(), "detach", group=session),
        Binding("D", DetachOthers(), "detach others", group=session),
        Binding("s", ShowScreen("sessions"), "sessions", group=session),
        Binding("$", ShowScreen("rename-session"), "rename session", group=session),
        Binding("W", SaveSession(), "save now", group=session),
        Binding("R", RunAll(), "run all waiting", group=session),
        Binding("[", CopyMode(), "copy mode", group=more),
        Binding("pageup", ScrollPage(), "scroll up", group=more),
        Binding("]", PasteBuffer(), "paste", group=more),
        Binding("=", ShowScreen("buffers"), "buffers", group=more),
        Binding("f", ShowScreen("search"), "search", group=more),
        Binding("P", ShowScreen("palette"), "palette", group=more),
        Binding("T", ShowScreen("themes"), "themes", group=more),
        Binding(":", ShowScreen("command-line"), "command line", group=more),
        Binding("?", ShowScreen("help"), "help", group=more),
        Binding("t", ShowScreen("clock"), "clock", group=more),
        Binding("C", ShowScreen("settings"), "settings", group=more),
    ]
