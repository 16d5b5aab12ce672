"""What a KDL document consists of, each part knowing where in the text it stood.

Equality looks at what a document says, never at where it says it.
"""

from bisect import bisect_right

from mux.dataclass import dataclass, field

Scalar = str | int | float | bool | None


class Source:
    """A text, and the places in it. Lines and columns count from 1; a column is a code point."""

    __slots__ = ("_line_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._line_starts: list[int] = []

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset. The first call walks the text, later ones bisect."""
        starts = self.line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """One line without its line end; empty where there is no such line."""
        starts = self.line_starts()
        if not 0 < line <= len(starts):
            return ""
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r")

    def line_starts(self) -> list[int]:
        if not self._line_starts:
            starts = [0]
            at = self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._line_starts = starts
        return self._line_starts


NO_SOURCE = Source("")


@dataclass(slots=True)
class Entry:
    """An argument (then `name` is None) or a property of a node.

    `start`, `value_start` and `end` are offsets into the text: of the name, or of the value where
    there is no name; of the value, its type included; and behind the value.
    """

    value: Scalar
    name: str | None = None
    type: str | None = None
    source: Source = field(default=NO_SOURCE, compare=False, repr=False)
    start: int = field(default=0, compare=False, repr=False)
    value_start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)

    @property
    def line(self) -> int:
        return self.source.place(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.place(self.start)[1]


@dataclass(slots=True)
class Node:
    """One node; `start` and `end` are the offsets of its name."""

    name: str
    entries: tuple[Entry, ...] = ()
    children: "tuple[Node, ...]" = ()
    type: str | None = None
    source: Source = field(default=NO_SOURCE, compare=False, repr=False)
    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)

    @property
    def arguments(self) -> tuple[Entry, ...]:
        return tuple([entry for entry in self.entries if entry.name is None])

    @property
    def properties(self) -> dict[str, Entry]:
        """Of several properties of one name the last one counts (KDL 1.0, "Property")."""
        return {entry.name: entry for entry in self.entries if entry.name is not None}

    @property
    def line(self) -> int:
        return self.source.place(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.place(self.start)[1]


@dataclass(slots=True)
class Document:
    nodes: tuple[Node, ...] = ()
    source: Source = field(default=NO_SOURCE, compare=False, repr=False)
