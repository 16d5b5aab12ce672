"""What a pane says and takes while nothing runs in it."""

import pytest

from mux.core.commands import ClosePane, DropToShell, RunPane, ShowScreen
from mux.core.ids import PaneId
from mux.core.layout import EditFile, Placeholder, RunCommand
from mux.core.model import Level, Pane, PaneState
from mux.dataclass import replace
from mux.server.gate import (
    command_text,
    describe_age,
    ended_text,
    idle_text,
    read_gate_key,
    restored_line,
    waiting_text,
)

WAITING = Pane(PaneId(3), RunCommand(("vim", "a file")), state=PaneState.WAITING)
ENDED = Pane(PaneId(4), RunCommand(("false",)), state=PaneState.EXITED, exit_status=1)
EMPTY = Pane(PaneId(5), Placeholder("zellij:strider"), state=PaneState.EXITED)


@pytest.mark.parametrize(
    ("pane", "key", "command"),
    [
        (WAITING, b"\r", RunPane(pane=PaneId(3))),
        (WAITING, b"\x1b", DropToShell(pane=PaneId(3))),
        (WAITING, b"\x03", ClosePane(pane=PaneId(3))),
        (WAITING, b"e", ShowScreen("edit-gate")),
        (WAITING, b"x", None),
        (ENDED, b"\r", RunPane(pane=PaneId(4))),
        (ENDED, b"e", None),
        (EMPTY, b"\r", None),
        (EMPTY, b"\x1b", DropToShell(pane=PaneId(5))),
    ],
)
def test_keys_at_the_gate(pane: Pane, key: bytes, command: object) -> None:
    assert read_gate_key(pane, key) == command


def test_a_waiting_command_is_shown_as_a_shell_would_take_it() -> None:
    assert "Waiting to run: vim 'a file'" in waiting_text(WAITING)
    assert "Press ENTER to run · ESC shell · e edit · Ctrl-C close" in waiting_text(WAITING)


def test_a_hostile_command_can_not_act_on_the_terminal() -> None:
    hostile = RunCommand(("sh", "-c", "\x1b]52;c;AAAA\x07\r\nrm -rf ~"))
    shown = command_text(hostile)
    assert shown.isprintable()
    assert "\\x1b]52" in shown
    assert command_text(EditFile("/tmp/\x1b[2J", 3)).isprintable()


def test_the_end_of_a_command_tells_its_status() -> None:
    assert "[ EXIT CODE: 1 ]" in ended_text(1)
    assert "[ EXIT CODE: ? ]" in ended_text(None)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (7199, "1 h ago"),
        (86400, "1 day ago"),
        (200000, "2 days ago"),
    ],
)
def test_ages_are_told_in_one_unit(seconds: float, text: str) -> None:
    assert describe_age(seconds) == text


def test_the_restored_line_is_cut_to_the_pane() -> None:
    line = restored_line(3700, 80, Level.CONTENTS)
    assert line == "\x1b[7m Session contents restored · 1 h ago \x1b[m"
    assert len(restored_line(0, 5, Level.CONTENTS)) == 5 + len("\x1b[7m\x1b[m")


def test_a_plugin_that_mux_lacks_is_named() -> None:
    strange = Pane(PaneId(1), Placeholder("strider"), state=PaneState.EXITED)
    assert "strider" in idle_text(strange)
    assert "EXIT" not in idle_text(strange)
    assert read_gate_key(strange, b"\r") is None
    assert read_gate_key(strange, b"\x1b") == DropToShell(pane=PaneId(1))


def test_the_session_manager_opens_from_its_place() -> None:
    place = Pane(PaneId(1), Placeholder("session-manager"), state=PaneState.EXITED)
    assert "ENTER opens it" in idle_text(place)
    assert read_gate_key(place, b"\r") == ShowScreen("sessions")


def test_the_gate_says_why_a_command_is_not_run_with_the_others() -> None:
    careful = replace(WAITING, caution="rm is on the deny-list")
    assert "(rm is on the deny-list)" in waiting_text(careful)
    assert "()" not in waiting_text(WAITING)


def test_a_file_to_edit_is_shown_as_it_can_be_typed() -> None:
    assert command_text(EditFile("a b", 3)) == "edit +3 'a b'"
