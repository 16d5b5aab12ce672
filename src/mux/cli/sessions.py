"""Verbs that list, end and delete sessions; they start no client and load nothing heavy."""

import argparse
import os
import sys
import time

from mux.cli.ask import PATIENCE, Conversation
from mux.cli.errors import OK, CommandLineError, UsageError
from mux.cli.found import Found, delete_saved, find_sessions, pick_session
from mux.cli.names import OWN_SESSION, find_running, running_names, unknown_session
from mux.cli.options import add_name, given_name
from mux.cli.queries import print_json
from mux.cli.renewal import end_given_up, is_given_up
from mux.cli.table import age, count
from mux.config.paths import check_session_name, printable, sessions_dir
from mux.persist.lock import read_holder
from mux.protocol.messages import Do

_NAME, _STATE, _PLAIN = "\x1b[1;32m", "\x1b[31m", "\x1b[m"


# --- mux list-sessions ----------------------------------------------------------------------------


def configure_list_sessions(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="all that is known, as JSON")
    form.add_argument("-s", "--short", action="store_true", help="names only")
    parser.add_argument("-n", "--no-formatting", action="store_true", help="no colours")
    parser.add_argument(
        "-a", "--all", action="store_true", help="also exited ones that were one idle shell"
    )


def run_list_sessions(arguments: argparse.Namespace) -> int:
    found = find_sessions(ask_servers=not arguments.short)
    if arguments.json:
        print_json([session._asdict() for session in found])
        return OK
    shown = [s for s in found if arguments.all or not (s.idle and s.state == "exited")]
    if not shown:
        hidden = f" but {count(len(found), 'idle one')}; --all lists them" if found else ""
        raise CommandLineError(f"there are no sessions{hidden}")
    coloured = sys.stdout.isatty() and not (arguments.no_formatting or os.environ.get("NO_COLOR"))
    for session in shown:
        print(
            printable(session.name)
            if arguments.short
            else describe_session(session, time.time(), coloured)
        )
    return OK


def describe_session(session: Found, now: float, coloured: bool = False) -> str:
    """`work: 2 tabs, 3 panes, created 2h ago, saved 3s ago (attached)`."""
    parts = [count(session.tabs, "tab"), count(session.panes, "pane")]
    if session.created is not None:
        parts.append(f"created {age(now - session.created)}")
    if session.saved is not None:
        parts.append(f"saved {age(now - session.saved)}")
    name, state = printable(session.name), describe_state(session)
    if coloured:
        name = f"{_NAME}{name}{_PLAIN}"
        state = state if session.running or not state else f"{_STATE}{state}{_PLAIN}"
    line = f"{name}: {', '.join(parts)}"
    return f"{line} {state}" if state else line


def describe_state(session: Found) -> str:
    if session.running:
        if session.problem:
            again = f"mux attach {session.name} tries again"
            return f"(programs alive, but {printable(session.problem)} - {again})"
        if not session.answers:
            return "(does not answer)"
        return "(attached)" if session.clients else ""
    if session.problem:
        return f"({session.state}, and left alone: {printable(session.problem)})"
    back = f"mux attach {session.name} brings it back"
    if session.state == "exited":
        return f"(EXITED - {back})"
    return f"(interrupted{' by a restart' if session.rebooted else ''} - {back})"


# --- mux kill-session, kill-all-sessions ----------------------------------------------------------


def configure_kill_session(parser: argparse.ArgumentParser) -> None:
    add_name(parser)


def run_kill_session(arguments: argparse.Namespace) -> int:
    name = given_name(arguments)
    if name is None:
        end_session(find_running(None))
        return OK
    check_session_name(name)
    found = find_sessions(ask_servers=False)
    session = pick_session(name, found)
    if session is None:
        raise unknown_session(name, [other.name for other in found])
    if not session.running:
        raise CommandLineError(f"session “{session.name}” is not running")
    end_session(session.name)
    return OK


def configure_kill_all_sessions(parser: argparse.ArgumentParser) -> None:
    _add_yes(parser)


def run_kill_all_sessions(arguments: argparse.Namespace) -> int:
    running = running_names()
    if not running:
        raise CommandLineError("no session is running")
    _confirm(arguments, f"End {count(len(running), 'session')} ({', '.join(running)})?")
    for name in running:
        end_session(name)
    return OK


def end_session(name: str) -> None:
    """Saves the session and ends it; returns when its server has let go of it."""
    if is_given_up(name):
        end_given_up(name)
    else:
        with Conversation(name) as conversation:
            conversation.ask(Do("quit", {}, 1))
            conversation.wait_for_end()
    deadline = time.monotonic() + PATIENCE
    while read_holder(sessions_dir() / name) is not None:
        if time.monotonic() > deadline:
            raise CommandLineError(f"session “{name}” has said goodbye, but does not end")
        time.sleep(0.01)


# --- mux delete-session, delete-all-sessions ------------------------------------------------------


def configure_delete_session(parser: argparse.ArgumentParser) -> None:
    add_name(parser)
    parser.add_argument("-f", "--force", action="store_true", help="end it first if it runs")


def run_delete_session(arguments: argparse.Namespace) -> int:
    name = given_name(arguments)
    if name is None:
        name = os.environ.get(OWN_SESSION)
    if name is None:
        raise UsageError("which session? `mux ls` lists them")
    check_session_name(name)
    found = find_sessions(ask_servers=False)
    session = next((session for session in found if session.name == name), None)
    if session is None:
        raise unknown_session(name, [other.name for other in found])
    if session.running and not arguments.force:
        raise CommandLineError(f"session “{name}” is running; --force ends and deletes it")
    if session.running:
        end_session(name)
    delete_saved(name)
    return OK


def configure_delete_all_sessions(parser: argparse.ArgumentParser) -> None:
    _add_yes(parser)
    parser.add_argument("-f", "--force", action="store_true", help="running ones too")


def run_delete_all_sessions(arguments: argparse.Namespace) -> int:
    found = find_sessions(ask_servers=False)
    victims = [session for session in found if arguments.force or not session.running]
    if not victims:
        raise CommandLineError("there are no exited sessions")
    listed = ", ".join(session.name for session in victims)
    _confirm(arguments, f"Delete {count(len(victims), 'session')} ({listed}) for good?")
    for session in victims:
        if session.running:
            end_session(session.name)
        delete_saved(session.name)
    return OK


# --- arguments ------------------------------------------------------------------------------------


def _add_yes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-y", "--yes", action="store_true", help="do not ask")


def _confirm(arguments: argparse.Namespace, question: str) -> None:
    if arguments.yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("there is no terminal to ask on; -y goes ahead without asking")
    if input(f"{question} [y/N] ").strip().lower() not in ("y", "yes"):
        raise CommandLineError("nothing was done")
