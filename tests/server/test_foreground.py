"""What the kernel and the shell tell of a pane, with real processes in real ptys."""

import os
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.server.shell_pty import PROMPT, ShellPty, open_shell

from mux.core.layout import SHELL, EditFile, Run, RunCommand
from mux.server.foreground import Foreground, current_cwd, current_run, read_foreground
from mux.server.integration import ShellReports
from mux.server.programs import is_plain_shell, is_shell, program_name
from mux.term.emulator import PromptMarked

BASH = "/bin/bash"


def look(shell: ShellPty) -> tuple[Run, str]:
    found = read_foreground(shell.master, shell.pid)
    run = current_run(found, shell.reports, SHELL, BASH)
    return run, current_cwd(found, run, shell.reports, shell.cwd)


def wait_run(shell: ShellPty, is_so: Callable[[Run], object], what: str) -> Run:
    shell.wait_for(lambda: is_so(look(shell)[0]), what)
    return look(shell)[0]


def is_command(run: Run) -> bool:
    return isinstance(run, RunCommand)


@pytest.mark.parametrize("loads", [True, False])
def test_a_shell_at_its_prompt_runs_nothing(loads: bool, tmp_path: Path) -> None:
    with open_shell("bash", tmp_path, loads=loads) as shell:
        shell.wait_text(PROMPT)
        run, cwd = look(shell)
        assert (run, cwd) == (SHELL, str(tmp_path))


def test_without_integration_the_argv_counts_exactly(tmp_path: Path) -> None:
    with open_shell("bash", tmp_path, loads=False) as shell:
        shell.wait_text(PROMPT)
        shell.type("sh -c 'sleep 1000; true' 'a  b' '' '$x'")
        run = wait_run(shell, is_command, "the command")
        assert run == RunCommand(("sh", "-c", "sleep 1000; true", "a  b", "", "$x"))


def test_a_pipeline_whose_first_program_has_ended(tmp_path: Path) -> None:
    with open_shell("bash", tmp_path, loads=False) as shell:
        shell.wait_text(PROMPT)
        shell.type("FOO=bar seq 3 | sleep 1000")
        sleep = RunCommand(("sleep", "1000"))
        assert wait_run(shell, lambda run: run == sleep, "the rest of the pipeline") == sleep


def test_with_integration_the_line_counts_as_typed(tmp_path: Path) -> None:
    line = "FOO=bar seq 3 | sleep 1000"
    with open_shell("bash", tmp_path) as shell:
        shell.prompt()
        shell.type(line)
        run = wait_run(shell, is_command, "the command")
        assert isinstance(run, RunCommand)
        assert run.text == line
        shell.type("\x03")
        shell.prompt()
        assert look(shell)[0] == SHELL


def test_a_loop_stays_the_same_whatever_it_runs_at_the_moment(tmp_path: Path) -> None:
    line = "while sleep 0.01; do true; done"
    with open_shell("bash", tmp_path) as shell:
        shell.prompt()
        shell.type(line)
        first = wait_run(shell, lambda run: is_command(run) and shell.reports.argv, "the loop")
        for _ in range(20):
            shell.read()
            assert look(shell)[0] == first
        assert isinstance(first, RunCommand)
        assert first.text == line


