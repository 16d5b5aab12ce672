"""Sequences without effect: nothing is printed, nothing moves, nothing is answered."""

from collections.abc import Callable
from typing import Any

import pytest

Show = Callable[..., Any]


@pytest.mark.parametrize(
    "sequence",
    [
        "\x05", "\x1b#3", "\x1b#4", "\x1b#5", "\x1b#6", "\x1b%G", "\x1b%@", "\x1b~", "\x1b}",
        "\x1b|", "\x1bl", "\x1bm", "\x1bF", "\x1b L", "\x1b N", "\x1b[5i", "\x1b[?5i", "\x1b[2q",
        "\x1b[1;2 t", "\x1b[1 u", "\x1b[1$}", "\x1b[2$~", "\x1b[k", "\x1b[1;1'z", "\x1b[1'{",
        "\x1b[1'|", "\x1b[1;1;1;1'w", "\x1b[1;2;3,|", "\x1b[?1;1;0S", "\x1b[>1p", "\x1b[>1s",
        "\x1b[1;2;3;4;5T", "\x1b[3#y", "\x1b[80$|", "\x1b[24*|", "\x1b[8;9;9t", "\x1b[5t",
        "\x1b[?9J", "\x1b[>1;2m", "\x1b[?1;2;3x", "\x1b[1:2H", "\x1b[<1;2;3M", "\x1b]3;x=y\x07",
        "\x1b]6;0;1\x07", "\x1b]22;pointer\x07", "\x1b]50;font\x07", "\x1b]60\x07",
        "\x1b]106;0\x07", "\x1b]1337;File=:AAAA\x07", "\x1b]R\x07",
        "\x1bPq#0;2;0;0;0#0~~@@vv\x1b\\", "\x1bP0;1|17/41\x1b\\", "\x1bP2$t9/17\x1b\\",
        "\x1b_Gi=1;AAAA\x1b\\", "\x1b^text\x1b\\", "\x1bXtext\x1b\\",
    ],
)  # fmt: skip
def test_it_has_no_effect(show: Show, sequence: str) -> None:
    terminal = show("\x1b[31ma")
    before = (terminal.rows, terminal.cursor, terminal.pen(), terminal.terminal.input_modes)
    terminal.feed(sequence)
    assert (terminal.rows, terminal.cursor, terminal.pen(), terminal.terminal.input_modes) == before
    assert terminal.replies() == b""
    assert terminal.feed("b").rows == ["ab"]
