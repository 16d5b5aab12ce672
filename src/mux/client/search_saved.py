"""Searching what other sessions have saved: of running ones it is about a second old.

Work for a thread beside the event loop. What reads session files is slow to import, and nobody may
ever search: it is imported on first use.
"""

import re
from typing import NamedTuple

from mux.client.search_hits import Found, Hit, Where, show_blanks
from mux.client.session_list import list_entries
from mux.config.errors import ConfigError
from mux.config.paths import sessions_dir
from mux.persist.listing import SessionEntry

MOST_IN_A_PANE = 100
AROUND = 3
_CONTENTS = re.compile(r"contents/(\d+)(?:-\d+)?\.ansi")


class SavedPane(NamedTuple):
    """`pane`: its id while the session runs; else its place."""

    pane: int
    title: str
    lines: list[str]


class SavedTexts:
    """Reads each session once, and again when it was saved anew."""

    def __init__(self, here: str) -> None:
        """`here`: the session that is not to be searched, for its server knows better."""
        self._here = here
        self._read: dict[tuple[str, float, bool], list[SavedPane]] = {}

    def search(self, text: str, regex: bool) -> Found:
        """Raises nothing: what can't be read holds no matches."""
        from mux.term.excerpts import newest_excerpts
        from mux.term.search import Query, SearchError

        try:
            query = Query(text, regex=regex)
            entries = [entry for entry in list_entries() if entry.name != self._here]
        except (SearchError, ConfigError, OSError) as error:
            return Found(problem=str(error))
        hits: list[Hit] = []
        whole = True
        for entry in entries:
            running = entry.state == "running"
            for pane in self.panes(entry):
                found, all_found = newest_excerpts(pane.lines, query, MOST_IN_A_PANE, AROUND)
                whole = whole and all_found
                for match in found:
                    line = match.line - len(pane.lines) if running else match.line
                    hits.append(
                        Hit(
                            Where.RUNNING if running else Where.SAVED,
                            entry.name,
                            pane.pane,
                            pane.title,
                            line,
                            show_blanks(match.text),
                            match.start,
                            match.end,
                            tuple(map(show_blanks, match.before)),
                            tuple(map(show_blanks, match.after)),
                        )
                    )
        return Found(hits, whole)

    def panes(self, entry: SessionEntry) -> list[SavedPane]:
        running = entry.state == "running"
        key = (entry.name, entry.saved, running)
        if key not in self._read:
            for old in [old for old in self._read if old[0] == entry.name]:
                del self._read[old]
            self._read[key] = _read_panes(entry.name, running)
        return self._read[key]

    def lines_of(self, hit: Hit) -> list[str]:
        """The text that a match was found in."""
        for (name, _, running), panes in self._read.items():
            if name == hit.session and not running and hit.pane < len(panes):
                return panes[hit.pane].lines
        return []


def _read_panes(name: str, running: bool) -> list[SavedPane]:
    from mux.config.session_file import read_session
    from mux.persist.errors import StoreError
    from mux.persist.loading import load_session
    from mux.persist.restore import plan_restore

    try:
        loaded = load_session(sessions_dir() / name, read_session)
    except (StoreError, OSError):
        return []
    panes: list[SavedPane] = []
    tabs = loaded.value.layout.tabs
    for place, plan in enumerate(plan_restore(loaded).panes):
        named = _CONTENTS.fullmatch(plan.pane.contents_file or "")
        number = int(named[1]) if running and named else place
        tab = tabs[plan.tab].name or f"tab {plan.tab + 1}"
        title = plan.pane.name or f"pane {place + 1}"
        panes.append(SavedPane(number, show_blanks(f"{tab} · {title}"), plan.contents.lines))
    return panes
