"""Lines that left the screen, kept as text.

What left is kept by logical line, soft wraps joined, as the ANSI text of `mux.term.ansi`. Lines lie
in blocks of bytes, one after another, and most are never looked at again: a block that came from a
flood is kept as the program wrote it, and becomes clean lines when somebody looks at it. Rows at a
width are counted when asked for, block by block, and the count is kept with the block.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from mux.term.ansi import count_rows, decode_line, encode_runs, wrap_line
from mux.term.emulator import StyledRun
from mux.term.flood import clean_lines

BLOCK_LINES = 256
BLOCK_BYTES = 64 * 1024
LONGEST_LINE = 1024 * 1024
"""A line that grows beyond this, in characters, is ended: without it one endless line would be
one object of any size."""

Row = list[StyledRun]


class _Block:
    """Whole lines, as bytes: clean ones, each ended by LF, or the raw text of a flood."""

    __slots__ = ("_columns", "_columns_counted", "_rows", "_style", "lines", "size", "text")

    def __init__(self, text: bytes, lines: int, style: int = 0, columns: int = 0) -> None:
        """`style`, `columns`: for raw text, the style it starts in and the width it was fed at."""
        self.text = text
        self.lines = lines
        self.size = len(text)
        self._style = style
        self._columns = columns
        self._columns_counted = 0
        self._rows = 0

    def read_lines(self) -> list[str]:
        if self._columns:
            lines = clean_lines(self.text, self._style, self._columns)
            self.text = "".join([f"{line}\n" for line in lines]).encode()
            self._style = self._columns = 0
            return lines
        lines = self.text.decode().split("\n")
        lines.pop()
        return lines

    def count_rows(self, columns: int) -> int:
        if self._columns_counted != columns:
            # No character takes more cells than bytes, but for TAB: mostly no line is longer than
            # the terminal is wide, and the text need not even be decoded.
            longest = max(map(len, self.text.split(b"\n")))
            if longest <= columns and b"\t" not in self.text:
                self._rows = self.lines
            else:
                self._rows = _count_rows(self.read_lines(), columns)
            self._columns_counted = columns
        return self._rows

    def rows_if_counted(self, columns: int) -> int:
        """The rows where they are known; else a row for each line, which is the least."""
        return self._rows if self._columns_counted == columns else self.lines


class History:
    """The lines above a screen of `columns` columns.

    At most `limit_lines` logical lines and about `limit_bytes` bytes are kept; the oldest go first.
    The newest line may be unfinished: then the screen's first row goes on with it.
    """

    def __init__(
        self, columns: int, limit_lines: int = 10_000, limit_bytes: int = 16 * 1024 * 1024
    ) -> None:
        self._columns = columns
        self._limit_lines = limit_lines
        self._limit_bytes = limit_bytes
        self._dropped_rows = 0
        self._dropped_lines = 0
        self._lines = 0
        self.clear()

    def clear(self) -> None:
        """Forgets all lines (ED 3)."""
        self._dropped_lines += self._lines
        self._blocks: deque[_Block] = deque()
        self._skip = 0  # lines at the start of the first block that are beyond the limit
        self._recent: list[str] = []  # finished lines younger than all blocks
        self._recent_size = 0
        self._open: list[str] = []  # the rows of the unfinished line
        self._open_size = 0
        self._lines = 0  # finished ones, without the skipped
        self._bytes = 0  # of the blocks

    # --- rows come in -----------------------------------------------------------------------------

    def append_row(self, runs: Iterable[StyledRun], wrapped: bool) -> None:
        """A row that left the screen at its top.

        `wrapped`: its line goes on in the next row. Then the runs are what was printed, without the
        blank that a wide character left at the margin. Other rows may end in blanks of the default
        style; those are not kept.
        """
        text = encode_runs(runs)
        if wrapped:
            self._open.append(text)
            self._open_size += len(text)
            if self._open_size > LONGEST_LINE:
                self._finish_line("")
        else:
            self._finish_line(text)

    def append_rows(self, rows: Iterable[tuple[Iterable[StyledRun], bool]]) -> None:
        """Rows with their `wrapped`, the highest first."""
        for runs, wrapped in rows:
            self.append_row(runs, wrapped)

    def append_raw(self, text: bytes, style: int) -> None:
        """Whole lines of a flood, of which `mux.term.flood` says that they are no more than text.

        `style` is the pen's at their start. They begin at the first column: the row before them did
        not wrap.
        """
        if self._open:
            self._finish_line("")
        self._seal()
        self._add_block(_Block(text, text.count(b"\n"), style, self._columns))

    def _finish_line(self, last_row: str) -> None:
        line = ("".join(self._open) + last_row if self._open else last_row).rstrip(" ")
        self._open.clear()
        self._open_size = 0
        self._recent.append(line)
        self._recent_size += len(line)
        self._lines += 1
        if len(self._recent) >= BLOCK_LINES or self._recent_size >= BLOCK_BYTES:
            self._seal()
        else:
            self._trim()

    def _seal(self) -> None:
        """Makes a block of the recent lines."""
        if self._recent:
            lines = len(self._recent)
            self._recent.append("")
            block = _Block("\n".join(self._recent).encode(), lines)
            self._recent.clear()
            self._recent_size = 0
            self._lines -= lines
            self._add_block(block)

    def _add_block(self, block: _Block) -> None:
        self._blocks.append(block)
        self._lines += block.lines
        self._bytes += block.size
        self._trim()

    def _trim(self) -> None:
        """Lets the oldest lines go until both limits are kept."""
        excess = self._lines - self._limit_lines
        if excess > 0:
            self._skip += excess
            self._lines -= excess
            self._dropped_lines += excess
            while self._blocks and self._skip >= self._blocks[0].lines:
                self._skip -= self._blocks[0].lines
                self._drop_block()
            if self._skip and not self._blocks:
                self._dropped_rows += _count_rows(self._recent[: self._skip], self._columns)
                del self._recent[: self._skip]
                self._skip = 0
        while self._bytes > self._limit_bytes and len(self._blocks) > 1:
            self._lines -= self._blocks[0].lines - self._skip
            self._dropped_lines += self._blocks[0].lines - self._skip
            self._skip = 0
            self._drop_block()

    def _drop_block(self) -> None:
        block = self._blocks.popleft()
        self._bytes -= block.size
        self._dropped_rows += block.rows_if_counted(self._columns)

    # --- rows go back to the screen ---------------------------------------------------------------

    def take_open(self) -> Row:
        """Takes out the newest line where it is unfinished, as one endless row; [] where it is not.

        For a change of width: the screen's first line is this one and goes on with its own rows.
        """
        runs = decode_line("".join(self._open))
        self._open.clear()
        self._open_size = 0
        return runs

    def pop_rows(self, count: int) -> list[tuple[Row, bool]]:
        """Takes out the newest `count` rows, or as many as there are, with their `wrapped`."""
        popped: list[tuple[Row, bool]] = []
        while len(popped) < count:
            wrapped = bool(self._open)
            if not wrapped and not self._reopen_line():
                break
            row = self._open.pop()
            self._open_size -= len(row)
            popped.append((decode_line(row), wrapped))
        popped.reverse()
        return popped

    def _reopen_line(self) -> bool:
        """Makes the newest finished line the unfinished one, unless there is none."""
        if not self._lines:
            return False
        if not self._recent:
            block = self._blocks.pop()
            self._bytes -= block.size
            self._recent = block.read_lines()
            self._recent_size = sum(map(len, self._recent))
            if not self._blocks:
                del self._recent[: self._skip]
                self._skip = 0
        line = self._recent.pop()
        self._recent_size -= len(line)
        self._lines -= 1
        self._open = [encode_runs(row) for row in wrap_line(line, self._columns)]
        self._open_size = len(line)
        return True

    def resize(self, columns: int) -> None:
        """Wraps the lines anew. An unfinished line should have been taken out before."""
        self._columns = columns
        if self._open:
            rows = wrap_line("".join(self._open), columns)
            self._open = [encode_runs(row) for row in rows]

    # --- looking ----------------------------------------------------------------------------------

    def __len__(self) -> int:
        """Rows at the present width."""
        skipped = 0
        if self._skip:
            skipped = _count_rows(self._blocks[0].read_lines()[: self._skip], self._columns)
        return self._all_rows() - skipped

    @property
    def scrolled_rows(self) -> int:
        """Rows that have come in so far and were not cleared or taken back: a count that grows."""
        return self._dropped_rows + self._all_rows()

    def _all_rows(self) -> int:
        columns = self._columns
        rows = sum([block.count_rows(columns) for block in self._blocks])
        return rows + _count_rows(self._recent, columns) + len(self._open)

    @property
    def unfinished(self) -> bool:
        """Whether the newest line goes on in the screen's first row."""
        return bool(self._open)

    @property
    def first_line(self) -> int:
        """The oldest line's number, counted from the first that ever came in."""
        return self._dropped_lines

    @property
    def next_line(self) -> int:
        """The number of the line that is unfinished, or of the next one to come."""
        return self._dropped_lines + self._lines

    @property
    def line_count(self) -> int:
        """Logical lines, an unfinished one included."""
        return self._lines + bool(self._open)

    def lines(self, last: int | None = None) -> Sequence[str]:
        """Logical lines as ANSI text without line ends, oldest first; only the `last` ones."""
        wanted = self.line_count if last is None else min(last, self.line_count)
        parts = [["".join(self._open)]] if self._open else []
        parts.append(self._recent)
        found = sum(map(len, parts))
        for block in reversed(self._blocks):
            if found >= wanted:
                break
            parts.append(block.read_lines())
            found += block.lines
        lines = list(chain.from_iterable(reversed(parts)))
        return lines[len(lines) - wanted :]

    def rows(self, start: int, count: int) -> list[Row]:
        """Rows at the present width, `start` counted from the oldest; each fills the width.

        Fewer than `count` where the history ends.
        """
        found: list[Row] = []
        for lines, rows in self._sections():
            if start >= rows:
                start -= rows
                continue
            found += islice(_wrap_lines(lines(), rows, start, self._columns), count - len(found))
            if len(found) >= count:
                break
            start = 0
        return [_fill_row(row, self._columns) for row in found]

    def _sections(self) -> Iterator[tuple[Callable[[], Sequence[str]], int]]:
        """Lines, and how many rows they take, from the oldest on."""
        columns = self._columns
        for index, block in enumerate(self._blocks):
            rows = block.count_rows(columns)
            if index or not self._skip:
                yield block.read_lines, rows
            else:
                kept = block.read_lines()[self._skip :]
                yield kept.copy, _count_rows(kept, columns)
        yield self._recent.copy, _count_rows(self._recent, columns)
        if self._open:
            yield ["".join(self._open)].copy, len(self._open)


def _count_rows(lines: Sequence[str], columns: int) -> int:
    return sum(
        [
            1 if len(line) <= columns and line.isascii() else count_rows(line, columns)
            for line in lines
        ]
    )


def _wrap_lines(lines: Sequence[str], rows: int, start: int, columns: int) -> Iterator[Row]:
    """The rows of lines from row `start` on, where they have `rows` in all."""
    if rows == len(lines):
        lines, start = lines[start:], 0
    for line in lines:
        if start:
            height = count_rows(line, columns)
            if start >= height:
                start -= height
                continue
        yield from wrap_line(line, columns)[start:]
        start = 0


def _fill_row(row: Row, columns: int) -> Row:
    free = columns - sum([run.cells for run in row])
    return [*row, StyledRun(0, " " * free, free)] if free > 0 else row
