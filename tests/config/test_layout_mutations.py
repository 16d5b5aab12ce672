"""Layouts with words taken out, doubled and put elsewhere: never a traceback, and what loads, loads
back."""

import re
from random import Random

from mux.config.errors import ConfigError
from mux.config.layout_file import check_layout, read_layout
from mux.config.layout_problems import render_problem
from mux.config.layout_show import draw_layout
from mux.config.layout_writer import write_layout
from mux.config.session_file import read_session
from mux.core.geometry import Size
from mux.core.layout import Layout
from mux.core.start import start

LAYOUT = """
session schema=1 name="x" tabs=2
layout {
    cwd "/src"
    pane_template name="log" command="tail" { args "-f" "/x"; }
    pane_template name="two" split_direction="vertical" { pane; children; log }
    pane_template name="note" x=5 width="50%"
    tab_template name="tall" { pane size=1 { plugin location="tab-bar"; }; children }
    default_tab_template { pane size=1; children; floating_panes { note y=1 } }
    new_tab_template { pane stacked=true { pane expanded=true; log } }
    tab name="edit" focus=true { pane edit="a.py" size="60%"; two { pane; log size=3 } }
    tall name="logs" hide_floating_panes=true split_direction="vertical" {
        pane stacked=true { pane; pane expanded=true weight=2; log close_on_exit=true }
        floating_panes { pane x="10%" pinned=true; note { command "x"; start_suspended true } }
    }
    swap_tiled_layout name="s" { tall max_panes=4 { pane { children } }; tab { two; children } }
    swap_floating_layout name="f" { floating_panes exact_panes=2 { pane x=1; note } }
}
"""
WORDS = re.findall(r'[^\s{};"]*"[^"]*"|[{};]|[^\s{};"]+|\n', LAYOUT)


def mutate(random: Random) -> str:
    words = list(WORDS)
    for _ in range(random.randint(1, 3)):
        at, other = random.randrange(len(words)), random.randrange(len(words))
        match random.randrange(4):
            case 0:
                del words[at]
            case 1:
                words.insert(at, words[other])
            case 2:
                words[at], words[other] = words[other], words[at]
            case _:
                words[at] = random.choice(['"5"', "0", "-1", "true", "null", "{", "pane", "x=1.5"])
    return " ".join(words)


def check_mutation(seed: int) -> None:
    text = mutate(Random(seed))
    layout, problems = check_layout(text, "a.kdl", env={}, home="/h")
    for problem in problems:
        render_problem(problem, text)
    assert layout is not None or problems
    if layout is not None:
        check_loaded(layout)
    try:
        session = read_session(text, env={}, home="/h")
    except ConfigError:
        return
    check_loaded(session.layout)


def check_loaded(layout: Layout) -> None:
    written = write_layout(layout)
    again = read_layout(written, env={}, home="/h")
    assert write_layout(again) == written
    draw_layout(layout, 60, 12)
    start("s", layout, Size(80, 24), "/", gated=True)


def test_the_layout_is_right_before_it_is_mutated() -> None:
    layout, problems = check_layout(" ".join(WORDS), env={}, home="/h")
    assert layout is not None
    assert problems == []


def test_mutated_layouts_are_told_or_loaded() -> None:
    for seed in range(120):
        check_mutation(seed)
