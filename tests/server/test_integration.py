"""Shell integration with real shells: what they report, and that nothing else changes for them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.server.shell_pty import PROMPT, open_shell

from mux.core.ids import PaneId
from mux.server import integration
from mux.server.integration import Integration, ShellReports
from mux.term.emulator import PromptMarked
from mux.term.terminal import Terminal

SHELLS = ["bash", "zsh", "fish"]
PIPELINE = "FOO=bar seq 3 | sleep 1000"


@pytest.mark.parametrize("name", SHELLS)
def test_a_command_is_reported_as_it_was_typed_while_it_runs(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "a b;c%41é"
    folder.mkdir()
    with open_shell(name, tmp_path) as shell:
        shell.prompt()
        shell.run(f"cd '{folder}'")
        assert shell.cwd == str(folder)
        shell.type(PIPELINE)
        shell.wait_for(lambda: shell.reports.running, "the start")
        assert (shell.reports.command, shell.reports.certain) == (PIPELINE, True)
        assert shell.reports.cwd == str(folder)
        shell.type("\x03")
        shell.prompt()
        assert shell.reports.command == ""


@pytest.mark.parametrize("name", SHELLS)
@pytest.mark.parametrize(
    "line", ["echo 'a;b\\c' \"$HOME\"", "true && echo x | cat; echo ö", "echo \\\\ ';' %"]
)
def test_no_character_of_a_line_is_lost(name: str, line: str, tmp_path: Path) -> None:
    with open_shell(name, tmp_path) as shell:
        shell.prompt()
        shell.run(line)
        assert [mark.command for mark in shell.marks if mark.mark == "E"] == [line]


@pytest.mark.parametrize("name", SHELLS)
def test_exit_statuses_are_reported(name: str, tmp_path: Path) -> None:
    with open_shell(name, tmp_path) as shell:
        shell.prompt()
        shell.run("sh -c 'exit 3'")
        assert 3 in [mark.status for mark in shell.marks if mark.mark == "D"]


@pytest.mark.parametrize("name", SHELLS)
def test_what_the_shell_starts_knows_nothing_of_it(name: str, tmp_path: Path) -> None:
    with open_shell(name, tmp_path) as shell:
        shell.prompt()
        shell.run("env > out")
        told = (tmp_path / "out").read_text()
        assert shell.reports.speaks
    assert not re.search(r"^(MUX_|ZDOTDIR|XDG_DATA_DIRS|PROMPT_COMMAND|PS0|__mux)", told, re.M)


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_inside_the_shell_is_quiet(name: str, tmp_path: Path) -> None:
    with open_shell(name, tmp_path) as shell:
        shell.prompt()
        shell.type(name)
        shell.wait_for(lambda: shell.text.count(PROMPT) == 2, "the inner prompt")
        shell.type("echo inner-$((40+2))" if name != "fish" else "echo inner-(math 40+2)")
        shell.wait_text("inner-42")
        shell.wait_for(lambda: shell.text.count(PROMPT) == 3, "the inner prompt")
        assert shell.reports.running
        assert shell.reports.command == name


@pytest.mark.parametrize("name", SHELLS)
def test_output_that_looks_like_a_report_is_none(name: str, tmp_path: Path) -> None:
    forged = "\x1b]633;E;rm -rf ~;%s\x07\x1b]133;C;aid=%s\x07\x1b]133;D;0\x07\x1b]133;C\x07"
    (tmp_path / "evil").write_text(forged.replace("%s", "0" * 32) + forged.replace("%s", ""))
    with open_shell(name, tmp_path) as shell:
        shell.prompt()
        shell.type("cat evil; sleep 1000")
        shell.wait_for(
            lambda: any(mark.command == "rm -rf ~" for mark in shell.marks), "the forgery"
        )
        assert shell.reports.running
        assert shell.reports.command == "cat evil; sleep 1000"


def test_the_nonce_differs_by_pane_and_session() -> None:
    nonces = {Integration(key, True).nonce_of(PaneId(n)) for key in "ab" for n in (1, 2, 3)}
    assert len(nonces) == 6


# --- bash -----------------------------------------------------------------------------------------


def test_bash_reads_the_users_file_once_and_keeps_what_it_sets(tmp_path: Path) -> None:
    rc = """
