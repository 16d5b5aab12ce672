"""A layout as a value: what a layout file says, and what a running session can be written as.

The same types serve in both directions: the layout language is read into a Layout, a session is
started from a Layout, and a snapshot of a running session is a Layout again.
"""

from mux.core.tree import Leaf, Node
from mux.dataclass import dataclass, field


@dataclass(frozen=True, slots=True)
class Shell:
    """The user's shell."""


@dataclass(frozen=True, slots=True)
class RunCommand:
    """A program with its arguments exactly as given; never joined and split again.

    `text` is the command as the user typed it, where the shell reported it (a pipeline, say).
    """

    argv: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class EditFile:
    """The user's editor on a file."""

    path: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A pane that mux can't fill (an unknown Zellij plugin): a labelled empty place."""

    location: str


Run = Shell | RunCommand | EditFile | Placeholder
SHELL = Shell()


@dataclass(frozen=True, slots=True)
class PaneLayout:
    """One pane. `cwd` is absolute or empty (then: where the session was started)."""

    run: Run = SHELL
    name: str = ""
    cwd: str = ""
    focus: bool = False
    borderless: bool | None = None
    start_suspended: bool = False
    close_on_exit: bool = False
    contents_file: str = ""
    default_fg: str = ""
    default_bg: str = ""
    exclude_from_sync: bool = False
    private: bool = False
    restore: str | None = None  # what to run instead on resurrection; "" = just a shell
    restore_untrusted: bool = False  # it came in through the program's output: always ask


@dataclass(frozen=True, slots=True)
class Length:
    """A coordinate or size of a floating pane: cells, or percent of the tab's area."""

    amount: float
    percent: bool = False


@dataclass(frozen=True, slots=True)
class FloatingLayout:
    pane: PaneLayout
    x: Length | None = None
    y: Length | None = None
    width: Length | None = None
    height: Length | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One of mux's own bars: kind "tab-bar", "status-bar" or "compact-bar"."""

    kind: str
    at_bottom: bool


@dataclass(frozen=True, slots=True)
class TabLayout:
    """One tab. `bars` is None where the layout names none: then the client's default bars show."""

    root: Node[PaneLayout] = field(default_factory=lambda: Leaf(PaneLayout()))
    name: str = ""
    focus: bool = False
    color: str = ""
    floating: tuple[FloatingLayout, ...] = ()
    hide_floating: bool = False
    zoomed: bool = False
    sync: bool = False
    bars: tuple[Bar, ...] | None = None
    swap: str = ""  # the swap layout that it is arranged as


@dataclass(frozen=True, slots=True)
class Constraint:
    """How many panes a swap layout is for: kind "max", "min", "exact", or "any"."""

    kind: str = "any"
    panes: int = 0


@dataclass(frozen=True, slots=True)
class SwapCase:
    """One arrangement of a swap layout. A Leaf whose content is None is the place of `children`."""

    constraint: Constraint = Constraint()
    root: Node[PaneLayout | None] | None = None
    floating: tuple[FloatingLayout, ...] = ()


@dataclass(frozen=True, slots=True)
class SwapLayout:
    name: str
    cases: tuple[SwapCase, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    tabs: tuple[TabLayout, ...] = (TabLayout(),)
    new_tab: TabLayout | None = None  # what a new tab looks like; None = one shell
    swap_tiled: tuple[SwapLayout, ...] = ()
    swap_floating: tuple[SwapLayout, ...] = ()
