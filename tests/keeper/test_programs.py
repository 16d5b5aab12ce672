"""Programs that a keeper runs: how they start, what they inherit, how they end."""

import json
import os
import signal
import subprocess
import sys

from mux.keeper.shared_memory import map_journal
from mux.protocol.keeper_messages import Ended, Forget, Signal, Spawn, Spawned


def test_prints_into_its_pty_and_ends_with_its_status(server):
    spawned, master, _ = server.spawn(1, "sh", "-c", "echo hello; exit 7")
    assert b"hello" in server.read_until(master, b"\r\n")
    ended, _ = server.expect(Ended)
    assert (ended.pane, ended.pid, ended.status) == (1, spawned.pid, 7)


def test_a_signal_shows_as_a_negative_status(server):
    _, master, _ = server.spawn(1, "sh", "-c", "echo up; exec sleep 1000")
    server.read_until(master, b"up")
    server.send(Signal(1, signal.SIGTERM))
    assert server.expect(Ended)[0].status == -signal.SIGTERM


def test_gets_its_argv_environment_folder_and_size_exactly(server, tmp_path):
    code = (
        "import json,os,sys;"
        "cmd=open('/proc/self/cmdline').read();"
        "print(json.dumps([cmd,dict(os.environ),os.getcwd(),os.get_terminal_size()]));print('end')"
    )
    argv = ["python3", "-I", "-S", "-c", code, "", "a  b", "ünï"]
    folder = os.path.dirname(sys.executable)
    env = {"PATH": folder, "EMPTY": "", "SPACES": " x ", "LC_ALL": "C.UTF-8"}
    _, master, _ = server.spawn(1, *argv, env=env, cwd=str(tmp_path), width=4000, height=50)
    told = json.loads(server.read_until(master, b"end").partition(b"\r\n")[0])
    assert told == ["\0".join(argv) + "\0", env, str(tmp_path), [4000, 50]]
    assert server.expect(Ended)[0].status == 0


def test_leads_a_session_with_a_terminal_and_no_strange_descriptors(server):
    spawned, master, _ = server.spawn(1, "sh", "-c", "echo up; exec sleep 1000")
    server.read_until(master, b"up")
    assert os.getsid(spawned.pid) == os.getpgid(spawned.pid) == spawned.pid
    assert os.tcgetpgrp(master) == spawned.pid
    open_now = os.listdir(f"/proc/{spawned.pid}/fd")
    assert sorted(open_now) == ["0", "1", "2"]


def test_has_the_default_disposition_of_every_signal(server):
    _, master, _ = server.spawn(1, "grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status")
    server.expect(Ended)
    rows = [row.split() for row in os.read(master, 4096).decode().splitlines()]
    # 32 and 33 are the C library's own: whoever started the tests may have left them anyhow.
    own = 1 << 31 | 1 << 32
    assert [(name, int(mask, 16) & ~own) for name, mask in rows] == [("SigBlk:", 0), ("SigIgn:", 0)]


def test_the_terminal_edits_lines_of_utf8(server):
    _, master, _ = server.spawn(1, "stty", "-a")
    assert b" iutf8" in server.read_until(master, b"iutf8")
    server.expect(Ended)


def test_a_folder_that_is_gone_gives_home_and_a_note(server, tmp_path):
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    spawned, master, _ = server.spawn(1, "pwd", "-P", cwd="/no/such/folder", env=env)
    assert str(tmp_path).encode() in server.read_until(master, b"\r\n")
    assert spawned.note == f"/no/such/folder is gone; started in {tmp_path}"
    server.expect(Ended)


def test_what_cannot_run_gives_an_error_and_the_keeper_goes_on(server, tmp_path):
    odd = tmp_path / "odd"
    odd.write_text("#!/no/such/interpreter")
    odd.chmod(0o700)
    plain = tmp_path / "plain"
    plain.write_text("x")
    for argv, reason in [
        (["no-such-program"], "command not found: no-such-program"),
        (["./missing"], "command not found: ./missing"),
        (["./plain"], "permission denied: ./plain"),
        ([str(tmp_path)], f"is a folder: {tmp_path}"),
        ([], "no program given"),
        (["a\0b"], "a program's name can't hold a NUL"),
        (["./odd"], "can't run ./odd: No such file or directory"),
        (["sh", "-c", "a\0b"], None),
    ]:
        error = spawn_error(server, argv, cwd=str(tmp_path))
        assert error
        assert "\n" not in error
        assert reason is None or error == reason
    server.spawn(1, "true")
    server.expect(Ended)


def test_a_script_without_an_interpreter_line_runs_in_the_shell(server, tmp_path):
    script = tmp_path / "script"
    script.write_text('echo "got $1"\n')
    script.chmod(0o700)
    _, master, _ = server.spawn(1, "./script", "this", cwd=str(tmp_path))
    assert b"got this" in server.read_until(master, b"\r\n")
    server.expect(Ended)


def test_a_pane_runs_one_program_at_a_time_and_keeps_its_journal(server):
    _, master, journal = server.spawn(1, "sh", "-c", "echo up; exec sleep 1000")
    server.read_until(master, b"up")
    map_journal(journal).append(b"from before")
    assert spawn_error(server, ["true"]) == "pane 1 still runs a program"
    server.send(Signal(1, signal.SIGKILL))
    server.expect(Ended)
    _, _, journal = server.spawn(1, "true")
    assert map_journal(journal).since(0).data == b"from before"
    server.expect(Ended)


def test_forgetting_hangs_up_once_the_server_lets_go_too(server):
    spawned, master, _ = server.spawn(1, "sh", "-c", "echo up; exec sleep 1000")
    server.read_until(master, b"up")
    server.send(Forget(1))
    server.let_go(master)
    server.wait_until(lambda: server.is_gone(spawned.pid), "the program was hung up")
    server.spawn(1, "true")  # and nothing was told of the one that was forgotten
    server.expect(Ended)


def test_a_signal_reaches_the_job_in_the_foreground(server):
    job = "trap 'echo job; exit' USR1; echo up; while :; do sleep 0.1; done"
    shell = f'trap "echo shell" USR1; sh -c "{job}"; echo over'
    _, master, _ = server.spawn(1, "bash", "-mc", shell)
    server.read_until(master, b"up")
    server.send(Signal(1, signal.SIGUSR1))
    output = server.read_until(master, b"over")
    assert b"job" in output
    assert b"shell" in output
    server.expect(Ended)


def test_keeps_what_a_program_printed_last_for_the_server(server):
    _, master, _ = server.spawn(1, "sh", "-c", "printf 'the %s' end")
    server.expect(Ended)
    assert server.read_until(master, b"end") == b"the end"


def test_fifty_at_once(server):
    for pane in range(1, 51):
        server.spawn(pane, "sh", "-c", f"exit {pane}")
    statuses = {server.expect(Ended)[0].pane: pane for pane in range(50)}
    assert set(statuses) == set(range(1, 51))


def test_the_keeper_needs_nothing_of_mux_but_the_protocol():
    code = "import sys, mux.keeper.keeper; print(*sorted(m for m in sys.modules if '.' not in m))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "ptyprocess" in loaded
    assert not loaded & {"asyncio", "textual", "pydantic", "pyte", "platformdirs", "logging"}


def spawn_error(server, argv, cwd="/"):
    server.send(Spawn(9, 1, argv, {"PATH": os.environ["PATH"], "HOME": "/"}, cwd, 80, 24))
    spawned, descriptors = server.expect(Spawned)
    assert (spawned.request, descriptors) == (9, [])
    return spawned.error
