"""Where everything meets: keys and mouse come in, commands and input for the server go out.

Knows nothing of Textual. The stage is whoever owns the screen.
"""

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from mux.client.bars import BarRow, Hit
from mux.client.clipboard import copy_sequence
from mux.client.command_text import parse_command
from mux.client.keyboard import Keyboard
from mux.client.keys import key_name
from mux.client.link import ServerLink
from mux.client.menu import Menu, pane_entries, tab_entries
from mux.client.mouse import LEFT, MouseReport
from mux.client.options import pointer_options
from mux.client.outcome import Outcome
from mux.client.overlay import Overlay
from mux.client.paint import Painter
from mux.client.pointer import Pointer
from mux.client.router import Router
from mux.client.scene import Scene
from mux.client.toasts import Toasts
from mux.client.tokens import Token, TokenKind
from mux.client.web_links import open_link
from mux.core.arguments import command_arguments
from mux.core.commands import (
    Command,
    CommandError,
    Detach,
    Quit,
    ShowScreen,
    SwitchSession,
    command_name,
)
from mux.core.geometry import Offset, Region
from mux.protocol.messages import Do, Done, Message, Query

if TYPE_CHECKING:
    from mux.config.models import Config
    from mux.config.theme import Theme

log = logging.getLogger(__name__)

T = TypeVar("T")
WHEEL_LINES = 3
REPEAT_SECONDS = 0.5  # tmux's repeat-time


