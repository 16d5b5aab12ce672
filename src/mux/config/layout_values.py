"""Scalars of the layout language: each may be a property (`size=5`) or a child node (`size 5`)."""

import math
import re

from mux.config.layout_problems import Severity
from mux.config.layout_reading import Reading
from mux.config.suggest import did_you_mean
from mux.core.geometry import Axis
from mux.core.layout import Length
from mux.core.tree import Extent, Unit
from mux.kdl.node import Entry, Node
from mux.kdl.writer import write_scalar

_variable = re.compile(r"\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))")
_percent = re.compile(r"([0-9]+)%\Z").match
_digits = re.compile(r"[0-9]+\Z").match

LITERAL = "literal"  # the type of a text in which $ and ~ mean nothing: command=(literal)"$x"
PERCENT = "percent"  # the type of a percentage that is no whole number: size=(percent)33.3

AXES = {
    "vertical": Axis.COLUMNS,
    "Vertical": Axis.COLUMNS,
    "horizontal": Axis.ROWS,
    "Horizontal": Axis.ROWS,
}


def child_named(node: Node, name: str) -> Node | None:
    return next((child for child in node.children if child.name == name), None)


def find_scalar(reading: Reading, node: Node, name: str) -> Entry | None:
    """The value called `name`; of a property and a child node the property counts."""
    found = node.properties.get(name)
    if found is not None:
        return found
    child = child_named(node, name)
    if child is None:
        return None
    if not child.arguments:
        reading.blame(
            child, f"“{name}” has no value", f"write one behind it, as in {example(name)}"
        )
        return None
    return child.arguments[0]


def example(name: str) -> str:
    examples = {
        "size": 'size 5 or size "50%"',
        "split_direction": 'split_direction "vertical"',
        "x": "x 5",
        "y": "y 5",
        "width": 'width "50%"',
        "height": 'height "50%"',
        "weight": "weight 2",
        "line": "line 7",
        "args": 'args "-l"',
    }
    booleans = ("focus", "borderless", "stacked", "expanded", "pinned", "close_on_exit", "private")
    more = ("start_suspended", "exclude_from_sync", "hide_floating_panes", "zoomed", "sync", "bars")
    if name in booleans or name in more:
        return f"{name} true"
    return examples.get(name, f'{name} "text"')


def read_bool(
    reading: Reading, node: Node, name: str, severity: Severity = Severity.ERROR
) -> bool | None:
    found = find_scalar(reading, node, name)
    if found is None:
        return None
    if isinstance(found.value, bool):
        return found.value
    right = "true" if str(found.value).lower() in ("true", "yes", "on", "1") else "false"
    reading.blame_value(
        found,
        f"{name} is true or false, not {write_scalar(found.value)}",
        f"write {right} without quotes",
        severity,
    )
    return None


def read_text(
    reading: Reading, node: Node, name: str, severity: Severity = Severity.ERROR
) -> str | None:
    found = find_scalar(reading, node, name)
    if found is None:
        return None
    if not isinstance(found.value, str):
        shown = write_scalar(found.value)
        reading.blame_value(found, f"{name} is text, not {shown}", f'write "{shown}"', severity)
        return None
    return found.value


def read_path(reading: Reading, node: Node, name: str) -> str | None:
    """A text in which `~` and `$VARIABLE` stand for what they stand for in a shell."""
    text = read_text(reading, node, name)
    found = find_scalar(reading, node, name)
    if text is None or found is None or found.type == LITERAL:
        return text
    return expand_text(reading, found, text)


