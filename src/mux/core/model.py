"""The workspace: everything a session is, but for what its programs print.

All of it is values. A command gives a new workspace; whoever holds the old one still has it, so an
error changes nothing and "has anything changed since the last save" is a comparison.
"""

from collections.abc import Mapping
from enum import StrEnum

from mux.core.geometry import Size
from mux.core.ids import ClientId, PaneId, TabId
from mux.core.layout import SHELL, Bar, Length, Run, SwapLayout, TabLayout
from mux.core.tree import Node
from mux.dataclass import dataclass, field

DEFAULT_SIZE = Size(80, 24)


class PaneState(StrEnum):
    RUNNING = "running"
    WAITING = "waiting"  # behind the gate: nothing runs until ENTER
    EXITED = "exited"  # the program ended and the pane was kept


class Level(StrEnum):
    """How a pane came back. The order is from best to least."""

    ALIVE = "alive"
    REVIVED = "revived"
    CONTENTS = "contents"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Pane:
    id: PaneId
    run: Run = SHELL  # what the pane was opened for
    name: str = ""  # given by the user; wins over the title that the program sets
    cwd: str = ""  # where it is, as far as known: where it was opened, until it reports another
    state: PaneState = PaneState.RUNNING
    exit_status: int | None = None  # of the program that ended; negative: the signal
    borderless: bool | None = None
    start_suspended: bool = False  # as the layout had it, gate or no gate
    close_on_exit: bool = True
    default_fg: str = ""
    default_bg: str = ""
    exclude_from_sync: bool = False
    private: bool = False
    restore: str | None = None
    restore_untrusted: bool = False  # a program's output said so, nobody whom one can trust
    caution: str = ""  # why what waits runs only when it is asked for by itself
    contents_file: str = ""  # what is to be on its screen before its program starts
    level: Level | None = None  # set on panes of a resurrected session
    title: str = ""  # what the program set (OSC 0 and 2)
    bell: bool = False  # rang while nobody looked


@dataclass(frozen=True, slots=True)
class Floating:
    pane: PaneId
    x: Length | None = None
    y: Length | None = None
    width: Length | None = None
    height: Length | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """`recent` lists all the tab's panes, most recently focused first; its first is the focus.

    Every pane is either a leaf of `root` or one of `floating`; there is always a leaf.
    """

    id: TabId
    root: Node[PaneId]
    recent: tuple[PaneId, ...]
    name: str = ""  # "" = shown as "Tab N", or by what runs in it
    color: str = ""
    floating: tuple[Floating, ...] = ()  # bottom to top
    floating_visible: bool = False
    zoomed: bool = False
    sync: bool = False
    bars: tuple[Bar, ...] | None = None
    swap: str = ""  # name of the swap layout in force
    arranged_by_hand: bool = False  # the user resized: swap layouts no longer apply by themselves

    @property
    def focus(self) -> PaneId:
        return self.recent[0]


@dataclass(frozen=True, slots=True)
class Closed:
    """Panes that were closed together and can be brought back; a whole tab where `left` is None.

    A pane's state says what has become of its program since: RUNNING, it lives on; WAITING, it will
    wait behind the gate; EXITED, it has ended, and a shell starts anew.
    """

    tab: Tab  # as it was before
    place: int  # of the tab among the others
    panes: tuple[Pane, ...]
    left: Node[PaneId] | None  # the tab's tree without them


@dataclass(frozen=True, slots=True)
class ClientView:
    """One attached client: how large its workspace is, and which tab it looks at."""

    id: ClientId
    size: Size
    tab: TabId
    last_tab: TabId | None = None


@dataclass(frozen=True, slots=True)
class Workspace:
    """Invariant: `tabs` is empty only when the session is over."""

    session: str
    tabs: tuple[Tab, ...] = ()
    panes: Mapping[PaneId, Pane] = field(default_factory=dict)
    clients: Mapping[ClientId, ClientView] = field(default_factory=dict)
    active: TabId | None = None  # the tab that was looked at last; new clients start there
    next_pane: int = 1
    next_tab: int = 1
    size: Size = DEFAULT_SIZE  # of the last client that was attached; used while there is none
    new_tab: TabLayout | None = None
    swap_tiled: tuple[SwapLayout, ...] = ()
    swap_floating: tuple[SwapLayout, ...] = ()
    frames: str = "full"  # full | title | none
    auto_layout: bool = True  # swap layouts stay in force as panes come and go
    closed: tuple[Closed, ...] = ()  # what was closed, the last one first

    @property
    def following(self) -> tuple[SwapLayout, ...]:
        """The swap layouts that panes are arranged by as they come and go."""
        return self.swap_tiled if self.auto_layout else ()
