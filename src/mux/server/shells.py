"""Which shell new panes run: the first of those that are asked for that can be run."""

import os
import pwd
import shutil
from typing import NamedTuple

LAST_RESORT = "/bin/sh"


class UserShell(NamedTuple):
    path: str
    problem: str = ""  # why it is not the one that was asked for, for the user


def choose_shell(configured: str, environment: dict[str, str]) -> UserShell:
    """The config's, or $SHELL, or the user's in passwd(5), or sh. A pane whose shell can't be run
    would be gone at once, and with the last pane the session."""
    wanted = [
        shell for shell in (configured, environment.get("SHELL", ""), _login_shell()) if shell
    ]
    search_path = environment.get("PATH", os.defpath)
    for shell in wanted:
        if shutil.which(shell, path=search_path):
            problem = "" if shell == wanted[0] else f"can't run {wanted[0]}: panes run {shell}"
            return UserShell(shell, problem)
    return UserShell(
        LAST_RESORT, f"can't run {wanted[0]}: panes run {LAST_RESORT}" if wanted else ""
    )


def _login_shell() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_shell
    except KeyError:  # a container's user without an entry
        return ""
