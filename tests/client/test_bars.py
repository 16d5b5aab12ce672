"""The bars: which of them there is room for, what they say, what can be clicked."""

from itertools import pairwise
from typing import Any

import pytest
from fake_server import pane, tab, view

from mux.client.bars import (
    BarPlan,
    draw_compact_bar,
    draw_status_bar,
    draw_tab_bar,
    plan_bars,
    tab_label,
)
from mux.client.palette import MONOCHROME
from mux.client.scene import Scene, read_tab
from mux.client.segments import StatusWords, age_words
from mux.core.geometry import Region, Size

DEFAULT = BarPlan(("tab-bar",), ("status-bar",))


@pytest.mark.parametrize(
    ("size", "bars", "area"),
    [
        (Size(80, 24), None, Region(0, 1, 80, 22)),
        (Size(80, 5), None, Region(0, 1, 80, 4)),
        (Size(10, 3), None, Region(0, 0, 10, 3)),
        (Size(1, 1), None, Region(0, 0, 1, 1)),
        (Size(80, 24), [], Region(0, 0, 80, 24)),
        (Size(80, 24), [{"kind": "compact-bar", "at_bottom": True}], Region(0, 0, 80, 23)),
        (Size(80, 24), [{"kind": "tab-bar", "at_bottom": False}], Region(0, 1, 80, 23)),
    ],
)
def test_what_is_left_for_panes(
    size: Size, bars: list[dict[str, object]] | None, area: Region
) -> None:
    assert plan_bars(size, bars, DEFAULT).workspace(size) == area


def test_tabs_are_marked_without_color(scene: Scene) -> None:
    tabs = [tab(1, "vim", bell=True), tab(2, "logs", active=True, zoomed=True, sync=True)]
    scene.take_view(view([], [80, 22], tabs=tabs))
    bar = draw_tab_bar(scene, MONOCHROME, 40)
    assert bar.row.text.rstrip() == " fake  1:vim ! [2:logs Z=]"
    assert bar.row.cells == 40
    for hit, name in zip(bar.hits, ("1:vim", "2:logs"), strict=True):
        assert name in bar.row.text[hit.start : hit.stop]


@pytest.mark.parametrize("width", [1, 5, 10, 19, 20, 30, 79])
@pytest.mark.parametrize("active", [1, 7, 20])
def test_the_active_tab_shows_at_any_width(scene: Scene, width: int, active: int) -> None:
    tabs = [tab(n, f"tab number {n}", active=n == active) for n in range(1, 21)]
    scene.take_view(view([], [80, 22], tabs=tabs))
    bar = draw_tab_bar(scene, MONOCHROME, width)
    assert bar.row.cells == width
    if width >= 10:
        assert active in [hit.tab for hit in bar.hits]


def test_the_status_bar_says_where_we_are(scene: Scene) -> None:
    saved = {"at": 100.0, "error": ""}
    scene.take_view(view([pane(1, [0, 0, 80, 22], title="vim")], [80, 22], saved=saved))
    words = StatusWords("PREFIX", "12:34", "ctrl-b ? help", "", 103.0)
    row = draw_status_bar(scene, MONOCHROME, 80, words).row
    assert row.cells == 80
    assert row.text.startswith(" PREFIX  ctrl-b ? help ")
    assert row.text.endswith(" fake  saved 3s ago  12:34 ")


def test_segments_come_as_the_user_wants_them(scene: Scene) -> None:
    tabs = [tab(1, active=True, sync=True, zoomed=True, layout="stacked")]
    scene.take_view(view([pane(1, [0, 0, 80, 22], title="vim")], [80, 22], tabs=tabs))
    words = StatusWords("PREFIX", "12:34", "help", "", 0.0, "main")
    text = draw_status_bar(scene, MONOCHROME, 80, words).row.text
    assert text.split("help")[1].split() == [
        "fake",
        "SYNC",
        "ZOOM",
        "stacked",
        "git:main",
        *text.split()[-4:],
    ]
    some = words._replace(segments=("clock", "zoom", "git"))
    text = draw_status_bar(scene, MONOCHROME, 80, some).row.text
    assert text.split() == ["help", "12:34", "ZOOM", "git:main"]


