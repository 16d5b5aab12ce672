"""What the mouse does: focus, borders, tabs, scrolling, selecting, or whatever a program asked for.

A gesture starts with a press and belongs to what was pressed until the release. Shift makes any
gesture mux's own, as in xterm, also over a program that wants the mouse.
"""

import time
from collections.abc import Callable
from typing import Protocol

from mux.client.bars import Hit
from mux.client.copy_drag import CopyDrag
from mux.client.mouse import CTRL, LEFT, RIGHT, SHIFT, MouseReport
from mux.client.paint import Painter
from mux.client.scene import PaneView, Scene
from mux.client.selection import Selection
from mux.core.commands import (
    Command,
    CopyCells,
    DragBorder,
    FocusPane,
    FocusTab,
    MoveFloating,
    MoveTab,
    NextTab,
    PreviousTab,
    ScrollPane,
)
from mux.core.ids import PaneId, TabId
from mux.dataclass import dataclass
from mux.protocol.messages import Message, Mouse

MULTI_CLICK_SECONDS = 0.4
UNITS = ("cell", "word", "line")
COPIED_UNITS = {"cell": "character", "word": "word", "line": "line"}  # as the server calls them


class Hands(Protocol):
    """What the pointer can have done."""

    def do(self, command: Command) -> None: ...

    def do_then(self, command: Command, then: Callable[[], None]) -> None:
        """`then` is called when the server has answered and what it changed has been shown."""
        ...

    def send(self, message: Message) -> None: ...

    def after(self, seconds: float, then: Callable[[], None]) -> None: ...

    def pump(self) -> None: ...

    def tab_at(self, x: int, y: int) -> Hit | None:
        """The tab whose label shows at a cell of the screen."""
        ...

    def on_tab_bar(self, y: int) -> bool: ...

    def open_pane_menu(self, pane: int, floating: bool) -> None: ...

    def open_tab_menu(self, tab: int) -> None: ...

    def open_link(self, uri: str) -> None: ...


@dataclass(frozen=True, slots=True)
class PointerOptions:
    scroll_lines: int = 3
    copy_on_select: bool = True
    focus_follows: bool = False


@dataclass(slots=True)
class Gesture:
    """kind: grab (the program's own), border, float, tab or select.

    x and y, counted in the workspace, are where the gesture has come to; for a float, the cell of
    its frame that is held. `wanted` is where a drag is to go once the server has answered: what is
    dragged is looked for where the server shows it, so nothing is sent while that is in doubt.
    """

    kind: str
    pane: int
    x: int
    y: int
    wanted: tuple[int, int] | None = None
    unanswered: bool = False


