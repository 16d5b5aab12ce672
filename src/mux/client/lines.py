"""Rows of the client's own words, laid out to an exact width."""

from collections.abc import Iterable, Sequence

from mux.client.frames import Lines
from mux.client.rows import RowStrip, Run
from mux.client.text import fit_text, measure_text

Part = tuple[str, str]  # an SGR sequence and the text that it is for


def lay_line(parts: Iterable[Part], width: int, fill: str, tail: Sequence[Part] = ()) -> RowStrip:
    """The parts from the left, the tail at the right end, blanks in the style `fill` between.

    The tail gives way first; then the last of the parts is cut with an ellipsis.
    """
    end = sum(measure_text(text) for _, text in tail)
    runs: list[Run] = []
    room = width
    for style, text in parts:
        shown = fit_text(text, room)
        if shown:
            runs.append(Run(style, shown, measure_text(shown)))
            room -= measure_text(shown)
    if end > room:
        tail, end = (), 0
    runs.append(Run(fill, " " * (room - end), room - end))
    runs += [Run(style, text, measure_text(text)) for style, text in tail]
    return RowStrip(run for run in runs if run.cells)


def frame_panel(
    rows: Sequence[RowStrip], width: int, title: str, footer: str, lines: Lines, style: str
) -> list[RowStrip]:
    """The rows, each `width - 2` wide, within a frame."""
    top = _edge(title, width, lines.horizontal, (lines.top_left, lines.top_right), style)
    ends = (lines.bottom_left, lines.bottom_right)
    bottom = _edge(footer, width, lines.horizontal, ends, style)
    side = Run(style, lines.vertical, 1)
    return [top, *(RowStrip((side, *row.runs, side)) for row in rows), bottom]


def _edge(label: str, width: int, line: str, ends: tuple[str, str], style: str) -> RowStrip:
    room = max(width - 2, 0)
    shown = fit_text(f"{line} {label} ", room) if label else ""
    rest = room - measure_text(shown)
    return RowStrip(
        [
            Run(style, ends[0], 1),
            Run(style, shown, measure_text(shown)),
            Run(style, line * rest, rest),
            Run(style, ends[1], 1),
        ]
    )


def wrap_words(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, broken between words where that is possible."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if measure_text(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *pieces, line = cut_word(word, width)
        lines += pieces
    return [*lines, line] if line else lines


def cut_word(word: str, width: int) -> list[str]:
    """A word in pieces of at most so many cells, one at least."""
    pieces: list[str] = []
    while measure_text(word) > width:
        end = next((n for n in range(1, len(word)) if measure_text(word[: n + 1]) > width), 1)
        pieces.append(word[:end])
        word = word[end:]
        if width < 1:
            return pieces
    return [*pieces, word]
