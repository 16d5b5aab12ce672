"""A terminal as bytes which, fed to another one of the same size, make it the same.

What a journal of output starts with once its beginning is lost. Text first: history, then the main
screen, then the alternate one; then whatever decides what the next byte will mean. Tab stops that a
program moved are left out: nothing that was seen so far depends on them. A line that begins in
history and goes on in the screen is cut where the screen begins.
"""

from collections.abc import Iterable, Sequence

from mux.term.ansi import encode_runs
from mux.term.charsets import charset_designator
from mux.term.cursor import TextCursor
from mux.term.grid import Row
from mux.term.modes import ANSI, PRIVATE, Modes
from mux.term.screen import Screen
from mux.term.screen_base import Buffer
from mux.term.style import sgr_of

RESET = "\x1bc"  # RIS
FORGET_HISTORY = "\x1b[3J"  # ED 3


def write_checkpoint(screen: Screen, lines: Sequence[str], title: str, history_bytes: int) -> bytes:
    """`lines` is the history, of which about `history_bytes` are taken along; the oldest ones are
    left behind."""
    parts = [RESET, FORGET_HISTORY, *_level(screen)]
    parts += [*_history(lines, screen.lines, history_bytes), *_rows(screen.main.grid)]
    parts += [*_keyboard_flags(screen.main), *_saved_cursor(screen.main)]
    if screen.in_use is screen.alternate:
        # Mode 47 leaves the saved cursor alone, which 1049 would overwrite.
        parts += ["\x1b[?47h\x1b[m", *_rows(screen.alternate.grid)]
        parts += [*_keyboard_flags(screen.alternate), *_saved_cursor(screen.alternate)]
    parts += _state(screen)
    if title:
        parts.append(f"\x1b]2;{title}\x1b\\")
    return "".join(parts).encode("utf-8", "surrogateescape")


def _level(screen: Screen) -> Iterable[str]:
    """DECSCL, which resets much else, and S8C1T."""
    if screen.conformance_level:
        yield f'\x1b[{60 + screen.conformance_level};1"p'
    if screen.eight_bit_answers:
        yield "\x1b G"


def _history(lines: Sequence[str], rows: int, most: int) -> Iterable[str]:
    """Lines of text, and then as many line feeds as push the last of them off the screen."""
    first = len(lines)
    while first > 0 and most > 0:
        first -= 1
        most -= len(lines[first]) + 2
    if first == len(lines):
        return
    yield "\r\n".join(lines[first:])
    yield "\r\n" + "\n" * (rows - 1)


def _rows(rows: list[Row]) -> Iterable[str]:
    """Every row from the top; a row that wrapped runs on into the next one as it did."""
    used = max((y + 1 for y, row in enumerate(rows) if row.used() or any(row.styles)), default=0)
    yield "\x1b[H"
    for y, row in enumerate(rows[:used]):
        yield encode_runs(row.runs())
        if not row.wrapped:
            yield f"\x1b[{y + 2}H" if y + 1 < used else ""


def _state(screen: Screen) -> Iterable[str]:
    """Margins, modes, sets, pen and cursor. Margins move the cursor, so that comes last."""
    cursor = screen.cursor
    yield f"\x1b[{screen.top + 1};{screen.bottom + 1}r"
    if screen.modes.side_margins:
        yield f"\x1b[?69h\x1b[{screen.left + 1};{screen.right + 1}s"
    yield from _changed_modes(screen.modes)
    if screen.cursor_shape:
        yield f"\x1b[{screen.cursor_shape} q"
    row = screen.grid[cursor.y]
    last = cursor.x - 1 if cursor.pending and not row.cells[cursor.x] else cursor.x
    top, left = (screen.top, screen.left) if screen.modes.origin else (0, 0)
    yield _move(cursor.y - top, last - left)
    if cursor.pending:
        # Only printing in the last column makes the next character wrap.
        yield f"\x1b[{sgr_of(row.styles[last])}m{row.cells[last]}"
    yield from _pen(cursor)


def _keyboard_flags(buffer: Buffer) -> Iterable[str]:
    """kitty's stack; each of the two screens has its own."""
    return (f"\x1b[>{flags}u" for flags in buffer.keyboard_flags)


def _saved_cursor(buffer: Buffer) -> Iterable[str]:
    """DECSC with the cursor as it was then; no margins are set yet."""
    cursor = buffer.saved_cursor
    if cursor is None:
        return
    yield "\x1b[?6h" if cursor.origin else ""
    yield _move(cursor.y, cursor.x)
    yield from _pen(cursor)
    yield "\x1b7\x1b[?6l\x1b[m\x1b(B\x1b)B\x1b*B\x1b+B\x0f"


def _pen(cursor: TextCursor) -> Iterable[str]:
    for place, character_set in enumerate(cursor.charsets):
        yield f"\x1b{'()*+'[place]}{charset_designator(character_set)}"
    yield ("\x0f", "\x0e", "\x1bn", "\x1bo")[cursor.left_set]  # SI, SO, LS2, LS3
    yield f"\x1b[m\x1b[{sgr_of(cursor.style)}m"


def _changed_modes(modes: Modes) -> Iterable[str]:
    fresh = Modes()
    for number, name in ANSI.items():
        if getattr(modes, name) != getattr(fresh, name):
            yield f"\x1b[{number}{'h' if getattr(modes, name) else 'l'}"
    for number, name in PRIVATE.items():
        if getattr(modes, name) != getattr(fresh, name):
            yield f"\x1b[?{number}{'h' if getattr(modes, name) else 'l'}"
    for number in sorted(modes.inert):
        yield f"\x1b[?{number}h"
    if modes.mouse:
        yield f"\x1b[?{modes.mouse}h"
    if modes.mouse_encoding:
        yield f"\x1b[?{modes.mouse_encoding}h"
    if modes.modify_other_keys:
        yield f"\x1b[>4;{modes.modify_other_keys}m"


def _move(y: int, x: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"
