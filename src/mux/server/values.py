"""Values of the core as JSON and back, exactly: dataclasses, enums, named tuples, tuples, mappings.

Everything that JSON has no form for is an object with one key that starts with "$". Fields that a
newer version added take their defaults; those that it dropped are passed over. So a server can go
on with what another version of it left.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from mux.core import geometry, layout, model, tree
from mux.dataclass import fields, is_dataclass

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for module in (geometry, tree, layout, model)
    for kind in vars(module).values()
    if isinstance(kind, type) and kind.__module__ == module.__name__
}


def to_json(value: Any) -> Any:
    """Raises TypeError for what no value of the core holds."""
    if isinstance(value, Enum):
        return {"$enum": [type(value).__name__, value.value]}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        body = {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
        return {"$value": [type(value).__name__, body]}
    if isinstance(value, tuple):
        name = type(value).__name__ if hasattr(value, "_fields") else ""
        return {"$tuple": [name, [to_json(item) for item in value]]}
    if isinstance(value, Mapping):
        return {"$mapping": [[to_json(key), to_json(item)] for key, item in value.items()]}
    raise TypeError(f"{type(value).__name__} is no value of the core")


def from_json(body: Any) -> Any:
    """Raises ValueError for what `to_json` never gave."""
    match body:
        case {"$enum": [str(name), item]}:
            return _kind(name)(item)
        case {"$value": [str(name), dict(named)]}:
            kind = _kind(name)
            known = {f.name for f in fields(kind)}
            return kind(**{key: from_json(item) for key, item in named.items() if key in known})
        case {"$tuple": [str(name), list(items)]}:
            values = tuple(from_json(item) for item in items)
            return _kind(name)(*values) if name else values
        case {"$mapping": list(pairs)}:
            return {from_json(key): from_json(item) for key, item in pairs}
        case dict() | list():
            raise ValueError("a value of no known form")
    return body


def _kind(name: str) -> type[Any]:
    if name not in _KINDS:
        raise ValueError(f"no value is called {name}")
    return _KINDS[name]
