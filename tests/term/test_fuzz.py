"""Whatever is fed, nothing is raised and the grid stays whole."""

import random

import pytest

from mux.term.terminal import Terminal
from mux.term.width import cells_of


def check_grid(terminal: Terminal) -> None:
    """Raises AssertionError where a row has a wrong length or half a wide character."""
    screen = terminal.screen
    assert len(screen.grid) == terminal.rows
    for row in screen.grid:
        assert len(row.cells) == len(row.styles) == terminal.columns
        for x, cell in enumerate(row.cells):
            if cell == "":
                assert row.wide
                assert x > 0
                assert row.cells[x - 1] not in ("", " ")
            elif cells_of(cell) == 2:
                assert x + 1 < terminal.columns
                assert row.cells[x + 1] == ""
        assert sum(run.cells for run in row.runs()) == terminal.columns
    cursor = screen.cursor
    assert 0 <= cursor.x < terminal.columns
    assert 0 <= cursor.y < terminal.rows
    assert 0 <= screen.top <= screen.bottom < terminal.rows
    assert 0 <= screen.left <= screen.right < terminal.columns


def make_sequence(rng: random.Random) -> bytes:
    """One sequence: mostly well formed, with odd parameters, or broken, or noise."""
    kind = rng.random()
    if kind < 0.55:
        prefix = rng.choice(["", "", "", "", "?", ">", "<", "="])
        parameters = rng.choice([";", ";", ";", ":"]).join(
            rng.choice(["", "0", "1", "2", "3", "5", "7", "9", "47", "69", "1049", "99999999999"])
            for _ in range(rng.randint(0, 6))
        )
        between = rng.choice(["", "", "", "", " ", "$", "!", '"', "'", "*", "#"])
        text = f"\x1b[{prefix}{parameters}{between}{chr(rng.randint(0x40, 0x7E))}"
    elif kind < 0.65:
        text = "\x1b" + rng.choice(["", "(", ")", "#", "%", " "]) + chr(rng.randint(0x30, 0x7E))
    elif kind < 0.75:
        body = rng.choice(
            ["0;t", "8;;http://x", "8;;", "4;1;?", "52;c;AA", "q", "$qm", "+q544e", ""]
        )
        text = "\x1b" + rng.choice("]PX^_k") + body + rng.choice(["\x07", "\x1b\\", "", "\x18"])
    elif kind < 0.9:
        text = rng.choice(
            ["abc", "x" * 30, "漢字", "👩\u200d👧", "❤\ufe0f", "🇩🇪🇫", "e\u0301", "\u200d", "각"]
        )
    elif kind < 0.96:
        text = chr(rng.randint(0, 0x9F)) * rng.randint(1, 3)
    else:
        return bytes(rng.randrange(256) for _ in range(rng.randint(1, 8)))
    return text.encode()


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_raised(seed: int) -> None:
    rng = random.Random(seed)
    terminal = Terminal(rng.randint(1, 20), rng.randint(1, 8), history_lines=20)
    fed = []
    for step in range(800):
        fed.append(make_sequence(rng))
        terminal.feed(fed[-1])
        if rng.random() < 0.01:
            terminal.resize(rng.randint(1, 20), rng.randint(1, 8))
        if step % 10 == 0:
            check_grid(terminal)
        if rng.random() < 0.01:
            terminal.feed(b"\x1bc")
            terminal.contents()
            terminal.view(3, 5)
