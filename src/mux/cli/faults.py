"""Faults of ours: the user gets a line, and a log the traceback."""

import os
import time
import traceback

from mux.config.paths import log_dir, printable


def log_fault(error: Exception) -> str:
    """Writes the error with its traceback to the log; the line that says so."""
    told = f"a fault of mux itself: {type(error).__name__}: {printable(str(error))}"
    path = log_dir() / "mux.log"
    report = "".join(traceback.format_exception(error))
    try:
        os.makedirs(path.parent, mode=0o700, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} mux[{os.getpid()}] {report}")
    except OSError as reason:
        return f"{told} ({path} can't be written: {reason.strerror})"
    return f"{told}; {path} says more"
