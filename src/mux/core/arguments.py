"""Commands from names and arguments, as the command line, the wire and the config give them.

A value may be of JSON's types or a string, whatever it stands for: `3` and `"3"` are the same
number. Argument names may be written with `-` or `_`.
"""

import shlex
from collections.abc import Mapping
from enum import Enum
from math import isfinite
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from mux.core.commands import REGISTRY, Command, CommandError, command_name
from mux.core.geometry import Direction
from mux.core.ids import PaneId, TabId
from mux.core.lookup import suggest
from mux.dataclass import MISSING, Field, fields

TRUE = frozenset({"true", "yes", "on", "1"})
FALSE = frozenset({"false", "no", "off", "0"})


class Argument(NamedTuple):
    """One argument of a command. `kind` is what to call its values: text, words (a list of texts),
    number, decimal, yes-no, direction, pane, tab. `default` is of JSON's types."""

    name: str
    kind: str
    required: bool
    default: Any = None
    choices: tuple[str, ...] = ()


class CommandHelp(NamedTuple):
    name: str
    help: str
    arguments: tuple[Argument, ...]


def build_command(name: str, arguments: Mapping[str, Any]) -> Command:
    """The command of a name with its arguments. Raises CommandError, which names the argument at
    fault and what would be right."""
    kind = find_command(name)
    known = {argument.name: argument for argument in describe_command(kind).arguments}
    values = {}
    for given, value in arguments.items():
        argument = known.get(given.replace("_", "-"))
        if argument is None:
            raise CommandError(f'{name} has no argument "{given}". {_list_arguments(given, known)}')
        values[argument.name.replace("-", "_")] = _convert(name, argument, value)
    for argument in known.values():
        if argument.required and argument.name.replace("-", "_") not in values:
            raise CommandError(f'{name} needs "{argument.name}" ({_describe_kind(argument)})')
    return kind(**values)


def find_command(name: str) -> type[Command]:
    """Raises CommandError, with the nearest name, where there is no such command."""
    if name not in REGISTRY:
        raise CommandError(f'there is no command "{name}".{suggest(name, REGISTRY)}')
    return REGISTRY[name]


def command_arguments(command: Command) -> dict[str, Any]:
    """The inverse of `build_command`: the arguments that are not left at their defaults."""
    return {
        field.name: _to_json(getattr(command, field.name))
        for field in fields(command)
        if getattr(command, field.name) != field.default
    }


def describe_commands() -> list[CommandHelp]:
    """All commands in the order in which they are written down, with their arguments."""
    return [describe_command(kind) for kind in REGISTRY.values()]


def describe_command(kind: type[Command]) -> CommandHelp:
    hints = get_type_hints(kind)
    first_line = (kind.__doc__ or "").partition("\n")[0]
    arguments = tuple(_describe_field(field, hints[field.name]) for field in fields(kind))
    return CommandHelp(command_name(kind), first_line, arguments)


KINDS: dict[Any, str] = {
    str: "text",
    tuple[str, ...]: "words",
    int: "number",
    float: "decimal",
    bool: "yes-no",
    Direction: "direction",
    PaneId: "pane",
    TabId: "tab",
}


def _describe_field(field: Field[Any], hint: Any) -> Argument:
    plain = next((part for part in get_args(hint) if part is not NoneType), hint)
    kind = KINDS[hint if get_origin(hint) is tuple else plain]
    choices = tuple(Direction) if kind == "direction" else ()
    required = field.default is MISSING
    default = None if required else _to_json(field.default)
    return Argument(field.name.replace("_", "-"), kind, required, default, choices)


def _to_json(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _convert(command: str, argument: Argument, value: Any) -> Any:
    """A value of the type that the argument's field has."""
    optional = not argument.required and argument.default is None
    if optional and (value is None or value == ""):
        return None
    try:
        return CONVERTERS[argument.kind](value)
    except ValueError:
        right = _describe_kind(argument)
        raise CommandError(f'{command}: "{argument.name}" must be {right}, not {value!r}') from None


def _to_text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def _to_words(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(shlex.split(value))
    if not isinstance(value, list | tuple):
        raise ValueError(value)
    return tuple(_to_text(word) for word in value)


def _to_number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(value)
    return int(value)


def _to_decimal(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(value)
    try:
        number = float(value)
    except OverflowError:
        raise ValueError(value) from None
    if not isfinite(number):
        raise ValueError(value)
    return number


def _to_bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = value.lower() if isinstance(value, str) else ""
    if word not in TRUE | FALSE:
        raise ValueError(value)
    return word in TRUE


def _to_direction(value: Any) -> Direction:
    return Direction(_to_text(value).lower())


CONVERTERS: dict[str, Any] = {
    "text": _to_text,
    "words": _to_words,
    "number": _to_number,
    "decimal": _to_decimal,
    "yes-no": _to_bool,
    "direction": _to_direction,
    "pane": _to_number,
    "tab": _to_number,
}

IN_WORDS = {
    "text": "a text",
    "words": "a list of words",
    "number": "a whole number",
    "decimal": "a number",
    "yes-no": "true or false",
    "pane": "a pane's id",
    "tab": "a tab's id",
}


def _describe_kind(argument: Argument) -> str:
    return IN_WORDS.get(argument.kind) or " or ".join(argument.choices)


def _list_arguments(given: str, known: Mapping[str, Argument]) -> str:
    if not known:
        return "It takes none."
    return f"It takes: {', '.join(known)}.{suggest(given, known)}"
