"""Floods are not parsed: text that scrolls away at once goes into history as it came.

A stretch of output that holds only text, SGR, TAB and CR LF does nothing to a terminal but fill
lines. When it is longer than the screen, all of it but the last screenful can be moved into history
unread, if the terminal is in the state that `split_flood` asks for. What it leaves out of account,
a stretch must not have:

- other controls and sequences, C1 controls, ill-formed UTF-8;
- a background colour where a line begins, at a line end or at a soft wrap: the new line would be
  filled with it (background colour erase, xterm's `bce`).
"""

import re
from collections.abc import Iterable, Iterator

from mux.dataclass import dataclass
from mux.term.ansi import closing, encode_runs, opening, split_styles
from mux.term.cells import cluster_cells, iter_clusters, text_cells
from mux.term.emulator import StyledRun
from mux.term.style import BG_MASK, apply_sgr

SMALLEST_FLOOD = 2048
"""Bytes from which on it pays to look for a flood."""
PIECE_BYTES = 64 * 1024

# The branches end in something that no text begins with, so a stretch is matched at the cost of one
# step for each line or SGR; possessive, because what follows text can never be part of it.
_TEXT = re.compile(rb"(?:[ -~\t\x80-\xff]*+(?:\r\n|\x1b\[[0-9:;]{0,64}+m))*+")
_UNFINISHED = re.compile(
    rb"[ -~\t\x80-\xff]*+(?:\x1b\[[0-9:;]{0,64}+m[ -~\t\x80-\xff]*+)*+"
    rb"(?:\r|\x1b(?:\[[0-9:;]{0,64}+)?)?"
)
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_SGR = re.compile(rb"\x1b\[([0-9:;]*+)m")
_SGR_TEXT = re.compile(r"\x1b\[([0-9:;]*+)m")
_NOT_AFTER_TEXT = re.compile(r"(?:^|[m\t\n])([^\x00-\x7f])")
_MAYBE_BACKGROUND = re.compile(rb"\x1b\[(?:[0-9:;]*[:;])?(?:4[0-8]|10[0-7])[:;m]")


@dataclass(frozen=True, slots=True)
class Flood:
    """What to do with a stretch of text.

    `pieces` go into history, each whole lines with the style they start in; `style` is the pen's
    after them. The text from `rest` to `end` is to be parsed, on a screen cleared from its top.
    """

    pieces: list[tuple[bytes, int]]
    style: int
    rest: int
    end: int


def split_flood(text: bytes, start: int, style: int, columns: int, rows: int) -> Flood | None:
    """The flood that begins at text[start], or None where there is none.

    The terminal's state must be: the cursor in the first column, nothing in its row or below it,
    the row above it not wrapped; the main screen, no margins, auto-wrap on, insert mode off, tab
    stops every 8 columns, ASCII in GL and nothing half-read. `style` is the pen's. The rows above
    the cursor leave the screen before the flood's pieces.
    """
    if style & BG_MASK or len(text) - start < SMALLEST_FLOOD:
        return None
    found = _TEXT.match(text, start)
    end = text.rfind(b"\n", start, found.end()) + 1 if found else 0
    if end - start < SMALLEST_FLOOD:
        return None
    pieces, end = _cut_pieces(text, start, end, style, columns)
    rest = _start_of_last_lines(text, start, end, rows)
    if rest == start:
        return None
    while pieces and pieces[-1][0] >= rest:
        pieces.pop()
    offsets = [at for at, _ in pieces] + [rest]
    raw = [(text[at:to], style) for (at, style), to in zip(pieces, offsets[1:], strict=True)]
    return Flood(raw, fold_sgr(*raw[-1]), rest, end)


def ends_unfinished(text: bytes, start: int) -> bool:
    """Whether text[start:] may be the beginning of a line of text, broken off anywhere.

    What has come of such a line can wait for the rest: it holds nothing to be answered.
    """
    return _UNFINISHED.fullmatch(text, start) is not None


def _cut_pieces(
    text: bytes, start: int, end: int, style: int, columns: int
) -> tuple[list[tuple[int, int]], int]:
    """Where pieces of about PIECE_BYTES start, each with its style, and where the last one ends:
    before `end` where a line does more than fill itself."""
    pieces: list[tuple[int, int]] = []
    while start < end:
        cut = text.rfind(b"\n", start, start + PIECE_BYTES) + 1 or text.find(b"\n", start) + 1
        piece = text[start : min(cut, end)]
        good = _harmless_bytes(piece, style, columns)
        if good:
            pieces.append((start, style))
            start += good
        if good < len(piece):
            break
        style = fold_sgr(piece, style)
    return pieces, start


def _start_of_last_lines(text: bytes, start: int, end: int, count: int) -> int:
    """Where the last `count` lines before `end` begin, the line at `end` being one of them."""
    for _ in range(count):
        end = text.rfind(b"\n", start, end)
        if end < 0:
            return start
    return end + 1


