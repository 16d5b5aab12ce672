"""Dataclasses that cost next to nothing to define: each method is made when it is first used.

The standard decorator compiles up to seven functions for every class: 0.4 ms, which for the 250
classes of mux were a third of the time that a server or a client took to start. What the classes
made here do is the same, as far as mux needs it (slots always; no KW_ONLY, InitVar, ClassVar or
order), so to a type checker they are standard ones; the functions of the standard module work on
them, too. Nothing of it needs that module, which alone takes 10 ms to import.
"""

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

__all__ = ["MISSING", "Field", "dataclass", "field", "fields", "is_dataclass", "replace"]


class _Missing:
    """No default."""


class _Field:
    """One field of a class."""

    __slots__ = ("compare", "default", "default_factory", "name", "repr", "type")
    __class_getitem__ = classmethod(lambda cls, _: cls)

    def __init__(
        self,
        *,
        default: Any = _Missing,
        default_factory: Any = _Missing,
        compare: bool = True,
        repr: bool = True,  # noqa: A002  as the standard module calls it
    ) -> None:
        self.name = ""
        self.type: Any = None
        self.default = default
        self.default_factory = default_factory
        self.compare = compare
        self.repr = repr


def _fields(kind: Any) -> tuple[_Field, ...]:
    return tuple(kind.__own_fields__.values())


def _is_dataclass(kind: Any) -> bool:
    return hasattr(kind, "__own_fields__")


def _replace(value: Any, /, **changes: Any) -> Any:
    """A new object with some fields changed. Raises TypeError for what is no field."""
    for name in value.__own_fields__:
        if name not in changes:
            changes[name] = getattr(value, name)
    return value.__class__(**changes)


def _dataclass(*, slots: bool, frozen: bool = False, eq: bool = True) -> Callable[[Any], Any]:
    assert slots

    def define(plain: Any) -> Any:
        fields: dict[str, _Field] = {}
        for base in reversed(plain.__mro__[1:]):
            fields |= base.__dict__.get("__own_fields__", {})
        inherited = set(fields)
        namespace = dict(plain.__dict__)
        for name, kind in plain.__annotations__.items():
            default = namespace.pop(name, _Missing)
            if default.__class__.__hash__ is None:
                raise ValueError(f"{name} of {plain.__qualname__}: the default would be shared")
            made = default if isinstance(default, _Field) else _Field(default=default)
            made.name, made.type = name, kind
            fields[name] = made
        for name in ("__dict__", "__weakref__"):
            namespace.pop(name, None)
        namespace |= {
            "__slots__": tuple(name for name in fields if name not in inherited),
            "__qualname__": plain.__qualname__,
            "__match_args__": tuple(fields),
            "__own_fields__": fields,
            "__dataclass_fields__": _StandardFields(),
        }
        for name, method in _methods(frozen, eq).items():
            namespace.setdefault(name, method)
        if frozen and eq and namespace["__hash__"] is None:  # beside an own __eq__
            namespace["__hash__"] = _Method("__hash__", _write_hash)
        return type(plain)(plain.__name__, plain.__bases__, namespace)

    return define


# --- methods --------------------------------------------------------------------------------------


class _Method:
    """Stands for a method until somebody wants it, and then puts the real one in its place.

    `write(kind, names)` gives the method's text, as one would write it by hand, and adds to `names`
    what the text needs.
    """

    __slots__ = ("_kind", "_name", "_write")

    def __init__(self, name: str, write: Callable[[Any, dict[str, Any]], str]) -> None:
        self._name = name
        self._write = write

    def __set_name__(self, kind: type[Any], _: str) -> None:
        self._kind = kind

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        method = self._make(self._kind)
        setattr(self._kind, self._name, method)
        return method if instance is None else method.__get__(instance, owner)

    def _make(self, kind: Any) -> Any:
        names: dict[str, Any] = {}
        text = self._write(kind, names)
        made: dict[str, Any] = {}
        outer = f"def make({', '.join(names)}):\n {text}\n return {self._name}"
        exec(outer, vars(sys.modules[kind.__module__]), made)
        method = made["make"](**names)
        method.__qualname__ = f"{kind.__qualname__}.{self._name}"
        if self._name == "__init__":
            types = {name: item.type for name, item in kind.__own_fields__.items()}
            method.__annotations__ = types | {"return": None}
        return method


def _write_init(kind: Any, names: dict[str, Any]) -> str:
    frozen = kind.__setattr__ is _refuse_to_set
    names |= {"_set": object.__setattr__, "_missing": _Missing}
    parameters, lines = ["self"], []
    for name, item in kind.__own_fields__.items():
        value = name
        if item.default_factory is not _Missing:
            names[f"_make_{name}"] = item.default_factory
            parameters.append(f"{name}=_missing")
            value = f"_make_{name}() if {name} is _missing else {name}"
        elif item.default is not _Missing:
            names[f"_default_{name}"] = item.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        lines.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(kind, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "\n  ".join(lines or ["pass"])
    return f"def __init__({', '.join(parameters)}):\n  {body}"


def _write_eq(kind: Any, _: dict[str, Any]) -> str:
    mine, other = (_write_values(kind, of) for of in ("self", "other"))
    return (
        "def __eq__(self, other):\n"
        f"  return {mine} == {other} if other.__class__ is self.__class__ else NotImplemented"
    )


def _write_hash(kind: Any, _: dict[str, Any]) -> str:
    return f"def __hash__(self):\n  return hash({_write_values(kind, 'self')})"


def _write_values(kind: Any, of: str) -> str:
    compared = (name for name, item in kind.__own_fields__.items() if item.compare)
    return "(" + "".join(f"{of}.{name}," for name in compared) + ")"


def _methods(frozen: bool, eq: bool) -> dict[str, Any]:
    methods: dict[str, Any] = {"__init__": _Method("__init__", _write_init), "__repr__": _repr}
    if eq:
        methods |= {"__eq__": _Method("__eq__", _write_eq), "__hash__": None}
    if frozen:
        methods |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
        methods |= {"__getstate__": _get_state, "__setstate__": _set_state}
    if frozen and eq:
        methods["__hash__"] = _Method("__hash__", _write_hash)
    return methods


def _repr(self: Any) -> str:
    shown = (name for name, item in self.__own_fields__.items() if item.repr)
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{self.__class__.__qualname__}({values})"


def _refuse_to_set(_: Any, name: str, value: Any) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: Any, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    """For copy and pickle."""
    return [getattr(self, name) for name in self.__own_fields__]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__own_fields__, state, strict=True):
        object.__setattr__(self, name, value)


class _StandardFields:
    """What the functions of the standard module look for, for those who use them."""

    def __get__(self, _: Any, owner: Any) -> Mapping[str, Any]:
        import dataclasses

        annotations = {name: item.type for name, item in owner.__own_fields__.items()}
        standard: dict[str, Any] = {}
        for name, item in owner.__own_fields__.items():
            known = {"default": item.default, "default_factory": item.default_factory}
            known = {key: value for key, value in known.items() if value is not _Missing}
            standard[name] = dataclasses.field(**known, compare=item.compare, repr=item.repr)
        twin: Any = dataclasses.dataclass(
            type(owner.__name__, (), {"__annotations__": annotations, **standard})
        )
        found: Mapping[str, Any] = twin.__dataclass_fields__
        return found


if TYPE_CHECKING:
    from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
else:
    MISSING, Field, field, fields = _Missing, _Field, _Field, _fields
    dataclass, is_dataclass, replace = _dataclass, _is_dataclass, _replace
