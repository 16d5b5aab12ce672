"""Turns a living tmux into layouts: reads what `tmux list-panes` prints in the format below."""

from collections.abc import Mapping

from mux.config.errors import ConfigError
from mux.config.import_tmux_layout import place_panes, read_tmux_layout
from mux.config.imported import SHELLS, Imported, suspend
from mux.core.layout import SHELL, Layout, PaneLayout, Run, RunCommand, TabLayout
from mux.core.presets import tiled
from mux.core.tree import Node
from mux.dataclass import dataclass

# One line for each pane; free text stands last, where a TAB in it does no harm but once.
FIELDS = (
    *("session_id", "window_index", "window_active", "window_zoomed_flag", "window_layout"),
    *("automatic-rename", "synchronize-panes", "pane_active", "pane_pid", "pane_current_command"),
    *("pane_current_path", "session_name", "window_name"),
)
FORMAT = "\t".join(f"#{{{name}}}" for name in FIELDS)

Commands = Mapping[int, tuple[str, ...]]  # argv of what runs in front, by the pane's process id


def list_panes_command(session: str = "") -> tuple[str, ...]:
    """The command whose output `import_tmux` reads: of one session, or of all."""
    scope = ("-s", "-t", f"={session}:") if session else ("-a",)
    return ("tmux", "list-panes", *scope, "-F", FORMAT)


@dataclass(frozen=True, slots=True)
class _Line:
    """One pane."""

    values: Mapping[str, str]

    def is_on(self, name: str) -> bool:
        return self.values[name] in ("1", "on")


def import_tmux(text: str, commands: Commands | None = None) -> tuple[Imported, ...]:
    """The sessions that the lines tell of. Raises ConfigError for what is no such line.

    `commands` gives the whole argv where it is known; tmux itself knows the program's name only.
    """
    sessions: dict[str, dict[int, list[_Line]]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        fields = line.split("\t", len(FIELDS) - 1)
        if len(fields) != len(FIELDS):
            raise ConfigError("is no pane of tmux as asked for", "tmux list-panes", number, 1)
        found = _Line(dict(zip(FIELDS, fields, strict=True)))
        windows = sessions.setdefault(found.values["session_id"], {})
        windows.setdefault(int(found.values["window_index"]), []).append(found)
    if not sessions:
        raise ConfigError("tmux has no panes")
    return tuple(_read_session(windows, commands or {}) for windows in sessions.values())


def _read_session(windows: Mapping[int, list[_Line]], commands: Commands) -> Imported:
    notes: list[str] = []
    tabs = tuple(_read_window(lines, commands, notes) for _, lines in sorted(windows.items()))
    name = next(iter(windows.values()))[0].values["session_name"]
    return Imported(Layout(tabs), name, tuple(notes))


def _read_window(lines: list[_Line], commands: Commands, notes: list[str]) -> TabLayout:
    first = lines[0]
    panes = [_read_pane(line, commands) for line in lines]
    name = first.values["window_name"]
    return TabLayout(
        _arrange(first.values["window_layout"], panes, name, notes),
        name="" if first.is_on("automatic-rename") else name,
        focus=first.is_on("window_active"),
        zoomed=first.is_on("window_zoomed_flag"),
        sync=first.is_on("synchronize-panes"),
    )


def _read_pane(line: _Line, commands: Commands) -> PaneLayout:
    argv = commands.get(int(line.values["pane_pid"]), ())
    program = line.values["pane_current_command"]
    return suspend(
        PaneLayout(
            _run_of(argv or ((program,) if program else ())),
            cwd=line.values["pane_current_path"],
            focus=line.is_on("pane_active"),
        )
    )


def _run_of(argv: tuple[str, ...]) -> Run:
    """A shell without arguments is the user's shell; a login shell's name begins with a dash."""
    if not argv or (len(argv) == 1 and argv[0].rpartition("/")[2].lstrip("-") in SHELLS):
        return SHELL
    return RunCommand(argv)


def _arrange(layout: str, panes: list[PaneLayout], name: str, notes: list[str]) -> Node[PaneLayout]:
    try:
        return place_panes(read_tmux_layout(layout), panes)
    except ConfigError as error:
        notes.append(f"window {name}: {error.message}; the panes are tiled instead")
        return tiled(panes)
