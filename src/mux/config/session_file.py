"""Session files: a header and a layout like any other, with the places of the saved contents.

Reading is resilient: what is wrong is left out and told about, field by field, pane by pane. Only
a file that is no KDL, or that holds no layout, can't be read at all.
"""

import os
from collections.abc import Iterable, Mapping

from mux.config.errors import ConfigError
from mux.config.layout_file import build_layout, option_nodes, read_nodes
from mux.config.layout_problems import Problem
from mux.config.layout_reading import LayoutTooLargeError, Reading
from mux.config.layout_writer import layout_node, tab_panes
from mux.config.session_header import (
    SCHEMA,
    SessionHeader,
    header_node,
    parse_header,
    read_header,
)
from mux.core.layout import Layout, PaneLayout, TabLayout
from mux.core.tree_edit import map_leaves
from mux.dataclass import dataclass, replace
from mux.kdl.node import Node
from mux.kdl.writer import write_nodes

__all__ = ["SessionFile", "SessionHeader", "read_header", "read_session", "write_session"]

HEAD = "// A session of mux. It is a layout like any other: mux --layout loads it.\n"


class NewerSessionError(ConfigError):
    """The file is whole, but says more than this version understands."""


@dataclass(frozen=True, slots=True)
class SessionFile:
    """What a file says, and what in it could not be read.

    `options` are the config nodes that came with the session's layout.
    """

    header: SessionHeader
    layout: Layout
    problems: tuple[Problem, ...] = ()
    options: tuple[Node, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all that was written is there."""
        counted = count_panes(self.header, self.layout)
        return not self.problems and counted == self.header


def write_session(header: SessionHeader, layout: Layout, options: Iterable[Node] = ()) -> str:
    """The session as text. `tabs` and `panes` of the header are counted here."""
    nodes = [header_node(count_panes(header, layout)), layout_node(layout), *options]
    return HEAD + write_nodes(nodes)


def count_panes(header: SessionHeader, layout: Layout) -> SessionHeader:
    panes = sum(len(tab_panes(tab)) for tab in layout.tabs)
    return replace(header, tabs=len(layout.tabs), panes=panes)


def read_session(
    text: str,
    path: str = "",
    *,
    home: str | None = None,
    env: Mapping[str, str] | None = None,
) -> SessionFile:
    """The session that a text is. Raises ConfigError where there is nothing to be brought back.

    `contents_file` of panes stays relative to the session's folder; what points out of that folder
    is left out.
    """
    reading = Reading(
        path,
        os.path.expanduser("~") if home is None else home,
        os.environ if env is None else env,
        most_panes=100_000,
        deepest=180,
    )
    nodes = read_nodes(reading, text)
    if nodes is None:
        raise reading.sorted_problems()[0].as_error()
    header = find_header(reading, nodes)
    try:
        layout = build_layout(reading, nodes, None)
    except LayoutTooLargeError:
        layout = None
    if layout is None:
        raise reading.sorted_problems()[0].as_error()
    layout = replace(layout, tabs=tuple(confine_tab(reading, tab) for tab in layout.tabs))
    if header.tabs or header.panes:
        check_counts(reading, header, layout)
    return SessionFile(header, layout, tuple(reading.sorted_problems()), option_nodes(nodes))


def find_header(reading: Reading, nodes: tuple[Node, ...]) -> SessionHeader:
    node = next((node for node in nodes if node.name == "session"), None)
    if node is None:
        reading.note("the file has no session node")
        return SessionHeader()
    header, wrong = parse_header(node)
    for entry in wrong:
        reading.warn(entry, f"“{entry.name}” of the session makes no sense, it is left out")
    if header.schema > SCHEMA:
        raise NewerSessionError(
            f"was written by a newer mux (schema {header.schema}); upgrade mux to read it",
            reading.path,
            node.line,
            node.column,
        )
    return header


def check_counts(reading: Reading, header: SessionHeader, layout: Layout) -> None:
    found = count_panes(header, layout)
    if found != header:
        reading.note(
            f"the file was written with {header.tabs} tabs and {header.panes} panes, "
            f"and holds {found.tabs} and {found.panes}"
        )


def confine_tab(reading: Reading, tab: TabLayout) -> TabLayout:
    def confine(pane: PaneLayout) -> PaneLayout:
        if not leaves_folder(pane.contents_file):
            return pane
        reading.note(f"the contents {pane.contents_file} lie outside of the session's folder")
        return replace(pane, contents_file="")

    floating = tuple(replace(item, pane=confine(item.pane)) for item in tab.floating)
    return replace(tab, root=map_leaves(tab.root, confine), floating=floating)


def leaves_folder(path: str) -> bool:
    return path.startswith("/") or ".." in path.split("/") or "\0" in path
