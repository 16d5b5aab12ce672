"""What an importer gives, and how the commands of a foreign file become what a pane runs."""

import os
import re
import shlex
from collections.abc import Sequence

from mux.core.layout import SHELL, Layout, PaneLayout, Run, RunCommand
from mux.core.runs import parse_run
from mux.dataclass import dataclass, replace

SHELLS = frozenset(
    ("sh", "bash", "zsh", "fish", "dash", "ksh", "tcsh", "csh", "nu", "ash", "elvish")
)
# Commands that change the shell they are typed into, and mean nothing outside of it.
SHELL_WORDS = frozenset(
    (
        *(".", "source", "cd", "export", "alias", "set", "unset", "eval", "ulimit", "umask"),
        *("nvm", "rvm", "rbenv", "pyenv", "nodenv", "asdf", "conda", "workon", "sdk", "module"),
    )
)


@dataclass(frozen=True, slots=True)
class Imported:
    """One session of the file. `notes` say what it had that a layout can't hold, one line each."""

    layout: Layout
    name: str = ""
    notes: tuple[str, ...] = ()


def run_of_commands(commands: Sequence[str]) -> Run:
    """What a pane runs into which these commands would be typed one after the other.

    A program alone is run as it is, so that it can be run again. All else is for the user's own
    interactive shell, which knows their functions and aliases, and stays when they are done.
    """
    lines = [line.strip() for line in commands if line.strip()]
    if not lines or (len(lines) == 1 and lines[0] in SHELLS):
        return SHELL
    if len(lines) == 1 and lines[0].split()[0] not in SHELL_WORDS:
        return parse_run(lines[0])
    text = "; ".join(lines)
    return RunCommand(("sh", "-c", 'exec "$SHELL" -ic "$0"', f"{text}; exec $SHELL"), text)


def take_folder(commands: Sequence[str], cwd: str, start: str) -> tuple[list[str], str]:
    """Takes leading `cd FOLDER` commands away, and gives the folder that they lead to.

    `start` is what relative ones are seen from where no `cwd` is known.
    """
    rest = [line.strip() for line in commands if line.strip()]
    while rest and (found := re.fullmatch(r"cd\s+([^;&|<>()`*?]+)", rest[0])):
        try:
            words = shlex.split(found[1])
        except ValueError:
            break
        if len(words) != 1 or words[0] == "-":
            break
        cwd = join_folder(cwd or start, words[0])
        rest.pop(0)
    return rest, cwd


def join_folder(base: str, path: str) -> str:
    """The path seen from the folder, with `~` and `$NAME` replaced."""
    path = os.path.expanduser(os.path.expandvars(path))
    return os.path.normpath(os.path.join(base, path)) if path else base


def make_pane(commands: Sequence[str], cwd: str, start: str) -> PaneLayout:
    """The pane into which these commands would be typed; `cwd` and `start` as above."""
    rest, folder = take_folder(commands, cwd, start)
    return PaneLayout(run_of_commands(rest), cwd=folder)


def suspend(pane: PaneLayout) -> PaneLayout:
    """The pane with its command behind the gate: nothing that was saved runs by itself."""
    return replace(pane, start_suspended=isinstance(pane.run, RunCommand))
