"""The tab bar and the status bar: where they are, what they say, and what a click on them means.

Pure: a scene in, a row out. A mark that a colour makes is made by a sign as well.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from mux.client.palette import MONOCHROME, Palette, color_parameters
from mux.client.rows import RowStrip, Run
from mux.client.scene import Scene, TabView
from mux.client.segments import StatusWords, Word, choose_words
from mux.client.styles import style_sequence
from mux.client.text import fit_text, measure_text, pad_text
from mux.core.geometry import Region, Size

# Below these heights a bar would take the rows that the panes need.
ROWS_FOR_TAB_BAR = 4
ROWS_FOR_BOTH = 6


class BarPlan(NamedTuple):
    """Rows above and below the workspace, by kind, in the order from top to bottom."""

    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    def workspace(self, size: Size) -> Region:
        height = max(size.height - len(self.above) - len(self.below), 1)
        return Region(0, len(self.above), size.width, height)


def plan_bars(size: Size, bars: Sequence[dict[str, Any]] | None, default: BarPlan) -> BarPlan:
    """Which bars show: those of the layout, or else the user's own, as far as there is room."""
    if bars is None:
        plan = default
    else:
        kinds = [(str(bar.get("kind")), bool(bar.get("at_bottom"))) for bar in bars]
        plan = BarPlan(
            tuple(kind for kind, bottom in kinds if not bottom),
            tuple(kind for kind, bottom in kinds if bottom),
        )
    if size.height < ROWS_FOR_TAB_BAR:
        return BarPlan()
    if size.height < ROWS_FOR_BOTH:
        above = tuple(kind for kind in plan.above if kind != "status-bar")
        return BarPlan(above[:1], () if above else plan.below[:1])
    return plan


class Hit(NamedTuple):
    """A stretch of a bar that can be clicked."""

    start: int
    stop: int
    tab: int


class BarRow(NamedTuple):
    row: RowStrip
    hits: tuple[Hit, ...] = ()


def tab_label(tab: TabView) -> str:
    """`2:name` with its signs; the active one in brackets.

    Signs: ! bell, # output that nobody has seen, Z zoomed, = synchronised; how far a program is.
    """
    marks = ("!", tab.bell), ("#", tab.activity), ("Z", tab.zoomed), ("=", tab.sync)
    signs = "".join(sign for sign, on in marks if on)
    words = [f"{tab.number}:{tab.name or 'tab'}", signs, tab.progress]
    label = " ".join(word for word in words if word)
    return f"[{label}]" if tab.active else f" {label} "


def draw_tab_bar(scene: Scene, palette: Palette, width: int) -> BarRow:
    """The session's name, then the tabs; if they don't all fit, those around the active one."""
    head = fit_text(f" {scene.session} ", max(width // 3, 1)) if width >= 20 else ""
    runs = [Run(palette.key, head, measure_text(head))] if head else []
    hits: list[Hit] = []
    at = measure_text(head)
    first, last = _visible_tabs(scene.tabs, width - at)
    if first > 0:
        runs.append(Run(palette.bar_dim, "‹", 1))
        at += 1
    for tab in scene.tabs[first:last]:
        label = fit_text(tab_label(tab), width - at)
        if not label:
            break
        cells = measure_text(label)
        runs.append(Run(_tab_style(tab, scene, palette), label, cells))
        hits.append(Hit(at, at + cells, tab.id))
        at += cells
    if last < len(scene.tabs) and at < width:
        runs.append(Run(palette.bar_dim, "›", 1))
        at += 1
    runs.append(Run(palette.bar, " " * (width - at), width - at))
    return BarRow(RowStrip(runs), tuple(hits))


def _tab_style(tab: TabView, scene: Scene, palette: Palette) -> str:
    """The tab's own colour is its background; the active one is turned around."""
    style = palette.tab_active if tab.active else palette.tab
    if not re.fullmatch("#[0-9a-fA-F]{6}", tab.color) or palette == MONOCHROME:
        return style
    parts = color_parameters(tab.color, 38 if tab.active else 48)
    ink = "1;7" if tab.active else "30"
    return style_sequence(f"{ink};{parts}", scene.depth)


def _visible_tabs(tabs: Sequence[TabView], room: int) -> tuple[int, int]:
    """The tabs [first, last) to show: as many as fit, the active one among them."""
    widths = [measure_text(tab_label(tab)) for tab in tabs]
    if sum(widths) <= room or not tabs:
        return 0, len(tabs)
    active = next((n for n, tab in enumerate(tabs) if tab.active), 0)
    first, last, used = active, active + 1, widths[active] + 2
    while True:
        if last < len(tabs) and used + widths[last] <= room:
            used += widths[last]
            last += 1
        elif first > 0 and used + widths[first - 1] <= room:
            first -= 1
            used += widths[first]
        else:
            return first, last


def draw_status_bar(scene: Scene, palette: Palette, width: int, words: StatusWords) -> BarRow:
    left, right = choose_words(scene, palette, width, words)
    return BarRow(_spread(left, right, palette.bar, width))


def draw_compact_bar(scene: Scene, palette: Palette, width: int, words: StatusWords) -> BarRow:
    """The tabs, and behind them what the status bar says, as far as there is room for it."""
    left, right = choose_words(scene, palette, width, words)
    label = f" {scene.session} "  # the tabs begin with it
    wanted = [word for word in (*left, *right) if word[1] != label]
    while wanted and sum(measure_text(text) for _, text in wanted) > width // 2:
        wanted.pop(1 if words.mode and len(wanted) > 1 else 0)
    used = sum(measure_text(text) for _, text in wanted)
    tabs = draw_tab_bar(scene, palette, width - used)
    runs = [Run(style, text, measure_text(text)) for style, text in wanted]
    return BarRow(RowStrip([*tabs.row.runs, *runs]), tabs.hits)


def _spread(left: list[Word], right: list[Word], fill: str, width: int) -> RowStrip:
    """Words from both ends; those at the right give way first, the leftmost of them before."""
    used = sum(measure_text(word) for _, word in left)
    while right and used + sum(measure_text(word) for _, word in right) > width:
        right.pop(0)
    runs: list[Run] = []
    room = width - sum(measure_text(word) for _, word in right)
    for style, word in left:
        shown = fit_text(word, room)
        if shown:
            runs.append(Run(style, shown, measure_text(shown)))
            room -= measure_text(shown)
    runs.append(Run(fill, pad_text("", room), room))
    runs += [Run(style, word, measure_text(word)) for style, word in right]
    return RowStrip(runs)
