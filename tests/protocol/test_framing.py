"""Frames survive being cut anywhere, and nonsense is refused at its header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.protocol.framing import (
    HEADER,
    LARGEST_PAYLOAD,
    Frame,
    FrameReader,
    Kind,
    LocalProtocolError,
    RemoteProtocolError,
    encode_frame,
)

frames = st.builds(Frame, st.sampled_from(Kind), st.integers(0, 2**32 - 1), st.binary(max_size=40))


@given(st.lists(frames, max_size=6), st.lists(st.integers(1, 30), min_size=1))
def test_frames_come_out_as_they_went_in_however_they_are_cut(sent, cuts):
    stream = b"".join(encode_frame(frame.kind, frame.payload, frame.pane) for frame in sent)
    reader = FrameReader()
    received: list[Frame] = []
    start = turn = 0
    while start < len(stream):
        end = start + cuts[turn % len(cuts)]
        received += reader.feed(stream[start:end])
        start, turn = end, turn + 1
    assert received == sent


@given(st.binary(max_size=200))
def test_any_bytes_give_frames_or_one_kind_of_error(noise):
    reader = FrameReader(largest=100)
    try:
        for frame in reader.feed(noise):
            assert len(frame.payload) <= 100
    except RemoteProtocolError:
        pass


def test_a_frame_that_is_too_long_is_refused_before_it_arrives():
    header = HEADER.pack(LARGEST_PAYLOAD + 1, Kind.MESSAGE, 0)
    with pytest.raises(RemoteProtocolError, match="over"):
        list(FrameReader().feed(header))


def test_a_frame_of_unknown_kind_is_refused():
    with pytest.raises(RemoteProtocolError, match="unknown kind 9"):
        list(FrameReader().feed(HEADER.pack(0, 9, 0)))


def test_we_send_no_frame_that_the_peer_would_refuse():
    with pytest.raises(LocalProtocolError):
        encode_frame(Kind.PASTE, bytes(LARGEST_PAYLOAD + 1))


def test_the_limit_may_change_between_two_frames_that_came_at_once():
    reader = FrameReader(largest=5)
    received = []
    for frame in reader.feed(
        encode_frame(Kind.INPUT, b"hello") + encode_frame(Kind.INPUT, b"world!")
    ):
        received.append(frame.payload)
        reader.largest = 6
    assert received == [b"hello", b"world!"]


def test_who_stops_between_two_frames_finds_the_second_one_later():
    reader = FrameReader()
    for _ in reader.feed(encode_frame(Kind.INPUT, b"one") + encode_frame(Kind.INPUT, b"two")):
        break
    assert [frame.payload for frame in reader.feed(b"")] == [b"two"]
