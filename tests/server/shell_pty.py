"""A real shell in a real pty, started as mux starts it, read by the real emulator."""

import contextlib
import os
import pty
import select
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mux.core.ids import PaneId
from mux.server.integration import Integration, ShellReports
from mux.term.emulator import CwdChanged, PromptMarked, Reply
from mux.term.terminal import Terminal

PANE = PaneId(7)
DEADLINE = 20.0
PROMPT = "❯"
RC_FILES = {
    "bash": (".bashrc", f"PS1='{PROMPT} '\n"),
    "zsh": (".zshrc", f"PS1='{PROMPT} '\nunsetopt prompt_sp\n"),
    "fish": (".config/fish/config.fish", f"function fish_prompt; echo -n '{PROMPT} '; end\n"),
}


class ShellPty:
    def __init__(
        self, argv: list[str], env: dict[str, str], home: Path, integration: Integration
    ) -> None:
        self.terminal = Terminal(80, 24)
        self.reports = ShellReports(integration.nonce_of(PANE))
        self.marks: list[PromptMarked] = []
        self.cwd = ""
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.chdir(home)
            os.execve(argv[0], argv, env)  # never returns

    @property
    def text(self) -> str:
        rows = ("".join(run.text for run in self.terminal.row(y)) for y in range(24))
        return "\n".join(row.rstrip() for row in rows)

    def read(self, patience: float = 0.02) -> None:
        while select.select([self.master], [], [], patience)[0]:
            try:
                received = os.read(self.master, 65536)
            except OSError:
                return
            if not received:
                return
            for event in self.terminal.feed(received):
                match event:
                    case PromptMarked():
                        self.marks.append(event)
                        self.reports.note(event)
                    case CwdChanged(path, _):
                        self.cwd = path
                    case Reply(answer):
                        os.write(self.master, answer)

    def wait_for(self, is_so: Callable[[], object], what: str) -> None:
        end = time.monotonic() + DEADLINE
        while not is_so():
            assert time.monotonic() < end, f"waited for {what}:\n{self.text}\n{self.marks}"
            self.read()

    def wait_text(self, wanted: str) -> None:
        self.wait_for(lambda: wanted in self.text, wanted)

    def prompt(self) -> None:
        """Waits until the shell says that it waits."""
        self.wait_for(lambda: self.reports.speaks and not self.reports.running, "the prompt")

    def type(self, line: str) -> None:
        os.write(self.master, line.encode() + b"\r")

    def run(self, line: str) -> None:
        """Types a line and waits for its end."""
        told = self._ends()
        self.type(line)
        self.wait_for(lambda: self._ends() > told and not self.reports.running, f"{line}’s end")

    def _ends(self) -> int:
        return sum(mark.mark == "C" for mark in self.marks)

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(os.tcgetpgrp(self.master) or self.pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.close(self.master)
        os.waitpid(self.pid, 0)


@contextlib.contextmanager
def open_shell(
    name: str, home: Path, *, rc: str = "", loads: bool = True, key: str = "k", **env: str
) -> Iterator[ShellPty]:
    """A shell with the integration; `rc` is added to the user's own file. Skips without it."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"not installed: {name}")
    file, text = RC_FILES[name]
    (home / file).parent.mkdir(parents=True, exist_ok=True)
    (home / file).write_text(text + rc)
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    } | env
    integration = Integration(key, loads)
    argv, environment = integration.load_into(path, environment, PANE)
    shell = ShellPty(argv, environment, home, integration)
    try:
        yield shell
    finally:
        shell.close()
