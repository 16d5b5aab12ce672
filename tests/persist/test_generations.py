"""Which earlier snapshots are kept."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mux.persist.generations import (
    DAY,
    choose_kept,
    list_generations,
    name_generation,
    parse_generation,
)
from mux.persist.loading import load_session
from mux.persist.store import SessionStore

NOW = 1_800_000_000.0
MINUTE, HOUR = 60, 3600


@given(st.sets(st.integers(0, 9 * 24).map(lambda hours: NOW - HOUR * hours), max_size=60))
def test_the_last_ten_stay_and_the_first_of_each_of_seven_days(moments):
    kept = choose_kept(moments, NOW)
    assert kept <= moments
    assert set(sorted(moments)[-10:]) <= kept
    for days_ago in range(7):
        day = NOW // DAY - days_ago
        of_day = [moment for moment in moments if moment // DAY == day]
        assert not of_day or min(of_day) in kept
    assert len(kept) <= 17
    assert choose_kept(kept, NOW) == kept


@given(st.integers(0, 4_000_000_000))
def test_names_are_times(moment):
    assert parse_generation(name_generation(moment)) == moment


def test_quick_changes_make_one_generation(store, folder, write):
    for second in range(150):
        store.save(write(f"program-{second}"), NOW + second)
    moments = [generation.moment for generation in list_generations(folder)]
    assert len(moments) == 3
    assert all(later - earlier >= MINUTE for later, earlier in pairwise(moments))


def test_a_generation_is_named_by_when_it_was_last_true(store, folder, write, read, program_of):
    store.save(write("long"), NOW)
    for tick in range(1, 500):
        store.save(write("long"), NOW + tick)
    store.save(write("next"), NOW + 500)
    (generation,) = list_generations(folder)
    assert generation.moment == NOW + 499
    assert program_of(load_session(folder, read, generation.name).value) == "long"


def test_what_a_new_server_finds_always_becomes_one(store, folder, write):
    store.save(write("a"), NOW)
    store.save(write("b"), NOW + 100)
    SessionStore(folder).save(write("c"), store.path.stat().st_mtime + 1)
    assert len(list_generations(folder)) == 2


def test_a_month_of_work_leaves_seventeen_at_most(store, folder, write, read):
    moment, turn = NOW, 0
    while moment < NOW + 9 * DAY:
        turn += 1
        store.save(write(f"program-{turn}"), moment)
        moment += 3 * HOUR
    days = [int(generation.moment // DAY) for generation in list_generations(folder)]
    assert len(days) <= 17
    assert len(set(days)) == 7
    for generation in list_generations(folder):
        load_session(folder, read, generation.name)


def test_a_generation_comes_with_the_contents_of_its_time(store, folder, write, read):
    for turn in range(5):
        for second in range(20):
            lines = [f"turn {turn} second {second} row {row}" for row in range(60)]
            name = store.contents.save(1, lines, {}, NOW + 100 * turn + second)
            store.save(write(f"program-{turn}", contents=name), NOW + 100 * turn + second)
    for number, turn in enumerate([3, 2, 1, 0], 1):
        loaded = load_session(folder, read, str(number))
        assert loaded.contents(name).lines[0] == f"turn {turn} second 19 row 0"
