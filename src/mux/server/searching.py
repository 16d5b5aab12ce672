"""Searching the text of all panes of the session, for the client's search across everything."""

from collections.abc import Mapping
from typing import Any

from mux.core.commands import CommandError
from mux.core.ids import PaneId
from mux.server.copying import Copying
from mux.server.session import Session
from mux.server.view import pane_title, tab_title
from mux.term.excerpts import newest_excerpts
from mux.term.search import Query, SearchError

MOST_IN_A_PANE = 100
AROUND = 3  # lines shown before and after a match


def search_panes(session: Session, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What matches in each pane, the newest first: `{"matches": [{pane, tab, title, line, text,
    start, end, before, after}], "whole": whether these are all}`. `line` is counted from the first
    that the pane ever held. Raises CommandError for a text that can't be searched for."""
    text = str(arguments.get("text") or "")
    if not text:
        return {"matches": [], "whole": True}
    try:
        query = Query(text, regex=bool(arguments.get("regex")))
    except SearchError as error:
        raise CommandError(str(error)) from None
    matches: list[dict[str, Any]] = []
    whole = True
    for tab in session.workspace.tabs:
        for pane in sorted(tab.recent):
            pty = session.ptys.get(pane)
            if pty is None:
                continue
            found, all_found = newest_excerpts(
                pty.emulator.shown_lines(), query, MOST_IN_A_PANE, AROUND
            )
            whole = whole and all_found
            place = {
                "pane": pane,
                "tab": tab_title(tab, session.workspace, session.ptys),
                "title": pane_title(session.workspace.panes[PaneId(pane)], pty),
            }
            first = pty.emulator.first_line
            matches += [place | match._asdict() | {"line": first + match.line} for match in found]
    return {"matches": matches, "whole": whole}


def list_buffers(copying: Copying) -> list[dict[str, Any]]:
    """The paste buffers, the newest first: name, size in characters, and how they begin."""
    return [
        {"name": item.name, "size": len(item.text), "summary": item.summary}
        for item in copying.buffers.items
    ]
