"""How long our KDL reader takes for 5 MB, beside ckdl, which is written in C and knows no places.

    .venv/bin/python benchmarks/kdl_reader.py [MEGABYTES]

The text is what mux writes: session files of generated layouts, one below the other.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "config"))

import ckdl
from random_layouts import random_layout

from mux.config.layout_writer import write_layout
from mux.kdl.reader import read_kdl


def document(size: int) -> str:
    parts: list[str] = []
    length = seed = 0
    while length < size:
        text = write_layout(random_layout(Random(seed)))
        if "\\u{dc" not in text:  # ckdl takes no surrogates
            parts.append(text)
            length += len(text)
        seed += 1
    return "".join(parts)


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    size = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    text = document(int(size * 1e6))
    ours = min(seconds(lambda: read_kdl(text)) for _ in range(3))
    theirs = min(seconds(lambda: ckdl.parse(text, version=1)) for _ in range(3))
    print(f"{len(text) / 1e6:.1f} MB: mux {ours:.2f} s, ckdl {theirs:.2f} s, {ours / theirs:.1f} x")


if __name__ == "__main__":
    main()
