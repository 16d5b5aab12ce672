"""Lines between panes without frames: where they are, and how they meet."""

import pytest
from fake_server import pane, view

from mux.client.frames import Shapes
from mux.client.palette import MONOCHROME
from mux.client.scene import Scene
from mux.client.spans import lay_spans


def draw(scene: Scene, width: int, height: int, plain: bool = False) -> list[str]:
    rows = lay_spans(scene, width, height, MONOCHROME, Shapes(plain=plain))
    return [
        "".join(span.strip.text if span.strip else " " * span.width for span in row) for row in rows
    ]


def bare(
    number: int, frame: list[int], content: list[int], border: str = "none"
) -> dict[str, object]:
    return pane(number, frame, content=content, border=border)


# Four quarters of 9x5, the lower left one split once more.
QUARTERS = [
    bare(1, [0, 0, 5, 3], [0, 0, 4, 2]),
    bare(2, [5, 0, 4, 3], [5, 0, 4, 2]),
    bare(3, [0, 3, 3, 2], [0, 3, 2, 2]),
    bare(4, [3, 3, 2, 2], [3, 3, 1, 2]),
    bare(5, [5, 3, 4, 2], [5, 3, 4, 2]),
]


@pytest.mark.parametrize(
    ("plain", "lines"),
    [
        (False, ["    │    ", "    │    ", "──┬─┼────", "  │ │    ", "  │ │    "]),
        (True, ["    |    ", "    |    ", "--+-+----", "  | |    ", "  | |    "]),
    ],
)
def test_lines_meet_in_the_right_character(scene: Scene, plain: bool, lines: list[str]) -> None:
    scene.take_view(view(QUARTERS, [9, 5]))
    assert draw(scene, 9, 5, plain) == lines


def test_the_line_around_the_focus_has_its_style(scene: Scene) -> None:
    scene.take_view(view(QUARTERS, [9, 5], focus=2))
    rows = lay_spans(scene, 9, 5, MONOCHROME, Shapes())
    styles = {
        span.x + n: run.sgr
        for span in rows[2]
        if span.strip
        for n, run in enumerate(span.strip.runs)
    }
    assert [styles[x] == MONOCHROME.frame_focused for x in range(9)] == [False] * 4 + [True] * 5


def test_title_rows_and_floats_lie_over_lines(scene: Scene) -> None:
    left = bare(1, [0, 0, 6, 4], [0, 1, 5, 3], "title") | {"title": ""}
    right = bare(2, [6, 0, 4, 4], [6, 1, 4, 3], "title") | {"title": ""}
    over = pane(3, [4, 2, 4, 2], content=[4, 2, 4, 2], border="none", floating=True)
    scene.take_view(view([left, right, over], [10, 4], focus=2))
    assert draw(scene, 10, 4) == ["──────━━━━", "     │    ", "          ", "          "]
