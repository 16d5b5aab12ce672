"""Clearing up what is no longer of use."""

import argparse
import time

from mux.cli.errors import FAILED, OK
from mux.cli.table import count
from mux.config.paths import printable, runtime_dir, sessions_dir

_UNITS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def configure_gc(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, metavar="N", help="delete what exited N days ago")
    parser.add_argument("--count", type=int, metavar="N", help="keep the last N exited sessions")
    parser.add_argument("--megabytes", type=int, metavar="N", help="keep so much of them")
    parser.epilog = (
        "What is not given is as the config says (keep_exited_days, keep_exited_count, "
        "keep_exited_megabytes). Running and interrupted sessions always stay."
    )


def run_gc(arguments: argparse.Namespace) -> int:
    from mux.config.config_file import load_config
    from mux.config.paths import config_file
    from mux.persist.collection import collect
    from mux.persist.retention import MEGABYTE, Limits

    config = load_config(config_file())
    days, number, megabytes = (
        given if given is not None else said
        for given, said in (
            (arguments.days, config.keep_exited_days),
            (arguments.count, config.keep_exited_count),
            (arguments.megabytes, config.keep_exited_megabytes),
        )
    )
    limits = Limits(days, number, megabytes * MEGABYTE)
    collection = collect(runtime_dir(), sessions_dir(), limits, time.time())
    for name in collection.sessions:
        print(f"deleted {printable(name)}")
    print(f"{count(len(collection.sessions), 'session')} deleted, {describe_size(collection.size)}")
    for problem in collection.problems:
        print(printable(problem))
    return FAILED if collection.problems else OK


def describe_size(size: int) -> str:
    for unit, name in _UNITS:
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return f"{size} bytes"
