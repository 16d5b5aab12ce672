"""The question before a layout from outside is started: it says what the layout would run."""

import os
import sys

from mux.cli.errors import CommandLineError
from mux.cli.folders import current_folder
from mux.cli.layouts import read_layout

QUESTION = "Run it? y: yes, and remember it · w: wait for ENTER · n: no [n] "


def ask_trust(name: str) -> None:
    """Asks about a layout from outside, once for its content. The server looks for the answer, and
    where it finds none, lets the commands wait for ENTER.

    Raises CommandLineError where the user does not want the layout at all.
    """
    from mux.config.layout_file import parse_layout
    from mux.config.layout_trust import approve, is_approved, list_runs

    found = read_layout(name)
    if is_approved(found):
        return
    reading = parse_layout(found.text, str(found.path), cwd=current_folder())
    # What is wrong with it, the server says.
    runs = list_runs(reading.layout, reading.config) if reading.layout else []
    if not runs:
        return
    print(f"mux: the layout {found.path} {found.doubt}.", file=sys.stderr)
    if not (os.isatty(0) and os.isatty(2)):
        print("mux: its commands wait for ENTER; --trust runs them", file=sys.stderr)
        return
    print("It would", *(f"  {line}" for line in runs), sep="\n", file=sys.stderr)
    answer = _ask()
    if answer.startswith("y"):
        approve(found)
    elif not answer.startswith("w"):
        raise CommandLineError("the layout was not started")


def _ask() -> str:
    print(QUESTION, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower()
