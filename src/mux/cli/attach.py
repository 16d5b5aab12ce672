"""Starting sessions and attaching to them: the verbs that take over the terminal."""

import argparse
import os

from mux.cli.ask import is_running
from mux.cli.errors import OK, CommandLineError, UsageError
from mux.cli.folders import current_folder
from mux.cli.found import Found, find_sessions, pick_session
from mux.cli.launch import LaunchError, SessionStart, StartRefusedError, launch_session
from mux.cli.names import free_name, unknown_session
from mux.cli.options import (
    add_name,
    add_nested_option,
    add_session_option,
    add_trust_option,
    given_name,
)
from mux.cli.renewal import is_given_up, retry_server
from mux.config.paths import check_session_name

# The client's bars take a row each; what is left is what a session starts with.
BAR_ROWS = 2
SMALLEST_TERMINAL = (20, 6)
DETACHED_SIZE = (80, 24)


# --- mux ------------------------------------------------------------------------------------------


def run_root(arguments: argparse.Namespace) -> int:
    """`mux`: a new session; but if nothing runs and something was interrupted, that again."""
    if arguments.session is None and not (arguments.layout or arguments.program):
        size = _check_terminal(arguments)
        found = find_sessions()
        interrupted = [s for s in found if s.interrupted and not s.problem]
        nothing_runs = not any(session.running for session in found)
        if interrupted and nothing_runs and _restores_last_session():
            return _restore_interrupted(interrupted, size)
    arguments.detached = False
    return run_new_session(arguments)


def _restores_last_session() -> bool:
    from mux.config.config_file import load_config
    from mux.config.paths import config_file

    return load_config(config_file()).restore_last_session


def _restore_interrupted(sessions: list[Found], size: tuple[int, int]) -> int:
    """Brings them all back at once, and attaches to the one that was used last."""
    from mux.cli.screen import attach_to

    first, *others = [launch_session(_resurrection(s.name, _plain_start(size))) for s in sessions]
    try:
        return attach_to(sessions[0].name, first, _plain_start(size), others)
    except LaunchError as error:
        raise CommandLineError(
            f"{error}; nothing is deleted, and `mux new` starts another session"
        ) from None


# --- mux new-session ------------------------------------------------------------------------------


def configure_new_session(parser: argparse.ArgumentParser) -> None:
    add_session_option(parser, "its name")
    parser.add_argument(
        "-d", "--detached", action="store_true", help="start it, and leave the terminal as it is"
    )
    parser.add_argument(
        "-l", "--layout", metavar="FILE", default=argparse.SUPPRESS, help="a layout: path or name"
    )
    add_trust_option(parser)
    parser.add_argument(
        "-A", "--attach", action="store_true", help="attach if the session is there already"
    )
    add_nested_option(parser)
    parser.epilog = "What follows `--` is a command, run in place of the first shell."


def run_new_session(arguments: argparse.Namespace) -> int:
    size = DETACHED_SIZE if arguments.detached else _check_terminal(arguments)
    found = {session.name: session for session in find_sessions()}
    named = arguments.session
    name = free_name(found) if named is None else check_session_name(named)
    if name in found:
        if getattr(arguments, "attach", False):
            return _attach(found[name], _plain_start(size))
        raise _taken(found[name])
    layout = _layout_argument(arguments.layout) if arguments.layout else ""
    if layout and not arguments.trust:
        from mux.cli.trust import ask_trust

        ask_trust(layout)
    start = SessionStart(
        name,
        current_folder(),
        size,
        layout=layout,
        trust=arguments.trust,
        program=tuple(arguments.program),
    )
    return _start(start, arguments.detached)


def _taken(session: Found) -> CommandLineError:
    name = session.name
    if session.running:
        return CommandLineError(f"session “{name}” is running; `mux attach {name}` attaches to it")
    return CommandLineError(
        f"session “{name}” is saved; `mux attach {name}` brings it back, "
        f"`mux delete-session {name}` deletes it"
    )


def _layout_argument(name_or_path: str) -> str:
    """A path as the server sees it, which stands elsewhere; a name is the server's to look up."""
    is_path = "/" in name_or_path or os.path.splitext(name_or_path)[1]
    if is_path and "://" not in name_or_path:
        return os.path.abspath(os.path.expanduser(name_or_path))
    return name_or_path


