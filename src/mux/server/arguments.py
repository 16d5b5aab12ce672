"""The server's command line: spoken by the launcher and the keeper only."""

import argparse
from pathlib import Path

from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class ServerArguments:
    session: str
    runtime_dir: Path
    sessions_dir: Path
    cwd: str
    size: tuple[int, int]
    layout: str
    trust: bool
    resurrect: bool
    generation: str
    force_run_commands: bool
    yes_really: bool
    recover: bool
    ready_fd: int
    keeper_fd: int
    program: tuple[str, ...]


def parse_arguments(argv: list[str]) -> ServerArguments:
    parser = argparse.ArgumentParser(prog="mux.server", allow_abbrev=False)
    parser.add_argument("--session", required=True)
    parser.add_argument("--runtime-dir", required=True, type=Path)
    parser.add_argument("--sessions-dir", required=True, type=Path)
    parser.add_argument("--cwd", required=True)
    parser.add_argument("--size", required=True, type=_size)
    parser.add_argument("--layout", default="")
    parser.add_argument("--trust", action="store_true")
    parser.add_argument("--resurrect", action="store_true")
    parser.add_argument("--generation", default="")
    parser.add_argument("--force-run-commands", action="store_true")
    parser.add_argument("--yes-really", action="store_true")
    parser.add_argument("--recover", action="store_true")
    parser.add_argument("--ready-fd", type=int, default=-1)
    parser.add_argument("--keeper-fd", type=int, required=True)
    parser.add_argument("program", nargs="*")
    values = vars(parser.parse_args(argv))
    values["program"] = tuple(values["program"])
    return ServerArguments(**values)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)
