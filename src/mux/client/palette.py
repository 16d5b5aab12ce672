"""The theme as SGR sequences: what frames, bars and margins are drawn with."""

from collections.abc import Mapping

from mux.client.styles import PLAIN, Depth, reduce_style, sgr
from mux.config.theme import Theme
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Whole SGR sequences. Every mark that a colour makes is also made by a shape or a word."""

    frame: str = PLAIN
    frame_focused: str = "\x1b[0;1m"
    frame_marked: str = "\x1b[0;1m"  # what wants attention: scrolled, synchronised
    success: str = PLAIN
    failure: str = "\x1b[0;1m"
    margin: str = "\x1b[0;2m"
    bar: str = "\x1b[0;7m"
    bar_dim: str = "\x1b[0;7m"
    tab: str = "\x1b[0;7m"
    tab_active: str = "\x1b[0;1m"
    key: str = "\x1b[0;1;7m"
    warning: str = "\x1b[0;1;7m"
    panel: str = PLAIN  # text in overlays
    panel_dim: str = "\x1b[0;2m"
    panel_key: str = "\x1b[0;1m"
    selected: str = "\x1b[0;7m"
    match: str = "\x1b[0;1;4m"


MONOCHROME = Palette()


def make_palette(theme: Theme | None, depth: Depth, environ: Mapping[str, str]) -> Palette:
    """NO_COLOR (https://no-color.org) speaks of the chrome only: programs decide for themselves."""
    if theme is None or environ.get("NO_COLOR") or depth is Depth.MONOCHROME:
        return MONOCHROME

    def paint(foreground: str, background: str = "", attributes: str = "") -> str:
        parts = [attributes, color_parameters(foreground), color_parameters(background, 48)]
        return sgr(reduce_style(";".join(part for part in parts if part), depth))

    bar, ribbon = theme.text_unselected, theme.ribbon_unselected
    selected, unselected = theme.ribbon_selected, theme.frame_unselected
    highlight, item, chosen = theme.frame_highlight, theme.list_unselected, theme.list_selected
    return Palette(
        frame=paint(unselected.base) if unselected else PLAIN,
        frame_focused=paint(theme.frame_selected.base, attributes="1"),
        frame_marked=paint(highlight.base, attributes="1"),
        success=paint(theme.exit_code_success.base),
        failure=paint(theme.exit_code_error.base, attributes="1"),
        margin=paint(unselected.base, attributes="2") if unselected else "\x1b[0;2m",
        bar=paint(bar.base, bar.background),
        bar_dim=paint(bar.emphasis[1], bar.background),
        tab=paint(ribbon.base, ribbon.background),
        tab_active=paint(selected.base, selected.background, "1"),
        key=paint(bar.emphasis[0], bar.background, "1"),
        warning=paint(theme.exit_code_error.base, bar.background, "1"),
        panel=paint(item.base, item.background),
        panel_dim=paint(item.emphasis[1], item.background),
        panel_key=paint(item.emphasis[0], item.background, "1"),
        selected=paint(chosen.base, chosen.background, "1"),
        match=paint(item.emphasis[2], item.background, "1;4"),
    )


def color_parameters(color: str, head: int = 38) -> str:
    """`#ff8000` -> `38;2;255;128;0`, `208` -> `38;5;208`, `` -> ``."""
    if color.startswith("#"):
        value = int(color[1:], 16)
        return f"{head};2;{value >> 16};{value >> 8 & 255};{value & 255}"
    if not color:
        return ""
    index = int(color)
    if index < 16:
        return str(head - 8 + index if index < 8 else head + 44 + index)
    return f"{head};5;{index}"
