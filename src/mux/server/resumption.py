"""How a server goes on where the one before it was killed: the programs are alive.

    go_on(arguments, recovery, folder, alive) -> Resumption | None
    rescue(arguments, alive) -> Workspace                       when nothing tells their places

`alive`: panes whose programs the keeper still has, ended ones included.
"""

import logging
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from mux.config.session_file import SessionFile, read_session
from mux.core.facts import PaneEnded
from mux.core.geometry import Size
from mux.core.ids import PaneId
from mux.core.layout import Layout, PaneLayout, TabLayout
from mux.core.model import PaneState, Workspace
from mux.core.start import start
from mux.core.tree import Leaf
from mux.core.update import apply
from mux.dataclass import replace
from mux.persist.errors import StoreError
from mux.persist.loading import Loaded, load_session
from mux.persist.restore import PanePlan, plan_restore
from mux.server.arguments import ServerArguments
from mux.server.recovery import Origin, RecoveryFile

log = logging.getLogger(__name__)

CLOSE = 0.001  # seconds by which a time may differ that was written and read again


class Resumption(NamedTuple):
    """`contents`: of panes without a program, from what was saved."""

    workspace: Workspace
    origin: Origin
    contents: dict[PaneId, list[str]]


def go_on(
    arguments: ServerArguments, recovery: RecoveryFile, folder: Path, alive: Collection[PaneId]
) -> Resumption | None:
    """The workspace as it was; None where no program that ran there has lived to see it.

    A pane whose program is gone with an earlier keeper says so, and can run it again. Of what was
    closed only that is remembered whose programs are alive: the screens of others are lost.
    `folder`: the saved session's. Raises OSError or ValueError.
    """
    workspace, origin = recovery.read()
    ran = {pane.id for pane in workspace.panes.values() if pane.state is PaneState.RUNNING}
    if ran and ran.isdisjoint(alive):
        return None
    panes = {
        pane.id: replace(pane, state=PaneState.EXITED)
        if pane.state is PaneState.RUNNING and pane.id not in alive
        else pane
        for pane in workspace.panes.values()
    }
    closed = tuple(
        item for item in workspace.closed if all(pane.id in alive for pane in item.panes)
    )
    silent = panes.keys() - set(alive)
    contents = _find_contents(arguments, folder, origin) if silent else {}
    return Resumption(
        replace(workspace, panes=panes, closed=closed),
        origin,
        {pane: lines for pane, lines in contents.items() if pane in silent and lines},
    )


def _find_contents(
    arguments: ServerArguments, folder: Path, origin: Origin
) -> dict[PaneId, list[str]]:
    """What was saved of each pane. It only completes a screen, so its loss is no failure."""
    try:
        loaded = load_session(folder, read_session)
    except StoreError as error:
        log.warning("what waiting panes showed is lost: %s", error)
        return {}
    plan = plan_restore(loaded)
    panes: list[PaneId | None]
    if abs(loaded.value.header.restored - origin.restored) < CLOSE:
        panes = [pane_of(planned) for planned in plan.panes]
    else:  # nothing was saved since the session was brought back: as it was numbered then
        panes = list(_numbered_panes(arguments, loaded))
    named = zip(panes, plan.panes, strict=True)
    return {pane: planned.contents.lines for pane, planned in named if pane is not None}


def pane_of(planned: PanePlan) -> PaneId | None:
    """The pane that a server saved under this name: contents/<pane>-<n>.ansi."""
    number = planned.pane.contents_file.rpartition("/")[2].partition(".")[0].partition("-")[0]
    return PaneId(int(number)) if number.isdecimal() else None


def _numbered_panes(arguments: ServerArguments, loaded: Loaded[SessionFile]) -> list[PaneId]:
    change = start(arguments.session, loaded.value.layout, Size(*arguments.size), "/", gated=True)
    return sorted(change.workspace.panes)


def rescue(arguments: ServerArguments, alive: Collection[PaneId]) -> Workspace:
    """Each living program in a tab of its own."""
    shells = TabLayout(Leaf(PaneLayout()))
    layout = Layout((shells,) * max(alive))
    workspace = start(
        arguments.session, layout, Size(*arguments.size), arguments.cwd, gated=False
    ).workspace
    for pane in sorted(workspace.panes.keys() - set(alive)):
        workspace = apply(workspace, PaneEnded(pane, 0), None).workspace
    return workspace
