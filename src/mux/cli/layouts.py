"""Verbs around layout files: checking, formatting, drawing, importing, and writing one out."""

import argparse
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mux.cli.ask import query
from mux.cli.errors import FAILED, OK, CommandLineError, UsageError
from mux.cli.found import find_sessions, pick_session
from mux.cli.names import OWN_SESSION, unknown_session
from mux.config.paths import check_session_name, sessions_dir

if TYPE_CHECKING:  # for their types only: most verbs start without them
    from mux.config.layout_problems import Problem
    from mux.config.layout_trust import LayoutText

STDIN = "-"
# Printed first in what an importer can't keep: a comment in KDL.
COMMENT = "// "


# --- mux layout -----------------------------------------------------------------------------------


def configure_layout(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True, dest="action")
    check = actions.add_parser("check", help="tell every mistake in layout files, with its place")
    check.add_argument("files", nargs="+", metavar="FILE", help="path or name of a layout")
    check.set_defaults(act=_check)
    fmt = actions.add_parser("fmt", help="format layout files in place; - is stdin to stdout")
    fmt.add_argument("files", nargs="+", metavar="FILE", help="path of a layout, or -")
    fmt.add_argument("--check", action="store_true", help="only tell which would change")
    fmt.set_defaults(act=_format)
    show = actions.add_parser("show", help="draw the tabs and panes of a layout")
    show.add_argument("files", nargs=1, metavar="FILE", help="path or name of a layout")
    show.add_argument("--width", type=int, default=0, help="columns; else those of the terminal")
    show.set_defaults(act=_show)
    schema = actions.add_parser("schema", help="print the JSON schema of layouts")
    schema.set_defaults(act=_print_schema)


def run_layout(arguments: argparse.Namespace) -> int:
    status: int = arguments.act(arguments)
    return status


def _check(arguments: argparse.Namespace) -> int:
    from mux.config.layout_problems import Severity

    status = OK
    for name in arguments.files:
        for problem, shown in list_problems(name):
            print(shown)
            if problem.severity is Severity.ERROR:
                status = FAILED
    return status


def list_problems(name: str) -> "list[tuple[Problem, str]]":
    """Every mistake in a layout, each with its lines for the terminal. Raises ConfigError."""
    from mux.config.layout_file import check_layout, read_if_there
    from mux.config.layout_problems import render_problem

    found = read_layout(name)
    path = str(found.path)
    _, problems = check_layout(found.text, path, read_file=read_if_there)
    listed = []
    for problem in problems:
        of_sibling = problem.path and problem.path != path
        shown = (read_if_there(problem.path) or "") if of_sibling else found.text
        listed.append((problem, render_problem(problem, shown)))
    return listed


def _format(arguments: argparse.Namespace) -> int:
    from mux.config.layout_format import format_layout

    status = OK
    for name in arguments.files:
        text = sys.stdin.read() if name == STDIN else Path(name).read_text("utf-8")
        formatted = format_layout(text, "" if name == STDIN else name)
        if name == STDIN and not arguments.check:
            print(formatted, end="")
        elif formatted != text and arguments.check:
            print(f"{name} would change")
            status = FAILED
        elif formatted != text:
            _replace_text(Path(name), formatted)
    return status


def _show(arguments: argparse.Namespace) -> int:
    from mux.config.layout_file import parse_layout, read_if_there
    from mux.config.layout_show import draw_layout

    found = read_layout(arguments.files[0])
    layout = parse_layout(found.text, str(found.path), read_file=read_if_there).layout
    if layout is None:
        raise broken_layout(arguments.files[0])
    print(draw_layout(layout, arguments.width or shutil.get_terminal_size().columns), end="")
    return OK


def broken_layout(name: str) -> CommandLineError:
    """What is wrong with a layout that can't be used, as `mux layout check` tells it."""
    from mux.config.layout_problems import Severity

    shown = [text for problem, text in list_problems(name) if problem.severity is Severity.ERROR]
    return CommandLineError("\n".join(shown))


def _print_schema(_: argparse.Namespace) -> int:
    from mux.config.layout_schema import layout_schema

    print(json.dumps(layout_schema(), indent=2))
    return OK


def read_layout(name_or_path: str) -> "LayoutText":
    """A layout file by path or name. Raises ConfigError and OSError."""
    from mux.config.config_file import load_reading
    from mux.config.layout_find import find_layout
    from mux.config.layout_trust import read_layout_text
    from mux.config.paths import config_file, shipped_dir
    from mux.config.setup_check import layout_dir

    folder = layout_dir(load_reading(config_file()).config)
    return read_layout_text(find_layout(name_or_path, folder, shipped_dir("layouts")))


def _replace_text(path: Path, text: str) -> None:
    """All of the new text or all of the old one; a link stays a link."""
    target = path.resolve()
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        fresh.write_text(text, "utf-8")
        shutil.copymode(target, fresh)
        os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


# --- mux dump-layout ------------------------------------------------------------------------------


def configure_dump_layout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="which session; else the one this shell is in"
    )
    parser.add_argument("--zellij", action="store_true", help="leave out what only mux understands")


def run_dump_layout(arguments: argparse.Namespace) -> int:
    name = arguments.name or arguments.session or os.environ.get(OWN_SESSION)
    if not name:
        raise UsageError("which session? `mux ls` lists them")
    found = find_sessions(ask_servers=False)
    session = pick_session(check_session_name(name), found)
    if session is None:
        raise unknown_session(name, [other.name for other in found])
    if session.running:
        print(query(session.name, "layout", {"zellij": arguments.zellij}), end="")
    else:
        print(_saved_layout(session.name, arguments.zellij), end="")
    return OK


def _saved_layout(name: str, zellij: bool) -> str:
    from mux.config.layout_writer import write_layout
    from mux.config.session_file import read_session
    from mux.persist.names import SESSION_FILE

    path = sessions_dir() / name / SESSION_FILE
    return write_layout(read_session(path.read_text("utf-8"), str(path)).layout, zellij=zellij)


# --- mux import -----------------------------------------------------------------------------------


def configure_import(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="a save of tmux-resurrect, a file of tmuxp or tmuxinator, or Windows Terminal's state",
    )
    source.add_argument(
        "--tmux",
        nargs="?",
        const="",
        metavar="SESSION",
        help="what runs in tmux now; of this session only",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        help="write a file for each session there; else all go to stdout",
    )


def run_import(arguments: argparse.Namespace) -> int:
    from mux.config.import_file import import_file
    from mux.config.import_tmux_live import read_live_tmux
    from mux.config.layout_writer import write_layout

    if arguments.tmux is not None:
        sessions = read_live_tmux(arguments.tmux)
    else:
        text = Path(arguments.file).read_text("utf-8", "replace")
        sessions = import_file(text, arguments.file)
    for number, session in enumerate(sessions, 1):
        for note in session.notes:
            print(f"mux: {note}", file=sys.stderr)
        layout = write_layout(session.layout)
        if arguments.output:
            _write_new(Path(arguments.output), session.name or f"imported-{number}", layout)
        else:
            title = f"{COMMENT}{session.name}\n" if session.name else ""
            print(f"{title}{layout}", end="")
    return OK


def _write_new(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name.replace('/', '-').lstrip('.-') or 'imported'}.kdl"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise CommandLineError(f"{path} is there already; it was left as it is") from None
    print(path)
