"""Searching the other sessions: the servers of those that run, what the others have saved.

Work for a thread beside the event loop. What reads session files is slow to import, and nobody may
ever search: it is imported on first use.
"""

from typing import Any, NamedTuple

from mux.client.search_hits import Found, Hit, Where, read_hits, show_blanks
from mux.client.search_running import ask_session
from mux.client.session_list import list_entries
from mux.config.errors import ConfigError
from mux.config.paths import sessions_dir
from mux.persist.listing import SessionEntry

MOST_IN_A_PANE = 100
AROUND = 3


class SavedPane(NamedTuple):
    title: str
    lines: list[str]


class OtherSessions:
    """Reads what a session has saved once, and again when it was saved anew."""

    def __init__(self, here: str) -> None:
        """`here`: the session that is not to be searched, for its client asks it by itself."""
        self._here = here
        self._read: dict[str, tuple[float, list[SavedPane]]] = {}

    def search(self, text: str, regex: bool) -> Found:
        """Raises nothing: what can't be read holds no matches."""
        from mux.term.search import Query, SearchError

        try:
            query = Query(text, regex=regex)
            entries = [entry for entry in list_entries() if entry.name != self._here]
        except (SearchError, ConfigError, OSError) as error:
            return Found(problem=str(error))
        hits: list[Hit] = []
        whole = True
        for entry in entries:
            found = self._search_session(entry, text, regex, query)
            hits += found.hits
            whole = whole and found.whole
        return Found(hits, whole)

    def _search_session(self, entry: SessionEntry, text: str, regex: bool, query: Any) -> Found:
        if entry.state == "running":
            answer = ask_session(entry.name, "search", {"text": text, "regex": regex})
            if answer is not None:
                return read_hits(Where.RUNNING, entry.name, answer)
        from mux.term.excerpts import newest_excerpts

        hits: list[Hit] = []
        whole = True
        for place, pane in enumerate(self.panes(entry)):
            found, all_found = newest_excerpts(pane.lines, query, MOST_IN_A_PANE, AROUND)
            whole = whole and all_found
            for match in found:
                before = tuple(map(show_blanks, match.before))
                after = tuple(map(show_blanks, match.after))
                shown = show_blanks(match.text)
                hits.append(
                    Hit(
                        *(Where.SAVED, entry.name, place, pane.title, match.line, shown),
                        *(match.start, match.end, before, after),
                    )
                )
        return Found(hits, whole)

    def panes(self, entry: SessionEntry) -> list[SavedPane]:
        known = self._read.get(entry.name)
        if known is None or known[0] != entry.saved or entry.state == "running":
            known = self._read[entry.name] = entry.saved, _read_panes(entry.name)
        return known[1]

    def lines_of(self, hit: Hit) -> list[str]:
        """The text that a match was found in."""
        panes = self._read.get(hit.session, (0.0, []))[1]
        return panes[hit.pane].lines if hit.pane < len(panes) else []


def _read_panes(name: str) -> list[SavedPane]:
    from mux.config.session_file import read_session
    from mux.persist.errors import StoreError
    from mux.persist.loading import load_session
    from mux.persist.restore import plan_restore

    try:
        loaded = load_session(sessions_dir() / name, read_session)
    except (StoreError, ConfigError, OSError):
        return []
    tabs = loaded.value.layout.tabs
    return [
        SavedPane(
            show_blanks(
                f"{tabs[plan.tab].name or f'tab {plan.tab + 1}'} · "
                f"{plan.pane.name or f'pane {place}'}"
            ),
            plan.contents.lines,
        )
        for place, plan in enumerate(plan_restore(loaded).panes, 1)
    ]
