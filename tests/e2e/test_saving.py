"""What is saved while a session lives, and what comes back after its end."""

import json
import os
import re
import signal
import stat
from collections.abc import Callable
from pathlib import Path

from tests.e2e.harness import PROMPT, World, wait_until

WAITING = "Waiting to run"


def wait_for_saved(world: World, *words: str, session: str = "main") -> None:
    path = world.session_file(session)
    wait_until(
        lambda: path.exists() and all(word in path.read_text() for word in words),
        f"{words} in {path}",
    )


def states(world: World) -> list[str]:
    return [pane["state"] for pane in world.panes()]


def kill_session_processes(world: World) -> None:
    """Nobody gets to save anything. The keeper first, else it would start another server."""
    while world.processes("mux.keeper") or world.processes("mux.server"):
        world.kill("mux.keeper")
        world.kill("mux.server")
    world.wait_for_no_process("bash")  # with the ptys' masters gone, all got a hangup


def test_each_change_is_saved_within_a_moment(world: World) -> None:
    terminal = world.open_session()
    (world.home / "folder").mkdir()
    terminal.line("cd folder")
    terminal.line("sleep 1000")
    wait_for_saved(world, "sleep", "1000", str(world.home / "folder"))
    terminal.prefix("c")
    terminal.wait_gone("sleep 1000")
    world.run("action", "rename-tab", "second")
    wait_for_saved(world, 'name="second"')
    terminal.line("exit")
    wait_until(lambda: "second" not in world.session_file("main").read_text(), "the tab's end")


def test_what_is_saved_is_for_its_user_alone(world: World) -> None:
    world.open_session()
    wait_for_saved(world, "layout")
    folder = world.session_file("main").parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path
    sockets = list(world.runtime.glob("*.sock"))
    assert [path.name for path in sockets] == ["main.sock"]
    assert stat.S_IMODE(sockets[0].stat().st_mode) & 0o077 == 0


def test_an_idle_session_writes_nothing(world: World) -> None:
    world.open_session()
    wait_for_saved(world, "layout")
    other = world.open_session("new", "-s", "busy")

    def pass_ticks() -> None:
        for name in ("one", "two", "three"):  # each is saved with the next tick
            (world.home / name).mkdir(exist_ok=True)
            other.line(f"cd ~/{name}")
            wait_for_saved(world, f"/{name}", session="busy")

    pass_ticks()  # until all that the start has printed is saved
    before = world.session_file("main").stat()
    pass_ticks()
    after = world.session_file("main").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_killed_session_is_listed_as_exited_and_comes_back(world: World) -> None:
    terminal = world.open_session(size=(100, 30))
    (world.home / "deep").mkdir()
    terminal.line("cd deep; echo left-$((6*7))")
    terminal.wait_for("left-42")
    terminal.prefix("%")
    terminal.wait_for(lambda: terminal.text.count(PROMPT) >= 2)
    terminal.line("sleep 1000")
    terminal.prefix("c")
    terminal.wait_gone("left-42")
    world.run("action", "rename-tab", "other")
    wait_for_saved(world, "sleep", 'name="other"', "deep")
    sizes = [pane["size"] for pane in world.panes()]

    assert world.run("kill-session", "main").returncode == 0
    assert terminal.wait_for_exit() == 0
    world.wait_for_no_process("mux")
    assert "EXITED" in world.run("ls").stdout
    assert world.sessions()["main"]["state"] == "exited"

    again = world.start("attach", "main", size=(100, 30))
    again.wait_for("other")
    assert [pane["size"] for pane in world.panes()] == sizes
    assert not world.processes("sleep 1000"), "nothing that was saved runs by itself"
    again.prefix("1")
    again.wait_for(WAITING)
    assert "sleep 1000" in again.text
    again.wait_for("left-42")  # the contents of the shell's pane
    again.keys("ENTER")
    world.process("sleep 1000")
    again.keys("CTRL-C")
    world.wait_for_no_process("sleep 1000")
    again.prefix("LEFT")
    again.line("echo in=$PWD.")
    again.wait_for(f"in={world.home}/deep.")


