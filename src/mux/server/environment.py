"""The environment of what runs in a pane."""

from collections.abc import Mapping

from mux import __version__
from mux.server.integration import INTEGRATION_KEY, NONCE

# What belongs to the terminal that mux runs in, or to mux itself; never to a program in a pane.
_NOT_FOR_PANES = frozenset(
    (
        *("TERM", "TERMCAP", "COLORTERM", "COLUMNS", "LINES", "WINDOW", "WINDOWID"),
        *("TERM_PROGRAM", "TERM_PROGRAM_VERSION", "TERM_SESSION_ID", "VTE_VERSION", "STY"),
        *("KITTY_WINDOW_ID", "KONSOLE_VERSION", "TMUX", "TMUX_PANE"),
        *("ZELLIJ", "ZELLIJ_PANE_ID", "ZELLIJ_SESSION_NAME"),
        *("MUX", "MUX_PANE_ID", "MUX_SESSION_NAME", NONCE, INTEGRATION_KEY),
    )
)


def pane_environment(
    base: Mapping[str, str], *, term: str, session: str, pane: int, socket: str
) -> dict[str, str]:
    """`base` without the outer terminal's marks, and with mux's own."""
    env = {name: value for name, value in base.items() if name not in _NOT_FOR_PANES}
    env.update(
        TERM=term,
        COLORTERM="truecolor",
        TERM_PROGRAM="mux",
        TERM_PROGRAM_VERSION=__version__,
        MUX=socket,
        MUX_SESSION_NAME=session,
        MUX_PANE_ID=str(pane),
    )
    return env
