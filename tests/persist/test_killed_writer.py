"""A writer killed at any system call of a save: a whole session is there afterwards."""

import os
import shutil

import pytest

from mux.persist.loading import load_session
from mux.persist.lock import SessionLock
from mux.persist.store import SessionStore

NOW = 1_800_000_000.0
# Whatever changes something; to die before a call that only looks is to die before the next change.
CALLS = [
    "open", "write", "pwrite", "fsync", "ftruncate", "fchmod", "chmod", "mkdir", "link", "rename",
    "unlink", "utime",
]  # fmt: skip
KILLED = 99


def save_old(folder, write):
    store = SessionStore(folder)
    store.save(write("old", contents=store.contents.save(1, ["old", "text"], {}, NOW)), NOW)
    return store


def save_more(store, write):
    """The same server goes on: the file grows, the layout changes, a generation is made."""
    name = store.contents.save(1, ["old", "text", "new"], {}, NOW + 100)
    store.save(write("new", contents=name), NOW + 100)


def save_anew(store, write):
    """Everything on the screen changed, so that the contents are written from the beginning."""
    name = store.contents.save(1, ["new"] * 1100, {}, NOW + 100)
    store.save(write("new", contents=name), NOW + 100)


def save_next_run(store, write):
    """Another server takes over: it locks, restores, and then saves under new names."""
    folder = store.path.parent
    assert SessionLock(folder).acquire()
    store = SessionStore(folder)
    store.begin_restore(NOW + 100)
    store.finish_restore()
    name = store.contents.save(1, ["new"], {}, NOW + 200)
    store.save(write("new", contents=name), NOW + 200)


def run_killed(action, at_step):
    """In a child that ends before its nth step. A write is two steps: its halves.

    Returns whether the child came to its end.
    """
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) in (0, KILLED)
        return os.waitstatus_to_exitcode(status) == 0
    left = at_step

    def dying(real):
        def call(*arguments, **options):
            nonlocal left
            if left == 1 and real is os_write:
                os_write(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            left -= 2 if real is os_write else 1
            if left < 0:
                os._exit(KILLED)
            return real(*arguments, **options)

        return call

    os_write = os.write
    for name in CALLS:
        setattr(os, name, dying(getattr(os, name)))
    try:
        action()
    except BaseException:  # noqa: BLE001 - the child must never return into pytest
        os._exit(1)
    os._exit(0)


@pytest.mark.parametrize("action", [save_more, save_anew, save_next_run])
def test_a_whole_session_is_there_after_every_step(folder, write, read, program_of, action):
    pristine = folder.with_name("pristine")
    save_old(pristine, write)
    at_step, finished = 0, False
    seen = set()
    while not finished:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(pristine, folder)
        store = SessionStore(folder)
        if action is not save_next_run:
            store = save_old(folder, write)
        finished = run_killed(lambda s=store: action(s, write), at_step)
        loaded = load_session(folder, read)
        program = program_of(loaded.value)
        seen.add(program)
        pane = loaded.value.layout.tabs[0].root.content
        lines = loaded.contents(pane.contents_file).lines
        assert loaded.problems == ()
        assert lines[0] in ("old", "new")
        if program == "new":
            assert lines[-1] == "new"  # contents never lag behind the layout that names them
        # And the next server can save as if nothing had been.
        heir = SessionStore(folder)
        heir.finish_restore()
        heir.save(write("heir", contents=heir.contents.save(1, ["heir"], {}, NOW + 300)), NOW + 300)
        assert program_of(load_session(folder, read).value) == "heir"
        at_step += 1
    assert seen == {"old", "new"}
    assert at_step > 10
