"""A layout as JSON, and the JSON schema of it: for editors, and for programs that make layouts."""

from typing import Any

from pydantic import TypeAdapter

from mux.core.layout import Layout


def layout_schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of a layout."""
    schema = TypeAdapter(Layout).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def layout_to_json(layout: Layout) -> Any:
    """The layout as dicts, lists and scalars that fit the schema."""
    return TypeAdapter(Layout).dump_python(layout, mode="json")


def layout_from_json(value: Any) -> Layout:
    """The inverse of `layout_to_json`. Raises pydantic.ValidationError (a ValueError)."""
    return TypeAdapter(Layout).validate_python(value, strict=False)
