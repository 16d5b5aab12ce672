"""Selecting in copy mode, and taking what is selected."""

from collections.abc import Mapping

from mux.core.copy_mode_source import CopySource, Point, line_end, used
from mux.core.copy_mode_state import Action, CopyState, Reaction, move, refuse, scroll, selected
from mux.core.copy_mode_words import word_around
from mux.core.selection import Extent, Selection, Unit, extent_text, other_end
from mux.dataclass import replace


def _begin(unit: Unit) -> Action:
    """vi's v, V and Ctrl-v: begins, changes to this unit, or ends a selection that has it."""

    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        selection = state.selection
        if selection is not None and selection.unit is unit:
            return Reaction(_without_selection(state, source))
        if selection is not None:
            selection = replace(selection, unit=unit)
        else:
            selection = Selection(state.cursor, unit, exclusive=state.keys == "emacs")
        return Reaction(replace(state, selection=selection))

    return act


def _begin_selection(state: CopyState, source: CopySource, count: int) -> Reaction:
    """Always begins anew, at the cursor."""
    exclusive = state.keys == "emacs"
    return Reaction(replace(state, selection=Selection(state.cursor, exclusive=exclusive)))


def _toggle_block(state: CopyState, source: CopySource, count: int) -> Reaction:
    selection = state.selection
    if selection is None:
        return _begin(Unit.BLOCK)(state, source, count)
    unit = Unit.CHARACTER if selection.unit is Unit.BLOCK else Unit.BLOCK
    return Reaction(replace(state, selection=replace(selection, unit=unit)))


def _select_word(state: CopyState, source: CopySource, count: int) -> Reaction:
    word = word_around(source, state.cursor, state.separators)
    selecting = replace(state, selection=Selection(word.start))
    return Reaction(move(selecting, source, word.end._replace(x=word.end.x - 1)))


def _without_selection(state: CopyState, source: CopySource) -> CopyState:
    return move(replace(state, selection=None), source, state.cursor)


def _clear(state: CopyState, source: CopySource, count: int) -> Reaction:
    return Reaction(_without_selection(state, source))


def _other_end(state: CopyState, source: CopySource, count: int) -> Reaction:
    if state.selection is None:
        return Reaction(state)
    selection, cursor = other_end(state.selection, state.cursor)
    return Reaction(move(replace(state, selection=selection), source, cursor))


# --- taking ---------------------------------------------------------------------------------------


def _copy(leave: bool, append: bool = False) -> Action:
    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        found = selected(state, source)
        if found is None:
            return Reaction(None) if leave else refuse(state, "nothing is selected")
        text = extent_text(source, found)
        after = None if leave else _without_selection(state, source)
        return Reaction(after, text, append)

    return act


def _copy_drag(state: CopyState, source: CopySource, count: int) -> Reaction:
    """The mouse let go: what it selected is taken; who was in copy mode before stays there."""
    found = selected(state, source)
    text = extent_text(source, found) if found is not None else None
    return Reaction(None if state.by_mouse else state, text)


def _copy_line(state: CopyState, source: CopySource, count: int) -> Reaction:
    selection = Selection(Point(state.cursor.row, 0), Unit.LINE)
    return _copy(leave=True)(replace(state, selection=selection), source, count)


def _copy_to_line_end(state: CopyState, source: CopySource, count: int) -> Reaction:
    last = line_end(source, state.cursor.row)
    end = Point(last, used(source, last))
    return Reaction(None, extent_text(source, Extent(state.cursor, end)))


def _cancel(state: CopyState, source: CopySource, count: int) -> Reaction:
    return Reaction(None)


def _clear_or_leave(state: CopyState, source: CopySource, count: int) -> Reaction:
    """Lets go of the selection; where there is none, of copy mode."""
    if state.selection is None:
        return Reaction(None)
    return _clear(state, source, count)


# --- with the mouse -------------------------------------------------------------------------------


def point_at(state: CopyState, source: CopySource, x: int, y: int, unit: Unit | None) -> CopyState:
    """The cursor at a cell of the view; beyond its edges the view moves by as much. With a unit a
    selection begins there, else the one there is goes as far."""
    if y < 0:
        state = scroll(state, source, -y)
    elif y >= state.height:
        state = scroll(state, source, state.height - 1 - y)
    y = min(max(y, 0), state.height - 1)
    if unit is not None:
        state = replace(state, selection=None)
    state = move(state, source, Point(state.top + y, max(x, 0)))
    if unit is None:
        return state
    return replace(state, selection=Selection(state.cursor, unit))


ACTIONS: Mapping[str, Action] = {
    "begin-selection": _begin_selection,
    "select-characters": _begin(Unit.CHARACTER),
    "select-line": _begin(Unit.LINE),
    "select-block": _begin(Unit.BLOCK),
    "select-word": _select_word,
    "rectangle-toggle": _toggle_block,
    "clear-selection": _clear,
    "other-end": _other_end,
    "copy-selection": _copy(leave=False),
    "copy-selection-and-cancel": _copy(leave=True),
    "append-selection-and-cancel": _copy(leave=True, append=True),
    "copy-line-and-cancel": _copy_line,
    "copy-end-of-line-and-cancel": _copy_to_line_end,
    "copy-drag": _copy_drag,
    "cancel": _cancel,
    "clear-or-cancel": _clear_or_leave,
}
