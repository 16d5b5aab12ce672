"""What was closed comes back: alive for a while, then from what its screen showed."""

import json

import pytest
from tests.e2e.harness import PROMPT, Terminal, World, wait_until


@pytest.fixture
def hasty_world(world: World) -> World:
    """One in which the programs of closed panes are ended soon."""
    folder = world.path / "config"
    folder.mkdir(mode=0o700)
    (folder / "config.kdl").write_text("undo_close_seconds 0.2\n")
    return world


def open_second_pane(terminal: Terminal, world: World, command: str) -> int:
    """Splits, runs a command in the new pane, and returns the command's process."""
    terminal.prefix("%")
    wait_until(lambda: len(world.panes()) == 2, "the second pane")
    terminal.wait_for(lambda: terminal.text.count(PROMPT) == 2)
    terminal.line("echo above-$((6*7))")
    terminal.wait_for("above-42")
    terminal.line(command)
    return world.process(command)


def close_with_keys(terminal: Terminal, world: World) -> None:
    terminal.prefix("x")
    terminal.wait_for("Close the pane")
    terminal.keys("y")
    wait_until(lambda: len(world.panes()) == 1, "the pane to be closed")


def test_a_pane_comes_back_alive_with_its_screen(world: World) -> None:
    terminal = world.open_session()
    program = open_second_pane(terminal, world, "sleep 4711")
    before = {pane["id"]: pane for pane in world.panes()}
    wait_until(lambda: "4711" in world.session_file("main").read_text(), "a save of it")
    close_with_keys(terminal, world)
    terminal.wait_gone("above-42")
    wait_until(lambda: "4711" not in world.session_file("main").read_text(), "a save without it")
    terminal.prefix("u")
    terminal.wait_for("above-42")
    assert world.process("sleep 4711") == program
    after = {pane["id"]: pane for pane in world.panes()}
    for number, pane in before.items():
        assert after[number]["content"] == pane["content"]
        assert after[number]["pid"] == pane["pid"]
    assert after[2]["focused"]
    terminal.keys("CTRL-C")
    terminal.line("echo back-$((6*7))")
    terminal.wait_for("back-42")
    wait_until(lambda: world.session_file("main").read_text().count("pane") > 1, "a save with it")


def test_after_its_time_a_command_waits_below_its_contents(hasty_world: World) -> None:
    world = hasty_world
    terminal = world.open_session()
    open_second_pane(terminal, world, "sleep 4711")
    close_with_keys(terminal, world)
    world.wait_for_no_process("sleep 4711")
    assert world.run("undo-close").returncode == 0
    terminal.wait_for("Waiting to run: sleep 4711")
    terminal.wait_for("Session contents restored")
    terminal.wait_for("above-42")
    assert not world.processes("sleep 4711")
    terminal.keys("ENTER")
    world.process("sleep 4711")
    terminal.keys("CTRL-C")
    terminal.line("echo back-$((6*7))")
    terminal.wait_for("back-42")
    terminal.wait_for("above-42")


def test_after_its_time_a_shell_is_fresh_below_its_contents(hasty_world: World) -> None:
    world = hasty_world
    terminal = world.open_session()
    terminal.prefix("%")
    wait_until(lambda: len(world.panes()) == 2, "the second pane")
    terminal.line("cd /tmp; echo above-$((6*7))")
    terminal.wait_for("above-42")
    old = next(pane["pid"] for pane in world.panes() if pane["id"] == 2)
    close_with_keys(terminal, world)
    wait_until(lambda: old not in world.processes(), "the end of the shell")
    terminal.prefix("u")
    terminal.wait_for("above-42")
    terminal.wait_for("Session contents restored")
    terminal.line("pwd; echo fresh-$((6*7))")
    terminal.wait_for("fresh-42")
    assert "/tmp" in terminal.text


def test_a_tab_comes_back_in_its_place(world: World) -> None:
    terminal = world.open_session()
    terminal.prefix("c")
    terminal.wait_for("2:")
    terminal.prefix("%")
    wait_until(lambda: len(world.panes()) == 3, "the third pane")
    world.run("action", "rename-tab", "logs")
    terminal.prefix("c")
    wait_until(lambda: len(world.tabs()) == 3, "the third tab")
    pids = {pane["id"]: pane["pid"] for pane in world.panes()}
    world.run("action", "close-tab", "--tab", "2")
    wait_until(lambda: len(world.tabs()) == 2, "the tab to be closed")
    listed = json.loads(world.run("undo-close", "--json").stdout)
    assert [(item["what"], item["title"], item["alive"]) for item in listed] == [
        ("tab", "logs", True)
    ]
    assert "logs" in world.run("undo-close", "--list").stdout
    assert world.run("undo-close").returncode == 0
    assert [tab["name"] for tab in world.tabs()][1] == "logs"
    assert {pane["id"]: pane["pid"] for pane in world.panes()} == pids


def test_a_crash_of_the_server_loses_nothing_that_is_still_alive(world: World) -> None:
    terminal = world.open_session()
    program = open_second_pane(terminal, world, "sleep 4711")
    close_with_keys(terminal, world)
    world.kill("mux.server")
    wait_until(lambda: world.run("list-panes").returncode == 0, "the next server")
    assert world.run("undo-close").returncode == 0
    terminal.wait_for("above-42")
    assert world.process("sleep 4711") == program


def test_quitting_ends_what_was_closed_too(world: World) -> None:
    terminal = world.open_session()
    open_second_pane(terminal, world, "sleep 4711")
    close_with_keys(terminal, world)
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    world.wait_for_no_process()
    refused = world.run("undo-close")
    assert refused.returncode == 1
    assert "mux attach main" in refused.stderr


def test_nothing_to_bring_back_is_said(world: World) -> None:
    world.open_session()
    assert "nothing was closed" in world.run("undo-close", "--list").stdout
    refused = world.run("undo-close")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "nothing was closed" in refused.stderr
