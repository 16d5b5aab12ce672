"""Turns a save of tmux-resurrect (as its version 4 writes it) into layouts, one for each session.

Lines of fields with a TAB between them; what may be empty begins with a colon:

    pane SESSION WINDOW ACTIVE :FLAGS PANE TITLE :FOLDER ACTIVE PROGRAM :COMMAND
    window SESSION WINDOW :NAME ACTIVE :FLAGS LAYOUT AUTOMATIC-RENAME
    state SESSION LAST-SESSION
    grouped_session SESSION ORIGINAL :WINDOW :WINDOW

An empty pane title makes tmux-resurrect write all later fields of that line one place too early;
that is seen and put right. Titles are not taken over: programs set them, and will again.
"""

from mux.config.errors import ConfigError
from mux.config.import_tmux_layout import place_panes, read_tmux_layout
from mux.config.imported import SHELLS, Imported, suspend
from mux.core.layout import SHELL, Layout, PaneLayout, Run, TabLayout
from mux.core.presets import tiled
from mux.core.runs import parse_run
from mux.core.tree import Node
from mux.dataclass import dataclass, field


@dataclass(slots=True)
class _Window:
    """What the lines say about one window, so far."""

    name: str = ""
    active: bool = False
    flags: str = ""
    layout: str = ""
    automatic_name: bool = False
    panes: dict[int, PaneLayout] = field(default_factory=dict)


def import_resurrect(text: str, path: str = "") -> tuple[Imported, ...]:
    """The sessions of a save, the current one first. Raises ConfigError with the line."""
    sessions: dict[str, dict[int, _Window]] = {}
    notes: dict[str, list[str]] = {}
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        fields = line.split("\t")
        kind = fields[0]
        try:
            match kind:
                case "pane":
                    _read_pane(sessions.setdefault(fields[1], {}), fields)
                case "window":
                    _read_window(sessions.setdefault(fields[1], {}), fields)
                case "state":
                    current = fields[1]
                case "grouped_session":
                    note = f"the session {fields[1]} shows the same windows and was left out"
                    notes.setdefault(fields[2], []).append(note)
                case "":
                    continue
                case _:
                    raise ConfigError(f"“{kind[:20]}” begins no line of a tmux-resurrect save")
        except (IndexError, ValueError):
            wrong = f"is no whole “{kind}” line of a tmux-resurrect save"
            raise ConfigError(wrong, path, number, 1) from None
        except ConfigError as error:
            raise ConfigError(error.message, path, number, 1) from None
    found = [
        _finish(name, windows, notes.get(name, []))
        for name, windows in sessions.items()
        if any(window.panes for window in windows.values())
    ]
    if not found:
        raise ConfigError("holds no pane; is it a save of tmux-resurrect?", path)
    return tuple(sorted(found, key=lambda imported: imported.name != current))


def _read_pane(windows: dict[int, _Window], fields: list[str]) -> None:
    window = windows.setdefault(int(fields[2]), _Window())
    if fields[6].startswith(":") and not fields[7].startswith(":"):
        fields = [*fields[:6], "", *fields[6:9], ":"]
    folder, active, program = fields[7:10]
    command = "\t".join(fields[10:]).removeprefix(":")
    pane = PaneLayout(
        _run_of(program, command),
        cwd=folder.removeprefix(":").replace("\\ ", " "),
        focus=active == "1",
    )
    window.active = window.active or fields[3] == "1"
    window.panes[int(fields[5])] = suspend(pane)


def _read_window(windows: dict[int, _Window], fields: list[str]) -> None:
    window = windows.setdefault(int(fields[2]), _Window())
    window.name = fields[3].removeprefix(":")
    window.active = fields[4] == "1"
    window.flags = fields[5].removeprefix(":")
    window.layout = fields[6]
    window.automatic_name = fields[7:8] == ["on"]


def _run_of(program: str, command: str) -> Run:
    """The command with its arguments if it was found, else the program's name."""
    run = parse_run(command or ("" if program.lstrip("-") in SHELLS else program))
    words = command.split()
    if len(words) == 1 and words[0].rpartition("/")[2].lstrip("-") in SHELLS:
        return SHELL
    return run


def _finish(name: str, windows: dict[int, _Window], notes: list[str]) -> Imported:
    tabs = tuple(
        TabLayout(
            _arrange(window, notes),
            name="" if window.automatic_name else window.name,
            focus=window.active,
            zoomed="Z" in window.flags,
        )
        for _, window in sorted(windows.items())
        if window.panes
    )
    return Imported(Layout(tabs), name, tuple(notes))


def _arrange(window: _Window, notes: list[str]) -> Node[PaneLayout]:
    panes = [pane for _, pane in sorted(window.panes.items())]
    try:
        return place_panes(read_tmux_layout(window.layout), panes)
    except ConfigError as error:
        notes.append(f"window {window.name}: {error.message}; the panes are tiled instead")
        return tiled(panes)
