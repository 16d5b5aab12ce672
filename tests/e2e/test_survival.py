"""Whoever is killed, and whenever: the session is whole after it, and its jobs never noticed."""

import contextlib
import json
import os
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.e2e.harness import PROMPT, Terminal, World, wait_until

from mux.persist.contents import encode_record

SERVER, KEEPER = "-m mux.server", "mux.keeper"
COUNT = "i=0; while :; do i=$((i+1)); echo tick-$i.; sleep 0.02; done"


def wait_for_another(world: World, holding: str, gone: int) -> int:
    """The process that took the place of one that was killed."""

    def others() -> list[int]:
        return [process for process in world.processes(holding) if process != gone]

    wait_until(lambda: len(others()) == 1, f"another process “{holding}”")
    return others()[0]


def pids(world: World) -> dict[int, int]:
    """The process of each pane."""
    return {pane["id"]: pane["pid"] for pane in world.panes()}


def printed(world: World, pane: int) -> str:
    """All that a pane shows, and what scrolled off it."""
    return world.run("query", "screen", "--history", "--pane", str(pane)).stdout


def numbers(text: str, word: str = "tick") -> list[int]:
    return [int(number) for number in re.findall(rf"^{word}-(\d+)\.$", text, re.MULTILINE)]


def wait_for_progress(world: World, pane: int) -> None:
    before = numbers(printed(world, pane))[-1]
    wait_until(lambda: numbers(printed(world, pane))[-1] > before, "the next tick")


def answers(world: World) -> bool:
    return world.run("query", "session").returncode == 0


def wait_for_adoption(keeper: int, programs: int) -> None:
    """Until a new keeper holds the ptys of so many programs."""

    def held() -> int:
        found = 0
        for entry in Path(f"/proc/{keeper}/fd").iterdir():
            with contextlib.suppress(OSError):  # closed meanwhile
                found += os.readlink(entry).endswith("ptmx")
        return found

    wait_until(lambda: held() == programs, "the adoption")


def kill_at_once(*processes: int) -> None:
    # Stopped first: the last one must not see the first one's death and start another.
    for number in (signal.SIGSTOP, signal.SIGKILL):
        for process in processes:
            os.kill(process, number)


def start_sleep(terminal: Terminal) -> None:
    terminal.line("echo kept-$((6*7))")
    terminal.wait_for("kept-42")
    terminal.line("sleep 1000")


def test_twenty_deaths_in_a_row(world: World) -> None:
    terminal = world.open_session(size=(100, 30))
    terminal.line("clear; echo left-$((6*7))")
    terminal.wait_for("left-42")
    terminal.prefix("%")
    terminal.wait_for(lambda: terminal.text.count(PROMPT) >= 2)
    terminal.line(f"clear; {COUNT}")
    terminal.wait_for("tick-3.")
    left, right = sorted(pids(world))
    alive, sizes = pids(world), [pane["size"] for pane in world.panes()]

    for _ in range(5):
        for victims in ("server", "client", "server and client", "keeper"):
            if "server" in victims:
                server = world.process(SERVER)
                kill_at_once(server)
                if "client" in victims:
                    terminal.kill()
                wait_for_another(world, SERVER, server)
            elif victims == "client":
                terminal.kill()
            else:
                keeper = world.process(KEEPER)
                kill_at_once(keeper)
                wait_for_adoption(wait_for_another(world, KEEPER, keeper), 2)
            if terminal.process.poll() is not None:
                terminal = world.start("attach", "main", size=(100, 30))
            wait_until(lambda: answers(world), f"an answer after the death of the {victims}")
            assert pids(world) == alive, victims
            wait_for_progress(world, right)
            assert "left-42" in printed(world, left), victims
            shown = numbers(printed(world, right))
            assert shown == list(range(1, len(shown) + 1)), victims
    terminal.wait_for("left-42")
    terminal.keys("CTRL-C")
    terminal.line("clear; echo right-$((6*7))")
    terminal.wait_for("right-42")
    assert [pane["size"] for pane in world.panes()] == sizes


def test_a_full_screen_program_is_there_again(world: World, needs: Callable[..., None]) -> None:
    needs("vim")
    (world.home / "file.txt").write_text("text in the file\n")
    script = world.home / "screen.sh"
    script.write_text(
        "printf '\\033[?1049hdrawn-%s' 1; trap 'printf \"\\033[H\\033[2Jdrawn-2\"' WINCH\n"
        "while :; do sleep 0.05; done\n"
    )
    terminal = world.open_session(size=(100, 30))
    terminal.line("vim -u NONE file.txt")
    terminal.wait_for("text in the file")
    terminal.prefix("%")
    terminal.wait_for(PROMPT)
    terminal.line("sh screen.sh")
    terminal.wait_for("drawn-1")
    server = world.process(SERVER)
    kill_at_once(server)
    wait_for_another(world, SERVER, server)
    terminal.wait_for("drawn-2")  # the program was told to draw itself anew
    fresh = world.start("attach", "main", size=(100, 30))
    fresh.wait_for("text in the file")
    fresh.wait_for("drawn-2")
    fresh.prefix("LEFT")
    fresh.keys(":q", "ENTER")
    fresh.wait_for(PROMPT)


