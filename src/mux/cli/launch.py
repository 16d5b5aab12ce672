"""Starting the processes of a session: the keeper, which starts the server.

The starter does not wait here: the client is imported while the server starts, and only then does
`Launch.wait` read the one line that the server writes on the ready pipe.
"""

import os
import select
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mux.cli.errors import CommandLineError
from mux.config.paths import log_dir, runtime_dir, sessions_dir

# What a session knows its shells by; in the environment, so that each of its servers has it.
INTEGRATION_KEY = "MUX_INTEGRATION_KEY"
PATIENCE = 60.0  # seconds for a server to say that it is ready


class SessionStart(NamedTuple):
    """What a session is to be started with. `size` counts the cells that panes may use."""

    session: str
    cwd: str
    size: tuple[int, int] = (80, 24)
    layout: str = ""  # name or absolute path of a layout file
    trust: bool = False  # run what it says, whoever may have written it
    program: tuple[str, ...] = ()  # for the first pane instead of the shell
    resurrect: bool = False
    generation: str = ""
    force_run_commands: bool = False
    yes_really: bool = False  # those on the deny-list, too


class LaunchError(CommandLineError):
    """A session did not come up."""


class StartRefusedError(LaunchError):
    """The server has said why it can't start."""


class Launch:
    """A session that is on its way up."""

    def __init__(self, session: str, ready: int, log: Path):
        self.session = session
        self._ready = ready
        self._log = log

    def wait(self) -> str:
        """ "ok", or "running" where somebody else started the session first.

        Raises StartRefusedError with what the server says is wrong, LaunchError where it says
        nothing.
        """
        try:
            line = self._read_line()
        finally:
            os.close(self._ready)
        word, _, reason = line.partition(":")
        if word in ("ok", "running"):
            return word
        if word == "error" and reason:
            raise StartRefusedError(reason.strip())
        raise LaunchError(f"session “{self.session}” did not start; {self._log} may say why")

    def _read_line(self) -> str:
        received = b""
        deadline = time.monotonic() + PATIENCE
        while b"\n" not in received:
            left = max(0.0, deadline - time.monotonic())
            if not select.select([self._ready], [], [], left)[0]:
                raise LaunchError(
                    f"session “{self.session}” takes too long to start; {self._log} may say why"
                )
            chunk = os.read(self._ready, 4096)
            if not chunk:
                break
            received += chunk
        return received.decode("utf-8", "replace").partition("\n")[0]


def launch_session(start: SessionStart) -> Launch:
    """Starts the session's processes, out of the reach of this terminal's signals."""
    log = make_log_file(start.session)
    ready, ready_for_server = os.pipe()
    os.set_inheritable(ready_for_server, True)
    try:
        _spawn_keeper(keeper_command(start, ready_for_server, log), log)
    except OSError:
        os.close(ready)
        raise
    finally:
        os.close(ready_for_server)
    return Launch(start.session, ready, log)


def _spawn_keeper(command: Sequence[str], log: Path) -> None:
    """Not with subprocess, which takes longer to import than this takes. Raises OSError."""
    environment = os.environ | {INTEGRATION_KEY: os.urandom(16).hex()}
    os.posix_spawn(
        command[0],
        list(command),
        environment,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.fspath(log), os.O_WRONLY | os.O_APPEND, 0),
        ],
        setsid=True,
    )


def make_log_file(session: str) -> Path:
    """The session's log, there and readable by its user alone."""
    folder = log_dir()
    os.makedirs(folder, mode=0o700, exist_ok=True)
    path = folder / f"{session}.log"
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600))
    return path


def keeper_command(start: SessionStart, ready: int, log: Path) -> Sequence[str]:
    keeper = [*_python("mux.keeper"), "--session", start.session, "--log", str(log)]
    keeper += ["--runtime-dir", str(runtime_dir())]
    return [*keeper, "--ready-fd", str(ready), "--", *server_command(start, ready)]


def server_command(start: SessionStart, ready: int) -> Sequence[str]:
    width, height = start.size
    command = [*_python("mux.server"), "--session", start.session]
    command += ["--runtime-dir", str(runtime_dir()), "--sessions-dir", str(sessions_dir())]
    command += ["--cwd", start.cwd, "--size", f"{width}x{height}", "--ready-fd", str(ready)]
    if start.layout:
        command += ["--layout", start.layout]
    if start.trust:
        command += ["--trust"]
    if start.resurrect:
        command += ["--resurrect"]
    if start.generation:
        command += ["--generation", start.generation]
    if start.force_run_commands:
        command += ["--force-run-commands"]
    if start.yes_really:
        command += ["--yes-really"]
    if start.program:
        command += ["--", *start.program]
    return command


def _python(module: str) -> list[str]:
    # -P: a json.py in the folder where the user stands must not become ours.
    return [sys.executable, "-P", "-m", module]
