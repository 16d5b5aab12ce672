"""What an option is: its type, its default, its limits, and what it does.

The classes of mux.config.models hold options as a dataclass holds fields. Only where a file says
something is pydantic loaded, by mux.config.validation, to check it: it would make up a quarter of
the time that a session takes to start, and of the memory that it needs.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple, Self, dataclass_transform


class Checked(NamedTuple):
    """Marks a type (in Annotated): a value is what `check` returns for it. `check` raises
    ValueError with what is wrong."""

    check: Callable[[Any], Any]


class Option(NamedTuple):
    """`limits` are called as pydantic calls them: ge, gt, le, min_length."""

    make_default: Callable[[], Any]
    description: str
    limits: Mapping[str, float]
    kind: Any = None  # the annotation

    @property
    def default(self) -> Any:
        return self.make_default()


def option(
    *,
    default: Any = None,
    default_factory: Callable[[], Any] | None = None,
    description: str,
    **limits: float,
) -> Any:
    return Option(default_factory or (lambda: default), description, limits)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(option,))
class Section:
    """Root of the sections. Values never change; what is not given has its default."""

    options: ClassVar[dict[str, Option]] = {}

    def __init_subclass__(cls) -> None:
        cls.options = {}
        for base in reversed(cls.__mro__[1:]):
            cls.options |= base.__dict__.get("options", {})
        for name, kind in cls.__annotations__.items():
            cls.options[name] = cls.__dict__[name]._replace(kind=kind)

    def __init__(self, **values: Any) -> None:
        """Raises TypeError for what is no option; checks nothing else."""
        unknown = values.keys() - self.options.keys()
        if unknown:
            raise TypeError(f"there is no option {', '.join(sorted(unknown))}")
        defaults = {n: o.default for n, o in self.options.items() if n not in values}
        vars(self).update(defaults | values)

    def changed(self, values: Mapping[str, Any]) -> Self:
        """The same with some options set anew."""
        return type(self)(**{**vars(self), **values})

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    __hash__ = None  # type: ignore[assignment]

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{name} can't be set; `changed` gives another {type(self).__name__}")

    def __repr__(self) -> str:
        written = (
            f"{name}={value!r}"
            for name, value in vars(self).items()
            if value != self.options[name].default
        )
        return f"{type(self).__name__}({', '.join(written)})"
