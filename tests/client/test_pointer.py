"""What the mouse does, told by the commands and messages that come of it."""

from collections.abc import Callable
from typing import Any

import pytest
from fake_server import MODES, pane, rows, view

from mux.client.bars import Hit
from mux.client.mouse import MouseReport, read_mouse
from mux.client.paint import Painter
from mux.client.pointer import Pointer, PointerOptions
from mux.client.tokens import Tokenizer
from mux.core.commands import (
    Command,
    CopyAction,
    CopyCells,
    DragBorder,
    FocusPane,
    FocusTab,
    MoveFloating,
    MoveTab,
    NextTab,
    ScrollPane,
    SelectAt,
)
from mux.core.geometry import Region
from mux.core.ids import PaneId, TabId
from mux.protocol.messages import Message, Mouse

TEXT = ["hello brave new world", "日本語 text", "third line"]


class Recorder:
    """Hands that remember; the tab bar is row 0 with tab 1 in cells 0-4 and tab 2 in 5-9."""

    def __init__(self) -> None:
        self.log: list[object] = []
        self.unanswered: list[Callable[[], None]] = []
        self.timers: list[Callable[[], None]] = []

    def do(self, command: Command) -> None:
        self.log.append(command)

    def do_then(self, command: Command, then: Callable[[], None]) -> None:
        self.log.append(command)
        self.unanswered.append(then)

    def send(self, message: Message) -> None:
        self.log.append(message)

    def after(self, seconds: float, then: Callable[[], None]) -> None:
        self.timers.append(then)

    def pump(self) -> None:
        pass

    def tab_at(self, x: int, y: int) -> Hit | None:
        return Hit(0, 5, 1) if x < 5 else Hit(5, 10, 2) if x < 10 else None

    def on_tab_bar(self, y: int) -> bool:
        return y == 0

    def open_pane_menu(self, pane: int, floating: bool) -> None:
        self.log.append(("menu", pane, floating))

    def open_tab_menu(self, tab: int) -> None:
        self.log.append(("tab menu", tab))

    def open_link(self, uri: str) -> None:
        self.log.append(("link", uri))


class Mice:
    def __init__(self, painter: Painter) -> None:
        self.hands = Recorder()
        self.now = 0.0
        options = PointerOptions(3, True)
        self.pointer = Pointer(painter.scene, painter, self.hands, options, lambda: self.now)

    def press(self, x: int, y: int, button: int = 0, modifiers: int = 0) -> None:
        self.pointer.handle(MouseReport("press", button, x, y, modifiers))

    def move(self, x: int, y: int) -> None:
        self.pointer.handle(MouseReport("move", 0, x, y))

    def release(self, x: int, y: int) -> None:
        self.pointer.handle(MouseReport("release", 0, x, y))

    def click(self, x: int, y: int) -> None:
        self.press(x, y)
        self.release(x, y)

    def wheel(self, x: int, y: int, up: bool = True) -> None:
        self.pointer.handle(MouseReport("wheel-up" if up else "wheel-down", 3, x, y))


@pytest.fixture
def mice(painter: Painter) -> Mice:
    """Pane 1 (in focus) left and pane 2 right, at 30x10 each, below a tab bar; a float on top."""
    panes: list[dict[str, Any]] = [
        pane(1, [0, 0, 30, 10]),
        pane(2, [30, 0, 30, 10]),
        pane(3, [40, 4, 12, 5], floating=True),
    ]
    painter.scene.take_view(view(panes, [60, 10]))
    lines = {}
    for y, text in enumerate(TEXT):
        wide = sum(1 for c in text if ord(c) > 0x2E80)
        lines[y] = [["", text, len(text) + wide], ["", " " * 28, 28 - len(text) - wide]]
    painter.scene.take_rows(rows(1, lines))
    painter.lay_out(Region(0, 1, 60, 10), ())
    return Mice(painter)


@pytest.mark.parametrize(
    ("raw", "report"),
    [
        (b"\x1b[<0;3;4M", MouseReport("press", 0, 2, 3)),
        (b"\x1b[<2;3;4m", MouseReport("release", 2, 2, 3)),
        (b"\x1b[<32;3;4M", MouseReport("move", 0, 2, 3)),
        (b"\x1b[<35;3;4M", MouseReport("move", 3, 2, 3)),
        (b"\x1b[<64;3;4M", MouseReport("wheel-up", 3, 2, 3)),
        (b"\x1b[<65;3;4M", MouseReport("wheel-down", 3, 2, 3)),
        (b"\x1b[<16;3;4M", MouseReport("press", 0, 2, 3, 16)),
        (b"\x1b[<12;3;4M", MouseReport("press", 0, 2, 3, 12)),
        (b"\x1b[<66;3;4M", None),
        (b"\x1b[<128;3;4M", None),
        (b"\x1b[<0;0;4M", None),
        (b"\x1b[M #$", MouseReport("press", 0, 2, 3)),
        (b"\x1b[M##$", MouseReport("release", 3, 2, 3)),
        (b"\x1b[M`#$", MouseReport("wheel-up", 3, 2, 3)),
    ],
)
def test_reports(raw: bytes, report: MouseReport | None) -> None:
    assert read_mouse(Tokenizer().feed(raw)[0]) == report