def test_a_command_goes_on_where_it_was_typed(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    with open_shell("bash", tmp_path) as shell:
        shell.prompt()
        shell.type("cd deep && sleep 1000")
        wait_run(shell, is_command, "the command")
        assert look(shell)[1] == str(tmp_path)


def test_without_integration_the_directory_of_the_foreground_counts(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    with open_shell("bash", tmp_path, loads=False) as shell:
        shell.wait_text(PROMPT)
        shell.type("env -C deep sleep 1000")
        shell.wait_for(lambda: look(shell)[1] == str(tmp_path / "deep"), "the directory")


def test_a_reported_directory_counts_only_as_another_name_for_the_real_one(
    tmp_path: Path,
) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real)
    found = Foreground((), str(real), own=True)
    assert current_cwd(found, SHELL, ShellReports(), str(link)) == str(link)
    assert current_cwd(found, SHELL, ShellReports(), "/etc") == str(real)
    assert current_cwd(found, SHELL, ShellReports(), "") == str(real)
    assert current_cwd(None, SHELL, ShellReports(), "/etc") == ""


@pytest.mark.parametrize("loads", [True, False])
def test_a_wrapper_is_saved_and_seen_through(loads: bool, tmp_path: Path) -> None:
    """A stand-in for sudo: it stays in front, and what it starts runs below it."""
    wrapper = tmp_path / "sudo"
    wrapper.write_text('#!/bin/sh\n[ "$1" = -u ] && shift 2\n"$@"\n')
    wrapper.chmod(0o755)
    with open_shell("bash", tmp_path, loads=loads) as shell:
        shell.wait_text(PROMPT)
        shell.type("./sudo -u root sleep 1000")
        run = wait_run(shell, is_command, "the command")
        assert isinstance(run, RunCommand)
        assert run.argv == ("/bin/sh", "./sudo", "-u", "root", "sleep", "1000")
    assert program_name(("sudo", "-u", "root", "sleep", "1000"), ()) == "sleep"


def test_a_shell_typed_by_hand_is_a_command(tmp_path: Path) -> None:
    with open_shell("bash", tmp_path) as shell:
        shell.prompt()
        shell.type("bash --norc")
        run = wait_run(shell, is_command, "the inner shell")
        assert isinstance(run, RunCommand)
        assert run.argv == ("bash", "--norc")


def test_a_program_in_the_place_of_the_shell_is_a_command(tmp_path: Path) -> None:
    with open_shell("bash", tmp_path, loads=False) as shell:
        shell.wait_text(PROMPT)
        shell.type("exec sleep 1000")
        assert wait_run(shell, is_command, "sleep") == RunCommand(("sleep", "1000"))


def test_a_shell_in_the_place_of_the_shell_is_a_shell(tmp_path: Path) -> None:
    with open_shell("bash", tmp_path) as shell:
        shell.prompt()
        shell.type("exec bash --norc")
        shell.wait_text("bash-")
        found = read_foreground(shell.master, shell.pid)
        assert shell.reports.running
        assert current_run(found, shell.reports, SHELL, BASH, at_prompt=True) == SHELL


@pytest.mark.parametrize(
    ("argv", "opened", "expected"),
    [
        (("-bash",), RunCommand(("bash", "-l")), SHELL),
        (("/usr/local/bin/bash", "--login"), RunCommand(("bash",)), SHELL),
        (("bash", "script"), RunCommand(("bash", "script")), RunCommand(("bash", "script"))),
        (("zsh",), RunCommand(("zsh",)), RunCommand(("zsh",))),
        (("vi", "x"), EditFile("x"), EditFile("x")),
    ],
)
def test_a_pane_of_a_command_runs_what_it_was_opened_for(
    argv: tuple[str, ...], opened: Run, expected: Run
) -> None:
    found = Foreground(argv, "/", own=True)
    assert current_run(found, ShellReports(), opened, BASH) == expected


def test_a_line_whose_programs_nobody_saw_is_kept_whole() -> None:
    reports = ShellReports("n")
    reports.note(PromptMarked("E", command="for f in *; do read; done", nonce="n"))
    reports.note(PromptMarked("C", nonce="n"))
    run = current_run(Foreground(("bash",), "/", own=True), reports, SHELL, BASH)
    assert isinstance(run, RunCommand)
    assert run.text == "for f in *; do read; done"
    assert run.argv == ("sh", "-c", run.text)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("make -j4", "make"),
        ("env A=1 B=2 make", "make"),
        ("env -u A -i nice -n 5 make", "make"),
        ("sudo -u bob -E vim x", "vim"),
        ("direnv exec . npm start", "npm"),
        ("timeout 5 make", "make"),
        ("python3 -m http.server 80", "http.server"),
        ("python3.11 -u /opt/app.py --x", "app.py"),
        ("python3 -c code", "python3"),
        ("nix-shell -p hello", "nix-shell"),
        ("-bash", "bash"),
        ("env", "env"),
        ("", ""),
    ],
)
def test_what_a_command_is_about(line: str, name: str) -> None:
    wrappers = ("env", "nice", "direnv", "timeout", "nix-shell")
    assert program_name(shlex.split(line), wrappers) == name


def test_shells_are_known_by_whatever_path() -> None:
    assert is_shell(("-zsh",), BASH)
    assert is_shell(("/opt/bin/fish", "-l"), BASH)
    assert is_shell(("python3", "/usr/bin/xonsh"), "/usr/bin/xonsh")
    assert not is_shell(("vim",), BASH)
    assert not is_shell((), BASH)
    assert is_plain_shell(("-bash",), BASH)
    assert not is_plain_shell(("bash", "-c", "x"), BASH)


def test_a_pty_that_is_gone_tells_nothing() -> None:
    master, slave = os.openpty()
    os.close(slave)
    assert read_foreground(master, os.getpid()) is None
    os.close(master)
    assert current_run(None, ShellReports(), SHELL, BASH) == SHELL
