"""Clients come and go; the session and what runs in it stay."""

import itertools
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from tests.e2e.harness import PROMPT, Terminal, World, wait_until

_MARKS = itertools.count()


def parent_of(process: int) -> int:
    stat = Path(f"/proc/{process}/stat").read_text()
    return int(stat.rpartition(")")[2].split()[1])


def shell_of(terminal: Terminal) -> int:
    """The id of the shell in the focused pane."""
    terminal.line("echo pid=$$.")
    terminal.wait_for(re.compile(r"pid=\d+\."))
    return int(re.findall(r"pid=(\d+)\.", terminal.text)[-1])


def pty_size(terminal: Terminal) -> tuple[int, int]:
    """(columns, rows) of the focused pane, as its program sees them."""
    mark = f"size-{next(_MARKS)}"
    terminal.line(f'clear; echo "$(stty size) {mark[:3]}""{mark[3:]}"')
    terminal.wait_for(mark)
    found = re.search(rf"(\d+) (\d+) {mark}", terminal.text)
    assert found is not None, terminal.draw()
    return int(found[2]), int(found[1])


def test_a_session_goes_on_while_nobody_is_attached(world: World) -> None:
    terminal = world.open_session()
    terminal.line("echo before-$((6*7))")
    terminal.wait_for("before-42")
    shell = shell_of(terminal)
    terminal.detach()
    assert "detached" in terminal.text
    assert not terminal.outer.on_alternate_screen

    assert shell in world.processes()
    again = world.start("attach", "main")
    again.wait_for("before-42")
    assert shell_of(again) == shell


def test_the_keeper_owns_the_programs_and_a_client_owns_nothing(world: World) -> None:
    terminal = world.open_session("new", "-s", "work")
    shell = shell_of(terminal)
    keeper = world.process("mux.keeper")
    server = world.process("-m mux.server")
    assert parent_of(shell) == keeper
    assert parent_of(server) == keeper
    assert terminal.kill() == -signal.SIGKILL
    assert {shell, keeper, server} <= set(world.processes())


def test_a_client_killed_and_attached_again_has_lost_nothing(world: World) -> None:
    terminal = world.open_session()
    terminal.line("for i in $(seq 1 500); do echo line-$i; done; sleep 0.3; echo end-$((6*7))")
    terminal.wait_for("line-")
    terminal.kill()
    again = world.start("attach", "main")
    again.wait_for("end-42")
    again.prefix("PAGEUP")
    again.wait_for("line-480")
    again.keys("q")
    again.wait_for("end-42")


def test_a_tab_takes_the_size_of_the_smallest_client_that_shows_it(world: World) -> None:
    large = world.open_session(size=(110, 35))
    columns, rows = pty_size(large)
    assert columns > 80
    assert rows > 24

    small = world.start("attach", "main", size=(60, 18))
    small.wait_for(PROMPT)
    wait_until(lambda: world.sessions()["main"]["clients"] == 2, "both clients")
    small_columns, small_rows = pty_size(small)
    assert small_columns <= 60
    assert small_rows <= 18
    assert pty_size(large) == (small_columns, small_rows)

    small.prefix("c")  # looks at another tab from now on
    small.wait_for(lambda: len(world.tabs()) == 2)
    wait_until(lambda: world.panes()[0]["size"] == (columns, rows), "the larger size again")
    large.wait_for(PROMPT)
    small.prefix("p")
    wait_until(lambda: world.panes()[0]["size"] == (small_columns, small_rows), "the smaller one")
    small.detach()
    wait_until(lambda: world.panes()[0]["size"] == (columns, rows), "the larger size at last")


def test_what_one_client_types_the_other_one_sees(world: World) -> None:
    first = world.open_session()
    second = world.start("attach", "main")
    second.wait_for(PROMPT)
    first.line("echo shared-$((6*7))")
    first.wait_for("shared-42")
    second.wait_for("shared-42")


def test_the_last_shell_takes_the_session_and_its_processes_with_it(world: World) -> None:
    terminal = world.open_session()
    terminal.line("exit")
    assert terminal.wait_for_exit() == 0
    world.wait_for_no_process("mux")
    assert not list(world.runtime.glob("*.sock"))


def test_sessions_are_started_apart_and_named(world: World) -> None:
    assert world.run("new", "-d", "-s", "one").returncode == 0
    assert world.run("new", "-d").returncode == 0
    assert world.run("new", "-d").returncode == 0
    assert set(world.sessions()) == {"one", "main", "main-2"}
    assert len(world.processes("-m mux.server")) == 3


def test_a_new_session_can_run_a_program_of_its_own(world: World) -> None:
    terminal = world.start(
        "new", "-s", "job", "--", "sh", "-c", "echo ran-$((6*7)); exec sleep 1000"
    )
    terminal.wait_for("ran-42")
    assert world.processes("sleep 1000")


def test_a_session_has_one_server_whoever_else_starts_one(world: World) -> None:
    world.open_session("new", "-s", "work")
    again = world.run("new", "-d", "-s", "work")
    assert again.returncode == 1
    assert "mux attach work" in again.stderr
    ready, ready_for_server = os.pipe()
    keeper = subprocess.Popen(
        [
            *(sys.executable, "-m", "mux.keeper", "--session", "work"),
            *("--log", str(world.path / "second.log"), "--ready-fd", str(ready_for_server), "--"),
            *(sys.executable, "-m", "mux.server", "--session", "work", "--cwd", "/"),
            *("--runtime-dir", str(world.runtime), "--sessions-dir", f"{world.cache}/sessions"),
            *("--size", "80x24", "--ready-fd", str(ready_for_server)),
        ],
        env=world.environment,
        pass_fds=[ready_for_server],
    )
    os.close(ready_for_server)
    with open(ready, "rb") as answer:
        assert answer.readline() == b"running\n"
    keeper.wait()
    wait_until(lambda: len(world.processes("-m mux.server")) == 1, "one server")


def test_two_that_bring_a_session_back_at_once_share_it(world: World) -> None:
    terminal = world.open_session()
    terminal.line("echo kept-$((6*7))")
    terminal.wait_for("kept-42")
    wait_until(lambda: "contents" in world.session_file("main").read_text(), "its contents")
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    first, second = world.start("attach", "main"), world.start("attach", "main")
    first.wait_for("kept-42")
    second.wait_for("kept-42")
    wait_until(lambda: len(world.processes("-m mux.server")) == 1, "one server")
    assert world.sessions()["main"]["clients"] == 2


def test_a_fault_in_the_client_gives_the_terminal_back_and_names_the_log(world: World) -> None:
    world.open_session().detach()
    broken = (
        "import sys, mux.client.scene as scene\n"
        "scene.Scene.take_rows = lambda *_: 1 / 0\n"
        "from mux.cli import main\n"
        "sys.exit(main(['attach']))"
    )
    client = Terminal([sys.executable, "-c", broken], world.environment, world.home, (120, 24))
    world.terminals.append(client)
    assert client.wait_for_exit() == 1
    log = world.path / "state" / "client-main.log"
    told = f"mux: the client failed: ZeroDivisionError: division by zero; {log} says more"
    assert [line for line in client.screen if line] == [told]
    assert not client.outer.on_alternate_screen
    assert client.attributes() == client.attributes_before
    assert "take_rows" in log.read_text()
    again = world.start("attach")
    again.wait_for(PROMPT)
