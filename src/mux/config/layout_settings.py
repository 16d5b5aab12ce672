"""What the line and the scalars of one pane node say, before they become a pane."""

from mux.config.layout_reading import Reading, join_directory
from mux.config.layout_values import (
    child_named,
    find_scalar,
    read_bool,
    read_direction,
    read_extent,
    read_length,
    read_path,
    read_text,
)
from mux.config.layout_words import FLOATING_ONLY, HOMES, TILED_ONLY, TILED_WORDS
from mux.config.suggest import did_you_mean
from mux.core.geometry import Axis
from mux.core.layout import SHELL, EditFile, Length, PaneLayout, Placeholder, Run, RunCommand
from mux.core.tree import Extent
from mux.dataclass import dataclass, fields
from mux.kdl.node import Entry, Node
from mux.kdl.writer import write_scalar


@dataclass(frozen=True, slots=True)
class PaneSettings:
    """None is "not said": then the template's word counts, else the default."""

    command: str | None = None
    args: tuple[str, ...] | None = None
    edit: str | None = None
    plugin: str | None = None
    cwd: str | None = None
    close_on_exit: bool | None = None
    start_suspended: bool | None = None
    name: str | None = None
    focus: bool | None = None
    borderless: bool | None = None
    contents_file: str | None = None
    default_fg: str | None = None
    default_bg: str | None = None
    exclude_from_sync: bool | None = None
    private: bool | None = None
    restore: str | None = None
    restore_untrusted: bool | None = None
    command_line: str | None = None
    line: int | None = None
    extent: Extent | None = None
    axis: Axis | None = None
    stacked: bool | None = None
    expanded: bool | None = None
    x: Length | None = None
    y: Length | None = None
    width: Length | None = None
    height: Length | None = None
    pinned: bool | None = None


def read_settings(reading: Reading, node: Node, template: bool = False) -> PaneSettings:
    """Everything scalar that a pane node says. A template's `name` is its own, not a pane's."""
    settings = PaneSettings(
        command=read_path(reading, node, "command"),
        args=read_args(reading, node),
        edit=read_path(reading, node, "edit"),
        plugin=read_plugin(reading, node),
        cwd=read_path(reading, node, "cwd"),
        close_on_exit=read_bool(reading, node, "close_on_exit"),
        start_suspended=read_bool(reading, node, "start_suspended"),
        name=None if template else read_text(reading, node, "name"),
        focus=read_bool(reading, node, "focus"),
        borderless=read_bool(reading, node, "borderless"),
        contents_file=read_text(reading, node, "contents_file"),
        default_fg=read_text(reading, node, "default_fg"),
        default_bg=read_text(reading, node, "default_bg"),
        exclude_from_sync=read_bool(reading, node, "exclude_from_sync"),
        private=read_bool(reading, node, "private"),
        restore=read_text(reading, node, "restore"),
        restore_untrusted=read_bool(reading, node, "restore_untrusted"),
        command_line=read_text(reading, node, "command_line"),
        line=read_line(reading, node),
        extent=read_extent(reading, node),
        axis=read_direction(reading, node),
        stacked=read_bool(reading, node, "stacked"),
        expanded=read_bool(reading, node, "expanded"),
        x=read_length(reading, node, "x"),
        y=read_length(reading, node, "y"),
        width=read_length(reading, node, "width"),
        height=read_length(reading, node, "height"),
        pinned=read_bool(reading, node, "pinned"),
    )
    check_one_run(reading, node, settings)
    return settings


def read_args(reading: Reading, node: Node) -> tuple[str, ...] | None:
    """`args "a" "b"` as a child node; a single one may be a property."""
    found = node.properties.get("args")
    child = child_named(node, "args")
    entries = (found,) if found else child.arguments if child else None
    if entries is None:
        return None
    if not entries and child is not None:
        reading.blame(child, "“args” has no arguments", 'write them behind it, as in args "-l" "x"')
    texts: list[str] = []
    for entry in entries:
        if isinstance(entry.value, str):
            texts.append(entry.value)
        else:
            shown = write_scalar(entry.value)
            reading.blame_value(entry, f"an argument is text, not {shown}", f'write "{shown}"')
    return tuple(texts)


def read_plugin(reading: Reading, node: Node) -> str | None:
    """The location in `plugin location="…" { … }`, without “zellij:”."""
    child = child_named(node, "plugin")
    if child is None:
        entry = node.properties.get("plugin")
        if entry is not None:
            reading.warn(
                entry,
                "a plugin is a block of its own, this has no effect",
                'write { plugin location="…"; }',
            )
        return None
    location = read_text(reading, child, "location")
    if location is None:
        if find_scalar(reading, child, "location") is None:
            reading.blame(
                child,
                "the plugin has no location",
                'write plugin location="tab-bar", or another one',
            )
        return None
    return location.removeprefix("zellij:")


def read_line(reading: Reading, node: Node) -> int | None:
    found = find_scalar(reading, node, "line")
    if found is None:
        return None
    if isinstance(found.value, int) and not isinstance(found.value, bool) and found.value > 0:
        return found.value
    reading.blame_value(
        found, f"line is a number from 1 on, not {write_scalar(found.value)}", "write line=1"
    )
    return None


