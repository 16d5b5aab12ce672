"""Commands from names and arguments, and what is said about wrong ones."""

import json
from typing import Any

import pytest

from mux.core.arguments import build_command, command_arguments, describe_commands
from mux.core.commands import (
    REGISTRY,
    Command,
    CommandError,
    DragBorder,
    FocusPane,
    GoToTab,
    MoveFocus,
    NewTab,
    Quit,
    ResizePane,
    RunAll,
    ScrollPage,
    SplitPane,
    command_name,
)
from mux.core.geometry import Direction
from mux.core.ids import PaneId


@pytest.mark.parametrize(
    ("name", "arguments", "command"),
    [
        ("quit", {}, Quit()),
        ("split-pane", {"direction": "down"}, SplitPane(Direction.DOWN)),
        (
            "split-pane",
            {"argv": ["vim", "a b"], "pane": "3"},
            SplitPane(argv=("vim", "a b"), pane=PaneId(3)),
        ),
        ("split-pane", {"argv": "vim 'a b'", "pane": None}, SplitPane(argv=("vim", "a b"))),
        ("split-pane", {"pane": ""}, SplitPane()),
        ("resize-pane", {"direction": "LEFT", "cells": "-5"}, ResizePane(Direction.LEFT, -5)),
        (
            "drag-border",
            dict.fromkeys(["from-x", "from_y", "to-x", "to_y"], 1),
            DragBorder(1, 1, 1, 1),
        ),
        ("scroll-page", {"pages": "0.5"}, ScrollPage(0.5)),
        ("scroll-page", {"pages": -1}, ScrollPage(-1.0)),
        ("run-all", {"all_tabs": "yes"}, RunAll(True)),
        ("run-all", {"all_tabs": False}, RunAll()),
        ("new-tab", {"name": "3"}, NewTab("3")),
    ],
)
def test_build(name: str, arguments: dict[str, Any], command: Command) -> None:
    assert build_command(name, arguments) == command


@pytest.mark.parametrize(
    "command",
    [
        SplitPane(Direction.UP, ("a", "b c"), "/x", "n", True, PaneId(4)),
        SplitPane(),
        MoveFocus(Direction.LEFT),
        FocusPane(PaneId(2)),
        GoToTab(3),
        ScrollPage(0.5),
    ],
)
def test_arguments_are_the_inverse(command: Command) -> None:
    arguments = json.loads(json.dumps(command_arguments(command)))
    assert build_command(command_name(type(command)), arguments) == command


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("splt-pane", {}, 'there is no command "splt-pane". Did you mean "split-pane"?'),
        ("split-pane", {"dirction": "up"}, 'has no argument "dirction". It takes: direction, argv'),
        ("split-pane", {"dirction": "up"}, 'Did you mean "direction"?'),
        ("quit", {"now": True}, 'quit has no argument "now". It takes none.'),
        ("go-to-tab", {}, 'go-to-tab needs "number" (a whole number)'),
        ("go-to-tab", {"number": "two"}, "\"number\" must be a whole number, not 'two'"),
        ("go-to-tab", {"number": True}, "must be a whole number, not True"),
        ("go-to-tab", {"number": None}, "must be a whole number, not None"),
        ("go-to-tab", {"number": 1.5}, "must be a whole number, not 1.5"),
        ("move-focus", {"direction": "north"}, "must be left or right or up or down, not 'north'"),
        ("scroll-page", {"pages": "nan"}, "must be a number, not 'nan'"),
        ("scroll-page", {"pages": True}, "must be a number, not True"),
        ("scroll-page", {"pages": []}, "must be a number, not []"),
        ("scroll-page", {"pages": 10**400}, "must be a number"),
        ("run-all", {"all_tabs": "maybe"}, "must be true or false, not 'maybe'"),
        ("rename-tab", {"name": 3}, "must be a text, not 3"),
        ("split-pane", {"argv": "vim 'a"}, "must be a list of words"),
        ("split-pane", {"argv": [1]}, "must be a list of words, not [1]"),
        ("focus-pane", {"pane": "x"}, "must be a pane's id, not 'x'"),
    ],
)
def test_wrong_ones_are_answered(name: str, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(CommandError) as caught:
        build_command(name, arguments)
    assert message in str(caught.value)


def test_every_command_is_described() -> None:
    described = describe_commands()
    assert [command.name for command in described] == list(REGISTRY)
    for command in described:
        assert command.help.endswith((".", "…"))
    names = {command.name: command for command in described}
    assert names["move-focus"].arguments[0].choices == ("left", "right", "up", "down")
    assert names["split-pane"].arguments[0].default == "right"
    assert not names["split-pane"].arguments[-1].required
    assert names["go-to-tab"].arguments[0].required
