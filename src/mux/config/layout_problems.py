"""Mistakes in a layout file: collected rather than raised, so that all can be told at once."""

from enum import StrEnum

from mux.config.errors import ConfigError
from mux.config.paths import printable
from mux.dataclass import dataclass

LONGEST_PART = 120  # characters shown of a line before the mistake, in it, and behind it


class Severity(StrEnum):
    ERROR = "error"  # the layout can't be used
    WARNING = "warning"  # it can; something in it has no effect


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. Line and column count from 1; `length` is how many characters are wrong."""

    line: int
    column: int
    message: str
    hint: str = ""  # what would be right
    severity: Severity = Severity.ERROR
    path: str = ""
    length: int = 1

    @property
    def text(self) -> str:
        """What is wrong; what would be right."""
        return f"{self.message}; {self.hint}" if self.hint else self.message

    def as_error(self) -> ConfigError:
        return ConfigError(self.text, self.path, self.line, self.column)


def render_problem(problem: Problem, text: str) -> str:
    """`file:line:column: what is wrong; what would be right`, the line, and a caret under it.

    `text` is that of the file the problem is in. The result is safe to print.
    """
    mark = "warning: " if problem.severity is Severity.WARNING else ""
    where = f"{problem.path}:" if problem.path else ""
    head = f"{where}{problem.line}:{problem.column}: {mark}{problem.text}"
    lines = text.split("\n")
    if not 0 < problem.line <= len(lines):
        return printable(head)
    line = lines[problem.line - 1].rstrip("\r")
    place = problem.column - 1
    before = _cut_left(shown(line[:place]))
    marked = _cut_right(shown(line[place:][: problem.length]))
    behind = _cut_right(shown(line[place + problem.length :]))
    number = str(problem.line)
    caret = " " * len(before) + "^" + "~" * (len(marked) - 1)
    return "\n".join(
        (
            printable(head),
            f"  {number} │ {before}{marked}{behind}",
            f"  {' ' * len(number)} │ {caret}",
        )
    )


def shown(text: str) -> str:
    return printable(text.replace("\t", "    "))


def _cut_left(text: str) -> str:
    return text if len(text) <= LONGEST_PART else "…" + text[1 - LONGEST_PART :]


def _cut_right(text: str) -> str:
    return text if len(text) <= LONGEST_PART else text[: LONGEST_PART - 1] + "…"
