"""One pane of the server: the pty that its program writes to, and the emulator that reads it."""

import asyncio
import errno
import fcntl
import math
import os
import struct
import termios
import time
from collections import deque
from collections.abc import Callable
from enum import Enum

from mux.core.ids import PaneId
from mux.dataclass import replace
from mux.keeper.shared_memory import map_journal
from mux.protocol.journal import Journal
from mux.server.copying_view import CopyView
from mux.server.integration import ShellReports
from mux.server.turns import Turns
from mux.term.emulator import (
    Cursor,
    Emulator,
    InputModes,
    PromptMarked,
    StyledRun,
    TermEvent,
)
from mux.term.paste import encode_paste

READ_SIZE = 65536
# What one pane may read before the others and the clients get their turn: as many bytes as it read
# and parsed in the time it had when that was last measured, within these bounds.
SMALLEST_BUDGET = 16 * 1024
LARGEST_BUDGET = 1024 * 1024
# What may wait for a program that does not read; beyond it the oldest keys are of no use to anyone.
LARGEST_BACKLOG = 8 * 1024 * 1024
# After input or output a pane's foreground is looked at in so many ticks: in the first one a shell
# may not have started the program yet.
LOOKS_AFTER_ACTIVITY = 2
# How long a program may hold its repaints back before they are shown all the same, in seconds.
LONGEST_HOLD = 0.15
# After so many bytes of output a checkpoint is due, with so many bytes of history in it: both fit
# into the journal, with room for what a program may print until the next look.
CHECKPOINT_AFTER = 256 * 1024
CHECKPOINT_HISTORY = 384 * 1024


class More(Enum):
    """What a pty has to read after a turn."""

    WAITS = "waits"
    LATER = "later"
    NEVER = "never"


