"""Saves and loads generated layouts: the same tree, and the same cells on every screen.

    .venv/bin/python benchmarks/layout_roundtrip.py [COUNT] [FIRST_SEED]

For each layout: a session is started from it, described, written to a session file, read back, and
started again; both trees are equal, and so is every pane's region at each of the screen sizes. No
size may raise or lose a tiled pane that has a cell. Ends with 1 at the first difference.
"""

import sys
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "config"))

from random_layouts import random_layout

from mux.config.layout_file import read_layout
from mux.config.layout_writer import write_layout
from mux.config.session_file import read_session, write_session
from mux.config.session_header import SessionHeader
from mux.core.arrange import arrange
from mux.core.describe import describe
from mux.core.geometry import Region, Size
from mux.core.layout import Layout
from mux.core.start import start
from mux.core.tree_solve import iter_tiles

SIZES = (Size(200, 50), Size(80, 24), Size(33, 17), Size(7, 5), Size(1, 1))
Cells = list[list[tuple[Region, bool]]]


def cells_of(layout: Layout, size: Size) -> Cells:
    whole = Region(0, 0, *size)
    return [
        [(tile.region, tile.collapsed) for tile in iter_tiles(tab.root, whole)]
        for tab in layout.tabs
    ]


def check(seed: int) -> int:
    """Raises AssertionError for a layout that does not come back; the length of its file."""
    layout = random_layout(Random(seed))
    workspace = start("s", layout, SIZES[0], "/", gated=False).workspace
    described = describe(workspace, {})
    text = write_session(SessionHeader("s"), described)
    found = read_session(text, home="/wrong", env={})
    assert found.is_whole, found.problems
    assert found.layout == described
    assert read_layout(write_layout(layout), home="/wrong", env={}) == layout
    for size in SIZES:
        assert cells_of(found.layout, size) == cells_of(described, size), size
        for tab in workspace.tabs:
            for frames in ("full", "title", "none"):
                arrange(tab, size, frames, workspace.panes)
    return len(text)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    began, written = time.perf_counter(), 0
    for seed in range(first, first + count):
        try:
            written += check(seed)
        except AssertionError as error:
            print(f"seed {seed}: {error}")
            return 1
    took = time.perf_counter() - began
    sizes = ", ".join(f"{size.width}x{size.height}" for size in SIZES)
    print(f"{count} layouts, {written / 1e6:.1f} MB of session files, {took:.1f} s: all the same")
    print(f"screens: {sizes}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
