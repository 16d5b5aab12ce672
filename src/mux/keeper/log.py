"""The keeper's log: a line a happening. Importing logging would cost more than all the rest."""

import contextlib
import os
import sys
import time

LARGEST_LOG = 1024 * 1024


def open_log(path: str) -> None:
    """From here on, stdout and stderr of this process, and of the servers it starts, go to the
    file; stdin is empty. A file that has grown large is kept aside once. Raises OSError."""
    if os.path.exists(path) and os.path.getsize(path) > LARGEST_LOG:
        os.replace(path, f"{path}.1")
    sink = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    source = os.open(os.devnull, os.O_RDONLY)
    os.dup2(source, 0)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    for descriptor in (source, sink):
        if descriptor > 2:
            os.close(descriptor)


def write_log(text: str) -> None:
    """A full disk is no reason for a keeper to end."""
    moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime())
    with contextlib.suppress(OSError):
        print(f"{moment} keeper[{os.getpid()}] {text}", file=sys.stderr, flush=True)