def _harmless_bytes(piece: bytes, style: int, columns: int) -> int:
    """How much of whole lines of text can be taken unread: all, or what stands before the first
    line that can't."""
    good = len(piece)
    if not piece.isascii():
        try:
            piece.decode()
        except UnicodeDecodeError as error:
            good = error.start
        if control := _C1.search(piece, 0, good):
            good = control.start()
        if good < len(piece):
            good = piece.rfind(b"\n", 0, good) + 1
    if style & BG_MASK or _MAYBE_BACKGROUND.search(piece, 0, good):
        good = _bytes_before_fill(piece[:good], style, columns)
    return good


def _bytes_before_fill(piece: bytes, style: int, columns: int) -> int:
    """How much stands before the first line that makes a new row while a background is set."""
    at = 0
    for line in piece.splitlines(keepends=True):
        if b"\x1b" in line:
            coloured = False
            for parameters in _SGR.findall(line):
                style = apply_sgr(style, parameters.decode())
                coloured = coloured or bool(style & BG_MASK)
            may_wrap = b"\t" in line or len(_SGR.sub(b"", line)) - 2 > columns
            if style & BG_MASK or (coloured and may_wrap):
                return at
        at += len(line)
    return at


def fold_sgr(text: bytes, style: int) -> int:
    """The style that all SGR sequences of a text lead to from another style."""
    reset = max(text.rfind(b"\x1b[m"), text.rfind(b"\x1b[0m"))
    if reset >= 0:
        style = apply_sgr(style, "0")
    for parameters in _SGR.findall(text, max(0, reset)):
        style = apply_sgr(style, parameters.decode())
    return style


# --- Looked at after all --------------------------------------------------------------------------


def clean_lines(text: bytes, style: int, columns: int) -> list[str]:
    """The lines of a flood's piece as `mux.term.ansi` writes lines.

    `style`: the pen's at the start; `columns`: the width of the terminal that was flooded, where
    its tabs went.
    """
    decoded = text.decode()
    lines = decoded.split("\r\n")
    lines.pop()
    if not decoded.isascii() and _has_strays(decoded):
        lines = list(_place_strays(lines, style, columns))
    elif style or "\x1b" in decoded or "\t" in decoded:
        lines = list(_close_styles(lines, style, columns))
    return [line.rstrip(" ") for line in lines] if " \r" in decoded else lines


def _close_styles(lines: list[str], style: int, columns: int) -> Iterator[str]:
    """Lines with their styles set at the start and reset at the end, and their tabs expanded."""
    for line in lines:
        after = _style_after(line, style)
        if "\t" in line:
            yield encode_runs(expand_tabs(split_styles(line, style), columns))
        elif style or after:
            yield f"{opening(style)}{line}{closing(after)}"
        else:
            yield line
        style = after


def _style_after(line: str, style: int) -> int:
    last = line.rfind("\x1b[")
    if last < 0:
        return style
    if line.startswith(("m", "0m"), last + 2):  # as most lines end, if they are coloured at all
        return apply_sgr(style, "0")
    for parameters in _SGR_TEXT.findall(line):
        style = apply_sgr(style, parameters)
    return style


def _has_strays(text: str) -> bool:
    """Whether a character of no width follows an escape sequence, a TAB or a line end."""
    return any(not cluster_cells(character) for character in set(_NOT_AFTER_TEXT.findall(text)))


def _place_strays(lines: list[str], style: int, columns: int) -> Iterator[str]:
    """As `_close_styles`, but what has no width joins the cell before it, in that one's style."""
    for line in lines:
        runs = list(split_styles(line, style))
        expanded = expand_tabs(_join_strays(runs), columns)
        yield encode_runs(_join_strays(expanded))
        style = _style_after(line, style)


def _join_strays(runs: Iterable[StyledRun]) -> list[StyledRun]:
    joined: list[StyledRun] = []
    for style, text, cells in runs:
        count = 0
        while count < len(text) and not cluster_cells(text[count]) and text[count] != "\t":
            count += 1
        if count and joined:
            before = joined[-1].text + text[:count]
            joined[-1] = StyledRun(joined[-1].style, before, text_cells(before))
        if count < len(text):
            joined.append(
                StyledRun(style, text[count:], text_cells(text[count:]) if count else cells)
            )
    return joined


def expand_tabs(runs: Iterable[StyledRun], columns: int) -> Iterator[StyledRun]:
    """Runs of a line in which each TAB has become the cells that the cursor jumped over.

    Those keep the default style, for nothing was printed there. Stops are 8 columns apart, the last
    column is one, and a TAB does not end the wait for a wrap (xterm ctlseqs: HT).
    """
    column = 0
    for style, text, _ in runs:
        for index, part in enumerate(text.split("\t")):
            if index and column < columns:
                stop = min(column // 8 * 8 + 8, columns - 1)
                if stop > column:
                    yield StyledRun(0, " " * (stop - column), stop - column)
                    column = stop
            if part:
                column = _column_after(part, column, columns)
                yield StyledRun(style, part, text_cells(part))


def _column_after(text: str, column: int, columns: int) -> int:
    """Where the cursor is after printing; `columns` while it waits to wrap."""
    if text.isascii():
        return (column + len(text) - 1) % columns + 1
    for _, cells in iter_clusters(text):
        column = cells if column + cells > columns else column + cells
    return column
