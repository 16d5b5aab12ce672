"""A layout broken in every way that people break layouts: the place, and what would be right."""
# ruff: noqa: E501  (what is said stands here as it is said)

import pytest

from mux.config.errors import ConfigError
from mux.config.layout_file import check_layout, read_layout
from mux.config.layout_problems import Problem, Severity, render_problem

LAYOUT = """\
layout {
    cwd "/src"
    pane_template name="log" command="tail" {
        args "-f" "/var/log/messages"
    }
    default_tab_template {
        pane size=1 borderless=true {
            plugin location="tab-bar"
        }
        children
    }
    tab name="edit" focus=true split_direction="vertical" {
        pane edit="main.py" size="60%"
        pane stacked=true {
            pane command="make" {
                args "-j" "4"
                start_suspended true
            }
            pane expanded=true
        }
    }
    tab name="logs" {
        log
        log { args "-f" "/var/log/auth"; }
        floating_panes {
            pane x="10%" y=2 width="50%" height=12
        }
    }
    swap_tiled_layout name="columns" {
        tab max_panes=4 {
            pane split_direction="vertical" { children; }
        }
    }
}
"""

# What is replaced, by what, and what is then said.
MISTAKES = [
    (
        'name="edit" focus=true',
        'name="edit" fcous=true',
        [
            "12:21: “tab” has no property “fcous”; did you mean “focus”?",
        ],
    ),
    (
        'size="60%"',
        'size="160%"',
        [
            '13:34: size is 1 to 100 percent, not 160%; write "100%"',
        ],
    ),
    (
        'size="60%"',
        "size=60%",
        [
            '13:34: “60%” is not a number; write "60%" if it is text',
        ],
    ),
    (
        'size="60%"',
        'size "60%"',
        [
            "13:29: “size” is not a value; write size= and the value, or a “;” before it",
        ],
    ),
    (
        "size=1 borderless=true",
        "size=0 borderless=true",
        [
            "7:19: size is more than 0, not 0; write size=1",
        ],
    ),
    (
        "borderless=true",
        'borderless="true"',
        [
            '7:32: borderless is true or false, not "true"; write true without quotes',
        ],
    ),
    (
        "focus=true",
        "focus=True",
        [
            "12:27: “True” is not a value; write true",
        ],
    ),
    (
        'plugin location="tab-bar"',
        "plugin",
        [
            '8:13: the plugin has no location; write plugin location="tab-bar", or another one',
        ],
    ),
    (
        'plugin location="tab-bar"',
        "plugin location=tab-bar",
        [
            '8:29: “tab-bar” is not a value; write "tab-bar", or a “;” before it if it is a node',
        ],
    ),
    (
        'split_direction="vertical" {\n        pane edit',
        'split_direction="verticle" {\n        pane edit',
        [
            '12:48: split_direction is “vertical” or “horizontal”, not "verticle"; did you mean “vertical”?',
        ],
    ),
    (
        "pane stacked=true {",
        'pane stacked=true split_direction="vertical" {',
        [
            "14:27: the panes of a stack lie one above the other; take split_direction away",
        ],
    ),
    (
        'pane edit="main.py"',
        'pane edit="main.py" command="vim"',
        [
            "13:14: a pane can't have both “command” and “edit”; take one away",
        ],
    ),
    (
        'pane edit="main.py"',
        "pane edit=main.py",
        [
            '13:19: “main.py” is not a value; write "main.py", or a “;” before it if it is a node',
        ],
    ),
    (
        'pane edit="main.py"',
        'panne edit="main.py"',
        [
            "13:9: “tab” has no “panne”; did you mean “pane”?",
        ],
    ),
    (
        'pane command="make" {',
        "pane {",
        [
            '16:17: “args” needs a command; add command="…" to the pane',
            '17:17: “start_suspended” needs a command; add command="…" to the pane',
        ],
    ),
    (
        'args "-j" "4"',
        'args "-j" 4',
        [
            '16:27: an argument is text, not 4; write "4"',
        ],
    ),
    (
        'args "-j" "4"',
        "args",
        [
            '16:17: “args” has no arguments; write them behind it, as in args "-l" "x"',
        ],
    ),
    (
        "start_suspended true",
        "start_suspended",
        [
            "17:17: “start_suspended” has no value; write one behind it, as in start_suspended true",
        ],
    ),
    (
        "start_suspended true",
        "start_suspended; true",
        [
            '17:34: “true” is a word of KDL; as a name write "true"',
        ],
    ),
    (
        "pane expanded=true",
        "pane expanded=true { pane; }",
        [
            "19:13: a pane in a stack can't hold panes; move them out of it",
        ],
    ),
    (
        '    tab name="logs" {',
        '    tab name="logs" focus=true {',
        [
            "22:21: only one tab can have the focus; that of line 12 has it; take one away",
        ],
    ),
    (
        "        log\n",
        "        logg\n",
        [
            "23:9: “tab” has no “logg”; did you mean “log”?",
        ],
    ),
    (
        'x="10%" y=2',
        'x="10%" size=2',
        [
            "26:26: a floating pane has no property “size”; only a tiled pane has it; a floating one has x, y, width and height",
        ],
    ),
    (
        "height=12",
        "height=0",
        [
            "26:49: height is more than 0, not 0; write height=1",
        ],
    ),
    (
        "max_panes=4",
        'max_panes="4"',
        [
            '30:23: max_panes is a number of panes, not "4"; write 4 without quotes',
        ],
    ),
    (
        "max_panes=4",
        "max_panes=4 min_panes=2",
        [
            "30:25: “max_panes” and “min_panes” can't stand together; take one away",
        ],
    ),
    (
        'name="log" command',
        'name="tab" command',
        [
            "3:19: “tab” is a word of the layout language; choose another name",
            "23:9: “tab” has no “log”; take it away",
            "24:9: “tab” has no “log”; take it away",
        ],
    ),
    (
        'name="log" command',
        'name="my log" command',
        [
            "3:19: the template's name “my log” holds a space; choose another name",
            "23:9: “tab” has no “log”; take it away",
            "24:9: “tab” has no “log”; take it away",
        ],
    ),
    (
        "        children\n",
        "        children\n        children\n",
        [
            "6:5: the template says “children” 2 times; say it once, where the panes are to go",
        ],
    ),
    (
        "        children\n",
        "",
        [
            "12:9: the tab's template has no place for panes; put “children” into the template",
            "22:9: the tab's template has no place for panes; put “children” into the template",
        ],
    ),
    (
        "    swap_tiled_layout",
        "    pane\n    swap_tiled_layout",
        [
            "29:5: a layout holds tabs or panes; there is a tab in line 12; put the pane into a tab",
        ],
    ),
    (
        'cwd "/src"',
        "cwd",
        [
            '2:5: “cwd” has no value; write one behind it, as in cwd "text"',
        ],
    ),
    (
        'cwd "/src"',
        'cwd "$NOWHERE/x"',
        [
            "2:9: the environment has no $NOWHERE; set it, or write the path itself",
        ],
    ),
    (
        '"/var/log/messages"\n',
        '"/var/log/messages\n',
        [
            '4:19: this string runs on to line 8; put a " where it is meant to end',
        ],
    ),
    (
        "            pane expanded=true\n        }\n",
        "            pane expanded=true\n",
        [
            "14:27: this “{” is never closed; put a “}” where its block ends",
        ],
    ),
    (
        "layout {\n",
        "layuot {\n",
        [
            "1:1: there is no layout in the file; did you mean “layout”?",
        ],
    ),
    (
        "    }\n}\n",
        "    }\n}\n}\n",
        [
            "35:1: “}” closes nothing; take it away, or open a “{” before it",
        ],
    ),
    (
        'pane x="10%"',
        'tab x="10%"',
        [
            "26:13: floating_panes holds panes only, not “tab”; tabs belong into layout { … }",
        ],
    ),
    (
        "swap_tiled_layout name",
        "swap_tilde_layout name",
        [
            "29:5: a layout holds no “swap_tilde_layout”; did you mean “swap_tiled_layout”?",
        ],
    ),
    (
        "{ children; }\n",
        "{ children }}\n",
        [
            "34:1: “}” closes nothing; take it away, or open a “{” before it",
        ],
    ),
    (
        'log { args "-f" "/var/log/auth"; }',
        "log { pane; }",
        [
            "24:15: the template “log” has no place for panes; put “children” into the template",
        ],
    ),
    (
        "pane size=1 borderless=true {",
        "/* pane size=1 borderless=true {",
        [
            "7:9: this comment is never closed; put a “*/” where it ends",
        ],
    ),
]  # fmt: skip


