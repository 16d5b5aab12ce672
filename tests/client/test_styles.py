"""Styles reduced to what the outer terminal can show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.client.styles import (
    Depth,
    color_depth,
    join_parameters,
    nearest_index,
    reduce_style,
    split_parameters,
    style_sequence,
    toggle_reverse,
)


@pytest.mark.parametrize(
    ("parameters", "depth", "reduced"),
    [
        ("", Depth.SIXTEEN, ""),
        ("1;31", Depth.SIXTEEN, "1;31"),
        ("38;2;255;0;0", Depth.TRUE, "38;2;255;0;0"),
        ("38;2;255;0;0", Depth.INDEXED, "38;5;196"),
        ("38:2::255:0:0", Depth.INDEXED, "38;5;196"),
        ("48;2;128;128;128;1", Depth.INDEXED, "48;5;244;1"),
        ("38;2;255;0;0", Depth.SIXTEEN, "91"),
        ("48;2;0;0;0", Depth.SIXTEEN, "40"),
        ("38;5;196", Depth.SIXTEEN, "91"),
        ("38;5;3;48;5;12", Depth.SIXTEEN, "33;104"),
        ("38;5;208", Depth.INDEXED, "38;5;208"),
        ("1;38;2;9;9;9;7", Depth.MONOCHROME, "1;7"),
        ("31;44;97", Depth.MONOCHROME, ""),
        ("4:3;58:2::1:2:3", Depth.TRUE, "4:3;58:2::1:2:3"),
        ("4:3;58;2;1;2;3", Depth.INDEXED, "4"),
        ("4:0", Depth.INDEXED, ""),
    ],
)
def test_reduce(parameters: str, depth: Depth, reduced: str) -> None:
    assert reduce_style(parameters, depth) == reduced


@pytest.mark.parametrize("wrong", ["31\x1b[2J", "31m", "x", "31;\n"])
def test_what_is_no_style_reaches_no_terminal(wrong: str) -> None:
    assert style_sequence(wrong, Depth.TRUE) == "\x1b[0m"


@pytest.mark.parametrize(
    ("environ", "depth"),
    [
        ({"TERM": "xterm-256color"}, Depth.INDEXED),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Depth.TRUE),
        ({"TERM": "xterm-direct"}, Depth.TRUE),
        ({"TERM": "xterm-kitty"}, Depth.TRUE),
        ({"TERM": "linux"}, Depth.SIXTEEN),
        ({"TERM": "xterm"}, Depth.SIXTEEN),
        ({"TERM": "dumb"}, Depth.MONOCHROME),
        ({"TERM": "vt100"}, Depth.MONOCHROME),
        ({}, Depth.MONOCHROME),
    ],
)
def test_depth(environ: dict[str, str], depth: Depth) -> None:
    assert color_depth(environ) is depth


fields = st.one_of(
    st.sampled_from(["1", "7", "31", "4:3", "38;5;9", "48;2;1;2;3", "58:2::1:2:3", "38:5:1"])
)


@given(st.lists(fields, max_size=5))
def test_splitting_and_joining_changes_nothing(parts: list[str]) -> None:
    parameters = ";".join(parts)
    if parameters:
        assert join_parameters(split_parameters(parameters)) == parameters


@given(st.lists(fields.filter(lambda field: field != "7"), max_size=4))
def test_reversing_twice_is_nothing(parts: list[str]) -> None:
    sequence = style_sequence(";".join(parts), Depth.TRUE)
    assert "7" in toggle_reverse(sequence)[2:-1].split(";")
    assert toggle_reverse(toggle_reverse(sequence)) == sequence


@pytest.mark.parametrize("index", [16, 21, 196, 231, 240, 255])
def test_a_color_of_the_palette_is_its_own_nearest(index: int) -> None:
    from mux.client.styles import index_rgb

    assert index_rgb(nearest_index(index_rgb(index))) == index_rgb(index)