def test_a_failing_save_is_told_whatever_the_user_wants(scene: Scene) -> None:
    scene.take_view(view([], [80, 22], saved={"at": 1.0, "error": "disk full"}))
    words = StatusWords(segments=("clock",))
    assert "! NOT SAVED: disk full" in draw_status_bar(scene, MONOCHROME, 80, words).row.text


def test_a_pane_without_a_frame_is_named_in_the_status_bar(scene: Scene) -> None:
    scene.take_view(view([pane(1, [0, 0, 80, 22], title="vim", border="none")], [80, 22]))
    assert " vim " in draw_status_bar(scene, MONOCHROME, 80, StatusWords()).row.text


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"bell": True}, " 1:x ! "),
        ({"activity": True, "zoomed": True}, " 1:x #Z "),
        ({"progress": [1, 42]}, " 1:x 42% "),
        ({"progress": [2, 42], "active": True}, "[1:x 42% failed]"),
        ({"progress": [3, 0]}, " 1:x busy "),
        ({"progress": [4, 7]}, " 1:x 7% paused "),
        ({"progress": None}, " 1:x "),
    ],
)
def test_a_tab_has_its_marks_in_words(fields: dict[str, Any], label: str) -> None:
    assert tab_label(read_tab(tab(1, "x", **fields))) == label


def test_bells_can_be_left_unmarked(scene: Scene) -> None:
    scene.bells = False
    scene.take_view(view([pane(1, [0, 0, 9, 9], bell=True)], [9, 9], tabs=[tab(1, bell=True)]))
    assert not scene.tabs[0].bell
    assert not scene.panes[0].bell


def test_the_layout_in_force_is_named(scene: Scene) -> None:
    tabs = [tab(1, active=True, layout="half-stacked"), tab(2, layout="other")]
    scene.take_view(view([], [80, 22], tabs=tabs))
    text = draw_status_bar(scene, MONOCHROME, 80, StatusWords()).row.text
    assert " half-stacked " in text
    assert "other" not in text


@pytest.mark.parametrize("width", [1, 8, 20, 40, 80, 200])
def test_a_compact_bar_has_tabs_and_status(scene: Scene, width: int) -> None:
    scene.take_view(view([pane(1, [0, 0, 80, 22], title="vim")], [80, 22]))
    words = StatusWords("PREFIX", "12:34", "ctrl-b ? help", "", 0.0)
    bar = draw_compact_bar(scene, MONOCHROME, width, words)
    assert bar.row.cells == width
    if width >= 40:
        assert bar.row.text.startswith(" fake [1:tab1]")
        assert " PREFIX " in bar.row.text
        assert bar.row.text.endswith(" 12:34 ")
        assert bar.hits[0].tab == 1


def test_failing_to_save_is_said_in_words(scene: Scene) -> None:
    scene.take_view(view([], [80, 22], saved={"at": 1.0, "error": "disk full"}))
    row = draw_status_bar(scene, MONOCHROME, 80, StatusWords()).row
    assert "! NOT SAVED: disk full" in row.text


def test_an_idle_bar_seldom_changes(scene: Scene) -> None:
    scene.take_view(view([], [80, 22], saved={"at": 0.0, "error": ""}))
    bars = [draw_status_bar(scene, MONOCHROME, 80, StatusWords(now=now)) for now in range(3600)]
    changes = sum(one != other for one, other in pairwise(bars))
    assert changes <= 10 + 5 + 59
    assert "saved 20s ago" in bars[29].row.text


@pytest.mark.parametrize("width", range(1, 30, 4))
def test_a_status_bar_of_any_width(scene: Scene, width: int) -> None:
    scene.take_view(view([pane(1, [0, 0, 80, 22], title="日本語")], [80, 22]))
    words = StatusWords("PREFIX", "12:34", "help", "reconnecting…", 0.0)
    assert draw_status_bar(scene, MONOCHROME, width, words).row.cells == width


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0s"), (59, "59s"), (60, "1m"), (7200, "2h"), (200000, "2d")]
)
def test_ages(seconds: float, words: str) -> None:
    assert age_words(seconds) == words
