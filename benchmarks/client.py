"""mux beside tmux and the bare pty: start, echo, echo beside floods, floods, idle cost, memory.

    python benchmarks/client.py [--quick]

Every figure is measured from outside, in a pty of 200x50 cells, one program after the other in the
same run; read the ratios, for the machine's speed drifts.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from outer import Outer

PROMPT = b"ready>"
PREFIX = b"\x02"
DETACHED = "sleep 0.2"


class Place:
    """Folders of its own, and how to start each program there."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="mb")
        home = Path(self.folder.name)
        for name in ("run", "cache", "config", "state"):
            (home / name).mkdir(mode=0o700)
        (home / ".bashrc").write_text(f"PS1='{PROMPT.decode()} '\nunset HISTFILE\n")
        self.home = str(home)
        self.environment = {
            "HOME": self.home,
            "PATH": os.environ["PATH"],
            "SHELL": "/bin/bash",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TMUX_TMPDIR": self.home,
            "MUX_RUNTIME_DIR": f"{self.home}/run",
            "MUX_CACHE_DIR": f"{self.home}/cache",
            "MUX_CONFIG_DIR": f"{self.home}/config",
            "MUX_STATE_DIR": f"{self.home}/state",
        }

    def command(self, program: str) -> list[str]:
        return {
            "mux": [sys.executable, "-m", "mux"],
            "tmux": ["tmux", "-f", "/dev/null", "new-session"],
            "pty": ["bash", "-i"],
        }[program]

    def start(self, program: str) -> Outer:
        outer = Outer(self.command(program), self.environment, self.home)
        outer.read_until(PROMPT)
        return outer

    def stop(self, program: str, outer: Outer) -> None:
        outer.close()
        if program == "mux":
            command = [sys.executable, "-m", "mux", "kill-all-sessions", "-y"]
            subprocess.run(command, env=self.environment, check=False, capture_output=True)
            shutil.rmtree(f"{self.home}/cache/sessions", ignore_errors=True)
        elif program == "tmux":
            subprocess.run(["tmux", "kill-server"], env=self.environment, check=False)


def measure_start(place: Place, program: str, runs: int) -> float:
    """Seconds from exec to the prompt on the outer terminal, the median."""
    times = []
    for _ in range(runs):
        outer = place.start(program)
        times.append(time.perf_counter() - outer.started)
        outer.drain(0.1)
        place.stop(program, outer)
    return statistics.median(times)


def measure_echo(outer: Outer, keys: int) -> tuple[float, float]:
    """Seconds from a key to its echo, p50 and p99: `cat` echoes through the tty."""
    outer.write(b"cat > /dev/null\r")
    outer.drain()
    times = []
    for index in range(keys):
        key = b"abcdefghijklmnopqrstuvwxyz"[index % 26 : index % 26 + 1]
        start = time.perf_counter()
        outer.write(key)
        outer.read_until(key)
        times.append(time.perf_counter() - start)
        if index % 60 == 59:
            outer.write(b"\r")
            outer.drain(0.02)
        time.sleep(0.01)
    outer.write(b"\x03")
    outer.drain()
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)]


def measure_flood(outer: Outer, path: str) -> float:
    """Seconds for `cat FILE` to end inside the pane, as the shell's own clock tells."""
    outer.drain(0.1)
    mark = b"took-%d" % int(time.time() * 1000)
    line = b"s=$EPOCHREALTIME; cat %s; e=$EPOCHREALTIME; clear; echo $s $e > t; echo %s''-end\r"
    outer.write(line % (path.encode(), mark))
    outer.read_until(mark + b"-end", 300)
    start, end = Path(path).with_name("t").read_text().split()
    return float(end) - float(start)


def cpu_seconds(mark: str) -> float:
    """User and system time so far of all processes that live in our folder."""
    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if mark.encode() in (entry / "environ").read_bytes():
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                    total += int(fields[11]) + int(fields[12])
            except OSError:
                continue
    return total / os.sysconf("SC_CLK_TCK")


def memory_megabytes(mark: str, holding: str) -> float:
    """Proportional set size of the processes of our folder whose command line holds a word."""
    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                ours = mark.encode() in (entry / "environ").read_bytes()
                if ours and holding.encode() in (entry / "cmdline").read_bytes():
                    rollup = (entry / "smaps_rollup").read_text()
                    total += int(rollup.partition("Pss:")[2].split()[0])
            except OSError:
                continue
    return total / 1024


