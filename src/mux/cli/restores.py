"""Verbs about what was saved earlier, and about how it came back."""

import argparse
import os
import time

from mux.cli.errors import OK, CommandLineError
from mux.cli.found import find_sessions, pick_session
from mux.cli.names import OWN_SESSION, unknown_session
from mux.cli.table import age, count, print_table
from mux.config.paths import check_session_name, printable, sessions_dir


def configure_restore_report(parser: argparse.ArgumentParser) -> None:
    _add_name(parser)


def run_restore_report(arguments: argparse.Namespace) -> int:
    from mux.persist.report import read_report

    name = _find_name(arguments)
    report = read_report(sessions_dir() / name)
    if report is None:
        raise CommandLineError(f"session “{name}” was never brought back")
    now = time.time()
    came = ", ".join(f"{number} {level.value}" for level, number in report.counts.items())
    saved = f", as it was {age(now - report.saved_at)}" if report.saved_at else ""
    print(f"{printable(report.session)}: brought back {age(now - report.at)}{saved}")
    print(f"{count(len(report.panes), 'pane')}: {came}" if came else "no panes")
    for problem in report.problems:
        print(f"  {printable(problem)}")
    print_table(
        ("TAB", "PANE", "LEVEL", "SAVED"),
        [
            (
                pane.tab,
                pane.title,
                pane.level.value,
                age(report.at - pane.saved_at).replace(" ago", " before") if pane.saved_at else "",
            )
            for pane in report.panes
        ],
    )
    for pane in report.panes:
        for problem in pane.problems:
            print(f"  tab {pane.tab}, {printable(pane.title)}: {printable(problem)}")
    return OK


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="which session; else the one this shell is in"
    )


def _find_name(arguments: argparse.Namespace) -> str:
    """The session that is named, or the one this shell is in, or the one that was used last."""
    found = find_sessions(ask_servers=False)
    name = arguments.name or arguments.session or os.environ.get(OWN_SESSION)
    if not name:
        if not found:
            raise CommandLineError("there are no sessions")
        return found[0].name
    session = pick_session(check_session_name(name), found)
    if session is None:
        raise unknown_session(name, [other.name for other in found])
    return session.name
