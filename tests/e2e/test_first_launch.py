"""What ended how, and what comes back by itself when mux is started without arguments."""

import contextlib
import os
import pwd
import signal
import subprocess
from pathlib import Path

import pytest
from tests.e2e.harness import PROMPT, Terminal, World, wait_until

from mux.protocol.codec import Codec
from mux.protocol.messages import VERSION, Hello

WAITING = "Waiting to run"


def wait_for_text(world: World, *words: str, session: str = "main") -> None:
    path = world.session_file(session)
    wait_until(
        lambda: path.exists() and all(word in path.read_text() for word in words),
        f"{words} in {path}",
    )


def kill_all(world: World) -> None:
    world.pull_the_plug()
    world.wait_for_no_process("bash")


def signal_everything(world: World, number: int) -> None:
    """As a logout or a shutdown does: programs, keeper, server and client, in no order."""
    for process in world.processes():
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)
    world.wait_for_no_process("-m mux")


def open_with_sleep(world: World, seconds: int) -> Terminal:
    terminal = world.open_session()
    terminal.line("echo kept-$((6*7))")
    terminal.wait_for("kept-42")
    terminal.line(f"sleep {seconds}")
    wait_for_text(world, f'"{seconds}"')
    return terminal


def state(world: World, session: str = "main") -> str:
    found: str = world.sessions()[session]["state"]
    return found


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_what_the_system_ends_is_interrupted_and_comes_back(world: World, number: int) -> None:
    terminal = open_with_sleep(world, 1000)
    signal_everything(world, number)
    terminal.close()
    assert state(world) == "interrupted"
    again = world.start()
    again.wait_for("kept-42")
    again.wait_for(f"{WAITING}: sleep 1000")


def test_what_the_user_ends_is_exited(world: World) -> None:
    for end in ("quit", "kill-session", "exit"):
        terminal = world.open_session("new", "-s", end)
        if end == "exit":
            terminal.line("exit")
        elif end == "quit":
            world.run("action", "quit", "--session", end)
        else:
            world.run("kill-session", end)
        terminal.wait_for_exit()
    assert {state(world, name) for name in world.sessions()} == {"exited"}


def test_a_shell_that_is_killed_closes_its_pane_only(world: World) -> None:
    terminal = world.open_session()
    terminal.prefix("%")
    terminal.wait_for(lambda: terminal.text.count(PROMPT) >= 2)
    victim = world.panes()[1]["pid"]
    os.kill(victim, signal.SIGHUP)
    wait_until(lambda: len(world.panes()) == 1, "the pane's end")
    os.kill(world.process("-m mux.server"), signal.SIGHUP)  # the server alone: it only saves
    last = world.panes()[0]["pid"]
    os.kill(last, signal.SIGHUP)
    wait_until(lambda: not world.processes("mux.server"), "the end of the session")


def test_a_reboot_is_told_and_everything_comes_back(world: World) -> None:
    terminal = open_with_sleep(world, 1000)
    kill_all(world)
    terminal.close()
    for leftover in world.runtime.iterdir():  # the runtime folder does not outlive a reboot
        leftover.unlink()
    listed = world.run("ls", MUX_BOOT_ID="another").stdout
    assert "interrupted by a restart" in listed
    assert "by a restart" not in world.run("ls").stdout
    again = world.start(MUX_BOOT_ID="another")
    again.wait_for(f"{WAITING}: sleep 1000")


def test_all_that_was_interrupted_comes_back_and_the_last_used_is_shown(world: World) -> None:
    terminal = world.open_session("new", "-s", "quit")
    world.run("kill-session", "quit")
    terminal.wait_for_exit()
    for name in ("one", "two", "three"):
        terminal = world.open_session("new", "-s", name)
        terminal.line(f"echo {name}-$((6*7)); cd /tmp")
        wait_for_text(world, '"/tmp"', session=name)
        terminal.detach()
    kill_all(world)
    again = world.start()
    again.wait_for("three-42")
    wait_until(
        lambda: (
            {name: state(world, name) for name in world.sessions()}
            == {"one": "running", "two": "running", "three": "running", "quit": "exited"}
        ),
        "all of them",
    )


def test_where_the_last_used_one_fails_the_next_is_shown(world: World) -> None:
    for name in ("fine", "broken"):
        terminal = world.open_session("new", "-s", name)
        terminal.line(f"echo {name}-$((6*7)); cd /tmp")
        wait_for_text(world, '"/tmp"', session=name)
        terminal.detach()
    kill_all(world)
    make_unreadable(world, "broken")
    again = world.start()
    again.wait_for("fine-42")
    assert state(world, "broken") == "interrupted"


def make_unreadable(world: World, session: str = "main") -> None:
    """As a newer mux may have written it: nothing is damaged, but it can't be brought back."""
    path = world.session_file(session)
    path.write_text(path.read_text().replace("schema=1", "schema=999"))


