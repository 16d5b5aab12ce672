"""Closing so that it can be undone.

What the user closes is gone from the tree at once. The workspace remembers the last few things that
were closed, each with the tab as it was; their programs live on for a while, and what was on their
screens is kept for as long as they are remembered.
"""

from collections.abc import Callable, Sequence

from mux.core.arrange import tab_area
from mux.core.change import Change
from mux.core.edit import focus_pane
from mux.core.effects import Effect, Kill, Recall, Retire, Spawn
from mux.core.ids import PaneId
from mux.core.insert import float_pane, insert_pane, tiled_anchor
from mux.core.layout import SHELL, Run, Shell
from mux.core.lookup import floating_of
from mux.core.model import Closed, Level, Pane, PaneState, Tab, Workspace
from mux.core.runs import parse_run
from mux.core.swaps import rearrange
from mux.core.tree_graft import fold, graft
from mux.dataclass import replace

REMEMBERED = 10  # things that were closed


def remember(before: Workspace, tab: Tab, panes: Sequence[PaneId], change: Change) -> Change:
    """A change that closes panes of a tab, so that it can be undone: their programs are not ended
    but retired. What was closed too long ago is ended for good."""
    after = change.workspace
    if not after.tabs:  # the session is over
        return change
    left = next((other.root for other in after.tabs if other.id == tab.id), None)
    closed = Closed(tab, before.tabs.index(tab), tuple(before.panes[pane] for pane in panes), left)
    remembered = (closed, *after.closed)
    effects: list[Effect] = [
        Retire(effect.pane) if isinstance(effect, Kill) and effect.pane in panes else effect
        for effect in change.effects
    ]
    effects += (Kill(pane.id) for old in remembered[REMEMBERED:] for pane in old.panes)
    return Change(replace(after, closed=remembered[:REMEMBERED]), tuple(effects))


def find_closed(workspace: Workspace, pane: PaneId) -> Pane | None:
    """A pane among those that were closed."""
    return next((p for closed in workspace.closed for p in closed.panes if p.id == pane), None)


def change_closed(workspace: Workspace, pane: PaneId, change: Callable[[Pane], Pane]) -> Workspace:
    """The workspace with a closed pane changed; the same where there is none of that id whose
    program lives."""
    found = find_closed(workspace, pane)
    if found is None or found.state is not PaneState.RUNNING:
        return workspace
    changed = change(found)
    closed = tuple(
        replace(item, panes=tuple(changed if p.id == pane else p for p in item.panes))
        for item in workspace.closed
    )
    return replace(workspace, closed=closed)


def expire(pane: Pane, run: Run, cwd: str) -> Pane:
    """A closed pane whose program was ended, as it will come back: a command behind the gate, a
    shell anew."""
    if pane.restore is not None:
        run = parse_run(pane.restore)
    pane = replace(pane, run=run, cwd=cwd or pane.cwd)
    if isinstance(run, Shell):
        return replace(pane, state=PaneState.EXITED, level=Level.CONTENTS)
    return replace(pane, state=PaneState.WAITING, level=Level.REVIVED)


def end_closed(pane: Pane, status: int) -> Pane:
    """A closed pane whose program ended by itself."""
    if isinstance(pane.run, Shell):
        return expire(pane, SHELL, pane.cwd)
    return replace(pane, state=PaneState.EXITED, exit_status=status)


def wake(pane: Pane) -> tuple[Pane, tuple[Effect, ...]]:
    """A closed pane as it is brought back, and what that takes."""
    recall = Recall(pane.id)
    if pane.state is PaneState.EXITED and isinstance(pane.run, Shell):
        awake = replace(pane, state=PaneState.RUNNING, exit_status=None)
        return awake, (recall, Spawn(pane.id, SHELL, pane.cwd, keep_contents=True))
    return pane, (recall,)


def put_back(workspace: Workspace, tab: Tab, closed: Closed) -> Tab:
    """A tab with closed panes at their old places, in focus.

    Where nothing has moved since, everything is as it was. Else a pane goes beside its nearest old
    neighbour that is still there, or beside the focus. Raises CommandError where the tab has no
    cell left for it.
    """
    before, gone = closed.tab, [pane.id for pane in closed.panes]
    gone.sort(key=before.recent.index, reverse=True)
    if set(tab.recent) | set(gone) == set(before.recent) and _is_unmoved(tab, closed):
        places = {item.pane: item for item in tab.floating}
        whole = replace(
            tab,
            root=before.root,
            recent=(*tab.recent, *gone),
            floating=tuple(places.get(item.pane, item) for item in before.floating),
            floating_visible=before.floating_visible,
            swap=before.swap,
            arranged_by_hand=before.arranged_by_hand,
            zoomed=False,
        )
        return focus_pane(whole, gone[-1])
    for pane in gone:
        tab = _put_pane_back(workspace, tab, before, pane)
    return rearrange(tab, workspace.following)


def _is_unmoved(tab: Tab, closed: Closed) -> bool:
    return closed.left is not None and fold(tab.root) == fold(closed.left)


def _put_pane_back(workspace: Workspace, tab: Tab, before: Tab, pane: PaneId) -> Tab:
    floating = floating_of(before, pane)
    if floating is not None:
        return float_pane(tab, floating)
    root = graft(tab.root, before.root, pane)
    if root is None:
        area = tab_area(workspace, tab.id)
        return insert_pane(tab, area, pane, tiled_anchor(tab, tab.focus))
    grown = replace(tab, root=root, recent=(*tab.recent, pane), zoomed=False)
    return focus_pane(grown, pane)
