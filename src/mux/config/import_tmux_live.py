"""Asks a running tmux for its sessions: the shell around `import_tmux`."""

import subprocess
from pathlib import Path

from mux.config.errors import ConfigError
from mux.config.import_tmux import FIELDS, import_tmux, list_panes_command
from mux.config.imported import Imported

SECONDS = 10  # tmux answers in milliseconds, or hangs


def read_live_tmux(session: str = "") -> tuple[Imported, ...]:
    """The sessions of the user's tmux server, or the one of that name.

    Raises ConfigError: no tmux, no server, no such session.
    """
    command = list_panes_command(session)
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except FileNotFoundError:
        raise ConfigError("tmux is not installed") from None
    except subprocess.TimeoutExpired:
        raise ConfigError(f"tmux did not answer within {SECONDS} seconds") from None
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip()
        raise ConfigError(reason or f"tmux ended with status {done.returncode}", "tmux")
    text = done.stdout.decode(errors="surrogateescape")
    place = FIELDS.index("pane_pid")
    pids = {int(line.split("\t")[place]) for line in text.splitlines()}
    return import_tmux(text, {pid: argv for pid in pids if (argv := find_foreground_argv(pid))})


def find_foreground_argv(pid: int) -> tuple[str, ...]:
    """The argv of what runs in front on a process's terminal; () where /proc does not tell.

    proc(5), /proc/pid/stat: `tpgid` is the sixth field behind the program's name.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(errors="replace")
        leader = int(stat.rpartition(")")[2].split()[5])
        line = Path(f"/proc/{leader}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return ()
    return tuple(word.decode(errors="surrogateescape") for word in line.split(b"\0")[:-1])
