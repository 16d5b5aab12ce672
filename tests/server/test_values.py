"""A workspace survives the way through JSON exactly."""

import json
from dataclasses import replace

import pytest

from mux.core.commands import SplitPane
from mux.core.geometry import Axis, Direction, Size
from mux.core.layout import (
    Bar,
    EditFile,
    FloatingLayout,
    Layout,
    Length,
    PaneLayout,
    RunCommand,
    TabLayout,
)
from mux.core.start import start
from mux.core.tree import Leaf, Split
from mux.core.update import apply
from mux.server.values import from_json, to_json

LAYOUT = Layout(
    tabs=(
        TabLayout(
            Split(
                Axis.COLUMNS,
                (
                    Leaf(PaneLayout(RunCommand(("sh", "-c", "a | b"), "a | b"), cwd="/tmp")),
                    Leaf(PaneLayout(EditFile("x.py", 3))),
                ),
            ),
            name="one",
            floating=(FloatingLayout(PaneLayout(), x=Length(10, percent=True)),),
            bars=(Bar("tab-bar", at_bottom=False),),
        ),
        TabLayout(name="two"),
    ),
    new_tab=TabLayout(),
)


def test_a_workspace_comes_back_equal() -> None:
    workspace = start("work", LAYOUT, Size(120, 40), "/", gated=True).workspace
    workspace = apply(workspace, SplitPane(Direction.DOWN), None).workspace
    assert from_json(json.loads(json.dumps(to_json(workspace)))) == workspace


def test_fields_of_another_version_do_no_harm() -> None:
    body = to_json(PaneLayout(name="x"))
    body["$value"][1]["from_the_future"] = 1
    del body["$value"][1]["private"]
    assert from_json(body) == replace(PaneLayout(), name="x")


@pytest.mark.parametrize("body", [{}, [1], {"$value": ["Popen", {}]}, {"$enum": ["os", 1]}])
def test_anything_else_is_refused(body: object) -> None:
    with pytest.raises(ValueError, match="value"):
        from_json(body)
