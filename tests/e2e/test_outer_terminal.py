"""Whatever ends the client, the terminal that it ran in is as it was."""

import signal
import sys

import pytest
from tests.e2e.harness import PROMPT, Terminal, World

AT_START = {7, 25}  # autowrap, cursor visible


def assert_restored(terminal: Terminal) -> None:
    terminal.read(0.1)
    assert terminal.outer.private_modes == AT_START, terminal.draw()
    assert terminal.outer.kitty_flags == []
    assert terminal.attributes() == terminal.attributes_before


def assert_taken_over(terminal: Terminal) -> None:
    """Else a check that it is given back would say nothing."""
    assert terminal.outer.on_alternate_screen
    assert 2004 in terminal.outer.private_modes or 1006 in terminal.outer.private_modes
    assert terminal.attributes() != terminal.attributes_before


def test_detaching_gives_the_terminal_back(world: World) -> None:
    terminal = world.open_session()
    assert_taken_over(terminal)
    terminal.detach()
    assert_restored(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["SIGTERM", "SIGHUP"])
def test_a_signal_gives_the_terminal_back(world: World, number: signal.Signals) -> None:
    terminal = world.open_session()
    assert_taken_over(terminal)
    terminal.kill(number)
    assert_restored(terminal)
    assert "Traceback" not in terminal.received.decode(errors="replace")
    assert world.sessions()["main"]["state"] == "running"


def test_the_end_of_the_session_gives_the_terminal_back(world: World) -> None:
    terminal = world.open_session()
    assert world.run("kill-session", "main").returncode == 0
    assert terminal.wait_for_exit() == 0
    assert_restored(terminal)


def test_a_program_that_set_modes_leaves_none_behind(world: World) -> None:
    terminal = world.open_session()
    terminal.line("printf '\\033[?1003;1006;1004;2004h\\033[?25l\\033[>5u'; echo set-$((6*7))")
    terminal.wait_for("set-42")
    terminal.detach()
    assert_restored(terminal)


def test_what_was_on_the_terminal_before_is_there_again(world: World) -> None:
    terminal = Terminal(
        ["bash", "--norc", "-c", f"echo was-here; {sys.executable} -m mux; echo back-again"],
        world.environment,
        world.home,
        (80, 24),
    )
    world.terminals.append(terminal)
    terminal.wait_for(PROMPT)
    terminal.wait_gone("was-here")
    terminal.prefix("d")
    terminal.wait_for("was-here")
    terminal.wait_for("back-again")
