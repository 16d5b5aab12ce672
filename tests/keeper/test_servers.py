"""A server that crashes, leaves, or is replaced; and a keeper that is."""

import fcntl
import os
import select
import signal
import stat
import subprocess

import pytest

from mux.keeper.shared_memory import map_journal
from mux.protocol.journal import DEFAULT_SIZE
from mux.protocol.keeper_messages import (
    Adopt,
    CrashNote,
    Ended,
    Forget,
    Goodbye,
    Hello,
    Hold,
    Ready,
    Rename,
    Report,
    Restart,
    Signal,
)

CAT = ("sh", "-c", "stty raw -echo; echo up; exec cat")


def test_a_server_inherits_its_two_descriptors_and_nothing_else(session):
    low, high = os.dup(0), os.dup(0)  # a careless starter leaks some
    os.dup2(high, 900)
    ready = session.start(leaked=[low, 900])
    server = session.next_server()
    own_of_the_stand_in = 2  # its socket, and the listing itself
    assert len(server.descriptors) == 3 + 2 + own_of_the_stand_in
    assert server.argv == ["--keeper-fd", server.argv[1]]
    server.expect(Hello)
    server.leave()
    assert os.read(ready, 100) == b""  # the keeper kept no copy
    for descriptor in (low, high, 900, ready):
        os.close(descriptor)


def test_a_new_server_gets_the_programs_of_the_one_that_crashed(session, server):
    spawned, master, journal = server.spawn(1, *CAT)
    server.spawn(2, "sh", "-c", "exit 5")
    server.expect(Ended)
    map_journal(journal).append(server.read_until(master, b"up\n"))
    server.crash()

    heir = session.next_server()
    assert heir.argv[-1] == "--recover"
    hello, _ = heir.expect(Hello)
    assert hello.children == 2
    reports = {}
    for _ in range(2):
        report, descriptors = heir.expect(Report)
        reports[report.pane] = (report, descriptors)
    alive, (master, journal) = reports[1]
    assert (alive.pid, alive.argv, alive.ended) == (spawned.pid, list(CAT), False)
    assert map_journal(journal).since(0) == (b"up\n", True)
    os.write(master, b"still here")
    assert heir.read_until(master, b"here") == b"still here"
    assert (reports[2][0].ended, reports[2][0].status) == (True, 5)

    heir.send(Signal(1, signal.SIGKILL))
    assert heir.expect(Ended)[0].status == -signal.SIGKILL
    heir.send(Goodbye())
    heir.leave()
    session.wait_for_end()


def test_no_byte_is_lost_or_told_twice_over_crashes_in_a_flood(session, server):
    lines = 60_000
    expected = "".join(f"{n}\r\n" for n in range(1, lines + 1)).encode()
    _, master, memory = server.spawn(1, "seq", "1", str(lines))
    journal = map_journal(memory)
    for share in (1, 2, 3):
        while journal.written < len(expected) * share // 4:
            journal.append(read_some(master))
        server.crash()
        server = session.next_server()
        _, (master, memory) = server.expect(Report)
        journal = map_journal(memory)
    while journal.written < len(expected):
        journal.append(read_some(master))
    assert journal.since(0) == (expected, True)
    server.send(Goodbye())
    server.leave()
    session.wait_for_end()


def test_after_four_crashes_within_a_minute_the_keeper_gives_up_but_keeps(session, server):
    flood = DEFAULT_SIZE + 100_000
    went_by = session.folder / "went-by"
    script = f"head -c {flood} /dev/zero; echo done; touch {went_by}; exec cat"
    _, master, _ = server.spawn(1, "sh", "-c", f"stty raw -echo; echo up; read x; {script}")
    server.read_until(master, b"up")
    crash_until_given_up(session, server)

    note = CrashNote.read(session.crash_note.read_text())
    assert note.keeper == session.keeper.pid
    assert "4 times" in note.reason
    assert "SIGKILL" in note.reason
    assert note.log == str(session.log)
    assert stat.S_IMODE(session.crash_note.stat().st_mode) == 0o600

    # Nobody reads, and still nothing blocks.
    os.write(master, b"go\n")
    session.wait_until(went_by.exists, "the flood went by")

    os.kill(session.keeper.pid, signal.SIGUSR1)
    heir = session.next_server()
    report, (master, journal) = heir.expect(Report)
    assert report.drained > flood
    stretch = map_journal(journal).since(0)
    assert not stretch.complete
    assert stretch.data.endswith(b"done\n")
    for turn in range(50):  # the keeper keeps its hands off again
        os.write(master, b"turn %d." % turn)
        heir.read_until(master, b"turn %d." % turn)
    assert map_journal(journal).since(0) == stretch
    heir.send(Ready())
    session.wait_until(lambda: not session.crash_note.exists(), "the note is gone")
    heir.send(Goodbye())
    heir.leave()
    session.wait_for_end()