class Pointer:
    def __init__(
        self,
        scene: Scene,
        painter: Painter,
        hands: Hands,
        options: PointerOptions,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._scene = scene
        self._painter = painter
        self._hands = hands
        self.options = options
        self._clock = clock
        self._gesture: Gesture | None = None
        self._last_press = (0.0, -1, -1)
        self._clicks = 0
        self._following = False  # whether the server has yet to move the focus
        self._copy_drag: CopyDrag | None = None  # while the server selects
        self._drag_began = False

    def handle(self, report: MouseReport) -> None:
        area = self._painter.area
        x, y = report.x - area.x, report.y - area.y
        if self._gesture is not None and report.action in ("move", "release"):
            self._go_on(self._gesture, report, x, y)
        elif self._hands.on_tab_bar(report.y):
            self._on_tab_bar(report)
        elif 0 <= y < area.height:
            pane = self._scene.pane_at(x, y)
            if pane is not None:
                if self.options.focus_follows and report.action == "move":
                    self._follow(pane)
                self._on_pane(pane, report, x, y)

    # --- beginnings -----------------------------------------------------------------------------

    def _on_tab_bar(self, report: MouseReport) -> None:
        hit = self._hands.tab_at(report.x, report.y)
        if report.action == "wheel-up":
            self._hands.do(PreviousTab())
        elif report.action == "wheel-down":
            self._hands.do(NextTab())
        elif report.action == "press" and hit is not None:
            self._hands.do(FocusTab(TabId(hit.tab)))
            if report.button == RIGHT:
                self._hands.open_tab_menu(hit.tab)
            elif report.button == LEFT:
                self._gesture = Gesture("tab", hit.tab, report.x, report.y)

    def _on_pane(self, pane: PaneView, report: MouseReport, x: int, y: int) -> None:
        if not pane.content.contains(x, y):
            self._on_frame(pane, report, x, y)
            return
        if report.action == "press" and report.button == LEFT and report.modifiers & CTRL:
            link = self._link_at(pane, x, y)
            if link:
                self._hands.open_link(link)
                return
        modes = self._scene.screen(pane.id).modes
        if modes.mouse and not report.modifiers & SHIFT:
            if report.action == "press":
                self._focus(pane)
                self._gesture = Gesture("grab", pane.id, x, y)
            self._send_mouse(pane, report, x, y)
        elif report.action in ("wheel-up", "wheel-down"):
            self._on_wheel(pane, report, x, y)
        elif report.action == "press" and report.button == LEFT:
            self._focus(pane)
            self._start_selection(pane, x, y)
        elif report.action == "press" and report.button == RIGHT:
            self._open_menu(pane)

    def _link_at(self, pane: PaneView, x: int, y: int) -> str:
        """The URI of the hyperlink (OSC 8) at a cell; "" if there is none."""
        row = self._scene.screen(pane.id).rows.get(y - pane.content.y)
        at = pane.content.x
        for run in row.runs if row is not None else ():
            at += run.cells
            if x < at:
                return run.link
        return ""

    def _follow(self, pane: PaneView) -> None:
        """The pane under the mouse gets the focus; one question at a time."""
        if pane.id != self._scene.focus and not self._following:
            self._following = True
            self._hands.do_then(FocusPane(PaneId(pane.id)), self._has_followed)

    def forget_answers(self) -> None:
        """None will come any more."""
        self._gesture, self._following = None, False

    def _has_followed(self) -> None:
        self._following = False

    def _open_menu(self, pane: PaneView) -> None:
        self._focus(pane)
        self._hands.open_pane_menu(pane.id, pane.floating)

    def _on_wheel(self, pane: PaneView, report: MouseReport, x: int, y: int) -> None:
        """An alternate screen has no history: there the program gets the wheel, or arrow keys."""
        if self._scene.screen(pane.id).modes.alternate_screen:
            self._send_mouse(pane, report, x, y)
            return
        lines = self.options.scroll_lines
        up = report.action == "wheel-up"
        self.drop_selection()
        self._hands.do(ScrollPane(lines if up else -lines, PaneId(pane.id)))

    def _on_frame(self, pane: PaneView, report: MouseReport, x: int, y: int) -> None:
        if report.action.startswith("wheel"):
            self._on_wheel(pane, report, x, y)
        if report.action == "press" and report.button == RIGHT:
            self._open_menu(pane)
        if report.action != "press" or report.button != LEFT:
            return
        self.drop_selection()
        self._focus(pane)
        if pane.floating and y == pane.frame.y:
            self._gesture = Gesture("float", pane.id, x - pane.frame.x, 0)
        else:
            self._gesture = Gesture("border", pane.id, x, y)

    # --- what follows ---------------------------------------------------------------------------

    def _go_on(self, gesture: Gesture, report: MouseReport, x: int, y: int) -> None:
        if gesture.kind == "grab":
            self._go_on_grabbed(gesture, report, x, y)
        elif gesture.kind == "select":
            self._go_on_selecting(gesture, report, x, y)
        elif gesture.kind == "tab":
            self._go_on_tab(gesture, report)
        else:
            gesture.wanted = x, y
            self._drag(gesture)
        if report.action == "release":
            self._gesture = None

    def _go_on_grabbed(self, gesture: Gesture, report: MouseReport, x: int, y: int) -> None:
        pane = self._pane(gesture.pane)
        if pane is not None:
            self._send_mouse(pane, report, x, y)

    def _go_on_tab(self, gesture: Gesture, report: MouseReport) -> None:
        """Let go over another tab: the tab takes that place."""
        hit = self._hands.tab_at(report.x, report.y)
        if report.action != "release" or hit is None or hit.tab == gesture.pane:
            return
        order = [tab.id for tab in self._scene.tabs]
        if gesture.pane in order and hit.tab in order:
            by = order.index(hit.tab) - order.index(gesture.pane)
            self._hands.do(MoveTab(by, TabId(gesture.pane)))

    def _drag(self, gesture: Gesture) -> None:
        """Sends where the drag has come to, unless the server has yet to answer the step before."""
        if gesture.unanswered or gesture.wanted is None:
            return
        (x, y), gesture.wanted = gesture.wanted, None
        step = self._float_step(gesture, x, y) if gesture.kind == "float" else None
        if gesture.kind == "border":
            self._catch_up(gesture)
            if (x, y) != (gesture.x, gesture.y):
                step = DragBorder(gesture.x, gesture.y, x, y)
            gesture.x, gesture.y = x, y
        if step is not None:
            gesture.unanswered = True
            self._hands.do_then(step, lambda: self._drag_on(gesture))

    def _drag_on(self, gesture: Gesture) -> None:
        gesture.unanswered = False
        self._drag(gesture)

    def _float_step(self, gesture: Gesture, x: int, y: int) -> Command | None:
        """From where the float is to where the mouse holds it."""
        pane = self._pane(gesture.pane)
        if pane is None:
            return None
        columns, rows = x - gesture.x - pane.frame.x, y - gesture.y - pane.frame.y
        return MoveFloating(columns, rows, PaneId(pane.id)) if columns or rows else None

    def _catch_up(self, gesture: Gesture) -> None:
        """The border may not have come all the way: takes hold of it again where it is."""
        pane = self._pane(gesture.pane)
        if pane is None or self._on_border(pane, gesture.x, gesture.y):
            return
        frame = pane.frame
        edges = [(x, gesture.y) for x in (frame.x, frame.right - 1)]
        edges += [(gesture.x, y) for y in (frame.y, frame.bottom - 1)]
        gesture.x, gesture.y = min(
            (edge for edge in edges if frame.contains(*edge)),
            key=lambda edge: abs(edge[0] - gesture.x) + abs(edge[1] - gesture.y),
            default=(gesture.x, gesture.y),
        )

    @staticmethod
    def _on_border(pane: PaneView, x: int, y: int) -> bool:
        return pane.frame.contains(x, y) and not pane.content.contains(x, y)

    # --- selecting ------------------------------------------------------------------------------

    def _start_selection(self, pane: PaneView, x: int, y: int) -> None:
        now = self._clock()
        then, last_x, last_y = self._last_press
        again = now - then < MULTI_CLICK_SECONDS and (x, y) == (last_x, last_y)
        self._clicks = self._clicks % 3 + 1 if again else 1
        self._last_press = now, x, y
        self.drop_selection()
        self._gesture = Gesture("select", pane.id, x, y)
        if self._copy_drag is not None:  # its end was never heard of
            self._copy_drag.end(copy=False)
        self._copy_drag = None
        at_x, at_y = x - pane.content.x, y - pane.content.y
        if pane.mode:
            self._hand_over(pane)
            self._press_in_copy_mode(at_x, at_y)
        elif self._clicks > 1:
            unit = UNITS[self._clicks - 1]
            self._select(Selection(pane.id, at_x, at_y, at_x, at_y, unit))

    def _go_on_selecting(self, gesture: Gesture, report: MouseReport, x: int, y: int) -> None:
        pane = self._pane(gesture.pane)
        if pane is None:
            return
        content = pane.content
        x = min(max(x, content.x), content.right - 1) - content.x
        if (
            self._copy_drag is None
            and report.action == "move"
            and not (content.y <= y < content.bottom)
        ):
            self._hand_over(pane)
        if self._copy_drag is not None:
            self._go_on_in_copy_mode(self._copy_drag, gesture, report, pane, x, y - content.y)
            return
        y -= content.y
        selection = self._scene.selection
        if selection is None:
            start_x, start_y = gesture.x - content.x, gesture.y - content.y
            if (x, y) == (start_x, start_y):
                return
            selection = Selection(pane.id, start_x, start_y, x, y)
        if report.action == "move":
            self._select(selection.extend(x, y))
        else:
            self._copy_selection(selection)

    def _copy_selection(self, selection: Selection) -> None:
        """What a line says that the terminal wrapped, only the server knows."""
        if self.options.copy_on_select:
            start, end = (
                (selection.anchor_x, selection.anchor_y),
                (selection.head_x, selection.head_y),
            )
            unit = COPIED_UNITS[selection.unit]
            self._hands.do(CopyCells(*start, *end, unit, PaneId(selection.pane)))

    # --- selecting in copy mode -----------------------------------------------------------------

    def _hand_over(self, pane: PaneView) -> None:
        """From now on the server selects: a selection of ours goes on as one of its own."""
        drag = self._copy_drag = CopyDrag(self._hands, PaneId(pane.id), pane.content.height)
        selection = self._scene.selection
        self._drag_began = selection is not None
        if selection is not None:
            drag.begin(selection.anchor_x, selection.anchor_y, COPIED_UNITS[selection.unit])
            self.drop_selection()

    def _press_in_copy_mode(self, x: int, y: int) -> None:
        if self._copy_drag is None:
            return
        self._drag_began = self._clicks > 1
        if self._drag_began:
            self._copy_drag.begin(x, y, COPIED_UNITS[UNITS[self._clicks - 1]])
        else:
            self._copy_drag.place(x, y)

    def _go_on_in_copy_mode(
        self, drag: CopyDrag, gesture: Gesture, report: MouseReport, pane: PaneView, x: int, y: int
    ) -> None:
        start = gesture.x - pane.content.x, gesture.y - pane.content.y
        if report.action == "release":
            drag.end(self._drag_began and self.options.copy_on_select)
            self._copy_drag = None
        elif self._drag_began or (x, y) != start:
            if not self._drag_began:
                self._drag_began = True
                drag.begin(*start, "character")
            drag.extend(x, y)

    def _select(self, selection: Selection | None) -> None:
        """Shows another selection; the rows of the one before are painted again too."""
        for changed in (self._scene.selection, selection):
            if changed is not None:
                self._painter.touch_pane(changed.pane)
        self._scene.selection = selection
        self._hands.pump()

    def drop_selection(self) -> None:
        if self._scene.selection is not None:
            self._select(None)

    # --- small things ---------------------------------------------------------------------------

    def _pane(self, pane: int) -> PaneView | None:
        return next((view for view in self._scene.panes if view.id == pane), None)

    def _focus(self, pane: PaneView) -> None:
        if pane.id != self._scene.focus:
            self._hands.do(FocusPane(PaneId(pane.id)))

    def _send_mouse(self, pane: PaneView, report: MouseReport, x: int, y: int) -> None:
        content = pane.content
        at_x = min(max(x, content.x), content.right - 1) - content.x
        at_y = min(max(y, content.y), content.bottom - 1) - content.y
        action, button, modifiers = report.action, report.button, report.modifiers
        self._hands.send(Mouse(pane.id, action, button, at_x, at_y, modifiers))
