"""Layout files: Zellij's layout language, with a few words of mux's own.

`read_layout` is for whoever wants the layout, `check_layout` for whoever wants every mistake, and
`read_layout_file` for a file with its sibling NAME.swap.kdl.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from mux.config.layout_panes import child_panes
from mux.config.layout_problems import Problem, Severity
from mux.config.layout_reading import LayoutTooLargeError, Reading, join_directory
from mux.config.layout_settings import place_of, suggest
from mux.config.layout_swap import collect_swaps
from mux.config.layout_tabs import (
    as_template,
    assemble_tab,
    build_tab,
    check_no_holes,
    check_one_focus,
    is_tab,
    read_tab_settings,
)
from mux.config.layout_templates import check_pane_template, check_tab_template, collect_templates
from mux.config.layout_trust import read_layout_text
from mux.config.layout_values import read_path
from mux.config.layout_words import LAYOUT_NODES, LAYOUT_TAB_WORDS, RESERVED
from mux.core.layout import Layout, TabLayout
from mux.dataclass import dataclass, replace
from mux.kdl.errors import KdlError
from mux.kdl.node import Node
from mux.kdl.reader import read_kdl

ReadFile = Callable[[str], str | None]
SWAP_NODES = ("swap_tiled_layout", "swap_floating_layout", "tab_template", "pane_template")


@dataclass(frozen=True, slots=True)
class LayoutReading:
    """What a file says. `layout` is None where a mistake leaves none.

    `config` are the nodes at the file's root that belong into a config file, to be read by
    `config_file.read_config_nodes`.
    """

    layout: Layout | None
    problems: tuple[Problem, ...] = ()
    config: tuple[Node, ...] = ()


def read_layout(
    text: str,
    path: str = "",
    *,
    cwd: str = "",
    home: str | None = None,
    env: Mapping[str, str] | None = None,
    read_file: ReadFile | None = None,
) -> Layout:
    """The layout that a text describes. Raises ConfigError for the first mistake.

    `cwd` is what relative directories are seen from (empty: they stay relative), `home` and `env`
    are the user's own where they are left out, `read_file` gives the text of a file or None; it is
    asked for the sibling swap file.
    """
    found = parse_layout(text, path, cwd=cwd, home=home, env=env, read_file=read_file)
    if found.layout is None:
        raise next(
            problem.as_error() for problem in found.problems if problem.severity is Severity.ERROR
        )
    return found.layout


def check_layout(
    text: str,
    path: str = "",
    *,
    cwd: str = "",
    home: str | None = None,
    env: Mapping[str, str] | None = None,
    read_file: ReadFile | None = None,
) -> tuple[Layout | None, list[Problem]]:
    """The layout (None where there is an error) and every problem, in the order of the file.

    The config at the root of a layout is looked at too.
    """
    found = parse_layout(text, path, cwd=cwd, home=home, env=env, read_file=read_file)
    if found.layout is None:
        return None, list(found.problems)
    return found.layout, [*found.problems, *check_config(found.config, path)]


def read_layout_file(path: Path, *, cwd: str = "") -> LayoutReading:
    """The same of a file on disk and its sibling. Raises ConfigError or OSError where it can't be
    read."""
    text = read_layout_text(path).text
    return parse_layout(text, str(path), cwd=cwd, read_file=read_if_there)


def read_if_there(path: str) -> str | None:
    try:
        return read_layout_text(Path(path)).text
    except FileNotFoundError:
        return None


def parse_layout(
    text: str,
    path: str = "",
    *,
    cwd: str = "",
    home: str | None = None,
    env: Mapping[str, str] | None = None,
    read_file: ReadFile | None = None,
) -> LayoutReading:
    """What a text says and every problem in it; raises nothing."""
    reading = Reading(
        path,
        os.path.expanduser("~") if home is None else home,
        os.environ if env is None else env,
        cwd,
        os.path.dirname(path),
    )
    document = read_nodes(reading, text)
    if document is None:
        return LayoutReading(None, tuple(reading.sorted_problems()))
    try:
        layout = build_layout(reading, document, read_file)
    except LayoutTooLargeError:
        layout = None
    problems = tuple(reading.sorted_problems())
    found = None if reading.has_errors() else layout
    return LayoutReading(found, problems, option_nodes(document))


def option_nodes(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """The nodes beside a layout that belong into a config file."""
    return tuple(node for node in nodes if node.name not in RESERVED and node.name != "session")


def read_nodes(reading: Reading, text: str) -> tuple[Node, ...] | None:
    try:
        return read_kdl(text).nodes
    except KdlError as error:
        message, _, hint = error.message.partition("; ")
        problem = Problem(error.line, error.column, message, hint, path=reading.path)
        reading.problems[problem] = None
        return None


def build_layout(
    reading: Reading, nodes: Sequence[Node], read_file: ReadFile | None
) -> Layout | None:
    node = find_layout_node(reading, nodes)
    if node is None:
        return None
    collect_templates(reading, node.children)
    for template in (*reading.pane_templates.values(),):
        check_pane_template(reading, template)
    for child in node.children:
        if child.name in ("tab_template", "default_tab_template"):
            check_tab_template(reading, child)
    reading.panes = 0
    tiled, floating = collect_swaps(reading, node.children)
    layout = replace(build_tabs(reading, node), swap_tiled=tiled, swap_floating=floating)
    if reading.path.endswith(".kdl") and read_file:
        sibling = reading.path.removesuffix(".kdl") + ".swap.kdl"
        swaps = read_file(sibling)
        if swaps is not None:
            layout = add_swaps(reading_of_sibling(reading, sibling), layout, swaps, reading)
    return layout


def reading_of_sibling(reading: Reading, path: str) -> Reading:
    """A reading of another file with the templates of this one."""
    return replace(
        reading,
        path=path,
        pane_templates=dict(reading.pane_templates),
        tab_templates=dict(reading.tab_templates),
        default_tab=None,
        problems={},
        panes=0,
    )


def add_swaps(reading: Reading, layout: Layout, text: str, main: Reading) -> Layout:
    """The layout with the swap layouts of its sibling file, whose mistakes count as its own."""
    nodes = read_nodes(reading, text) or ()
    for node in nodes:
        if node.name == "layout":
            reading.blame(node, "a swap file has no layout of its own", "take it away")
        elif node.name in RESERVED and node.name not in SWAP_NODES:
            wrong = f"a swap file can't hold “{node.name}”"
            reading.blame(node, wrong, "put it into a layout, or into a swap layout")
    collect_templates(reading, nodes)
    for node in nodes:
        if node.name == "pane_template":
            check_pane_template(reading, node)
        elif node.name == "tab_template":
            check_tab_template(reading, node)
    reading.panes = 0
    tiled, floating = collect_swaps(reading, nodes)
    main.problems |= reading.problems
    return replace(
        layout,
        swap_tiled=layout.swap_tiled + tiled,
        swap_floating=layout.swap_floating + floating,
    )


def find_layout_node(reading: Reading, nodes: Sequence[Node]) -> Node | None:
    """The one layout node; whatever else of the language lies at the root is misplaced."""
    found: Node | None = None
    for node in nodes:
        if node.name == "layout" and found is None:
            found = node
        elif node.name == "layout":
            wrong = (
                f"there is one layout in a file; that of line {found.line if found else 1} is it"
            )
            reading.blame(node, wrong, "take one away")
        elif node.name in RESERVED:
            wrong = f"“{node.name}” stands outside of the layout"
            reading.blame(node, wrong, "put it into layout { … }")
    if found is None:
        hint = next((suggest(node.name, ("layout",)) for node in nodes[:1]), "")
        hint = hint if "layout" in hint else "write layout { … }"
        place = nodes[0] if nodes else Node("")
        reading.blame(place, "there is no layout in the file", hint)
    return found


def build_tabs(reading: Reading, node: Node) -> Layout:
    """The tabs that the layout node names, or the one that its panes are."""
    cwd = join_directory(reading.cwd, read_path(reading, node, "cwd") or "")
    check_layout_words(reading, node)
    tabs = [child for child in node.children if is_tab(reading, child)]
    panes = [child for child in child_panes(reading, node) if child.name != "children"]
    new_tab = build_new_tab(reading, node, cwd)
    if not tabs:
        return build_only_tab(reading, node, panes, cwd, new_tab)
    for pane in panes:
        reading.blame(
            pane,
            f"a layout holds tabs or panes; there is a tab in line {tabs[0].line}",
            "put the pane into a tab",
        )
    for word in LAYOUT_TAB_WORDS:
        place = place_of(node, word)
        if place is not node:
            reading.blame(place, f"“{word}” is for a layout without tabs", "give it to a tab")
    for child in node.children:
        if child.name == "floating_panes":
            reading.warn(child, "floating_panes has no effect beside tabs", "put it into a tab")
    check_one_focus(reading, tabs)
    return Layout(tuple(build_tab(reading, tab, cwd) for tab in tabs), new_tab)


def build_only_tab(
    reading: Reading, node: Node, panes: list[Node], cwd: str, new_tab: TabLayout | None
) -> Layout:
    """A layout without tabs is one tab, and what each new tab looks like."""
    for pane in panes:
        check_no_holes(reading, pane)
    settings = replace(read_tab_settings(reading, node), cwd="", focus=False)
    blocks = [child for child in node.children if child.name == "floating_panes"]
    tab = assemble_tab(reading, settings, panes, blocks, reading.default_tab, cwd)
    plain = all(place_of(node, word) is node for word in LAYOUT_TAB_WORDS)
    if new_tab is None and plain and panes + blocks:
        new_tab = as_template(reading, tab)
    return Layout((tab,), new_tab)


def build_new_tab(reading: Reading, node: Node, cwd: str) -> TabLayout | None:
    """What a new tab looks like, where the layout says so."""
    own = [child for child in node.children if child.name == "new_tab_template"]
    if own:
        plain = reading_of_sibling(reading, reading.path)
        tab = build_tab(plain, replace(own[-1], name="tab"), cwd)
        reading.problems |= plain.problems
        return as_template(reading, tab)
    if reading.default_tab is not None:
        return as_template(reading, build_tab(reading, Node("tab"), cwd))
    return None


def check_layout_words(reading: Reading, node: Node) -> None:
    """What the layout node holds; Zellij passes over whatever else its line says."""
    known = ("cwd", *LAYOUT_TAB_WORDS)
    for entry in node.entries:
        if entry.name not in known:
            name = entry.name if entry.name is not None else str(entry.value)
            reading.warn(entry, f"“{name}” has no effect on a layout", suggest(name, known))
    for child in node.children:
        name = child.name
        if name in LAYOUT_NODES or name in known:
            continue
        if name in reading.pane_templates or name in reading.tab_templates:
            continue
        if name in RESERVED:
            reading.warn(child, f"“{name}” has no effect here", "give it to a tab or a pane")
            continue
        names = (*reading.pane_templates, *reading.tab_templates)
        reading.blame(child, f"a layout holds no “{name}”", suggest(name, (*LAYOUT_NODES, *names)))


def check_config(nodes: Iterable[Node], path: str) -> list[Problem]:
    """One warning that names the config at a layout file's root that can't be used."""
    wanted = list(nodes)
    if not wanted:
        return []
    # pydantic is imported only where there is config to check.
    from mux.config.config_file import read_config_nodes

    useless: list[Node] = []
    reasons: list[str] = []
    for node in wanted:
        found = read_config_nodes([node], path)
        wrong = [*found.errors, *found.warnings]
        if wrong:
            useless.append(node)
            reasons += [error.message for error in wrong]
    if not useless:
        return []
    names = ", ".join(dict.fromkeys(f"“{node.name}”" for node in useless))
    first = useless[0]
    return [
        Problem(
            first.line,
            first.column,
            f"config that has no effect: {names}",
            "; ".join(dict.fromkeys(reasons)),
            Severity.WARNING,
            path,
            len(first.name),
        )
    ]
