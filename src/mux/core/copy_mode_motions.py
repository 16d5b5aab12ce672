"""Where the cursor of copy mode can go, and what moves the view."""

from collections.abc import Callable, Mapping

from mux.core.copy_mode_source import CopySource, Point, line_end, line_start, used
from mux.core.copy_mode_state import FAR, Action, CopyState, Reaction, move, refuse, scroll
from mux.core.copy_mode_words import (
    matching_bracket,
    next_paragraph,
    next_word,
    past_word,
    previous_paragraph,
    previous_word,
    step_back,
    step_forward,
    word_end,
)
from mux.dataclass import replace

Motion = Callable[[CopyState, CopySource], Point]


def _repeated(motion: Motion) -> Action:
    """An action that moves the cursor `count` times."""

    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        for _ in range(count):
            before = state.cursor
            state = move(state, source, motion(state, source))
            if state.cursor == before:
                break
        return Reaction(state)

    return act


def _vertical(rows: int) -> Action:
    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        to = Point(state.cursor.row + rows * count, state.wanted_x)
        return Reaction(move(state, source, to, state.wanted_x))

    return act


def _page(heights: float) -> Action:
    """Two rows stay in view, as in tmux; a half page is a half. At the ends the cursor goes on."""

    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        whole = max(1, state.height - 2) if abs(heights) == 1 else max(1, state.height // 2)
        rows = whole * count * (1 if heights > 0 else -1)
        row = state.cursor.row - rows
        state = scroll(state, source, rows)
        return Reaction(move(state, source, Point(row, state.wanted_x), state.wanted_x))

    return act


def _rows(rows: int) -> Action:
    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        return Reaction(scroll(state, source, rows * count))

    return act


# --- in the line ----------------------------------------------------------------------------------


def _left(state: CopyState, source: CopySource) -> Point:
    cursor = state.cursor
    if cursor.x > 0 and cursor.x > used(source, cursor.row):  # in a block, beyond the text
        return cursor._replace(x=cursor.x - 1)
    before = step_back(source, cursor)
    if before is None:
        return cursor
    if before.row < cursor.row and state.keys == "vi" and not source.continues(before.row):
        return cursor  # vi's cursor stays in its line
    return before


def _right(state: CopyState, source: CopySource) -> Point:
    cursor = state.cursor
    after = step_forward(source, cursor)
    if after is None or (after.row > cursor.row and state.keys == "vi"):
        return after if after and source.continues(cursor.row) else cursor._replace(x=cursor.x + 1)
    return after


def _word_end(state: CopyState, source: CopySource, big: bool) -> Point:
    """vi's cursor stops on the last character, that of emacs behind it."""
    go = past_word if state.keys == "emacs" else word_end
    return go(source, state.cursor, big)


def _start_of_line(state: CopyState, source: CopySource) -> Point:
    return Point(line_start(source, state.cursor.row), 0)


def _back_to_indentation(state: CopyState, source: CopySource) -> Point:
    row = line_start(source, state.cursor.row)
    cells = source.cells(row)
    return Point(row, next((x for x, text in enumerate(cells) if not text.isspace()), 0))


def _end_of_line(state: CopyState, source: CopySource, count: int) -> Reaction:
    row = line_end(source, state.cursor.row)
    return Reaction(move(state, source, Point(row, FAR), FAR))


def _matching_bracket(state: CopyState, source: CopySource, count: int) -> Reaction:
    found = matching_bracket(source, state.cursor)
    if found is None:
        return refuse(state, "no matching bracket")
    return Reaction(move(state, source, found))


# --- to a character -------------------------------------------------------------------------------


def _await(action: str) -> Action:
    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        return Reaction(replace(state, pending=action, count=str(count) if count > 1 else ""))

    return act


def jump_to_key(state: CopyState, key: str, source: CopySource) -> Reaction:
    """The character that a jump waited for."""
    action, count = state.pending, int(state.count[:5] or 1)
    state = replace(state, pending="", count="", problem="")
    character = " " if key == "space" else key
    if len(character) != 1:
        return Reaction(state)
    return _jump(replace(state, last_jump=(action, character)), source, action, character, count)


def _jump(
    state: CopyState, source: CopySource, action: str, character: str, count: int
) -> Reaction:
    forward, short = "forward" in action, action.startswith("jump-to-")
    cells, x = source.cells(state.cursor.row), state.cursor.x
    step = 1 if forward else -1
    for _ in range(count):
        near = x + step * 2 if short and x == state.cursor.x else x + step
        there = range(near, len(cells)) if forward else range(min(near, len(cells) - 1), -1, -1)
        found = next((place for place in there if cells[place] == character), None)
        if found is None:
            return refuse(state, f"no {character} there")
        x = found
    return Reaction(move(state, source, Point(state.cursor.row, x - step if short else x)))


def _jump_again(reverse: bool) -> Action:
    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        if state.last_jump is None:
            return Reaction(state)
        action, character = state.last_jump
        if reverse:
            there, back = ("forward", "backward")
            action = action.replace(there, back) if there in action else action.replace(back, there)
        return _jump(state, source, action, character, count)

    return act


# --- in the view and the text ---------------------------------------------------------------------


def _in_view(part: float) -> Action:
    """The top (0), middle (0.5) or bottom row (1); a count goes that far from top or bottom."""

    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        last = min(state.height, len(source) - state.top) - 1
        row = round(last * part) if part == 0.5 else abs(round(last * part) - (count - 1))
        return Reaction(move(state, source, Point(state.top + min(row, last), 0)))

    return act


def _to_top(state: CopyState, source: CopySource, count: int) -> Reaction:
    return Reaction(move(state, source, Point(0, 0)))


def _to_bottom(state: CopyState, source: CopySource, count: int) -> Reaction:
    return Reaction(move(state, source, Point(len(source) - 1, 0)))


def _center(state: CopyState, source: CopySource, count: int) -> Reaction:
    wanted = state.cursor.row - state.height // 2
    return Reaction(scroll(state, source, state.top - wanted))


ACTIONS: Mapping[str, Action] = {
    "cursor-left": _repeated(_left),
    "cursor-right": _repeated(_right),
    "cursor-up": _vertical(-1),
    "cursor-down": _vertical(1),
    "next-word": _repeated(lambda state, source: next_word(source, state.cursor, big=False)),
    "next-word-end": _repeated(lambda state, source: _word_end(state, source, big=False)),
    "previous-word": _repeated(
        lambda state, source: previous_word(source, state.cursor, big=False)
    ),
    "next-space": _repeated(lambda state, source: next_word(source, state.cursor, big=True)),
    "next-space-end": _repeated(lambda state, source: _word_end(state, source, big=True)),
    "previous-space": _repeated(
        lambda state, source: previous_word(source, state.cursor, big=True)
    ),
    "start-of-line": _repeated(_start_of_line),
    "back-to-indentation": _repeated(_back_to_indentation),
    "end-of-line": _end_of_line,
    "next-matching-bracket": _matching_bracket,
    "jump-forward": _await("jump-forward"),
    "jump-backward": _await("jump-backward"),
    "jump-to-forward": _await("jump-to-forward"),
    "jump-to-backward": _await("jump-to-backward"),
    "jump-again": _jump_again(reverse=False),
    "jump-reverse": _jump_again(reverse=True),
    "next-paragraph": _repeated(
        lambda state, source: Point(next_paragraph(source, state.cursor.row), 0)
    ),
    "previous-paragraph": _repeated(
        lambda state, source: Point(previous_paragraph(source, state.cursor.row), 0)
    ),
    "top-line": _in_view(0),
    "middle-line": _in_view(0.5),
    "bottom-line": _in_view(1),
    "history-top": _to_top,
    "history-bottom": _to_bottom,
    "page-up": _page(1),
    "page-down": _page(-1),
    "halfpage-up": _page(0.5),
    "halfpage-down": _page(-0.5),
    "scroll-up": _rows(1),
    "scroll-down": _rows(-1),
    "scroll-middle": _center,
}
