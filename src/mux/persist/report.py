"""How the last restore of a session went: one small file beside it, `report.kdl`.

write_report(folder, report)      raises StoreError
read_report(folder) -> RestoreReport | None
make_report(session, plan, now) -> RestoreReport
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mux.core.layout import EditFile, PaneLayout, RunCommand
from mux.core.model import Level
from mux.kdl.errors import KdlError
from mux.kdl.node import Document, Entry, Node, Scalar
from mux.kdl.reader import read_kdl
from mux.kdl.writer import write_kdl
from mux.persist.errors import StoreError
from mux.persist.files import read_own, replace_whole
from mux.persist.names import REPORT_FILE
from mux.persist.restore import RestorePlan


class PaneReport(NamedTuple):
    """`saved_at`: of its contents, in seconds since the epoch; 0 = there were none."""

    tab: int  # from 1, as users count
    title: str
    level: Level
    saved_at: float = 0.0
    problems: tuple[str, ...] = ()


class RestoreReport(NamedTuple):
    """Times are in seconds since the epoch; `generation` is empty for the last snapshot."""

    session: str
    at: float
    saved_at: float = 0.0
    generation: str = ""
    panes: tuple[PaneReport, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Level, int]:
        """How many panes came back at each level, the best level first."""
        counted = Counter(pane.level for pane in self.panes)
        return {level: counted[level] for level in Level if counted[level]}

    @property
    def whole(self) -> bool:
        return not self.problems and not any(pane.problems for pane in self.panes)


def make_report(session: str, plan: RestorePlan, now: float) -> RestoreReport:
    panes = tuple(
        PaneReport(
            planned.tab + 1,
            _title(planned.pane),
            planned.level,
            planned.contents.saved_at,
            planned.problems,
        )
        for planned in plan.panes
    )
    return RestoreReport(session, now, plan.saved_at, plan.generation, panes, plan.problems)


def write_report(folder: Path, report: RestoreReport) -> None:
    try:
        replace_whole(folder / REPORT_FILE, format_report(report).encode())
    except OSError as error:
        raise StoreError.from_os(error, folder / REPORT_FILE) from None


def read_report(folder: Path) -> RestoreReport | None:
    """None if there is none that can be read."""
    try:
        return parse_report(read_own(folder / REPORT_FILE).decode("utf-8", "replace"))
    except (OSError, StoreError, KdlError, ValueError):
        return None


def format_report(report: RestoreReport) -> str:
    return write_kdl(
        Document(
            (
                _node(
                    "restored",
                    [report.session],
                    {
                        "at": report.at,
                        "saved_at": report.saved_at,
                        "generation": report.generation,
                    },
                    report.problems,
                ),
                *(
                    _node(
                        "pane",
                        [pane.title],
                        {"tab": pane.tab, "level": str(pane.level), "saved_at": pane.saved_at},
                        pane.problems,
                    )
                    for pane in report.panes
                ),
            )
        )
    )


def parse_report(text: str) -> RestoreReport:
    """Raises KdlError, or ValueError for what is no report."""
    head, *rest = read_kdl(text).nodes or (Node(""),)
    if head.name != "restored":
        raise ValueError("not a report of a restore")
    panes = tuple(
        PaneReport(
            int(_number(node, "tab")),
            _title_of(node),
            Level(_word(node, "level")),
            _number(node, "saved_at"),
            _problems(node),
        )
        for node in rest
    )
    return RestoreReport(
        _title_of(head),
        _number(head, "at"),
        _number(head, "saved_at"),
        _word(head, "generation"),
        panes,
        _problems(head),
    )


def _title(pane: PaneLayout) -> str:
    if pane.name:
        return pane.name
    if isinstance(pane.run, RunCommand):
        return pane.run.text or " ".join(pane.run.argv)
    return pane.run.path if isinstance(pane.run, EditFile) else "shell"


def _node(
    name: str, arguments: Iterable[Scalar], properties: dict[str, Scalar], problems: Iterable[str]
) -> Node:
    entries = [Entry(argument) for argument in arguments]
    entries += [Entry(value, key) for key, value in properties.items()]
    return Node(name, tuple(entries), tuple(Node("problem", (Entry(p),)) for p in problems))


def _title_of(node: Node) -> str:
    return str(node.arguments[0].value) if node.arguments else ""


def _word(node: Node, key: str) -> str:
    entry = node.properties.get(key)
    return str(entry.value) if entry else ""


def _number(node: Node, key: str) -> float:
    entry = node.properties.get(key)
    value = entry.value if entry else 0
    if not isinstance(value, int | float):
        raise ValueError(f"{key} is not a number")
    return float(value)


def _problems(node: Node) -> tuple[str, ...]:
    return tuple(_title_of(child) for child in node.children if child.name == "problem")
