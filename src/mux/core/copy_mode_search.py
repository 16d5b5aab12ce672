"""Searching in copy mode: while the text is typed, and from match to match."""

from collections.abc import Mapping

from mux.core.copy_mode_source import (
    CopySource,
    Pattern,
    PatternError,
    Point,
    Stretch,
    used,
)
from mux.core.copy_mode_state import Action, CopyState, Prompt, Reaction, move, refuse, show
from mux.core.copy_mode_words import step_forward, word_around
from mux.dataclass import replace

NOT_FOUND = "not found"


# --- the prompt -----------------------------------------------------------------------------------


def _ask(backward: bool) -> Action:
    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        prompt = Prompt("search", "", state.cursor, state.top, state.pattern, backward)
        return Reaction(replace(state, prompt=prompt))

    return act


def _ask_line(state: CopyState, source: CopySource, count: int) -> Reaction:
    return Reaction(
        replace(state, prompt=Prompt("line", "", state.cursor, state.top, state.pattern))
    )


def press_in_prompt(state: CopyState, key: str, source: CopySource) -> Reaction:
    """A key while something is being typed."""
    prompt = state.prompt
    assert prompt is not None
    match key:
        case "enter":
            return _accept(state, prompt, source)
        case "esc" | "ctrl-c" | "ctrl-g":
            return _give_up(state, prompt, source)
        case "backspace" | "ctrl-h" if not prompt.text:
            return _give_up(state, prompt, source)
        case "backspace" | "ctrl-h":
            return retype(state, prompt.text[:-1], source)
        case "ctrl-u":
            return retype(state, "", source)
        case "ctrl-w":
            return retype(state, prompt.text.rstrip().rpartition(" ")[0], source)
        case "up" if prompt.before is not None and prompt.kind == "search":
            again = replace(prompt, regex=prompt.before.regex)
            return retype(replace(state, prompt=again), prompt.before.text, source)
        case "alt-r":
            other = replace(prompt, regex=not prompt.regex)
            return retype(replace(state, prompt=other), prompt.text, source)
        case "ctrl-s" | "ctrl-n" | "down":
            return _go(state, source, backward=False)
        case "ctrl-r" | "ctrl-p":
            return _go(state, source, backward=True)
    character = " " if key == "space" else key
    return (
        retype(state, prompt.text + character, source) if len(character) == 1 else Reaction(state)
    )


def retype(state: CopyState, text: str, source: CopySource) -> Reaction:
    """The prompt with another text: the first match from where the search began is shown."""
    prompt = state.prompt
    assert prompt is not None
    prompt = replace(prompt, text=text)
    state = replace(state, prompt=prompt, problem="", top=prompt.top)
    state = move(state, source, prompt.origin)
    if prompt.kind != "search":
        return Reaction(state)
    state = replace(state, match=None, pattern=Pattern(text, prompt.regex) if text else None)
    if not text:
        return Reaction(state)
    return _find(state, source, prompt.origin, prompt.backward)


def _accept(state: CopyState, prompt: Prompt, source: CopySource) -> Reaction:
    state = replace(state, prompt=None)
    if prompt.kind == "line":
        return _go_to_line(state, prompt.text, source)
    if prompt.text:
        return Reaction(replace(state, backward=prompt.backward))
    if prompt.before is None:
        return Reaction(state)
    again = replace(state, pattern=prompt.before, backward=prompt.backward)
    return _go(again, source, prompt.backward)


def _give_up(state: CopyState, prompt: Prompt, source: CopySource) -> Reaction:
    """As if nothing had been typed."""
    state = replace(state, prompt=None, pattern=prompt.before, match=None, problem="")
    return Reaction(move(replace(state, top=prompt.top), source, prompt.origin))


def _go_to_line(state: CopyState, text: str, source: CopySource) -> Reaction:
    """As many rows above the last view as the number says, as in tmux."""
    if not text.strip().isdecimal():
        return refuse(state, "a number of rows is wanted")
    row = len(source) - state.height - int(text)
    top = min(max(row, 0), max(0, len(source) - state.height))
    return Reaction(move(replace(state, top=top), source, Point(top, 0)))


# --- from match to match --------------------------------------------------------------------------


def _again(reverse: bool) -> Action:
    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        reaction = Reaction(state)
        for _ in range(min(count, 1000)):
            assert reaction.state is not None
            reaction = _go(reaction.state, source, state.backward != reverse)
        return reaction

    return act


def _go(state: CopyState, source: CopySource, backward: bool) -> Reaction:
    """To the next match in a direction."""
    if state.pattern is None:
        return refuse(state, "nothing was searched for yet")
    start = state.cursor
    if not backward:
        start = step_forward(source, start) or Point(0, 0)
    return _find(state, source, start, backward)


def _find(state: CopyState, source: CopySource, start: Point, backward: bool) -> Reaction:
    """Shows the match next to a place; beyond the text's end it goes on at the other one."""
    assert state.pattern is not None
    try:
        found = source.find(state.pattern, start, backward)
        if found is None:
            last = len(source) - 1
            far = Point(last, used(source, last) + 1) if backward else Point(0, 0)
            found = source.find(state.pattern, far, backward)
    except PatternError as error:
        return refuse(state, str(error))
    if found is None:
        return refuse(replace(state, match=None), NOT_FOUND)
    return Reaction(replace(show(state, source, found.start), match=found))


def find_nearest(state: CopyState, source: CopySource, pattern: Pattern, row: int) -> Reaction:
    """Shows the match that is nearest to a row, as if it had been searched for."""
    state = replace(state, pattern=pattern, backward=False, prompt=None, problem="")
    at = Point(min(max(row, 0), len(source) - 1), 0)
    try:
        after = source.find(pattern, at, backward=False)
        before = source.find(pattern, at, backward=True)
    except PatternError as error:
        return refuse(state, str(error))
    matches = [found for found in (after, before) if found is not None]
    if not matches:
        return refuse(replace(state, match=None), NOT_FOUND)
    nearest = min(matches, key=lambda found: abs(found.start.row - at.row))
    return Reaction(replace(show(state, source, nearest.start), match=nearest))


def _search_word(backward: bool) -> Action:
    """vi's * and #: the word under the cursor."""

    def act(state: CopyState, source: CopySource, count: int) -> Reaction:
        word = word_around(source, state.cursor, state.separators)
        text = "".join(_cells_between(source, word)).strip()
        if not text:
            return refuse(state, "there is no word")
        looking = replace(state, pattern=Pattern(text), backward=backward, cursor=word.start)
        return _go(looking, source, backward)

    return act


def _cells_between(source: CopySource, stretch: Stretch) -> list[str]:
    found: list[str] = []
    for row in range(stretch.start.row, stretch.end.row + 1):
        left = stretch.start.x if row == stretch.start.row else 0
        right = stretch.end.x if row == stretch.end.row else None
        found += source.cells(row)[left:right]
    return found


ACTIONS: Mapping[str, Action] = {
    "search-forward": _ask(backward=False),
    "search-backward": _ask(backward=True),
    "search-again": _again(reverse=False),
    "search-reverse": _again(reverse=True),
    "search-word-forward": _search_word(backward=False),
    "search-word-backward": _search_word(backward=True),
    "goto-line": _ask_line,
}
