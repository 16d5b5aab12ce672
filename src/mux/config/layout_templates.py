"""Templates: what they may be called, that they end, and that each is right by itself."""

from collections.abc import Iterable

from mux.config.layout_panes import (
    PLACE,
    build_floating,
    build_parts,
    check_pane,
    child_panes,
    count_holes,
    is_floating_template,
    is_tiled_template,
)
from mux.config.layout_reading import DEEPEST, LayoutTooLargeError, Reading
from mux.config.layout_settings import check_words, place_of, read_settings
from mux.config.layout_values import read_text
from mux.config.layout_words import RESERVED, TAB_TITLE_WORDS, TEMPLATE_WORDS
from mux.dataclass import replace
from mux.kdl.node import Node


def collect_templates(reading: Reading, nodes: Iterable[Node]) -> None:
    """Notes the templates among nodes, so that they may be used before they are defined."""
    own: dict[str, Node] = {}
    for node in nodes:
        if node.name == "default_tab_template":
            reading.default_tab = node
        if node.name not in ("pane_template", "tab_template"):
            continue
        name = read_template_name(reading, node)
        if not name:
            continue
        if name in own:
            line = own[name].line
            reading.blame(
                place_of(node, "name"),
                f"there is a template “{name}” already, in line {line}",
                "give this one another name",
            )
            continue
        own[name] = node
        tables = (reading.pane_templates, reading.tab_templates)
        table, other = tables if node.name == "pane_template" else tables[::-1]
        other.pop(name, None)
        table[name] = node
    drop_cycles(reading)


def read_template_name(reading: Reading, node: Node) -> str:
    """The name; "" where it can't be one."""
    name = read_text(reading, node, "name")
    place = place_of(node, "name")
    if name is None:
        if place is node:
            reading.blame(node, "the template has no name", f'write {node.name} name="…"')
        return ""
    if name in RESERVED:
        wrong = f"“{name}” is a word of the layout language"
    elif not name:
        wrong = "the template's name is empty"
    elif any(char.isspace() for char in name):
        wrong = f"the template's name “{name}” holds a space"
    elif "(" in name or ")" in name:
        wrong = f"the template's name “{name}” holds a parenthesis"
    elif name[0].isdigit():
        wrong = f"the template's name “{name}” starts with a digit"
    else:
        return name
    reading.blame(place, wrong, "choose another name")
    return ""


def drop_cycles(reading: Reading) -> None:
    """Blames pane templates that end up in themselves, and forgets them."""
    templates = reading.pane_templates
    done: set[str] = set()
    cyclic: list[str] = []

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            circle = " → ".join((*above[above.index(name) :], name))
            place = place_of(templates[name], "name")
            reading.blame(
                place, f"the template “{name}” holds itself: {circle}", "break the circle"
            )
            cyclic.append(name)
        elif len(above) > DEEPEST:
            reading.blame(templates[name], "templates use templates too deep by here", "use fewer")
            raise LayoutTooLargeError
        elif name not in done:
            done.add(name)
            for used in dict.fromkeys(used_names(templates[name])):
                if used in templates:
                    visit(used, (*above, name))

    for name in list(templates):
        visit(name, ())
    for name in cyclic:
        # Its uses are still known; they are panes without anything inside.
        templates[name] = Node("pane_template", source=templates[name].source)


def used_names(node: Node) -> list[str]:
    names: list[str] = []
    todo = list(node.children)
    while todo:
        child = todo.pop()
        names.append(child.name)
        todo += child.children
    return names


def check_pane_template(reading: Reading, node: Node) -> None:
    """What is wrong with a template however it is used."""
    names = ("pane", "children", *reading.pane_templates)
    check_words(reading, node, TEMPLATE_WORDS, names, "a pane template")
    check_holes(reading, node)
    if is_tiled_template(reading, node) and is_floating_template(node):
        reading.blame(
            node,
            "the template has what only tiled panes and what only floating panes have",
            "make two templates of it",
        )
    settings = read_settings(reading, node, template=True)
    inner = child_panes(reading, node)
    check_pane(reading, node, replace(settings, expanded=None), inner, in_stack=False)
    if inner:
        build_parts(reading, inner, "", PLACE, 0, bool(settings.stacked))


def check_tab_template(reading: Reading, node: Node) -> None:
    names = ("pane", "children", "floating_panes", *reading.pane_templates)
    what = "the default tab template" if node.name == "default_tab_template" else "a tab template"
    check_words(reading, node, TAB_TITLE_WORDS, names, what)
    check_holes(reading, node)
    build_parts(reading, child_panes(reading, node), "", PLACE, 0, False)
    for child in node.children:
        if child.name == "floating_panes":
            build_floating(reading, child, "")


def check_holes(reading: Reading, node: Node) -> None:
    found = count_holes(node)
    if found > 1:
        reading.blame(
            node,
            f"the template says “children” {found} times",
            "say it once, where the panes are to go",
        )
