"""Starting a program in a pty of its own, with exactly the argv and environment asked for.

spawn_program(argv, env, cwd, width, height) -> Program     raises SpawnError(one line)
"""

import errno
import os
import signal
import termios
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ptyprocess import PtyProcess, PtyProcessError

# Line editing of UTF-8 in the kernel (termios(3): IUTF8); the module lacks the name.
_IUTF8 = 0x4000


class SpawnError(Exception):
    """The program could not be started; one line for the user."""


class Program(NamedTuple):
    pid: int  # also its session and its process group
    master: int
    note: str = ""


def spawn_program(
    argv: Sequence[str], env: Mapping[str, str], cwd: str, width: int, height: int
) -> Program:
    """A folder that is gone becomes the home folder, or else /, with a note that says so."""
    if not argv:
        raise SpawnError("no program given")
    folder, note = _choose_folder(cwd, env)
    path = find_program(argv[0], env, folder)
    keeper = os.getpid()

    def become_program() -> None:
        try:
            _reset_signals()
            _expect_utf8(0)
            os.chdir(folder)
            _replace_image(path, argv, env)
        except OSError as error:
            raise OSError(error.strerror) from None  # only its text reaches the keeper

    try:
        process = PtyProcess.spawn(
            # Only looked at: become_program never returns. It is given the argv exactly, where
            # ptyprocess would put the path in the place of argv[0].
            [path, *argv[1:]],
            env=dict(env),
            preexec_fn=become_program,
            dimensions=(height, width),
        )
    except (OSError, ValueError, OverflowError, PtyProcessError) as error:
        if os.getpid() != keeper:
            os._exit(126)  # the child, on a way out that ptyprocess left open
        raise SpawnError(f"can't run {argv[0]}: {error}") from None
    master = os.dup(process.fd)
    # From here on the keeper closes and reaps; without this the object would hang up and wait.
    process.fileobj.close()
    process.closed = True
    return Program(process.pid, master, note)


def find_program(name: str, env: Mapping[str, str], cwd: str) -> str:
    """The file that execvp(3) would run, in the child's own PATH and folder. Raises SpawnError."""
    if "\0" in name:
        raise SpawnError("a program's name can't hold a NUL")
    folders = [""] if "/" in name else env.get("PATH", os.defpath).split(os.pathsep)
    refused = ""
    for folder in folders:
        path = os.path.join(cwd, folder, name)  # an absolute part wins
        if os.path.isdir(path):
            refused = refused or f"is a folder: {name}"
        elif os.access(path, os.X_OK):
            return path
        elif os.path.exists(path):
            refused = f"permission denied: {name}"
    raise SpawnError(refused if "/" in name and refused else f"command not found: {name}")


def _choose_folder(cwd: str, env: Mapping[str, str]) -> tuple[str, str]:
    home = env.get("HOME", "/")
    for folder in (cwd, home, "/"):
        if folder and os.path.isdir(folder) and os.access(folder, os.X_OK):
            break
    note = f"{cwd} is gone; started in {folder}" if cwd and folder != cwd else ""
    return folder, note


def _reset_signals() -> None:
    """The keeper ignores some signals, and its starter perhaps others; exec would hand that on."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_DFL)


def _expect_utf8(terminal: int) -> None:
    attributes = termios.tcgetattr(terminal)
    attributes[0] |= _IUTF8
    termios.tcsetattr(terminal, termios.TCSANOW, attributes)


def _replace_image(path: str, argv: Sequence[str], env: Mapping[str, str]) -> None:
    try:
        os.execve(path, list(argv), env)
    except OSError as error:
        if error.errno != errno.ENOEXEC:
            raise
    # A script without #! goes to the shell, as execvp(3) does.
    os.execve("/bin/sh", ["/bin/sh", path, *argv[1:]], env)