def test_a_click_focuses_the_pane_on_top(mice: Mice) -> None:
    mice.click(35, 3)
    mice.click(42, 6)
    mice.click(5, 5)
    assert mice.hands.log == [FocusPane(PaneId(2)), FocusPane(PaneId(3))]


def test_tabs_are_clicked_dragged_and_wheeled(mice: Mice) -> None:
    mice.press(2, 0)
    mice.move(7, 0)
    mice.release(7, 0)
    mice.wheel(20, 0, up=False)
    assert mice.hands.log == [FocusTab(TabId(1)), MoveTab(1, TabId(1)), NextTab()]


def test_the_wheel_looks_back(mice: Mice) -> None:
    mice.wheel(5, 5)
    mice.wheel(35, 3, up=False)
    assert mice.hands.log == [ScrollPane(3, PaneId(1)), ScrollPane(-3, PaneId(2))]


def test_a_program_that_wants_the_mouse_gets_it(mice: Mice, painter: Painter) -> None:
    painter.scene.take_rows(rows(2, {}, modes=MODES | {"mouse": 1002}))
    mice.press(35, 3)
    mice.move(200, 3)
    mice.release(2, 2)
    mice.wheel(35, 3)
    assert mice.hands.log == [
        FocusPane(PaneId(2)),
        Mouse(2, "press", 0, 4, 1),
        Mouse(2, "move", 0, 27, 1),
        Mouse(2, "release", 0, 0, 0),
        Mouse(2, "wheel-up", 3, 4, 1),
    ]


def test_shift_takes_the_mouse_back(mice: Mice, painter: Painter) -> None:
    painter.scene.take_rows(rows(1, {}, modes=MODES | {"mouse": 1002}))
    mice.press(1, 2, modifiers=4)
    mice.move(5, 2)
    mice.release(5, 2)
    assert mice.hands.log == [CopyCells(0, 0, 4, 0, "character", PaneId(1))]


def test_an_alternate_screen_gets_the_wheel(mice: Mice, painter: Painter) -> None:
    painter.scene.take_rows(rows(1, {}, modes=MODES | {"alternate_screen": 1}))
    mice.wheel(1, 2)
    assert mice.hands.log == [Mouse(1, "wheel-up", 3, 0, 0)]


def test_a_border_is_dragged_step_by_step(mice: Mice) -> None:
    mice.press(29, 5)
    mice.move(31, 5)
    assert mice.hands.log == [DragBorder(29, 4, 31, 4)]


def test_a_drag_takes_hold_again_where_the_border_is(mice: Mice, painter: Painter) -> None:
    mice.press(29, 5)
    mice.move(50, 5)
    painter.scene.take_view(view([pane(1, [0, 0, 40, 10]), pane(2, [40, 0, 20, 10])], [60, 10]))
    mice.hands.unanswered.pop()()
    mice.move(48, 5)
    assert mice.hands.log[-1] == DragBorder(39, 4, 48, 4)


def test_what_is_dragged_faster_than_the_server_answers_goes_to_the_last_place(
    mice: Mice, painter: Painter
) -> None:
    mice.press(29, 5)
    for x in range(28, 19, -1):
        mice.move(x, 5)
    mice.release(19, 5)
    assert mice.hands.log == [DragBorder(29, 4, 28, 4)]
    painter.scene.take_view(view([pane(1, [0, 0, 29, 10]), pane(2, [29, 0, 31, 10])], [60, 10]))
    mice.hands.unanswered.pop()()
    assert mice.hands.log[1:] == [DragBorder(28, 4, 19, 4)]
    mice.hands.unanswered.pop()()
    assert len(mice.hands.log) == 2


def test_a_float_is_moved_by_its_title(mice: Mice, painter: Painter) -> None:
    mice.press(44, 5)
    mice.move(46, 6)
    mice.move(47, 6)
    assert mice.hands.log == [FocusPane(PaneId(3)), MoveFloating(2, 1, PaneId(3))]
    # As far as the screen allows it: the place where it is held stays the same.
    painter.scene.take_view(view([pane(3, [41, 5, 12, 5], floating=True)], [60, 10]))
    mice.hands.unanswered.pop()()
    assert mice.hands.log[2:] == [MoveFloating(2, 0, PaneId(3))]