class Stage(Protocol):
    """What the desk needs of the screen."""

    def pump(self) -> None: ...

    def write(self, sequence: str) -> None: ...

    def take_reply(self, raw: bytes) -> None: ...

    def leave(self, outcome: Outcome) -> None: ...

    def show_panels(self) -> None:
        """The overlay, the which-key bar, the toasts or the bars have changed."""
        ...

    def show_toasts(self) -> None: ...

    def use_theme(self, theme: "Theme | None") -> None: ...

    def look_at_config(self) -> None:
        """Takes the config file if it has changed."""
        ...

    @property
    def theme_shown(self) -> "Theme | None": ...

    def mirror_modes(self) -> None: ...

    def after(self, seconds: float, then: Callable[[], None]) -> None: ...

    def in_background(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Does work that may take a while, and must raise nothing, beside the event loop."""
        ...

    def bar_at(self, y: int) -> BarRow | None:
        """The bar in a row of the screen."""
        ...

    @property
    def overlay_place(self) -> Region:
        """Where the overlay's panel is on the screen."""
        ...


class Desk:
    def __init__(
        self,
        stage: Stage,
        link: ServerLink,
        keyboard: Keyboard,
        scene: Scene,
        painter: Painter,
        config: "Config",
    ) -> None:
        self.stage = stage
        self.link = link
        self.keyboard = keyboard
        self.scene = scene
        self.config = config
        self.overlay: Overlay | None = None
        self.toasts = Toasts()
        self.command_history: list[str] = []
        self.router = Router(keyboard, self)
        self.pointer = Pointer(scene, painter, self, pointer_options(config))
        self._painter = painter
        self._welcomed = False
        self._mouse = Offset(0, 0)  # where it was last, on the screen
        self._requests = 0
        self._answers: dict[int, Callable[[Done], None]] = {}

    def use_config(self, config: "Config") -> None:
        self.config = config
        self.pointer.options = pointer_options(config)

    # --- out to the server ----------------------------------------------------------------------

    def send(self, message: Message) -> None:
        self.link.send(message)

    def send_input(self, keys: bytes) -> None:
        self.pointer.drop_selection()
        self.link.send_input(keys)

    def send_paste(self, text: bytes) -> None:
        self.pointer.drop_selection()
        self.link.send_paste(text)

    def do(self, command: Command) -> None:
        if isinstance(command, ShowScreen):
            self.open_screen(command.screen)
            return
        if isinstance(command, SwitchSession) and self.scene.is_welcome:
            # Nothing is in the session that was begun only to choose another one.
            self.link.send(Do(command_name(Quit)))
            self.stage.leave(Outcome("switch", command.name, command.generation, command.layout))
            return
        if isinstance(command, Detach) and not self.link.connected:
            self.stage.leave(Outcome("lost", "left while there was no server"))
            return
        self.link.send(Do(command_name(type(command)), command_arguments(command)))

    def run_text(self, text: str) -> None:
        """A command as it is typed on the command line."""
        try:
            self.do(parse_command(text))
        except CommandError as error:
            self.show_toast(str(error), "warning")

    def do_then(self, command: Command, then: Callable[[], None]) -> None:
        """`then` is called once the server has answered, also if the command has failed; by that
        time the view shows what came of it."""

        def end(done: Done) -> None:
            if not done.ok:
                self.show_toast(done.error, "warning")
            then()

        request = self._expect(end)
        name = command_name(type(command))
        self.link.send(Do(name, command_arguments(command), request))

    def ask(
        self,
        what: str,
        then: Callable[[Any], None],
        arguments: dict[str, Any] | None = None,
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """A query; `then` gets the result, and is not called if there is none: then `refused` gets
        the reason, or else the user does."""

        def end(done: Done) -> None:
            if done.ok:
                then(done.result)
            elif refused is not None:
                refused(done.error)
            else:
                self.show_toast(done.error, "warning")

        self.link.send(Query(what, arguments or {}, self._expect(end)))

    def _expect(self, end: Callable[[Done], None]) -> int:
        self._requests += 1
        self._answers[self._requests] = end
        return self._requests

    def take_answer(self, done: Done) -> None:
        end = self._answers.pop(done.request, None)
        if end is not None:
            end(done)

    def forget_requests(self) -> None:
        """The server that was asked is gone."""
        self._answers.clear()
        self.pointer.forget_answers()

    # --- keys and mouse -------------------------------------------------------------------------

    def take_tokens(self, tokens: list[Token]) -> None:
        self.router.take(tokens)

    def take_reply(self, raw: bytes) -> None:
        self.stage.take_reply(raw)

    def take_mouse(self, report: MouseReport) -> None:
        self._mouse = Offset(report.x, report.y)
        if self.overlay is not None:
            self._point_at_overlay(self.overlay, report)
        else:
            self.pointer.handle(report)

    def _point_at_overlay(self, overlay: Overlay, report: MouseReport) -> None:
        place = self.stage.overlay_place
        if report.action in ("wheel-up", "wheel-down"):
            overlay.wheel(-WHEEL_LINES if report.action == "wheel-up" else WHEEL_LINES)
        elif report.action != "press" or report.button != LEFT:
            return
        elif place.contains(report.x, report.y):
            overlay.click(report.x - place.x - 1, report.y - place.y - 1)
        else:
            self.close_overlay()
        self.refresh_overlay()

    @property
    def workspace_area(self) -> Region:
        """Where the panes are on the screen."""
        return self._painter.area

    @property
    def overlay_open(self) -> bool:
        return self.overlay is not None

    def take_overlay_token(self, token: Token) -> None:
        if self.overlay is None:
            return
        if token.kind is TokenKind.PASTE:
            self.overlay.paste(token.raw.decode("utf-8", "replace"))
        elif name := key_name(token):
            self.overlay.press(name)
        self.refresh_overlay()

    @property
    def single_keys(self) -> bool:
        pane = self.scene.focused
        return pane is not None and (pane.state != "running" or bool(pane.mode))

    def note_keys(self) -> None:
        self.refresh_overlay()
        if self.keyboard.state.repeating:
            pressed = self.keyboard.presses
            self.stage.after(REPEAT_SECONDS, lambda: self._end_repeating(pressed))

    def _end_repeating(self, pressed: int) -> None:
        if self.keyboard.presses == pressed:
            self.keyboard.cancel()
            self.refresh_overlay()

    # --- the pointer's hands --------------------------------------------------------------------

    def after(self, seconds: float, then: Callable[[], None]) -> None:
        self.stage.after(seconds, then)

    def pump(self) -> None:
        self.stage.pump()

    def tab_at(self, x: int, y: int) -> Hit | None:
        bar = self.stage.bar_at(y)
        hits = bar.hits if bar is not None else ()
        return next((hit for hit in hits if hit.start <= x < hit.stop), None)

    def on_tab_bar(self, y: int) -> bool:
        bar = self.stage.bar_at(y)
        return bar is not None and bool(bar.hits)

    def open_pane_menu(self, pane: int, floating: bool) -> None:
        self.open_overlay(Menu(self, "Pane", pane_entries(pane, floating), self._mouse))

    def open_tab_menu(self, tab: int) -> None:
        self.open_overlay(Menu(self, "Tab", tab_entries(tab), self._mouse))

    def open_link(self, uri: str) -> None:
        """With the desktop's program; where there is none, the link is copied."""

        def end(opened: bool) -> None:
            if not opened:
                self.stage.write(copy_sequence(uri))
            self.show_toast(f"{'opened' if opened else 'copied'} {uri}")

        self.stage.in_background(lambda: open_link(uri), end)

    # --- overlays -------------------------------------------------------------------------------

    def open_screen(self, name: str) -> None:
        """One of mux's own screens by the name that ShowScreen gives it."""
        # Not at the start: together they take a tenth of it.
        from mux.client.screens import make_screen

        overlay = make_screen(name, self)
        if overlay is None:
            self.show_toast(f"mux has no screen “{name}”", "warning")
        else:
            self.open_overlay(overlay)

    def open_welcome(self) -> None:
        """The layout's place for the session manager has the focus: it opens by itself, once."""
        if self.scene.is_welcome and not self._welcomed:
            self._welcomed = True
            self.open_screen("welcome")

    def open_overlay(self, overlay: Overlay) -> None:
        self.overlay = overlay
        self._painter.hide_cursor = True
        self._overlay_changed()

    def close_overlay(self) -> None:
        self.overlay = None
        self._painter.hide_cursor = False
        self._overlay_changed()

    def _overlay_changed(self) -> None:
        self.stage.mirror_modes()
        self.stage.show_panels()

    def refresh_overlay(self) -> None:
        self.stage.show_panels()

    def show_toast(self, text: str, severity: str = "information") -> None:
        self.toasts.add(text, severity, time.monotonic())
        self.stage.show_toasts()
