"""All programs of a session, by the pane they run in."""

import os
import selectors
import signal
from collections.abc import Callable, Iterator

from mux.keeper.child import Child
from mux.keeper.shared_memory import create_journal_memory, map_journal
from mux.keeper.spawning import SpawnError, spawn_program
from mux.keeper.watch import open_watch, process_lives
from mux.protocol.keeper_messages import Adopt, Spawn


class Children:
    """Registers what it waits for with the selector; a key's data is the function to call.

    on_end(child) is called when a program that is not forgotten has ended.
    """

    def __init__(self, selector: selectors.BaseSelector, on_end: Callable[[Child], None]) -> None:
        self._selector = selector
        self._on_end = on_end
        self._by_pane: dict[int, Child] = {}

    def __iter__(self) -> Iterator[Child]:
        return iter(self._by_pane.values())

    def __len__(self) -> int:
        return len(self._by_pane)

    @property
    def living(self) -> list[Child]:
        return [child for child in self if not child.ended]

    def spawn(self, ask: Spawn) -> tuple[Child, str]:
        """The child and a note for the user. Raises SpawnError, and then all is as before."""
        old = self._by_pane.get(ask.pane)
        if old and not old.ended:
            raise SpawnError(f"pane {ask.pane} still runs a program")
        try:
            memory = os.dup(old.journal_memory) if old else create_journal_memory(ask.pane)
            journal = map_journal(memory)
        except OSError as error:
            raise SpawnError(f"no memory for a journal: {error.strerror}") from None
        try:
            program = spawn_program(ask.argv, ask.env, ask.cwd, ask.width, ask.height)
        except SpawnError:
            journal.release()
            os.close(memory)
            raise
        self.forget(ask.pane)
        child = Child(ask.pane, program.pid, ask.argv, program.master, memory, journal)
        self._by_pane[ask.pane] = child
        return child, program.note

    def adopt(self, ask: Adopt, master: int, journal_memory: int) -> None:
        """Raises OSError or ValueError if these are not a pty and a journal."""
        self.forget(ask.pane)
        journal = map_journal(journal_memory)
        child = Child(ask.pane, ask.pid, ask.argv, master, journal_memory, journal, adopted=True)
        self._by_pane[ask.pane] = child
        child.watch = open_watch(child.pid)
        if child.watch is not None:
            self._selector.register(
                child.watch, selectors.EVENT_READ, lambda: self._end(child, None)
            )

    def send_signal(self, pane: int, number: int) -> None:
        if pane in self._by_pane:
            self._by_pane[pane].send_signal(number)

    def forget(self, pane: int) -> None:
        child = self._by_pane.pop(pane, None)
        if child:
            self._stop_draining(child)
            self._stop_watching(child)
            child.close()

    def reap(self, pid: int, status: int) -> None:
        """A child of this process ended; it need not be one of these."""
        for child in self.living:
            if child.pid == pid and not child.adopted:
                self._end(child, status)

    @property
    def unwatched(self) -> bool:
        """Whether `check_unwatched` must be called from time to time."""
        return any(child.adopted and child.watch is None for child in self.living)

    def check_unwatched(self) -> None:
        for child in self.living:
            if child.adopted and child.watch is None and not process_lives(child.pid):
                self._end(child, None)

    def start_draining(self) -> None:
        """From here on, until `stop_draining`, the journals take what the programs print."""
        for child in self:
            if child.master not in self._selector.get_map():
                self._selector.register(child.master, selectors.EVENT_READ, self._drainer(child))

    def stop_draining(self) -> None:
        for child in self:
            self._stop_draining(child)

    def hang_up(self) -> None:
        for child in self.living:
            child.hang_up()

    def kill(self) -> None:
        for child in self.living:
            child.send_signal(signal.SIGKILL)

    def _drainer(self, child: Child) -> Callable[[], None]:
        def drain() -> None:
            # An event of the same turn may have handed the pty to a server.
            watched = child.master in self._selector.get_map()
            if watched and not child.drain():
                self._stop_draining(child)

        return drain

    def _stop_draining(self, child: Child) -> None:
        if child.master in self._selector.get_map():
            self._selector.unregister(child.master)

    def _stop_watching(self, child: Child) -> None:
        if child.watch is not None and child.watch in self._selector.get_map():
            self._selector.unregister(child.watch)

    def _end(self, child: Child, status: int | None) -> None:
        if not child.ended:
            child.ended, child.status = True, status
            self._stop_watching(child)
            self._on_end(child)