def make_floods(folder: str, megabytes: int) -> dict[str, str]:
    """Files to cat, by name."""
    size = megabytes * 1_000_000
    plain = "".join(f"{n} the quick brown fox jumps over the lazy dog\n" for n in range(20_000))
    coloured = "".join(
        f"\x1b[32m2026-01-01 {n:06d}\x1b[0m \x1b[1;34mINFO\x1b[0m request \x1b[33m{n}\x1b[0m ok\n"
        for n in range(20_000)
    )
    utf8 = "".join(f"{n} Größe, naïve, 東京 と 大阪 — «ça va»\n" for n in range(20_000))
    cells = "".join(
        f"\x1b[{n % 50 + 1};{n * 7 % 200 + 1}H\x1b[38;5;{n % 256}mx" for n in range(40_000)
    )
    kinds = {"plain": plain, "coloured": coloured, "utf8": utf8, "yes": "y\n" * 500_000}
    kinds["cells"] = cells
    paths = {}
    for name, text in kinds.items():
        raw = text.encode()
        path = Path(folder) / f"flood-{name}"
        path.write_bytes((raw * (size // len(raw) + 1))[:size].rpartition(b"\n")[0] + b"\n")
        if name == "cells":
            path.write_bytes((raw * (size // 4 // len(raw) + 1))[: size // 4])
        paths[name] = str(path)
    return paths


def print_row(name: str, figures: dict[str, float], unit: str) -> None:
    base = figures.get("tmux")
    cells = [f"{program} {value:9.3f}{unit}" for program, value in figures.items()]
    ratio = f"mux/tmux {figures['mux'] / base:6.2f}" if base else ""
    print(f"{name:34} {'  '.join(cells)}  {ratio}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs, smaller files")
    quick = parser.parse_args().quick
    place = Place()
    programs = ["mux", *(["tmux"] if shutil.which("tmux") else []), "pty"]
    floods = make_floods(place.home, 4 if quick else 20)

    starts = {p: measure_start(place, p, 3 if quick else 7) for p in programs}
    print_row("start to prompt", starts, " s")

    results: dict[str, dict[str, float]] = {}
    for program in programs:
        outer = place.start(program)
        outer.drain()
        measure(program, outer, place, floods, quick, results)
        place.stop(program, outer)
    for name, figures in results.items():
        print_row(name, figures, " ms" if "echo" in name else "")


def measure(
    program: str,
    outer: Outer,
    place: Place,
    floods: dict[str, str],
    quick: bool,
    results: dict[str, dict[str, float]],
) -> None:
    def note(name: str, value: float) -> None:
        results.setdefault(name, {})[program] = value

    p50, p99 = measure_echo(outer, 100 if quick else 400)
    note("key to echo, p50", p50 * 1000)
    note("key to echo, p99", p99 * 1000)
    if program != "pty":
        note("memory, whole session, MB", memory_megabytes(place.home, program))
        outer.drain(2.5)
        note("idle, % of a core", measure_idle(place.home, outer, 3 if quick else 10))
    for name, path in floods.items():
        note(f"flood {name}, s", measure_flood(outer, path))
    if program != "pty":
        measure_beside_floods(program, outer, quick, note)


def measure_idle(mark: str, outer: Outer, seconds: float) -> float:
    before, start = cpu_seconds(mark), time.perf_counter()
    while time.perf_counter() - start < seconds:
        outer.read(0.5)
    return 100 * (cpu_seconds(mark) - before) / (time.perf_counter() - start)


def measure_beside_floods(
    program: str, outer: Outer, quick: bool, note: Callable[[str, float], None]
) -> None:
    """Keys in one pane while three others print as fast as they can."""
    for _ in range(3):
        outer.write(PREFIX + b'"')
        outer.drain(0.5)
        outer.write(b"while :; do seq 1 20000; done\r")
        for _ in range(20):
            outer.read(0.02)
        outer.write(PREFIX + b"\x1b[A")
        for _ in range(20):
            outer.read(0.02)
    keys = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    outer.write(b"cat > /dev/null\r")
    for _ in range(20):
        outer.read(0.02)
    times = []
    for index in range(60 if quick else 200):
        key = keys[index % 26].encode()
        start = time.perf_counter()
        outer.write(key)
        outer.read_until(key)
        times.append(time.perf_counter() - start)
        if index % 40 == 39:
            outer.write(b"\r")
        until = time.perf_counter() + 0.02
        while time.perf_counter() < until:
            outer.read(0.005)
    times.sort()
    note("echo beside three floods, p50", statistics.median(times) * 1000)
    note("echo beside three floods, p99", times[int(len(times) * 0.99)] * 1000)


if __name__ == "__main__":
    main()
