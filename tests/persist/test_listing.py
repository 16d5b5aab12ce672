"""The list of sessions: what runs, what was quit, what was interrupted."""

import os
import socket
import subprocess
import sys

import pytest

from mux.persist.attempts import (
    begin_attempt,
    clear_attempts,
    note_restored,
    read_attempts,
    reason_to_leave,
)
from mux.persist.boot import read_boot_id
from mux.persist.listing import answers_at, list_sessions
from mux.persist.lock import SessionLock
from mux.persist.store import SessionStore

NOW = 1_800_000_000.0


@pytest.fixture
def place(tmp_path, write, monkeypatch):
    return Place(tmp_path, write)


class Place:
    def __init__(self, path, write):
        self.runtime, self.sessions = path / "run", path / "sessions"
        self.runtime.mkdir(mode=0o700)
        self._write = write

    def save(self, name, moment=NOW, **header):
        SessionStore(self.sessions / name).save(self._write(**header), moment)
        os.utime(self.sessions / name / "session.kdl", (moment, moment))

    def listen(self, name):
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(self.runtime / f"{name}.sock"))
        server.listen()
        return server

    def leave_socket(self, name):
        self.listen(name).close()

    def list(self):
        return list_sessions(self.runtime, self.sessions)

    def states(self):
        return {entry.name: entry.state for entry in self.list()}


def test_nothing_at_all(place):
    assert place.list() == []
    assert list_sessions(place.runtime / "no", place.sessions / "no") == []


def test_the_states(place):
    place.save("quit", state="exited")
    place.save("killed", state="running")
    place.save("locked", state="running")
    place.save("listening", state="running")
    lock = SessionLock(place.sessions / "locked")
    lock.acquire()
    with place.listen("listening"), place.listen("unsaved"):
        found = {entry.name: entry for entry in place.list()}
    assert {name: entry.state for name, entry in found.items()} == {
        "quit": "exited",
        "killed": "interrupted",
        "locked": "running",
        "listening": "running",
        "unsaved": "running",
    }
    answering = {name for name, entry in found.items() if entry.answers}
    assert answering == {"listening", "unsaved"}


def test_the_most_recent_comes_first(place):
    place.save("oldest", NOW)
    place.save("newest", NOW + 200, saved=NOW + 200)
    place.save("middle", NOW + 300, active=NOW + 100)
    assert [entry.name for entry in place.list()] == ["newest", "middle", "oldest"]


def test_the_header_tells_the_rest(place):
    place.save("work", NOW + 60, created=NOW, saved=NOW + 50)
    (entry,) = place.list()
    assert (entry.created, entry.saved, entry.tabs, entry.panes) == (NOW, NOW + 60, 1, 1)


def test_a_reboot_shows(place, monkeypatch):
    place.save("work", boot_id=read_boot_id())
    assert not place.list()[0].rebooted
    monkeypatch.setenv("MUX_BOOT_ID", "another")
    assert place.list()[0].rebooted


def test_sockets_that_nobody_answers_on_are_removed_but_for_those_of_a_locked_session(place):
    place.leave_socket("gone")
    place.leave_socket("busy")
    lock = SessionLock(place.sessions / "busy")
    lock.acquire()
    assert place.states() == {"busy": "running"}
    assert os.listdir(place.runtime) == ["busy.sock"]


def test_a_link_to_a_socket_counts_for_nothing(place, tmp_path):
    with place.listen("real"):
        os.symlink(place.runtime / "real.sock", place.runtime / "fake.sock")
        assert answers_at(place.runtime / "real.sock")
        assert not answers_at(place.runtime / "fake.sock")


def test_damage_shows_as_a_problem_and_hides_no_other(place):
    place.save("good", state="exited")
    for name, text in (("bad", "layout {"), ("empty", ""), ("odd", "\0")):
        (place.sessions / name).mkdir(mode=0o700)
        (place.sessions / name / "session.kdl").write_text(text)
    place.save("open")
    os.chmod(place.sessions / "open", 0o777)
    (place.sessions / "never-saved").mkdir()
    (place.sessions / ".deleted-x").mkdir()
    problems = {entry.name: entry.problem for entry in place.list()}
    assert problems.pop("good") == ""
    assert set(problems) == {"bad", "empty", "odd", "open"}
    assert all(problems.values())


def test_listing_loads_nothing_heavy():
    code = "import sys, mux.persist.listing; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert not loaded & {"asyncio", "textual", "pydantic", "pyte", "mux.config.layout_file"}


# --- sessions that won't come back ---------------------------------------------------------------


def test_three_failures_in_a_row_and_it_is_left_alone(place):
    place.save("work")
    folder = place.sessions / "work"
    for failures in range(1, 4):
        assert place.list()[0].problem == ""
        assert begin_attempt(folder, NOW).failures == failures
    assert reason_to_leave(folder) == "it could not be restored 3 times in a row"
    assert place.list()[0].problem
    clear_attempts(folder)
    assert read_attempts(folder).failures == 0
    assert place.list()[0].problem == ""


def test_a_crash_within_a_minute_and_it_is_left_alone(place):
    place.save("work")
    folder = place.sessions / "work"
    begin_attempt(folder, NOW)
    assert reason_to_leave(folder) == ""
    note_restored(folder, NOW)
    assert reason_to_leave(folder) == "it crashed within a minute of being restored"


@pytest.mark.parametrize("text", ["", "x", "3", "3 restoring", "a b c", "\xff"])
def test_attempts_that_cannot_be_read_count_as_none(folder, text):
    folder.mkdir(parents=True)
    (folder / "attempts").write_text(text, "latin-1")
    assert reason_to_leave(folder) == ""
