"""Renaming, deleting, and what is too old or too much."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.config.session_file import SessionHeader, write_session
from mux.core.geometry import Axis
from mux.core.layout import Layout, PaneLayout, RunCommand, TabLayout
from mux.core.tree import Leaf, Split
from mux.persist.comparison import compare_layouts
from mux.persist.errors import StoreError
from mux.persist.folders import delete_session, rename_session, session_bytes
from mux.persist.listing import list_sessions
from mux.persist.lock import SessionLock
from mux.persist.retention import DAY, Limits, SavedSession, choose_retired
from mux.persist.store import SessionStore

NOW = 1_800_000_000.0


def test_a_renamed_session_goes_on_saving(store, folder, write):
    lock = SessionLock(folder)
    lock.acquire()
    store.save(write("vim", contents=store.contents.save(1, ["a"], {}, NOW)), NOW)
    moved = folder.with_name("play")
    rename_session(folder.parent, "work", "play")
    store.moved(moved)
    lock.moved(moved)
    assert lock.acquire()
    store.save(write("vim", contents=store.contents.save(1, ["a", "b"], {}, NOW)), NOW + 1)
    assert not folder.exists()
    assert sorted(os.listdir(moved)) == ["contents", "lock", "session.kdl"]


def test_no_session_is_renamed_over_another(store, folder, write):
    store.save(write(), NOW)
    SessionStore(folder.with_name("play")).save(write("other"), NOW)
    with pytest.raises(StoreError, match="already"):
        rename_session(folder.parent, "work", "play")
    with pytest.raises(StoreError, match="No such file"):
        rename_session(folder.parent, "nothing", "new")


def test_a_deleted_session_leaves_nothing(store, folder, write):
    store.save(write("vim", contents=store.contents.save(1, ["a"], {}, NOW)), NOW)
    (folder.parent / ".deleted-earlier").mkdir()
    delete_session(folder.parent, "work")
    assert os.listdir(folder.parent) == []
    with pytest.raises(StoreError, match="no such"):
        delete_session(folder.parent, "work")


def test_a_running_session_is_not_deleted(store, folder, write):
    store.save(write(), NOW)
    lock = SessionLock(folder)
    lock.acquire()
    with pytest.raises(StoreError, match="running"):
        delete_session(folder.parent, "work")
    assert store.path.exists()


def test_shared_files_are_measured_once(store, folder, write):
    store.save(write(), NOW)
    store.begin_restore(NOW + 1)
    store.finish_restore()
    alone = store.path.stat().st_blocks * 512
    assert session_bytes(folder / "generations") == alone
    folder_itself = (folder / "generations").stat().st_blocks * 512
    assert session_bytes(folder) == alone + folder_itself


@pytest.mark.parametrize("idle", [True, False])
def test_a_session_of_one_idle_shell_is_told(tmp_path, store, folder, idle):
    lines = ["$ "] if idle else [f"line {n}" for n in range(200)]
    pane = PaneLayout(contents_file=store.contents.save(1, lines, {}, NOW))
    layout = Layout((TabLayout(Leaf(pane)),))
    store.save(write_session(SessionHeader(name="work", state="exited"), layout), NOW)
    assert list_sessions(tmp_path / "run", folder.parent)[0].idle is idle


# --- what is too old or too much ------------------------------------------------------------------

sessions = st.lists(
    st.builds(
        SavedSession,
        st.uuids().map(str),
        st.integers(0, 60).map(lambda days: NOW - days * DAY),
        st.integers(0, 1000),
        st.booleans(),
    ),
    max_size=12,
)


@given(sessions, st.integers(0, 30), st.integers(0, 5), st.integers(0, 3000))
def test_what_is_kept_is_within_the_limits(found, days, count, size):
    retired = set(choose_retired(found, Limits(days, count, size), NOW))
    kept = [session for session in found if session.name not in retired and not session.running]
    assert not {session.name for session in found if session.running} & retired
    assert not count or len(kept) <= count
    assert not size or sum(session.size for session in kept) <= size
    assert not days or all(NOW - session.saved <= days * DAY for session in kept)


@given(sessions)
def test_without_limits_nothing_goes(found):
    assert choose_retired(found, Limits(), NOW) == []


# --- what changed ---------------------------------------------------------------------------------


def tab(name, *programs):
    panes = [PaneLayout(RunCommand((program,)), cwd="/src") for program in programs]
    return TabLayout(Split(Axis.ROWS, tuple(map(Leaf, panes))), name=name)


def test_what_changed_is_told_in_words():
    old = Layout((tab("code", "vim", "make"), tab("logs", "tail"), tab("", "top")))
    new = Layout((tab("code", "vim", "pytest", "pytest"), tab("", "top"), tab("notes", "nano")))
    assert compare_layouts(old, new) == [
        "- tab “logs”: tail in /src",
        "+ tab “notes”: nano in /src",
        "- tab “code”: make in /src",
        "+ tab “code”: pytest in /src",
        "+ tab “code”: pytest in /src",
    ]


def test_order_and_arrangement_are_changes_too_but_not_where_contents_are_kept():
    one, two = tab("one", "a", "b"), tab("two", "c")
    assert compare_layouts(Layout((one, two)), Layout((two, one))) == [
        "~ the tabs are in another order"
    ]
    turned = tab("one", "b", "a")
    assert compare_layouts(Layout((one,)), Layout((turned,))) == ["~ tab “one”: arranged otherwise"]
    kept = Layout((TabLayout(Leaf(PaneLayout(contents_file="contents/1.ansi")), name="x"),))
    moved = Layout((TabLayout(Leaf(PaneLayout(contents_file="contents/2.ansi")), name="x"),))
    assert compare_layouts(kept, moved) == []