def make_readable(world: World, session: str = "main") -> None:
    path = world.session_file(session)
    path.write_text(path.read_text().replace("schema=999", "schema=1"))


def test_after_three_failures_a_session_is_left_alone_until_it_is_asked_for(world: World) -> None:
    terminal = open_with_sleep(world, 1000)
    kill_all(world)
    terminal.close()
    make_unreadable(world)
    for _ in range(3):
        failed = world.start()
        assert failed.wait_for_exit() == 1
        assert "newer mux" in failed.text.replace("\n", "")
        assert world.session_file("main").exists()
    fresh = world.open_session()  # the fourth time, mux goes its way
    assert set(world.sessions()) == {"main", "main-2"}
    assert "left alone: it could not be restored 3 times in a row" in world.run("ls").stdout
    fresh.detach()

    make_readable(world)
    again = world.start("attach", "main")
    again.wait_for(f"{WAITING}: sleep 1000")


def test_a_crash_within_a_minute_of_a_restore_is_not_repeated(world: World) -> None:
    terminal = open_with_sleep(world, 1000)
    kill_all(world)
    terminal.close()
    restored = world.start()
    restored.wait_for(WAITING)
    kill_all(world)
    restored.close()
    world.open_session()
    assert "crashed within a minute of being restored" in world.run("ls").stdout
    assert state(world, "main-2") == "running"
    again = world.start("attach", "main")
    again.wait_for(f"{WAITING}: sleep 1000")


# --- what root does not believe -------------------------------------------------------------------


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to be two users")


def give_away(path: Path) -> None:
    """To another user, who could put anything there."""
    nobody = pwd.getpwnam("nobody")
    os.chown(path, nobody.pw_uid, nobody.pw_gid)


@needs_root
@pytest.mark.parametrize("what", ["session.kdl", "."])
def test_a_saved_session_of_somebody_else_is_refused(world: World, what: str) -> None:
    terminal = open_with_sleep(world, 1000)
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    give_away(world.session_file("main").parent / what)
    refused = world.start("attach", "main")
    assert refused.wait_for_exit() == 1
    assert "belongs to somebody else" in refused.text.replace("\n", "")
    assert "belongs to somebody else" in world.run("ls").stdout
    assert not world.processes("mux.server")


@needs_root
def test_a_session_file_that_others_may_write_is_refused(world: World) -> None:
    terminal = open_with_sleep(world, 1000)
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    world.session_file("main").chmod(0o666)
    refused = world.start("attach", "main")
    assert refused.wait_for_exit() == 1
    assert "can be written by others" in refused.text.replace("\n", "")


@needs_root
def test_the_contents_of_somebody_else_are_not_shown(world: World) -> None:
    terminal = open_with_sleep(world, 1000)
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    give_away(next((world.session_file("main").parent / "contents").iterdir()))
    again = world.start("attach", "main")
    again.wait_for(WAITING)
    assert "kept-42" not in again.text
    assert "belongs to somebody else" in world.run("restore-report", "main").stdout


@needs_root
def test_the_config_of_somebody_else_is_not_read(world: World) -> None:
    folder = world.path / "config"
    folder.mkdir(mode=0o700)
    config = folder / "config.kdl"
    config.write_text('default_shell "/nowhere"\n')
    give_away(config)
    terminal = world.open_session(size=(120, 24))
    terminal.wait_for("root does not read it")


@needs_root
def test_a_runtime_folder_of_somebody_else_is_refused(world: World) -> None:
    give_away(world.runtime)
    refused = world.run("ls")
    assert refused.returncode == 1
    assert "belongs to somebody else" in refused.stderr


def test_links_planted_in_the_runtime_folder_are_not_followed(world: World) -> None:
    target = world.home / "precious"
    target.write_text("precious")
    for name in ("main.sock", "main.state", "main.state-new", "main.crashed"):
        (world.runtime / name).symlink_to(target)
    terminal = world.open_session()
    terminal.detach()
    assert target.read_text() == "precious"


@needs_root
def test_another_user_is_not_let_in(world: World) -> None:
    world.open_session()
    for folder in (world.path, world.runtime):
        folder.chmod(0o711)
    (world.runtime / "main.sock").chmod(0o777)
    script = (
        "import os, socket, sys\n"
        "os.setuid(65534)\n"
        "s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])\n"
        "try:\n"
        "    s.sendall(bytes.fromhex(sys.argv[2]))\n"
        "    print(len(s.recv(100)))\n"
        "except (ConnectionResetError, BrokenPipeError): print(0)\n"
    )
    hello = Codec([Hello]).encode(Hello(VERSION, "command")).hex()
    told = subprocess.run(
        ["python3", "-c", script, str(world.runtime / "main.sock"), hello],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "0\n"
    world.runtime.chmod(0o700)
    assert state(world) == "running"
