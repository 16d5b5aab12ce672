"""One pane in copy mode: its state, and what of it is seen."""

from collections.abc import Iterator

from mux.core.copy_mode_source import PatternError, Point, Stretch
from mux.core.copy_mode_state import CopyState, Reaction, enter, last_top, resettle, selected
from mux.dataclass import replace
from mux.server.copying_text import FrozenText
from mux.term.cells import iter_clusters
from mux.term.emulator import Cursor, StyledRun
from mux.term.style import BOLD, REVERSE, apply_sgr

# What search marks look like, as SGR on top of a cell's own style: black on yellow, and the present
# match black on bright cyan, in bold. A selection is the cell's own style in reverse.
MATCH = "4;30;43"
PRESENT_MATCH = "1;4;30;106"
BLOCK_CURSOR = 2  # DECSCUSR: steady block


class CopyView:
    """`text` is what is looked at, `state` how."""

    def __init__(
        self, text: FrozenText, height: int, scroll: int, cursor: Point, keys: str, separators: str
    ) -> None:
        """`scroll`: rows that the view lies above the last screenful; `cursor`: where the cursor is
        in the view."""
        self.text = text
        top = max(0, len(text) - height) - scroll
        at = Point(max(top, 0) + cursor.row, cursor.x)
        self.state: CopyState = enter(text, height, top, at, keys, separators)

    def react(self, reaction: Reaction) -> bool:
        """Takes a reaction's state; False: copy mode is over."""
        if reaction.state is None:
            return False
        self.state = reaction.state
        return True

    def resize(self, columns: int, height: int) -> None:
        text = self.text if columns == self.text.columns else self.text.at_width(columns)
        self.state = resettle(self.state, self.text, text, height)
        self.text = text

    def renew(self, text: FrozenText) -> None:
        """Another text in place of this one: the cursor goes where it was, as seen from the end."""
        state = self.state
        rows = len(text) - len(self.text)
        cursor = Point(max(0, state.cursor.row + rows), state.cursor.x)
        fresh = enter(text, state.height, state.top + rows, cursor, state.keys, state.separators)
        self.state = replace(fresh, pattern=state.pattern, backward=state.backward)
        self.text = text

    # --- what is seen ---------------------------------------------------------------------------

    @property
    def cursor(self) -> Cursor:
        state = self.state
        at = state.cursor
        return Cursor(min(at.x, self.text.columns - 1), at.row - state.top, True, BLOCK_CURSOR)

    @property
    def scroll(self) -> tuple[int, int]:
        """Rows that the view lies above the last screenful, and how many there are above that."""
        last = last_top(self.state, self.text)
        return last - self.state.top, last

    @property
    def label(self) -> str:
        """What the frame says: where the view is, what is searched for, how often it is there."""
        state = self.state
        parts = ["COPY {}/{}".format(*self.scroll)]
        if state.selection is not None:
            unit = state.selection.unit.value
            parts.append(unit.upper() if unit != "character" else "SELECT")
        if state.prompt is not None:
            parts.append(self._prompt_words())
        if state.pattern is not None:
            parts.append(self._count_words())
        if state.problem:
            parts.append(state.problem)
        if state.count:
            parts.append(state.count)
        return " · ".join(part for part in parts if part)

    def _prompt_words(self) -> str:
        prompt = self.state.prompt
        assert prompt is not None
        if prompt.kind == "line":
            return f"rows above the end: {prompt.text}_"
        sign = "?" if prompt.backward else "/"
        return f"{'regex ' if prompt.regex else ''}{sign}{prompt.text}_"

    def _count_words(self) -> str:
        state = self.state
        assert state.pattern is not None
        at = state.match.start if state.match is not None else state.cursor
        try:
            count, before, all_counted = self.text.count(state.pattern, at)
        except PatternError:
            return ""  # the state's problem says so
        if not count:
            return "" if state.problem else "no matches"
        total = f"{count}" if all_counted else f"{count}+"
        if state.match is not None and (all_counted or before < count):
            return f"{before + 1}/{total}"
        return f"{total} matches" if count > 1 else "1 match"

    def rows(self) -> dict[int, list[StyledRun]]:
        """All rows of the view by their place in it, marks and selection drawn in."""
        state, text = self.state, self.text
        stop = min(state.top + state.height, len(text))
        marks = self._marks(state.top, stop)
        chosen = selected(state, text)
        shown: dict[int, list[StyledRun]] = {}
        for y in range(state.height):
            row = state.top + y
            if row >= stop:
                shown[y] = _fill([], text.columns)
                continue
            runs = _fill(text.runs(row), text.columns)
            for stretch, sgr in marks:
                left, right = _columns(stretch, row, text.columns)
                if left < right:
                    runs = restyle(runs, left, right, sgr)
            if chosen is not None:
                left, right = chosen.columns(row, text.columns)
                if not chosen.block and row != chosen.end.row:
                    right = max(right if right < text.columns else len(text.cells(row)), left + 1)
                if left < right:
                    runs = restyle(runs, left, min(right, text.columns), "")
            shown[y] = runs
        return shown

    def _marks(self, top: int, stop: int) -> list[tuple[Stretch, str]]:
        state = self.state
        if state.pattern is None:
            return []
        try:
            found = self.text.matches(state.pattern, top, stop)
        except PatternError:
            return []
        return [(match, PRESENT_MATCH if match == state.match else MATCH) for match in found]


