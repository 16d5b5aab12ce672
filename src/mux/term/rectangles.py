"""Rectangles of cells (VT400; xterm ctlseqs: DECCARA to DECSERA).

All take a screen and the parameters as sent: 1-based, inclusive, 0 for the whole way, relative to
the margins under DECOM. Side margins do not hold them.
"""

from mux.term.screen_edit import EditScreen
from mux.term.style import BLINK, BOLD, HIDDEN, REVERSE, UNDERLINE_MASK, apply_sgr

Parameters = tuple[int, ...]
_REVERSIBLE = {1: BOLD, 4: 1 << 8, 5: BLINK, 7: REVERSE, 8: HIDDEN}


def _find_corners(screen: EditScreen, edges: Parameters) -> tuple[int, int, int, int]:
    """The first row and column and the last row and column, 0-based and inside the screen."""
    top, left, bottom, right = (*edges, 0, 0, 0, 0)[:4]
    origin = screen.modes.origin
    first_row = screen.top if origin else 0
    first_column = screen.left if origin else 0
    last_row = screen.bottom if origin else screen.lines - 1
    last_column = screen.right if origin else screen.columns - 1
    return (
        first_row + max(top, 1) - 1,
        first_column + max(left, 1) - 1,
        min(first_row + bottom - 1, last_row) if bottom else last_row,
        min(first_column + right - 1, last_column) if right else last_column,
    )


def _area(screen: EditScreen, edges: Parameters) -> tuple[range, range]:
    """The rows and columns between edges (top, left, bottom, right); empty if there are none."""
    top, left, bottom, right = _find_corners(screen, edges)
    rows, columns = range(top, bottom + 1), range(left, right + 1)
    return rows, columns if columns and rows else range(0)


def fill_rectangle(screen: EditScreen, parameters: Parameters) -> None:
    """DECFRA: character; edges."""
    code = parameters[0]
    if not (32 <= code <= 126 or 160 <= code <= 255):
        return
    rows, columns = _area(screen, parameters[1:])
    if columns:
        for y in rows:
            screen.grid[y].fill(columns.start, columns.stop, screen.cursor.style, chr(code))
        screen.damage_rows(rows.start, rows.stop - 1)


def erase_rectangle(screen: EditScreen, parameters: Parameters, selective: bool = False) -> None:
    """DECERA, and DECSERA where `selective`: edges."""
    rows, columns = _area(screen, parameters)
    if columns:
        for y in rows:
            screen.erase_cells(y, columns.start, columns.stop, selective)


def copy_rectangle(screen: EditScreen, parameters: Parameters) -> None:
    """DECCRA: edges; page; top and left of the copy; page. There is one page."""
    rows, columns = _area(screen, parameters[:4])
    if not columns:
        return
    target = (*parameters, 0, 0, 0, 0, 0, 0, 0)[5:7]
    to_rows, to_columns = _area(screen, target)
    pieces = [screen.grid[y].copy_cells(columns.start, columns.stop) for y in rows]
    for y, (cells, styles) in zip(to_rows, pieces, strict=False):
        if len(to_columns) < len(cells):
            cells = cells[: len(to_columns)]
        screen.grid[y].paste_cells(to_columns.start, cells, styles[: len(cells)])
    if to_columns:
        screen.damage_rows(to_rows.start, to_rows.stop - 1)


def _changed_cells(screen: EditScreen, parameters: Parameters) -> list[tuple[int, range]]:
    """Rows with the columns that DECCARA and DECRARA change: a stream from corner to corner, or,
    after DECSACE 2, a rectangle."""
    rows, columns = _area(screen, parameters)
    if screen.rectangular_extent:
        return [(y, columns) for y in rows]
    top, left, bottom, right = _find_corners(screen, parameters)
    return [
        (y, range(left if y == top else 0, right + 1 if y == bottom else screen.columns))
        for y in rows
    ]


def change_attributes(screen: EditScreen, parameters: Parameters) -> None:
    """DECCARA: edges; SGR parameters."""
    sgr = ";".join(map(str, parameters[4:] or (0,)))
    for y, columns in _changed_cells(screen, parameters):
        styles = screen.grid[y].styles
        for x in columns:
            styles[x] = apply_sgr(styles[x], sgr)
        screen.damage_rows(y, y)


def reverse_attributes(screen: EditScreen, parameters: Parameters) -> None:
    """DECRARA: edges; SGR parameters 1, 4, 5, 7, 8 to be toggled, 0 for all of them."""
    codes = parameters[4:] or (0,)
    toggled = 0
    for code in codes:
        toggled |= _REVERSIBLE.get(code, 0) if code else sum(_REVERSIBLE.values())
    for y, columns in _changed_cells(screen, parameters):
        styles = screen.grid[y].styles
        for x in columns:
            style = styles[x]
            if style & UNDERLINE_MASK and toggled & 1 << 8:
                style &= ~UNDERLINE_MASK
                styles[x] = style ^ (toggled & ~(1 << 8))
            else:
                styles[x] = style ^ toggled
        screen.damage_rows(y, y)


def styles_in(screen: EditScreen, edges: Parameters) -> set[int]:
    """The styles of a rectangle's cells."""
    rows, columns = _area(screen, edges)
    return {style for y in rows for style in screen.grid[y].styles[columns.start : columns.stop]}


def checksum_rectangle(screen: EditScreen, edges: Parameters) -> int:
    """DECRQCRA's sum: the negated sum of all character codes, blanks included (as xterm and
    VT400s have it)."""
    rows, columns = _area(screen, edges)
    total = 0
    for y in rows:
        for cell in screen.grid[y].cells[columns.start : columns.stop]:
            total += ord(cell[0]) if cell else 0
    return -total & 0xFFFF
