"""What the status bar says, word by word: the segments that the user wants, in their order."""

from collections.abc import Sequence
from typing import NamedTuple

from mux.client.palette import Palette
from mux.client.scene import Scene
from mux.client.text import fit_text

SEGMENTS = ("session", "mode", "sync", "zoom", "layout", "git", "save", "clock")

# An SGR sequence and what is written with it.
Word = tuple[str, str]

STEP = 10  # seconds in which the age of the last save grows


class StatusWords(NamedTuple):
    """What the status bar says beside what the scene knows."""

    mode: str = ""  # the prefix that was pressed, or the keymap's mode
    clock: str = ""
    hint: str = ""
    notice: str = ""  # takes the place of the hint: reconnecting, a warning
    now: float = 0.0  # seconds since the epoch
    branch: str = ""  # of the focused pane's directory
    segments: Sequence[str] = SEGMENTS


def choose_words(
    scene: Scene, palette: Palette, width: int, words: StatusWords
) -> tuple[list[Word], list[Word]]:
    """What stands at the left and at the right; the leftmost at the right matters least.

    The mode stands at the left whatever its place among the segments; behind it a notice or a hint.
    """
    left: list[Word] = []
    if words.mode and "mode" in words.segments:
        left.append((palette.key, f" {words.mode} "))
    if words.notice:
        left.append((palette.warning, f" {words.notice} "))
    elif words.hint:
        left.append((palette.bar, f" {words.hint} "))
    right: list[Word] = []
    pane = scene.focused
    if pane is not None and pane.border == "none" and (pane.title or pane.command):
        right.append((palette.bar, f" {fit_text(pane.title or pane.command, max(width // 3, 8))} "))
    for segment in words.segments:
        style, text = _segment(segment, scene, palette, width, words)
        if text:
            right.append((style, f" {text} "))
    if scene.saved.get("error") and "save" not in words.segments:
        style, text = saved_words(scene, palette, words.now)
        right.append((style, f" {text} "))
    return left, right


def _segment(segment: str, scene: Scene, palette: Palette, width: int, words: StatusWords) -> Word:
    tab = scene.active_tab
    match segment:
        case "session":
            return palette.key, scene.session
        case "sync":
            return palette.key, "SYNC" if tab is not None and tab.sync else ""
        case "zoom":
            return palette.key, "ZOOM" if tab is not None and tab.zoomed else ""
        case "layout":
            return palette.bar, fit_text(tab.layout, max(width // 4, 8)) if tab is not None else ""
        case "git":
            branch = fit_text(words.branch, max(width // 4, 8))
            return palette.bar, f"git:{branch}" if branch else ""
        case "save":
            return saved_words(scene, palette, words.now)
        case "clock":
            return palette.bar, words.clock
    return palette.bar, ""


def saved_words(scene: Scene, palette: Palette, now: float) -> Word:
    """How long ago the session was saved, or that saving fails."""
    error = scene.saved.get("error")
    if error:
        return palette.warning, f"! NOT SAVED: {error}"
    at = scene.saved.get("at")
    if not isinstance(at, int | float):
        return palette.bar_dim, ""
    age = max(now - at, 0)
    if age >= STEP:  # nobody counts along, and an idle screen is not to be drawn each second
        age -= age % STEP
    return palette.bar_dim, f"saved {age_words(age)} ago"


def age_words(seconds: float) -> str:
    """`5s`, `3m`, `2h`, `4d`."""
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds >= size:
            return f"{int(seconds // size)}{unit}"
    return f"{int(seconds)}s"
