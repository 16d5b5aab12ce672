"""Ages, counts and columns."""

import pytest

from mux.cli.found import Found
from mux.cli.sessions import describe_session
from mux.cli.table import age, count, print_table


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.4, "just now"),
        (-5, "just now"),
        (59, "59s ago"),
        (60, "1m ago"),
        (3599, "59m 59s ago"),
        (3600, "1h ago"),
        (3605, "1h ago"),
        (2 * 86400 + 3 * 3600 + 59, "2d 3h ago"),
        (86400 + 59, "1d ago"),
    ],
)
def test_an_age_has_its_two_largest_units(seconds: float, text: str) -> None:
    assert age(seconds) == text


def test_counts_have_their_plural() -> None:
    assert [count(n, "tab") for n in (0, 1, 2)] == ["0 tabs", "1 tab", "2 tabs"]


def test_a_table_is_safe_to_print(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("A", "NAME"), [(1, "x"), (22, "evil\x1b[2J")])
    assert capsys.readouterr().out == "A   NAME\n1   x\n22  evil\\x1b[2J\n"


@pytest.mark.parametrize(
    ("session", "line"),
    [
        (
            Found("w", "running", 2, 3, 1, 0.0, 7197.0, None, True),
            "w: 2 tabs, 3 panes, created 2h ago, saved 3s ago (attached)",
        ),
        (Found("w", "running", 1, 1, 0, None, None, None, True), "w: 1 tab, 1 pane"),
        (Found("w", "running", 1, 1), "w: 1 tab, 1 pane (does not answer)"),
        (
            Found("w", "exited", 1, 1),
            "w: 1 tab, 1 pane (EXITED - mux attach w brings it back)",
        ),
        (
            Found("w", "interrupted", 1, 1, rebooted=True),
            "w: 1 tab, 1 pane (interrupted by a restart - mux attach w brings it back)",
        ),
        (
            Found("w", "interrupted", 1, 1, problem="can't be read"),
            "w: 1 tab, 1 pane (interrupted, and left alone: can't be read)",
        ),
    ],
)
def test_a_session_is_a_line(session: Found, line: str) -> None:
    assert describe_session(session, 7200.0) == line
