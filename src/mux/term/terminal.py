"""One terminal: bytes in; rows, damage and events out. See `mux.term.emulator.Emulator`."""

import re
from collections.abc import Mapping

from mux.term.ansi import encode_runs, strip_blanks
from mux.term.checkpoint import write_checkpoint
from mux.term.colours import BACKGROUND, CURSOR, FOREGROUND, ColourTable
from mux.term.emulator import (
    Cursor,
    Emulator,
    InputModes,
    Reply,
    StyledRun,
    TermEvent,
    TitleChanged,
)
from mux.term.flood import SMALLEST_FLOOD, ends_unfinished, split_flood
from mux.term.grid import Row
from mux.term.history import History
from mux.term.marks import Mark, Marks
from mux.term.reply import CellPixels, report_color_scheme
from mux.term.screen import Screen
from mux.term.screen_base import TAB_WIDTH
from mux.term.stream import perform
from mux.term.titles import TitleModes
from mux.term.tokens import Tokenizer
from mux.term.width import JOINER

_ANY_C1 = re.compile(rb"\x1b([@-_])")
_RETRY_BYTES = 8 * 1024  # parsed after a flood ended, before the next one is looked for
_LARGEST_HELD = 16 * 1024


class Terminal(Emulator):
    """A terminal of `columns` by `rows` cells with a history of so many lines.

    `report_titles`: whether programs are told the title when they ask (XTWINOPS 20, 21). Whoever
    gets text onto a screen can set it and ask for it, and the answer is typed into what reads the
    keyboard; so the answer is an empty title, as long as it is not allowed.
    """

    def __init__(
        self,
        columns: int,
        rows: int,
        *,
        history_lines: int = 10_000,
        report_titles: bool = False,
    ) -> None:
        self._history = History(columns, limit_lines=history_lines)
        self.screen = Screen(columns, rows, self._history)
        self.colours = ColourTable()
        self.cell_pixels = CellPixels(0, 0)
        self.notification = ("", "")
        self._marks = Marks()
        self.titles = TitleModes()
        self._report_titles = report_titles
        self._tokenizer = Tokenizer()
        self._held = b""  # the end of a flood, on its way to a screen that nobody looked at yet

    @property
    def history(self) -> History:
        self.settle()
        return self._history

    @property
    def columns(self) -> int:
        return self.screen.columns

    @property
    def rows(self) -> int:
        return self.screen.lines

    # --- bytes in ----------------------------------------------------------------------------

    def feed(self, data: bytes) -> list[TermEvent]:
        """Takes what a program wrote; what it did that the grid does not show is returned."""
        if len(data) < SMALLEST_FLOOD:
            self.settle()
            self._parse(data)
        else:
            held, self._held = self._held, b""
            self._feed_much(held + data)
        events = self.screen.events
        self.screen.events = []
        return events

    def settle(self) -> None:
        """Brings `screen` and history up to date with what was fed.

        The last screenful of a flood is kept as it came until somebody looks, for more of it may
        scroll it away unread. All that shows the screen calls this first.
        """
        if self._held:
            held, self._held = self._held, b""
            self._parse(held)

    def _parse(self, data: bytes) -> None:
        perform(self, self._tokenizer.split(data))

    def _feed_much(self, data: bytes) -> None:
        """Looks for floods, which go into history unread, and parses all else."""
        at = 0
        scrolled = False  # whether a screenful was just parsed, to get to the last row
        while len(data) - at >= SMALLEST_FLOOD:
            if self._flood_ready and (flood_end := self._take_flood(data, at)) > at:
                at, scrolled = flood_end, False
                continue
            if scrolled:
                stop = data.rfind(b"\n", at, at + _RETRY_BYTES) + 1 or at + _RETRY_BYTES
            else:
                stop = self._end_of_screenful(data, at)
            scrolled = not scrolled
            self._parse(data[at:stop])
            at = stop
        self._parse(data[at:])

    def _end_of_screenful(self, data: bytes, at: int) -> int:
        """Where so many lines end that the cursor is in the last row, if they are only text."""
        start = at
        for _ in range(max(1, self.rows - 1 - self.screen.cursor.y)):
            newline = data.find(b"\n", at, start + _RETRY_BYTES)
            if newline < 0:
                return start + _RETRY_BYTES
            at = newline + 1
        return at

    @property
    def _flood_ready(self) -> bool:
        """Whether the state is the one that `split_flood` asks for."""
        screen = self.screen
        cursor = screen.cursor
        return (
            cursor.x == 0
            and not cursor.pending
            and screen.top == 0
            and screen.bottom == screen.lines - 1
            and screen.full_width
            and screen.in_use is screen.main
            and screen.plain
            and screen.modes.autowrap
            and not screen.modes.wrap_before_tab
            and not screen.graphic.endswith(JOINER)
            and screen.tabstops == set(range(TAB_WIDTH, screen.columns, TAB_WIDTH))
            and self._tokenizer.idle
            and not (screen.grid[cursor.y - 1].wrapped if cursor.y else self._history.unfinished)
            and not any(row.used() for row in screen.grid[cursor.y :])
        )

    def _take_flood(self, data: bytes, at: int) -> int:
        """Where the flood ends that begins at data[at]; `at` where none does."""
        screen = self.screen
        flood = split_flood(data, at, screen.cursor.style, self.columns, self.rows)
        if not flood:
            return at
        above = screen.grid[: screen.cursor.y]
        self._history.append_rows([(row.line_runs(), row.wrapped) for row in above])
        for text, style in flood.pieces:
            self._history.append_raw(text, style)
        screen.grid[:] = [Row(self.columns) for _ in range(self.rows)]
        screen.damage_all()
        screen.move_to(0, 0)
        screen.cursor.style = flood.style
        if len(data) - flood.rest <= _LARGEST_HELD and ends_unfinished(data, flood.end):
            self._held = data[flood.rest :]
            return len(data)
        self._parse(data[flood.rest : flood.end])
        return flood.end

    # --- what sequences do beyond the screen -------------------------------------------------

    def reply(self, text: str) -> None:
        """Answers the program; with C1 controls of one byte after S8C1T."""
        if text:
            answer = text.encode()
            if self.screen.eight_bit_answers:
                answer = _ANY_C1.sub(lambda c1: bytes((c1[1][0] + 0x40,)), answer)
            self.screen.events.append(Reply(answer))

    def change_title(self, title: str) -> None:
        self.screen.title = title
        self.screen.events.append(TitleChanged(title))

    def note_mark(self, kind: str) -> None:
        """Where the main screen's cursor is; on the alternate one no shell prompts."""
        screen = self.screen
        if screen.in_use is not screen.main:
            return
        y = screen.cursor.y
        start = y
        while start > 0 and screen.grid[start - 1].wrapped:
            start -= 1
        ends = sum(not row.wrapped for row in screen.grid[:start])
        cells = (y - start) * self.columns + screen.cursor.x
        self._marks.add(Mark(self._history.next_line + ends, cells, kind))

    def push_title(self, which: int) -> None:
        """XTWINOPS 22: 0 both titles, 1 the icon's, 2 the title."""
        self.titles.push(which, self.screen.icon_name, self.screen.title)

    def pop_title(self, which: int) -> None:
        """XTWINOPS 23."""
        icon_name, title = self.titles.pop(which)
        if icon_name is not None:
            self.screen.icon_name = icon_name
        if title is not None and title != self.screen.title:
            self.change_title(title)

    def report_title(self, letter: str) -> None:
        title = self.screen.icon_name if letter == "L" else self.screen.title
        shown = self.titles.encode(title) if self._report_titles else ""
        self.reply(f"\x1b]{letter}{shown}\x1b\\")

    def reset(self) -> None:
        """RIS."""
        self.screen.reset()
        self.colours.reset()
        self.titles.reset()
        self.notification = ("", "")

    # --- from outside ------------------------------------------------------------------------

    def resize(self, columns: int, rows: int) -> None:
        """A new size: the main screen and history reflow, the alternate screen does not."""
        self.settle()
        self.screen.resize(lines=rows, columns=columns)

    def set_colors(
        self, foreground: str, background: str, cursor: str, palette: Mapping[str, str]
    ) -> list[TermEvent]:
        """What the outer terminal answered about its colours; "" where it did not.

        Returns the report that a program asked for by mode 2031, when dark turned to light or the
        other way round.
        """
        dark = self.colours.dark
        dynamic = {FOREGROUND: foreground, BACKGROUND: background, CURSOR: cursor}
        self.colours.set_outer(dynamic, palette)
        if self.colours.dark == dark or not self.screen.modes.report_color_scheme:
            return []
        return [Reply(report_color_scheme(self.colours.dark).encode())]

    def set_cell_pixels(self, width: int, height: int) -> None:
        """The size of a cell in the outer terminal, for programs that ask; 0 where unknown."""
        self.cell_pixels = CellPixels(width, height)

    # --- looking -----------------------------------------------------------------------------

    @property
    def cursor(self) -> Cursor:
        self.settle()
        screen = self.screen
        cursor = screen.cursor
        return Cursor(cursor.x, cursor.y, screen.modes.cursor_visible, screen.cursor_shape)

    @property
    def input_modes(self) -> InputModes:
        screen = self.screen
        modes = screen.modes
        return InputModes(
            app_cursor=modes.app_cursor,
            app_keypad=modes.app_keypad,
            newline=modes.newline,
            bracketed_paste=modes.bracketed_paste,
            focus_events=modes.focus_events,
            mouse=modes.mouse,
            mouse_encoding=modes.mouse_encoding,
            alternate_scroll=modes.alternate_scroll,
            kitty_flags=screen.keyboard_flags,
            modify_other_keys=modes.modify_other_keys,
            alternate_screen=screen.in_use is screen.alternate,
            backarrow_backspace=modes.backarrow_backspace,
        )

    @property
    def title(self) -> str:
        return self.screen.title

    @property
    def synchronized(self) -> bool:
        return self.screen.modes.synchronized

    @property
    def reverse_screen(self) -> bool:
        return self.screen.modes.reverse_screen

    @property
    def scrolled_rows(self) -> int:
        self.settle()
        return self._history.scrolled_rows

    def take_damage(self) -> set[int]:
        return self.screen.take_damage()

    def row(self, y: int) -> list[StyledRun]:
        self.settle()
        return self.screen.grid[y].runs()

    def view(self, offset: int, count: int) -> list[list[StyledRun]]:
        """`count` rows, the first `offset` rows above the screen's top; blank past the bottom."""
        self.settle()
        above = len(self._history) if offset else 0
        offset = min(offset, above)
        rows = self._history.rows(above - offset, min(offset, count)) if offset else []
        for y in range(max(0, -offset), count - len(rows)):
            blank = [StyledRun(0, " " * self.columns, self.columns)]
            rows.append(self.row(y) if y < self.rows else blank)
        return rows

    def contents(self, history_lines: int | None = None) -> list[str]:
        """History and main screen as logical lines; see the protocol."""
        self.settle()
        rows = list(self.screen.main.grid)
        while rows and not rows[-1].used():
            rows.pop()
        return self._join(rows, history_lines)

    def _join(self, rows: list[Row], history_lines: int | None) -> list[str]:
        """Lines of the history, and rows below it."""
        lines = list(self._history.lines(history_lines))
        line: list[StyledRun] = []
        joined = self._history.unfinished and bool(lines)
        for row in rows:
            line += row.line_runs()
            if row.wrapped and row is not rows[-1]:
                continue
            text = encode_runs(strip_blanks(line))
            if joined:
                lines[-1] += text
            else:
                lines.append(text)
            joined = False
            line = []
        return lines

    def shown_lines(self) -> list[str]:
        """History and the screen in use as logical lines, blank ones at its end included."""
        self.settle()
        return self._join(list(self.screen.grid), None)

    @property
    def first_line(self) -> int:
        self.settle()
        return self._history.first_line

    def marks(self) -> list[Mark]:
        """What the shell marked, in lines counted from the first that the terminal ever held."""
        self.settle()
        return self._marks.since(self._history.first_line)

    def checkpoint(self, history_bytes: int) -> bytes:
        if not self._tokenizer.idle:
            return b""
        self.settle()
        lines = self._history.lines(None)
        return write_checkpoint(self.screen, lines, self.title, history_bytes)