def test_the_layout_is_right_before_it_is_broken() -> None:
    assert check_layout(LAYOUT, env={})[1] == []


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_a_mistake_is_told_with_its_place_and_what_would_be_right(
    old: str, new: str, said: list[str]
) -> None:
    assert old in LAYOUT
    layout, problems = check_layout(LAYOUT.replace(old, new, 1), env={}, home="/h")
    assert layout is None
    assert [f"{found.line}:{found.column}: {found.text}" for found in problems] == said


def test_a_problem_is_shown_with_its_line_and_a_caret() -> None:
    text = 'layout {\n\tpane sise="50%"\n}\n'
    problems = check_layout(text, "dev.kdl")[1]
    assert [render_problem(problem, text) for problem in problems] == [
        (
            "dev.kdl:2:7: “pane” has no property “sise”; did you mean “size”?\n"
            '  2 │     pane sise="50%"\n'
            "    │          ^~~~~~~~~~"
        )
    ]


def test_a_warning_says_that_it_is_one_and_control_characters_are_shown() -> None:
    text = 'layout "\x1b" { pane; }'
    layout, problems = check_layout(text, "a\nb.kdl")
    assert layout is not None
    shown = render_problem(problems[0], text)
    assert shown.startswith("a\\nb.kdl:1:8: warning: ")
    assert "\x1b" not in shown


