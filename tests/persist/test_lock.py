"""One server at a time, told from one that is gone."""

import os
import shutil
import subprocess
import sys

import pytest

from mux.persist import lock as lock_module
from mux.persist.boot import read_boot_id
from mux.persist.errors import StoreError
from mux.persist.lock import SessionLock, read_holder, remove_unlocked

HOLD = """
import sys, time, pathlib
from mux.persist.lock import SessionLock
print(SessionLock(pathlib.Path(sys.argv[1])).acquire() and "mine" or "taken", flush=True)
sys.stdin.read()
"""


LOOK = """
import pathlib, sys
from mux.persist.lock import read_holder
print(flush=True)
while True:
    read_holder(pathlib.Path(sys.argv[1]))
"""


@pytest.fixture
def rival(folder):
    """Another process that tries to take the lock; .said is what came of it."""
    started = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        process.said = process.stdout.readline().strip()
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_the_second_process_does_not_get_it(folder, rival):
    first = rival()
    assert first.said == "mine"
    assert rival().said == "taken"
    assert not SessionLock(folder).acquire()
    assert read_holder(folder) == (first.pid, read_boot_id())


def test_a_process_that_was_killed_holds_nothing(folder, rival):
    first = rival()
    first.kill()
    first.wait()
    assert read_holder(folder) is None
    assert SessionLock(folder).acquire()


def test_acquiring_again_is_no_change(folder):
    lock = SessionLock(folder)
    assert lock.acquire()
    assert lock.acquire()
    assert (folder / "lock").read_text() == f"{os.getpid()} {read_boot_id()}\n"
    lock.release()
    assert read_holder(folder) is None
    assert (folder / "lock").read_text() == ""
    lock.release()


def test_a_folder_taken_away_is_locked_anew(folder):
    lock = SessionLock(folder)
    lock.acquire()
    shutil.rmtree(folder)
    assert read_holder(folder) is None
    assert lock.acquire()
    assert read_holder(folder).pid == os.getpid()


def test_a_session_deleted_while_it_is_locked_is_locked_again(folder, monkeypatch):
    real = lock_module._try_flock

    def delete_first(descriptor):
        monkeypatch.setattr(lock_module, "_try_flock", real)
        shutil.rmtree(folder)
        return real(descriptor)

    monkeypatch.setattr(lock_module, "_try_flock", delete_first)
    assert SessionLock(folder).acquire()
    assert read_holder(folder).pid == os.getpid()


def test_a_renamed_session_is_still_locked(folder):
    lock = SessionLock(folder)
    lock.acquire()
    moved = folder.with_name("play")
    folder.rename(moved)
    lock.moved(moved)
    assert lock.acquire()
    assert not SessionLock(moved).acquire()


def test_a_duplicate_keeps_it_locked_until_the_heir_lets_go(folder):
    crashed = SessionLock(folder)
    crashed.acquire()
    with_keeper = os.dup(crashed.descriptor)
    os.close(crashed.descriptor)
    assert not SessionLock(folder).acquire()
    heir = SessionLock(folder)
    assert heir.adopt(os.dup(with_keeper))
    assert heir.acquire()
    heir.release()
    assert SessionLock(folder).acquire()
    os.close(with_keeper)


def test_a_strange_descriptor_is_not_adopted(folder, tmp_path):
    strange = os.open(tmp_path / "strange", os.O_CREAT | os.O_RDWR)
    assert not SessionLock(folder).adopt(strange)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(strange)


def test_who_only_looks_never_keeps_a_server_from_starting(folder):
    first = SessionLock(folder)
    first.acquire()
    first.release()
    looking = subprocess.Popen(
        [
            sys.executable,
            "-c",
            LOOK,
            str(folder),
        ],
        stdout=subprocess.PIPE,
    )
    looking.stdout.readline()
    try:
        for _ in range(100):
            lock = SessionLock(folder)
            assert lock.acquire()
            lock.release()
    finally:
        looking.kill()
        looking.communicate()


def test_only_what_nobody_holds_is_removed(folder, tmp_path):
    socket = tmp_path / "work.sock"
    socket.touch()
    lock = SessionLock(folder)
    lock.acquire()
    remove_unlocked(folder, socket)
    assert socket.exists()
    lock.release()
    remove_unlocked(folder, socket)
    assert not socket.exists()


def test_a_lock_of_somebody_else_is_refused(folder, tmp_path):
    SessionLock(folder).acquire()
    os.chmod(folder / "lock", 0o666)
    with pytest.raises(StoreError, match="written by others"):
        SessionLock(folder).acquire()
    os.unlink(folder / "lock")
    (folder / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="symbolic links"):
        SessionLock(folder).acquire()


def test_no_lock_file_no_holder(tmp_path):
    assert read_holder(tmp_path / "none") is None
