"""Verbs that ask a running session for facts."""

import argparse
import json
from typing import Any

from mux.cli.ask import query
from mux.cli.errors import OK
from mux.cli.names import find_running
from mux.cli.options import add_session_option
from mux.cli.table import print_table

SUBJECTS = ("session", "tabs", "panes", "clients", "screen", "commands")


def configure_query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=SUBJECTS, help=", ".join(SUBJECTS), metavar="WHAT")
    parser.add_argument("--pane", type=int, metavar="ID", help="of which pane, for the screen")
    parser.add_argument("--history", action="store_true", help="with what scrolled off it")
    add_session_option(parser)


def run_query(arguments: argparse.Namespace) -> int:
    asked = {"pane": arguments.pane, "history": arguments.history}
    answer = query(find_running(arguments.session), arguments.what, asked)
    if isinstance(answer, str):
        print(answer, end="")
    else:
        print_json(answer)
    return OK


def configure_list_tabs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="all that is known, as JSON")
    add_session_option(parser)


def run_list_tabs(arguments: argparse.Namespace) -> int:
    tabs = query(find_running(arguments.session), "tabs")
    if arguments.json:
        print_json(tabs)
        return OK
    print_table(
        ("NUMBER", "ID", "NAME", "PANES"),
        [
            (f"{tab['number']}{'*' if tab['active'] else ''}", tab["id"], tab["name"], tab["panes"])
            for tab in tabs
        ],
    )
    return OK


def configure_list_panes(parser: argparse.ArgumentParser) -> None:
    configure_list_tabs(parser)


def run_list_panes(arguments: argparse.Namespace) -> int:
    session = find_running(arguments.session)
    panes = query(session, "panes")
    if arguments.json:
        print_json(panes)
        return OK
    numbers = {tab["id"]: tab["number"] for tab in query(session, "tabs")}
    print_table(
        ("ID", "TAB", "TITLE", "STATE", "SIZE", "FOLDER"),
        [
            (_marked_id(p), numbers.get(p["tab"], ""), p["title"], p["state"], _size(p), p["cwd"])
            for p in panes
        ],
    )
    return OK


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _size(pane: dict[str, Any]) -> str:
    return "{2}x{3}".format(*pane["content"]) if pane["content"] else "hidden"


def _marked_id(pane: dict[str, Any]) -> str:
    """With a star where the pane has its tab's focus."""
    return f"{pane['id']}*" if pane["focused"] else str(pane["id"])
