"""Commands on the text of panes: copy mode, search, paste buffers, history as a file."""

from mux.core.command import Command
from mux.core.ids import PaneId
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class CopyMode(Command):
    """Walk through the pane's text with a cursor, to search, select and copy."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class CopyAction(Command):
    """Do something in copy mode: cursor-up, search-forward, select-line, … (see the guide)."""

    action: str
    count: int = 1
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class SearchPane(Command):
    """Search the pane's history in copy mode; the match nearest to a line, else the newest one."""

    text: str
    regex: bool = False
    line: int = -1  # counted from the first that the pane ever held; negative: from the end
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class SelectAt(Command):
    """Select with the mouse: to a cell of the pane, beyond whose edges the view moves."""

    x: int
    y: int
    begin: str = ""  # character, word, line or block: a selection of these begins there
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class CopyCells(Command):
    """Copy what the pane shows from one cell to another one."""

    x: int
    y: int
    end_x: int
    end_y: int
    unit: str = "character"  # character, word, line or block
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class SetBuffer(Command):
    """Put a text on top of the paste buffers, and into the clipboard."""

    text: str


@dataclass(frozen=True, slots=True)
class PasteBuffer(Command):
    """Paste what was copied last, or the buffer of a name."""

    name: str = ""
    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class DeleteBuffer(Command):
    """Forget a paste buffer; without a name the newest."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class EditScrollback(Command):
    """Open the pane's history in an editor, in a tab of its own."""

    pane: PaneId | None = None


@dataclass(frozen=True, slots=True)
class ExportPane(Command):
    """Write the pane's history to a file: as text, ansi, html or svg."""

    file: str
    format: str = ""  # left out: by the file's ending
    overwrite: bool = False
    pane: PaneId | None = None
