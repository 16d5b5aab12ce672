"""Contents of panes: what is saved in steps is what is read back."""

import errno
import os
import threading
import time
import zlib
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.persist import contents_store
from mux.persist.contents import Contents, decode_records, encode_record, load_contents
from mux.persist.contents_store import ContentsStore, find_overlap
from mux.persist.errors import StoreError

lines = st.lists(
    st.sampled_from(["", "$ ls", "a", "b", "\x1b[31mred\x1b[m", "日本", "y"]), max_size=9
)
STATE = {"cursor": [0, 1]}


def load(folder, name, until=None):
    return load_contents(folder, name, until)


@given(snapshots=st.lists(lines, min_size=1, max_size=8))
def test_every_save_reads_back_as_it_was(tmp_path_factory, snapshots):
    folder = tmp_path_factory.mktemp("session")
    store = ContentsStore(folder)
    for moment, snapshot in enumerate(snapshots):
        name = store.save(1, snapshot, {"turn": moment}, float(moment))
        assert load(folder, name) == Contents(snapshot, moment, {"turn": moment})
    for moment, snapshot in enumerate(snapshots):
        assert load(folder, name, until=moment + 0.5).lines == snapshot


@given(lines, lines)
def test_the_overlap_is_one(old, new):
    start, common = find_overlap(array("q", map(hash, old)), array("q", map(hash, new)))
    assert old[start : start + common] == new[:common]


@given(old=st.integers(0, 30), shift=st.integers(0, 30))
def test_lines_that_scrolled_are_found_again(old, shift):
    keys = array("q", range(old))
    moved = array("q", range(min(shift, old), old + 5))
    start, common = find_overlap(keys, moved)
    assert (start, common) == ((shift, old - shift) if shift < old else (old, 0))


def test_only_what_is_new_is_written(folder):
    store = ContentsStore(folder)
    screen = [f"line {n}" for n in range(1000)]
    path = folder / store.save(1, screen, STATE, 1.0)
    full = path.stat().st_size
    store.save(1, [*screen[3:], "new", "newer", "newest"], STATE, 2.0)
    assert path.stat().st_size - full < 150
    before = path.stat().st_size
    store.save(1, [*screen[3:], "new", "newer", "newest"], STATE, 3.0)
    assert path.stat().st_size == before
    assert store.settle()
    assert not store.settle()


def test_a_file_that_has_grown_past_twice_its_worth_is_written_anew(folder):
    store = ContentsStore(folder)
    sizes = []
    for moment in range(200):
        screen = [f"{moment} {row}" for row in range(50)]
        name = store.save(1, screen, STATE, float(moment))
        sizes.append((folder / name).stat().st_size)
        store.sweep([(name, None)])
    assert name == "contents/1.ansi"
    assert max(sizes) < 30 * sizes[0]
    assert load(folder, name).lines == screen
    assert len(list((folder / "contents").iterdir())) == 1


def test_what_was_written_anew_still_tells_an_earlier_snapshot(folder):
    store = ContentsStore(folder)
    for moment in range(100):
        screen = [f"{moment} {row}" for row in range(50)]
        name = store.save(1, screen, STATE, float(moment))
    store.sweep([(name, None), (name, 7.0), (name, 93.0)])
    for moment in (7, 93):
        assert load(folder, name, until=moment + 0.9).lines[0] == f"{moment} 0"
    assert len(list((folder / "contents").iterdir())) <= 3


def test_cat_shows_what_the_pane_showed(folder):
    store = ContentsStore(folder)
    store.save(1, ["one", "two", "$ "], STATE, 1.0)
    name = store.save(1, ["one", "two", "$ ls", "file", "$ "], STATE, 2.0)
    rows, place = [], 0
    content = (folder / name).read_bytes()
    while place < len(content):  # what a terminal does with CPL, ED, APC and lines
        if content.startswith(b"\x1b_", place):
            place = content.index(b"\x1b\\", place) + 2
        elif content.startswith(b"\x1b[1F\x1b[J", place):
            rows.pop()
            place += 7
        else:
            end = content.index(b"\n", place)
            rows.append(content[place:end])
            place = end + 1
    assert rows == [b"one", b"two", b"$ ls", b"file", b"$ "]


def test_a_new_run_never_writes_into_the_files_of_the_last(folder):
    first = ContentsStore(folder).save(3, ["old"], STATE, 1.0)
    second = ContentsStore(folder).save(3, ["new"], STATE, 2.0)
    assert (first, second) == ("contents/3.ansi", "contents/3-2.ansi")
    assert load(folder, first).lines == ["old"]
    assert load(folder, second).lines == ["new"]


def test_nothing_but_text_colours_and_links_is_ever_written(folder):
    link = "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\"
    odd = ["\x1b[2J\x1b[5F\x1b[Jx", "a\x1b_mux 0 {}\x1b\\b", "tab\there", "two\nlines\r", link]
    name = ContentsStore(folder).save(1, odd, STATE, 1.0)
    assert load(folder, name).lines == [
        "[2J[5F[Jx",
        "a_mux 0 {}\x1b\\b",
        "tab\there",
        "two lines",
        link,
    ]


def test_bytes_that_are_no_utf8_come_back(folder):
    text = b"caf\xe9".decode("utf-8", "surrogateescape")
    name = ContentsStore(folder).save(1, [text], STATE, 1.0)
    assert load(folder, name).lines == [text]


