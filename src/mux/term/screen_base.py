"""The state of a screen: two grids, a cursor, margins, modes, damage; and scrolling."""

from collections.abc import Iterator, Mapping

import pyte
from pyte.screens import Char

from mux.term.cursor import TextCursor, make_char
from mux.term.emulator import TermEvent
from mux.term.grid import Row
from mux.term.history import History
from mux.term.modes import Modes
from mux.term.style import BG_MASK, style_of

TAB_WIDTH = 8


class Buffer:
    """A main or an alternate screen, with what each of the two has for itself."""

    __slots__ = ("grid", "keyboard_flags", "saved_cursor")

    def __init__(self, columns: int, lines: int) -> None:
        self.grid = [Row(columns) for _ in range(lines)]
        self.saved_cursor: TextCursor | None = None
        self.keyboard_flags: list[int] = []  # kitty's stack


class ScreenBase(pyte.Screen):
    """State and scrolling. Coordinates are 0-based; margins are inclusive.

    pyte's public surface stays (`columns`, `lines`, `cursor`, `display`, `buffer`, `dirty`,
    `title`, `icon_name` and the methods named after its events); what is under it is ours.
    """

    def __init__(self, columns: int, lines: int, history: History) -> None:
        self.columns = columns
        self.lines = lines
        self.history = history
        self.events: list[TermEvent] = []
        self.reset()

    def reset(self) -> None:
        """The state of a terminal that was just switched on; history stays (RIS)."""
        self.main = Buffer(self.columns, self.lines)
        self.alternate = Buffer(self.columns, self.lines)
        self.in_use = self.main
        self.grid = self.main.grid
        self.cursor: TextCursor = TextCursor()
        self.modes = Modes()
        self.reset_margins()
        self.tabstops = set(range(TAB_WIDTH, self.columns, TAB_WIDTH))
        self.graphic = ""  # the character just printed, for REP; "" after anything else
        self.single_shift: int | None = None  # SS2, SS3: the set of the next character
        self.iso_protection = False  # SPA rather than DECSCA was used last
        self.cursor_shape = 0
        self.rectangular_extent = False  # DECSACE 2
        self.conformance_level = 0  # DECSCL; 0 where no program asked for one: nothing is withheld
        self.eight_bit_answers = False  # S8C1T
        self.style_stack: list[tuple[int, int]] = []  # XTPUSHSGR: the styles, and what is kept
        self.title = ""
        self.icon_name = ""
        self._dirty: set[int] = set()
        self._dirty_spans: set[tuple[int, int]] = set()  # first and last of rows that scrolled
        self._all_dirty = True
        self.note_text_state()

    def note_text_state(self) -> None:
        """To be called when a mode or set changes that decides how text is drawn."""
        cursor = self.cursor
        self.translation = cursor.charsets[cursor.left_set]
        self.plain = not (self.translation or self.single_shift is not None or self.modes.insert)

    # --- margins -----------------------------------------------------------------------------

    def reset_margins(self) -> None:
        self.top, self.bottom = 0, self.lines - 1
        self.left, self.right = 0, self.columns - 1

    @property
    def full_width(self) -> bool:
        """Whether no side margins are set."""
        return self.left == 0 and self.right == self.columns - 1

    @property
    def in_margins(self) -> bool:
        """Whether the cursor is inside the scrolling region."""
        cursor = self.cursor
        return self.top <= cursor.y <= self.bottom and self.left <= cursor.x <= self.right

    @property
    def blank_style(self) -> int:
        """What erased cells look like: the pen's background and no more (xterm's bce)."""
        return self.cursor.style & BG_MASK

    # --- damage ------------------------------------------------------------------------------

    @property
    def dirty(self) -> set[int]:  # type: ignore[override]
        """Rows changed since `take_damage`."""
        if self._all_dirty:
            self._dirty.update(range(self.lines))
            self._all_dirty = False
        for first, last in self._dirty_spans:
            self._dirty.update(range(first, last + 1))
        self._dirty_spans.clear()
        return self._dirty

    def take_damage(self) -> set[int]:
        damage = self.dirty
        self._dirty = set()
        return damage

    def damage_rows(self, first: int, last: int) -> None:
        """Marks the rows from `first` to `last`, both inclusive."""
        if first == 0 and last == self.lines - 1:
            self._all_dirty = True
        else:
            self._dirty_spans.add((first, last))

    def damage_all(self) -> None:
        self._all_dirty = True

    # --- scrolling ---------------------------------------------------------------------------

    def scroll_up(self, top: int, bottom: int, count: int, keep: bool = False) -> None:
        """Moves the rows of a region up, between the side margins.

        `keep`: rows that leave a main screen at its top go into history.
        """
        count = min(count, bottom - top + 1)
        self.damage_rows(top, bottom)
        if not self.full_width:
            self._scroll_columns(range(top, bottom + 1), count)
            return
        grid = self.grid
        if keep and top == 0 and self.in_use is self.main:
            append_row = self.history.append_row
            for row in grid[:count]:
                append_row(row.line_runs(), row.wrapped)
        elif top:
            grid[top - 1].wrapped = False
        grid[bottom].wrapped = False
        del grid[top : top + count]
        style = self.blank_style
        at = bottom + 1 - count
        if count == 1:
            grid.insert(at, Row(self.columns, style))
        else:
            grid[at:at] = [Row(self.columns, style) for _ in range(count)]

    def scroll_down(self, top: int, bottom: int, count: int) -> None:
        """Moves the rows of a region down, between the side margins."""
        count = min(count, bottom - top + 1)
        self.damage_rows(top, bottom)
        if not self.full_width:
            self._scroll_columns(range(bottom, top - 1, -1), count)
            return
        grid = self.grid
        if top:
            grid[top - 1].wrapped = False
        del grid[bottom + 1 - count : bottom + 1]
        style = self.blank_style
        grid[top:top] = [Row(self.columns, style) for _ in range(count)]
        grid[bottom].wrapped = False

    def _scroll_columns(self, order: range, count: int) -> None:
        """Copies, in this order, each row's part between the side margins from the row `count`
        further on; blanks where there is none."""
        start, stop = self.left, self.right + 1
        for index, y in enumerate(order):
            row = self.grid[y]
            if index + count < len(order):
                row.paste_cells(start, *self.grid[order[index + count]].copy_cells(start, stop))
            else:
                row.fill(start, stop, self.blank_style)

    # --- pyte's view of the cells ------------------------------------------------------------

    @property
    def display(self) -> list[str]:
        """The rows as text, blanks at their ends included."""
        return [row.text() for row in self.grid]

    @property
    def buffer(self) -> Mapping[int, Mapping[int, Char]]:  # type: ignore[override]
        """The cells in pyte's terms, made as they are looked at."""
        return {y: CharView(row) for y, row in enumerate(self.grid)}


class CharView(Mapping[int, Char]):
    """A row as pyte shows one."""

    def __init__(self, row: Row) -> None:
        self._row = row

    def __getitem__(self, x: int) -> Char:
        return make_char(self._row.cells[x], style_of(self._row.styles[x]))

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self)))

    def __len__(self) -> int:
        return len(self._row.cells)
