"""Verbs that do something inside a running session. Their arguments are the core's own."""

import argparse
import os
from typing import Any

from mux.cli.ask import do
from mux.cli.errors import OK, UsageError
from mux.cli.folders import current_folder
from mux.cli.names import OWN_SESSION, find_running
from mux.cli.options import add_session_option
from mux.cli.parser import Parser
from mux.cli.queries import print_json
from mux.core.arguments import (
    Argument,
    CommandHelp,
    build_command,
    describe_command,
    describe_commands,
    find_command,
)
from mux.core.commands import CommandError
from mux.core.geometry import Direction

OWN_PANE = "MUX_PANE_ID"  # set inside panes


# --- mux action -----------------------------------------------------------------------------------


def configure_action(parser: argparse.ArgumentParser) -> None:
    add_session_option(parser)
    parser.add_argument("command", nargs="?", metavar="COMMAND", help="one of those below")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="its arguments")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    width = max(len(command.name) for command in describe_commands())
    listed = (f"  {command.name:<{width}}  {command.help}" for command in describe_commands())
    parser.epilog = "commands (`mux action COMMAND --help` tells the rest):\n" + "\n".join(listed)


def run_action(arguments: argparse.Namespace) -> int:
    if arguments.command is None:
        raise UsageError("which action? `mux action --help` lists them")
    try:
        described = describe_command(find_command(arguments.command))
    except CommandError as error:
        raise UsageError(str(error)) from None
    given = command_parser(described).parse_args(arguments.rest, argparse.Namespace())
    values = {name: value for name, value in vars(given).items() if value is not None}
    session = values.pop("session", arguments.session)
    if arguments.program:
        values["argv"] = arguments.program
    return do_command(session, described, values | _seen_from_here(values))


def do_command(session: str | None, described: CommandHelp, values: dict[str, Any]) -> int:
    """Lets the session do it, and prints what comes of it."""
    try:
        build_command(described.name, values)
    except CommandError as error:
        raise UsageError(str(error)) from None
    name = find_running(session)
    if "pane" not in values and any(a.name == "pane" for a in described.arguments):
        values |= _own_pane(name)
    result = do(name, described.name, values)
    if result is not None:
        print_json(result)
    return OK


def command_parser(described: CommandHelp) -> argparse.ArgumentParser:
    """What must be given is given by its place, and so may a direction; all else has a name."""
    parser = Parser(
        prog=f"mux action {described.name}",
        description=described.help,
        allow_abbrev=False,
        argument_default=None,
    )
    add_session_option(parser)
    for argument in described.arguments:
        _add_argument(parser, argument)
    return parser


def _add_argument(parser: argparse.ArgumentParser, argument: Argument) -> None:
    if argument.kind == "words":
        parser.epilog = "What follows `--` is the command to run in place of the shell."
    elif argument.required:
        parser.add_argument(argument.name, help=_describe(argument))
    elif argument.kind == "direction":
        parser.add_argument(argument.name, nargs="?", help=_describe(argument))
    elif argument.kind == "yes-no":
        action = argparse.BooleanOptionalAction
        parser.add_argument(f"--{argument.name}", action=action, default=None)
    else:
        metavar = argument.kind.upper()
        parser.add_argument(f"--{argument.name}", metavar=metavar, help=_describe(argument))


def _describe(argument: Argument) -> str:
    what = " or ".join(argument.choices) or f"a {argument.kind}"
    return what if argument.default in (None, "") else f"{what}; else {argument.default}"


def _seen_from_here(values: dict[str, Any]) -> dict[str, Any]:
    """Relative paths among the values, absolute: the session stands elsewhere. A layout without
    an ending or a slash is a name."""
    paths = {name: os.path.expanduser(values[name]) for name in ("cwd", "layout") if name in values}
    return {
        name: os.path.abspath(path)
        for name, path in paths.items()
        if path and (name == "cwd" or "/" in path or os.path.splitext(path)[1])
    }


def _own_pane(session: str) -> dict[str, Any]:
    """The pane that this shell is in, if the command is for the session that it is in."""
    pane = os.environ.get(OWN_PANE, "")
    return {"pane": pane} if pane and os.environ.get(OWN_SESSION) == session else {}


# --- mux run --------------------------------------------------------------------------------------


def configure_run(parser: argparse.ArgumentParser) -> None:
    add_session_option(parser)
    place = parser.add_mutually_exclusive_group()
    place.add_argument(
        "-d", "--direction", choices=tuple(Direction), help="split the pane in that direction"
    )
    place.add_argument("-f", "--floating", action="store_true", help="in a floating pane")
    parser.add_argument("-n", "--name", default="", help="the pane's name")
    parser.add_argument("--cwd", metavar="DIR", default="", help="where to run it; else here")
    parser.add_argument(
        "-c", "--close-on-exit", action="store_true", help="close the pane when the command ends"
    )
    parser.epilog = "The command follows `--`, as in: mux run --floating -- git log"


def run_run(arguments: argparse.Namespace) -> int:
    if not arguments.program:
        raise UsageError("needs a command after --, as in: mux run -- htop")
    values: dict[str, Any] = {
        "argv": arguments.program,
        "cwd": os.path.abspath(arguments.cwd or current_folder()),
        "name": arguments.name,
        "close_on_exit": arguments.close_on_exit,
    }
    command = "new-floating-pane" if arguments.floating else "new-pane"
    if arguments.direction:
        command = "split-pane"
        values["direction"] = arguments.direction
    return do_command(arguments.session, describe_command(find_command(command)), values)
