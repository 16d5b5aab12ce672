"""Starts the real `mux` in real ptys and reads its screen, as a person would.

A `World` is a set of folders of its own with every process that was started in them; a `Terminal`
is one outer terminal in that world. All waits are for a condition with a generous deadline.
"""

import contextlib
import fcntl
import json
import os
import pty
import re
import select
import shlex
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.e2e.outer_terminal import Cell, OuterTerminal

DEADLINE = 30.0  # seconds; only a fault is ever that slow
PROMPT = "❯"
PREFIX = "\x02"
_MARK = "MUX_TEST_WORLD"
_NAMED_KEYS = {
    "ENTER": "\r",
    "ESC": "\x1b",
    "TAB": "\t",
    "UP": "\x1b[A",
    "DOWN": "\x1b[B",
    "RIGHT": "\x1b[C",
    "LEFT": "\x1b[D",
    "DEL": "\x1b[3~",
    "PAGEUP": "\x1b[5~",
    "PAGEDOWN": "\x1b[6~",
    "CTRL-C": "\x03",
    "CTRL-D": "\x04",
}


class World:
    """Folders, an environment, and the processes that bear its mark."""

    def __init__(self) -> None:
        # Short, for the path of a socket may hold a hundred bytes only.
        self._folder = tempfile.TemporaryDirectory(prefix="mx")
        self.path = Path(self._folder.name)
        self.home = self.path / "home"
        self.runtime = self.path / "run"
        self.cache = self.path / "cache"
        for folder in (self.home, self.runtime, self.cache):
            folder.mkdir(mode=0o700)
        (self.home / ".bashrc").write_text(f"PS1='{PROMPT} '\nunset HISTFILE PROMPT_COMMAND\n")
        self.mark = uuid.uuid4().hex
        self.environment = {
            "HOME": str(self.home),
            "PATH": os.environ["PATH"],
            "SHELL": "/bin/bash",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "MUX_RUNTIME_DIR": str(self.runtime),
            "MUX_CACHE_DIR": str(self.cache),
            "MUX_CONFIG_DIR": str(self.path / "config"),
            "MUX_STATE_DIR": str(self.path / "state"),
            _MARK: self.mark,
        }
        self.terminals: list[Terminal] = []

    def run(self, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        """One `mux` command line without a terminal, to its end."""
        return subprocess.run(
            [sys.executable, "-m", "mux", *arguments],
            env=self.environment | variables,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            check=False,
        )

    def start(
        self, *arguments: str, size: tuple[int, int] = (80, 24), **variables: str
    ) -> "Terminal":
        """`mux ARGUMENTS` in a new outer terminal."""
        terminal = Terminal(
            [sys.executable, "-m", "mux", *arguments], self.environment | variables, self.home, size
        )
        self.terminals.append(terminal)
        return terminal

    def open_session(self, *arguments: str, size: tuple[int, int] = (80, 24)) -> "Terminal":
        """The same, and waits for the first prompt."""
        terminal = self.start(*arguments, size=size)
        terminal.wait_for(PROMPT)
        return terminal

    def panes(self, session: str = "main") -> list[dict[str, Any]]:
        """What `mux list-panes --json` says of the session; "size" is (columns, rows) or None."""
        answer = self.run("list-panes", "--json", "--session", session)
        assert answer.returncode == 0, answer.stderr
        found: list[dict[str, Any]] = json.loads(answer.stdout)
        for pane in found:
            pane["size"] = tuple(pane["content"][2:]) if pane["content"] else None
        return found

    def tabs(self, session: str = "main") -> list[dict[str, Any]]:
        """What `mux list-tabs --json` says of the session."""
        answer = self.run("list-tabs", "--json", "--session", session)
        assert answer.returncode == 0, answer.stderr
        found: list[dict[str, Any]] = json.loads(answer.stdout)
        return found

    def sessions(self) -> dict[str, dict[str, Any]]:
        """What `mux ls --json` says, by name."""
        return {entry["name"]: entry for entry in json.loads(self.run("ls", "--json").stdout)}

    def session_file(self, name: str) -> Path:
        return self.cache / "sessions" / name / "session.kdl"

    def processes(self, holding: str = "") -> dict[int, str]:
        """Living processes of this world by id, with their command lines."""
        found: dict[int, str] = {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                marked = self.mark.encode() in (entry / "environ").read_bytes()
                words = (entry / "cmdline").read_bytes().rstrip(b"\0").split(b"\0")
            except OSError:
                continue
            line = shlex.join(os.fsdecode(word) for word in words)
            if "-m mux.keeper" in line:
                line = line.partition(" -- ")[0]  # what follows is its server's command line
            if marked and line and holding in line and int(entry.name) != os.getpid():
                found[int(entry.name)] = line
        return found

    def process(self, holding: str) -> int:
        """The id of the only process whose command line holds these words, once it is there."""
        wait_until(lambda: len(self.processes(holding)) == 1, f"one process “{holding}”")
        return next(iter(self.processes(holding)))

    def kill(self, holding: str, number: int = signal.SIGKILL) -> list[int]:
        """Sends a signal to each process whose command line holds these words; waits for SIGKILL's
        to be gone."""
        victims = list(self.processes(holding))
        for victim in victims:
            _send_signal(victim, number)
        if number == signal.SIGKILL:
            wait_until(lambda: not set(victims) & set(self.processes()), f"the end of {victims}")
        return victims

    def pull_the_plug(self) -> None:
        """Keepers and servers at once, as a power cut takes them: none is left to start another, so
        each is stopped before the first is killed."""
        stopped: set[int] = set()
        while fresh := set(self.processes("-m mux.")) - stopped:
            for process in fresh:
                _send_signal(process, signal.SIGSTOP)
            stopped |= fresh
        for process in stopped:
            _send_signal(process, signal.SIGKILL)
        self.wait_for_no_process("-m mux.")

    def wait_for_no_process(self, holding: str = "") -> None:
        wait_until(lambda: not self.processes(holding), f"no more process “{holding}”")

    def close(self) -> None:
        for terminal in self.terminals:
            terminal.close()
        # A keeper that sees its server die starts another one: until nothing is left.
        deadline = time.monotonic() + DEADLINE
        while (left := self.processes()) and time.monotonic() < deadline:
            for process in left:
                _send_signal(process, signal.SIGKILL)
            time.sleep(0.01)
        self._folder.cleanup()


class Terminal:
    """An outer terminal of some size with one program in it."""

    def __init__(
        self,
        command: Sequence[str],
        environment: dict[str, str],
        cwd: Path,
        size: tuple[int, int],
    ) -> None:
        self._master, slave = pty.openpty()
        self._set_size(size)
        self.attributes_before = termios.tcgetattr(slave)
        self._slave = slave  # kept open, so that the attributes can be read after the program's end
        self.process = subprocess.Popen(
            command,
            env=environment,
            cwd=cwd,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_take_controlling_terminal,  # noqa: PLW1509  no threads here
        )
        self.outer = OuterTerminal(*size, self._write)
        self.received = bytearray()
        self._closed = False

    # --- looking --------------------------------------------------------------------------------

    @property
    def screen(self) -> list[str]:
        self.read()
        return self.outer.lines

    @property
    def text(self) -> str:
        return "\n".join(self.screen)

    def cells(self, y: int) -> list[Cell]:
        self.read()
        return self.outer.cells(y)

    def find(self, words: str) -> tuple[int, int]:
        """Where the words first stand on the screen, (x, y) from 0."""
        self.wait_for(words)
        for y, line in enumerate(self.outer.lines):
            if words in line:
                return line.index(words), y
        raise AssertionError(f"“{words}” spans lines:\n{self.draw()}")

    def wait_for(
        self, wanted: "str | re.Pattern[str] | Callable[[], object]", deadline: float = DEADLINE
    ) -> None:
        """Until the text, the pattern or the condition is there; else fails, showing the screen."""

        def is_there() -> bool:
            if callable(wanted):
                return bool(wanted())
            if isinstance(wanted, str):
                return wanted in "\n".join(self.outer.lines)
            return wanted.search("\n".join(self.outer.lines)) is not None

        self._wait(is_there, f"{wanted!r}", deadline, of_screen=not callable(wanted))

    def wait_gone(self, words: str, deadline: float = DEADLINE) -> None:
        self._wait(lambda: words not in "\n".join(self.outer.lines), f"no more “{words}”", deadline)

    def settle(self, quiet: float = 0.25) -> None:
        """Until nothing more has come for a moment; only before looking at what must *not* be.

        The status bar's clock and ages never rest, so there is an end to it.
        """
        end = time.monotonic() + 8 * quiet
        while self.read(quiet) and time.monotonic() < end:
            pass

    def wait_for_exit(self, deadline: float = DEADLINE) -> int:
        self._wait(lambda: self.process.poll() is not None, "the client's end", deadline)
        self.read()
        return self.process.returncode

    def draw(self) -> str:
        edge = "+" + "-" * self.outer._screen.columns + "+"
        width = self.outer._screen.columns
        rows = [f"|{line:<{width}}|" for line in self.outer.lines]
        state = f"cursor {self.outer.cursor} exit {self.process.poll()} title {self.outer.title!r}"
        return "\n".join([edge, *rows, edge, state])

    # --- doing ----------------------------------------------------------------------------------

    def keys(self, *keys: str) -> None:
        """Types text; ENTER, ESC, UP … stand for those keys."""
        for key in keys:
            self._write(_NAMED_KEYS.get(key, key).encode())

    def line(self, text: str) -> None:
        self.keys(text, "ENTER")

    def prefix(self, *keys: str) -> None:
        """The prefix key and then the keys."""
        self.keys(PREFIX, *keys)

    def mouse(self, action: str, x: int, y: int, button: int = 0) -> None:
        """press, release, drag, wheel-up or wheel-down at a cell, as SGR mouse reports."""
        code = {"drag": button + 32, "wheel-up": 64, "wheel-down": 65}.get(action, button)
        final = "m" if action == "release" else "M"
        self._write(f"\x1b[<{code};{x + 1};{y + 1}{final}".encode())

    def click(self, x: int, y: int) -> None:
        self.mouse("press", x, y)
        self.mouse("release", x, y)

    def resize(self, columns: int, rows: int) -> None:
        self.read()
        self.outer.resize(columns, rows)
        self._set_size((columns, rows))

    def kill(self, number: int = signal.SIGKILL) -> int:
        """Sends the client a signal; its exit status."""
        self.process.send_signal(number)
        return self.wait_for_exit()

    def detach(self) -> None:
        self.prefix("d")
        assert self.wait_for_exit() == 0, self.draw()

    def attributes(self) -> list[object]:
        """The tty's present attributes, to be compared with `attributes_before`."""
        return termios.tcgetattr(self._slave)

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._slave)
        os.close(self._master)

    def read(self, patience: float = 0.0) -> bool:
        """Takes in what the program has written; whether there was anything."""
        anything = False
        while select.select([self._master], [], [], 0.0 if anything else patience)[0]:
            try:
                received = os.read(self._master, 65536)
            except OSError:
                break
            if not received:
                break
            anything = True
            self.received += received
            self.outer.feed(received)
        return anything

    def _wait(
        self, is_there: Callable[[], bool], what: str, deadline: float, of_screen: bool = False
    ) -> None:
        """`of_screen`: nothing can come any more once the program has ended."""
        end = time.monotonic() + deadline
        while True:
            ended = self.process.poll() is not None
            self.read()
            if is_there():
                return
            if time.monotonic() > end or (ended and of_screen):
                raise AssertionError(f"waited in vain for {what}:\n{self.draw()}")
            self.read(0.02)

    def _write(self, sent: bytes) -> None:
        while sent:
            sent = sent[os.write(self._master, sent) :]

    def _set_size(self, size: tuple[int, int]) -> None:
        columns, rows = size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def alone(text: str) -> "re.Pattern[str]":
    """The text on a line, or in a row of a pane, of its own."""
    return re.compile(rf"(?:^|[│┃|]) *{re.escape(text)} *(?:[│┃|]|$)", re.MULTILINE)


def wait_until(is_so: Callable[[], object], what: str, deadline: float = DEADLINE) -> None:
    """For conditions outside a terminal: files and processes."""
    end = time.monotonic() + deadline
    while not is_so():
        if time.monotonic() > end:
            raise AssertionError(f"waited {deadline:.0f} s for {what}")
        time.sleep(0.02)


def open_world() -> Iterator[World]:
    world = World()
    try:
        yield world
    finally:
        world.close()


def _take_controlling_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _send_signal(process: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, number)
