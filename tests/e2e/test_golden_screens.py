"""The real client looks as it did when somebody last looked at it."""

import difflib
from collections.abc import Iterator

import pytest
from tests.e2e.golden_screens import (
    LAYOUTS,
    OVERLAYS,
    SIZES,
    golden_path,
    normalize,
    open_golden_world,
    open_overlay,
    open_two_panes,
)
from tests.e2e.harness import Terminal, World

Size = tuple[int, int]
PATIENCE = 10.0  # seconds


def check_screen(terminal: Terminal, name: str, size: Size) -> None:
    golden = golden_path(name, size).read_text()
    try:
        terminal.wait_for(lambda: normalize(terminal.text) == golden, PATIENCE)
    except AssertionError:
        shown = normalize(terminal.text)
        difference = difflib.unified_diff(
            golden.splitlines(), shown.splitlines(), "golden", "shown", lineterm=""
        )
        pytest.fail(
            "\n".join(difference)
            + "\n\nIf that is right: python -m tests.e2e.golden_screens "
            + name
        )


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def two_panes(request: pytest.FixtureRequest) -> Iterator[tuple[World, Terminal, Size]]:
    with open_golden_world() as world:
        yield world, open_two_panes(world, request.param), request.param


@pytest.mark.parametrize("name", OVERLAYS)
def test_overlays(two_panes: tuple[World, Terminal, Size], name: str) -> None:
    world, terminal, size = two_panes
    open_overlay(world, terminal, name)
    check_screen(terminal, name, size)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str, size: Size) -> None:
    with open_golden_world() as world:
        terminal = world.start("-l", layout, "new", "-s", "golden", size=size)
        check_screen(terminal, f"layout-{layout}", size)