def test_dragging_selects_and_letting_go_copies(mice: Mice) -> None:
    mice.press(7, 2)
    mice.move(9, 3)
    mice.release(9, 3)
    assert mice.hands.log == [CopyCells(6, 0, 8, 1, "character", PaneId(1))]


def test_selecting_backwards_is_the_same(mice: Mice) -> None:
    mice.press(9, 3)
    mice.move(7, 2)
    mice.release(7, 2)
    assert mice.hands.log == [CopyCells(8, 1, 6, 0, "character", PaneId(1))]


def test_twice_is_a_word_and_three_times_a_line(mice: Mice) -> None:
    mice.click(8, 2)
    mice.click(8, 2)
    mice.click(8, 2)
    assert mice.hands.log == [
        CopyCells(7, 0, 7, 0, "word", PaneId(1)),
        CopyCells(7, 0, 7, 0, "line", PaneId(1)),
    ]


def test_a_word_of_wide_characters(mice: Mice) -> None:
    mice.click(4, 3)
    mice.click(4, 3)
    assert mice.hands.log == [CopyCells(3, 1, 3, 1, "word", PaneId(1))]


def test_clicks_far_apart_in_time_are_single(mice: Mice) -> None:
    mice.click(8, 2)
    mice.now = 1.0
    mice.click(8, 2)
    assert mice.hands.log == []


def test_the_next_press_drops_the_selection(mice: Mice, painter: Painter) -> None:
    mice.click(8, 2)
    mice.click(8, 2)
    assert painter.scene.selection is not None
    mice.press(3, 4)
    assert painter.scene.selection is None


def test_a_drag_beyond_the_edge_goes_on_in_the_history(mice: Mice) -> None:
    mice.press(8, 3)
    mice.move(9, 3)
    mice.move(9, 0)  # two rows above the content
    here = PaneId(1)
    assert mice.hands.log == [SelectAt(7, 1, "character", here), SelectAt(8, -2, pane=here)]
    mice.hands.log.clear()
    mice.hands.timers.pop()()
    assert mice.hands.log == [SelectAt(8, -2, pane=here)]  # it moves on by itself
    mice.move(9, 3)
    mice.hands.timers.pop()()
    assert not mice.hands.timers  # back inside: it rests
    mice.hands.log.clear()
    mice.release(9, 3)
    assert mice.hands.log == [CopyAction("copy-drag", pane=here)]


def test_a_pane_in_copy_mode_selects_by_itself(mice: Mice, painter: Painter) -> None:
    here = PaneId(1)
    copying = pane(1, [0, 0, 30, 10], focused=True, mode="COPY 3/9")
    painter.scene.take_view(view([copying], [30, 10]))
    mice.click(8, 2)
    assert mice.hands.log == [
        CopyAction("clear-selection", pane=here),
        SelectAt(7, 0, pane=here),
    ]
    mice.hands.log.clear()
    mice.now = 5.0
    mice.press(8, 2)
    mice.move(10, 3)
    mice.release(10, 3)
    assert mice.hands.log[2:] == [
        SelectAt(7, 0, "character", here),
        SelectAt(9, 1, pane=here),
        CopyAction("copy-drag", pane=here),
    ]


def test_the_right_button_opens_menus(mice: Mice, painter: Painter) -> None:
    mice.press(35, 3, button=2)
    mice.press(29, 5, button=2)
    mice.press(7, 0, button=2)
    painter.scene.take_rows(rows(1, {}, modes=MODES | {"mouse": 1000}))
    mice.press(2, 2, button=2)
    assert mice.hands.log == [
        FocusPane(PaneId(2)),
        ("menu", 2, False),
        ("menu", 1, False),
        FocusTab(TabId(2)),
        ("tab menu", 2),
        Mouse(1, "press", 2, 1, 0),
    ]


def test_ctrl_and_a_click_open_a_link(mice: Mice, painter: Painter) -> None:
    linked = {0: [["", "see ", 4], ["4", "日本", 4, "https://a.b"], ["", " " * 20, 20]]}
    painter.scene.take_rows(rows(1, linked, modes=MODES | {"mouse": 1000}))
    mice.press(8, 2, modifiers=16)
    assert mice.hands.log == [("link", "https://a.b")]
    mice.press(9, 2, modifiers=16)
    assert len(mice.hands.log) == 2
    assert isinstance(mice.hands.log[1], Mouse)


def test_the_focus_follows_the_mouse(mice: Mice) -> None:
    def hover(x: int) -> None:
        mice.pointer.handle(MouseReport("move", 3, x, 3))

    hover(35)
    assert mice.hands.log == []
    mice.pointer.options = PointerOptions(focus_follows=True)
    hover(35)
    hover(36)
    assert mice.hands.log == [FocusPane(PaneId(2))], "one question at a time"
    mice.hands.unanswered.pop()()
    hover(5)
    assert mice.hands.log == [FocusPane(PaneId(2))], "pane 1 has the focus"
