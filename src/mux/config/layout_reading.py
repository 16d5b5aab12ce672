"""What one reading of a layout file knows: its surroundings, its templates and its mistakes."""

import os
from collections.abc import Mapping

from mux.config.layout_problems import Problem, Severity
from mux.dataclass import dataclass, field
from mux.kdl.node import Entry, Node

MOST_PANES = 1000  # templates that use templates multiply; beyond this it is a mistake
DEEPEST = 50  # panes within panes


class LayoutTooLargeError(Exception):
    """The layout describes more panes than any screen can show."""


@dataclass(slots=True)
class Reading:
    """Mistakes are kept once each, however often the template that holds them is used.

    `cwd` is what relative directories are relative to; where it is empty they stay relative.
    `folder` is the same for contents files.
    """

    path: str = ""
    home: str = ""
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: str = ""
    folder: str = ""
    most_panes: int = MOST_PANES
    deepest: int = DEEPEST
    pane_templates: dict[str, Node] = field(default_factory=dict)
    tab_templates: dict[str, Node] = field(default_factory=dict)
    default_tab: Node | None = None
    problems: dict[Problem, None] = field(default_factory=dict)
    panes: int = 0

    def blame(
        self,
        place: Node | Entry,
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Notes a mistake at a node's name, or at the whole of an argument or property."""
        line, column = place.source.place(place.start)
        length = max(1, place.end - place.start)
        self.problems[Problem(line, column, message, hint, severity, self.path, length)] = None

    def blame_value(
        self,
        entry: Entry,
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Notes a mistake at the value of an entry, its name left out."""
        line, column = entry.source.place(entry.value_start)
        length = max(1, entry.end - entry.value_start)
        self.problems[Problem(line, column, message, hint, severity, self.path, length)] = None

    def warn(self, place: Node | Entry, message: str, hint: str = "") -> None:
        self.blame(place, message, hint, Severity.WARNING)

    def note(self, message: str) -> None:
        """A warning about the file as a whole."""
        problem = Problem(1, 1, message, severity=Severity.WARNING, path=self.path)
        self.problems[problem] = None

    def count_pane(self, node: Node, depth: int) -> None:
        """Raises LayoutTooLargeError where the layout has no end in sight."""
        self.panes += 1
        if self.panes > self.most_panes:
            self.blame(node, f"there are more than {self.most_panes} panes by here", "use fewer")
        elif depth > self.deepest:
            self.blame(node, f"panes lie more than {self.deepest} deep here", "nest them less")
        else:
            return
        raise LayoutTooLargeError

    def sorted_problems(self) -> list[Problem]:
        return sorted(
            self.problems, key=lambda problem: (problem.path, problem.line, problem.column)
        )

    def has_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def join_directory(base: str, directory: str) -> str:
    """`directory` as seen from `base`; an absolute one stands for itself."""
    if not directory or directory.startswith("/"):
        return directory or base
    return os.path.normpath(os.path.join(base, directory))