def test_everything_killed_comes_back_behind_the_gate(
    world: World, needs: Callable[..., None]
) -> None:
    needs("vim")
    (world.home / "file.txt").write_text("text in the file\n")
    terminal = world.open_session(size=(100, 30))
    terminal.line("vim -u NONE file.txt")
    terminal.wait_for("text in the file")
    terminal.prefix("%")
    terminal.wait_for(PROMPT)
    terminal.line("sleep 1000")
    wait_for_saved(world, "vim", "sleep")
    sizes = [pane["size"] for pane in world.panes()]

    kill_session_processes(world)
    terminal.close()
    assert world.sessions()["main"]["state"] == "interrupted"
    again = world.start("attach", "main", size=(100, 30))
    again.wait_for(lambda: again.text.count(WAITING) == 2)
    assert [pane["size"] for pane in world.panes()] == sizes
    assert states(world) == ["waiting", "waiting"]
    again.keys("ENTER")  # the right pane has the focus, as it had
    world.process("sleep 1000")
    again.prefix("LEFT")
    again.keys("ENTER")
    again.wait_for("text in the file")
    world.process("vim -u NONE")
    again.keys(":q", "ENTER")
    again.wait_for(PROMPT)


def test_the_gate_gives_a_shell_or_closes(world: World) -> None:
    terminal = world.open_session()
    terminal.line("sleep 1000")
    terminal.prefix("%")
    terminal.wait_for(PROMPT)
    terminal.line("sleep 2000")
    wait_for_saved(world, '"1000"', '"2000"')
    world.run("kill-session", "main")
    terminal.wait_for_exit()

    again = world.start("attach", "main")
    again.wait_for(lambda: again.text.count(WAITING) == 2)
    again.keys("ESC")
    again.wait_for(lambda: states(world) == ["waiting", "running"])
    again.line("echo shell-$((6*7))")
    again.wait_for("shell-42")
    again.prefix("LEFT")
    again.keys("CTRL-C")
    again.wait_for(lambda: states(world) == ["running"])
    assert not world.processes("sleep")


def test_commands_run_at_once_where_the_user_says_so(world: World) -> None:
    terminal = world.open_session()
    terminal.line("sleep 1000")
    wait_for_saved(world, '"1000"')
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    world.start("attach", "main", "--force-run-commands")
    world.process("sleep 1000")


def test_attach_with_no_name_takes_the_most_recent_session(world: World) -> None:
    for name in ("older", "newer"):
        terminal = world.open_session("new", "-s", name)
        terminal.line(f"echo {name}-$((6*7))")
        terminal.wait_for(f"{name}-42")
        wait_for_saved(world, "layout", session=name)
        world.run("kill-session", name)
        terminal.wait_for_exit()
    again = world.start("attach")
    again.wait_for("newer-42")


def test_a_first_launch_brings_interrupted_sessions_back(world: World) -> None:
    terminal = world.open_session()
    terminal.line("echo lost-$((6*7)); sleep 1000")
    terminal.wait_for("lost-42")
    wait_for_saved(world, "sleep")
    kill_session_processes(world)
    terminal.close()
    again = world.start()
    again.wait_for("lost-42")
    again.wait_for(WAITING)
    assert set(world.sessions()) == {"main"}


def test_a_first_launch_leaves_sessions_alone_that_were_quit(world: World) -> None:
    terminal = world.open_session()
    wait_for_saved(world, "layout")
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    world.open_session()
    assert {name: entry["state"] for name, entry in world.sessions().items()} == {
        "main": "exited",
        "main-2": "running",
    }


def test_sigterm_saves_and_ends_the_session(world: World) -> None:
    terminal = world.open_session()
    terminal.line("echo termed-$((6*7)); sleep 1000")
    terminal.wait_for("termed-42")
    os.kill(world.process("-m mux.server"), signal.SIGTERM)
    terminal.wait_for_exit()
    world.wait_for_no_process("mux")
    again = world.start("attach", "main")
    again.wait_for("termed-42")
    again.wait_for(WAITING)


def test_a_layout_written_by_hand_is_opened(world: World) -> None:
    path = world.home / "hand.kdl"
    path.write_text(
        """layout {
    tab name="code" {
        pane split_direction="vertical" {
            pane size="30%" name="list" command="sh" {
                args "-c" "echo list-$((6*7)); sleep 1000"
            }
            pane
        }
        pane size=6
    }
    tab name="logs"
}
"""
    )
    terminal = world.start("--layout", "hand.kdl", size=(100, 30))
    terminal.wait_for("list-42")
    terminal.wait_for("logs")
    assert [tab["name"] for tab in world.tabs()] == ["code", "logs"]
    first = [pane for pane in world.panes() if pane["tab"] == world.tabs()[0]["id"]]
    assert len(first) == 3
    assert first[0]["size"][0] < first[1]["size"][0]
    assert first[2]["size"][1] <= 6


