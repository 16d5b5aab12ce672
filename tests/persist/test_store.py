"""A good save is never replaced by a worse one."""

import errno
import os
import stat

import pytest

from mux.config.session_file import SessionHeader, write_session
from mux.core.layout import Layout
from mux.persist.errors import StoreError
from mux.persist.generations import list_generations
from mux.persist.loading import load_session
from mux.persist.store import SessionStore

NOW = 1_800_000_000.0


def test_a_save_reads_back(store, folder, write, read, program_of):
    assert store.save(write("vim"), NOW)
    loaded = load_session(folder, read)
    assert program_of(loaded.value) == "vim"
    assert (loaded.generation, loaded.problems) == ("", ())


def test_an_unchanged_session_writes_nothing(store, folder, write):
    store.save(write(), NOW)
    before = [(p, p.stat().st_mtime_ns, p.stat().st_ino) for p in sorted(folder.rglob("*"))]
    for tick in range(1, 100):
        assert not store.save(write(), NOW + tick)
    assert before == [(p, p.stat().st_mtime_ns, p.stat().st_ino) for p in sorted(folder.rglob("*"))]


def test_the_time_of_the_file_tells_of_saved_contents_too(store, write):
    store.save(write(contents=store.contents.save(1, ["a"], {}, NOW)), NOW)
    store.contents.save(1, ["b"], {}, NOW + 5)
    assert not store.save(write(contents="contents/1.ansi"), NOW + 5)
    assert store.path.stat().st_mtime == NOW + 5


@pytest.mark.parametrize("harm", ["empty", "no panes", "cut", "no header", "a pane less", "noise"])
def test_what_cannot_be_loaded_never_replaces_what_can(store, folder, write, read, harm):
    store.save(write(), NOW)
    text = {
        "empty": "",
        "no panes": write_session(SessionHeader(name="work"), Layout(())),
        "cut": write()[:-5],
        "no header": "layout { pane; }",
        "a pane less": write().replace("panes=1", "panes=2"),
        "noise": "not kdl ]",
    }[harm]
    with pytest.raises(StoreError, match="refused"):
        store.save(text, NOW + 1)
    assert load_session(folder, read).problems == ()
    assert store.save(write("less"), NOW + 2)


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_files_and_folders_are_private_whatever_the_umask(store, folder, write, no_umask, umask):
    os.umask(umask)
    for program in ("vim", "less"):
        store.save(write(program), NOW)
        store.begin_restore(NOW)
        store.finish_restore()
    for path in [folder, folder.parent, *folder.rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


@pytest.mark.parametrize("step", ["open", "write", "fsync", "rename", "link", "pread"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_save_that_fails_leaves_the_last_and_the_next_one_works(
    store, folder, write, read, program_of, monkeypatch, step, number
):
    store.save(write("vim"), NOW)
    with monkeypatch.context() as broken:

        def fail(*_arguments, **_options):
            raise OSError(number, os.strerror(number))

        broken.setattr(os, step, fail)
        with pytest.raises(StoreError) as raised:
            store.save(write("less"), NOW + 100)
    assert raised.value.errno == number
    assert os.strerror(number) in str(raised.value)
    assert program_of(load_session(folder, read).value) == "vim"
    assert not list(folder.glob(".*"))
    assert store.save(write("less"), NOW + 101)
    assert program_of(load_session(folder, read).value) == "less"


def test_what_reads_back_differently_is_not_promoted(
    store, folder, write, read, program_of, monkeypatch
):
    store.save(write("vim"), NOW)
    with monkeypatch.context() as broken:
        broken.setattr(os, "pread", lambda *_: b"something else")
        with pytest.raises(StoreError, match="read back"):
            store.save(write("less"), NOW + 1)
    assert program_of(load_session(folder, read).value) == "vim"


def test_a_short_write_is_continued(store, folder, write, read, program_of, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, content: real(fd, content[:7]))
    store.save(write("vim"), NOW)
    assert program_of(load_session(folder, read).value) == "vim"


def test_a_folder_taken_away_is_made_again(store, folder, write, read, program_of):
    store.save(write("vim", contents=store.contents.save(1, ["text"], {}, NOW)), NOW)
    folder.rename(folder.with_name("gone"))
    assert store.lost
    name = store.contents.save(1, ["text"], {}, NOW + 1)
    assert store.save(write("vim", contents=name), NOW + 1)
    assert not store.lost
    loaded = load_session(folder, read)
    assert loaded.contents(name).lines == ["text"]


def test_what_a_crashed_writer_left_behind_is_swept(store, folder, write):
    store.save(write("vim"), NOW)
    (folder / ".session.kdl.1-1.tmp").write_text("half")
    (folder / "contents").mkdir()
    (folder / "contents" / ".1.ansi.1-1.tmp").write_text("half")
    (folder / "contents" / "9.ansi").write_text("nobody asks for it")
    store.save(write("less"), NOW + 1)
    left = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert {name for name in left if "generations" not in name} == {"session.kdl"}


# --- restoring -----------------------------------------------------------------------------------


def test_while_a_restore_is_not_whole_nothing_replaces_what_it_started_from(
    store, folder, write, read, program_of
):
    store.save(write("vim"), NOW)
    second = SessionStore(folder)
    name = second.begin_restore(NOW + 10)
    assert not second.save(write("half"), NOW + 11)
    assert program_of(load_session(folder, read).value) == "vim"

    third = SessionStore(folder)  # the second crashed
    assert third.restoring == name
    assert not third.save(write("half"), NOW + 12)
    assert third.begin_restore(NOW + 13) == name
    third.finish_restore()
    assert third.save(write("whole"), NOW + 14)
    assert program_of(load_session(folder, read).value) == "whole"
    assert name in [generation.name for generation in list_generations(folder)]


def test_an_unfinished_restore_is_started_again_from_the_same_snapshot(
    store, folder, write, read, program_of
):
    store.save(write("vim"), NOW)
    store.save(write("less"), NOW + 100)
    oldest = list_generations(folder)[-1]
    SessionStore(folder).begin_restore(NOW + 200, oldest.name)
    loaded = load_session(folder, read)
    assert (program_of(loaded.value), loaded.generation) == ("vim", oldest.name)


def test_a_restore_starts_from_contents_saved_long_after_the_layout(store, folder, write, read):
    name = store.contents.save(1, ["early"], {}, NOW)
    store.save(write(contents=name), NOW)
    store.contents.save(1, ["late"], {}, NOW + 5000)
    store.save(write(contents=name), NOW + 5000)
    SessionStore(folder).begin_restore(NOW + 9000)
    loaded = load_session(folder, read)
    assert loaded.generation
    assert loaded.contents(name).lines == ["late"]
