"""Frames and descriptors stay in step, however the kernel cuts the stream."""

import os
import select
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.keeper.wire import Channel
from mux.protocol.framing import LocalProtocolError
from mux.protocol.keeper_messages import Adopt, Ready, Report, Spawned

numbers = st.integers(1, 2**31)
sent_messages = st.lists(
    st.one_of(
        st.builds(Report, numbers, numbers, st.lists(st.text(max_size=2000), max_size=3)),
        st.builds(Spawned, numbers, numbers, error=st.text(max_size=20)),
        st.just(Ready()),
    ),
    max_size=8,
)


def pair(buffer=None):
    ends = socket.socketpair()
    if buffer:
        ends[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer)
    return Channel(ends[0]), Channel(ends[1])


@given(sent_messages)
def test_every_message_arrives_with_its_own_descriptors(messages):
    ours, theirs = pair(buffer=4608)  # the smallest that Linux gives: long frames go in parts
    sources = [os.memfd_create(f"{n}") for n in range(2 * len(messages))]
    for n, message in enumerate(messages):
        wanted = getattr(message, "descriptors", 0)
        ours.send(message, sources[2 * n : 2 * n + wanted])
    received = []
    while len(received) < len(messages):
        ours.flush()
        select.select([theirs], [], [], 10)
        received += theirs.receive()
    assert [item.message for item in received] == messages
    for n, item in enumerate(received):
        for source, arrived in zip(sources[2 * n :], item.descriptors, strict=False):
            assert os.path.sameopenfile(source, arrived)
            assert not os.get_inheritable(arrived)
            os.close(arrived)
    for source in sources:
        os.close(source)
    ours.close()
    theirs.close()


def test_a_message_must_announce_its_descriptors():
    ours, theirs = pair()
    with pytest.raises(LocalProtocolError):
        ours.send(Adopt(1, 1, []), [0])
    ours.close()
    theirs.close()


def test_what_was_said_before_the_end_is_still_heard():
    ours, theirs = pair()
    ours.send(Ready())
    ours.close()
    assert [item.message for item in theirs.receive()] == [Ready()]
    assert theirs.ended
    theirs.close()


def test_sending_to_a_peer_that_is_gone_is_no_error_and_leaks_nothing():
    ours, theirs = pair()
    theirs.close()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        ours.send(Adopt(1, 1, []), [0, 1])
    assert len(os.listdir("/proc/self/fd")) == before
    assert not ours.backlog
    assert ours.receive() == []
    assert ours.ended
    ours.close()


def test_closing_drops_descriptors_that_nobody_took():
    ours, theirs = pair()
    before = len(os.listdir("/proc/self/fd"))
    ours.send(Adopt(1, 1, ["x" * 3_000_000]), [0, 1])  # the frame can't arrive whole
    assert ours.backlog
    theirs.receive()
    theirs.close()
    ours.close()
    assert len(os.listdir("/proc/self/fd")) == before - 2