def test_a_saved_session_file_is_a_layout(world: World) -> None:
    terminal = world.open_session(size=(100, 30))
    terminal.prefix('"')
    terminal.wait_for(lambda: terminal.text.count(PROMPT) >= 2)
    world.run("action", "rename-tab", "shared")
    wait_for_saved(world, "shared")
    sizes = [pane["size"] for pane in world.panes()]
    copy = world.home / "copy.kdl"
    copy.write_text(world.session_file("main").read_text())
    dumped = world.run("dump-layout", "main")
    assert "shared" in dumped.stdout
    terminal.detach()

    other = world.start("--layout", str(copy), "--session", "second", size=(100, 30))
    other.wait_for("shared")
    other.wait_for(lambda: other.text.count(PROMPT) >= 2)
    assert [pane["size"] for pane in world.panes("second")] == sizes


def test_sessions_are_deleted_only_when_it_is_meant(world: World) -> None:
    terminal = world.open_session()
    refused = world.run("delete-session", "main")
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    assert world.run("delete-session", "main").returncode == 0
    assert world.sessions() == {}
    assert not world.session_file("main").exists()

    second = world.open_session()
    assert world.run("delete-session", "main", "--force").returncode == 0
    second.wait_for_exit()
    assert world.sessions() == {}

    for name in ("one", "two"):
        world.run("new", "-d", "-s", name)
        world.run("kill-session", name)
    assert world.run("delete-all-sessions").returncode == 2, "asks, and nobody can answer"
    assert set(world.sessions()) == {"one", "two"}
    assert world.run("delete-all-sessions", "-y").returncode == 0
    assert world.sessions() == {}


def test_a_damaged_file_is_kept_aside_and_said_so(world: World) -> None:
    terminal = world.open_session()
    wait_for_saved(world, "layout")
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    path: Path = world.session_file("main")
    whole = path.read_text()
    path.write_text(whole[: len(whole) // 2])
    again = world.start("attach", "main")
    again.wait_for(lambda: again.process.poll() is not None or PROMPT in again.text)
    assert "Traceback" not in again.text
    assert any("corrupt" in found.name for found in path.parent.rglob("*"))


def test_the_list_is_short_long_and_json(world: World) -> None:
    empty = world.run("ls")
    assert empty.returncode == 1
    assert empty.stdout == ""
    assert world.run("ls", "--json").stdout.strip() == "[]"
    terminal = world.open_session("new", "-s", "work")
    terminal.prefix("%")
    terminal.wait_for(lambda: terminal.text.count(PROMPT) >= 2)
    listed = world.run("ls").stdout
    assert re.match(r"work: 1 tab, 2 panes, created .*\(attached\)\n$", listed)
    assert world.run("ls", "-s").stdout == "work\n"
    entry = json.loads(world.run("ls", "--json").stdout)[0]
    assert (entry["name"], entry["state"], entry["tabs"], entry["panes"]) == (
        "work",
        "running",
        1,
        2,
    )


def test_deleting_all_asks_on_a_terminal(world: World) -> None:
    for name in ("one", "two"):
        world.run("new", "-d", "-s", name)
        wait_for_saved(world, "layout", session=name)
        world.run("kill-session", name)
    for answer, status, left in (("n", 1, {"one", "two"}), ("y", 0, set())):
        terminal = world.start("delete-all-sessions")
        terminal.wait_for("Delete 2 sessions (")
        terminal.line(answer)
        assert terminal.wait_for_exit() == status
        assert set(world.sessions()) == left


def test_a_restore_is_reported_and_earlier_states_are_listed(world: World) -> None:
    terminal = world.open_session()
    terminal.line("sleep 1000")
    wait_for_saved(world, '"1000"')
    never = world.run("restore-report", "main")
    assert never.returncode == 1
    assert "never brought back" in never.stderr
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    again = world.start("attach", "main")
    again.wait_for(WAITING)
    wait_until(lambda: world.run("restore-report", "main").returncode == 0, "the report")
    assert "1 pane: 1 revived" in world.run("restore-report", "main").stdout
    history = world.run("history", "main").stdout.splitlines()
    assert history[0].startswith("GENERATION")
    assert history[1].startswith("now ")
