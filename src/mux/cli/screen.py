"""Hands the terminal over to the client, from one session to the next until the user leaves."""

import contextlib
import sys
from collections.abc import Sequence

from mux.cli.ask import is_running
from mux.cli.errors import OK, CommandLineError
from mux.cli.found import is_saved
from mux.cli.launch import Launch, SessionStart, launch_session
from mux.config.paths import printable, socket_path

PATIENCE = 20.0  # seconds for a server that has said it is ready to answer


def attach_to(
    session: str, launch: Launch | None, start: SessionStart, others: Sequence[Launch] = ()
) -> int:
    """Shows the session until the user leaves; `launch` is its start, if it is on its way up.

    `others` come up beside it. `start` says how a session is to be started that the user switches
    to from inside.
    """
    # The client takes as long to import as a server takes to start: both at once.
    from mux.client.start import run_client

    failures = [failure for other in others if (failure := _failure(other))]
    while True:
        if launch is not None:
            launch.wait()
        outcome = run_client(socket_path(session), session, None, None, PATIENCE)
        if outcome.kind != "switch":
            break
        session = outcome.text
        launch = None
        if not is_running(session):
            again = start._replace(session=session, resurrect=is_saved(session))
            launch = launch_session(again)
    if outcome.kind not in ("detached", "exited"):
        raise CommandLineError(outcome.text)
    reason = f": {outcome.text}" if outcome.text else ""
    parting = "detached from" if outcome.kind == "detached" else "the end of"
    # After SIGHUP there is no terminal to print to.
    with contextlib.suppress(OSError):
        print(f"[{parting} session “{printable(session)}”{reason}]", flush=True)
        for failure in failures:
            print(f"mux: {failure}", file=sys.stderr)
    return OK


def _failure(launch: Launch) -> str:
    """Why a session beside the one that is shown did not come up; "" if it did."""
    try:
        launch.wait()
    except CommandLineError as error:
        return str(error)
    return ""
