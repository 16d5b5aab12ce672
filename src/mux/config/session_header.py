"""The `session` node at the head of a session file: what there is to know without its layout.

Listing sessions reads only this, so nothing heavy is imported here.
"""

from datetime import UTC, datetime
from typing import Any

from mux.config.errors import ConfigError
from mux.dataclass import dataclass, fields
from mux.kdl.errors import KdlError
from mux.kdl.node import Entry, Node, Scalar
from mux.kdl.reader import read_kdl

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class SessionHeader:
    """Times are seconds since the epoch; in the file they are ISO 8601 in UTC. 0 = not known.

    `tabs` and `panes` are counted when the file is written, so that a reader can tell whether it
    got all of it. `restored` is when the session was last brought back, `failures` how often in a
    row that failed.
    """

    name: str = ""
    state: str = "running"  # running | exited
    created: float = 0.0
    saved: float = 0.0
    active: float = 0.0
    restored: float = 0.0
    failures: int = 0
    boot_id: str = ""
    pid: int = 0
    columns: int = 0
    rows: int = 0
    tabs: int = 0
    panes: int = 0
    version: str = ""
    schema: int = SCHEMA


TIMES = ("created", "saved", "active", "restored")


def header_node(header: SessionHeader) -> Node:
    """The header as a node; what is not known goes unsaid."""
    entries = [Entry(header.schema, "schema")]
    for item in fields(SessionHeader):
        value = getattr(header, item.name)
        if item.name in TIMES:
            value = write_time(value) if value else ""
        if value and item.name != "schema":
            entries.append(Entry(value, item.name))
    return Node("session", tuple(entries))


def read_header(text: str) -> SessionHeader:
    """The header of a session file, without reading further. Raises ConfigError for none."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("//"):
            continue
        try:
            nodes = read_kdl(line).nodes
        except KdlError as error:
            raise ConfigError(error.message, "", number, error.column) from None
        if nodes and nodes[0].name == "session":
            return parse_header(nodes[0])[0]
        break
    raise ConfigError("the file does not begin with a session node")


def parse_header(node: Node) -> tuple[SessionHeader, list[Entry]]:
    """The header that a node is, and the properties that made no sense and were left out."""
    kinds = {item.name: type(item.default) for item in fields(SessionHeader)}
    values: dict[str, Any] = {}
    wrong: list[Entry] = []
    for name, entry in node.properties.items():
        value = parse_time(entry.value) if name in TIMES else entry.value
        if name in kinds and type(value) is kinds[name]:
            values[name] = value
        else:
            wrong.append(entry)
    return SessionHeader(**values), wrong


def write_time(seconds: float) -> str:
    """2026-01-31T08:00:00.123456Z"""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def parse_time(value: Scalar) -> float | None:
    """Seconds since the epoch; None for what is no time. A time without a zone is UTC."""
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if time is None:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
