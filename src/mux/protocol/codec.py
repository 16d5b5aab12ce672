"""Messages to frames and back: JSON objects, checked field by field on the way in."""

import json
import re
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from mux.dataclass import MISSING, fields
from mux.protocol.framing import Frame, Kind, RemoteProtocolError, encode_frame


def wire_name(kind: type[Any]) -> str:
    """`OuterTerminal` -> `outer-terminal`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", kind.__name__).lower()


class Codec:
    """Encodes and decodes the messages of one conversation."""

    def __init__(self, kinds: list[type[Any]]) -> None:
        self._kinds = {wire_name(kind): (kind, _field_types(kind)) for kind in kinds}

    def encode(self, message: Any, frame_kind: Kind = Kind.MESSAGE, pane: int = 0) -> bytes:
        """One whole frame, header included."""
        body = {"type": wire_name(type(message))}
        body.update((f.name, getattr(message, f.name)) for f in fields(message))
        payload = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        return encode_frame(frame_kind, payload.encode("utf-8", "surrogateescape"), pane)

    def decode(self, frame: Frame) -> Any:
        """The message in a frame. Raises RemoteProtocolError on anything else than a known message
        with the right fields; fields that this version doesn't know are passed over."""
        try:
            body = json.loads(frame.payload.decode("utf-8", "surrogateescape"))
        except (ValueError, RecursionError) as error:
            raise RemoteProtocolError(f"not JSON: {error}") from None
        name = body.get("type") if isinstance(body, dict) else None
        if not isinstance(name, str) or name not in self._kinds:
            raise RemoteProtocolError("a message of no known type")
        kind, wanted = self._kinds[name]
        return kind(**_checked_fields(wanted, body, name))


class FieldType(NamedTuple):
    name: str
    types: tuple[type, ...]  # empty: any
    required: bool


def _checked_fields(wanted: list[FieldType], body: dict[str, Any], message: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, types, required in wanted:
        if name in body:
            if types and not _fits(body[name], types):
                raise RemoteProtocolError(f"{message}: {name} is of the wrong type")
            values[name] = body[name]
        elif required:
            raise RemoteProtocolError(f"{message}: {name} is missing")
    return values


def _fits(value: object, wanted: tuple[type, ...]) -> bool:
    """JSON has one kind of number: an int may stand for a float, a bool for neither."""
    if isinstance(value, bool):
        return bool in wanted
    return isinstance(value, wanted) or (isinstance(value, int) and float in wanted)


def _field_types(kind: type[Any]) -> list[FieldType]:
    hints = get_type_hints(kind)
    return [
        FieldType(
            f.name,
            _plain_types(hints[f.name]),
            f.default is MISSING and f.default_factory is MISSING,
        )
        for f in fields(kind)
    ]


def _plain_types(hint: Any) -> tuple[type, ...]:
    if hint is Any:
        return ()
    if isinstance(hint, UnionType):
        return tuple(t for part in get_args(hint) for t in _plain_types(part))
    origin = get_origin(hint) or hint
    return (origin,) if isinstance(origin, type) else ()
