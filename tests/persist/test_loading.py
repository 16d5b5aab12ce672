"""Damage of every kind: set aside, said so, and the best that is left is used."""

import os

import pytest

from mux.persist.errors import StoreError
from mux.persist.loading import load_session, quarantine

NOW = 1_800_000_000.0


@pytest.fixture
def saved(store, folder, write):
    """Two snapshots: "older" as a generation, "newer" as the present one."""
    for moment, program in ((NOW, "older"), (NOW + 100, "newer")):
        store.save(write(program, created=NOW), moment)
        os.utime(store.path, (moment, moment))
    return folder


def test_a_file_cut_at_any_byte_gives_way_to_the_snapshot_before_it(saved, read, program_of):
    whole = (saved / "session.kdl").read_bytes()
    for end in range(len(whole) - 1):
        (saved / "session.kdl").write_bytes(whole[:end])
        loaded = load_session(saved, read)
        assert program_of(loaded.value) == "older", whole[:end]
        assert loaded.generation == "2027-01-15T08-00-00Z"
        (aside,) = saved.glob("session.kdl.corrupt-*")
        assert aside.read_bytes() == whole[:end]
        assert aside.name in loaded.problems[0]
        assert "2027-01-15T08-00-00Z" in loaded.problems[-1]
        aside.unlink()


def test_a_file_with_any_byte_changed_is_read_or_set_aside_but_nothing_crashes(saved, read):
    whole = (saved / "session.kdl").read_bytes()
    for place in range(len(whole)):
        broken = bytearray(whole)
        broken[place] ^= 0x55
        (saved / "session.kdl").write_bytes(broken)
        loaded = load_session(saved, read)
        set_aside = [path.read_bytes() for path in saved.glob("session.kdl.corrupt-*")]
        if loaded.generation:
            assert bytes(broken) in set_aside
            assert loaded.problems
        for path in saved.glob("session.kdl.corrupt-*"):
            path.unlink()


def test_when_nothing_can_be_read_all_of_it_is_kept_and_told(saved, read):
    for path in saved.rglob("*.kdl"):
        path.write_text("layout {")
    with pytest.raises(StoreError) as raised:
        load_session(saved, read)
    assert str(raised.value).count("damaged") == 2
    assert len(list(saved.rglob("*.corrupt-*"))) == 2


def test_a_file_that_is_missing_gives_way_too(saved, read, program_of):
    (saved / "session.kdl").unlink()
    assert program_of(load_session(saved, read).value) == "older"


def test_a_generation_can_be_asked_for(saved, read, program_of):
    for wanted in ("1", "2027-01-15", "2027-01-15 08:00", "2027-01-15T08-00-00Z"):
        assert program_of(load_session(saved, read, wanted).value) == "older"
    for wanted in ("2", "2026", "never", ""):
        if wanted:
            with pytest.raises(StoreError, match="earlier snapshot"):
                load_session(saved, read, wanted)


def test_an_unknown_session_is_an_error(folder, read):
    with pytest.raises(StoreError, match="No such file"):
        load_session(folder, read)
    folder.mkdir(parents=True)
    with pytest.raises(StoreError, match="no saved session"):
        load_session(folder, read)


def test_setting_aside_twice_in_a_second_keeps_both(tmp_path):
    path = tmp_path / "x.kdl"
    for text in ("one", "two"):
        path.write_text(text)
        quarantine(path, NOW)
    assert sorted(found.read_text() for found in tmp_path.iterdir()) == ["one", "two"]


# --- whom to trust -------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["session.kdl", "."])
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_what_others_can_write_is_refused(saved, read, what, mode):
    os.chmod(saved / what, mode | (0o100 if what == "." else 0))
    with pytest.raises(StoreError, match="can be written by others"):
        load_session(saved, read)
    assert not list(saved.glob("*.corrupt-*"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("what", ["session.kdl", "."])
def test_what_belongs_to_somebody_else_is_refused(saved, read, what):
    os.chown(saved / what, 65534, 65534)
    with pytest.raises(StoreError, match="belongs to somebody else"):
        load_session(saved, read)


def test_a_link_in_the_place_of_a_file_is_refused(saved, read, tmp_path):
    real = tmp_path / "elsewhere.kdl"
    (saved / "session.kdl").rename(real)
    (saved / "session.kdl").symlink_to(real)
    with pytest.raises(StoreError, match="symbolic link"):
        load_session(saved, read)
