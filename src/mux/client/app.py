"""The client: Textual around panes that Textual never has to think about."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.geometry import Size as ScreenSize
from textual.screen import Screen

from mux.client import compat
from mux.client.bars import BarPlan, BarRow, plan_bars
from mux.client.chrome import Chrome
from mux.client.clipboard import copy_sequence
from mux.client.config_watch import ConfigWatch
from mux.client.desk import Desk
from mux.client.driver import MuxDriver
from mux.client.keyboard import Keyboard
from mux.client.link import ServerLink
from mux.client.options import default_bars, frame_shapes, join_options
from mux.client.outcome import Outcome
from mux.client.outer import ASK_COLORS, is_dark, read_answer
from mux.client.paint import Painter
from mux.client.palette import make_palette
from mux.client.panel import Panel
from mux.client.pump import Pump
from mux.client.rows import RowStrip
from mux.client.scene import PaneModes, Scene
from mux.client.shelf import Shelf
from mux.client.styles import color_depth
from mux.client.tokens import Token
from mux.client.workspace import RowsWidget
from mux.config.keymap_file import build_keymap
from mux.config.theme import Theme
from mux.core.commands import ReloadConfig
from mux.core.geometry import Region, Size
from mux.dataclass import replace
from mux.protocol.messages import (
    Bell,
    Bye,
    Clipboard,
    Done,
    Message,
    OuterTerminal,
    Refused,
    Resize,
    Rows,
    Show,
    Toast,
    View,
    Welcome,
)

if TYPE_CHECKING:
    from mux.config.models import Config

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
T = TypeVar("T")
EVERY_MOVE = 1003  # the mouse mode that tells of every move


class Workspace(RowsWidget):
    DEFAULT_CSS = "Workspace { height: 1fr; }"

    def __init__(self, painter: Painter) -> None:
        super().__init__(id="workspace")
        self._painter = painter

    def row_at(self, y: int) -> RowStrip:
        return self._painter.compose_row(y)


class MuxScreen(Screen[None], inherit_bindings=False):
    DEFAULT_CSS = "MuxScreen { layers: default over; overflow: hidden; background: transparent; }"


class Mux(App[Outcome], inherit_bindings=False):
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    ESCAPE_TO_MINIMIZE = False
    ALLOW_SELECT = False

    def __init__(
        self,
        link: ServerLink,
        keyboard: Keyboard,
        config: "Config",
        choose_theme: Callable[["Config", bool], Theme | None],
        size: Size,
        headless: bool = False,
        watch: ConfigWatch | None = None,
    ) -> None:
        """`choose_theme(config, dark)` gives the theme for a dark or a light terminal; `watch`
        notices when the file behind the config changes."""
        super().__init__(driver_class=None if headless else MuxDriver, ansi_color=True)
        depth = color_depth(os.environ)
        self._choose_theme = choose_theme
        self.config = config
        self.link = link
        self.keyboard = keyboard
        self.scene = Scene(depth)
        self.palette = make_palette(choose_theme(config, True), depth, os.environ)
        self.painter = Painter(self.scene, self.palette, frame_shapes(config))
        self._use_looks(config)
        self.desk = Desk(self, link, keyboard, self.scene, self.painter, config)
        self.chrome = Chrome(self.desk, self.painter)
        self._watch = watch
        self._default_bars = default_bars(config)
        self.terminal_size = size
        self.plan = self._plan_bars()
        self._told_size = self.plan.workspace(size).size
        self._ready_to_show = False  # whether the widgets are there
        self.outcome: Outcome | None = None
        self.driver: MuxDriver | None = None  # as soon as there is one
        self._pump = Pump(self.painter, link, lambda: self._settled)
        self._paints_itself = not compat.missing_names(self)
        self._mirrored = PaneModes()
        self._own_config = config  # without the session's options
        self._session_options = ""
        self._outer = OuterTerminal()
        self._dark = True
        self._scheme_known = False  # whether the terminal has said itself that it is dark or light
        self.theme_shown = choose_theme(config, True)

    # --- start ----------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        return MuxScreen(id="_default")

    def compose(self) -> ComposeResult:
        yield Shelf(classes="above")
        yield Workspace(self.painter)
        yield Shelf(classes="below")
        yield Panel(id="which-key")
        yield Panel(id="toasts")
        yield Panel(id="overlay")

    def on_mount(self) -> None:
        self._ready_to_show = True
        self._show_bars()
        self.show_toasts()
        self.screen.screen_layout_refresh_signal.subscribe(
            self, lambda _: self._after_layout(), immediate=True
        )
        self.set_interval(TICK_SECONDS, self._tick)
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._take_fault)
        self.link.attach(loop, self.take_messages, self.lose_server)

    def _tick(self) -> None:
        """Clock and ages go on, toasts go away, and the config may have changed."""
        self.look_at_config()
        if self.desk.overlay is not None and self.desk.overlay.tick():
            self.show_panels()
        else:
            self._show_bars()
        self.show_toasts()

    @property
    def workspace(self) -> Workspace:
        return self.query_one(Workspace)

    # --- sizes ----------------------------------------------------------------------------------

    def note_terminal_size(self, size: ScreenSize) -> None:
        """From the driver, before Textual hears of it."""
        self.terminal_size = Size(size.width, size.height)
        self._fit_bars()

    def _plan_bars(self) -> BarPlan:
        return plan_bars(self.terminal_size, self.scene.bars, self._default_bars)

    def _fit_bars(self) -> None:
        self.plan = self._plan_bars()
        area = self.plan.workspace(self.terminal_size)
        if area.size != self._told_size:
            self._told_size = area.size
            self.link.send(Resize(*area.size))
        self._show_bars()

    def workspace_size(self) -> tuple[int, int]:
        return self._told_size

    def _after_layout(self) -> None:
        """Textual has decided where everything is."""
        region = self.workspace.region
        covers = [
            Region(*widget.region)
            for widget in self.screen.children
            if widget.display and not isinstance(widget, Workspace | Shelf) and widget.region
        ]
        self.painter.lay_out(Region(*region), covers)
        self.pump()

    @property
    def _settled(self) -> bool:
        """Whether what Textual thinks of the screen is what it is."""
        return (
            self._ready_to_show
            and len(self.screen_stack) == 1
            and not compat.holds_painting(self)
            and tuple(self.size) == tuple(self.terminal_size)
            and self.painter.area == self.plan.workspace(self.terminal_size)
        )

    # --- painting -------------------------------------------------------------------------------

    def pump(self) -> None:
        """Paints what has changed: now, or as soon as it is time."""
        if self.driver is None or not self._paints_itself:
            if self._ready_to_show:
                self.workspace.refresh()
            if self.driver is not None:
                self._pump.acknowledge()
        elif self.driver.running:
            self._pump.run(self.driver)
        cursor = self.painter.cursor
        if cursor is not None:
            self.cursor_position = Offset(cursor.x, cursor.y)

    def repaint(self) -> None:
        """Everything, Textual's part too: somebody else wrote to the terminal."""
        self.painter.forget_cursor()
        self.painter.touch()
        self.refresh(layout=True)

    def _show_bars(self) -> None:
        if not self._ready_to_show:
            return
        for shelf, kinds in zip(self.query(Shelf), (self.plan.above, self.plan.below), strict=True):
            shelf.show([self.chrome.draw_bar(kind, self.terminal_size.width) for kind in kinds])

    # --- what comes from the server -------------------------------------------------------------

    def take_messages(self, messages: list[Message]) -> None:
        for message in messages:
            self._take_message(message)
        self.pump()

    def _take_message(self, message: Message) -> None:
        match message:
            case Rows():
                self._take_rows(message)
            case View():
                self._take_view(message)
            case Welcome(options=options):
                self._pump.start_over()
                self.chrome.notice = ""
                self._session_options = options
                self.use_config(self._own_config)
                self._show_bars()
            case Done():
                self.desk.take_answer(message)
            case Show(screen):
                self.desk.open_screen(screen)
            case Toast(text, severity):
                if severity != "notification" or self.config.notifications:
                    self.desk.show_toast(text, severity)
            case Clipboard(text, selection):
                self.write(copy_sequence(text, selection))
            case Bell():
                self.write("\a")
            case Bye(kind, reason, generation, layout):
                self.leave(Outcome(kind, reason, generation, layout))
            case Refused(reason):
                self.leave(Outcome("error", reason))

    def _take_rows(self, rows: Rows) -> None:
        self._pump.note_rows(rows.serial)
        if self.scene.take_rows(rows):
            self.painter.lay_out()
        if rows.pane == self.scene.focus:
            self.mirror_modes()

    def _take_view(self, view: View) -> None:
        self.scene.take_view(view)
        self._fit_bars()
        self.painter.lay_out()
        self.mirror_modes()
        self.desk.open_welcome()

    def write(self, sequence: str) -> None:
        if self.driver is not None and self.driver.running:
            self.driver.write_frame(sequence)

    def mirror_modes(self) -> None:
        """The keyboard and mouse modes of the pane that gets the keys, or none for an overlay."""
        screen = self.scene.screens.get(self.scene.focus)
        wanted = PaneModes() if screen is None or self.desk.overlay_open else screen.modes
        if self.config.focus_follows_mouse:
            wanted = replace(wanted, mouse=EVERY_MOVE)
        if wanted != self._mirrored and self.driver is not None and self.driver.running:
            self._mirrored = wanted
            self.driver.mirror_modes(wanted)

    def lose_server(self, reason: str) -> None:
        if self.outcome is not None:
            return
        log.warning("lost the server: %s", reason)
        self.chrome.notice = "reconnecting…"
        self.desk.forget_requests()
        self._show_bars()
        self.link.reconnect(self.workspace_size, self._give_up)

    def _give_up(self, reason: str) -> None:
        self.leave(Outcome("lost", f"session “{self.scene.session}”: {reason}"))

    # --- the desk's stage -----------------------------------------------------------------------

    def take_tokens(self, tokens: list[Token]) -> None:
        self.desk.take_tokens(tokens)

    def take_reply(self, raw: bytes) -> None:
        answer = read_answer(raw)
        if answer is None:
            return
        if answer.kind == "synchronized":
            if answer.value:
                self.painter.synchronized_output = True
                compat.set_synchronized(self)
            return
        if answer.kind == "scheme":
            self._use_scheme(answer.value == "dark")
            return
        known: dict[str, Any] = {answer.kind: answer.value}
        self._outer = replace(self._outer, **known)
        self.link.send(self._outer)
        if answer.kind == "background" and not self._scheme_known:
            self._dark = is_dark(answer.value)
            self.use_theme(self.own_theme)

    def _use_scheme(self, dark: bool) -> None:
        """The terminal says that it is dark or light now: it has other colours then, too."""
        if self._scheme_known and dark != self._dark:
            self.write(ASK_COLORS)
        self._scheme_known, self._dark = True, dark
        self.use_theme(self.own_theme)

    def use_config(self, config: "Config") -> None:
        """The user's options; those that came with the session's layout win."""
        self._own_config = config
        if self._session_options:
            config = join_options(config, self._session_options)
        if config == self.config:
            return
        if self.driver is not None and config.mouse_mode != self.config.mouse_mode:
            self.driver.use_mouse(config.mouse_mode)
        self.config = config
        self.keyboard.use(build_keymap(config))
        self.painter.shapes = frame_shapes(config)
        self._use_looks(config)
        self.desk.use_config(config)
        self._default_bars = default_bars(config)
        self.use_theme(self.own_theme)
        self._fit_bars()
        self.painter.lay_out()
        self.mirror_modes()
        self.show_panels()
        self.pump()

    def _use_looks(self, config: "Config") -> None:
        self.painter.word_separators = config.word_separators
        self.painter.steady_cursor = config.reduced_motion
        self.scene.bells = config.visual_bell

    def look_at_config(self) -> None:
        """Takes a config file that has changed; one with mistakes changes nothing."""
        reading = self._watch.look() if self._watch is not None else None
        if reading is None:
            return
        for error in reading.errors:
            self.desk.show_toast(str(error), "error")
        if not reading.errors:
            self.use_config(reading.config)
            self.desk.do(ReloadConfig())

    @property
    def own_theme(self) -> Theme | None:
        """What the options name for a terminal as dark or light as this one."""
        return self._choose_theme(self.config, self._dark)

    def use_theme(self, theme: Theme | None) -> None:
        self.theme_shown = theme
        palette = make_palette(theme, self.scene.depth, os.environ)
        if palette != self.palette:
            self.palette = self.painter.palette = palette
            self.painter.lay_out()
            self.show_panels()
            self.pump()

    def bar_at(self, y: int) -> BarRow | None:
        if not self._ready_to_show:
            return None
        above, below = self.query(Shelf)
        area = self.plan.workspace(self.terminal_size)
        if y < area.y:
            return above.bars[y] if y < len(above.bars) else None
        place = y - area.bottom
        return below.bars[place] if 0 <= place < len(below.bars) else None

    @property
    def overlay_place(self) -> Region:
        return self.query_one("#overlay", Panel).place

    def show_panels(self) -> None:
        self._show_bars()
        if not self._ready_to_show:
            return
        rows, at = self.chrome.draw_overlay(self.terminal_size)
        self.query_one("#overlay", Panel).show(rows, *at)
        hints = self.chrome.draw_hints(self.terminal_size)
        bottom = self.plan.workspace(self.terminal_size).bottom
        self.query_one("#which-key", Panel).show(hints, 0, bottom - len(hints))

    def after(self, seconds: float, then: Callable[[], None]) -> None:
        asyncio.get_running_loop().call_later(seconds, then)

    def in_background(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        done = asyncio.get_running_loop().run_in_executor(None, work)
        done.add_done_callback(lambda done: then(done.result()))

    def show_toasts(self) -> None:
        if not self._ready_to_show:
            return
        rows = self.chrome.draw_toasts(self.terminal_size.width)
        x = self.terminal_size.width - (rows[0].cells if rows else 0) - 1
        top = self.plan.workspace(self.terminal_size).y
        self.query_one("#toasts", Panel).show(rows, x, top)

    # --- the end --------------------------------------------------------------------------------

    def leave(self, outcome: Outcome) -> None:
        if self.outcome is None:
            self.outcome = outcome
            self.link.close()
            self.exit(outcome)

    def leave_after_signal(self, number: int) -> None:
        self.leave(Outcome("detached", signal.strsignal(number) or "terminated"))

    def restore_terminal(self) -> None:
        if self.driver is not None:
            self.driver.restore_terminal()

    def _take_fault(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """What was raised in the loop's own calls: reading the terminal, the server, a timer."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)
        else:
            log.error("event loop: %s", context.get("message"))

    def _handle_exception(self, error: Exception) -> None:
        """A fault of ours: the terminal is given back, the log has the rest."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        log.error("the client failed", exc_info=error)
        with contextlib.suppress(Exception):  # the terminal matters more than a tidy end
            self.restore_terminal()
        self.leave(Outcome("fault", f"the client failed: {type(error).__name__}: {error}"))
