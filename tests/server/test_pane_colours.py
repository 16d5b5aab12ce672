"""A pane's own colours, in front of those that its program sets."""

import pytest

from mux.core.ids import PaneId
from mux.core.model import Pane
from mux.server.feed import describe_run
from mux.server.pane_colours import own_colours
from mux.term.emulator import StyledRun
from mux.term.style import apply_sgr


@pytest.mark.parametrize(
    ("foreground", "background", "parameters"),
    [
        ("", "", ""),
        ("#ff8000", "", "38;2;255;128;0"),
        ("", "#001122", "48;2;0;17;34"),
        ("#FF8000", "#001122", "38;2;255;128;0;48;2;0;17;34"),
        ("rgb:ff/80/00", "#12", "38;2;255;128;0"),
        ("no colour", "", ""),
    ],
)
def test_as_parameters(foreground: str, background: str, parameters: str) -> None:
    assert own_colours(Pane(PaneId(1), default_fg=foreground, default_bg=background)) == parameters


def test_what_a_program_sets_wins() -> None:
    red_on_plain = StyledRun(apply_sgr(0, "31"), "x", 1)
    assert describe_run(red_on_plain, "38;2;1;2;3")[0] == "38;2;1;2;3;31"
    assert describe_run(StyledRun(0, "x", 1), "38;2;1;2;3")[0] == "38;2;1;2;3"
    assert describe_run(red_on_plain)[0] == "31"
