"""The journal against a plain bytes object that forgets nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.protocol.journal import HEADER_SIZE, Journal, Stretch, create_journal

pieces = st.lists(st.binary(max_size=40), max_size=12)


@given(pieces, st.integers(1, 64), st.integers(0, 200))
def test_gives_back_the_last_of_what_was_appended(appended, size, position):
    journal = create_journal(bytearray(HEADER_SIZE + size))
    for piece in appended:
        journal.append(piece)
    everything = b"".join(appended)
    assert journal.written == len(everything)
    oldest = max(0, len(everything) - size)
    if position > len(everything):
        assert journal.since(position) == Stretch(b"", complete=False)
    else:
        expected = Stretch(everything[max(position, oldest) :], position >= oldest)
        assert journal.since(position) == expected


@given(pieces, pieces)
def test_the_mark_divides_what_is_safe_from_what_is_not(before, after):
    journal = create_journal(bytearray(HEADER_SIZE + 1000))
    for piece in before:
        journal.append(piece)
    journal.mark()
    for piece in after:
        journal.append(piece)
    assert journal.since_mark() == Stretch(b"".join(after), complete=True)


@given(pieces)
def test_whoever_opens_it_next_goes_on_where_the_last_one_stopped(appended):
    memory = bytearray(HEADER_SIZE + 32)
    create_journal(memory).release()
    for piece in appended:
        journal = Journal(memory)
        journal.append(piece)
        journal.mark()
        journal.release()
    assert Journal(memory).since(0).data == b"".join(appended)[-32:]
    assert Journal(memory).marked == sum(map(len, appended))


class KilledError(Exception):
    pass


class Memory:
    """A view that dies at its nth store, as the process may."""

    def __init__(self, view, stores):
        self._view = view
        self._stores = stores

    def __getitem__(self, key):
        return self._view[key]

    def __setitem__(self, key, value):
        if not self._stores:
            raise KilledError
        self._stores.pop()
        self._view[key] = value


@given(pieces, st.binary(max_size=40), st.integers(0, 4), st.integers(1, 64))
def test_a_writer_killed_at_any_store_leaves_only_what_is_whole(appended, last, stores, size):
    memory = bytearray(HEADER_SIZE + size)
    journal = create_journal(memory)
    for piece in appended:
        journal.append(piece)
    budget = [None] * stores
    journal._header = Memory(journal._header, budget)
    journal._ring = Memory(journal._ring, budget)
    everything = b"".join(appended)
    try:
        journal.append(last)
        everything += last
    except KilledError:
        pass
    left = Journal(memory)
    stretch = left.since(0)
    assert left.written == len(everything)
    assert everything.endswith(stretch.data)
    assert not stretch.complete or stretch.data == everything


@pytest.mark.parametrize(
    "memory",
    [bytearray(), bytearray(HEADER_SIZE), bytearray(4096), bytearray(b"muxjrnl1" + bytes(4088))],
)
def test_other_memory_is_refused(memory):
    with pytest.raises(ValueError, match="journal"):
        Journal(memory)
    with pytest.raises(ValueError, match="room"):
        create_journal(bytearray(HEADER_SIZE))
