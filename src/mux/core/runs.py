"""Commands as text and back."""

import shlex

from mux.core.layout import SHELL, EditFile, Placeholder, Run, RunCommand, Shell

SHELL_SYNTAX = frozenset("|&;<>()$`*?[]{}~#!\n")  # what only a shell can make sense of


def describe_run(run: Run) -> str:
    """What a pane runs, in one line for people; empty for a plain shell."""
    match run:
        case Shell():
            return ""
        case RunCommand(argv, text):
            return text or shlex.join(argv)
        case EditFile(path, line):
            return shlex.join(("edit", *(() if line is None else (f"+{line}",)), path))
        case Placeholder(location):
            return location


def parse_edit(text: str) -> EditFile | None:
    """The inverse of `describe_run` for an editor: `edit +7 notes.md`; None for anything else."""
    try:
        words = shlex.split(text)
    except ValueError:
        return None
    match words:
        case ["edit", path]:
            return EditFile(path)
        case ["edit", place, path] if place[:1] == "+" and place[1:].isdecimal():
            return EditFile(path, int(place[1:]))
    return None


def parse_run(text: str) -> Run:
    """The run that a line of text stands for; a blank line is the shell.

    Words are split as a POSIX shell splits them; a line that needs a shell is given to `sh -c`
    whole. `text` keeps the line as it was typed.
    """
    line = text.strip()
    if not line:
        return SHELL
    try:
        words = tuple(shlex.split(line))
    except ValueError:  # an open quote: only a shell can tell what is wrong with it
        words = ()
    if not words or SHELL_SYNTAX & set(line) or "=" in words[0]:
        return RunCommand(("sh", "-c", line), line)
    return RunCommand(words, line)
