"""What it costs to save a session, and how soon one is back.

    python benchmarks/persistence.py [--quick]

- A snapshot of 50 panes of 10,000 lines each (`--quick`: 10 of 2,000): taken from the emulators,
  written until all of it is on the disk; with ten new lines in each; with nothing changed.
- Bytes that an idle session writes in a minute (`--quick`: in ten seconds): what its processes hand
  to the kernel for files (write_bytes of /proc/PID/io, Linux).
- From kill -9 of a server until the client's screen shows again what a program goes on printing;
  beside it, how long a bare interpreter takes to load the server's modules.
- From `mux attach` of an exited session of 20 panes until all are painted.

The last three run the real program in a pty of its own.
"""

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from outer import ESCAPES, PATIENCE, Outer

from mux.persist.store import SessionStore
from mux.term.terminal import Terminal

RUNS = 5
PROMPT = b"$"
TICKS = b"i=0; while :; do i=$((i+1)); echo tick-$i.; sleep 0.01; done\r"


def best_of(times: list[float]) -> str:
    return f"{1000 * min(times):.0f} ms (median {1000 * statistics.median(times):.0f})"


# --- snapshots ------------------------------------------------------------------------------------


def measure_snapshots(panes: int, lines: int, runs: int) -> None:
    terminals = [fill_terminal(lines) for _ in range(panes)]
    first: list[float] = []
    taking: list[float] = []
    idle: list[float] = []
    later: list[float] = []
    folder = Path(tempfile.mkdtemp(prefix="mux-bench-", dir=os.environ.get("TMPDIR", "/var/tmp")))
    try:
        for run in range(runs):
            store = SessionStore(folder / str(run), validate=lambda _: None)
            start = time.perf_counter()
            contents = [terminal.contents(None) for terminal in terminals]
            taking.append(time.perf_counter() - start)
            first.append(measure(lambda s=store, c=contents: save(s, c, "first")))
            size = written(folder / str(run))
            idle.append(measure(lambda s=store, c=contents: save(s, c, "first")))
            assert written(folder / str(run)) == size
            new = [[*kept[10:], *(f"new line {n}" for n in range(10))] for kept in contents]
            later.append(measure(lambda s=store, c=new: save(s, c, "later")))
            grown = written(folder / str(run)) - size
    finally:
        shutil.rmtree(folder)
    print(f"snapshot of {panes} panes of {lines:,} lines, {size / 1e6:.1f} MB")
    print(f"  taken from the emulators   {best_of(taking)}, a pane a turn")
    print(f"  written, everything dirty  {best_of(first)}")
    print(f"  ten new lines in each      {best_of(later)}, {grown / 1e3:.0f} kB")
    print(f"  nothing dirty              {best_of(idle)}, 0 bytes")


def fill_terminal(lines: int) -> Terminal:
    terminal = Terminal(100, 30, history_lines=lines)
    text = "the quick brown fox jumps over the lazy dog"
    fed = (f"\x1b[32mline {n:06d}\x1b[m {text}, {n * 7919}\r\n" for n in range(lines))
    terminal.feed("".join(fed).encode())
    return terminal


def save(store: SessionStore, contents: list[list[str]], text: str) -> None:
    for pane, lines in enumerate(contents, 1):
        store.contents.save(pane, lines, {}, 1e9)
    store.save(text, 1e9)


