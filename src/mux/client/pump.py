"""When to paint: as soon as something changed, but never faster than the terminal and we can.

There is no frame rate. A frame goes out when its data comes; the next one no sooner than twice what
the last one took to compose (so that half of the time at least is left for keys), and not while the
terminal is still taking the one before (so that what it shows is never old).
"""

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

from mux.client.link import ServerLink
from mux.client.paint import Painter
from mux.protocol.messages import Ack

SHORTEST_PAUSE = 0.001
PAUSE_PER_COST = 2.0


class Output(Protocol):
    """The terminal's side of a driver."""

    @property
    def draining(self) -> bool:
        """Whether the terminal has not taken everything yet."""
        ...

    def write_frame(self, frame: str) -> None: ...


class Pump:
    """`ready()` says whether painting is allowed; whoever allows it again calls `run`."""

    def __init__(self, painter: Painter, link: ServerLink, ready: Callable[[], bool]) -> None:
        self._painter = painter
        self._link = link
        self._ready = ready
        self._serial = 0  # of the last rows taken
        self._acknowledged = 0
        self._not_before = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def note_rows(self, serial: int) -> None:
        self._serial = serial

    def start_over(self) -> None:
        """Another server counts from the beginning."""
        self._serial = self._acknowledged = 0

    def run(self, output: Output) -> None:
        """Paints what has changed: now, or as soon as it is time."""
        if output.draining or self._timer is not None or not self._ready():
            return
        wait = self._not_before - time.monotonic()
        if wait > 0:
            self._timer = asyncio.get_running_loop().call_later(wait, self._run_later, output)
            return
        start = time.monotonic()
        frame = self._painter.paint()
        if frame:
            output.write_frame(frame)
            end = time.monotonic()
            self._not_before = end + max(SHORTEST_PAUSE, PAUSE_PER_COST * (end - start))
        if not output.draining:
            self.acknowledge()

    def _run_later(self, output: Output) -> None:
        self._timer = None
        self.run(output)

    def acknowledge(self) -> None:
        """Tells the server that everything so far is on the terminal."""
        if self._serial != self._acknowledged:
            self._acknowledged = self._serial
            self._link.send(Ack(self._serial))
