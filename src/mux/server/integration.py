"""Shell integration: loading it into the shells that mux starts, and what it then reports.

The scripts in `mux/shell` report where a shell is, what it was asked to run, and when that ends.
They do so by output, and anything can end up in output (a file shown by cat, the far end of an
ssh). So a report counts only with the nonce of its pane, which the script finds in its environment
and takes out of it: what the shell starts does not have it.
"""

import hashlib
import hmac
import os
import re
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path

from mux.core.ids import PaneId
from mux.dataclass import dataclass
from mux.term.emulator import PromptMarked

NONCE = "MUX_INTEGRATION_NONCE"
INTEGRATION_KEY = "MUX_INTEGRATION_KEY"  # set by whoever starts the session
# Commands that only mean something in the very shell that they were typed into.
_JOB_CONTROL = re.compile(r"\s*(fg|bg|jobs|wait|%)")


def integration_script(shell: str) -> Path | None:
    """The script for a shell, by its name; None for one that mux does not know."""
    scripts = {"bash": "bash.sh", "zsh": "zsh.zsh", "fish": "fish.fish"}
    return scripts_dir() / scripts[shell] if shell in scripts else None


def scripts_dir() -> Path:
    return Path(str(resources.files("mux"))) / "shell"


@dataclass(frozen=True, slots=True)
class Integration:
    """`key` is known to one session only; with `loads` shells load their script by themselves."""

    key: str
    loads: bool

    def nonce_of(self, pane: PaneId) -> str:
        return hmac.new(self.key.encode(), str(pane).encode(), hashlib.sha256).hexdigest()[:32]

    def load_into(
        self, shell: str, env: Mapping[str, str], pane: PaneId
    ) -> tuple[list[str], dict[str, str]]:
        """The argv and environment that start a shell with its integration.

        The user's own files are read as ever: bash reads a file that reads ~/.bashrc in its place
        (`--rcfile`), zsh gets ZDOTDIR and gives it back, fish reads all folders in XDG_DATA_DIRS.
        A shell that mux does not know is started as it is.
        """
        name = os.path.basename(shell)
        argv, prepared = [shell], dict(env)
        if integration_script(name) is None or (name == "bash" and "POSIXLY_CORRECT" in env):
            return argv, prepared
        prepared[NONCE] = self.nonce_of(pane)
        if not self.loads:
            return argv, prepared
        match name:
            case "bash":
                argv += ["--rcfile", str(scripts_dir() / "bashrc.sh")]
            case "zsh":
                prepared["ZDOTDIR"] = str(scripts_dir() / "zdotdir")
                if "ZDOTDIR" in env:
                    prepared["MUX_ZDOTDIR"] = env["ZDOTDIR"]
            case "fish":
                # What an unset XDG_DATA_DIRS means (XDG Base Directory Specification).
                others = env.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
                prepared["XDG_DATA_DIRS"] = f"{scripts_dir() / 'data'}:{others}"
                if "XDG_DATA_DIRS" in env:
                    prepared["MUX_XDG_DATA_DIRS"] = env["XDG_DATA_DIRS"]
        return argv, prepared


class ShellReports:
    """What the shell of one pane has said of itself. An empty nonce: nobody is believed."""

    def __init__(self, nonce: str = "") -> None:
        self._nonce = nonce
        self.speaks = False  # whether it has said anything
        self.running = False  # between the start of a command's output and its end
        self.command = ""
        self.certain = True  # whether the shell is sure that this is the command
        self.cwd = ""  # where the command was typed
        self.argv: tuple[str, ...] = ()  # what was first seen to run for it

    def note(self, event: PromptMarked) -> bool:
        """Takes a report; whether it counts."""
        if not self._nonce or event.nonce != self._nonce:
            return False
        self.speaks = True
        match event.mark:
            case "E":
                self.command, self.cwd, self.certain = event.command, event.cwd, event.certain
            case "C":
                self.running, self.argv = True, ()
            case "D":
                self.running, self.command, self.cwd = False, "", ""
        return True

    def text_of(self, argv: Sequence[str]) -> str:
        """The command line as it was typed, for what runs as `argv`; "" where it is not known."""
        if _JOB_CONTROL.match(self.command):
            return ""
        if self.certain or (argv and all(word in self.command for word in argv)):
            return self.command
        return ""

    def as_output(self) -> bytes:
        """The reports that make another one of these know the same."""
        if not self.speaks:
            return b""
        if not self.running:
            return f"\x1b]133;D;;aid={self._nonce}\a".encode()
        certain = "" if self.certain else ";again"
        command, cwd = _escape(self.command), _escape(self.cwd)
        return (
            f"\x1b]633;E;{command};{self._nonce};cwd={cwd}{certain}\a\x1b]133;C;aid={self._nonce}\a"
        ).encode("utf-8", "surrogateescape")


def _escape(text: str) -> str:
    """As it may stand in an OSC 633."""
    return re.sub(r"[\\;\x00-\x1f]", lambda m: f"\\x{ord(m[0]):02x}", text)
