"""Zellij's actions (Zellij 0.45, "Possible Actions") in mux's words, so that its configs load."""

from collections.abc import Callable, Mapping, Sequence

from mux.core import commands as c
from mux.core.geometry import Direction

Scalar = str | int | float | bool | None


def _side(words: Sequence[Scalar]) -> Direction:
    return Direction(str(words[0]).lower())


def _new_pane(words: Sequence[Scalar]) -> c.Command:
    if not words:
        return c.NewPane()
    return c.NewPane() if words[0] == "Stacked" else c.SplitPane(_side(words))


def _resize(words: Sequence[Scalar]) -> c.Command:
    """`Resize "Increase Left"`; without a side, in every direction."""
    change, _, side = str(words[0]).partition(" ")
    if not side:
        return c.GrowPane(2 if change == "Increase" else -2)
    direction = Direction(side.lower())
    return c.ResizePane(direction if change == "Increase" else _OPPOSITE[direction], 2)


_OPPOSITE = {
    Direction.LEFT: Direction.RIGHT,
    Direction.RIGHT: Direction.LEFT,
    Direction.UP: Direction.DOWN,
    Direction.DOWN: Direction.UP,
}

# Raises ValueError, IndexError or TypeError for arguments that the action does not have.
ACTIONS: Mapping[str, Callable[[Sequence[Scalar]], c.Command]] = {
    "NewPane": _new_pane,
    "MoveFocus": lambda words: c.MoveFocus(_side(words)),
    "MoveFocusOrTab": lambda words: c.MoveFocusOrTab(_side(words)),
    "MovePane": lambda words: c.SwapPane(_side(words) if words else None),
    "MovePaneBackwards": lambda words: c.SwapPane(forward=False),
    "Resize": _resize,
    "MoveTab": lambda words: c.MoveTab(1 if _side(words).forward else -1),
    "GoToTab": lambda words: c.GoToTab(int(str(words[0]))),
    "WriteChars": lambda words: c.WriteChars(str(words[0])),
    "TabNameInput": lambda words: c.ShowScreen("rename-tab"),
    "PaneNameInput": lambda words: c.ShowScreen("rename-pane"),
    "ScrollUp": lambda words: c.ScrollPane(1),
    "ScrollDown": lambda words: c.ScrollPane(-1),
    "PageScrollUp": lambda words: c.ScrollPage(1.0),
    "PageScrollDown": lambda words: c.ScrollPage(-1.0),
    "HalfPageScrollUp": lambda words: c.ScrollPage(0.5),
    "HalfPageScrollDown": lambda words: c.ScrollPage(-0.5),
    **{
        name: lambda words, kind=kind: kind()  # type: ignore[misc]
        for name, kind in {
            "CloseFocus": c.ClosePane,
            "FocusNextPane": c.FocusNextPane,
            "SwitchFocus": c.FocusNextPane,
            "FocusPreviousPane": c.FocusPreviousPane,
            "ToggleFocusFullscreen": c.ToggleZoom,
            "TogglePaneFrames": c.ToggleFrames,
            "ToggleFloatingPanes": c.ToggleFloating,
            "TogglePaneEmbedOrFloating": c.ToggleEmbed,
            "TogglePanePinned": c.TogglePinned,
            "ToggleActiveSyncTab": c.ToggleSync,
            "NewTab": c.NewTab,
            "CloseTab": c.CloseTab,
            "GoToNextTab": c.NextTab,
            "GoToPreviousTab": c.PreviousTab,
            "ToggleTab": c.LastTab,
            "BreakPane": c.BreakPane,
            "NextSwapLayout": c.NextLayout,
            "PreviousSwapLayout": c.PreviousLayout,
            "ScrollToTop": c.ScrollToTop,
            "ScrollToBottom": c.ScrollToBottom,
            "Clear": c.ClearHistory,
            "SaveSession": c.SaveSession,
            "Detach": c.Detach,
            "Quit": c.Quit,
        }.items()
    },
}
