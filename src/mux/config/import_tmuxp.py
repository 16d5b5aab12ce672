"""Turns a workspace file of tmuxp (tmuxp.git-pull.com, "Configuration") into a layout.

A window becomes a tab; what would be typed into a pane becomes its command.
"""

from mux.config.errors import ConfigError
from mux.config.import_keys import YamlKeys
from mux.config.import_tmux_layout import place_panes, read_tmux_layout
from mux.config.import_yaml import read_yaml
from mux.config.import_yaml_node import YamlNode
from mux.config.imported import Imported, make_pane
from mux.core.layout import Layout, PaneLayout, TabLayout
from mux.core.presets import PRESETS
from mux.core.tree import Node
from mux.dataclass import replace

# What a pane without a command may be called.
_BLANK = ("pane", "blank")
_SESSION_KEYS = ("session_name", "windows", "start_directory", "shell_command_before")
_WINDOW_KEYS = ("window_name", "window_index", "layout", "panes", "focus", "start_directory")
_PANE_KEYS = ("shell_command", "shell_command_before", "focus", "start_directory")


def import_tmuxp(text: str, path: str = "") -> Imported:
    """The session that the file describes. Raises ConfigError with the place."""
    keys = YamlKeys(path)
    root = read_yaml(text, path)
    session = keys.entries(root, "a tmuxp file")
    if "windows" not in session:
        raise keys.fail(root, "a tmuxp file has “windows:”")
    keys.note_unknown(session, _SESSION_KEYS)
    cwd = keys.cwd("", session.get("start_directory"), "start_directory")
    before = keys.commands(session.get("shell_command_before"), "shell_command_before")
    windows = keys.items(session["windows"], "windows")
    tabs = tuple(_read_window(keys, window, cwd, before) for window in windows)
    if not tabs:
        raise keys.fail(session["windows"], "there is no window in “windows:”")
    name = keys.text(session.get("session_name"), "session_name")
    return Imported(Layout(tabs), name, tuple(keys.notes))


def _read_window(keys: YamlKeys, node: YamlNode, cwd: str, before: list[str]) -> TabLayout:
    window = keys.entries(node, "a window")
    keys.note_unknown(window, (*_WINDOW_KEYS, "shell_command_before", "options"))
    cwd = keys.cwd(cwd, window.get("start_directory"), "start_directory")
    before = [*before, *keys.commands(window.get("shell_command_before"), "shell_command_before")]
    listed = window.get("panes")
    found = keys.items(listed, "panes") if listed and not listed.is_null else []
    panes = [_read_pane(keys, pane, cwd, before) for pane in found] or [
        _read_pane(keys, YamlNode(node.line, node.column), cwd, before)
    ]
    layout = window.get("layout")
    focus = window.get("focus")
    options = window.get("options")
    sync = options.entries.get("synchronize-panes") if options and options.entries else None
    return TabLayout(
        arrange_panes(keys, layout, panes, "even-vertical"),
        name=keys.text(window.get("window_name"), "window_name"),
        focus=bool(focus and focus.truth),
        sync=bool(sync and sync.truth),
    )


def _read_pane(keys: YamlKeys, node: YamlNode, cwd: str, before: list[str]) -> PaneLayout:
    if node.entries is None:
        commands = [] if node.text in _BLANK else keys.commands(node, "a pane")
        return make_pane(before + commands, cwd, keys.folder)
    keys.note_unknown(node.entries, _PANE_KEYS)
    entries = node.entries
    cwd = keys.cwd(cwd, entries.get("start_directory"), "start_directory")
    commands = keys.commands(entries.get("shell_command"), "shell_command")
    earlier = keys.commands(entries.get("shell_command_before"), "shell_command_before")
    typed = before + earlier + [line for line in commands if line not in _BLANK]
    pane = make_pane(typed, cwd, keys.folder)
    focus = entries.get("focus")
    return replace(pane, focus=bool(focus and focus.truth))


def arrange_panes(
    keys: YamlKeys, layout: YamlNode | None, panes: list[PaneLayout], default: str
) -> Node[PaneLayout]:
    """The panes in one of tmux's arrangements, or as a layout string has them."""
    wanted = keys.text(layout, "layout") or default
    if wanted in PRESETS:
        return PRESETS[wanted](panes)
    try:
        return place_panes(read_tmux_layout(wanted), panes)
    except ConfigError as error:
        assert layout is not None  # the default is a preset
        keys.notes.append(f"line {layout.line}: {error.message}; the panes are tiled instead")
        return PRESETS["tiled"](panes)