def written(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.ansi"))


def measure(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


# --- the real program -----------------------------------------------------------------------------


class World:
    """Folders of its own, and the sessions in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = dict(os.environ) | {
            "HOME": str(folder),
            "SHELL": "/bin/sh",
            "PS1": "$ ",
            "TERM": "xterm-256color",
            "MUX_RUNTIME_DIR": str(folder / "run"),
            "MUX_CACHE_DIR": str(folder / "cache"),
            "MUX_CONFIG_DIR": str(folder / "config"),
            "MUX_STATE_DIR": str(folder / "state"),
        }
        self.environment.pop("MUX", None)
        (folder / "run").mkdir(mode=0o700)

    def run(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "mux", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, check=False)
        return done.stdout.decode()

    def start(self, *arguments: str) -> Outer:
        command = [sys.executable, "-m", "mux", *arguments]
        return Outer(command, self.environment, str(self.folder))

    def processes(self, word: str) -> list[int]:
        """Those that run in this world."""
        mark = f"MUX_CACHE_DIR={self.folder / 'cache'}".encode()
        found: list[int] = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                command = (entry / "cmdline").read_bytes().split(b"\0")
                if word.encode() in command and mark in (entry / "environ").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def server(self) -> int:
        """The server itself; its keeper's command line holds the same words."""
        return next(
            p for p in self.processes("mux.server") if p not in self.processes("mux.keeper")
        )


@contextmanager
def open_world() -> Iterator[World]:
    with tempfile.TemporaryDirectory(prefix="mxb") as name:
        world = World(Path(name))
        try:
            yield world
        finally:
            world.run("kill-all-sessions", "-y")


def measure_idle(seconds: float) -> None:
    with open_world() as world:
        world.run("new", "-d", "-s", "idle")
        client = world.start("attach", "idle")
        client.read_until(PROMPT)
        time.sleep(3)  # the first saves
        processes = [*world.processes("mux.server"), client.process.pid]
        before = sum(map(bytes_written, processes))
        time.sleep(seconds)
        grown = sum(map(bytes_written, processes)) - before
        client.close()
    print(f"idle session with a client: {grown * 60 / seconds:.0f} bytes a minute")


def bytes_written(process: int) -> int:
    for line in Path(f"/proc/{process}/io").read_text().splitlines():
        name, _, value = line.partition(": ")
        if name == "write_bytes":
            return int(value)
    return 0


def measure_crash(runs: int) -> None:
    times: list[float] = []
    with open_world() as world:
        world.run("new", "-d", "-s", "crash")
        client = world.start("attach", "crash")
        client.read_until(PROMPT)
        for run in range(runs):
            client.write(TICKS)
            client.read_until(b"tick-9.")
            start = time.perf_counter()
            os.kill(world.server(), signal.SIGKILL)
            client.read_until(b"reconnecting")
            client.read_until(b"tick-")
            times.append(time.perf_counter() - start)
            client.write(b"\x03clear\r")
            if run % 3 == 2:  # a keeper gives up after three deaths in a minute
                world.run("kill-session", "crash")
                client.close()
                client = world.start("attach", "crash")
                client.read_until(PROMPT)
        client.close()
    command = [sys.executable, "-P", "-c", "import mux.server.main"]
    bare = [measure(lambda: subprocess.run(command, check=True)) for _ in range(runs)]
    print(f"kill -9 of the server to what is printed after it: {best_of(times)}")
    print(f"  an interpreter with the server's modules starts in {best_of(bare)}")


def measure_resurrection(panes: int, runs: int) -> None:
    times: list[float] = []
    with open_world() as world:
        layout = world.folder / "many.kdl"
        rows = panes // 4
        column = "pane { " + "; ".join(["pane"] * rows) + " }"
        layout.write_text(
            'layout { tab { pane split_direction="vertical" { '
            + " ; ".join([column] * 4)
            + " } } }\n"
        )
        world.run("new", "-d", "-s", "many", "--layout", str(layout))
        for _ in range(runs):
            for pane in range(1, panes + 1):
                # Further down, where no toast covers it.
                text = f"clear; printf '\\n\\n\\n\\n%s\\n' pane-{pane}-$((6*7))\n"
                world.run("action", "write-chars", text, "--pane", str(pane))
            time.sleep(2)
            world.run("kill-session", "many")
            start = time.perf_counter()
            client = world.start("attach", "many")
            read_all(client, {f"pane-{pane}-42".encode() for pane in range(1, panes + 1)})
            times.append(time.perf_counter() - start)
            client.close()
    print(f"an exited session of {panes} panes, attach to all painted: {best_of(times)}")


def read_all(client: Outer, wanted: set[bytes]) -> None:
    seen = b""
    deadline = time.perf_counter() + PATIENCE
    while any(text not in seen for text in wanted):
        seen = ESCAPES.sub(b"", seen + client.read(0.05))
        if time.perf_counter() > deadline:
            raise TimeoutError(f"not all of it came: {seen[-500:]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description="What saving costs, and how soon all is back.")
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    runs = 2 if quick else RUNS
    measure_snapshots(*((10, 2_000) if quick else (50, 10_000)), runs)
    measure_crash(runs)
    measure_resurrection(20, runs)
    measure_idle(10 if quick else 60)


if __name__ == "__main__":
    main()