def _columns(stretch: Stretch, row: int, columns: int) -> tuple[int, int]:
    if not stretch.start.row <= row <= stretch.end.row:
        return 0, 0
    left = stretch.start.x if row == stretch.start.row else 0
    return left, stretch.end.x if row == stretch.end.row else columns


def _fill(runs: list[StyledRun], columns: int) -> list[StyledRun]:
    free = columns - sum([run.cells for run in runs])
    return [*runs, StyledRun(0, " " * free, free)] if free > 0 else runs


def restyle(runs: list[StyledRun], left: int, right: int, sgr: str) -> list[StyledRun]:
    """Runs with the cells left <= x < right in another style: SGR parameters on top of their own,
    or reversed where there are none. A wide character that is cut belongs to it whole."""
    changed: list[StyledRun] = []
    x = 0
    for run in runs:
        for part, inside in _split_run(run, left - x, right - x):
            changed.append(part._replace(style=_mark_style(part.style, sgr)) if inside else part)
        x += run.cells
    return changed


def _mark_style(style: int, sgr: str) -> int:
    if not sgr:
        return style ^ REVERSE
    return apply_sgr(style & ~(REVERSE | BOLD), sgr)


def _split_run(run: StyledRun, left: int, right: int) -> Iterator[tuple[StyledRun, bool]]:
    """A run before, within and behind the cells [left, right), which count from its start."""
    if right <= 0 or left >= run.cells:
        yield run, False
        return
    if len(run.text) == run.cells and run.text.isascii():
        pieces = (run.text[: max(left, 0)], run.text[max(left, 0) : right], run.text[right:])
        sizes = tuple(map(len, pieces))
    else:
        pieces, sizes = _cut_clusters(run.text, left, right)
    for number, (text, cells) in enumerate(zip(pieces, sizes, strict=True)):
        if cells:
            yield StyledRun(run.style, text, cells), number == 1


def _cut_clusters(
    text: str, left: int, right: int
) -> tuple[tuple[str, str, str], tuple[int, int, int]]:
    texts, sizes = ["", "", ""], [0, 0, 0]
    x = 0
    for cluster, cells in iter_clusters(text):
        part = 0 if x + max(cells, 1) <= left else 1 if x < right else 2
        texts[part] += cluster
        sizes[part] += cells
        x += cells
    return (texts[0], texts[1], texts[2]), (sizes[0], sizes[1], sizes[2])