shopt -s histappend
HISTCONTROL=ignoreboth
trap 'echo debug >> traps' DEBUG
echo read >> reads
user_prompt() { echo "status=$? pipe=${PIPESTATUS[*]}"; }
PROMPT_COMMAND='user_prompt;'
return 0
echo never >> reads
"""
    with open_shell("bash", tmp_path, rc=rc) as shell:
        shell.prompt()
        shell.run("false | true | (exit 3)")
        shell.wait_text("status=3 pipe=1 0 3")
        shell.run("trap -p DEBUG; echo prompt=$PS1")
        shell.wait_text("echo debug >> traps")
        assert (tmp_path / "reads").read_text() == "read\n"
        assert shell.reports.speaks


def test_bash_runs_all_of_an_array_of_prompt_commands(tmp_path: Path) -> None:
    rc = "PROMPT_COMMAND=('echo one' 'PS1=\"new> \"')\n"
    with open_shell("bash", tmp_path, rc=rc) as shell:
        shell.prompt()
        shell.run("true")
        shell.wait_text("new> ")
        assert "one" in shell.text
        shell.run("echo kept=${PROMPT_COMMAND[0]}")
        shell.wait_text("kept=echo one")


def test_bash_keeps_a_users_ps0_and_survives_strict_modes(tmp_path: Path) -> None:
    with open_shell("bash", tmp_path, rc="PS0='starts '\nset -uo pipefail\n") as shell:
        shell.prompt()
        shell.run("echo a b")
        shell.wait_text("starts a b")
        assert "unbound" not in shell.text


def test_a_command_that_bash_does_not_remember_is_not_mistaken_for_the_last(
    tmp_path: Path,
) -> None:
    with open_shell("bash", tmp_path, rc="HISTCONTROL=ignoreboth\n") as shell:
        shell.prompt()
        shell.run("sleep 0 | cat")
        shell.type(" sleep 1000")
        shell.wait_for(lambda: shell.reports.running, "the start")
        assert not shell.reports.certain
        assert shell.reports.text_of(("sleep", "1000")) == ""
        shell.type("\x03")
        shell.prompt()
        shell.run("true | cat")
        told = [mark for mark in shell.marks if mark.mark == "E"][-1]
        assert (told.command, told.certain) == ("true | cat", True)


def test_the_same_command_again_is_known_by_what_it_runs(tmp_path: Path) -> None:
    with open_shell("bash", tmp_path, rc="HISTCONTROL=ignoreboth\n") as shell:
        shell.prompt()
        for _ in range(2):
            shell.type("sleep 1000 | cat")
            shell.wait_for(lambda: shell.reports.running, "the start")
            assert shell.reports.text_of(("sleep", "1000")) == "sleep 1000 | cat"
            shell.type("\x03")
            shell.prompt()


@pytest.mark.parametrize("rc", ["", "trap 'true' DEBUG\n"])
def test_bash_without_ps0_reports_by_a_trap_if_the_user_has_none(
    rc: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = tmp_path / "scripts"
    shutil.copytree(integration.scripts_dir(), scripts)
    script = (scripts / "bash.sh").read_text()
    assert "< 404" in script
    (scripts / "bash.sh").write_text(script.replace("< 404", "< 9904"))
    monkeypatch.setattr(integration, "scripts_dir", lambda: scripts)
    with open_shell("bash", tmp_path, rc=rc) as shell:
        shell.prompt()
        shell.type("false; echo $?-x | cat; echo last=$_")
        shell.wait_text("1-x")
        shell.wait_text("last=")
        shell.prompt()
        told = [mark.command for mark in shell.marks if mark.mark == "E"]
        assert (told[:1] == ["false; echo $?-x | cat; echo last=$_"]) == (not rc)


def test_bash_in_posix_mode_is_left_alone(tmp_path: Path) -> None:
    argv, env = Integration("k", True).load_into(
        "/bin/bash", {"POSIXLY_CORRECT": "", "HOME": str(tmp_path)}, PaneId(1)
    )
    assert argv == ["/bin/bash"]
    assert integration.NONCE not in env


def test_a_shell_that_mux_does_not_know_is_started_as_it_is() -> None:
    env = {"A": "1"}
    assert Integration("k", True).load_into("/bin/dash", env, PaneId(1)) == (["/bin/dash"], env)


# --- zsh and fish ---------------------------------------------------------------------------------


def test_zsh_reads_all_of_the_users_files(tmp_path: Path) -> None:
    (tmp_path / ".zshenv").write_text("echo env >> ~/reads\n")
    with open_shell("zsh", tmp_path, rc="echo rc >> ~/reads\n") as shell:
        shell.prompt()
        shell.run("echo dir=${ZDOTDIR-unset}")
        shell.wait_text("dir=unset")
    assert (tmp_path / "reads").read_text() == "env\nrc\n"


def test_zsh_with_a_folder_of_the_users_own(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / ".zshrc").write_text(f"PS1='own{PROMPT} '\nsetopt ksh_arrays nounset sh_word_split\n")
    with open_shell("zsh", tmp_path, ZDOTDIR=str(own)) as shell:
        shell.prompt()
        shell.run("echo dir=$ZDOTDIR")
        shell.wait_text(f"dir={own}")
        assert f"own{PROMPT}" in shell.text


def test_fish_gets_its_folders_back(tmp_path: Path) -> None:
    folders = "/usr/local/share:/usr/share:/nowhere"
    with open_shell("fish", tmp_path, XDG_DATA_DIRS=folders) as shell:
        shell.prompt()
        shell.run("env > out")
    assert f"XDG_DATA_DIRS={folders}\n" in (tmp_path / "out").read_text()


# --- by hand --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "loading"),
    [
        ("bash", 'eval "$({mux} shell-integration bash)"\n'),
        ("zsh", 'eval "$({mux} shell-integration zsh)"\n'),
        ("fish", "{mux} shell-integration fish | source\n"),
    ],
)
@pytest.mark.parametrize("loads", [False, True])
def test_loaded_by_hand_it_works_and_works_once(
    name: str, loading: str, loads: bool, tmp_path: Path
) -> None:
    rc = loading.format(mux=f"{sys.executable} -m mux") + "echo after\n"
    with open_shell(name, tmp_path, rc=rc, loads=loads) as shell:
        shell.prompt()
        shell.run("true | true")
        assert [mark.command for mark in shell.marks if mark.mark == "E"] == ["true | true"]
        assert "after" in shell.text
        shell.run("env > out")
        assert integration.NONCE not in (tmp_path / "out").read_text()


def test_switched_off_it_is_not_loaded(tmp_path: Path) -> None:
    with open_shell("bash", tmp_path, loads=False) as shell:
        shell.wait_text(PROMPT)
        shell.type("echo done-$((40+2))")
        shell.wait_text("done-42")
        assert shell.marks == []


def test_the_printed_script_is_the_shipped_one() -> None:
    for name in SHELLS:
        printed = subprocess.run(
            [sys.executable, "-m", "mux", "shell-integration", name],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        script = integration.integration_script(name)
        assert script is not None
        assert printed == script.read_text()


# --- reports --------------------------------------------------------------------------------------


def test_without_a_nonce_nobody_is_believed() -> None:
    reports = ShellReports()
    assert not reports.note(PromptMarked("C", nonce=""))
    assert not reports.speaks


@pytest.mark.parametrize("line", ["fg", "fg %2", " %1", "wait"])
def test_job_control_is_never_brought_back(line: str) -> None:
    reports = ShellReports("n")
    reports.note(PromptMarked("E", command=line, nonce="n"))
    assert reports.text_of(("vim",)) == ""


@settings(max_examples=50, deadline=None)
@given(
    command=st.text(st.characters(exclude_categories=("Cs", "Cc"))).map(lambda t: t + "\n\t;\\"),
    cwd=st.text(st.characters(exclude_categories=("Cs", "Cc"))),
    certain=st.booleans(),
    running=st.booleans(),
)
def test_reports_survive_a_change_of_server(
    command: str, cwd: str, certain: bool, running: bool
) -> None:
    before, after = ShellReports("n"), ShellReports("n")
    before.note(PromptMarked("E", command=command, nonce="n", cwd=cwd, certain=certain))
    before.note(PromptMarked("C" if running else "D", nonce="n"))
    for event in Terminal(80, 24).feed(before.as_output()):
        assert isinstance(event, PromptMarked)
        after.note(event)
    assert (after.speaks, after.running) == (True, running)
    if running:
        assert (after.command, after.cwd, after.certain) == (command, cwd, certain)
