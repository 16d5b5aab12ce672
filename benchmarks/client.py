"""mux beside tmux and the bare pty: start, echo, echo beside floods, floods, idle cost, memory.

    python benchmarks/client.py [--quick] [--only WORD,…] [--without tmux,…] [--cpu N]

Every figure is measured from outside, in a pty of 200x50 cells, in one program after the other;
each row is printed as soon as it is known. Read the ratios, for the machine's speed drifts.
`--only` takes words that the wanted rows hold; `--cpu` keeps everything on one core.
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
KEYS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PROGRAMS = ("mux", "tmux", "pty")
SESSION = "bench"
RESURRECTED = 20  # panes


class Place:
    """One program, in folders of its own, by which its processes are found."""

    def __init__(self, program: str) -> None:
        self.program = program
        self._folder = tempfile.TemporaryDirectory(prefix=f"b{program[0]}")
        home = Path(self._folder.name)
        for name in ("run", "cache", "config", "state"):
            (home / name).mkdir(mode=0o700)
        (home / ".bashrc").write_text(f"PS1='{PROMPT.decode()} '\nunset HISTFILE\n")
        (home / ".bash_profile").write_text(". ~/.bashrc\n")  # tmux starts login shells
        self.home = str(home)
        self.environment = {
            "HOME": self.home,
            "PATH": os.environ["PATH"],
            "SHELL": "/bin/bash",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TMUX_TMPDIR": self.home,
            "XDG_RUNTIME_DIR": f"{self.home}/run",
            "XDG_CACHE_HOME": f"{self.home}/cache",
            "XDG_CONFIG_HOME": f"{self.home}/config",
            "XDG_STATE_HOME": f"{self.home}/state",
        }

    def start(self) -> Outer:
        commands = {
            "mux": mux("new-session", "-s", SESSION),
            "tmux": ["tmux", "-f", "/dev/null", "new-session", "-s", SESSION],
            "pty": ["bash", "-i"],
        }
        return self._open(commands[self.program])

    def attach(self) -> Outer:
        commands = {"mux": mux("attach", SESSION), "tmux": ["tmux", "attach", "-t", SESSION]}
        return self._open(commands[self.program])

    def _open(self, command: list[str]) -> Outer:
        return Outer(command, self.environment, self.home)

    def run(self, command: list[str]) -> None:
        subprocess.run(
            command, env=self.environment, check=False, capture_output=True, timeout=20, cwd="/"
        )

    def end_session(self, *, saved: bool = False) -> None:
        """`saved`: it can be brought back."""
        if self.program == "mux":
            self.run(mux("kill-all-sessions", "-y"))
            if not saved:
                shutil.rmtree(f"{self.home}/cache/mux/sessions", ignore_errors=True)
        elif self.program == "tmux":
            self.run(["tmux", "kill-server"])
        end = time.perf_counter() + 5
        while processes(self) and time.perf_counter() < end:
            time.sleep(0.01)

    def stop(self, outer: Outer) -> None:
        outer.close()
        self.end_session()


def mux(*arguments: str) -> list[str]:
    """As `pip` installs it: the script beside this python."""
    return [str(Path(sys.executable).with_name("mux")), *arguments]


# --- start ----------------------------------------------------------------------------------------


def measure_start(place: Place, runs: int) -> float:
    """Milliseconds from exec to the prompt on the outer terminal, the median."""
    times = []
    for _ in range(runs):
        outer = place.start()
        outer.read_until(PROMPT)
        times.append(time.perf_counter() - outer.started)
        outer.drain(0.1)
        place.stop(outer)
    return 1000 * statistics.median(times)


def measure_attach(place: Place, runs: int) -> float:
    """The same for `attach` to a session that runs."""
    outer = place.start()
    outer.read_until(PROMPT)
    outer.drain(0.1)
    times = []
    for _ in range(runs):
        outer.close()
        outer = place.attach()
        outer.read_until(PROMPT)
        times.append(time.perf_counter() - outer.started)
        outer.drain(0.1)
    place.stop(outer)
    return 1000 * statistics.median(times)


def measure_resurrection(place: Place, runs: int) -> float:
    """The same for a saved session of many tiled panes: until the last of them is painted."""
    marks = [f"pane-{number}-stood-here" for number in range(RESURRECTED)]
    panes = "".join(f'pane command="sh" {{ args "-c" "echo {mark}; cat"; }}\n' for mark in marks)
    rows = "".join(
        'pane split_direction="vertical" {\n' + "\n".join(panes.split("\n")[n : n + 4]) + "\n}\n"
        for n in range(0, RESURRECTED, 4)
    )
    layout = Path(place.home) / "many.kdl"
    layout.write_text(f"layout {{\n{rows}}}\n")
    times = []
    for _ in range(runs):
        place.run(mux("new-session", "-d", "-s", SESSION, "--layout", str(layout)))
        outer = place.attach()
        wait_for_all(outer, marks)
        outer.drain(1.2)
        outer.close()
        place.end_session(saved=True)
        outer = place.attach()
        wait_for_all(outer, marks)
        times.append(time.perf_counter() - outer.started)
        outer.drain(0.1)
        place.stop(outer)
    return 1000 * statistics.median(times)


def wait_for_all(outer: Outer, marks: list[str]) -> None:
    missing = {mark.encode() for mark in marks}
    seen = b""
    end = time.perf_counter() + 20
    while missing:
        seen += outer.read(0.05)
        missing = {mark for mark in missing if mark not in seen}
        if time.perf_counter() > end:
            raise TimeoutError(f"never painted: {sorted(missing)}")


def measure_command(place: Place, command: list[str], runs: int) -> float:
    """Milliseconds that a command takes, the median."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        place.run(command)
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


