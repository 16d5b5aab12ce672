"""Drawings of layouts, and layouts as JSON."""

from random import Random

from mux.config.layout_file import read_layout
from mux.config.layout_schema import layout_from_json, layout_schema, layout_to_json
from mux.config.layout_show import draw_layout
from mux.core.layout import Layout

from .random_layouts import random_layout  # type: ignore[import-not-found]

TEXT = """
layout {
    tab name="edit" focus=true split_direction="vertical" {
        pane edit="main.py" size="60%"
        pane stacked=true {
            pane command="make" { args "-j" "4"; start_suspended true; }
            pane name="日本"
        }
    }
    tab {
        pane size=1 borderless=true { plugin location="tab-bar"; }
        pane
        floating_panes { pane command="top" x="50%" y=1 width="40%" height=5 pinned=true; }
    }
    swap_tiled_layout name="columns" { tab { pane; }; }
}
"""
DRAWING = """\
Tab 1: edit (focus)
┌─ edit main.py ───────┐─ make -j 4 ────
│ 60%                  │┌─ 日本: shell ┐
│                      ││ stacked      │
│                      ││              │
│                      ││              │
│                      ││              │
│                      ││              │
└──────────────────────┘└──────────────┘
Tab 2
···············[tab-bar]················
┌─ shell ──────────────────────────────┐
│                   ┌─ top ────────┐   │
│                   │ floating, pin│   │
│                   │              │   │
│                   │              │   │
│                   └──────────────┘   │
└──────────────────────────────────────┘
Swap layouts, tiled: columns
"""


def test_a_layout_is_drawn_with_its_sizes_and_commands() -> None:
    assert draw_layout(read_layout(TEXT), 40, 8) == DRAWING


def test_new_tabs_that_are_like_a_tab_are_not_drawn_again() -> None:
    assert draw_layout(read_layout("layout { pane; pane; }"), 20, 4) == (
        "Tab 1\n┌─ shell ──────────┐\n└──────────────────┘\n"
        "┌─ shell ──────────┐\n└──────────────────┘\nNew tabs are like tab 1\n"
    )


def test_every_layout_can_be_drawn_at_every_size_and_is_safe_to_print() -> None:
    random = Random(1)
    for _ in range(60):
        drawn = draw_layout(random_layout(random), random.randint(1, 120), random.randint(0, 30))
        assert drawn.replace("\n", "").isprintable()


def test_a_layout_survives_being_json() -> None:
    random = Random(2)
    for _ in range(30):
        layout = random_layout(random)
        assert layout_from_json(layout_to_json(layout)) == layout


def test_the_schema_names_every_field_of_a_layout() -> None:
    schema = layout_schema()
    assert set(schema["properties"]) == set(Layout.__dataclass_fields__)
    assert "PaneLayout" in schema["$defs"]
