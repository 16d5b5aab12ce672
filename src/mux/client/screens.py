"""mux's own screens by the names that the ShowScreen command and the server give them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from mux.client.clock import Clock
from mux.client.command_line import CommandLine
from mux.client.command_palette import CommandPalette
from mux.client.copy_buffers import BufferList
from mux.client.help import Help
from mux.client.layout_picker import LayoutPicker
from mux.client.menu import Menu, pane_entries
from mux.client.overlay import Overlay
from mux.client.pane_numbers import PaneNumbers
from mux.client.prompts import Confirm, Prompt
from mux.client.restore_report import RestoreReportView
from mux.client.search_desk import open_search
from mux.client.session_list import SessionList
from mux.client.session_manager import SessionManager
from mux.client.settings_desk import open_settings
from mux.client.tab_tree import TabTree
from mux.client.theme_picker import ThemePicker
from mux.config.config_edit import save_option
from mux.config.errors import ConfigError
from mux.config.paths import config_file, sessions_dir
from mux.config.theme import Theme
from mux.config.theme_find import list_themes, theme_folders
from mux.core.commands import (
    ClosePane,
    CloseTab,
    Command,
    EditGate,
    MoveTab,
    NewTab,
    Quit,
    RenamePane,
    RenameSession,
    RenameTab,
)
from mux.core.geometry import Offset
from mux.persist.report import read_report

if TYPE_CHECKING:
    from mux.client.desk import Desk


def make_screen(name: str, desk: "Desk") -> Overlay | None:
    """None: there is no such screen."""
    make = SCREENS.get(name)
    return make(desk) if make else None


def _tabs(desk: "Desk") -> Overlay:
    tree = TabTree(desk, desk.scene.tabs, desk.scene.focus)

    def show(panes: object) -> None:
        if isinstance(panes, list):
            tree.set_panes(panes)
            desk.refresh_overlay()

    desk.ask("panes", show)
    return tree


def _sessions(desk: "Desk") -> Overlay:
    return SessionManager(desk, desk.scene.session, SessionList(desk), desk.scene.depth)


def _welcome(desk: "Desk") -> Overlay:
    sessions = SessionList(desk)
    return SessionManager(desk, desk.scene.session, sessions, desk.scene.depth, welcome=True)


def _layouts(desk: "Desk") -> Overlay:
    def open_tab(name: str) -> None:
        desk.close_overlay()
        desk.do(NewTab(layout=name))

    picker = LayoutPicker(desk, SessionList(desk).layouts(), open_tab)
    picker.title, picker.footer = "New tab with a layout", "ENTER open · ESC close"
    return picker


def _buffers(desk: "Desk") -> Overlay:
    def show(buffers: object) -> None:
        if isinstance(buffers, list):
            found.set_buffers(buffers)
            desk.refresh_overlay()

    def refresh() -> None:
        desk.ask("buffers", show)

    found = BufferList(desk, refresh)
    refresh()
    return found


def _panes(desk: "Desk") -> Overlay:
    return PaneNumbers(desk, desk.scene, desk.workspace_area)


def _clock(desk: "Desk") -> Overlay:
    return Clock(desk)


def _menu(desk: "Desk") -> Overlay:
    """The menu of the focused pane, at its top left corner."""
    pane, area = desk.scene.focused, desk.workspace_area
    if pane is None:
        return Menu(desk, "Pane", (), Offset(area.x, area.y))
    at = Offset(area.x + pane.frame.x + 1, area.y + pane.frame.y + 1)
    return Menu(desk, "Pane", pane_entries(pane.id, pane.floating), at)


def _restore_report(desk: "Desk") -> Overlay:
    return RestoreReportView(desk, read_report(sessions_dir() / desk.scene.session))


def _palette(desk: "Desk") -> Overlay:
    return CommandPalette(desk, desk.keyboard, desk.command_history)


def _help(desk: "Desk") -> Overlay:
    return Help(desk, desk.keyboard)


def _go_to_tab(desk: "Desk") -> Overlay:
    def go(text: str) -> None:
        desk.run_text(f"go-to-tab {text}")

    return Prompt(desk, "Go to tab number", "", go)


def _move_tab(desk: "Desk") -> Overlay:
    tab = desk.scene.active_tab
    number = tab.number if tab else 1

    def move(text: str) -> None:
        if text.strip().isdigit():
            desk.do(MoveTab(int(text) - number))
        else:
            desk.show_toast("a tab's number is wanted", "warning")

    return Prompt(desk, "Move tab to place", str(number), move)


def _themes(desk: "Desk") -> Overlay:
    themes, _ = list_themes(theme_folders(desk.config), desk.config.themes)

    def save(theme: Theme) -> None:
        try:
            save_option(config_file(), desk.config.theme_option(theme.dark), theme.name)
        except (ConfigError, OSError) as error:
            desk.show_toast(f"the theme was not saved: {error}", "error")

    return ThemePicker(desk, themes, desk.stage.theme_shown, desk.stage.use_theme, save)


def _command_line(desk: "Desk") -> Overlay:
    return CommandLine(desk, desk.command_history)


def _rename_tab(desk: "Desk") -> Overlay:
    tab = desk.scene.active_tab
    return Prompt(desk, "Rename tab", tab.name if tab else "", lambda n: desk.do(RenameTab(n)))


def _rename_pane(desk: "Desk") -> Overlay:
    pane = desk.scene.focused
    title = pane.title if pane else ""
    return Prompt(desk, "Rename pane", title, lambda name: desk.do(RenamePane(name)))


def _rename_session(desk: "Desk") -> Overlay:
    name = desk.scene.session
    return Prompt(desk, "Rename session", name, lambda new: desk.do(RenameSession(new)))


def _edit_gate(desk: "Desk") -> Overlay:
    pane = desk.scene.focused
    command = pane.command if pane else ""
    return Prompt(desk, "Command to run", command, lambda text: desk.do(EditGate(text)))


def _confirm(question: str, command: Command) -> "Callable[[Desk], Overlay]":
    return lambda desk: Confirm(desk, question, lambda: desk.do(command))


SCREENS: "dict[str, Callable[[Desk], Overlay]]" = {
    "sessions": _sessions,
    "welcome": _welcome,
    "layouts": _layouts,
    "tabs": _tabs,
    "panes": _panes,
    "palette": _palette,
    "buffers": _buffers,
    "search": open_search,
    "help": _help,
    "go-to-tab": _go_to_tab,
    "move-tab": _move_tab,
    "command-line": _command_line,
    "themes": _themes,
    "settings": open_settings,
    "clock": _clock,
    "menu": _menu,
    "restore-report": _restore_report,
    "rename-tab": _rename_tab,
    "rename-pane": _rename_pane,
    "rename-session": _rename_session,
    "edit-gate": _edit_gate,
    "confirm-close-pane": _confirm("Close the pane and what runs in it?", ClosePane()),
    "confirm-close-tab": _confirm("Close the tab and all its panes?", CloseTab()),
    "confirm-quit": _confirm("Save the session and end it with all its programs?", Quit()),
}