def check_one_run(reading: Reading, node: Node, settings: PaneSettings) -> None:
    given = [name for name in ("command", "edit", "plugin") if getattr(settings, name) is not None]
    if len(given) > 1:
        reading.blame(
            place_of(node, given[1]),
            f"a pane can't have both “{given[0]}” and “{given[1]}”",
            "take one away",
        )


def place_of(node: Node, name: str) -> Node | Entry:
    """Where `name` stands: a property, a child node, or else the node itself."""
    return node.properties.get(name) or child_named(node, name) or node


def merge_settings(template: PaneSettings, own: PaneSettings) -> PaneSettings:
    """What the user of a template says counts; what runs is merged.

    Another command keeps the template's arguments and directory where it brings none, and
    directories are joined.
    """
    merged = {
        item.name: theirs if (mine := getattr(own, item.name)) is None else mine
        for item in fields(PaneSettings)
        for theirs in (getattr(template, item.name),)
    }
    if own.edit is not None or own.plugin is not None:
        for name in ("command", "args", "close_on_exit", "start_suspended", "command_line"):
            merged[name] = getattr(own, name)
    if own.command is not None or own.plugin is not None:
        merged["edit"], merged["line"] = own.edit, own.line
    if own.command is not None or own.edit is not None:
        merged["plugin"] = own.plugin
    if own.cwd is not None:
        merged["cwd"] = join_directory(template.cwd or "", own.cwd)
    return PaneSettings(**merged)


def check_command_words(reading: Reading, node: Node, settings: PaneSettings) -> None:
    """What only a command can have."""
    if settings.command is not None:
        return
    for name in ("args", "close_on_exit", "start_suspended", "command_line"):
        if getattr(settings, name) is not None:
            reading.blame(
                place_of(node, name), f"“{name}” needs a command", 'add command="…" to the pane'
            )


def make_pane(reading: Reading, settings: PaneSettings, cwd: str) -> PaneLayout:
    """The pane; `cwd` is the directory of what it lies in."""
    return PaneLayout(
        run=make_run(settings),
        name=settings.name or "",
        cwd=join_directory(cwd, settings.cwd or ""),
        focus=bool(settings.focus),
        borderless=settings.borderless,
        start_suspended=bool(settings.start_suspended),
        close_on_exit=bool(settings.close_on_exit),
        contents_file=contents_path(reading, settings.contents_file or ""),
        default_fg=settings.default_fg or "",
        default_bg=settings.default_bg or "",
        exclude_from_sync=bool(settings.exclude_from_sync),
        private=bool(settings.private),
        restore=settings.restore,
        restore_untrusted=bool(settings.restore_untrusted),
    )


def make_run(settings: PaneSettings) -> Run:
    if settings.command is not None:
        return RunCommand((settings.command, *(settings.args or ())), settings.command_line or "")
    if settings.edit is not None:
        return EditFile(settings.edit, settings.line)
    if settings.plugin is not None:
        return Placeholder(settings.plugin)
    return SHELL


def contents_path(reading: Reading, path: str) -> str:
    """A contents file is named as seen from the folder of the layout file."""
    return join_directory(reading.folder, path) if path and reading.folder else path


def check_words(
    reading: Reading, node: Node, words: tuple[str, ...], nodes: tuple[str, ...], what: str
) -> None:
    """Names every property, argument and child node that there is no such thing as.

    `words` may stand on the line and in the block, `nodes` in the block only.
    """
    for entry in node.entries:
        if entry.name is None:
            check_bare_value(reading, entry, words, what)
        elif entry.name not in words and entry.name not in nodes:
            reading.blame(
                entry, f"{what} has no property “{entry.name}”", suggest(entry.name, words)
            )
    for child in node.children:
        if child.name not in words and child.name not in nodes:
            hint = suggest(child.name, (*nodes, *words))
            reading.blame(child, f"{what} has no “{child.name}”", hint)


def check_bare_value(reading: Reading, entry: Entry, words: tuple[str, ...], what: str) -> None:
    """A value that stands alone; Zellij lets it pass where it happens to be a property's name."""
    word = entry.value if isinstance(entry.value, str) else ""
    if word in words:
        reading.warn(entry, f"“{word}” alone has no effect", f"write {word}=…")
    else:
        hint = did_you_mean(word, words).lstrip("; ") if word else ""
        shown = write_scalar(entry.value)
        reading.blame(entry, f"{what} takes no bare values such as {shown}", hint or "write name=…")


def suggest(name: str, known: tuple[str, ...]) -> str:
    """What to do about a word that is not known in its place."""
    if name in HOMES:
        return HOMES[name]
    if name in FLOATING_ONLY:
        return "only a pane inside floating_panes has it"
    if name in TILED_ONLY and "x" in known:
        return "only a tiled pane has it; a floating one has x, y, width and height"
    near = did_you_mean(name, known).lstrip("; ")
    if near:
        return near
    if name in TILED_WORDS:
        return "give it to a pane"
    return "take it away"
