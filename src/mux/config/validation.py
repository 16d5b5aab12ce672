"""Checks what a file says of options, with pydantic."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from pydantic import AfterValidator, ConfigDict, Field, ValidationError, create_model

from mux.config.options import Checked, Option

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_STRICT = ConfigDict(extra="forbid", strict=True)


def check_values(
    options: Mapping[str, Option], values: Mapping[str, Any]
) -> tuple[dict[str, Any], "list[ErrorDetails]"]:
    """The values that are right, and what is wrong with the others; `values` are of `options`."""
    right, wrong = dict(values), []
    if right:
        try:
            return _validated(options, right), []
        except ValidationError as error:
            wrong = error.errors(include_url=False)
    for detail in wrong:
        right.pop(str(detail["loc"][0]), None)
    return (_validated(options, right) if right else right), wrong


def _validated(options: Mapping[str, Option], values: Mapping[str, Any]) -> dict[str, Any]:
    """Raises ValidationError."""
    fields: dict[str, Any] = {
        name: (_pydantic_type(options[name].kind), _field(options[name])) for name in values
    }
    model = create_model("Options", __config__=_STRICT, **fields)
    checked = model(**values)
    return {name: getattr(checked, name) for name in values}


def _field(option: Option) -> Any:
    limits: dict[str, Any] = dict(option.limits)
    return Field(default=None, **limits)


def _pydantic_type(kind: Any) -> Any:
    if get_origin(kind) is not Annotated:
        return kind
    plain, *marks = get_args(kind)
    for mark in marks:
        if isinstance(mark, Checked):
            plain = Annotated[plain, AfterValidator(mark.check)]
    return plain
