"""Feeds random sequences to emulators and checks that nothing is raised and no grid breaks.

    python benchmarks/fuzz_emulator.py [--sequences 1000000] [--seed 1]

Each failure is printed with its seed and the bytes that lead to it; the status is 1 then.
"""

import argparse
import random
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "term"))

from test_fuzz import check_grid, make_sequence

from mux.term.terminal import Terminal

SEQUENCES_A_TERMINAL = 2000


def fuzz_terminal(seed: int, sequences: int) -> bool:
    """One terminal's life; whether it went well."""
    rng = random.Random(seed)
    terminal = Terminal(rng.randint(1, 100), rng.randint(1, 40), history_lines=50)
    fed: list[bytes] = []
    try:
        for step in range(sequences):
            data = make_sequence(rng)
            fed.append(data)
            if rng.random() < 0.2:
                cut = rng.randint(0, len(data))
                terminal.feed(data[:cut])
                terminal.feed(data[cut:])
            else:
                terminal.feed(data)
            if rng.random() < 0.003:
                terminal.resize(rng.randint(1, 100), rng.randint(1, 40))
            if rng.random() < 0.002:
                terminal.feed(b"\x1bc")
            if step % 100 == 99:
                check_grid(terminal)
                terminal.contents()
                terminal.view(5, 10)
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        print(f"seed {seed}, after {len(fed)} sequences, the last: {fed[-5:]!r}")
        traceback.print_exc()
        return False
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    start = time.perf_counter()
    rounds = -(-arguments.sequences // SEQUENCES_A_TERMINAL)
    good = sum(
        fuzz_terminal(arguments.seed + index, SEQUENCES_A_TERMINAL) for index in range(rounds)
    )
    seconds = time.perf_counter() - start
    print(f"{rounds * SEQUENCES_A_TERMINAL:,} sequences, {rounds - good} failures, {seconds:.0f} s")
    return 0 if good == rounds else 1


if __name__ == "__main__":
    sys.exit(main())
