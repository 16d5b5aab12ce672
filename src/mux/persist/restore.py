"""What comes back of a saved session, pane by pane, and at what level.

plan_restore(loaded) -> RestorePlan       loaded: of a SessionFile, by mux.persist.loading

Reading and judging only: nothing is started and nothing is written, so that the session manager can
show it as a preview. Panes come in the order in which mux.core.start gives them their ids.
"""

import os
from typing import NamedTuple

from mux.config.session_file import SessionFile
from mux.core.layout import EditFile, PaneLayout, RunCommand
from mux.core.model import Level
from mux.core.tree_edit import leaves
from mux.persist.contents import Contents
from mux.persist.errors import StoreError
from mux.persist.loading import Loaded

NOTHING = Contents([], 0.0)


class PanePlan(NamedTuple):
    """`tab` counts from 0. `problems`: what will not be as it was, a line each, for the user."""

    tab: int
    pane: PaneLayout
    level: Level
    contents: Contents
    problems: tuple[str, ...] = ()


class RestorePlan(NamedTuple):
    """`generation` is empty for the present snapshot; `saved_at` is in seconds since the epoch."""

    panes: tuple[PanePlan, ...]
    generation: str
    saved_at: float
    problems: tuple[str, ...]


def plan_restore(loaded: Loaded[SessionFile]) -> RestorePlan:
    """What is wrong with a pane touches no other pane. Raises nothing."""
    panes: list[PanePlan] = []
    for number, tab in enumerate(loaded.value.layout.tabs):
        described = [*leaves(tab.root), *(floating.pane for floating in tab.floating)]
        panes += [plan_pane(loaded, number, pane) for pane in described]
    problems = loaded.problems + tuple(str(problem.as_error()) for problem in loaded.value.problems)
    return RestorePlan(tuple(panes), loaded.generation, loaded.saved_at, problems)


def plan_pane(loaded: Loaded[SessionFile], tab: int, pane: PaneLayout) -> PanePlan:
    problems: list[str] = []
    contents = NOTHING
    if pane.contents_file and not pane.private:
        try:
            contents = loaded.contents(pane.contents_file)
        except StoreError as error:
            problems.append(f"its contents are lost: {error}")
        if not contents.whole:
            problems.append("the end of its contents is damaged")
    if pane.cwd and not os.path.isdir(pane.cwd):
        problems.append(f"{pane.cwd} is gone; it starts in your home folder")
    return PanePlan(tab, pane, choose_level(pane, contents), contents, tuple(problems))


def choose_level(pane: PaneLayout, contents: Contents) -> Level:
    """Alive is none of these: such a pane never went away. Pure."""
    runs = isinstance(pane.run, RunCommand | EditFile) if pane.restore is None else pane.restore
    if runs:
        return Level.REVIVED
    return Level.CONTENTS if contents.lines else Level.STRUCTURE
