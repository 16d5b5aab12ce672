"""How fast the emulator takes what programs send, and what its history weighs.

    python benchmarks/emulator.py [--quick] [--size 200x50]

Three emulators get the same bytes in the same run: ours, stock pyte (a smaller sample, for it would
take minutes) and, where it is installed, a detached tmux. Speeds are megabytes for each second of
processor time that the emulating process spent, so that a busy machine shifts them less; tmux also
reads its bytes from a pty, which ours is spared here (benchmarks/flood.py compares whole programs).
"""

import argparse
import contextlib
import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

import pyte

from mux.term.search import Place, Query, find_forward
from mux.term.terminal import Terminal

MEGABYTE = 1_000_000
CHUNK = 64 * 1024  # what the server hands to an emulator while output pours
RECORDINGS = Path(__file__).parent.parent / "tests/recordings"
PROSE = "Съешь же ещё этих мягких французских булок. 漢字かな交じり文。Zażółć gęślą jaźń. "
HISTORY_LINES = 10_000


# --- what programs send --------------------------------------------------------------------------


def repeat(block: bytes, size: int) -> bytes:
    return block * max(1, size // len(block))


def plain_lines(size: int) -> bytes:
    line = "{:08} the quick brown fox jumps over the lazy dog, and then over {} more\r\n"
    return repeat("".join(line.format(n, n * 7) for n in range(5000)).encode(), size)


def coloured_lines(size: int) -> bytes:
    line = (
        "\x1b[2m12:00:{:02}\x1b[0m \x1b[1;3{}mINFO\x1b[0m module.{}: \x1b[33mdone\x1b[0m in {}\r\n"
    )
    lines = (line.format(n % 60, n % 8, n, n * 7) for n in range(5000))
    return repeat("".join(lines).encode(), size)


def utf8_prose(size: int) -> bytes:
    text = PROSE * 2
    return repeat("".join(f"{text[n % 90 :][:70]}\r\n" for n in range(5000)).encode(), size)


def two_byte_lines(size: int) -> bytes:
    return repeat(b"y\r\n" * 5000, size)


def cell_by_cell(size: int, columns: int, rows: int) -> bytes:
    cells = (
        f"\x1b[{y};{x}H\x1b[38;5;{(x * 7 + y * 13) % 256}m{chr(33 + (x + y) % 90)}"
        for y in range(1, rows + 1)
        for x in range(1, columns + 1)
    )
    return repeat("".join(cells).encode(), size)


def scroll_region(size: int, rows: int) -> bytes:
    line = f"\x1b[{rows - 5};1H\nline {{}} of a log that scrolls in its part of the screen\x1b[K"
    lines = "".join(line.format(n) for n in range(2000))
    return repeat(f"\x1b[5;{rows - 5}r{lines}\x1b[r".encode(), size)


def recording(name: str, size: int) -> bytes:
    return repeat((RECORDINGS / f"{name}.rec").read_bytes().partition(b"\n")[2], size)


def make_workloads(scale: float, columns: int, rows: int) -> dict[str, bytes]:
    """Name -> bytes; what our emulator need not parse comes in larger amounts."""
    flood, busy = int(20 * MEGABYTE * scale), int(4 * MEGABYTE * scale)
    return {
        "plain lines": plain_lines(flood),
        "coloured lines": coloured_lines(flood),
        "UTF-8 prose": utf8_prose(flood),
        "2-byte lines": two_byte_lines(flood),
        "colour and move per cell": cell_by_cell(busy, columns, rows),
        "scroll region": scroll_region(busy, rows),
        "vim": recording("vim", busy),
        "htop": recording("htop", busy),
    }


# --- speed ---------------------------------------------------------------------------------------


def best_speed(size: int, runs: int, work: Callable[[], float]) -> float:
    """MB/s of the fastest of some runs; `work` returns seconds."""
    return size / min(work() for _ in range(runs)) / MEGABYTE


def feed_ours(data: bytes, columns: int, rows: int) -> float:
    terminal = Terminal(columns, rows)
    chunks = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
    start = time.process_time()
    for chunk in chunks:
        terminal.feed(chunk)
    return time.process_time() - start


def feed_pyte(data: bytes, columns: int, rows: int) -> float:
    stream = pyte.ByteStream(pyte.Screen(columns, rows))
    start = time.process_time()
    # It raises at what it does not know, and would lose the rest of the chunk: short ones.
    for at in range(0, len(data), 1024):
        with contextlib.suppress(Exception):
            stream.feed(data[at : at + 1024])
    return time.process_time() - start


class Tmux:
    """A tmux server of its own, with one detached session."""

    def __init__(self, columns: int, rows: int) -> None:
        self._size = ["-x", str(columns), "-y", str(rows)]
        self._command = ["tmux", "-L", f"benchmark-{os.getpid()}", "-f", "/dev/null"]
        self.call("start-server", ";", "set", "-g", "exit-empty", "off")
        self.call("set", "-g", "history-limit", str(HISTORY_LINES))
        self._pid = int(self.call("display-message", "-p", "#{pid}"))

    def call(self, *arguments: str) -> str:
        environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
        done = subprocess.run(
            [*self._command, "-u", *arguments],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def feed(self, path: str) -> float:
        """Processor time that the server spends on a file."""
        self.start(path)
        before = self.processor_time()
        self.call("wait-for", "-S", "go", ";", "wait-for", "done")
        spent = self.processor_time() - before
        self.call("kill-session", "-t", "flood")
        return max(spent, 0.01)

    def start(self, path: str) -> None:
        tmux = " ".join(self._command)
        script = f"stty raw; {tmux} wait-for go; cat {path}; {tmux} wait-for -S done; sleep 99"
        self.call("new-session", "-d", "-s", "flood", *self._size, f"sh -c '{script}'")
        time.sleep(0.3)

    def processor_time(self) -> float:
        fields = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def weigh(self, path: str) -> int:
        """Bytes by which a file makes the server larger."""
        self.start("/dev/null")
        self.call("wait-for", "-S", "go", ";", "wait-for", "done")
        before = resident_bytes(self._pid)
        self.call("kill-session", "-t", "flood")
        self.start(path)
        self.call("wait-for", "-S", "go", ";", "wait-for", "done")
        after = resident_bytes(self._pid)
        self.call("kill-session", "-t", "flood")
        return after - before

    def stop(self) -> None:
        self.call("kill-server")


@contextlib.contextmanager
def running_tmux(columns: int, rows: int) -> Iterator[Tmux | None]:
    """None where there is no tmux, or no /proc to measure it by."""
    if not shutil.which("tmux") or not Path("/proc/self/stat").exists():
        yield None
        return
    tmux = Tmux(columns, rows)
    try:
        yield tmux
    finally:
        tmux.stop()


@contextlib.contextmanager
def in_file(data: bytes) -> Iterator[str]:
    with tempfile.NamedTemporaryFile(prefix="mux-benchmark-") as file:
        file.write(data)
        file.flush()
        yield file.name


def compare_speeds(workloads: dict[str, bytes], columns: int, rows: int, runs: int) -> None:
    print(f"speed at {columns}x{rows}, MB/s of processor time")
    print(f"{'':26}{'ours':>8}{'pyte':>8}{'ours/pyte':>11}{'tmux':>8}{'ours/tmux':>11}")
    with running_tmux(columns, rows) as tmux:
        for name, data in workloads.items():
            ours = best_speed(len(data), runs, lambda d=data: feed_ours(d, columns, rows))
            sample = data[: 200_000 if runs > 1 else 50_000]
            stock = best_speed(len(sample), 1, lambda d=sample: feed_pyte(d, columns, rows))
            line = f"{name:26}{ours:8.1f}{stock:8.2f}{ours / stock:11.1f}"
            if tmux:
                with in_file(data) as path:
                    theirs = best_speed(len(data), runs, lambda p=path: tmux.feed(p))
                line += f"{theirs:8.1f}{ours / theirs:11.2f}"
            print(line, flush=True)


# --- memory --------------------------------------------------------------------------------------


def resident_bytes(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def weigh_ours(data: bytes, columns: int, rows: int, piece: int) -> int:
    """Bytes by which a history makes the process larger, fed in pieces of this size."""
    terminal = Terminal(columns, rows, history_lines=HISTORY_LINES)
    terminal.feed(data[:10_000])
    gc.collect()
    before = resident_bytes(os.getpid())
    for at in range(0, len(data), piece):
        terminal.feed(data[at : at + piece])
    gc.collect()
    return resident_bytes(os.getpid()) - before


def weigh_pyte(data: bytes, columns: int, rows: int) -> int:
    screen = pyte.HistoryScreen(columns, rows, history=HISTORY_LINES)
    stream = pyte.ByteStream(screen)
    stream.feed(data[:10_000])
    gc.collect()
    before = resident_bytes(os.getpid())
    stream.feed(data)
    gc.collect()
    return resident_bytes(os.getpid()) - before


def in_fresh_process(work: Callable[..., int], *arguments: object) -> int:
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def compare_memory(columns: int, rows: int, quick: bool) -> None:
    if not Path("/proc/self/statm").exists():
        return
    lines = HISTORY_LINES + rows
    text = "".join(f"{n:08} {'x' * (columns - 10)}\r\n" for n in range(lines)).encode()
    share = 10 if quick else 1  # of what stock pyte is weighed by
    part = text[: len(text) // share]
    results = {
        "ours, parsed": in_fresh_process(weigh_ours, text, columns, rows, 1000),
        "ours, a flood": in_fresh_process(weigh_ours, text, columns, rows, CHUNK),
        "pyte.HistoryScreen": in_fresh_process(weigh_pyte, part, columns, rows) * share,
    }
    with running_tmux(columns, rows) as tmux, in_file(text) as path:
        if tmux:
            results["tmux"] = tmux.weigh(path)
    print(f"\nmemory of {HISTORY_LINES:,} lines of {columns} columns, MB")
    for name, size in results.items():
        print(f"{name:26}{size / MEGABYTE:8.2f}")


# --- search --------------------------------------------------------------------------------------


def time_search() -> None:
    terminal = Terminal(80, 24, history_lines=100_000)
    terminal.feed(coloured_lines(12 * MEGABYTE))
    print("\nsearch for what is not there, milliseconds")
    start = time.process_time()
    lines = terminal.contents()
    spent = time.process_time() - start
    print(f"{'reading the history':26}{spent * 1000:8.0f}   ({len(lines):,} coloured lines)")
    for name, query in {
        "literal": Query("not there"),
        "literal, with capitals": Query("NOT there"),
        "regular expression": Query("not|there", regex=True),
    }.items():
        start = time.process_time()
        assert find_forward(lines, query, Place(0, 0)) is None
        print(f"{name:26}{(time.process_time() - start) * 1000:8.0f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the bytes, one run each")
    parser.add_argument("--size", default="200x50", help="of the emulated screen (200x50)")
    arguments = parser.parse_args()
    columns, rows = map(int, arguments.size.split("x"))
    workloads = make_workloads(0.1 if arguments.quick else 1, columns, rows)
    compare_speeds(workloads, columns, rows, runs=1 if arguments.quick else 3)
    compare_memory(80, 24, arguments.quick)
    time_search()
    return 0


if __name__ == "__main__":
    sys.exit(main())
