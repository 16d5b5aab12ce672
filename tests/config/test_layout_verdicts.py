"""Which layouts are layouts. The verdicts are Zellij's, but where mux means to do better."""

import pytest

from mux.config.layout_file import check_layout

ENV = {"HOME": "/home/u", "PROJECT": "/src/p"}

VALID = [
    # the root
    "layout",
    "layout {}",
    "layout { pane; }",
    "layout { pane }",
    "layout { tab; tab; }",
    'layout { pane; }\nkeybinds { normal { bind "a" { Quit; }; }; }\ntheme "nord"',
    'session schema=1 name="x"\nlayout',
    "// a comment\n/- layout { nonsense; }\nlayout { /- nonsense; pane; }",
    # the layout node
    'layout cwd="/x" { pane; }',
    'layout { cwd "~/src"; pane; }',
    'layout { cwd "$PROJECT/sub"; pane; }',
    'layout { cwd "${PROJECT}"; pane; }',
    'layout name="x" split_direction="vertical" hide_floating_panes=true { pane; pane; }',
    'layout { split_direction "vertical"; name "x"; pane; }',
    "layout unknown=1 { pane; }",
    "layout { size 5; pane; }",
    "layout { floating_panes { pane; }; }",
    # tabs
    'layout { tab name="a" focus=true cwd="x" split_direction="vertical"; }',
    'layout { tab name="a" hide_floating_panes=true { pane; floating_panes { pane; }; }; }',
    'layout { tab { name "a"; focus true; pane; }; }',
    "layout { tab name=5; }",
    'layout { tab focus="yes"; }',
    "layout { tab max_panes=5; }",
    "layout { tab focus=true; tab focus=false; }",
    'layout { tab color="#ff0000"; }',
    # panes
    "layout { pane size=5; pane; }",
    'layout { pane size="5"; pane; }',
    'layout { pane size="1%"; pane size="100%"; }',
    "layout { pane { size 5; focus true; borderless true; }; }",
    'layout { pane split_direction="Vertical" { pane; pane; }; }',
    'layout { pane split_direction="horizontal" { pane; pane; }; }',
    'layout { pane name="x" exclude_from_sync=true; }',
    'layout { pane default_fg="#001122" default_bg="rgb:00/11/22"; }',
    'layout { pane contents_file="not/there"; }',
    "layout { pane { pane { pane { pane; }; }; }; }",
    "layout { pane size=200; pane size=300; }",
    'layout { pane size="60%"; pane size="70%"; }',
    'layout { pane size=10 { pane; pane; }; }',
    'layout { pane "focus"; }',
    "layout { pane focus=#true; }",
    'layout { pane private=true restore="" weight=2.5; pane weight=1; }',
    # commands
    'layout { pane command="htop"; }',
    'layout { pane { command "htop"; args "-C" "-d" "5"; }; }',
    'layout { pane command="a" close_on_exit=true start_suspended=true cwd="x"; }',
    'layout { pane command="~/bin/a" { cwd "$PROJECT"; start_suspended false; }; }',
    'layout { pane edit="a.py" cwd="/x"; }',
    'layout { pane cwd="/x"; }',
    # stacks
    "layout { pane stacked=true { pane; pane expanded=true; pane; }; }",
    'layout { pane stacked=true { pane size=5; pane command="x"; }; }',
    "layout { pane { stacked true; pane; }; }",
    "layout { pane stacked=false expanded=false; }",
    # plugins
    'layout { pane { plugin location="zellij:tab-bar"; }; }',
    'layout { pane { plugin { location "x"; }; }; }',
    'layout { pane { plugin location="file:x.wasm" _allow_exec_host_cmd=true { a 1; b "c"; }; }; }',
    # floating panes
    "layout { floating_panes; pane; }",
    'layout { floating_panes { pane x=0 y="0%" width="1%" height=1 pinned=true; }; }',
    'layout { floating_panes { pane { x 5; y "5"; width 10; height "100%"; }; }; }',
    'layout { floating_panes { pane command="a" borderless=true name="x" focus=true; }; }',
    "layout { floating_panes { pane { nonsense 1; }; }; }",
    # pane templates
    'layout { pane_template name="t" command="x"; t; t command="y"; }',
    'layout { t; pane_template name="t" command="x" { args "a"; }; }',
    'layout { pane_template name="t" command="x"; t { args "b"; }; t start_suspended=true; }',
    'layout { pane_template name="t" command="x"; floating_panes { t x=5; }; t; }',
    'layout { pane_template name="t" x=5 pinned=true; floating_panes { t; }; }',
    'layout { pane_template name="t" { pane; children; }; t { pane; pane; }; }',
    'layout { pane_template name="t" { pane; children; }; t; }',
    'layout { pane_template name="a" { b; b; }; pane_template name="b" size=5; a; }',
    'layout { pane_template name="t" stacked=true { pane; pane; }; tab { t; }; }',
    'layout { pane_template name="t" edit="x"; tab { t edit="y"; t command="z"; }; }',
    'layout { pane_template { name "t"; }; t; }',
    'layout { pane_template name="width"; width; }',
    # tab templates
    'layout { tab_template name="t" { pane size=1; children; }; t; t name="a" { pane; pane; }; }',
    "layout { default_tab_template { pane size=1; children; }; tab; tab { pane; }; }",
    "layout { default_tab_template { pane; }; }",
    "layout { default_tab_template { children; }; pane; pane; }",
    'layout { default_tab_template split_direction="vertical" { children; pane; }; tab; }',
    "layout { default_tab_template { children; floating_panes { pane; }; }; tab; }",
    'layout { new_tab_template { pane command="x"; }; tab; }',
    'layout { new_tab_template cwd="/x" split_direction="vertical" { pane; pane; }; }',
    # swap layouts
    'layout { swap_tiled_layout name="x" { tab max_panes=3 { pane; children; }; }; pane; }',
    "layout { swap_tiled_layout { tab { children; }; tab exact_panes=2 { pane; pane; }; }; }",
    "layout { swap_tiled_layout { tab min_panes=3 { pane stacked=true { children; }; }; }; }",
    'layout { tab_template name="t" { children; }; swap_tiled_layout { t min_panes=3; }; }',
    'layout { swap_floating_layout name="x" { floating_panes max_panes=2 { pane x=1; }; }; }',
    'layout { swap_floating_layout name="x" { floating_panes; }; }',
]  # fmt: skip

