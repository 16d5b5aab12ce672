"""What real programs sent gives the screens that they show. See record.py."""

from pathlib import Path

import pytest

from mux.term.terminal import Terminal

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.rec"))


def load(name: str) -> tuple[Terminal, bytes]:
    size, _, recorded = (HERE / f"{name}.rec").read_bytes().partition(b"\n")
    columns, _, rows = size.partition(b"x")
    return Terminal(int(columns), int(rows)), recorded


def screen_text(terminal: Terminal) -> str:
    cursor = terminal.cursor
    rows = ["".join(run.text for run in terminal.row(y)).rstrip() for y in range(terminal.rows)]
    return "\n".join([*rows, f"cursor {cursor.x},{cursor.y}", ""])


def test_all_recordings_are_there() -> None:
    programs = "vim less htop mc nano dialog fzf git-log man tmux python emacs"
    assert set(NAMES) == set(programs.split())


@pytest.mark.parametrize("piece", [1_000_000, 1, 7])
@pytest.mark.parametrize("name", NAMES)
def test_the_screen_is_the_programs(name: str, piece: int) -> None:
    terminal, recorded = load(name)
    for at in range(0, len(recorded), piece):
        terminal.feed(recorded[at : at + piece])
    assert screen_text(terminal) == (HERE / f"{name}.txt").read_text()