def test_a_server_killed_in_a_flood_misses_nothing_of_its_end(world: World) -> None:
    terminal = world.open_session()
    terminal.line("seq -f 'tick-%.0f.' 1500000; echo flood-$((6*7))")
    terminal.wait_for("tick-")
    server = world.process(SERVER)
    kill_at_once(server)
    wait_for_another(world, SERVER, server)
    terminal.wait_for("flood-42")
    last = numbers(printed(world, 1))[-1000:]
    assert last == list(range(1_499_001, 1_500_001))


def test_a_server_killed_in_the_middle_of_a_save(world: World, needs: Callable[..., None]) -> None:
    needs("strace")
    terminal = world.open_session()
    terminal.line("echo saved-$((6*7))")
    terminal.wait_for("saved-42")
    alive = pids(world)
    for number in (1, 3):  # while contents are written, and while the text is
        server = world.process(SERVER)
        kill = f"inject=fsync:signal=KILL:when={number}"
        with subprocess.Popen(
            [
                *("strace", "-f", "-o", str(world.path / "trace")),
                *("-e", "trace=fsync", "-e", kill, "-p", str(server)),
            ],
            stderr=subprocess.PIPE,
        ) as tracer:
            assert tracer.stderr is not None
            assert b"attached" in tracer.stderr.readline()
            terminal.line(f"mkdir in-{number}; cd in-{number}")  # is saved with the next tick
        wait_for_another(world, SERVER, server)
        wait_until(lambda: answers(world), "the next server")
        assert pids(world) == alive
        assert "saved-42" in printed(world, 1)
        assert world.run("action", "rename-tab", f"tab-{number}").returncode == 0
        wait_until(
            lambda n=number: f"tab-{n}" in world.session_file("main").read_text(), "the save"
        )
    assert not list(world.session_file("main").parent.rglob("*corrupt*"))


def test_what_is_killed_in_the_middle_of_a_restore_is_restored_the_next_time(world: World) -> None:
    terminal = world.open_session()
    start_sleep(terminal)
    path = world.session_file("main")
    wait_until(lambda: path.exists() and "sleep" in path.read_text(), "the save")
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    contents = next((path.parent / "contents").iterdir())
    small = contents.read_bytes()
    lines = ["x" * 60] * 400_000  # takes a while to read, so that there is a middle
    contents.write_bytes(small + encode_record(0, lines, 400_000, {}, 2e9))
    marker = path.parent / "restoring"
    dying = world.start("attach", "main")
    wait_until(marker.exists, "the restore")
    world.kill(SERVER)
    assert dying.wait_for_exit() != 0
    world.wait_for_no_process("mux")
    assert marker.exists()
    saved = path.read_text()
    assert "sleep" in saved

    contents.write_bytes(small)
    again = world.start("attach", "main")
    again.wait_for("Waiting to run: sleep 1000")
    again.wait_for("kept-42")
    assert not marker.exists()


def test_server_and_keeper_killed_at_once_leave_what_was_saved(world: World) -> None:
    terminal = world.open_session()
    start_sleep(terminal)
    path = world.session_file("main")
    wait_until(lambda: path.exists() and "sleep" in path.read_text(), "the save")
    kill_at_once(world.process(KEEPER), world.process(SERVER))
    world.wait_for_no_process("-m mux.")
    world.wait_for_no_process("sleep")
    terminal.close()
    assert world.sessions()["main"]["state"] == "interrupted"
    again = world.start("attach", "main")
    again.wait_for("Waiting to run: sleep 1000")
    again.wait_for("kept-42")


def test_panes_behind_the_gate_keep_their_contents_through_a_crash(world: World) -> None:
    terminal = world.open_session()
    start_sleep(terminal)
    path = world.session_file("main")
    wait_until(lambda: path.exists() and "sleep" in path.read_text(), "the save")
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    again = world.start("attach", "main")
    again.wait_for("Waiting to run")
    for _ in range(2):
        server = world.process(SERVER)
        kill_at_once(server)
        wait_for_another(world, SERVER, server)
        wait_until(lambda: answers(world), "the next server")
        assert "kept-42" in printed(world, 1)
    world.run("kill-session", "main")
    again.wait_for_exit()
    last = world.start("attach", "main")
    last.wait_for("kept-42")
    last.wait_for("Waiting to run: sleep 1000")
    last.keys("ENTER")
    world.process("sleep 1000")


