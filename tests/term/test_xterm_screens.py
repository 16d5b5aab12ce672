"""Screens that a real xterm showed for the same bytes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mux.term.conformance import factory

SCREENS = Path(__file__).parents[2].parent / "shared" / "corpora" / "xterm-screens"
CONTESTED = {"t0055-EL", "t0084-CBT", "t0101-NLM", "t0103-reverse_wrap", "t0504-vim"}


def names() -> Iterator[str]:
    for path in sorted(SCREENS.glob("*.in")):
        if path.stem not in CONTESTED:
            yield path.stem


@pytest.mark.skipif(not SCREENS.is_dir(), reason=f"{SCREENS} is not there")
@pytest.mark.parametrize("name", list(names()) or [""])
def test_screen_is_what_xterm_shows(name: str) -> None:
    terminal = factory(80, 25)
    terminal.feed((SCREENS / f"{name}.in").read_bytes().replace(b"\n", b"\r\n"))
    expected = [row.rstrip() for row in (SCREENS / f"{name}.text").read_text().split("\n")]
    expected += [""] * (25 - len(expected))
    assert [row.rstrip() for row in terminal.display] == expected[:25]
