"""Device control strings: DECRQSS and XTGETTCAP. All others are swallowed whole."""

from mux.term.csi import State
from mux.term.reply import report_capabilities, report_setting


def perform_dcs(state: State, payload: str) -> None:
    """Does what a DCS asks for; `payload` is all between DCS and ST."""
    if payload.startswith("$q"):
        state.reply(report_setting(state.screen, payload[2:]))
    elif payload.startswith("+q"):
        state.reply(report_capabilities(payload[2:]))
