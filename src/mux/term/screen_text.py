"""Text onto the screen: runs, wide characters, clusters, wrapping; and the controls of a line."""

from mux.term.grid import BLANK
from mux.term.screen_base import ScreenBase
from mux.term.width import CLUSTER_LIMIT, JOINER, NARROW_RUN, RUNS, cells_of, extends_cluster


class TextScreen(ScreenBase):
    """What printing does."""

    def draw(self, text: str) -> None:
        """Prints text that holds no controls; never empty."""
        if not self.plain:
            self._draw_unplain(text)
            return
        if not text.isascii() and (self.graphic.endswith(JOINER) or not NARROW_RUN.fullmatch(text)):
            self._draw_mixed(text)
            return
        cursor = self.cursor
        y = cursor.y
        row = self.grid[y]
        x = cursor.x
        end = x + len(text)
        if end > self.right or row.wide or cursor.pending:
            self._draw_narrow(text)
            return
        if end == x + 1:
            row.cells[x] = text
            row.styles[x] = cursor.style
        else:
            row.cells[x:end] = text
            row.styles[x:end] = [cursor.style] * (end - x)
        cursor.x = end
        self._dirty.add(y)
        self.graphic = text

    def repeat_graphic(self, count: int) -> None:
        """Prints the character just printed once more, `count` times (ECMA-48 8.3.103)."""
        character = self.graphic[-1:]
        if character and cells_of(character):
            self.draw(character * min(count, self.columns * self.lines))

    def _draw_unplain(self, text: str) -> None:
        """Text under a character set, a single shift or insert mode."""
        if self.single_shift is not None:
            charset = self.cursor.charsets[self.single_shift]
            first = text[0].translate(charset) if charset else text[0]
            self.single_shift = None
            self.note_text_state()
            self._draw_translated(first)
            text = text[1:]
            if not text:
                return
        self._draw_translated(text.translate(self.translation) if self.translation else text)

    def _draw_translated(self, text: str) -> None:
        if text.isascii() or (NARROW_RUN.fullmatch(text) and not self.graphic.endswith(JOINER)):
            self._draw_narrow(text)
        else:
            self._draw_mixed(text)

    def _draw_narrow(self, text: str) -> None:
        """Characters of one cell each, wherever they lead."""
        cursor = self.cursor
        self.graphic = text
        while text:
            if cursor.pending and self.modes.autowrap:
                self._wrap_line()
            limit = self._line_limit()
            x = cursor.x
            room = limit - x
            if len(text) > room and not self.modes.autowrap:
                text = text[: room - 1] + text[-1]
            piece, text = text[:room], text[room:]
            end = x + len(piece)
            row = self.grid[cursor.y]
            if self.modes.insert:
                row.insert_blanks(x, len(piece), limit, cursor.style)
            elif row.wide:
                row.split_at(x)
                row.split_at(end)
            row.cells[x:end] = piece
            row.styles[x:end] = [cursor.style] * len(piece)
            self._dirty.add(cursor.y)
            self._advance(end, limit)

    def _line_limit(self) -> int:
        """The column at which the cursor's line ends."""
        return self.right + 1 if self.cursor.x <= self.right else self.columns

    def _advance(self, x: int, limit: int) -> None:
        cursor = self.cursor
        cursor.pending = x >= limit
        cursor.x = min(x, limit - 1)

    def _wrap_line(self, gap: bool = False) -> None:
        """Goes on in the next row; `gap`: the last cell was left out."""
        cursor = self.cursor
        row = self.grid[cursor.y]
        goes_on = cursor.y == self.bottom or cursor.y < self.lines - 1  # else in the same row
        wraps = goes_on and cursor.x == self.columns - 1 and self.full_width
        row.wrapped, row.gap = wraps, gap
        self.index()
        cursor.x = self.left
        row.wrapped = wraps  # scrolling a region takes its last row for ended

    def _draw_mixed(self, text: str) -> None:
        """Text of any characters."""
        for match in RUNS.finditer(text):
            narrow, wide, other = match.groups()
            if self.graphic.endswith(JOINER):
                first = match[0][0]
                self._draw_character(first)
                if len(match[0]) == 1:
                    continue
                narrow, wide = narrow and narrow[1:], wide and wide[1:]
            if narrow:
                self._draw_narrow(narrow)
            elif wide:
                self._draw_wide(wide)
            elif other:
                self._draw_character(other)

    def _draw_wide(self, text: str) -> None:
        """Characters of two cells each."""
        if self.modes.insert:
            for character in text:
                self._put_cluster(character, 2)
            return
        cursor = self.cursor
        while text:
            limit = self._line_limit()
            room = (limit - cursor.x) // 2
            if cursor.pending or room == 0:
                self._put_cluster(text[0], 2)
                text = text[1:]
                continue
            piece, text = text[:room], text[room:]
            x = cursor.x
            end = x + 2 * len(piece)
            row = self.grid[cursor.y]
            if row.wide:
                row.split_at(x)
                row.split_at(end)
            row.wide = True
            cells = [""] * (end - x)
            cells[::2] = piece
            row.cells[x:end] = cells
            row.styles[x:end] = [cursor.style] * (end - x)
            self._dirty.add(cursor.y)
            self._advance(end, limit)
            self.graphic = piece

    def _draw_character(self, character: str) -> None:
        """A character that may join the one before it."""
        cells = cells_of(character)
        before = self._column_before()
        if before is not None:
            cluster = self.grid[self.cursor.y].cells[before]
            if cells == 0 or (self.graphic and extends_cluster(cluster, character)):
                self._join_cluster(before, cluster, character)
                return
        if cells:
            self._put_cluster(character, cells)

    def _column_before(self) -> int | None:
        """Where the character before the cursor is; None where there is none."""
        cursor = self.cursor
        x = cursor.x if cursor.pending else cursor.x - 1
        cells = self.grid[cursor.y].cells
        while x >= 0 and cells[x] == "":
            x -= 1
        return x if x >= 0 else None

    def _join_cluster(self, x: int, cluster: str, character: str) -> None:
        """Adds a character to the cluster at column x, which may make that one wider; one that
        can't get wider stays as it is."""
        self.graphic = character
        if len(cluster) >= CLUSTER_LIMIT:
            return
        cursor = self.cursor
        row = self.grid[cursor.y]
        grown = cluster + character
        self._dirty.add(cursor.y)
        end = x + 1
        is_narrow = end == self.columns or row.cells[end] != ""
        if not is_narrow or cells_of(grown) < 2:
            row.cells[x] = grown
            return
        limit = self.right + 1 if x <= self.right else self.columns
        if end < limit:
            style = row.styles[x]
            row.fill(end, end + 1, style)
            row.cells[x : end + 1] = [grown, ""]
            row.wide = True
            if cursor.x <= end:
                self._advance(end + 1, limit)
        elif self.modes.autowrap and cursor.pending and limit - self.left > 1:
            row.cells[x] = BLANK
            cursor.pending = False
            self._put_cluster(grown, 2)
            self.graphic = character

    def _put_cluster(self, cluster: str, cells: int) -> None:
        """One cluster of one or two cells, wrapped whole."""
        cursor = self.cursor
        if cursor.pending and self.modes.autowrap:
            self._wrap_line()
        limit = self._line_limit()
        if cells == 2 and limit - cursor.x < 2:
            if self.modes.autowrap and limit - self.left > 1:
                self.grid[cursor.y].fill(cursor.x, limit, self.blank_style)
                self._wrap_line(gap=True)
                limit = self._line_limit()
            elif limit > 1:
                cursor.x = limit - 2
            if limit - cursor.x < 2:
                cells = 1  # a screen of one column
                cluster = BLANK
        x = cursor.x
        end = x + cells
        row = self.grid[cursor.y]
        if self.modes.insert:
            row.insert_blanks(x, cells, limit, cursor.style)
        elif row.wide:
            row.split_at(x)
            row.split_at(end)
        row.cells[x] = cluster
        row.styles[x] = cursor.style
        if cells == 2:
            row.cells[x + 1] = ""
            row.styles[x + 1] = cursor.style
            row.wide = True
        self._dirty.add(cursor.y)
        self.graphic = cluster
        self._advance(end, limit)

    # --- the controls of a line --------------------------------------------------------------

    def carriage_return(self) -> None:
        """CR: to the left margin, or to the screen's edge from left of it."""
        cursor = self.cursor
        cursor.x = self.left if cursor.x >= self.left or self.modes.origin else 0
        cursor.pending = False

    def linefeed(self) -> None:
        """LF, VT, FF; with a carriage return where LNM is set."""
        self.index()
        if self.modes.newline:
            self.carriage_return()

    def index(self) -> None:
        """IND: down one row; at the bottom margin the region scrolls (ECMA-48 3rd ed. IND)."""
        cursor = self.cursor
        cursor.pending = False
        if cursor.y == self.bottom:
            if self.left <= cursor.x <= self.right:
                self.scroll_up(self.top, self.bottom, 1, keep=True)
        elif cursor.y < self.lines - 1:
            cursor.y += 1

    def reverse_index(self) -> None:
        """RI: up one row; at the top margin the region scrolls (ECMA-48 8.3.104)."""
        cursor = self.cursor
        cursor.pending = False
        if cursor.y == self.top:
            if self.left <= cursor.x <= self.right:
                self.scroll_down(self.top, self.bottom, 1)
        elif cursor.y > 0:
            cursor.y -= 1

    def next_line(self) -> None:
        """NEL: IND and CR; in this order, as side margins decide whether IND scrolls."""
        self.index()
        self.carriage_return()
