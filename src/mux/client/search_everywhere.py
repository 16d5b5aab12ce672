"""One search through the history of all panes, of this session and of all others (prefix f)."""

from collections.abc import Callable, Sequence
from typing import Protocol

from mux.client.line_edit import LineEdit
from mux.client.lines import Part, lay_line
from mux.client.overlay import Host, Overlay
from mux.client.palette import Palette
from mux.client.rows import RowStrip
from mux.client.search_hits import Found, Hit, Where
from mux.client.text import fit_text
from mux.core.geometry import Size

PAUSE = 0.15  # seconds without a key before the search starts
AROUND_ROWS = 8  # of the lower part: a rule, the match, and what is around it
HEAD_ROWS = 2
WORDS = {Where.HERE: "", Where.RUNNING: " (running)", Where.SAVED: " (saved)"}


class Searcher(Protocol):
    """Who does the searching; every answer says what it is about."""

    def search_here(self, text: str, regex: bool, then: Callable[[Found], None]) -> None: ...

    def search_others(self, text: str, regex: bool, then: Callable[[Found], None]) -> None: ...

    def after(self, seconds: float, then: Callable[[], None]) -> None: ...

    def go_to(self, hit: Hit, text: str, regex: bool) -> None: ...


class SearchEverywhere(Overlay):
    title = "Search everywhere"
    footer = "ENTER go there · Alt-r regex · ESC close"
    wanted = Size(110, 30)

    def __init__(self, host: Host, searcher: Searcher) -> None:
        super().__init__(host)
        self.query = LineEdit()
        self.regex = False
        self.selected = 0
        self._searcher = searcher
        self._here = self._others = Found()
        self._asked = 0  # counts searches, so that an answer that comes late is known as such
        self._waiting = 0  # answers that are still to come
        self._top = 0
        self._page = 10

    @property
    def hits(self) -> Sequence[Hit]:
        return [*self._here.hits, *self._others.hits]

    @property
    def current(self) -> Hit | None:
        hits = self.hits
        return hits[self.selected] if self.selected < len(hits) else None

    # --- keys -----------------------------------------------------------------------------------

    def press(self, key: str) -> None:
        match key:
            case "enter":
                if self.current is not None:
                    self._searcher.go_to(self.current, self.query.text, self.regex)
            case "up" | "ctrl-p":
                self.wheel(-1)
            case "down" | "ctrl-n":
                self.wheel(1)
            case "pageup":
                self.wheel(-self._page)
            case "pagedown":
                self.wheel(self._page)
            case "alt-r":
                self.regex = not self.regex
                self._search_soon()
            case _:
                before = self.query.text
                if not self.query.press(key):
                    super().press(key)
                elif self.query.text != before:
                    self._search_soon()

    def paste(self, text: str) -> None:
        self.query.insert(text)
        self._search_soon()

    def wheel(self, lines: int) -> None:
        self.selected = min(max(self.selected + lines, 0), max(len(self.hits) - 1, 0))

    def click(self, x: int, y: int) -> None:
        place = self._top + y - HEAD_ROWS
        if HEAD_ROWS <= y < HEAD_ROWS + self._page and place < len(self.hits):
            again = place == self.selected
            self.selected = place
            if again:
                self.press("enter")

    # --- searching ------------------------------------------------------------------------------

    def _search_soon(self) -> None:
        self._asked += 1
        asked = self._asked
        self._searcher.after(PAUSE, lambda: self._search(asked))

    def _search(self, asked: int) -> None:
        if asked != self._asked:
            return
        self.selected = self._top = 0
        self._here = self._others = Found()
        self._waiting = 0
        text = self.query.text
        if text:
            self._waiting = 2
            self._searcher.search_here(
                text, self.regex, lambda found: self._take(asked, here=found)
            )
            self._searcher.search_others(
                text, self.regex, lambda found: self._take(asked, others=found)
            )
        self.host.refresh_overlay()

    def _take(self, asked: int, here: Found | None = None, others: Found | None = None) -> None:
        if asked != self._asked:
            return
        current = self.current
        self._waiting -= 1
        self._here = here or self._here
        self._others = others or self._others
        if current is not None and self.selected:
            self.selected = next((n for n, hit in enumerate(self.hits) if hit == current), 0)
        self.host.refresh_overlay()

    # --- rows -----------------------------------------------------------------------------------

    def body(self, width: int, height: int, palette: Palette) -> list[RowStrip]:
        around = AROUND_ROWS if height >= AROUND_ROWS + HEAD_ROWS + 3 else 0
        self._page = max(height - HEAD_ROWS - around, 1)
        self._top = min(max(self._top, self.selected - self._page + 1), self.selected)
        rows = [self._query_row(width, palette), self._count_row(width, palette)]
        hits = self.hits
        for place in range(self._top, self._top + self._page):
            if place < len(hits):
                chosen = place == self.selected
                rows.append(_hit_row(hits[place], chosen, width, palette))
            else:
                rows.append(lay_line((), width, palette.panel))
        if around and self.current is not None:
            rows += _around_rows(self.current, width, palette)
        return rows[:height]

    def _query_row(self, width: int, palette: Palette) -> RowStrip:
        sign = " regex > " if self.regex else " > "
        parts: list[Part] = [(palette.panel_key, sign)]
        parts += self.query.parts(width - len(sign), palette.panel, palette.selected)
        if not self.query.text:
            parts.append((palette.panel_dim, "what was on any screen, now or before"))
        return lay_line(parts, width, palette.panel)

    def _count_row(self, width: int, palette: Palette) -> RowStrip:
        problem = self._here.problem or self._others.problem
        if problem:
            words = problem
        elif self._waiting:
            words = "searching …"
        elif not self.query.text:
            words = ""
        else:
            hits = self.hits
            places = len({hit.session for hit in hits})
            more = "" if self._here.whole and self._others.whole else " (the newest of each pane)"
            lines = "1 line" if len(hits) == 1 else f"{len(hits)} lines"
            words = f"{lines} in {places} session{'' if places == 1 else 's'}{more}"
        return lay_line((), width, palette.panel, [(palette.panel_dim, f"{words} ")])


def _hit_row(hit: Hit, chosen: bool, width: int, palette: Palette) -> RowStrip:
    style = palette.selected if chosen else palette.panel
    mark = palette.selected if chosen else palette.match
    place = fit_text(f"{hit.session}{WORDS[hit.where]} · {hit.title}", max(width // 3, 10))
    # The match is to be seen, however far to the right it is.
    room = width - len(place) - 8
    start = max(0, hit.start - room // 2) if hit.end > room else 0
    parts: list[Part] = [
        (style, " ▸ " if chosen else "   "),
        (style if chosen else palette.panel_key, f"{place}: "),
        (style, ("…" if start else "") + hit.text[start : hit.start].lstrip()),
        (mark, hit.text[hit.start : hit.end]),
        (style, hit.text[hit.end :]),
    ]
    return lay_line(parts, width, style)


def _around_rows(hit: Hit, width: int, palette: Palette) -> list[RowStrip]:
    rows = [lay_line([(palette.panel_dim, "─" * width)], width, palette.panel)]
    rows += [
        lay_line([(palette.panel_dim, f" {text}")], width, palette.panel) for text in hit.before
    ]
    parts: list[Part] = [
        (palette.panel, f" {hit.text[: hit.start]}"),
        (palette.match, hit.text[hit.start : hit.end]),
        (palette.panel, hit.text[hit.end :]),
    ]
    rows.append(lay_line(parts, width, palette.panel))
    rows += [
        lay_line([(palette.panel_dim, f" {text}")], width, palette.panel) for text in hit.after
    ]
    return rows
