"""The whole screen: modes with effects, the alternate screen, resets, and changes of size."""

from pyte.screens import Margins

from mux.term.charsets import find_charset
from mux.term.cursor import TextCursor
from mux.term.emulator import Rang
from mux.term.grid import Row
from mux.term.modes import (
    ALTERNATE,
    ANSI,
    COLUMN_MODE,
    MOUSE,
    MOUSE_ENCODINGS,
    PRIVATE,
    SAVE_CURSOR,
)
from mux.term.reflow import cut_rows, fit_height, rewrap_rows
from mux.term.screen_base import TAB_WIDTH
from mux.term.screen_edit import EditScreen
from mux.term.style import apply_sgr, sgr_mask, with_link

KEYBOARD_STACK_LIMIT = 16
STYLE_STACK_LIMIT = 10  # as in xterm


def _kinship(number: int) -> tuple[int, ...]:
    """The private modes that XTSAVE takes together with one."""
    kinds = ((*MOUSE, 1001), MOUSE_ENCODINGS)  # mc and w3m save the mouse by way of 1001
    return next((kind for kind in kinds if number in kind), (number,))


class Screen(EditScreen):
    """A screen that does all that programs ask for."""

    # --- links and sets ----------------------------------------------------------------------

    def open_link(self, link_id: str, uri: str) -> None:
        """OSC 8: text printed from here on links there; to nowhere where `uri` is empty."""
        self.cursor.style = with_link(self.cursor.style, link_id, uri)

    def designate_charset(self, index: int, designator: str) -> None:
        """SCS: puts a set into one of G0 to G3."""
        charset = find_charset(designator)
        if charset is not self.cursor.charsets[index]:
            self.cursor.charsets[index] = charset
            self.note_text_state()

    def invoke_charset(self, index: int) -> None:
        """SI, SO, LS2, LS3: puts one of G0 to G3 into GL."""
        self.cursor.left_set = index
        self.note_text_state()

    def invoke_once(self, index: int) -> None:
        """SS2, SS3."""
        self.single_shift = index
        self.note_text_state()

    def push_style(self, attributes: tuple[int, ...]) -> None:
        """XTPUSHSGR: all of the pen, or the attributes that are named by their SGR numbers."""
        if len(self.style_stack) < STYLE_STACK_LIMIT:
            self.style_stack.append((self.cursor.style, sgr_mask(attributes)))

    def pop_style(self) -> None:
        """XTPOPSGR."""
        if self.style_stack:
            style, mask = self.style_stack.pop()
            self.cursor.style = self.cursor.style & ~mask | style & mask

    # --- levels ------------------------------------------------------------------------------

    def supports_level(self, level: int) -> bool:
        """Whether functions of a VT level are there: all are, unless a program asked for less."""
        return not self.conformance_level or self.conformance_level >= level

    def use_eight_bits(self, on: bool) -> None:
        """S7C1T, S8C1T: whether answers have C1 controls of one byte; never on level 1."""
        if self.supports_level(2):
            self.eight_bit_answers = on

    def choose_level(self, level: int, controls: int) -> None:
        """DECSCL: 61 to 65; 1 for C1 controls of two bytes. Resets as DECSTR does (DEC STD 070)."""
        if 61 <= level <= 65:
            self.soft_reset()
            self.conformance_level = level - 60
            self.eight_bit_answers = level > 61 and controls in (0, 2)

    # --- modes -------------------------------------------------------------------------------

    def change_private_mode(self, number: int, on: bool) -> None:
        """DECSET and DECRST of one mode."""
        if number in ALTERNATE or number == SAVE_CURSOR:
            if self.modes.allow_alternate:
                self._change_buffer(number, on)
        elif number == 6:
            self.set_origin_mode(on)
        elif number == 69:
            if self.supports_level(4):
                self.set_side_margin_mode(on)
        elif number == 95 and not self.supports_level(5):
            pass
        elif number == COLUMN_MODE:
            self._clear_for_columns()
        else:
            self.modes.set_private(number, on)
            if number == 5:
                self.damage_all()
            elif number == 25:
                self.cursor.hidden = not on
            elif number == 1046 and not on:
                self._use_buffer(alternate=False)

    def _clear_for_columns(self) -> None:
        """What DECCOLM does besides changing the width, which is not the program's to choose."""
        self.set_side_margin_mode(False)
        self.reset_margins()
        if not self.modes.keep_on_column_change:
            self.erase_in_display(2)
        self.cursor_position()

    def change_ansi_mode(self, number: int, on: bool) -> None:
        """SM and RM of one mode."""
        self.modes.set_ansi(number, on)
        self.note_text_state()

    def save_private_modes(self, numbers: tuple[int, ...]) -> None:
        """XTSAVE: any of the mouse's modes stands for all of its kind, as only one can be set."""
        modes = self.modes
        for number in numbers:
            if number == SAVE_CURSOR:
                self.save_cursor()
            elif number in ALTERNATE:
                modes.saved[number] = self.in_use is self.alternate
            else:
                for kin in _kinship(number):
                    on = modes.has_private(kin)
                    if on is not None:
                        modes.saved[kin] = on

    def restore_private_modes(self, numbers: tuple[int, ...]) -> None:
        """XTRESTORE."""
        for number in numbers:
            if number == SAVE_CURSOR:
                self.restore_cursor()
            saved = {
                kin: on
                for kin in _kinship(number)
                if (on := self.modes.saved.get(kin, None)) is not None
            }
            for kin in sorted(saved, key=saved.__getitem__):  # what is set comes last and holds
                self.change_private_mode(kin, saved[kin])

    # --- two screens -------------------------------------------------------------------------

    def _change_buffer(self, mode: int, on: bool) -> None:
        """Modes 47, 1047 (clears the alternate screen when it is left), 1048 (saves the cursor and
        no more) and 1049 (saves it and clears the alternate screen when that is entered)."""
        if on:
            if mode in (1048, 1049):
                self.save_cursor()
            if mode != SAVE_CURSOR:
                self._use_buffer(alternate=True)
            if mode == 1049:
                self._clear_grid()
        else:
            if mode == 1047 and self.in_use is self.alternate:
                self._clear_grid()
            if mode != SAVE_CURSOR:
                self._use_buffer(alternate=False)
            if mode in (1048, 1049):
                self.restore_cursor()

    def _use_buffer(self, alternate: bool) -> None:
        target = self.alternate if alternate else self.main
        if self.in_use is not target:
            self.in_use = target
            self.grid = target.grid
            self.damage_all()

    def _clear_grid(self) -> None:
        self.grid[:] = [Row(self.columns, self.blank_style) for _ in range(self.lines)]
        self.damage_all()

    # --- the keyboard's modes (kitty) --------------------------------------------------------

    @property
    def keyboard_flags(self) -> int:
        """The flags of kitty's keyboard protocol in force on the screen in use."""
        stack = self.in_use.keyboard_flags
        return stack[-1] if stack else 0

    def push_keyboard_flags(self, flags: int) -> None:
        """`CSI > flags u`: the oldest entry goes when the stack is full."""
        stack = self.in_use.keyboard_flags
        if not stack:
            stack.append(0)
        stack.append(flags & 31)
        del stack[:-KEYBOARD_STACK_LIMIT]

    def pop_keyboard_flags(self, count: int) -> None:
        """`CSI < count u`."""
        stack = self.in_use.keyboard_flags
        del stack[max(0, len(stack) - count) :]

    def change_keyboard_flags(self, flags: int, how: int) -> None:
        """`CSI = flags ; how u`: 1 replaces the flags, 2 sets some, 3 resets some."""
        stack = self.in_use.keyboard_flags
        old = self.keyboard_flags
        new = {1: flags, 2: old | flags, 3: old & ~flags}.get(how, old) & 31
        if stack:
            stack[-1] = new
        else:
            stack.append(new)

    # --- resets ------------------------------------------------------------------------------

    def soft_reset(self) -> None:
        """DECSTR (VT510's table, with auto-wrap on as xterm has it)."""
        modes = self.modes
        modes.insert = modes.origin = modes.app_cursor = modes.app_keypad = False
        modes.keyboard_locked = modes.side_margins = False
        modes.reverse_wrap = modes.extended_reverse_wrap = False
        modes.autowrap = modes.cursor_visible = True
        self.reset_margins()
        fresh = TextCursor()
        fresh.x, fresh.y = self.cursor.x, self.cursor.y
        self.cursor = fresh
        self.in_use.saved_cursor = None
        self.iso_protection = False
        self.cursor_shape = 0
        self.single_shift = None
        self.note_text_state()

    # --- size --------------------------------------------------------------------------------

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        """A new size: the main screen reflows, the alternate one is cut or padded."""
        lines, columns = lines or self.lines, columns or self.columns
        if (lines, columns) == (self.lines, self.columns):
            return
        on_main = self.in_use is self.main
        self._resize_main(lines, columns, on_main)
        up = cut_rows(self.alternate.grid, columns, lines, 0 if on_main else self.cursor.y)
        if not on_main:
            self.cursor.y -= up
        self.tabstops.update(x for x in range(TAB_WIDTH, columns, TAB_WIDTH) if x >= self.columns)
        self.columns, self.lines = columns, lines
        self.cursor.pending = self.cursor.pending and self.cursor.x == columns - 1
        self.move_inside(self.cursor)
        if self.alternate.saved_cursor:
            self.move_inside(self.alternate.saved_cursor)
        self.reset_margins()
        self._dirty.clear()
        self._dirty_spans.clear()
        self.damage_all()

    def _resize_main(self, lines: int, columns: int, on_main: bool) -> None:
        saved = self.main.saved_cursor
        cursors = ([self.cursor] if on_main else []) + ([saved] if saved else [])
        if not cursors:
            cursors = [TextCursor()]
        rows = self.main.grid
        if columns != self.columns:
            head = self.history.take_open()
            self.history.resize(columns)
            rows = rewrap_rows(rows, columns, head, cursors)
        fit_height(rows, lines, columns, self.history, cursors)
        self.main.grid[:] = rows

    def move_inside(self, cursor: TextCursor) -> None:
        cursor.x = min(cursor.x, self.columns - 1)
        cursor.y = min(cursor.y, self.lines - 1)

    # --- pyte's names for the same, so that what knows a pyte screen knows this one ----------

    @property
    def mode(self) -> set[int]:  # type: ignore[override]
        """The modes that are set, private ones shifted by 5 bits."""
        private = {number << 5 for number in PRIVATE if self.modes.has_private(number)}
        return private | {number for number in ANSI if self.modes.report_ansi(number) == 1}

    @property
    def margins(self) -> Margins | None:  # type: ignore[override]
        whole = self.top == 0 and self.bottom == self.lines - 1
        return None if whole else Margins(self.top, self.bottom)

    def set_mode(self, *modes: int, **kwargs: bool) -> None:
        for mode in modes:
            self._change_mode(mode, True, kwargs.get("private", False))

    def reset_mode(self, *modes: int, **kwargs: bool) -> None:
        for mode in modes:
            self._change_mode(mode, False, kwargs.get("private", False))

    def _change_mode(self, mode: int, on: bool, private: bool) -> None:
        if private:
            self.change_private_mode(mode, on)
        else:
            self.change_ansi_mode(mode, on)

    def select_graphic_rendition(self, *attrs: int, **kwargs: bool) -> None:
        if not kwargs.get("private"):
            self.cursor.style = apply_sgr(self.cursor.style, ";".join(map(str, attrs)))

    def define_charset(self, code: str, mode: str) -> None:
        self.designate_charset("()".index(mode), code)

    def shift_in(self) -> None:
        self.invoke_charset(0)

    def shift_out(self) -> None:
        self.invoke_charset(1)

    def bell(self, *args: object) -> None:
        self.events.append(Rang())
