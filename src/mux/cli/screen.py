"""Hands the terminal over to the client, from one session to the next until the user leaves."""

import contextlib
import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mux.cli.ask import is_running
from mux.cli.errors import OK, CommandLineError
from mux.cli.found import is_saved
from mux.cli.launch import Launch, LaunchError, SessionStart, launch_session
from mux.config.paths import printable, socket_path

if TYPE_CHECKING:
    from mux.client.outcome import Outcome

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
        if launch is not None:
            session = _first_up(launch, waiting, failures)
        outcome = run_client(socket_path(session), session, None, None, PATIENCE)
        if outcome.kind != "switch":
            break
        session = outcome.text
        launch = None if is_running(session) else launch_session(_switched(start, outcome))
    failures += [failure for other in waiting if (failure := _failure(other))]
    return _part_from(session, outcome, failures)


def _first_up(launch: Launch, waiting: list[Launch], failures: list[LaunchError]) -> str:
    """The first session that comes up. Those that are not waited for any more leave `waiting`;
    what went wrong with them joins `failures`. Raises LaunchError if none comes up."""
    while failure := _failure(launch):
        failures.append(failure)
        if not waiting:
            raise failures[0] if len(failures) == 1 else LaunchError(_join(failures))
        launch = waiting.pop(0)
    return launch.session


def _switched(start: SessionStart, outcome: "Outcome") -> SessionStart:
    """How the session is started that the user has switched to."""
    saved = is_saved(outcome.text)
    return start._replace(
        session=outcome.text,
        resurrect=saved,
        generation=outcome.generation,
        layout="" if saved else outcome.layout,
    )


def _part_from(session: str, outcome: "Outcome", failures: Sequence[LaunchError]) -> int:
    """The last words to the user. Raises CommandLineError if it is not the user who has left."""
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
