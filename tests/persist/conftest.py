"""Sessions as they are really written, in folders of the test's own."""

import os

import pytest

from mux.config.session_file import SessionFile, SessionHeader, read_session, write_session
from mux.core.layout import Layout, PaneLayout, RunCommand, TabLayout
from mux.core.tree import Leaf
from mux.persist.store import SessionStore


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch):
    """No test pulls the plug, and on a busy disk a real fsync takes longer than all the rest."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sessions" / "work"


@pytest.fixture
def store(folder):
    return SessionStore(folder)


@pytest.fixture
def write():
    """write("vim", contents="contents/1.ansi") is the text of a session of one pane."""

    def write(program="vim", contents="", state="running", **header):
        pane = PaneLayout(RunCommand((program, "x")), cwd="/", contents_file=contents)
        layout = Layout((TabLayout(Leaf(pane), name="code"),))
        return write_session(SessionHeader(name="work", state=state, **header), layout)

    return write


@pytest.fixture
def read():
    def read(text, path="") -> SessionFile:
        return read_session(text, path, home="/", env={})

    return read


@pytest.fixture
def program_of():
    return lambda session: session.layout.tabs[0].root.content.run.argv[0]


@pytest.fixture
def no_umask():
    old = os.umask(0)
    yield
    os.umask(old)
