"""Textual's driver for mux: bytes in to the router, frames out, and the terminal always restored.

Instead of Textual's input and writer threads the event loop itself reads the terminal, and output
goes to a non-blocking descriptor: no key waits for a thread, and nothing queues up behind a slow
terminal (a frame is composed only when the one before has been taken).
"""

import asyncio
import logging
import os
import signal
from types import FrameType
from typing import TYPE_CHECKING, Any

from textual import events
from textual.driver import Driver
from textual.geometry import Size

from mux.client.outer import CANCEL, OuterModes, questions
from mux.client.scene import PaneModes
from mux.client.tokens import Token, Tokenizer
from mux.client.tty import Tty

if TYPE_CHECKING:
    from mux.client.app import Mux

log = logging.getLogger(__name__)

READ_SIZE = 64 * 1024
FATAL_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)


class MuxDriver(Driver):
    def __init__(
        self,
        app: "Mux",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Raises TtyError where there is no terminal."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.mux = app
        self._tty = Tty(self._want_writable)
        self._tokenizer = Tokenizer()
        self._modes = OuterModes(mouse)
        self._flush_timer: asyncio.TimerHandle | None = None
        self._batch: list[str] = []  # what Textual wrote in this turn of the loop
        self._batch_due = False
        self._former: dict[int, Any] = {}  # signal handlers that were there before
        self.running = False  # whether the terminal is in our hands
        app.driver = self

    # --- starting and stopping ------------------------------------------------------------------

    def start_application_mode(self) -> None:
        self._tty.reopen()
        for number in FATAL_SIGNALS:
            self._former[number] = signal.signal(number, self._on_fatal_signal)
        self._former[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, self._on_stop_signal)
        self._loop.add_signal_handler(signal.SIGWINCH, self._send_size)
        self._tty.make_raw()
        self.running = True
        self._tty.write((self._modes.enter() + questions(os.environ)).encode())
        self._loop.add_reader(self._tty.input, self._read)
        self._send_size()

    def _send_size(self) -> None:
        size = Size(*self._tty.size)
        self.mux.note_terminal_size(size)
        self.send_message(events.Resize(size, size))

    def disable_input(self) -> None:
        self._loop.remove_reader(self._tty.input)
        if self._flush_timer is not None:
            self._flush_timer.cancel()

    def stop_application_mode(self) -> None:
        self.restore_terminal()
        if not self.running:
            return
        self.running = False
        self.disable_input()
        self._loop.remove_writer(self._tty.output)
        self._loop.remove_signal_handler(signal.SIGWINCH)
        for number, handler in self._former.items():
            signal.signal(number, handler)

    def restore_terminal(self) -> None:
        """The terminal as it was found. Needs no event loop; does nothing the second time."""
        self._tty.restore(self._modes.leave(), CANCEL)

    def close(self) -> None:
        self._tty.close()

    def _on_fatal_signal(self, number: int, _frame: FrameType | None) -> None:
        """Restores at once, whatever the loop is doing; a second signal ends the process."""
        self.restore_terminal()
        signal.signal(number, signal.SIG_DFL)
        self._loop.call_soon_threadsafe(self.mux.leave_after_signal, number)

    def _on_stop_signal(self, _number: int, _frame: FrameType | None) -> None:
        """Stopped from outside (kill -TSTP): the shell gets its terminal, we take it back later."""
        self.stop_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)
        self.start_application_mode()
        self._loop.call_soon_threadsafe(self.mux.repaint)

    # --- input ----------------------------------------------------------------------------------

    def _read(self) -> None:
        try:
            received = os.read(self._tty.input, READ_SIZE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            received = b""
        if not received:
            self.disable_input()
            self.mux.leave_after_signal(signal.SIGHUP)
            return
        self._route(self._tokenizer.feed(received))
        if self._flush_timer is not None:
            self._flush_timer.cancel()
            self._flush_timer = None
        patience = self._tokenizer.patience
        if patience is not None:
            self._flush_timer = self._loop.call_later(patience, self._flush_tokens)

    def _flush_tokens(self) -> None:
        self._flush_timer = None
        self._route(self._tokenizer.flush())

    def _route(self, tokens: list[Token]) -> None:
        self.mux.take_tokens(tokens)

    # --- output ---------------------------------------------------------------------------------

    @property
    def draining(self) -> bool:
        return self._tty.draining

    def write_frame(self, frame: str) -> None:
        """Writes at once, after what Textual wrote before it."""
        self._give_batch()
        self._write(frame)

    def write(self, data: str) -> None:
        """Textual's way in: what it writes in one turn of the loop goes out as one piece."""
        self._batch.append(data)
        if not self._batch_due:
            self._batch_due = True
            self._loop.call_soon(self._give_batch)

    def _give_batch(self) -> None:
        self._batch_due = False
        if self._batch:
            pieces, self._batch = self._batch, []
            self._write("".join(pieces))

    def _write(self, text: str) -> None:
        try:
            self._tty.write(text.encode("utf-8", "replace"))
        except OSError:
            self.mux.leave_after_signal(signal.SIGHUP)

    def _want_writable(self, wanted: bool) -> None:
        if wanted:
            self._loop.add_writer(self._tty.output, self._drain)
        else:
            self._loop.remove_writer(self._tty.output)

    def _drain(self) -> None:
        try:
            empty = self._tty.drain()
        except OSError:
            self._want_writable(False)
            self.mux.leave_after_signal(signal.SIGHUP)
            return
        if empty:
            self._want_writable(False)
            self.mux.pump()

    def use_mouse(self, wanted: bool) -> None:
        """Lets the terminal report the mouse, or keep it for itself."""
        sequence = self._modes.use_mouse(wanted)
        if self.running:
            self.write_frame(sequence)

    def mirror_modes(self, modes: PaneModes) -> None:
        """Lets the keyboard and the mouse speak as the pane's program asked."""
        sequence = self._modes.switch(modes)
        if sequence:
            self.write_frame(sequence)
