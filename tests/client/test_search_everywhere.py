"""The search across everything: what it asks for, what it shows, where it leads."""

import pytest

from mux.client.copy_buffers import BufferList
from mux.client.overlay import Overlay
from mux.client.palette import MONOCHROME
from mux.client.search_everywhere import SearchEverywhere
from mux.client.search_hits import Found, Hit, Where, read_hits
from mux.client.search_viewer import SavedViewer
from mux.client.styles import Depth
from mux.core.commands import Command, DeleteBuffer, PasteBuffer, SwitchSession
from mux.term.search import Query


class Recorder:
    """A host, and who searches: answers come when the test gives them."""

    def __init__(self) -> None:
        self.done: list[Command] = []
        self.closed = False
        self.timers: list[object] = []
        self.asked: list[tuple[str, str, bool]] = []
        self.answers: dict[str, object] = {}
        self.went: list[Hit] = []

    def do(self, command: Command) -> None:
        self.done.append(command)

    def open_overlay(self, overlay: Overlay) -> None: ...

    def close_overlay(self) -> None:
        self.closed = True

    def refresh_overlay(self) -> None: ...

    def show_toast(self, text: str, severity: str = "information") -> None: ...

    def after(self, seconds: float, then: object) -> None:
        self.timers.append(then)

    def search_here(self, text: str, regex: bool, then: object) -> None:
        self.asked.append(("here", text, regex))
        self.answers["here"] = then

    def search_others(self, text: str, regex: bool, then: object) -> None:
        self.asked.append(("others", text, regex))
        self.answers["others"] = then

    def go_to(self, hit: Hit, text: str, regex: bool) -> None:
        self.went.append(hit)

    def fire(self) -> None:
        for then in self.timers:
            then()  # type: ignore[operator]
        self.timers.clear()

    def answer(self, who: str, found: Found) -> None:
        self.answers[who](found)  # type: ignore[operator]


@pytest.fixture
def host() -> Recorder:
    return Recorder()


def hit(where: Where, session: str, text: str, word: str) -> Hit:
    start = text.index(word)
    return Hit(where, session, 1, "tab · shell", 7, text, start, start + len(word), ("b",), ("a",))


HERE = hit(Where.HERE, "main", "an error here", "error")
SAVED = hit(Where.SAVED, "old", "the error of old", "error")


def typed(host: Recorder, text: str) -> SearchEverywhere:
    overlay = SearchEverywhere(host, host)
    for character in text:
        overlay.press(character)
    host.fire()
    return overlay


def shown(overlay: Overlay, width: int = 70, height: int = 20) -> list[str]:
    rows = overlay.body(width, height, MONOCHROME)
    assert all(row.cells == width for row in rows)
    assert len(rows) <= height
    return ["".join(run.text for run in row.runs).rstrip() for row in rows]


def test_it_asks_once_after_a_pause(host: Recorder) -> None:
    typed(host, "error")
    assert host.asked == [("here", "error", False), ("others", "error", False)]


def test_it_shows_lines_with_those_around_them(host: Recorder) -> None:
    overlay = typed(host, "error")
    assert "searching" in shown(overlay)[1]
    host.answer("here", Found([HERE]))
    host.answer("others", Found([SAVED]))
    rows = shown(overlay)
    assert "2 lines in 2 sessions" in rows[1]
    assert "main · tab · shell: an error here" in rows[2]
    assert "old (saved) · tab" in rows[3]
    assert rows[-3:] == [" b", " an error here", " a"]


def test_enter_goes_to_the_selected_one(host: Recorder) -> None:
    overlay = typed(host, "error")
    host.answer("here", Found([HERE]))
    host.answer("others", Found([SAVED]))
    overlay.press("down")
    overlay.press("enter")
    assert host.went == [SAVED]


def test_an_answer_that_comes_late_is_not_shown(host: Recorder) -> None:
    overlay = typed(host, "err")
    late = host.answers["here"]
    overlay.press("o")
    host.fire()
    late(Found([HERE]))  # type: ignore[operator]
    assert overlay.current is None


def test_a_problem_is_told(host: Recorder) -> None:
    overlay = typed(host, "(")
    overlay.press("alt-r")
    host.fire()
    assert host.asked[-1] == ("others", "(", True)
    host.answer("here", Found(problem="not a regular expression: …"))
    assert "not a regular expression" in shown(overlay)[1]


@pytest.mark.parametrize(("width", "height"), [(5, 1), (12, 3), (40, 12), (200, 60)])
def test_it_fits_any_screen(host: Recorder, width: int, height: int) -> None:
    overlay = typed(host, "error")
    host.answer("here", Found([hit(Where.HERE, "main", "日本" * 90 + "error", "error")] * 30))
    for _ in range(40):
        overlay.press("down")
    shown(overlay, width, height)


def test_control_characters_are_not_shown() -> None:
    match = {
        "pane": 1,
        "tab": "t",
        "title": "x\x1b]0;",
        "line": 3,
        "text": "a\x1bb",
        "start": 2,
        "end": 3,
        "before": ["\x07"],
        "after": [],
    }
    found = read_hits(Where.HERE, "main", {"matches": [match], "whole": True})
    assert found.hits[0].text == "a b"
    assert found.hits[0].title == "t · x]0;"
    assert found.hits[0].before == (" ",)


def test_what_was_saved_can_be_read(host: Recorder) -> None:
    lines = [f"line {n}" for n in range(100)]
    viewer = SavedViewer(host, "old", "tab · shell", lines, 50, Depth.TRUE)
    viewer.mark(Query("line 5"))
    assert "line 50" in shown(viewer, 30, 11)
    viewer.press("g")
    assert shown(viewer, 30, 11)[0] == "line 0"
    viewer.press("n")
    assert "line 51" in shown(viewer, 30, 11)
    viewer.press("N")
    viewer.press("N")
    assert "line 5" in shown(viewer, 30, 11)
    viewer.press("enter")
    assert host.done == [SwitchSession("old")]


def test_buffers_are_pasted_and_deleted(host: Recorder) -> None:
    asked: list[bool] = []
    overlay = BufferList(host, lambda: asked.append(True))
    overlay.set_buffers(
        [
            {"name": "buffer1", "size": 3, "summary": "two\x1b"},
            {"name": "buffer0", "size": 3, "summary": "one"},
        ]
    )
    assert "two" in shown(overlay)[2]
    overlay.press("ctrl-x")
    assert host.done == [DeleteBuffer("buffer1")]
    assert asked == [True]
    overlay.press("down")
    overlay.press("enter")
    assert host.done[1:] == [PasteBuffer("buffer0")]
    assert host.closed