class PanePty:
    """Reads a pty into an emulator and writes keys to it, never blocking.

    on_output(pane, events) is called after each turn of reading; on_end(pane) when the last program
    that held the pty is gone.
    """

    def __init__(
        self,
        pane: PaneId,
        emulator: Emulator,
        on_output: Callable[[PaneId, list[TermEvent]], None],
        on_end: Callable[[PaneId], None],
        turns: Turns | None = None,
    ) -> None:
        self.pane = pane
        self.emulator = emulator
        self.scroll = 0  # rows that the view lies above the screen
        self.copying: CopyView | None = None  # what is seen instead while in copy mode
        self.pid = 0
        self.reports = ShellReports()  # what its shell says of itself
        self.reported_cwd = ""  # OSC 7, from whomever
        self.own_colours = ""  # SGR parameters of the pane's default colours
        self.program = ""  # name of the foreground program
        self.cwd = ""  # of the foreground program, when it was last looked at
        self.looks_due = LOOKS_AFTER_ACTIVITY  # how often the serializer is to look at it
        self.awaited = False  # whether keys went to it that it has not answered yet
        self.unsaved = True  # whether its contents changed since they were last taken for a save
        self.restored_lines: list[str] | None = None  # what it came back with; None once it runs
        self.to_type = ""  # a line that waits for the shell's prompt
        self.gate_text = ""  # what it says while nothing runs in it
        self._on_output = on_output
        self._on_end = on_end
        # Whether it has put out what nobody has seen; None: nobody has ever looked at it.
        self.unseen: bool | None = None
        self.resized = 0.0  # when, on the session's clock
        self.progress: tuple[int, int] | None = None  # state and percent of OSC 9;4
        self.starting = False  # a program is on its way: what is typed waits for it
        self._fd = -1
        self._journal_fd = -1
        self._journal: Journal | None = None
        self._queue: deque[bytes] = deque()
        self._queued = 0
        self._turns = turns or Turns()
        self._resting: asyncio.TimerHandle | None = None  # while others have their turn
        self._budget = SMALLEST_BUDGET
        self._held_since = 0.0

    @property
    def fd(self) -> int:
        """The pty's master, or -1 while no program runs."""
        return self._fd

    @property
    def journal_fd(self) -> int:
        """The memory of the journal, for handing it on; -1 while no program runs."""
        return self._journal_fd

    def attach(self, fd: int, journal_fd: int, pid: int) -> None:
        """Takes over a pty's master and its journal (the descriptors are ours from now on)."""
        self.detach()
        os.set_blocking(fd, False)
        self._fd, self._journal_fd, self.pid = fd, journal_fd, pid
        self._journal = map_journal(journal_fd)
        self._set_size()
        self.starting = False
        loop = asyncio.get_running_loop()
        loop.add_reader(fd, self._readable)
        if self._queue:
            loop.add_writer(fd, self._writable)

    def expect(self) -> None:
        """A program is about to start: the last one's pty is let go, keys wait for the next."""
        self.detach()
        self.starting = True

    def detach(self) -> None:
        """Lets go of the pty without ending what runs in it."""
        if self._fd < 0:
            return
        self._queue.clear()
        self._queued = 0
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._fd)
        loop.remove_writer(self._fd)
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
        os.close(self._fd)
        os.close(self._journal_fd)
        self._fd = self._journal_fd = -1
        if self._journal is not None:
            self._journal.release()
            self._journal = None

    def replay(self) -> bool:
        """Shows again what the journal holds; False: more was printed than it has room for."""
        if self._journal is None:
            return False
        stretch = self._journal.since_mark()
        for event in self.emulator.feed(stretch.data):
            if isinstance(event, PromptMarked):
                self.reports.note(event)
        return stretch.complete

    def mark_journal(self) -> None:
        """Writes the screen itself into the journal before its last beginning is overwritten."""
        journal = self._journal
        if journal is None or journal.written - journal.marked < CHECKPOINT_AFTER:
            return
        checkpoint = self.emulator.checkpoint(CHECKPOINT_HISTORY)
        if checkpoint:
            beginning = journal.written
            journal.append(self.reports.as_output() + checkpoint)
            journal.mark(beginning)

    def _readable(self) -> None:
        start, budget = time.perf_counter(), self._budget
        length = self._turns.length(self.pane)
        chunks, more = self._read_available(budget, start + length)
        events = self.feed(b"".join(chunks)) if chunks else []
        self._measure(sum(map(len, chunks)), time.perf_counter() - start, length)
        self._rest(self._turns.note(self.pane, has_more=more is More.WAITS))
        self.looks_due = LOOKS_AFTER_ACTIVITY
        self._on_output(self.pane, events)
        if self.to_type and self.at_prompt:
            self.type_now()
        if more is More.NEVER:
            self.detach()
            self._on_end(self.pane)

    def _rest(self, seconds: float) -> None:
        """Reads nothing for a while."""
        if seconds and self._resting is None:
            loop = asyncio.get_running_loop()
            loop.remove_reader(self._fd)
            self._resting = loop.call_later(seconds, self._go_on)

    def _go_on(self) -> None:
        self._resting = None
        asyncio.get_running_loop().add_reader(self._fd, self._readable)

    def _measure(self, size: int, spent: float, length: float) -> None:
        if size >= SMALLEST_BUDGET:
            affordable = int(size * length / max(spent, 1e-6))
            self._budget = max(SMALLEST_BUDGET, min(affordable, LARGEST_BUDGET))

    def _read_available(self, budget: int, until: float) -> tuple[list[bytes], "More"]:
        """What the pty holds, up to the budget and until a moment of time.perf_counter.

        The kernel hands out a pty in pieces of 4 KiB at most; joined, they make the chunks that the
        emulator's fast paths live on.
        """
        chunks: list[bytes] = []
        while budget > 0:
            try:
                data = os.read(self._fd, READ_SIZE)
            except BlockingIOError:
                return chunks, More.LATER
            except OSError as error:
                if error.errno != errno.EIO:  # EIO: nobody holds the other end any more
                    raise
                return chunks, More.NEVER
            if not data:
                return chunks, More.NEVER
            chunks.append(data)
            budget -= len(data)
            if time.perf_counter() > until:
                break
        return chunks, More.WAITS

    def feed(self, data: bytes) -> list[TermEvent]:
        """Shows bytes as if the program had written them; the view stays where it is."""
        self.unsaved = True
        if self._journal is not None:
            self._journal.append(data)
        # Asked only where it matters: a flood is not looked at until somebody wants to know.
        before = self.emulator.scrolled_rows if self.scroll else 0
        events = self.emulator.feed(data)
        if self.scroll:
            self._keep_view(self.emulator.scrolled_rows - before)
        return events

    def _keep_view(self, rows: int) -> None:
        self.scroll = min(self.scroll + rows, len(self.emulator.history))

    def read_rest(self) -> list[TermEvent]:
        """Reads what is still in the pty of a program that has ended."""
        if self._fd < 0:
            return []
        chunks, _ = self._read_available(LARGEST_BUDGET, math.inf)
        return self.feed(b"".join(chunks)) if chunks else []

    def write(self, data: bytes) -> None:
        """Hands bytes to the program; what it can't take now waits."""
        if self._fd < 0 and not self.starting:
            return
        self.awaited = True
        self.looks_due = LOOKS_AFTER_ACTIVITY
        if not self._queue and self._fd >= 0:
            written = self._write_now(data)
            data = data[written:]
        if data and self._queued < LARGEST_BACKLOG:
            if not self._queue and self._fd >= 0:
                asyncio.get_running_loop().add_writer(self._fd, self._writable)
            self._queue.append(data)
            self._queued += len(data)

    def _write_now(self, data: bytes) -> int:
        try:
            return os.write(self._fd, data)
        except BlockingIOError:
            return 0
        except OSError as error:
            if error.errno == errno.EIO:  # the program is gone; the reader will find out
                return len(data)
            raise

    def _writable(self) -> None:
        while self._queue:
            data = self._queue[0]
            written = self._write_now(data)
            self._queued -= written
            if written < len(data):
                self._queue[0] = data[written:]
                return
            self._queue.popleft()
        asyncio.get_running_loop().remove_writer(self._fd)

    @property
    def at_prompt(self) -> bool:
        """Whether a line editor waits for input: it has taken the terminal out of line mode."""
        if self._fd < 0:
            return False
        return not termios.tcgetattr(self._fd)[3] & termios.ICANON

    def type_now(self) -> None:
        """Types what waited for a prompt, prompt or not: some shells have no line editor."""
        if self.to_type:
            # Lines that belong together are pasted: typed, a TAB in them would complete words.
            is_key_text = self.to_type.isprintable()
            modes = self.emulator.input_modes
            line = self.to_type.encode() if is_key_text else encode_paste(self.to_type, modes)
            self.write(line + b"\r")
            self.to_type = ""

    def resize(self, columns: int, rows: int) -> bool:
        """Whether the size changed. A pane is never smaller than one cell."""
        columns, rows = max(columns, 1), max(rows, 1)
        if (columns, rows) == (self.emulator.columns, self.emulator.rows):
            return False
        self.emulator.resize(columns, rows)
        if self.copying is not None:
            self.copying.resize(columns, rows)
        self.scroll = min(self.scroll, len(self.emulator.history))
        self._set_size()
        return True

    def _set_size(self) -> None:
        if self._fd >= 0:
            size = struct.pack("HHHH", self.emulator.rows, self.emulator.columns, 0, 0)
            fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)

    def nudge(self) -> None:
        """Makes a full-screen program draw itself anew: a resize there and back."""
        if self._fd < 0:
            return
        size = struct.pack("HHHH", self.emulator.rows, max(1, self.emulator.columns - 1), 0, 0)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)
        self._set_size()

    def scroll_by(self, rows: int) -> bool:
        """Moves the view up (negative: down); whether it moved."""
        wanted = max(0, min(self.scroll + rows, len(self.emulator.history)))
        moved = wanted != self.scroll
        self.scroll = wanted
        return moved

    def saved_state(self) -> dict[str, int]:
        """What is saved beside the contents, for whoever brings them back."""
        cursor = self.emulator.cursor
        modes = self.emulator.input_modes
        return {"x": cursor.x, "y": cursor.y, "alternate": int(modes.alternate_screen)}

    @property
    def holds_repaints(self) -> bool:
        """Whether the program asked to wait (mode 2026), and has not been waiting for too long."""
        if not self.emulator.synchronized or self.copying is not None:
            self._held_since = 0.0
            return False
        now = time.monotonic()
        self._held_since = self._held_since or now
        return now - self._held_since < LONGEST_HOLD

    @property
    def view_cursor(self) -> Cursor:
        """The cursor as the view shows it."""
        if self.copying is not None:
            return self.copying.cursor
        cursor = self.emulator.cursor
        return replace(cursor, visible=False) if self.scroll else cursor

    @property
    def view_scroll(self) -> tuple[int, int]:
        """Rows that the view lies above the screen, and rows of history."""
        if self.copying is not None:
            return self.copying.scroll
        return self.scroll, len(self.emulator.history)

    @property
    def view_modes(self) -> InputModes:
        """What keys and mouse turn into; in copy mode nothing that the program asked for."""
        return InputModes() if self.copying is not None else self.emulator.input_modes

    def view_rows(self, wanted: set[int] | None) -> dict[int, list[StyledRun]]:
        """The rows of the view, or only the wanted ones."""
        if self.copying is not None:
            return self.copying.rows()
        if self.scroll:
            return dict(enumerate(self.emulator.view(self.scroll, self.emulator.rows)))
        rows = range(self.emulator.rows) if wanted is None else sorted(wanted)
        return {y: self.emulator.row(y) for y in rows if y < self.emulator.rows}
