"""Copy mode: a cursor in text that stands still, a selection, a search.

The state is a value. `press` says what a key makes of it, `perform` what an action does; both give
a Reaction. Actions have the names that tmux gives to the commands of its own copy mode (tmux(1),
WINDOWS AND PANES), where it has them.
"""

from collections.abc import Mapping

from mux.core import copy_mode_marks as marks
from mux.core import copy_mode_motions as motions
from mux.core import copy_mode_search as search
from mux.core import copy_mode_selecting as selecting
from mux.core.commands import CommandError
from mux.core.copy_keys import EMACS_KEYS, VI_KEYS
from mux.core.copy_mode_source import CopySource
from mux.core.copy_mode_state import Action, CopyState, Reaction
from mux.core.lookup import suggest
from mux.dataclass import replace

ACTIONS: Mapping[str, Action] = {
    **motions.ACTIONS,
    **selecting.ACTIONS,
    **search.ACTIONS,
    **marks.ACTIONS,
    "refresh-from-pane": lambda state, source, count: Reaction(state, refresh=True),
}
KEYS = {"vi": VI_KEYS, "emacs": EMACS_KEYS}
LARGEST_COUNT = 9999


def check_action(action: str) -> None:
    """Raises CommandError, with the nearest name, where there is no such action."""
    if action not in ACTIONS:
        raise CommandError(f'copy mode has no action "{action}".{suggest(action, ACTIONS)}')


def perform(state: CopyState, action: str, source: CopySource, count: int = 1) -> Reaction:
    """Raises CommandError where there is no such action."""
    check_action(action)
    state = replace(state, problem="", count="")
    return ACTIONS[action](state, source, min(max(count, 1), LARGEST_COUNT))


def press(state: CopyState, key: str, source: CopySource) -> Reaction:
    """What a key makes of the state; keys without a meaning make nothing of it."""
    if state.prompt is not None:
        return search.press_in_prompt(state, key, source)
    if state.pending:
        return motions.jump_to_key(state, key, source)
    if key.isdecimal() and len(key) == 1 and (key != "0" or state.count) and state.keys == "vi":
        return Reaction(replace(state, count=state.count + key))
    if key.startswith("alt-") and key[4:].isdecimal() and state.keys == "emacs":
        return Reaction(replace(state, count=state.count + key[4:]))
    action = KEYS[state.keys].get(key)
    if action is None:
        return Reaction(replace(state, count=""))
    return perform(state, action, source, int(state.count[:5] or 1))


def paste(state: CopyState, text: str, source: CopySource) -> Reaction:
    """Text into the open prompt; without one it goes nowhere."""
    if state.prompt is None:
        return Reaction(state)
    line = text.partition("\n")[0]
    return search.retype(state, state.prompt.text + line, source)
