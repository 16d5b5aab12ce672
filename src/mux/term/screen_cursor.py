"""Where the cursor goes: moves, tab stops, margins, saving and restoring."""

from mux.term.cursor import TextCursor
from mux.term.screen_base import TAB_WIDTH
from mux.term.screen_text import TextScreen


class CursorScreen(TextScreen):
    """Moves. Positions in arguments are 1-based, counts are at least 1, as programs send them."""

    def move_to(self, x: int, y: int) -> None:
        """To a 0-based position, brought inside the screen."""
        cursor = self.cursor
        cursor.x = min(max(x, 0), self.columns - 1)
        cursor.y = min(max(y, 0), self.lines - 1)
        cursor.pending = False

    def cursor_position(self, line: int | None = None, column: int | None = None) -> None:
        """CUP, HVP: relative to the margins, and held inside them, under DECOM."""
        cursor = self.cursor
        x, y = (column or 1) - 1, (line or 1) - 1
        if self.modes.origin:
            x = min(x + self.left, self.right)
            y = min(y + self.top, self.bottom)
        cursor.x = x if x < self.columns else self.columns - 1
        cursor.y = y if y < self.lines else self.lines - 1
        cursor.pending = False

    def cursor_to_column(self, column: int | None = None) -> None:
        """CHA, HPA."""
        x = (column or 1) - 1
        self.move_to(min(x + self.left, self.right) if self.modes.origin else x, self.cursor.y)

    def cursor_to_line(self, line: int | None = None) -> None:
        """VPA."""
        y = (line or 1) - 1
        self.move_to(self.cursor.x, min(y + self.top, self.bottom) if self.modes.origin else y)

    def cursor_up(self, count: int | None = None) -> None:
        """CUU: up to the top margin, or the screen's top from above it."""
        cursor = self.cursor
        limit = self.top if cursor.y >= self.top else 0
        cursor.y = max(limit, cursor.y - (count or 1))
        cursor.pending = False

    def cursor_down(self, count: int | None = None) -> None:
        """CUD."""
        cursor = self.cursor
        limit = self.bottom if cursor.y <= self.bottom else self.lines - 1
        cursor.y = min(limit, cursor.y + (count or 1))
        cursor.pending = False

    def cursor_forward(self, count: int | None = None) -> None:
        """CUF."""
        cursor = self.cursor
        limit = self.right if cursor.x <= self.right else self.columns - 1
        cursor.x = min(limit, cursor.x + (count or 1))
        cursor.pending = False

    def cursor_back(self, count: int | None = None) -> None:
        """CUB: around to the row above under the reverse-wrap modes 45 and 1045."""
        count = count or 1
        cursor = self.cursor
        modes = self.modes
        limit = self.left if cursor.x >= self.left else 0
        if modes.autowrap and (modes.reverse_wrap or modes.extended_reverse_wrap):
            self._wrap_back(count, limit)
        else:
            cursor.x = max(limit, cursor.x - count)
        cursor.pending = False

    def _wrap_back(self, count: int, left: int) -> None:
        """Mode 45 goes back over soft wraps, down to the top margin; mode 1045 over all row ends,
        and from the top margin on to the bottom one (xterm ctlseqs: XTREVWRAP, XTREVWRAP2)."""
        cursor = self.cursor
        if cursor.pending:  # its place counts as right of the last column
            count -= 1
        anywhere = self.modes.extended_reverse_wrap
        while count > cursor.x - left:
            if not anywhere and not self._wrapped_above():
                cursor.x = left
                return
            count -= cursor.x - left + 1
            cursor.x = self.right
            if cursor.y == self.top:
                cursor.y = self.bottom
                count %= (self.right - left + 1) * (self.bottom - self.top + 1)
            else:
                cursor.y = cursor.y - 1 if cursor.y else self.lines - 1
        cursor.x -= count

    def _wrapped_above(self) -> bool:
        """Whether the cursor's row goes on with a line that began above it, in the margins."""
        y = self.cursor.y
        return y > 0 and y != self.top and self.grid[y - 1].wrapped

    def backspace(self) -> None:
        """BS."""
        self.cursor_back(1)

    def cursor_down1(self, count: int | None = None) -> None:
        """CNL."""
        self.cursor_down(count)
        self.carriage_return()

    def cursor_up1(self, count: int | None = None) -> None:
        """CPL."""
        self.cursor_up(count)
        self.carriage_return()

    def move_by(self, columns: int, lines: int) -> None:
        """HPR, VPR: margins hold them under DECOM only."""
        x, y = self.cursor.x + columns, self.cursor.y + lines
        if self.modes.origin:
            x, y = min(x, self.right), min(y, self.bottom)
        self.move_to(x, y)

    def report_position(self) -> tuple[int, int]:
        """The 1-based row and column that CPR tells: relative to the margins under DECOM."""
        x, y = self.cursor.x, self.cursor.y
        if self.modes.origin:
            x, y = max(0, x - self.left), max(0, y - self.top)
        return y + 1, x + 1

    # --- tab stops ---------------------------------------------------------------------------

    def tab(self) -> None:
        """HT: keeps a pending wrap, but under mode 41."""
        cursor = self.cursor
        if cursor.pending and self.modes.wrap_before_tab and self.modes.autowrap:
            self.index()
            cursor.x = self.left
        limit = self.right if cursor.x <= self.right else self.columns - 1
        for x in range(cursor.x + 1, limit):
            if x in self.tabstops:
                cursor.x = x
                return
        cursor.x = limit

    def tab_forward(self, count: int) -> None:
        """CHT."""
        for _ in range(min(count, self.columns)):
            x = self.cursor.x
            self.tab()
            if self.cursor.x == x:
                return

    def tab_back(self, count: int) -> None:
        """CBT: the left margin holds it under DECOM only."""
        cursor = self.cursor
        cursor.pending = False
        limit = self.left if self.modes.origin else 0
        for _ in range(count):
            if cursor.x <= limit:
                return
            cursor.x = max(
                (stop for stop in self.tabstops if limit < stop < cursor.x), default=limit
            )

    def set_tab_stop(self) -> None:
        """HTS."""
        self.tabstops.add(self.cursor.x)

    def clear_tab_stop(self, how: int = 0) -> None:
        """TBC: 0 the one here, 3 all."""
        if how == 0:
            self.tabstops.discard(self.cursor.x)
        elif how == 3:
            self.tabstops.clear()

    def reset_tab_stops(self) -> None:
        """DECST8C: every 8 columns."""
        self.tabstops = set(range(TAB_WIDTH, self.columns, TAB_WIDTH))

    # --- margins -----------------------------------------------------------------------------

    def set_margins(self, top: int | None = None, bottom: int | None = None) -> None:
        """DECSTBM; homes the cursor. A region of less than two rows is refused."""
        last = min(bottom or self.lines, self.lines)
        first = max(top or 1, 1)
        if first < last:
            self.top, self.bottom = first - 1, last - 1
            self.cursor_position()

    def set_side_margins(self, left: int, right: int) -> None:
        """DECSLRM, where DECLRMM is set; homes the cursor."""
        last = min(right or self.columns, self.columns)
        first = max(left, 1)
        if first < last:
            self.left, self.right = first - 1, last - 1
            self.cursor_position()

    def set_side_margin_mode(self, on: bool) -> None:
        """DECLRMM: resetting it takes the margins away."""
        self.modes.side_margins = on
        if not on:
            self.left, self.right = 0, self.columns - 1

    def set_origin_mode(self, on: bool) -> None:
        """DECOM: homes the cursor."""
        self.modes.origin = on
        self.cursor_position()

    # --- saving ------------------------------------------------------------------------------

    def save_cursor(self) -> None:
        """DECSC, SCOSC; each of the two screens has one of its own."""
        saved = self.cursor.copy()
        saved.origin = self.modes.origin
        self.in_use.saved_cursor = saved

    def restore_cursor(self) -> None:
        """DECRC, SCORC: to home and the default style where nothing was saved.

        A pending wrap does not come back, as in the xterm whose screens the tests compare with
        (later ones restore it). Under DECOM the margins of now hold the place.
        """
        saved = self.in_use.saved_cursor
        cursor = saved.copy() if saved else TextCursor()
        cursor.hidden = self.cursor.hidden
        cursor.pending = False
        self.modes.origin = cursor.origin
        right, bottom = self.columns - 1, self.lines - 1
        if cursor.origin:
            right, bottom = self.right, self.bottom
            cursor.x, cursor.y = max(cursor.x, self.left), max(cursor.y, self.top)
        cursor.x, cursor.y = min(cursor.x, right), min(cursor.y, bottom)
        self.cursor = cursor
        self.note_text_state()