def expand_text(reading: Reading, entry: Entry, text: str) -> str:
    def value_of(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if name not in reading.env:
            reading.blame_value(
                entry, f"the environment has no ${name}", "set it, or write the path itself"
            )
        return reading.env.get(name, "")

    if text == "~" or text.startswith("~/"):
        text = reading.home + text[1:]
    return _variable.sub(value_of, text)


def read_direction(reading: Reading, node: Node) -> Axis | None:
    """split_direction="vertical" lays children side by side, "horizontal" above each other."""
    name = "split_direction"
    found = find_scalar(reading, node, name)
    if found is None:
        return None
    if isinstance(found.value, str) and found.value in AXES:
        return AXES[found.value]
    near = did_you_mean(str(found.value), ("vertical", "horizontal")).lstrip("; ")
    reading.blame_value(
        found,
        f"{name} is “vertical” or “horizontal”, not {write_scalar(found.value)}",
        near or 'write "vertical" for side by side, "horizontal" for one above the other',
    )
    return None


def read_extent(reading: Reading, node: Node) -> Extent | None:
    """`size`, or mux's own `weight`."""
    size = find_scalar(reading, node, "size")
    weight = find_scalar(reading, node, "weight")
    if size is not None:
        length = parse_length(reading, size, "size", least=1)
        if weight is not None:
            reading.blame(weight, "a pane has a size or a weight, not both", "take one away")
        if length is None:
            return None
        return Extent(Unit.PERCENT if length.percent else Unit.CELLS, length.amount)
    if weight is None:
        return None
    amount = weight.value
    if isinstance(amount, bool) or not isinstance(amount, int | float) or amount <= 0:
        shown = write_scalar(amount)
        reading.blame_value(weight, f"weight is a number above 0, not {shown}", "write weight=1")
        return None
    return Extent(Unit.WEIGHT, float(amount))


def read_length(reading: Reading, node: Node, name: str) -> Length | None:
    """A coordinate (which may be 0) or a size of a floating pane."""
    found = find_scalar(reading, node, name)
    least = 1 if name in ("width", "height") else 0
    return None if found is None else parse_length(reading, found, name, least)


def parse_length(reading: Reading, entry: Entry, name: str, least: int) -> Length | None:
    """Cells (`5`, `"5"`) or percent (`"50%"`)."""
    value = entry.value
    shown = write_scalar(value)
    if entry.type == PERCENT and isinstance(value, int | float) and not isinstance(value, bool):
        if 0 < value <= 100 and math.isfinite(value):
            return Length(float(value), percent=True)
        reading.blame_value(entry, f"{name} can be 100 percent at most, not {shown}")
        return None
    if isinstance(value, str) and (found := _percent(value)):
        percent = int(found[1])
        if least <= percent <= 100:
            return Length(float(percent), percent=True)
        reading.blame_value(
            entry, f"{name} is {least} to 100 percent, not {value}", f'write "{nearest(percent)}%"'
        )
        return None
    if isinstance(value, str) and _digits(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        if least <= value <= 100_000:
            return Length(float(value))
        what = "0 or more" if least == 0 else "more than 0"
        limit = what if value < least else "100000 at most"
        reading.blame_value(
            entry, f"{name} is {limit}, not {shown}", f"write {name}={max(least, 1)}"
        )
        return None
    wrong = f"{name} is cells (5) or percent (“50%”), not {shown}"
    if isinstance(value, float):
        hint = f"write {round(value)} or “{nearest(round(value))}%”, without a fraction"
    elif isinstance(value, str) and value.rstrip("%").replace(".", "", 1).isdigit():
        hint = f'write "{nearest(int(float(value.rstrip("%"))))}%", without a fraction'
    else:
        hint = f'write {name}=5 or {name}="50%"'
    reading.blame_value(entry, wrong, hint)
    return None


def nearest(percent: int) -> int:
    return min(max(percent, 1), 100)


def read_count(reading: Reading, entry: Entry) -> int | None:
    """The number of panes of a constraint."""
    if isinstance(entry.value, int) and not isinstance(entry.value, bool) and entry.value >= 0:
        return entry.value
    digits = re.sub(r"[^0-9]", "", str(entry.value)) or "5"
    reading.blame_value(
        entry,
        f"{entry.name or 'this'} is a number of panes, not {write_scalar(entry.value)}",
        f"write {digits} without quotes",
    )
    return None
