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
    from mux.config.errors import ConfigError
    from mux.persist.errors import StoreError

    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except CommandLineError as error:
        return _complain(str(error), error.status)
    except (ConfigError, StoreError) as error:
        return _complain(str(error), FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes stdout once more on its way out; give it somewhere to write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
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


def _complain(text: str, status: int) -> int:
    with suppress(OSError):  # a terminal that hung up can't be told
        print(f"mux: {text}", file=sys.stderr)
    return status