def test_living_programs_are_found_again_when_their_places_are_lost(world: World) -> None:
    terminal = world.open_session()
    terminal.prefix("%")
    terminal.wait_for(lambda: terminal.text.count(PROMPT) >= 2)
    alive = pids(world)
    server = world.process(SERVER)
    (world.runtime / "main.state").write_text("{")
    kill_at_once(server)
    wait_for_another(world, SERVER, server)
    terminal.wait_for("the places of the panes")
    assert pids(world) == alive
    assert len(world.tabs()) == 2


def test_a_pane_opened_while_there_is_no_keeper_starts_with_the_next_one(world: World) -> None:
    terminal = world.open_session()
    server = world.process(SERVER)
    keeper = world.process(KEEPER)
    os.kill(server, signal.SIGSTOP)  # so that it does not hear of the keeper's end before the key
    kill_at_once(keeper)
    terminal.prefix("%")
    os.kill(server, signal.SIGCONT)
    wait_for_another(world, KEEPER, keeper)
    terminal.wait_for(lambda: terminal.text.count(PROMPT) >= 2)


def test_a_crash_loop_ends_with_a_reason_and_can_be_tried_again(world: World) -> None:
    terminal = world.open_session()
    terminal.line("echo before-$((6*7))")
    terminal.wait_for("before-42")
    alive = pids(world)
    note = world.runtime / "main.crashed"
    server = 0
    for _ in range(4):
        server = wait_for_another(world, SERVER, server)
        # One that dies before it has said a word to the keeper ends in silence.
        wait_until(lambda: answers(world), "its answer")
        kill_at_once(server)
    assert terminal.wait_for_exit() == 1
    assert "given up" in terminal.text
    assert note.exists()
    assert not world.processes(SERVER)
    assert alive[1] in world.processes()
    listed = world.run("ls").stdout
    assert "ended 4 times within a minute" in listed
    assert "mux attach main tries again" in listed
    assert json.loads(world.run("ls", "--json").stdout)[0]["state"] == "running"

    again = world.start("attach", "main")
    again.wait_for("before-42")
    again.line("echo again-$((6*7))")
    again.wait_for("again-42")
    assert pids(world) == alive
    assert not note.exists()


def test_a_session_that_was_given_up_can_be_ended(world: World) -> None:
    world.open_session()
    server = 0
    for _ in range(4):
        server = wait_for_another(world, SERVER, server)
        wait_until(lambda: answers(world), "its answer")
        kill_at_once(server)
    wait_until((world.runtime / "main.crashed").exists, "the note")
    assert world.run("kill-session", "main").returncode == 0
    world.wait_for_no_process("-m mux.keeper")
    world.wait_for_no_process("bash")


def test_an_upgrade_replaces_the_server_and_nothing_else(world: World) -> None:
    terminal = world.open_session()
    terminal.line("echo before-$((6*7))")
    terminal.wait_for("before-42")
    terminal.prefix("c")
    terminal.wait_gone("before-42")
    terminal.wait_for(PROMPT)
    terminal.line(COUNT)
    terminal.wait_for("tick-3.")
    alive, server, keeper = pids(world), world.process(SERVER), world.process(KEEPER)
    for _ in range(5):  # more often than it may crash
        done = world.run("upgrade", "main")
        assert (done.returncode, done.stdout) == (0, "main: renewed\n"), done.stderr
        server = wait_for_another(world, SERVER, server)
    assert world.process(KEEPER) == keeper
    assert pids(world) == alive
    terminal.keys("CTRL-C")
    terminal.line("echo after-$((6*7))")
    terminal.wait_for("after-42")
    shown = numbers(printed(world, 2))
    assert shown == list(range(1, len(shown) + 1))
    terminal.prefix("p")
    terminal.wait_for("before-42")


def test_a_renamed_session_survives_under_its_name(world: World) -> None:
    terminal = world.open_session()
    terminal.line("echo kept-$((6*7))")
    terminal.wait_for("kept-42")
    assert world.run("action", "rename-session", "other").returncode == 0
    wait_until(lambda: set(world.sessions()) == {"other"}, "the new name")
    keeper = world.process(KEEPER)
    kill_at_once(keeper)
    wait_for_adoption(wait_for_another(world, KEEPER, keeper), 1)
    server = world.process(SERVER)
    kill_at_once(server)
    wait_for_another(world, SERVER, server)
    wait_until(lambda: answers(world), "the next server")
    assert set(world.sessions()) == {"other"}
    assert Path(world.runtime / "other.sock").exists()
    terminal_again: Terminal = world.start("attach", "other")
    terminal_again.wait_for("kept-42")
    assert [path.name for path in (world.cache / "sessions").iterdir()] == ["other"]
