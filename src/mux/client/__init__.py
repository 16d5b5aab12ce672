"""The client: shows a session on the user's terminal, and holds no truth of its own.

    run(socket_path, session, config=…) -> Outcome

Nothing heavy is imported before `run` is called.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from mux.client.outcome import Outcome

if TYPE_CHECKING:
    from mux.config.models import Config
    from mux.config.theme import Theme

__all__ = ["Outcome", "run"]


def run(
    socket_path: Path,
    session: str,
    *,
    config: "Config | None" = None,
    theme: "Theme | None" = None,
    deadline: float = 10.0,
) -> Outcome:
    """Attaches to the session's server and gives the terminal back when that is over.

    The server is waited for, `deadline` seconds at most from the call; what Textual takes to load
    goes by in the meantime. Raises nothing: what went wrong is an Outcome, "error" or "lost".
    """
    from mux.client.start import run_client

    return run_client(socket_path, session, config, theme, deadline)