def test_one_more_crash_after_one_more_try_is_the_last(session, server):
    server.spawn(1, "sleep", "1000")
    crash_until_given_up(session, server)
    session.crash_note.unlink()
    os.kill(session.keeper.pid, signal.SIGUSR1)
    heir = session.next_server()
    heir.expect(Report)
    heir.crash()
    session.wait_until(session.crash_note.exists, "it gave up again")


def test_a_server_that_lets_go_without_a_word_is_ended_first(session, server):
    spawned, _, _ = server.spawn(1, "sleep", "1000")
    server.channel.close()
    heir = session.next_server()
    assert heir.is_gone(server.pid)
    assert heir.expect(Report)[0].pid == spawned.pid


def test_a_server_that_talks_nonsense_is_replaced(session, server):
    server.spawn(1, "sleep", "1000")
    server.channel._socket.send(b"\xff" * 64)
    heir = session.next_server()
    assert heir.is_gone(server.pid)
    heir.expect(Report)


def test_a_session_that_stands_again_needs_no_note_of_an_old_crash(session):
    session.crash_note.write_text("of a keeper that is gone")
    server = session.start_and_play()
    server.send(Ready())
    session.wait_until(lambda: not session.crash_note.exists(), "the note is gone")


def test_a_server_that_never_came_up_is_not_replaced(session):
    session.start_and_play().leave(1)
    assert session.wait_for_end() == 0


def test_a_server_that_came_up_is_replaced_even_with_nothing_to_keep(session, server):
    server.send(Ready())
    server.crash()
    assert session.next_server().expect(Hello)[0].children == 0


def test_a_server_that_cannot_be_started_is_told_on_the_ready_descriptor(session):
    ready = session.start("/no/such/python")
    assert select.select([ready], [], [], 30)[0]
    said = os.read(ready, 1000)
    assert said == b"error: can't start the server: No such file or directory\n"
    os.close(ready)
    assert session.wait_for_end() == 0


def test_options_come_before_the_program_of_the_first_pane(session):
    os.close(session.start(*session.server_argv, "--", "vim", "--", "x"))
    server = session.next_server()
    assert [server.argv[0], *server.argv[2:]] == ["--keeper-fd", "--", "vim", "--", "x"]
    server.leave()


def test_goodbye_ends_every_program(session, server):
    polite, _, _ = server.spawn(1, "sleep", "1000")
    stopped, _, _ = server.spawn(2, "sleep", "1000")
    os.kill(stopped.pid, signal.SIGSTOP)
    _, master, _ = server.spawn(3, "sh", "-c", "trap '' HUP; echo up; while :; do sleep 1; done")
    server.read_until(master, b"up")
    server.send(Goodbye(kill=True))
    statuses = {e.pane: e.status for e in (server.expect(Ended)[0] for _ in range(3))}
    assert statuses == {1: -signal.SIGHUP, 2: -signal.SIGHUP, 3: -signal.SIGKILL}
    server.leave()
    assert session.wait_for_end() == 0
    assert session.is_gone(polite.pid)


def test_a_goodbye_that_kills_nobody_lets_the_programs_run_to_their_end(session, server):
    spawned, master, _ = server.spawn(1, *CAT)
    server.read_until(master, b"up")
    server.send(Goodbye(kill=False))
    server.leave()
    session.wait_until(lambda: session.is_gone(server.pid), "the server left")
    assert not session.is_gone(spawned.pid)
    os.kill(spawned.pid, signal.SIGTERM)
    assert session.wait_for_end() == 0


def test_an_upgrade_starts_the_new_server_on_the_same_programs(session, server):
    spawned, _, _ = server.spawn(1, "sleep", "1000")
    server.send(Restart([*session.server_argv, "--newer"]))
    server.leave()
    heir = session.next_server()
    assert heir.argv[0] == "--newer"
    assert heir.argv[-1] == "--recover"
    assert heir.expect(Report)[0].pid == spawned.pid