INVALID = [
    # the root
    "",
    "// nothing",
    "pane",
    "layuot { pane; }",
    "layout; layout",
    "layout { pane; }\npane",
    "layout\nswap_tiled_layout { tab; }",
    "layout {",
    "layout { pane; }}",
    'layout { pane command="x }',
    "layout { pane focus = true; }",
    "layout { pane focus=yes; }",
    "layout { pane name=x; }",
    "layout { pane { focus true name 5; }; }",
    # the layout node
    "layout { nonsense; }",
    "layout { pane; tab; }",
    'layout { pane_template name="t"; t; tab; }',
    "layout { tab focus=true; tab focus=true; }",
    'layout name="x" { tab; }',
    'layout split_direction="vertical" { tab; }',
    "layout hide_floating_panes=true { tab; }",
    "layout cwd=5 { pane; }",
    'layout { cwd "$NOT_SET_ANYWHERE"; pane; }',
    "layout { cwd; pane; }",
    # tabs
    "layout { tab nonsense=1; }",
    "layout { tab { nonsense; }; }",
    "layout { tab { tab; }; }",
    "layout { tab { children; }; }",
    'layout { tab split_direction="diagonal"; }',
    "layout { tab cwd=5; }",
    "layout { tab size=5; }",
    "layout { tab 1; }",
    'layout { tab "nonsense"; }',
    "layout { default_tab_template { children; }; tab nonsense=1; }",
    'layout { tab_template name="t" { children; }; t nonsense=1; }',
    # panes
    "layout { pane sise=5; }",
    "layout { pane { sise 5; }; }",
    "layout { pane 1; }",
    "layout { pane x=5; }",
    "layout { pane { tab; }; }",
    "layout { pane size=0; }",
    "layout { pane size=-1; }",
    "layout { pane size=5.5; }",
    'layout { pane size="0%"; }',
    'layout { pane size="101%"; }',
    'layout { pane size="33.3%"; }',
    'layout { pane size="x"; }',
    'layout { pane size="50 %"; }',
    "layout { pane size=true; }",
    "layout { pane { size; }; }",
    "layout { pane { focus; }; }",
    'layout { pane focus="true"; }',
    "layout { pane focus=1; }",
    "layout { pane borderless=null; }",
    "layout { pane name=5; }",
    'layout { pane split_direction="up"; }',
    "layout { pane split_direction=true; }",
    'layout { pane command="x" { pane; }; }',
    'layout { pane cwd="/x" { pane; }; }',
    "layout { pane borderless=true { pane; }; }",
    'layout { pane { plugin location="x"; pane; }; }',
    "layout { pane weight=0; }",
    'layout { pane private="yes"; }',
    # commands
    'layout { pane command="a" edit="b"; }',
    'layout { pane command="a" { plugin location="x"; }; }',
    "layout { pane command=5; }",
    'layout { pane { args "x"; }; }',
    'layout { pane command="a" { args; }; }',
    'layout { pane command="a" { args 5; }; }',
    "layout { pane close_on_exit=true; }",
    "layout { pane start_suspended=true; }",
    'layout { pane edit="x" start_suspended=true; }',
    # stacks
    "layout { pane stacked=true; }",
    'layout { pane stacked=true split_direction="vertical" { pane; }; }',
    "layout { pane stacked=true { pane { pane; }; }; }",
    "layout { pane stacked=true { pane stacked=true { pane; }; }; }",
    "layout { pane expanded=true; }",
    "layout { pane { pane expanded=true; }; }",
    # plugins
    "layout { pane { plugin; }; }",
    "layout { pane { plugin location=5; }; }",
    # floating panes
    "layout { floating_panes { tab; }; }",
    "layout { floating_panes { nonsense; }; }",
    "layout { floating_panes { pane size=5; }; }",
    "layout { floating_panes { pane stacked=true; }; }",
    'layout { floating_panes { pane split_direction="vertical"; }; }',
    "layout { floating_panes { pane nonsense=5; }; }",
    "layout { floating_panes { pane width=0; }; }",
    'layout { floating_panes { pane x="101%"; }; }',
    "layout { floating_panes { pane x=-1; }; }",
    'layout { floating_panes { pane height="0%"; }; }',
    'layout { floating_panes { pane pinned="yes"; }; }',
    "layout { pane { floating_panes { pane; }; }; }",
    # pane templates
    "layout { pane_template; }",
    'layout { pane_template name="pane"; }',
    'layout { pane_template name="size"; }',
    'layout { pane_template name="a b"; }',
    'layout { pane_template name=""; }',
    'layout { pane_template name="1a"; }',
    'layout { pane_template name="a(b)"; }',
    'layout { pane_template name="t" nonsense=1; }',
    'layout { pane_template name="t"; pane_template name="t"; }',
    'layout { pane_template name="t"; tab_template name="t" { children; }; }',
    'layout { pane_template name="a" { b; }; pane_template name="b" { a; }; a; }',
    'layout { pane_template name="a" { a; }; a; }',
    'layout { pane_template name="t" size=5 x=5; }',
    'layout { pane_template name="t" size=5; floating_panes { t; }; }',
    'layout { pane_template name="t" x=5; t; }',
    'layout { pane_template name="t" command="x"; t { pane; }; }',
    'layout { pane_template name="t" command="x"; t nonsense=1; }',
    'layout { pane_template name="t" { children; children; }; t { pane; }; }',
    # tab templates
    'layout { tab_template { children; }; }',
    'layout { tab_template name="tab" { children; }; }',
    'layout { tab_template name="t" { children; children; }; t; }',
    'layout { tab_template name="t" { pane; }; t { pane; }; }',
    "layout { default_tab_template { nonsense; }; tab; }",
    'layout { tab_template name="t" { children { pane; }; }; t; }',
    # swap layouts
    "layout { swap_tiled_layout { pane; }; }",
    "layout { swap_tiled_layout { tab max_panes=1 min_panes=2; }; }",
    'layout { swap_tiled_layout { tab max_panes="5"; }; }',
    "layout { swap_floating_layout { tab; }; }",
    "layout { swap_floating_layout { floating_panes { tab; }; }; }",
    "layout { swap_tiled_layout { tab { nonsense; }; }; }",
]  # fmt: skip


@pytest.mark.parametrize("text", VALID)
def test_a_valid_layout_loads(text: str) -> None:
    layout, problems = check_layout(text, env=ENV, home="/home/u")
    assert layout is not None, problems


@pytest.mark.parametrize("text", INVALID)
def test_an_invalid_layout_is_refused_with_a_place(text: str) -> None:
    layout, problems = check_layout(text, env=ENV, home="/home/u")
    assert layout is None
    assert problems
    lines = text.split("\n")
    for problem in problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.hint, problem.message
