"""The server's socket: who gets in, and what becomes of those who send rubbish."""

import asyncio
import contextlib
import os
import socket
import stat
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from mux.protocol.framing import Frame, FrameReader, Kind, RemoteProtocolError, encode_frame
from mux.protocol.messages import VERSION, Ack, Hello, Refused
from mux.server import hub as hub_module
from mux.server.hub import CODEC, ClientConnection, Hub, peer_uid

HELLO = CODEC.encode(Hello(VERSION, "client", 80, 24, os.getpid()))


class Record:
    """What the hub told."""

    def __init__(self) -> None:
        self.hellos: list[Hello] = []
        self.frames: list[Frame] = []
        self.left: list[ClientConnection] = []

    def on_frame(self, connection: ClientConnection, frame: Frame) -> None:
        if frame.payload == b"nonsense":
            raise RemoteProtocolError("nonsense")
        self.frames.append(frame)


@pytest.fixture
def record() -> Record:
    return Record()


@pytest.fixture
async def path(record: Record, tmp_path: Path) -> AsyncIterator[Path]:
    path = tmp_path / "s.sock"
    path.write_text("left over from a crash")
    hub = Hub(lambda _, hello: record.hellos.append(hello), record.on_frame, record.left.append)
    await hub.listen(path)
    yield path
    hub.close()
    assert not path.exists()


async def until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not is_so():
            await asyncio.sleep(0.001)


async def read_messages(reader: asyncio.StreamReader) -> list[Any]:
    """All that comes before the end."""
    received = FrameReader().feed(await reader.read())
    return [CODEC.decode(frame) for frame in received]


def test_the_socket_is_the_users_alone(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_frames_after_the_hello_are_handed_over(path: Path, record: Record) -> None:
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(HELLO + encode_frame(Kind.INPUT, b"ls\r", 7))
    await until(lambda: record.frames)
    assert record.hellos[0].width == 80
    assert record.frames == [Frame(Kind.INPUT, 7, b"ls\r")]
    writer.close()
    await until(lambda: record.left)
    assert await reader.read() == b""


async def test_what_comes_with_the_hello_may_be_cut_and_large(path: Path, record: Record) -> None:
    """A client that reconnects sends all at once what was typed and pasted meanwhile."""
    reader, writer = await asyncio.open_unix_connection(path)
    paste = encode_frame(Kind.PASTE, b"p" * 100_000, 7)
    writer.write(HELLO + paste[:1000])
    await until(lambda: record.hellos)
    writer.write(paste[1000:] + encode_frame(Kind.INPUT, b"ls\r", 7))
    await until(lambda: len(record.frames) == 2)
    assert [len(frame.payload) for frame in record.frames] == [100_000, 3]
    writer.close()
    await until(lambda: record.left)
    assert await reader.read() == b""


@pytest.mark.parametrize(
    "rubbish",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        os.urandom(512),
        encode_frame(Kind.INPUT, b"keys before the hello"),
        CODEC.encode(Ack(1)),
        encode_frame(Kind.MESSAGE, b'{"type": "hello", "version": "one", "role": "client"}'),
        encode_frame(Kind.MESSAGE, b"[" * 100_000),
        CODEC.encode(Hello(VERSION, "keeper")),
        HELLO + encode_frame(Kind.MESSAGE, b"nonsense"),
    ],
)
async def test_rubbish_ends_the_connection_and_nothing_else(
    path: Path, record: Record, rubbish: bytes
) -> None:
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(rubbish)
    async with asyncio.timeout(20):
        # A reset tells of what the server had not read yet: just as much an end.
        with contextlib.suppress(ConnectionResetError):
            assert await reader.read() == b""
    writer.close()
    _, good = await asyncio.open_unix_connection(path)
    good.write(HELLO)
    await until(lambda: record.hellos)
    good.close()


async def test_another_version_is_refused_with_a_reason(path: Path, record: Record) -> None:
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(CODEC.encode(Hello(VERSION + 1, "client", 80, 24)))
    (refusal,) = await read_messages(reader)
    assert isinstance(refusal, Refused)
    assert "protocol" in refusal.reason
    assert not record.hellos
    writer.close()


async def test_who_says_nothing_is_dropped(
    path: Path, monkeypatch: pytest.MonkeyPatch, record: Record
) -> None:
    monkeypatch.setattr(hub_module, "HELLO_DEADLINE", 0.01)
    reader, writer = await asyncio.open_unix_connection(path)
    async with asyncio.timeout(20):
        with contextlib.suppress(ConnectionResetError):
            assert await reader.read() == b""
    assert not record.left, "it never was a client"
    writer.close()


def test_the_peer_of_a_socket_is_known() -> None:
    one, other = socket.socketpair()
    with one, other:
        assert peer_uid(one) == os.getuid()