def _start(start: SessionStart, detached: bool) -> int:
    launch = launch_session(start)
    try:
        if detached:
            if launch.wait() == "running":
                raise CommandLineError(f"session “{start.session}” is running already")
            return OK
        from mux.cli.screen import attach_to

        return attach_to(start.session, launch, _plain_start(start.size))
    except StartRefusedError:
        if start.layout:
            _explain_layout(start.layout)
        raise


def _explain_layout(layout: str) -> None:
    """Raises CommandLineError with every mistake in a layout that could not be started, if it is
    the layout that is wrong."""
    from mux.cli.layouts import broken_layout

    error = broken_layout(layout)
    if str(error):
        raise error from None


# --- mux attach -----------------------------------------------------------------------------------


def configure_attach(parser: argparse.ArgumentParser) -> None:
    add_name(
        parser, "which session; else the running one that was used last, or the last of the others"
    )
    parser.add_argument(
        "-c", "--create", action="store_true", help="start the session if there is none"
    )
    parser.add_argument(
        "-f",
        "--force-run-commands",
        action="store_true",
        help="in a session that comes back, run its commands without asking",
    )
    parser.add_argument(
        "--yes-really",
        action="store_true",
        help="with --force-run-commands: run those on the deny-list, too",
    )
    parser.add_argument(
        "--generation",
        default="",
        metavar="N|TIME",
        help="bring back an earlier state of an exited one; `mux history` lists them",
    )
    add_nested_option(parser)


def run_attach(arguments: argparse.Namespace) -> int:
    size = _check_terminal(arguments)
    found = find_sessions()
    name = given_name(arguments)
    if name is not None:
        check_session_name(name)
        session = pick_session(name, found)
    else:
        session = next((s for s in found if s.running), found[0] if found else None)
    if session is None and arguments.create:
        name = name or free_name([])
        return _start(SessionStart(name, current_folder(), size), detached=False)
    if session is None:
        if not name:
            raise CommandLineError("there are no sessions; `mux` starts one")
        raise unknown_session(name, [session.name for session in found])
    if arguments.yes_really and not arguments.force_run_commands:
        raise UsageError("--yes-really goes with --force-run-commands")
    start = _plain_start(size)._replace(
        generation=arguments.generation,
        force_run_commands=arguments.force_run_commands,
        yes_really=arguments.yes_really,
    )
    return _attach(session, start)


def _attach(session: Found, start: SessionStart) -> int:
    """`start`: how it is to be brought back, if it has exited."""
    launch = None
    if is_given_up(session.name):
        retry_server(session.name)
    elif not is_running(session.name):
        launch = launch_session(_resurrection(session.name, start))
    elif start.generation:
        raise CommandLineError(
            f"session “{session.name}” is running; "
            "an earlier state can come back once it has exited"
        )
    from mux.cli.screen import attach_to

    return attach_to(session.name, launch, _plain_start(start.size))


def _plain_start(size: tuple[int, int]) -> SessionStart:
    """For a session without a name yet."""
    return SessionStart("", current_folder(), size)


def _resurrection(name: str, start: SessionStart) -> SessionStart:
    return start._replace(session=name, resurrect=True)


# --- the terminal ---------------------------------------------------------------------------------


def _check_terminal(arguments: argparse.Namespace) -> tuple[int, int]:
    """The cells that panes may use. Raises CommandLineError where no client could be shown."""
    if not (os.isatty(0) and os.isatty(1)):
        raise CommandLineError("needs a terminal; `mux new -d` starts a session without one")
    if os.environ.get("MUX") and not arguments.nested:
        raise CommandLineError(
            "this is a pane of mux already; Ctrl-b s goes to other sessions, "
            "--nested starts one inside the other"
        )
    columns, rows = os.get_terminal_size(1)
    if (columns, rows) == (0, 0):  # the terminal does not know
        columns, rows = DETACHED_SIZE
    smallest_columns, smallest_rows = SMALLEST_TERMINAL
    if columns < smallest_columns or rows < smallest_rows:
        raise CommandLineError(
            f"needs a terminal of at least {smallest_columns}x{smallest_rows}; "
            f"this one is {columns}x{rows}"
        )
    return columns, rows - BAR_ROWS