def test_a_problem_beyond_the_text_still_renders() -> None:
    assert render_problem(Problem(9, 1, "wrong", "right"), "layout") == "9:1: wrong; right"


def test_reading_raises_the_first_error_and_passes_over_warnings() -> None:
    with pytest.raises(ConfigError) as caught:
        read_layout("layout unknown=1 {\n  pane size=0 focus=1\n}", "a.kdl")
    assert str(caught.value) == "a.kdl:2:13: size is more than 0, not 0; write size=1"


def test_config_that_has_no_effect_is_named_in_one_warning() -> None:
    text = "layout\nweb_server true\nsession_serialization false\nplugins { a; }\nno_such 1\n"
    layout, problems = check_layout(text)
    assert layout is not None
    (problem,) = problems
    assert problem.severity is Severity.WARNING
    assert problem.message == "config that has no effect: “web_server”, “plugins”, “no_such”"


def test_templates_that_multiply_end_in_a_mistake() -> None:
    levels = "".join(f'pane_template name="t{n}" {{ t{n - 1}; t{n - 1}; }}\n' for n in range(1, 40))
    layout, problems = check_layout(f'layout {{ pane_template name="t0"\n{levels} t39\n}}')
    assert layout is None
    assert any("more than 1000 panes" in problem.text for problem in problems)


def test_templates_and_panes_that_lie_too_deep_end_in_a_mistake() -> None:
    chain = "".join(f'pane_template name="t{n}" {{ t{n + 1}; }}\n' for n in range(2000))
    for text in (f"layout {{ {chain} t0\n }}", "layout {" + "pane {" * 150 + "}" * 151):
        layout, problems = check_layout(text)
        assert layout is None
        assert any("deep" in problem.text for problem in problems)


def test_of_a_long_line_what_is_around_the_mistake_is_shown() -> None:
    text = "x" * 5000 + "wrong" + "y" * 5000
    head, line, caret = render_problem(Problem(1, 5001, "odd", length=5), text).split("\n")
    assert head == "1:5001: odd"
    assert "xwrongy" in line
    assert line.index("wrong") == caret.index("^~~~~")
    assert line.count("…") == 2
    assert len(line) < 300
