"""Layouts from outside: what they would run, and whether the user has said that they may.

A layout comes from outside where somebody else could have written it: the file belongs to another
user, others may write to it, or to the folder it lies in. What the user has once agreed to is
remembered by its content, so that a change is asked about again.
"""

import hashlib
import os
import shlex
from collections.abc import Iterable
from pathlib import Path

from mux.config.errors import ConfigError
from mux.config.layout_writer import tab_panes
from mux.config.paths import distrust_reason, log_dir, printable
from mux.core.layout import EditFile, Layout, PaneLayout, RunCommand, TabLayout
from mux.core.tree_edit import map_leaves
from mux.dataclass import dataclass, replace
from mux.kdl.node import Node


@dataclass(frozen=True, slots=True)
class LayoutText:
    """The text of a layout file; `doubt` says why it comes from outside ("" = it does not)."""

    path: Path
    text: str
    doubt: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def read_layout_text(path: Path) -> LayoutText:
    """Raises ConfigError for what is no text, OSError for what can't be read.

    What is looked at is the file that is read: another one put in its place comes from outside.
    """
    with open(path, "rb") as file:
        opened = os.fstat(file.fileno())
        doubt = distrust_reason(path, os.geteuid())
        if not os.path.samestat(opened, os.stat(path)):
            doubt = "was replaced while it was read"
        try:
            return LayoutText(path, file.read().decode(), doubt)
        except UnicodeDecodeError as error:
            raise ConfigError(
                f"is not UTF-8 (at byte {error.start}); save it as UTF-8", str(path)
            ) from None


def approvals_file() -> Path:
    return log_dir() / "trusted-layouts"


def is_approved(layout: LayoutText) -> bool:
    """Whether its commands may start: it is the user's own, or the user has agreed to it."""
    return not layout.doubt or layout.digest in _read_approvals()


def approve(layout: LayoutText) -> None:
    """Remembers that the user agreed to this content. Raises OSError."""
    if layout.digest in _read_approvals():
        return
    path = approvals_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND
    with os.fdopen(os.open(path, flags, 0o600), "w") as file:
        file.write(f"{layout.digest}  {printable(str(layout.path))}\n")


def _read_approvals() -> set[str]:
    """Nothing where somebody else could have written the list."""
    path = approvals_file()
    try:
        if distrust_reason(path, os.geteuid()):
            return set()
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return set()
    return {line.partition(" ")[0] for line in lines}


def list_runs(layout: Layout, options: Iterable[Node]) -> list[str]:
    """What the layout would start and set, a line each, safe to print."""
    tabs = [*layout.tabs, *([layout.new_tab] if layout.new_tab else [])]
    lines = [
        line for tab in tabs for pane in tab_panes(tab) if (line := _describe_run(pane)) is not None
    ]
    names = ", ".join(dict.fromkeys(node.name for node in options))
    if names:
        lines.append(f"set   {names}")
    return [printable(line) for line in dict.fromkeys(lines)]


def _describe_run(pane: PaneLayout) -> str | None:
    place = f"   (in {pane.cwd})" if pane.cwd else ""
    match pane.run:
        case RunCommand(argv):
            return f"run   {shlex.join(argv)}{place}"
        case EditFile(path):
            return f"edit  {path}{place}"
    return None


def suspend(layout: Layout) -> Layout:
    """The layout with everything in it waiting for ENTER, new tabs included."""
    return replace(
        layout,
        tabs=tuple(_suspend_tab(tab) for tab in layout.tabs),
        new_tab=_suspend_tab(layout.new_tab) if layout.new_tab else None,
    )


def _suspend_tab(tab: TabLayout) -> TabLayout:
    floating = tuple(replace(item, pane=_suspend_pane(item.pane)) for item in tab.floating)
    return replace(tab, root=map_leaves(tab.root, _suspend_pane), floating=floating)


def _suspend_pane(pane: PaneLayout) -> PaneLayout:
    waits = isinstance(pane.run, RunCommand | EditFile)
    return replace(
        pane,
        start_suspended=pane.start_suspended or waits,
        restore_untrusted=pane.restore_untrusted or pane.restore is not None,
    )
