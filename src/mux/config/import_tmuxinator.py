"""Turns a project file of tmuxinator (its README, "Create a project") into a layout.

A window is a name with a command, a list of commands, or a block with `layout` and `panes`; a pane
is a command or a list of them, or a name with them. A window becomes a tab.
"""

from mux.config.import_keys import YamlKeys
from mux.config.import_tmuxp import arrange_panes
from mux.config.import_yaml import read_yaml
from mux.config.import_yaml_node import YamlNode
from mux.config.imported import Imported, make_pane
from mux.core.layout import Layout, PaneLayout, TabLayout
from mux.core.tree import Leaf, Node, Split
from mux.dataclass import replace

_PROJECT_KEYS = (
    *("name", "project_name", "root", "project_root", "windows", "tabs", "pre_window", "pre_tab"),
    *("startup_window", "startup_pane", "attach", "rbenv", "rvm", "tmux_options", "tmux_command"),
)
_WINDOW_KEYS = ("layout", "panes", "root", "pre", "synchronize")


def import_tmuxinator(text: str, path: str = "") -> Imported:
    """The session that the file describes. Raises ConfigError with the place."""
    keys = YamlKeys(path)
    root = read_yaml(text, path)
    project = keys.entries(root, "a tmuxinator file")
    _refuse_erb(keys, text)
    keys.note_unknown(project, _PROJECT_KEYS)
    listed = project.get("windows") or project.get("tabs")
    if listed is None:
        raise keys.fail(root, "a tmuxinator file has “windows:”")
    cwd = keys.cwd("", project.get("root") or project.get("project_root"), "root")
    before = keys.commands(project.get("pre_window") or project.get("pre_tab"), "pre_window")
    tabs = [_read_window(keys, node, cwd, before) for node in keys.items(listed, "windows")]
    if not tabs:
        raise keys.fail(listed, "there is no window in “windows:”")
    startup = keys.text(project.get("startup_window"), "startup_window")
    pane = keys.text(project.get("startup_pane"), "startup_pane")
    tabs = _focus_startup(tabs, startup, int(pane) if pane.isdecimal() else 0)
    name = keys.text(project.get("name") or project.get("project_name"), "name")
    return Imported(Layout(tuple(tabs)), name, tuple(keys.notes))


def _refuse_erb(keys: YamlKeys, text: str) -> None:
    """Ruby inside the file (`<%= … %>`) is not run."""
    for number, line in enumerate(text.splitlines(), 1):
        if "<%" in line.partition("#")[0]:
            node = YamlNode(number, line.index("<%") + 1)
            raise keys.fail(node, "Ruby in a project file is not run; write its result instead")


def _read_window(keys: YamlKeys, node: YamlNode, cwd: str, before: list[str]) -> TabLayout:
    if node.is_scalar:
        return TabLayout(
            Leaf(make_pane(before, cwd, keys.folder)), name=keys.text(node, "a window")
        )
    entries = keys.entries(node, "a window")
    if len(entries) != 1:
        raise keys.fail(node, "a window is “- NAME: COMMAND”, or a name with a block below it")
    ((name, value),) = entries.items()
    name = "" if name in ("", "~", "null") else name
    if value.entries is None:
        return TabLayout(
            Leaf(make_pane(before + keys.commands(value, f"the window {name}"), cwd, keys.folder)),
            name=name,
        )
    window = value.entries
    keys.note_unknown(window, _WINDOW_KEYS)
    cwd = keys.cwd(cwd, window.get("root"), "root")
    before = before + keys.commands(window.get("pre"), "pre")
    listed = window.get("panes")
    found = keys.items(listed, "panes") if listed and not listed.is_null else []
    panes = [_read_pane(keys, pane, cwd, before) for pane in found] or [
        make_pane(before, cwd, keys.folder)
    ]
    sync = window.get("synchronize")
    return TabLayout(
        arrange_panes(keys, window.get("layout"), panes, "tiled"),
        name=name,
        sync=bool(sync and (sync.truth or sync.text in ("before", "after"))),
    )


def _read_pane(keys: YamlKeys, node: YamlNode, cwd: str, before: list[str]) -> PaneLayout:
    if node.entries is not None and len(node.entries) == 1:
        ((title, value),) = node.entries.items()
        return replace(
            make_pane(before + keys.commands(value, title), cwd, keys.folder), name=title
        )
    if node.entries is not None:
        raise keys.fail(node, "a pane is a command, a list of commands, or “- NAME: COMMAND”")
    return make_pane(before + keys.commands(node, "a pane"), cwd, keys.folder)


def _focus_startup(tabs: list[TabLayout], startup: str, pane: int) -> list[TabLayout]:
    """The tab of that name or number is looked at first, and in it the pane of that number."""
    names = [tab.name for tab in tabs]
    index = names.index(startup) if startup in names else 0
    if startup.isdecimal() and startup not in names and int(startup) < len(tabs):
        index = int(startup)
    tab = tabs[index]
    root = _focus_pane(tab.root, [pane]) if pane else tab.root
    tabs[index] = replace(tab, focus=bool(startup) or bool(pane), root=root)
    return tabs


def _focus_pane(node: Node[PaneLayout], left: list[int]) -> Node[PaneLayout]:
    """The tree with the focus on the leaf of that number; `left` counts down over the walk."""
    if isinstance(node, Split):
        return replace(node, children=tuple(_focus_pane(child, left) for child in node.children))
    left[0] -= 1
    return replace(node, content=replace(node.content, focus=True)) if left[0] == -1 else node