def test_a_renamed_session_is_recovered_under_its_new_name(session, server):
    server.spawn(1, "sleep", "1000")
    server.send(Rename("play", [*session.server_argv, "--renamed"]))
    server.crash()
    heir = session.next_server()
    assert heir.argv[0] == "--renamed"
    assert heir.expect(Hello)[0].session == "play"


def test_sigterm_lets_the_server_save_before_all_ends(session, server):
    spawned, _, _ = server.spawn(1, "sleep", "1000")
    os.kill(session.keeper.pid, signal.SIGTERM)
    assert server.control.recv(100) == b"SIGTERM"
    assert not session.is_gone(spawned.pid)
    server.leave()
    assert session.wait_for_end() == 0
    assert session.is_gone(spawned.pid)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT, signal.SIGPIPE])
def test_a_terminal_that_goes_away_is_no_end(session, server, number):
    os.kill(session.keeper.pid, number)
    server.spawn(1, "true")
    server.expect(Ended)


def test_the_lock_of_the_session_stays_locked_while_a_crashed_server_is_replaced(
    session, server, tmp_path
):
    path = tmp_path / "lock"
    path.touch()
    with open(path) as rival:
        with open(path) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            server.send(Hold(), (lock.fileno(),))
        server.spawn(1, "true")
        server.crash()
        heir = session.next_server()
        hello, (inherited,) = heir.expect(Hello)
        assert hello.descriptors == 1
        with pytest.raises(BlockingIOError):
            fcntl.flock(rival, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(inherited, fcntl.LOCK_UN)
        fcntl.flock(rival, fcntl.LOCK_EX | fcntl.LOCK_NB)


# --- the keeper itself --------------------------------------------------------------------------


def test_programs_outlive_their_keeper_and_a_new_one_takes_over(session, server):
    spawned, master, journal = server.spawn(1, *CAT)
    server.read_until(master, b"up\n")
    map_journal(journal).append(b"before")
    os.kill(session.keeper.pid, signal.SIGKILL)
    session.keeper.wait()
    os.write(master, b"on and on")
    server.read_until(master, b"on and on")

    session.replace_keeper(server)
    assert server.expect(Hello)[0].children == 0
    server.send(Adopt(1, spawned.pid, list(CAT)), (master, journal))
    server.let_go(master, journal)
    server.spawn(2, "true")  # it serves as the old one did
    assert server.expect(Ended)[0].status == 0
    server.send(Forget(2))
    server.crash()

    heir = session.next_server()
    assert heir.expect(Hello)[0].children == 1
    report, (master, journal) = heir.expect(Report)
    assert (report.pid, report.argv) == (spawned.pid, list(CAT))
    assert map_journal(journal).since(0).data == b"before"
    os.write(master, b"and on")
    heir.read_until(master, b"and on")

    heir.send(Signal(1, signal.SIGTERM))
    ended, _ = heir.expect(Ended)
    assert (ended.pane, ended.pid, ended.status) == (1, spawned.pid, None)
    heir.send(Goodbye())
    heir.leave()
    assert session.wait_for_end() == 0


def test_a_program_that_ended_before_it_was_adopted_is_told(session, server):
    _, master, journal = server.spawn(1, "sleep", "1000")
    os.kill(session.keeper.pid, signal.SIGKILL)
    session.keeper.wait()
    session.replace_keeper(server)
    with subprocess.Popen(["true"]) as nobody:
        nobody.wait()
    server.send(Adopt(1, nobody.pid, []), (master, journal))
    ended, _ = server.expect(Ended)
    assert (ended.pid, ended.status) == (nobody.pid, None)


def test_an_adopted_session_ends_with_its_goodbye(session, server):
    spawned, master, journal = server.spawn(1, "sleep", "1000")
    os.kill(session.keeper.pid, signal.SIGKILL)
    session.keeper.wait()
    session.replace_keeper(server)
    server.send(Adopt(1, spawned.pid, []), (master, journal))
    server.send(Goodbye())
    server.leave()
    assert session.wait_for_end() == 0
    assert session.is_gone(spawned.pid)


def read_some(master):
    assert select.select([master], [], [], 30)[0]
    return os.read(master, 4096)


def crash_until_given_up(session, server):
    for _ in range(3):
        server.crash()
        server = session.next_server()
        server.expect(Hello)
        server.send(Ready())
        session.wait_until(lambda: not session.crash_note.exists(), "it is up")
    server.crash()
    session.wait_until(session.crash_note.exists, "the keeper gave up")
