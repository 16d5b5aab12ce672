"""The command line: from what the user types to what the rest of mux does.

Only `main` is called from outside. What a verb needs is imported when that verb runs, so that
`mux ls` starts without asyncio, textual, pydantic and pyte.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from mux.cli.errors import BROKEN_PIPE, FAILED, INTERRUPTED, OK, CommandLineError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line and returns its exit status. Never shows a traceback for bad input."""
    try:
        _open_standard_streams()
        status = _report_errors(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  a fault of ours is told in a line, too
        from mux.cli.faults import log_fault

        status = _complain(log_fault(error), FAILED)
    _drop_unwritten()
    return status


def _report_errors(argv: Sequence[str]) -> int:
    """What can go wrong without a fault of ours, as a line and a status."""
    from mux.config.errors import ConfigError
    from mux.persist.errors import StoreError

    try:
        status = _run(argv)
        sys.stdout.flush()
    except CommandLineError as error:
        return _complain(str(error), error.status)
    except (ConfigError, StoreError) as error:
        return _complain(str(error), FAILED)
    except BrokenPipeError:
        return BROKEN_PIPE
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _complain(f"{place}{error.strerror or error}", FAILED)
    return status


def _run(argv: Sequence[str]) -> int:
    from mux.cli.parser import parse_arguments

    try:
        arguments = parse_arguments(argv)
    except SystemExit:  # argparse has printed what --help or --version asked for
        return OK
    status: int = arguments.run(arguments)
    return status


def _open_standard_streams() -> None:
    """Whoever starts us may have closed them: then they are /dev/null, and no pipe or socket of
    ours takes their numbers."""
    while (opened := os.open(os.devnull, os.O_RDWR)) < 3:
        pass
    os.close(opened)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w" if number else "r", closefd=False))  # noqa: SIM115


def _drop_unwritten() -> None:
    """Python flushes stdout once more on its way out: what can't be written has nowhere to go."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(text: str, status: int) -> int:
    with suppress(OSError):  # a terminal that hung up can't be told
        print(f"mux: {text}", file=sys.stderr)
    return status
