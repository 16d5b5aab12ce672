"""Erasing, inserting and deleting. Erased cells keep the pen's background, and no more of it."""

from mux.term.grid import Row
from mux.term.screen_cursor import CursorScreen
from mux.term.style import PROTECTED


class EditScreen(CursorScreen):
    """Changes to what was printed."""

    def erase_cells(self, y: int, start: int, stop: int, selective: bool = False) -> None:
        """Blanks part of a row. `selective`: DECSCA's protection holds; else SPA's does, where
        that was used last."""
        row = self.grid[y]
        self._dirty.add(y)
        if selective or self.iso_protection:
            if selective and self.iso_protection:
                row.fill(start, stop, self.blank_style)
            else:
                row.erase_unprotected(start, stop, self.blank_style)
        elif start == 0 and stop == self.columns:
            self.grid[y] = Row(self.columns, self.blank_style)
        else:
            row.fill(start, stop, self.blank_style)

    def erase_characters(self, count: int | None = None) -> None:
        """ECH: side margins do not hold it."""
        cursor = self.cursor
        cursor.pending = False
        stop = min(cursor.x + (count or 1), self.columns)
        self.erase_cells(cursor.y, cursor.x, stop)

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        """EL, and DECSEL where `private`: 0 to the end, 1 from the start, 2 all."""
        cursor = self.cursor
        cursor.pending = False
        if how == 0:
            self.erase_cells(cursor.y, cursor.x, self.columns, private)
        elif how == 1:
            self.erase_cells(cursor.y, 0, cursor.x + 1, private)
        elif how == 2:
            self.erase_cells(cursor.y, 0, self.columns, private)
        self._end_line_above(cursor.y, how)

    def erase_in_display(self, how: int = 0, private: bool = False) -> None:
        """ED, and DECSED where `private`: 0 to the end, 1 from the start, 2 all, 3 history."""
        y = self.cursor.y
        if how == 3:
            if not private:
                self.history.clear()
            return
        if how > 3:
            return
        self.cursor.pending = False
        if how in (0, 1):
            self.erase_in_line(how, private)
        rows = {0: range(y + 1, self.lines), 1: range(y), 2: range(self.lines)}[how]
        for row in rows:
            self.erase_cells(row, 0, self.columns, private)

    def _end_line_above(self, y: int, how: int) -> None:
        """A row erased from its start is no longer part of the line above."""
        if y and (how > 0 or self.cursor.x == 0):
            self.grid[y - 1].wrapped = False

    def insert_characters(self, count: int | None = None) -> None:
        """ICH: inside the side margins."""
        cursor = self.cursor
        cursor.pending = False
        if self.left <= cursor.x <= self.right:
            row = self.grid[cursor.y]
            row.insert_blanks(cursor.x, count or 1, self.right + 1, self.blank_style)
            self._dirty.add(cursor.y)

    def delete_characters(self, count: int | None = None) -> None:
        """DCH: inside the side margins."""
        cursor = self.cursor
        cursor.pending = False
        if self.left <= cursor.x <= self.right:
            row = self.grid[cursor.y]
            row.delete_cells(cursor.x, count or 1, self.right + 1, self.blank_style)
            self._dirty.add(cursor.y)

    def insert_lines(self, count: int | None = None) -> None:
        """IL: inside the margins; the cursor goes to the left margin (DEC STD 070)."""
        if self.in_margins:
            self.scroll_down(self.cursor.y, self.bottom, count or 1)
            self.carriage_return()

    def delete_lines(self, count: int | None = None) -> None:
        """DL: inside the margins; the cursor goes to the left margin (DEC STD 070)."""
        if self.in_margins:
            self.scroll_up(self.cursor.y, self.bottom, count or 1)
            self.carriage_return()

    def insert_columns(self, count: int) -> None:
        """DECIC: moves the columns from the cursor on to the right, in all rows of the region."""
        if self.in_margins:
            self._shift_columns(self.cursor.x, count)

    def delete_columns(self, count: int) -> None:
        """DECDC: the other way round."""
        if self.in_margins:
            self._shift_columns(self.cursor.x, -count)

    def shift_left(self, count: int) -> None:
        """SL: moves the whole region to the left, if the cursor is in it (as xterm has it)."""
        if self.in_margins:
            self._shift_columns(self.left, -count)

    def shift_right(self, count: int) -> None:
        """SR."""
        if self.in_margins:
            self._shift_columns(self.left, count)

    def _shift_columns(self, x: int, count: int) -> None:
        self.cursor.pending = False
        stop = self.right + 1
        for row in self.grid[self.top : self.bottom + 1]:
            if count > 0:
                row.insert_blanks(x, count, stop, self.blank_style)
            else:
                row.delete_cells(x, -count, stop, self.blank_style)
        self.damage_rows(self.top, self.bottom)

    def back_index(self) -> None:
        """DECBI: one column to the left; at the left margin the region moves to the right."""
        cursor = self.cursor
        if cursor.x != self.left:
            cursor.x = max(0, cursor.x - 1)
            cursor.pending = False
        elif self.in_margins:
            self._shift_columns(self.left, 1)

    def forward_index(self) -> None:
        """DECFI."""
        cursor = self.cursor
        if cursor.x != self.right:
            cursor.x = min(self.columns - 1, cursor.x + 1)
            cursor.pending = False
        elif self.in_margins:
            self._shift_columns(self.left, -1)

    def alignment_display(self) -> None:
        """DECALN: a screen full of E; margins and origin mode go, the cursor homes."""
        self.reset_margins()
        self.modes.origin = False
        self.move_to(0, 0)
        for y in range(self.lines):
            row = Row(self.columns)
            row.cells = ["E"] * self.columns
            self.grid[y] = row
        self.damage_all()

    def set_protection(self, on: bool, iso: bool) -> None:
        """DECSCA, or SPA and EPA where `iso`: whether text printed from here on is protected."""
        style = self.cursor.style
        self.cursor.style = style | PROTECTED if on else style & ~PROTECTED
        self.iso_protection = iso
