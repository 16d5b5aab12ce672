"""The screens of the real client as text: every overlay, and every built-in layout.

    python -m tests.e2e.golden_screens [NAME...]      writes tests/golden/screens anew

What never looks the same twice (ages, the folder of the test) is made equal; the clock and the age
of the last save are left out by the options.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.harness import PROMPT, Terminal, World

from mux.client.screens import SCREENS

FOLDER = Path(__file__).parents[1] / "golden" / "screens"
SIZES = ((80, 24), (200, 50))
LAYOUTS = tuple(sorted(path.stem for path in Path(__file__).parents[2].glob("layouts/*.kdl")))
# The clock tells the time; copy mode shows the pane, and tests of its own have it.
OVERLAYS = tuple(sorted(set(SCREENS) - {"clock", "copy-mode"}))
CONFIG = """\
clock_format "12:34"
status_segments "session" "mode" "sync" "zoom" "layout" "clock"
"""
# In the place of programs whose output is not ours to foresee.
STUBS = ("vi", "top", "vmstat", "watch", "df")
STUB = '#!/bin/sh\necho "$(basename "$0")" "$@"\nexec sleep 1000\n'


@contextmanager
def open_golden_world() -> Iterator[World]:
    world = World()
    try:
        stubs = world.path / "stubs"
        stubs.mkdir()
        for name in STUBS:
            (stubs / name).write_text(STUB)
            (stubs / name).chmod(0o755)
        (world.path / "config").mkdir(mode=0o700)
        (world.path / "config" / "config.kdl").write_text(CONFIG)
        world.environment["PATH"] = f"{stubs}:{world.environment['PATH']}"
        world.environment["EDITOR"] = "vi"
        yield world
    finally:
        world.close()


def open_two_panes(world: World, size: tuple[int, int]) -> Terminal:
    terminal = world.open_session("new", "-s", "golden", size=size)
    terminal.line("echo left-$((6*7))")
    terminal.wait_for("left-42")
    terminal.prefix("%")
    terminal.wait_for(lambda: terminal.text.count(PROMPT) == 3)
    return terminal


def open_overlay(world: World, terminal: Terminal, name: str) -> None:
    """Over the panes only: what was open before is closed."""
    terminal.keys("ESC")
    terminal.wait_for("ctrl-b ? help")
    assert world.run("action", "show-screen", name, "--session", "golden").returncode == 0


def golden_path(name: str, size: tuple[int, int]) -> Path:
    return FOLDER / f"{name}-{size[0]}x{size[1]}.txt"


def normalize(text: str) -> str:
    text = re.sub(r"/tmp/mx\w{8}", "/tmp/mxaaaaaaaa", text)
    text = re.sub(r" *\b\d+[smhd] ago", " … ago", text)
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def write_goldens(wanted: list[str]) -> None:
    for size in SIZES:
        for layout in LAYOUTS:
            name = f"layout-{layout}"
            if not wanted or name in wanted:
                with open_golden_world() as world:
                    _write(name, size, world.start("-l", layout, "new", "-s", "golden", size=size))
        with open_golden_world() as world:
            terminal = open_two_panes(world, size)
            for name in OVERLAYS:
                if not wanted or name in wanted:
                    open_overlay(world, terminal, name)
                    _write(name, size, terminal)


def _write(name: str, size: tuple[int, int], terminal: Terminal) -> None:
    before = ""
    for _ in range(20):
        terminal.settle(1.0)
        if before == (text := normalize(terminal.text)) and text.strip():
            break
        before = text
    golden_path(name, size).write_text(before)
    print(golden_path(name, size).name, flush=True)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_goldens(sys.argv[1:])
