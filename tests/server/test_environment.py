"""What a program in a pane knows of its terminal."""

from mux.server.environment import pane_environment


def test_the_outer_terminals_marks_stay_outside() -> None:
    outer = {
        "TERM": "screen",
        "TMUX": "x",
        "TERM_PROGRAM": "iTerm",
        "HOME": "/root",
        "COLUMNS": "9",
    }
    env = pane_environment(outer, term="xterm-256color", session="work", pane=7, socket="/run/s")
    assert env == {
        "HOME": "/root",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TERM_PROGRAM": "mux",
        "TERM_PROGRAM_VERSION": env["TERM_PROGRAM_VERSION"],
        "MUX": "/run/s",
        "MUX_SESSION_NAME": "work",
        "MUX_PANE_ID": "7",
    }
    assert outer["TERM"] == "screen"
