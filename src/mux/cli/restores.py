"""Verbs about what was saved earlier, and about how it came back."""

import argparse
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mux.cli.errors import OK, CommandLineError
from mux.cli.found import find_sessions, pick_session
from mux.cli.names import OWN_SESSION, unknown_session
from mux.cli.options import add_name, given_name
from mux.cli.table import age, count, print_table
from mux.config.paths import check_session_name, printable, sessions_dir
from mux.persist.generations import find_generation, list_generations
from mux.persist.names import SESSION_FILE

if TYPE_CHECKING:
    from mux.core.layout import Layout

_WHICH = "which session; else the one that this shell is in, or the last one used"
NOW = "now"  # the present snapshot, where a generation is asked for


# --- mux restore-report ---------------------------------------------------------------------------


def configure_restore_report(parser: argparse.ArgumentParser) -> None:
    add_name(parser, _WHICH)


def run_restore_report(arguments: argparse.Namespace) -> int:
    from mux.persist.report import read_report

    name = _find_name(given_name(arguments))
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


# --- mux history, mux diff ------------------------------------------------------------------------


def configure_history(parser: argparse.ArgumentParser) -> None:
    add_name(parser, _WHICH)
    parser.epilog = "`mux attach NAME --generation TIME` brings one of them back."


def run_history(arguments: argparse.Namespace) -> int:
    folder = sessions_dir() / _find_name(given_name(arguments))
    generations = list_generations(folder)
    now = time.time()
    paths = [*reversed([generation.path for generation in generations]), folder / SESSION_FILE]
    names = [*reversed([generation.name for generation in generations]), NOW]
    ages = [*reversed([age(now - generation.moment) for generation in generations]), ""]
    rows: list[tuple[object, ...]] = []
    before: Layout | None = None
    for name, old, path in zip(names, ages, paths, strict=True):
        layout = _read_snapshot(path)
        rows.append((name, old, *_describe_snapshot(layout, before)))
        before = layout or before
    print_table(("GENERATION", "AGE", "TABS", "PANES", "WHAT CHANGED"), reversed(rows))
    return OK


def _describe_snapshot(layout: "Layout | None", before: "Layout | None") -> tuple[object, ...]:
    from mux.config.layout_writer import tab_panes
    from mux.persist.comparison import compare_layouts

    if layout is None:
        return ("?", "?", "can't be read")
    changes = compare_layouts(before, layout) if before is not None else []
    panes = sum(len(tab_panes(tab)) for tab in layout.tabs)
    return (len(layout.tabs), panes, ", ".join(changes[:2]) + (", …" if len(changes) > 2 else ""))


def configure_diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="which session")
    parser.add_argument("old", metavar="A", help="a generation: its time, or its number from 1")
    parser.add_argument(
        "new", metavar="B", nargs="?", default=NOW, help=f"another one; else “{NOW}”"
    )


def run_diff(arguments: argparse.Namespace) -> int:
    from mux.persist.comparison import compare_layouts

    folder = sessions_dir() / _find_name(arguments.name)
    layouts = []
    for wanted in (arguments.old, arguments.new):
        current = wanted == NOW
        path = folder / SESSION_FILE if current else find_generation(folder, wanted).path
        layout = _read_snapshot(path)
        if layout is None:
            raise CommandLineError(f"{path}: can't be read")
        layouts.append(layout)
    for line in compare_layouts(*layouts):
        print(printable(line))
    return OK


def _read_snapshot(path: Path) -> "Layout | None":
    from mux.config.errors import ConfigError
    from mux.config.session_file import read_session

    try:
        return read_session(path.read_text("utf-8"), str(path)).layout
    except (OSError, UnicodeDecodeError, ConfigError):
        return None


# --- which session --------------------------------------------------------------------------------


def _find_name(name: str | None) -> str:
    """The session that is named, or the one this shell is in, or the one that was used last."""
    found = find_sessions(ask_servers=False)
    if name is None:
        name = os.environ.get(OWN_SESSION)
    if name is None:
        if not found:
            raise CommandLineError("there are no sessions")
        return found[0].name
    session = pick_session(check_session_name(name), found)
    if session is None:
        raise unknown_session(name, [other.name for other in found])
    return session.name
