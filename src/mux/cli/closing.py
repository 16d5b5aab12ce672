"""The verb that brings back what was closed."""

import argparse

from mux.cli.actions import do_command
from mux.cli.ask import query
from mux.cli.errors import OK, CommandLineError
from mux.cli.found import find_sessions
from mux.cli.names import find_running, running_names
from mux.cli.options import add_session_option
from mux.cli.queries import print_json
from mux.cli.table import age, print_table
from mux.core.arguments import describe_command
from mux.core.commands import UndoClose


def configure_undo_close(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "number", nargs="?", type=int, default=1, metavar="N", help="1: closed last (default), 2: …"
    )
    parser.add_argument("--list", action="store_true", help="only list what can be brought back")
    parser.add_argument("--json", action="store_true", help="list it as JSON")
    add_session_option(parser)


def run_undo_close(arguments: argparse.Namespace) -> int:
    if arguments.session is None and not running_names():
        raise _nothing_runs()
    if not arguments.list and not arguments.json:
        values = {"number": arguments.number}
        return do_command(arguments.session, describe_command(UndoClose), values)
    closed = query(find_running(arguments.session), "closed")
    if arguments.json:
        print_json(closed)
        return OK
    if not closed:
        print("nothing was closed")
        return OK
    print_table(
        ("N", "WHAT", "TITLE", "CLOSED", "COMES BACK"),
        [
            (
                item["number"],
                item["what"],
                item["title"],
                age(item["age"]),
                "alive" if item["alive"] else "from its contents",
            )
            for item in closed
        ],
    )
    return OK


def _nothing_runs() -> CommandLineError:
    """A whole session is brought back by attaching to it."""
    last = next((found for found in find_sessions(ask_servers=False) if not found.running), None)
    if last is None:
        return CommandLineError("no session is running")
    return CommandLineError(
        f"no session is running; `mux attach {last.name}` brings the last one back"
    )
