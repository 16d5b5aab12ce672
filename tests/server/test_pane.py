"""A pane's pty: what is typed arrives, what is printed is read, and nobody waits for another."""

import asyncio
import contextlib
import os
import pty
import tty
from collections.abc import AsyncIterator, Callable

import pytest

from mux.core.ids import PaneId
from mux.keeper.shared_memory import create_journal_memory
from mux.server.pane import PanePty
from mux.server.turns import Turns
from mux.term.emulator import TermEvent
from mux.term.terminal import Terminal


class Side:
    """A pane and the program's end of its pty."""

    def __init__(self, number: int = 1) -> None:
        self.events: list[TermEvent] = []
        self.turns = 0
        self.ended = False
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        os.set_blocking(self.slave, False)
        self.pane = PanePty(PaneId(number), Terminal(40, 10), self.note_output, self.note_end)

    def attach(self) -> None:
        self.pane.attach(self.master, create_journal_memory(1), os.getpid())

    def note_output(self, pane: PaneId, events: list[TermEvent]) -> None:
        self.turns += 1
        self.events += events

    def note_end(self, pane: PaneId) -> None:
        self.ended = True

    def row(self, y: int) -> str:
        return "".join(run.text for run in self.pane.emulator.row(y)).rstrip()

    def typed(self) -> bytes:
        try:
            return os.read(self.slave, 65536)
        except BlockingIOError:
            return b""


async def until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not is_so():
            await asyncio.sleep(0.001)


@pytest.fixture
async def side() -> AsyncIterator[Side]:
    side = Side()
    yield side
    side.pane.detach()
    if side.slave >= 0:
        os.close(side.slave)


async def test_output_is_shown_and_events_are_told(side: Side) -> None:
    side.attach()
    os.write(side.slave, b"hello\x1b]2;name\x07")
    await until(lambda: side.events)
    assert side.row(0) == "hello"
    assert side.pane.emulator.title == "name"


async def test_keys_typed_before_the_program_is_up_arrive_in_order(side: Side) -> None:
    side.pane.expect()
    side.pane.write(b"ab")
    side.pane.write(b"cd")
    side.attach()
    side.pane.write(b"ef")
    received = bytearray()
    await until(lambda: received.extend(side.typed()) or received == b"abcdef")


async def test_keys_for_a_pane_without_a_program_go_nowhere(side: Side) -> None:
    side.pane.write(b"lost")
    side.attach()
    side.pane.write(b"x")
    received = bytearray()
    await until(lambda: received.extend(side.typed()) or received)
    assert received == b"x"


async def test_a_large_paste_waits_for_a_program_that_reads_slowly(side: Side) -> None:
    side.attach()
    text = os.urandom(300_000).hex().encode()
    side.pane.write(text)
    received = bytearray()
    await until(lambda: received.extend(side.typed()) or len(received) == len(text))
    assert received == text


async def test_the_end_of_the_last_program_is_told_after_its_output(side: Side) -> None:
    side.attach()
    os.write(side.slave, b"last words")
    os.close(side.slave)
    side.slave = -1
    await until(lambda: side.ended)
    assert side.row(0) == "last words"
    assert side.pane.fd == -1


async def test_a_flood_in_one_pane_leaves_turns_for_the_other(side: Side) -> None:
    """Both ptys are always full of text for the slow path; neither gets far ahead."""
    other = Side(2)
    try:
        side.attach()
        other.attach()
        busy = b"\x1b[1;1H" + b"".join(b"\x1b[3%dm%d" % (n % 8, n % 10) for n in range(500))

        def refill() -> bool:
            for target in (side, other):
                try:
                    os.write(target.slave, busy)
                except BlockingIOError:
                    continue
            return side.turns + other.turns > 200

        await until(refill)
        assert min(side.turns, other.turns) > 50
    finally:
        other.pane.detach()
        os.close(other.slave)


async def test_a_pane_that_rests_goes_on_by_itself(side: Side) -> None:
    turns = Turns()
    turns.note_key(PaneId(2))
    side.pane = PanePty(PaneId(1), Terminal(40, 10), side.note_output, side.note_end, turns)
    side.attach()
    text = b"".join(b"%d\r\n" % n for n in range(30_000))
    written = 0

    def refill() -> bool:
        nonlocal written
        with contextlib.suppress(BlockingIOError):
            written += os.write(side.slave, text[written:])
        return side.row(8) == "29999"

    await until(refill)


async def test_a_successor_sees_what_was_printed_before_and_after_a_checkpoint(side: Side) -> None:
    side.attach()
    line = "".join(chr(33 + n % 90) for n in range(39))
    printed = "".join(f"{n} {line}"[:39] + "\r\n" for n in range(12_000)).encode()
    for start in range(0, len(printed), 100_000):
        side.pane.feed(printed[start : start + 100_000])
        side.pane.mark_journal()
    side.pane.feed(b"the end")
    twin = PanePty(PaneId(1), Terminal(40, 10), lambda *_: None, lambda _: None)
    twin.attach(os.dup(side.master), os.dup(side.pane.journal_fd), os.getpid())
    try:
        assert twin.replay()
        assert [twin.emulator.row(y) for y in range(10)] == [
            side.pane.emulator.row(y) for y in range(10)
        ]
        theirs = list(side.pane.emulator.history.lines())
        ours = list(twin.emulator.history.lines())
        assert len(ours) > 5_000
        assert ours == theirs[-len(ours) :]
    finally:
        twin.detach()
