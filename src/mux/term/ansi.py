"""Styled text as ANSI text and back: the form in which lines are kept, saved, searched and copied.

A line is text, SGR and OSC 8 hyperlinks, nothing else: no control characters and no line end. It
starts and ends in the default style, so that every line can be read without those before it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mux.term.cells import iter_clusters, text_cells
from mux.term.emulator import StyledRun
from mux.term.style import apply_sgr, link_of, sgr_of, with_link

ESCAPE = re.compile(r"\x1b(?:\[([\d:;]*)m|\]8;([^;\x1b\x07]*);([^\x1b\x07]*)(?:\x1b\\|\x07))")
"""An SGR (parameters) or a hyperlink (its parameters, its target)."""

_RESET = "\x1b[m"
_CLOSE_LINK = "\x1b]8;;\x1b\\"


@lru_cache(maxsize=4096)
def opening(style: int) -> str:
    """What leads from the default style to another one."""
    sgr = sgr_of(style)
    link = link_of(style)
    return (f"\x1b[{sgr}m" if sgr else "") + (_link_sequence(*link) if link else "")


@lru_cache(maxsize=4096)
def closing(style: int) -> str:
    """What leads back to the default style."""
    return (_RESET if sgr_of(style) else "") + (_CLOSE_LINK if link_of(style) else "")


def _link_sequence(link_id: str, uri: str) -> str:
    return f"\x1b]8;{f'id={link_id}' if link_id else ''};{uri}\x1b\\"


def encode_runs(runs: Iterable[StyledRun]) -> str:
    """Runs as ANSI text that starts and ends in the default style."""
    return "".join(
        [run.text if not run.style else encode_styled(run.text, run.style) for run in runs]
    )


def encode_styled(text: str, style: int) -> str:
    """One run's text in its style, from the default style and back to it."""
    return f"{opening(style)}{text}{closing(style)}"


def decode_line(line: str) -> list[StyledRun]:
    """The runs of a line; neighbours of one style are joined, and none is empty."""
    return list(split_styles(line, 0))


def split_styles(text: str, style: int) -> Iterator[StyledRun]:
    """The runs of text that starts in a given style."""
    pending = ""
    at = 0
    for escape in ESCAPE.finditer(text):
        pending += text[at : escape.start()]
        at = escape.end()
        sgr, link_parameters, uri = escape.groups()
        if sgr is not None:
            after = apply_sgr(style, sgr)
        else:
            after = with_link(style, _link_id(link_parameters), uri)
        if pending and after != style:
            yield StyledRun(style, pending, text_cells(pending))
            pending = ""
        style = after
    pending += text[at:]
    if pending:
        yield StyledRun(style, pending, text_cells(pending))


def _link_id(parameters: str) -> str:
    for parameter in parameters.split(":"):
        key, _, value = parameter.partition("=")
        if key == "id":
            return value
    return ""


def plain_text(line: str) -> str:
    """What a line says, without SGR and hyperlinks."""
    return ESCAPE.sub("", line) if "\x1b" in line else line


def strip_blanks(runs: list[StyledRun]) -> list[StyledRun]:
    """Runs without the blanks of the default style at their end: nobody can tell them from cells
    that were never written."""
    runs = list(runs)
    while runs and runs[-1].style == 0:
        text = runs[-1].text.rstrip(" ")
        if text:
            blanks = len(runs[-1].text) - len(text)
            runs[-1] = StyledRun(0, text, runs[-1].cells - blanks)
            break
        runs.pop()
    return runs


# --- Logical lines to rows -----------------------------------------------------------------------


def wrap_line(line: str, columns: int) -> list[list[StyledRun]]:
    """The rows that a line takes on a terminal of so many columns, at least one.

    A wide character that does not fit into the last column moves down whole and leaves that column
    out: all rows but the last are `columns` or, in that case, `columns - 1` cells.
    """
    if len(line) <= columns and line.isascii() and "\x1b" not in line:
        return [[StyledRun(0, line, len(line))] if line else []]
    return wrap_runs(strip_blanks(decode_line(line)), columns)


def count_rows(line: str, columns: int) -> int:
    """How many rows `wrap_line` gives, without making them where that can be told."""
    if 2 * len(line) <= columns:
        return 1
    if line.isascii():
        cells = len(plain_text(line)) if "\x1b" in line else len(line)
        if cells <= columns or "\x1b" not in line:
            return max(1, -(-cells // columns))
    return len(wrap_runs(strip_blanks(decode_line(line)), columns))


def wrap_runs(runs: Iterable[StyledRun], columns: int) -> list[list[StyledRun]]:
    """Runs broken into rows, as `wrap_line` says."""
    rows: list[list[StyledRun]] = []
    row: list[StyledRun] = []
    free = columns
    for run in runs:
        for text, cells in _pieces(run, free, columns):
            if cells > free:
                rows.append(row)
                row, free = [], columns
            row.append(StyledRun(run.style, text, cells))
            free -= cells
    rows.append(row)
    return rows


def _pieces(run: StyledRun, free: int, columns: int) -> Iterator[tuple[str, int]]:
    """A run's text cut where rows end, the first of which has `free` cells left."""
    if run.cells <= free:
        yield run.text, run.cells
    elif run.text.isascii():
        if free:
            yield run.text[:free], free
        for at in range(free, len(run.text), columns):
            piece = run.text[at : at + columns]
            yield piece, len(piece)
    else:
        yield from _cut_clusters(run.text, free, columns)


def _cut_clusters(text: str, free: int, columns: int) -> Iterator[tuple[str, int]]:
    start = at = used = 0
    for cluster, cells in iter_clusters(text):
        if used + cells > free:
            if at > start:
                yield text[start:at], used
            start, used, free = at, 0, columns
        at += len(cluster)
        used += cells
    if at > start:
        yield text[start:at], used
