"""Every test here starts real processes in folders of its own, and leaves none behind."""

import shutil
import sys
from collections.abc import Callable, Iterator

import pytest
from tests.e2e.harness import World, open_world


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e/" in item.path.as_posix():
            item.add_marker(pytest.mark.e2e)
            if sys.platform != "linux":
                item.add_marker(pytest.mark.skip(reason="finds its processes through /proc"))


@pytest.fixture
def world() -> Iterator[World]:
    yield from open_world()


@pytest.fixture(scope="module")
def shared_world() -> Iterator[World]:
    """One world for the tests of a file that start from the same session."""
    yield from open_world()


@pytest.fixture
def needs() -> Callable[..., None]:
    """`needs("vim", "htop")` skips the test where a program is not installed."""

    def check(*programs: str) -> None:
        missing = [program for program in programs if shutil.which(program) is None]
        if missing:
            pytest.skip(f"not installed: {', '.join(missing)}")

    return check
