"""Copy mode's way along the commands of a shell that marks its prompts (OSC 133)."""

from collections.abc import Mapping

from mux.core.copy_mode_source import Command, CopySource, Point
from mux.core.copy_mode_state import Action, CopyState, Reaction, move, refuse, show
from mux.core.copy_mode_words import step_back
from mux.core.selection import Extent, Selection, extent_text
from mux.dataclass import replace

NO_MARKS = "the shell marks no prompts here (OSC 133)"


def _prompt(forward: bool) -> Action:
    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        rows = [command.prompt.row for command in source.commands()]
        if not rows:
            return refuse(state, NO_MARKS)
        here = state.cursor.row
        ahead = [r for r in rows if r > here] if forward else [r for r in rows if r < here][::-1]
        if not ahead:
            return refuse(state, "no next prompt" if forward else "no previous prompt")
        row = ahead[min(count, len(ahead)) - 1]
        return Reaction(show(state, source, Point(row, 0)))

    return act


def _output_at(source: CopySource, row: int) -> Command | None:
    """The command whose prompt or output a row belongs to; at a prompt without one, the one
    before."""
    found = None
    for command in source.commands():
        if command.prompt.row > row and found is not None:
            break
        if command.output is not None and command.output.start < command.output.end:
            found = command
    return found


def _select_output(state: CopyState, source: CopySource, count: int) -> Reaction:
    command = _output_at(source, state.cursor.row)
    if command is None or command.output is None:
        return refuse(state, "no command has printed anything" if source.commands() else NO_MARKS)
    start, end = command.output
    last = step_back(source, end) or start
    state = replace(show(state, source, start), selection=Selection(start))
    return Reaction(move(state, source, last))


def _copy_output(state: CopyState, source: CopySource, count: int) -> Reaction:
    command = _output_at(source, state.cursor.row)
    if command is None or command.output is None:
        return refuse(state, "no command has printed anything" if source.commands() else NO_MARKS)
    text = extent_text(source, Extent(*command.output)).rstrip("\n")
    return Reaction(None, text)


ACTIONS: Mapping[str, Action] = {
    "next-prompt": _prompt(forward=True),
    "previous-prompt": _prompt(forward=False),
    "select-output": _select_output,
    "copy-output-and-cancel": _copy_output,
}
