"""What no user can be blamed for: streams that are shut, a folder that is gone, faults of ours."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

MUX = f"{shlex.quote(sys.executable)} -m mux"
TIMEOUT = 60


def run_shell(script: str, folders: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["bash", "-c", script],
        env=folders,
        cwd=folders["HOME"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )


def run_python(code: str, folders: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return run_shell(f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}", folders)


@pytest.mark.parametrize("shut", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("verb", ["setup --dump-config", "layout schema", "kill-session nope"])
def test_shut_streams_are_as_good_as_empty_ones(
    verb: str, shut: str, folders: dict[str, str]
) -> None:
    done = run_shell(f"{MUX} {verb} {shut}", folders)
    assert done.returncode == (1 if "nope" in verb else 0)
    assert "Traceback" not in done.stderr
    assert not (Path(folders["MUX_STATE_DIR"]) / "mux.log").exists()


def test_a_session_starts_without_standard_streams(folders: dict[str, str]) -> None:
    """The ready pipe must not take the number of one of them."""
    done = run_shell(f"{MUX} new -d -s shut <&- >&- 2>&-; echo $?; {MUX} kill-session", folders)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_a_full_disk_is_told_in_one_line(folders: dict[str, str]) -> None:
    done = run_shell(f"{MUX} layout schema > /dev/full", folders)
    assert done.returncode == 1
    assert done.stderr == "mux: No space left on device\n"


def test_where_the_folder_is_gone_a_session_starts_at_home(folders: dict[str, str]) -> None:
    done = run_shell(
        "mkdir gone; cd gone; rmdir ../gone; "
        f"{MUX} new -d -s away -- sh -c 'pwd > where; sleep 60'; echo $?; "
        "while ! [ -s ~/where ]; do sleep 0.05; done; cat ~/where; "
        f"{MUX} kill-session",
        folders,
    )
    assert (done.stdout, done.stderr) == (f"0\n{folders['HOME']}\n", "")


def test_a_fault_of_ours_is_one_line_and_the_log_has_the_rest(folders: dict[str, str]) -> None:
    done = run_python(
        "import sys, mux.cli.sessions as broken\n"
        "broken.find_sessions = lambda **_: {}['\\x1b[2J']\n"
        "from mux.cli import main\n"
        "sys.exit(main(['ls']))",
        folders,
    )
    log = Path(folders["MUX_STATE_DIR"]) / "mux.log"
    assert done.returncode == 1
    assert done.stderr.startswith("mux: a fault of mux itself: KeyError: ")
    assert done.stderr.endswith(f"; {log} says more\n")
    assert done.stderr[:-1].isprintable()
    assert "Traceback" in log.read_text()
    assert "run_list_sessions" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_fault_is_told_where_no_log_can_be_written(folders: dict[str, str]) -> None:
    folders["MUX_STATE_DIR"] = "/dev/null/state"
    done = run_python(
        "import sys, mux.cli.sessions as broken\n"
        "broken.find_sessions = None\n"
        "from mux.cli import main\n"
        "sys.exit(main(['ls']))",
        folders,
    )
    assert done.returncode == 1
    assert "TypeError" in done.stderr
    assert "can't be written" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_only_session_that_runs_needs_no_name_to_be_ended(folders: dict[str, str]) -> None:
    done = run_shell(
        f"{MUX} new -d -s one && {MUX} new -d -s two && {MUX} kill-session; echo $?; "
        f"{MUX} -s two kill-session && {MUX} kill-session && {MUX} kill-session",
        folders,
    )
    assert done.stdout == "1\n"
    assert done.stderr.splitlines() == [
        "mux: several sessions are running, name one of them: one, two",
        "mux: no session is running",
    ]


def test_two_dashes_end_the_options_of_a_verb(folders: dict[str, str]) -> None:
    for verb in ("kill-session", "delete-session", "history"):
        done = run_shell(f"{MUX} {verb} -- odd", folders)
        assert "no session called “odd”" in done.stderr
    assert os.listdir(folders["MUX_CACHE_DIR"]) == []
