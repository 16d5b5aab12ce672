"""What becomes of a saved command when its pane comes back: the user's policy, the deny-list first.

Nothing that was saved runs by itself unless the policy says so, and what is on the deny-list, or
looks like anything else than it is, asks whatever the policy says.
"""

import fnmatch
from collections.abc import Callable, Sequence

from mux.config.models import Config, RestoreAction
from mux.core.change import Change
from mux.core.commands import DropToShell, RunPane
from mux.core.edit import put_pane
from mux.core.layout import EditFile, Run, RunCommand
from mux.core.model import Pane, PaneState
from mux.core.runs import parse_run
from mux.core.update import apply
from mux.dataclass import dataclass, replace
from mux.server.programs import programs_of, subject_of
from mux.server.resolvers import directory_holds, resolve

UNTRUSTED = "a program's output asked for it"


@dataclass(frozen=True, slots=True)
class Force:
    """`run`: the user asked for every command to run at once; `yes_really`: denied ones too."""

    run: bool = False
    yes_really: bool = False


UNFORCED = Force()


@dataclass(frozen=True, slots=True)
class Decision:
    """`run` is what is to run or to stand behind the gate; `denied` says why it asks for sure."""

    action: RestoreAction
    run: Run
    denied: str = ""


def no_file(name: str) -> bool:
    """For runs that nothing beside them can change."""
    return False


def decide(
    run: Run,
    config: Config,
    force: Force = UNFORCED,
    *,
    has_file: Callable[[str], bool] = no_file,
    pinned: bool = False,
    untrusted: bool = False,
) -> Decision:
    """What to do with one saved run.

    A rule of the user wins over the resolvers that mux brings, and both let a `pinned` run alone:
    somebody said that it is to be brought back by just this. `untrusted`: that somebody was output.
    """
    names = subject_of(run, config.command_wrappers)
    rules = {rule.program: rule for rule in config.restore_rules}
    rule = next((rules[name] for name in names if name in rules), None)
    caution = ""
    if not pinned:
        if rule is not None and rule.action is RestoreAction.REPLACE:
            run = parse_run(rule.replacement)
        elif rule is None:
            run, caution = resolve(run, has_file, config.command_wrappers)
    denied = reason_to_ask(run, programs_of(run, config.command_wrappers), config.deny_list)
    if untrusted:
        return Decision(RestoreAction.ASK, run, UNTRUSTED)
    if force.run and (force.yes_really or not denied):
        return Decision(RestoreAction.RUN, run)
    if denied:
        return Decision(RestoreAction.ASK, run, denied)
    action = RestoreAction(config.restore_policy) if rule is None else rule.action
    if caution and action is RestoreAction.RUN:
        return Decision(RestoreAction.ASK, run, caution)
    return Decision(RestoreAction.ASK if action is RestoreAction.REPLACE else action, run)


def reason_to_ask(run: Run, programs: Sequence[str], deny_list: Sequence[str]) -> str:
    """Why a run is never to start unasked; "" where nothing speaks against it."""
    for program in programs:
        if any(fnmatch.fnmatchcase(program, pattern) for pattern in deny_list):
            return f"{program} is on the deny-list"
    words = (*run.argv, run.text) if isinstance(run, RunCommand) else ()
    if isinstance(run, EditFile):
        words = (run.path,)
    if any(not word.isprintable() for word in words):
        return "it holds control characters"
    return ""


def apply_policy(change: Change, config: Config, force: Force = UNFORCED) -> Change:
    """A session that was brought back behind the gate, with what the user's policy opens of it."""
    for pane in tuple(change.workspace.panes.values()):
        if pane.state is PaneState.WAITING:
            change = change.then(_apply_to_pane(change, pane, config, force))
    return change


def _apply_to_pane(change: Change, pane: Pane, config: Config, force: Force) -> Change:
    decision = decide(
        pane.run,
        config,
        force,
        has_file=directory_holds(pane.cwd),
        pinned=pane.restore is not None,
        untrusted=pane.restore_untrusted,
    )
    decided = replace(pane, run=decision.run, caution=decision.denied)
    workspace = put_pane(change.workspace, decided)
    match decision.action:
        case RestoreAction.RUN:
            return apply(workspace, RunPane(pane=pane.id), None)
        case RestoreAction.SKIP:
            return apply(workspace, DropToShell(pane=pane.id), None)
    return Change(workspace)
