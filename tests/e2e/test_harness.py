"""The harness itself, on programs whose behaviour is beyond doubt."""

import os
import signal
import sys
from pathlib import Path

from tests.e2e.harness import Terminal, World, wait_until
from tests.e2e.outer_terminal import OuterTerminal


def test_reads_the_screen_of_a_program_and_types_into_it(world: World) -> None:
    terminal = Terminal(["cat"], world.environment, world.home, (40, 10))
    world.terminals.append(terminal)
    terminal.line("hello")
    terminal.wait_for("hello\nhello")
    terminal.keys("CTRL-D")
    assert terminal.wait_for_exit() == 0


def test_finds_and_kills_what_a_world_started(world: World) -> None:
    script = "import os, time; os.fork() or os.setsid(); time.sleep(1000)"
    terminal = Terminal([sys.executable, "-c", script], world.environment, Path("/"), (40, 10))
    world.terminals.append(terminal)
    wait_until(lambda: len(world.processes("setsid")) == 2, "both processes")
    assert len(world.kill("setsid", signal.SIGKILL)) == 2
    assert os.getpid() not in world.processes()


def test_the_outer_terminal_answers_and_swallows() -> None:
    replies: list[bytes] = []
    outer = OuterTerminal(20, 3, replies.append)
    asked = b"a\x1b[c\x1b[6n\x1b[?2026$p\x1b[>1u\x1b[?u"
    for byte in asked + b"\x1bP1$r\x1b\\\x1b[4:3;38:2::1:2:3mb\x1b]0;t\x1b\\":
        outer.feed(bytes([byte]))
    assert replies == [b"\x1b[?62;22c", b"\x1b[1;2R", b"\x1b[?2026;2$y", b"\x1b[?1u"]
    assert outer.lines[0] == "ab"
    assert outer.cells(0)[1].foreground == "010203"
    assert outer.title == "t"


def test_the_outer_terminal_gives_back_what_was_before_the_alternate_screen() -> None:
    outer = OuterTerminal(20, 3, lambda reply: None)
    outer.feed(b"before\r\n$ \x1b[?1049h\x1b[2Jinside")
    assert outer.lines == ["inside", "", ""]
    outer.feed(b"\x1b[?1049l")
    assert outer.lines == ["before", "$", ""]
    assert outer.left_by_alternate == ["inside", "", ""]