# --- keys -----------------------------------------------------------------------------------------


def measure_echo(outer: Outer, rounds: int, pause: float) -> tuple[float, float]:
    """Milliseconds from a key to its echo, p50 and p99: `cat` echoes through the tty.

    Capitals, each once in a line: nothing else that is shown holds them.
    """
    outer.write(b"cat > /dev/null\r")
    outer.watch(0.3)
    times = []
    for _ in range(rounds):
        for key in KEYS:
            start = time.perf_counter()
            outer.write(bytes([key]))
            outer.read_until(bytes([key]))
            times.append(time.perf_counter() - start)
            outer.watch(pause)
        outer.write(b"\r")
        outer.watch(0.1)
    outer.write(b"\x03")
    outer.watch(0.2)
    times.sort()
    return 1000 * statistics.median(times), 1000 * times[int(len(times) * 0.99)]


def start_floods(outer: Outer) -> None:
    """Three panes print as fast as they can beside the one that gets the keys."""
    for _ in range(3):
        outer.write(PREFIX + b'"')
        outer.watch(0.7)
        outer.write(b"while :; do seq 1 20000; done\r")
        outer.watch(0.4)
        outer.write(PREFIX + b"\x1b[A")
        outer.watch(0.4)


# --- floods ---------------------------------------------------------------------------------------


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
    kinds = {"plain": plain, "coloured": coloured, "utf8": utf8, "2-byte lines": "y\n" * 500_000}
    paths = {}
    for name, text in {**kinds, "cells": cells}.items():
        raw = text.encode()
        wanted = size // 4 if name == "cells" else size
        path = Path(folder) / f"flood-{name.replace(' ', '-')}"
        path.write_bytes((raw * (wanted // len(raw) + 1))[:wanted].rpartition(b"\n")[0] + b"\n")
        if name == "cells":
            path.write_bytes((raw * (wanted // len(raw) + 1))[:wanted])
        paths[name] = str(path)
    return paths


def measure_flood(outer: Outer, home: str, path: str) -> float:
    """Seconds for `cat FILE` to end inside the pane, as the shell's own clock tells."""
    outer.drain(0.1)
    mark = b"took-%d" % int(time.time() * 1000)
    line = b"s=$EPOCHREALTIME; cat %s; e=$EPOCHREALTIME; clear; echo $s $e > %s/t; echo %s''-end\r"
    outer.write(line % (path.encode(), home.encode(), mark))
    outer.read_until(mark + b"-end", 60)
    start, end = (Path(home) / "t").read_text().split()
    return float(end) - float(start)


# --- what it costs --------------------------------------------------------------------------------


def processes(place: Place) -> list[Path]:
    """All that live in its folder, but for the shells."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                ours = f"HOME={place.home}".encode() in (entry / "environ").read_bytes()
                if ours and b"mux" in (entry / "cmdline").read_bytes():
                    found.append(entry)
            except OSError:
                continue
    return found


def cpu_seconds(place: Place) -> float:
    """Processor time so far of the program's processes."""
    total = 0
    for process in processes(place):
        for task in process.glob("task/*/schedstat"):
            total += int(task.read_text().split()[0])
    return total / 1e9


def memory_megabytes(place: Place) -> float:
    """Proportional set size of all the program's processes."""
    total = 0
    for process in processes(place):
        rollup = (process / "smaps_rollup").read_text()
        total += int(rollup.partition("Pss:")[2].split()[0])
    return total / 1024


def measure_idle(place: Place, outer: Outer, seconds: float) -> float:
    """Percent of a core while nothing happens; the seconds after the start do not count."""
    outer.watch(3.5)
    before, start = cpu_seconds(place), time.perf_counter()
    outer.watch(seconds)
    return 100 * (cpu_seconds(place) - before) / (time.perf_counter() - start)


# --- rows -----------------------------------------------------------------------------------------


class Table:
    """Prints each row as soon as it is measured; a program that fails shows `failed`."""

    def __init__(self, programs: list[str], only: list[str]) -> None:
        self._programs = programs
        self._only = only
        print(f"{'':34}" + "".join(f"{p:>12}" for p in programs) + f"{'mux/tmux':>12}")

    def wants(self, *names: str) -> bool:
        return not self._only or any(word in name for word in self._only for name in names)

    def add(self, names: tuple[str, ...], measure: dict[str, Callable[[], object]]) -> None:
        """Figures by program; `measure` returns as many as there are names."""
        if not self.wants(*names):
            return
        figures: dict[str, tuple[float, ...]] = {}
        for program, run in measure.items():
            try:
                value = run()
            except (TimeoutError, subprocess.TimeoutExpired) as error:
                print(f"{program}: {names[0]}: {str(error)[:600]}", file=sys.stderr)
                continue
            figures[program] = value if isinstance(value, tuple) else (value,)
        for index, name in enumerate(names):
            cells = ""
            for program in self._programs:
                shown = f"{figures[program][index]:.3f}" if program in figures else ""
                cells += f"{shown or ('failed' if program in measure else '-'):>12}"
            ratio = ""
            if "mux" in figures and "tmux" in figures and figures["tmux"][index]:
                ratio = f"{figures['mux'][index] / figures['tmux'][index]:12.2f}"
            print(f"{name:34}{cells}{ratio}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs, smaller files")
    parser.add_argument("--only", default="", help="words of rows, with commas between them")
    parser.add_argument("--without", default="", help="programs to leave out")
    parser.add_argument("--cpu", type=int, help="keep to this core")
    arguments = parser.parse_args()
    if arguments.cpu is not None:
        os.sched_setaffinity(0, {arguments.cpu})
    left_out = arguments.without.split(",")
    programs = [p for p in PROGRAMS if p not in left_out and (p != "tmux" or shutil.which(p))]
    places = {program: Place(program) for program in programs}
    table = Table(programs, [word for word in arguments.only.split(",") if word])
    measure_starts(table, places, 3 if arguments.quick else 7)
    measure_running(table, places, arguments.quick)


def measure_starts(table: Table, places: dict[str, Place], runs: int) -> None:
    attachable = {p: place for p, place in places.items() if p != "pty"}
    table.add(
        ("start to prompt, ms",), {p: lambda e=e: measure_start(e, runs) for p, e in places.items()}
    )
    table.add(
        ("attach to prompt, ms",),
        {p: lambda e=e: measure_attach(e, runs) for p, e in attachable.items()},
    )
    if "mux" not in places:
        return
    place = places["mux"]
    table.add(
        (f"resurrect {RESURRECTED} panes, ms",),
        {"mux": lambda: measure_resurrection(place, max(1, runs // 2))},
    )
    bare = [sys.executable, "-c", "pass"]
    table.add(("python -c pass, ms",), {"mux": lambda: measure_command(place, bare, 3 * runs)})
    for words in (("ls",), ("--help",), ("action", "--help")):
        name = f"mux {' '.join(words)}, ms"
        table.add((name,), {"mux": lambda w=words: measure_command(place, mux(*w), 3 * runs)})


def measure_running(table: Table, places: dict[str, Place], quick: bool) -> None:
    """One session of each stays up; all but the measured one are idle."""
    floods = make_floods(next(iter(places.values())).home, 4 if quick else 20)
    outers = {program: place.start() for program, place in places.items()}
    sessions = {p: o for p, o in outers.items() if p != "pty"}
    rounds = 4 if quick else 15
    try:
        for outer in outers.values():
            outer.read_until(PROMPT)
            outer.drain()
        table.add(
            ("key to echo, p50, ms", "key to echo, p99, ms"),
            {p: lambda o=o: measure_echo(o, rounds, 0.01) for p, o in outers.items()},
        )
        table.add(
            ("memory, whole session, MB",),
            {p: lambda p=p: memory_megabytes(places[p]) for p in sessions},
        )
        table.add(
            ("idle, % of a core",),
            {
                p: lambda p=p, o=o: measure_idle(places[p], o, 5 if quick else 15)
                for p, o in sessions.items()
            },
        )
        for name, path in floods.items():
            table.add(
                (f"flood {name}, s",),
                {
                    p: lambda p=p, o=o, path=path: measure_flood(o, places[p].home, path)
                    for p, o in outers.items()
                },
            )
        for program, outer in sessions.items():
            if program in outers and table.wants("echo beside three floods"):
                measure_beside(table, program, places[program], outer, rounds)
    finally:
        for program, outer in outers.items():
            places[program].stop(outer)


def measure_beside(table: Table, program: str, place: Place, outer: Outer, rounds: int) -> None:
    """A row for each program: the floods of one must not run beside the other."""
    start_floods(outer)
    name = f"echo beside three floods, {program}"
    table.add(
        (f"{name}, p50, ms", f"{name}, p99, ms"),
        {program: lambda: measure_echo(outer, max(2, rounds // 2), 0.02)},
    )
    place.end_session()


if __name__ == "__main__":
    main()
