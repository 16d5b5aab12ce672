"""What is written reads back: the same tree, the same sizes, the same words."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mux.config.layout_file import check_layout, read_layout
from mux.config.layout_words import OWN_PANE_WORDS, OWN_TAB_WORDS
from mux.config.layout_writer import write_layout
from mux.config.session_file import read_session, write_session
from mux.config.session_header import SessionHeader
from mux.core.geometry import Axis
from mux.core.layout import (
    Bar,
    Constraint,
    EditFile,
    FloatingLayout,
    Layout,
    Length,
    PaneLayout,
    RunCommand,
    SwapCase,
    SwapLayout,
    TabLayout,
)
from mux.core.tree import Extent, Leaf, Split, Unit

from .random_layouts import random_layout  # type: ignore[import-not-found]

OWN_WORDS = (*OWN_PANE_WORDS, *OWN_TAB_WORDS, "weight")

texts = st.text(st.characters(exclude_characters="\0"), max_size=8)
amounts = st.floats(0.0001, 100, allow_subnormal=False)


def test_written_layouts_read_back_to_the_same_layouts() -> None:
    for seed in range(150):
        layout = random_layout(Random(seed))
        text = write_layout(layout)
        assert read_layout(text, home="/wrong", env={}) == layout, seed
        assert "\x1b" not in text
        text.encode()


@given(texts, texts, texts, amounts, amounts, st.integers(1, 9))
def test_any_text_and_any_size_reads_back(
    program: str, argument: str, name: str, percent: float, weight: float, line: int
) -> None:
    command = PaneLayout(RunCommand((program, argument), name), argument, restore=program)
    editor = PaneLayout(EditFile(program, line), name, default_fg=argument, contents_file=program)
    children = (
        Leaf(command, Extent(Unit.PERCENT, percent)),
        Leaf(editor, Extent(Unit.WEIGHT, weight)),
    )
    root = Split(Axis.COLUMNS, children)
    place = FloatingLayout(command, Length(percent, percent=True), Length(float(line)))
    layout = Layout((TabLayout(root, name, color=program, floating=(place,)),))
    assert read_layout(write_layout(layout), home="/wrong", env={}) == layout


def test_written_sessions_read_back_whole() -> None:
    for seed in range(1000, 1050):
        layout = random_layout(Random(seed))
        found = read_session(write_session(SessionHeader("x"), layout), home="/wrong", env={})
        assert found.layout == layout, seed
        assert found.is_whole


def test_what_is_written_for_zellij_is_free_of_words_of_ours() -> None:
    for seed in range(2000, 2060):
        layout = random_layout(Random(seed))
        text = write_layout(layout, zellij=True)
        found, problems = check_layout(text, env={})
        assert found is not None, (seed, problems)
        assert len(found.tabs) == len(layout.tabs)
        for word in OWN_WORDS:
            assert f" {word}=" not in text, (seed, word)
        assert "(percent)" not in text


def test_the_text_is_made_to_be_read() -> None:
    build = PaneLayout(RunCommand(("make", "-j", "4")), cwd="/home/u/src/api", focus=True)
    notes = PaneLayout(EditFile("notes.md"), cwd="/home/u/src")
    root = Split(Axis.COLUMNS, (Leaf(build, Extent(Unit.PERCENT, 60.0)), Leaf(notes)))
    layout = Layout((TabLayout(root, "api", focus=True),))
    assert write_layout(layout) == (
        "layout {\n"
        '    cwd "/home/u/src"\n'
        '    tab name="api" focus=true split_direction="vertical" {\n'
        '        pane command="make" cwd="api" focus=true size="60%" {\n'
        '            args "-j" "4"\n'
        "        }\n"
        '        pane edit="notes.md"\n'
        "    }\n"
        "}\n"
    )


def test_a_pane_without_a_directory_keeps_having_none() -> None:
    panes = (Leaf(PaneLayout(cwd="/home/u/src")), Leaf(PaneLayout()))
    layout = Layout((TabLayout(Split(Axis.ROWS, panes)),), TabLayout())
    assert read_layout(write_layout(layout), cwd="/elsewhere").tabs[0].root == Split(
        Axis.ROWS, (Leaf(PaneLayout(cwd="/home/u/src")), Leaf(PaneLayout(cwd="/elsewhere")))
    )
    assert read_layout(write_layout(layout)) == layout


def test_zellij_means_percents_of_the_screen() -> None:
    inner = Split(
        Axis.COLUMNS,
        (
            Leaf(PaneLayout(), Extent(Unit.PERCENT, 50)),
            Leaf(PaneLayout(), Extent(Unit.PERCENT, 50)),
        ),
        Extent(Unit.WEIGHT, 3),
    )
    layout = Layout((TabLayout(Split(Axis.COLUMNS, (inner, Leaf(PaneLayout())))),))
    assert write_layout(layout, zellij=True) == (
        "layout {\n"
        '    tab split_direction="vertical" {\n'
        '        pane size="75%" split_direction="vertical" {\n'
        '            pane size="38%"\n'
        '            pane size="38%"\n'
        "        }\n"
        '        pane size="25%"\n'
        "    }\n"
        "}\n"
    )


def test_zellij_counts_bars_as_panes_of_swap_layouts() -> None:
    bars = (Bar("tab-bar", at_bottom=False), Bar("status-bar", at_bottom=True))
    root = Split(Axis.COLUMNS, (Leaf(PaneLayout()), Leaf(None)))
    swap = SwapLayout("vertical", (SwapCase(Constraint("max", 3), root),))
    layout = Layout((TabLayout(bars=bars),), swap_tiled=(swap,))
    text = write_layout(layout, zellij=True)
    assert "tab max_panes=5 {" in text
    assert read_layout(text) == layout
