"""What the client's tests share: the fake server's module, and a scene to paint."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mux.client.frames import Shapes
from mux.client.paint import Painter
from mux.client.palette import MONOCHROME
from mux.client.scene import Scene
from mux.client.styles import Depth

sys.path.insert(0, str(Path(__file__).parent))

from fake_server import FakeServer


@pytest.fixture
def scene() -> Scene:
    return Scene(Depth.TRUE)


@pytest.fixture
def painter(scene: Scene) -> Painter:
    return Painter(scene, MONOCHROME, Shapes())


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., FakeServer]]:
    """`serve(Kind)` starts a fake server of that kind; it ends with the test."""
    started: list[FakeServer] = []

    def start(kind: type[FakeServer] = FakeServer) -> FakeServer:
        started.append(kind(tmp_path / "s.sock"))
        return started[-1]

    yield start
    for server in started:
        server.close()