def test_a_file_cut_at_any_byte_gives_the_last_whole_record():
    records = [
        encode_record(0, ["one", "two"], 2, STATE, 1.0),
        encode_record(1, ["\x1b[1mTWO\x1b[m", "three"], 3, STATE, 2.0),
    ]
    content = b"".join(records)
    for end in range(len(content) + 1):
        found = decode_records(content[:end])
        if end < len(records[0]):
            assert found is None
        elif end < len(content):
            assert found.lines == ["one", "two"]
            assert found.whole == (end == len(records[0]))
        else:
            assert found == Contents(["one", "\x1b[1mTWO\x1b[m", "three"], 2.0, STATE)


def test_a_file_with_any_byte_changed_never_tells_a_lie():
    good = encode_record(0, ["one"], 1, STATE, 1.0)
    last = encode_record(0, ["two"], 2, STATE, 2.0)
    content = good + last
    for place in range(len(content)):
        broken = bytearray(content)
        broken[place] ^= 0x41
        found = decode_records(bytes(broken))
        if found is not None:
            assert found.lines == ["one"]
            assert not found.whole
        else:
            assert place < len(good)


def test_what_a_failed_append_tore_is_cut_off_by_the_next(folder):
    store = ContentsStore(folder)
    path = folder / store.save(1, ["one"], STATE, 1.0)
    with path.open("ab") as file:
        file.write(b"half a record" * 1000)
    name = store.save(1, ["one", "two"], STATE, 2.0)
    assert load(folder, name) == Contents(["one", "two"], 2.0, STATE)


@pytest.mark.parametrize("harm", ["unlink", "truncate"])
def test_a_file_taken_away_is_written_again_in_full(folder, harm):
    store = ContentsStore(folder)
    path = folder / store.save(1, ["one"], STATE, 1.0)
    if harm == "unlink":
        path.unlink()
    else:
        path.write_bytes(b"")
    name = store.save(1, ["one", "two"], STATE, 2.0)
    assert load(folder, name).lines == ["one", "two"]


def test_a_disk_that_fails_late_makes_the_next_save_a_full_one(folder, monkeypatch):
    store = ContentsStore(folder)
    first = store.save(1, ["one"], STATE, 1.0)
    with monkeypatch.context() as broken:

        def fail(_descriptor):
            raise OSError(errno.EIO, "Input/output error")

        broken.setattr(os, "fsync", fail)
        with pytest.raises(StoreError, match="Input/output error"):
            store.settle()
    second = store.save(1, ["one"], STATE, 2.0)
    assert second != first
    assert load(folder, second).lines == ["one"]
    assert store.settle()


def test_erasing_a_pane_leaves_nothing_of_it(folder):
    ContentsStore(folder).save(1, ["secret"], STATE, 1.0)
    store = ContentsStore(folder)
    store.save(1, ["secret"], STATE, 2.0)
    store.save(11, ["other"], STATE, 2.0)
    store.erase(1)
    assert [path.name for path in (folder / "contents").iterdir()] == ["11.ansi"]


def test_sweeping_keeps_what_is_written_and_what_is_named(folder):
    old = ContentsStore(folder)
    for pane in (1, 2, 3):
        old.save(pane, ["old"], STATE, 1.0)
    store = ContentsStore(folder)
    store.save(4, ["new"], STATE, 2.0)
    store.sweep([("contents/1.ansi", None), ("contents/2.ansi", 1.0)])
    left = sorted(path.name for path in (folder / "contents").iterdir())
    assert left == ["1.ansi", "2.ansi", "4.ansi"]


def test_files_are_private_whatever_the_umask(folder, no_umask):
    path = folder / ContentsStore(folder).save(1, ["x"], STATE, 1.0)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["../../etc/passwd", "contents/../x.ansi", "x", "/etc/passwd", ""])
def test_names_that_lead_elsewhere_are_refused(folder, name):
    with pytest.raises(StoreError, match="not a name"):
        load(folder, name)


def test_a_missing_or_empty_file_is_an_error_with_the_reason(folder):
    with pytest.raises(StoreError, match="No such file"):
        load(folder, "contents/1.ansi")
    path = folder / ContentsStore(folder).save(1, ["x"], STATE, 1.0)
    path.write_bytes(b"")
    with pytest.raises(StoreError, match="nothing that can be read"):
        load(folder, "contents/1.ansi")


def test_the_seal_is_the_crc_of_all_before_it():
    record = encode_record(0, ["one"], 1, {}, 1.0)
    body, _, rest = record.partition(b"\x1b_mux ")
    sealed = rest[9:-2]
    assert int(rest[:8], 16) == zlib.crc32(body + sealed)


def test_many_panes_are_on_the_disk_when_it_says_so(tmp_path, monkeypatch):
    synced = set()

    def sync(path):
        if threading.current_thread() is not threading.main_thread():
            time.sleep(0.02)  # so that an answer too early would be seen
        synced.add(path.name)

    monkeypatch.setattr(contents_store, "sync_file", sync)
    store = ContentsStore(tmp_path)
    for pane in range(1, 21):
        store.save(pane, [f"pane {pane}"], {}, 1.0)
    assert store.settle()
    assert synced == {f"{pane}.ansi" for pane in range(1, 21)}
    assert not store.settle()


def test_what_could_not_be_synced_among_many_is_written_in_full_again(tmp_path, monkeypatch):
    def fail(path):
        if path.name == "20.ansi":
            raise OSError(errno.EIO, "Input/output error")

    store = ContentsStore(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(contents_store, "sync_file", fail)
        for pane in range(1, 21):
            store.save(pane, [f"pane {pane}"], {}, 1.0)
        with pytest.raises(StoreError):
            store.settle()
    name = store.save(20, ["pane 20"], {}, 1.0)
    assert store.settle()
    assert load_contents(tmp_path, name).lines == ["pane 20"]
