"""Earlier states of a session, and the end of those that nobody needs any more."""

import os
import re
import time

from tests.e2e.harness import PROMPT, World, wait_until


def wait_for_text(world: World, *words: str, session: str = "main") -> None:
    path = world.session_file(session)
    wait_until(
        lambda: path.exists() and all(word in path.read_text() for word in words),
        f"{words} in {path}",
    )


def configure(world: World, text: str) -> None:
    folder = world.path / "config"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "config.kdl").write_text(text)


def test_earlier_states_are_listed_compared_and_brought_back(world: World) -> None:
    configure(world, "keep_generations 2\nkeep_generation_days 0\n")
    terminal = world.open_session()
    terminal.line("echo first-$((6*7))")
    terminal.wait_for("first-42")
    for name in ("one", "two", "three", "four"):  # each server keeps what it finds
        world.run("action", "rename-tab", name)
        wait_for_text(world, f'name="{name}"')
        if name == "four":
            break
        world.run("kill-session", "main")
        terminal.wait_for_exit()
        time.sleep(1.01)  # a generation bears the second in its name
        terminal = world.start("attach", "main")
        terminal.wait_for("first-42")
    terminal.line("clear; echo last-$((6*7))")
    terminal.wait_for("last-42")

    listed = world.run("history", "main").stdout.splitlines()
    assert listed[1].startswith("now")
    assert "four" in listed[1]
    assert len(listed) == 1 + 1 + 2, "as many as the config keeps"
    assert "three" in listed[2]
    moment = re.match(r"\S+", listed[2])
    assert moment is not None
    changed = world.run("diff", "main", "1").stdout
    assert "- tab “three”" in changed
    assert "+ tab “four”" in changed
    assert "“two”" in world.run("diff", "main", "2", "1").stdout
    assert world.run("diff", "main", "7").returncode == 1

    world.run("kill-session", "main")
    terminal.wait_for_exit()
    unknown = world.start("attach", "main", "--generation", "1999")
    assert unknown.wait_for_exit() == 1
    assert "no earlier snapshot" in unknown.text
    earlier = world.start("attach", "main", "--generation", moment[0])
    earlier.wait_for("three")
    earlier.wait_for("first-42")
    assert "last-42" not in earlier.text
    assert [tab["name"] for tab in world.tabs()] == ["three"]
    wait_for_text(world, 'name="three"')
    assert "four" in world.run("diff", "main", "1").stdout, "what it took the place of is kept"


def start_and_quit(world: World, name: str, *command: str) -> None:
    world.run("new", "-d", "-s", name, *(("--", *command) if command else ()))
    wait_until(world.session_file(name).exists, "its file")
    world.run("kill-session", name)


def test_sessions_that_were_one_idle_shell_are_listed_when_asked_for(world: World) -> None:
    start_and_quit(world, "idle")
    hidden = world.run("ls")
    assert hidden.returncode == 1
    assert "--all" in hidden.stderr
    start_and_quit(world, "busy", "sleep", "1000")
    assert world.run("ls", "-s").stdout == "busy\n"
    assert world.run("ls", "-s", "--all").stdout == "busy\nidle\n"
    assert world.sessions()["idle"]["idle"]
    again = world.start("attach", "idle")
    again.wait_for(PROMPT)
    assert "idle" in world.run("ls", "-s").stdout, "one that runs is never hidden"


def test_sessions_beyond_the_limits_go(world: World) -> None:
    for number, name in enumerate(("old", "older", "new", "interrupted"), 1):
        start_and_quit(world, name, "sleep", str(number))
    past = time.time() - 10 * 86400
    for name in ("old", "older"):
        path = world.session_file(name)
        text = re.sub(r'(saved|active)="[^"]*"', r'\1="2001-01-01T00:00:00Z"', path.read_text())
        path.write_text(text)
        os.utime(path, (past, past))
    path = world.session_file("interrupted")
    path.write_text(path.read_text().replace('state="exited"', ""))
    os.utime(path, (past, past))
    (world.cache / "sessions" / ".deleted-before-1-2").mkdir()
    (world.cache / "sessions" / "empty").mkdir(mode=0o700)
    (world.runtime / "gone.state").write_text("{}")

    assert "0 sessions deleted" in world.run("gc").stdout, "the config sets no limit"
    assert set(world.sessions()) == {"old", "older", "new", "interrupted"}
    assert {folder.name for folder in (world.cache / "sessions").iterdir()} == set(world.sessions())
    assert not list(world.runtime.iterdir())
    assert "1 session deleted" in world.run("gc", "--count", "2").stdout
    assert len(world.sessions()) == 3

    configure(world, "keep_exited_days 5\n")
    world.run("new", "-d", "-s", "fresh")
    wait_until(
        lambda: set(world.sessions()) == {"new", "interrupted", "fresh"},
        "a server that clears up as it starts",
    )


def test_a_rename_moves_all_or_nothing(world: World) -> None:
    start_and_quit(world, "taken", "sleep", "1000")
    terminal = world.open_session()
    terminal.line("echo kept-$((6*7))")
    terminal.wait_for("kept-42")
    refused = world.run("action", "rename-session", "taken")
    assert refused.returncode == 1
    assert "there is a session called taken already" in refused.stderr
    assert world.sessions()["main"]["state"] == "running"
    assert '"name": "main"' in world.run("query", "session", "--session", "main").stdout
    assert world.sessions()["taken"]["state"] == "exited"
    assert world.run("action", "rename-session", "free").returncode == 0
    wait_until(lambda: set(world.sessions()) == {"free", "taken"}, "the new name")
    terminal.line("cd /tmp")
    wait_for_text(world, '"/tmp"', 'name="free"', session="free")
    assert not world.session_file("main").parent.exists()
    assert {path.name for path in world.runtime.iterdir()} == {"free.sock", "free.state"}
    world.run("kill-session", "free")
    terminal.wait_for_exit()
    again = world.start("attach", "free")
    again.wait_for("kept-42")
