"""The server or the keeper dies; what runs in the panes does not."""

import re
from pathlib import Path

from tests.e2e.harness import PROMPT, World, wait_until


def test_a_killed_server_is_replaced_and_its_jobs_go_on(world: World) -> None:
    terminal = world.open_session()
    terminal.line("echo before-$((6*7)); for i in $(seq 1000); do echo tick-$i.; sleep 0.1; done")
    terminal.wait_for("tick-3.")
    server = world.process("-m mux.server")
    world.kill("-m mux.server")
    wait_until(
        lambda: [p for p in world.processes("-m mux.server") if p != server], "another server"
    )
    terminal.wait_for("tick-30.")
    terminal.keys("CTRL-C")
    terminal.wait_for(PROMPT)
    printed = world.run("query", "screen", "--history").stdout
    assert "before-42" in printed
    ticks = [int(number) for number in re.findall(r"^tick-(\d+)\.$", printed, re.MULTILINE)]
    assert ticks == list(range(1, len(ticks) + 1)), "nothing is lost, and nothing shown twice"
    terminal.line("clear; echo after-$((6*7))")
    terminal.wait_for("after-42")


def test_a_killed_keeper_takes_nothing_with_it(world: World) -> None:
    terminal = world.open_session()
    terminal.line("sleep 1000")
    sleeper = world.process("sleep 1000")
    keeper = world.process("mux.keeper")
    world.kill("mux.keeper")
    wait_until(lambda: [p for p in world.processes("mux.keeper") if p != keeper], "another keeper")
    assert Path(f"/proc/{sleeper}").exists()
    terminal.keys("CTRL-C")
    terminal.line("echo after-$((6*7))")
    terminal.wait_for("after-42")
    terminal.prefix("%")  # the new keeper spawns
    terminal.wait_for(lambda: len(world.panes()) == 2)
