"""The state of copy mode, and what every action on it keeps to."""

from collections.abc import Callable
from typing import NamedTuple

from mux.core.copy_mode_source import CopySource, Pattern, Point, Stretch, settle_x, used
from mux.core.selection import Extent, Selection, Unit, extent
from mux.dataclass import dataclass, replace

FAR = 1_000_000  # a column beyond every row's end


@dataclass(frozen=True, slots=True)
class Prompt:
    """A line that is being typed: what to search for, or (kind "line") a line's number.

    `origin` and `top`: where cursor and view were before, to be there again if it is given up;
    `before`: the search before this one.
    """

    kind: str  # search | line
    text: str
    origin: Point
    top: int
    before: Pattern | None
    backward: bool = False
    regex: bool = False


@dataclass(frozen=True, slots=True)
class CopyState:
    """`height` rows from `top` on are in view, the cursor's among them, always.

    `keys`: vi or emacs. `separators` end a word on a double click. `wanted_x`: the column that the
    cursor goes back to in a row that is long enough.
    """

    height: int
    cursor: Point
    top: int
    keys: str = "vi"
    separators: str = ""
    wanted_x: int = 0
    selection: Selection | None = None
    pattern: Pattern | None = None
    backward: bool = False  # the direction of the search
    match: Stretch | None = None  # the one that was found last
    prompt: Prompt | None = None
    count: str = ""  # digits before a key
    pending: str = ""  # the action that waits for a character
    last_jump: tuple[str, str] | None = None  # an action and its character
    problem: str = ""  # why the last action did nothing
    by_mouse: bool = False  # only entered for a drag of the mouse: over when that is


class Reaction(NamedTuple):
    """The state after an action, None: copy mode is left. `copied` goes to the clipboard and the
    paste buffers; with `append` behind the newest of them. `refresh`: the text is to be what
    the pane shows now."""

    state: CopyState | None
    copied: str | None = None
    append: bool = False
    refresh: bool = False


Action = Callable[[CopyState, CopySource, int], Reaction]


def enter(
    source: CopySource, height: int, top: int, cursor: Point, keys: str, separators: str
) -> CopyState:
    """`top` and `cursor` are brought into the text."""
    state = CopyState(max(height, 1), Point(0, 0), 0, keys, separators)
    return reveal(replace(move(state, source, cursor), top=clamp_top(state, source, top)), source)


def clamp_top(state: CopyState, source: CopySource, top: int) -> int:
    return min(max(top, 0), last_top(state, source))


def last_top(state: CopyState, source: CopySource) -> int:
    return max(0, len(source) - state.height)


def move(state: CopyState, source: CopySource, to: Point, wanted_x: int | None = None) -> CopyState:
    """The cursor at a place, or as near as the row lets it; the view follows.

    `wanted_x` is kept for the rows to come; left out, it is where the cursor is now.
    """
    row = min(max(to.row, 0), len(source) - 1)
    x = settle_x(source.cells(row), min(to.x, last_x(state, source, row)))
    wanted = x if wanted_x is None else wanted_x
    return reveal(replace(state, cursor=Point(row, max(x, 0)), wanted_x=wanted), source)


def last_x(state: CopyState, source: CopySource, row: int) -> int:
    """The last column that the cursor can be in: vi's stays on the text, but in a block."""
    if state.selection is not None and state.selection.unit is Unit.BLOCK:
        return source.columns - 1
    length = used(source, row)
    return max(0, min(length if state.keys == "emacs" else length - 1, source.columns - 1))


def reveal(state: CopyState, source: CopySource) -> CopyState:
    """The view moved as little as it must for the cursor to be in it."""
    top = min(max(state.top, state.cursor.row - state.height + 1), state.cursor.row)
    return replace(state, top=clamp_top(state, source, top))


def scroll(state: CopyState, source: CopySource, rows: int) -> CopyState:
    """The view moved up (negative: down), the cursor only where it would be left behind."""
    top = clamp_top(state, source, state.top - rows)
    row = min(max(state.cursor.row, top), top + state.height - 1, len(source) - 1)
    scrolled = replace(state, top=top)
    if row == state.cursor.row:
        return scrolled
    return move(scrolled, source, Point(row, state.wanted_x), state.wanted_x)


def show(state: CopyState, source: CopySource, to: Point) -> CopyState:
    """The cursor at a place that may be far away: then it is shown in the middle."""
    if not state.top <= to.row < state.top + state.height:
        top = clamp_top(state, source, to.row - state.height // 2)
        state = replace(state, top=top)
    return move(state, source, to)


def refuse(state: CopyState, problem: str) -> Reaction:
    return Reaction(replace(state, problem=problem))


def selected(state: CopyState, source: CopySource) -> Extent | None:
    """What is selected now."""
    if state.selection is None:
        return None
    return extent(source, state.selection, state.cursor, state.separators)


def resettle(state: CopyState, old: CopySource, new: CopySource, height: int) -> CopyState:
    """The state for the same text at another size: all places are where they were in the text."""
    moved = _Moved(old, new)
    selection = state.selection
    if selection is not None:
        selection = replace(selection, anchor=moved.place(selection.anchor))
    prompt = state.prompt
    if prompt is not None:
        origin = moved.place(prompt.origin)
        top = moved.place(Point(prompt.top, 0)).row
        prompt = replace(prompt, origin=origin, top=top)
    match = state.match
    if match is not None:
        match = Stretch(moved.place(match.start), moved.place(match.end))
    from_bottom = last_top(state, old) - state.top
    changed = replace(state, height=max(height, 1), selection=selection, prompt=prompt, match=match)
    changed = replace(changed, top=clamp_top(changed, new, last_top(changed, new) - from_bottom))
    return move(changed, new, moved.place(state.cursor))


class _Moved:
    """Places of one text in another that differs only in where its lines are wrapped."""

    def __init__(self, old: CopySource, new: CopySource) -> None:
        self._old, self._new = old, new

    def place(self, at: Point) -> Point:
        line, cells = self._old.line_of(at)
        return self._new.place_of(line, cells)
