"""Hands the terminal over to the client, from one session to the next until the user leaves."""

import contextlib
import gc
import sys
from collections.abc import Sequence

from mux.cli.ask import is_running
from mux.cli.errors import OK, CommandLineError
from mux.cli.found import is_saved
from mux.cli.launch import Launch, LaunchError, SessionStart, launch_session
from mux.config.paths import printable, socket_path

PATIENCE = 20.0  # seconds for a server that has said it is ready to answer


def attach_to(
    session: str, launch: Launch | None, start: SessionStart, others: Sequence[Launch] = ()
) -> int:
    """Shows the session until the user leaves; `launch` is its start, if it is on its way up.

    `others` come up beside it; if it fails, the first of them that does not is shown. `start` says
    how a session is to be started that the user switches to from inside.
    """
    # What loading makes stays; looking for garbage in it would take a tenth of the time.
    gc.disable()
    # The client takes as long to import as a server takes to start: both at once.
    from mux.client.start import run_client

    waiting, failures = list(others), list[LaunchError]()
    while True:
        while launch is not None and (failure := _failure(launch)):
            failures.append(failure)
            if not waiting:
                raise failures[0] if len(failures) == 1 else LaunchError(_join(failures))
            launch = waiting.pop(0)
            session = launch.session
        outcome = run_client(socket_path(session), session, None, None, PATIENCE)
        if outcome.kind != "switch":
            break
        session = outcome.text
        launch = None
        if not is_running(session):
            saved = is_saved(session)
            launch = launch_session(
                start._replace(
                    session=session,
                    resurrect=saved,
                    generation=outcome.generation,
                    layout="" if saved else outcome.layout,
                )
            )
    failures += [failure for other in waiting if (failure := _failure(other))]
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


def _failure(launch: Launch) -> LaunchError | None:
    """Why a session did not come up; None if it did."""
    try:
        launch.wait()
    except LaunchError as error:
        return error
    return None


def _join(failures: Sequence[LaunchError]) -> str:
    return "; ".join(str(failure) for failure in failures)
