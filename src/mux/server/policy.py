"""What becomes of a saved command when its pane comes back: the user's policy, the deny-list first.

Nothing that was saved runs by itself unless the policy says so, and what is on the deny-list, or
looks like anything else than it is, asks whatever the policy says.
"""

import fnmatch
import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from mux.config.models import Config, RestoreAction
from mux.core.layout import EditFile, Run, RunCommand
from mux.core.runs import parse_run

# Where a shell's next command begins.
_SEPARATORS = re.compile(r"\|\|?|&&?|;|\n|\$\(|`|\(|\{")


@dataclass(frozen=True, slots=True)
class Decision:
    """`run` is what is to run or to stand behind the gate; `denied` says why it asks for sure."""

    action: RestoreAction
    run: Run
    denied: str = ""


def decide(run: Run, config: Config, *, force: bool = False, yes_really: bool = False) -> Decision:
    """What to do with one saved run. `force`: the user asked for every command to run at once;
    `yes_really`: even those on the deny-list."""
    programs = programs_of(run, config.command_wrappers)
    rule = next((r for r in config.restore_rules if r.program in programs[:1]), None)
    if rule is not None and rule.action is RestoreAction.REPLACE:
        run = parse_run(rule.replacement)
        programs = programs_of(run, config.command_wrappers)
    reason = reason_to_ask(run, programs, config.deny_list)
    if reason and not (force and yes_really):
        return Decision(RestoreAction.ASK, run, reason)
    if force:
        return Decision(RestoreAction.RUN, run)
    if rule is None:
        return Decision(RestoreAction(config.restore_policy), run)
    action = RestoreAction.ASK if rule.action is RestoreAction.REPLACE else rule.action
    return Decision(action, run)


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


def programs_of(run: Run, wrappers: Sequence[str]) -> list[str]:
    """The names of all programs that a run would start, as far as its text tells, wrappers seen
    through: `env A=1 nice -n 5 make | tee log` is make and tee."""
    if not isinstance(run, RunCommand):
        return []
    found = _command_word(run.argv, wrappers)
    texts = [run.text, *(word for word in run.argv[1:] if _runs_text(run.argv, word))]
    for text in texts:
        for piece in _SEPARATORS.split(text):
            found += _command_word(_split(piece), wrappers)
    return list(dict.fromkeys(found))


def _runs_text(argv: Sequence[str], word: str) -> bool:
    """Whether a word is a script that a shell is told to run: `sh -c TEXT`."""
    shells = ("sh", "bash", "dash", "zsh", "fish", "ksh")
    return os.path.basename(argv[0]) in shells and any(c in word for c in " \t\n;|&$`(")


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # an open quote: cut by _SEPARATORS inside of one
        return text.split()


def _command_word(words: Sequence[str], wrappers: Sequence[str]) -> list[str]:
    """The program that words start, and every wrapper on the way to it."""
    found: list[str] = []
    for word in words:
        if found and word.startswith("-"):
            continue
        if "=" in word.split("/", 1)[0] and not word.startswith("="):
            continue  # A=1 make
        name = os.path.basename(word)
        if name.isdecimal():
            continue  # nice -n 5 make
        found.append(name)
        if name not in wrappers and name not in ("sudo", "doas"):
            break
    return found
