"""The search across everything, as the client does it: who is asked, and how one gets there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from mux.client.errand import run_errand
from mux.client.search_everywhere import SearchEverywhere
from mux.client.search_hits import Found, Hit, Where, read_hits
from mux.client.search_others import OtherSessions
from mux.core.commands import Command, FocusPane, SearchPane, SwitchSession
from mux.core.ids import PaneId

if TYPE_CHECKING:
    from mux.client.desk import Desk


def open_search(desk: "Desk") -> SearchEverywhere:
    return SearchEverywhere(desk, DeskSearcher(desk))


class DeskSearcher:
    """Implements mux.client.search_everywhere.Searcher."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._others = OtherSessions(desk.scene.session)

    def search_here(self, text: str, regex: bool, then: Callable[[Found], None]) -> None:
        session = self._desk.scene.session

        def take(answer: object) -> None:
            if isinstance(answer, dict):
                then(read_hits(Where.HERE, session, answer))

        self._desk.ask(
            "search",
            take,
            {"text": text, "regex": regex},
            lambda error: then(Found(problem=error)),
        )

    def search_others(self, text: str, regex: bool, then: Callable[[Found], None]) -> None:
        self._desk.stage.in_background(lambda: self._others.search(text, regex), then)

    def after(self, seconds: float, then: Callable[[], None]) -> None:
        self._desk.stage.after(seconds, then)

    def go_to(self, hit: Hit, text: str, regex: bool) -> None:
        desk = self._desk
        if hit.where is Where.SAVED:
            self._view(hit, text, regex)
            return
        commands = _way_to(hit, text, regex)
        desk.close_overlay()
        if hit.where is Where.HERE:
            for command in commands:
                desk.do(command)
            return

        def end(problem: str) -> None:
            if problem:
                desk.show_toast(problem, "warning")
            else:
                desk.do(SwitchSession(hit.session))

        desk.stage.in_background(lambda: _run_errands(hit.session, commands), end)

    def _view(self, hit: Hit, text: str, regex: bool) -> None:
        from mux.client.search_viewer import SavedViewer
        from mux.term.search import Query

        desk, back = self._desk, self._desk.overlay
        lines = self._others.lines_of(hit)
        viewer = SavedViewer(desk, hit.session, hit.title, lines, hit.line, desk.scene.depth)
        viewer.mark(Query(text, regex=regex))
        viewer.back = back
        desk.open_overlay(viewer)


def _way_to(hit: Hit, text: str, regex: bool) -> list[Command]:
    pane = PaneId(hit.pane)
    return [FocusPane(pane), SearchPane(text, regex, hit.line, pane)]


def _run_errands(session: str, commands: list[Command]) -> str:
    """What went wrong first; "" if nothing did."""
    for command in commands:
        problem = run_errand(session, command)
        if problem:
            return problem
    return ""
