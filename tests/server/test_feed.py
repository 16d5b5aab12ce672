"""What a client is sent of its panes: no more than it can take, and never what is out of date."""

import json
from typing import Any

import pytest

from mux.core.ids import PaneId
from mux.protocol.framing import FrameReader, Kind
from mux.server.feed import FLOOD_PAUSE, FRAMES_UNDER_WAY, URGENT_FRAMES, ScreenFeed
from mux.server.pane import LONGEST_HOLD, PanePty
from mux.term.terminal import Terminal

PANE = PaneId(3)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Client:
    """Collects what a feed sends."""

    def __init__(self) -> None:
        self.reader = FrameReader()
        self.frames: list[dict[str, Any]] = []
        self.feed = ScreenFeed(self.take)

    def take(self, data: bytes) -> None:
        for frame in self.reader.feed(data):
            assert frame.kind is Kind.ROWS
            assert frame.pane == PANE
            self.frames.append(json.loads(frame.payload))

    def text(self, y: int) -> str:
        return "".join(run[1] for run in self.frames[-1]["rows"][str(y)]).rstrip()


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pane() -> PanePty:
    return PanePty(PANE, Terminal(20, 10), lambda *_: None, lambda _: None)


def test_only_damaged_rows_are_sent(client: Client, pane: PanePty, clock: Clock) -> None:
    pane.feed(b"one\r\n\x1b[1;31mtwo")
    client.feed.damage(PANE, {1})
    client.feed.flush({PANE: pane}, clock)
    (frame,) = client.frames
    assert frame["rows"] == {"1": [["1;31", "two", 3], ["", " " * 17, 17]]}
    assert frame["cursor"] == [3, 1, 1, 0]
    assert not client.feed.waiting


def test_a_client_that_acknowledges_nothing_gets_no_more(
    client: Client, pane: PanePty, clock: Clock
) -> None:
    for _ in range(FRAMES_UNDER_WAY):
        assert client.feed.ready_at() is not None
        client.feed.damage(PANE, {0})
        client.feed.flush({PANE: pane}, clock)
    assert client.feed.ready_at() is None
    client.feed.acknowledge(client.frames[0]["serial"])
    assert client.feed.ready_at() is not None


def test_an_acknowledgement_from_the_future_counts_for_no_more_than_was_sent(
    client: Client, pane: PanePty, clock: Clock
) -> None:
    client.feed.acknowledge(1_000_000)
    for _ in range(FRAMES_UNDER_WAY):
        client.feed.damage(PANE, {0})
        client.feed.flush({PANE: pane}, clock)
    assert client.feed.ready_at() is None


def test_what_waited_is_sent_as_it_is_by_then(client: Client, pane: PanePty, clock: Clock) -> None:
    pane.feed(b"old")
    client.feed.damage(PANE, {0})
    pane.feed(b"\rnew")
    client.feed.damage(PANE, {0})
    client.feed.flush({PANE: pane}, clock)
    assert len(client.frames) == 1
    assert client.text(0) == "new"


def test_after_a_flood_there_is_a_rest_and_after_a_key_none(
    client: Client, pane: PanePty, clock: Clock
) -> None:
    client.feed.damage(PANE, {0})
    client.feed.flush({PANE: pane}, clock)
    assert client.feed.ready_at() == clock.now
    client.feed.acknowledge(1)
    client.feed.damage(PANE, None)
    client.feed.flush({PANE: pane}, clock)
    assert client.feed.ready_at() == clock.now + FLOOD_PAUSE


def test_a_program_may_hold_its_repaints_but_not_for_long(
    client: Client, pane: PanePty, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [50.0]
    monkeypatch.setattr("mux.server.pane.time.monotonic", lambda: now[0])
    pane.feed(b"\x1b[?2026hhalf")
    client.feed.damage(PANE, {0})
    client.feed.flush({PANE: pane}, clock)
    assert not client.frames
    assert client.feed.waiting
    now[0] += 2 * LONGEST_HOLD
    client.feed.flush({PANE: pane}, clock)
    assert client.text(0) == "half"


def test_a_view_of_the_history_stands_still(client: Client, pane: PanePty, clock: Clock) -> None:
    pane.feed(b"".join(b"line %d\r\n" % n for n in range(30)))
    assert pane.scroll_by(5)
    client.feed.damage(PANE, None)
    client.feed.flush({PANE: pane}, clock)
    top = client.text(0)
    pane.feed(b"more\r\n" * 7)
    client.feed.damage(PANE, None)
    client.feed.flush({PANE: pane}, clock)
    assert client.text(0) == top
    assert client.frames[-1]["scroll"] == [12, len(pane.emulator.history)]
    assert client.frames[-1]["cursor"][2] == 0


def test_panes_out_of_sight_are_forgotten(client: Client, pane: PanePty, clock: Clock) -> None:
    client.feed.damage(PANE, None)
    client.feed.forget([PaneId(4)])
    client.feed.flush({PANE: pane}, clock)
    assert not client.frames


def test_what_was_just_typed_waits_neither_for_a_pause_nor_for_the_rest(
    client: Client, pane: PanePty, clock: Clock
) -> None:
    other = PaneId(4)
    flooding = PanePty(other, Terminal(20, 10), lambda *_: None, lambda _: None)
    client.feed.damage(PANE, None)
    client.feed.flush({PANE: pane}, clock)
    assert (client.feed.ready_at() or 0) > clock.now

    pane.feed(b"x")
    client.feed.damage(other, None)
    client.feed.damage(PANE, {0}, urgent=True)
    assert (client.feed.ready_at() or 0) <= clock.now
    client.feed.flush({PANE: pane, other: flooding}, clock)
    assert client.text(0) == "x"
    assert client.feed.waiting
    client.feed.acknowledge(client.frames[-1]["serial"])
    assert (client.feed.ready_at() or 0) > clock.now


def test_not_even_urgent_frames_pile_up(client: Client, pane: PanePty, clock: Clock) -> None:
    for _ in range(FRAMES_UNDER_WAY + URGENT_FRAMES):
        client.feed.damage(PANE, {0}, urgent=True)
        assert client.feed.ready_at() is not None
        client.feed.flush({PANE: pane}, clock)
    client.feed.damage(PANE, {0}, urgent=True)
    assert client.feed.ready_at() is None
