"""The options as things that can be looked at and set: their words come from the models."""

import shlex
from typing import Any, NamedTuple, get_origin

from mux.config.config_dump import option_words
from mux.config.models import SECTIONS, Config
from mux.kdl.node import Scalar
from mux.kdl.writer import write_scalar

BLOCKS = ("env", "restore_rules", "keybinds", "themes")  # written in braces, by hand


class Setting(NamedTuple):
    """kind: yes-no, choice, number, text, list or block. `words`: what it may be set to, where
    those are few; the values are shown as they stand in the file."""

    name: str
    section: str
    about: str
    kind: str
    words: tuple[str, ...]
    value: Any
    default: Any

    @property
    def shown(self) -> str:
        return show_value(self.value)

    @property
    def is_default(self) -> bool:
        return bool(self.value == self.default)

    @property
    def text(self) -> str:
        """The value as it is edited in a line."""
        if self.kind == "list":
            return shlex.join(self.value)
        return self.value if isinstance(self.value, str) else self.shown


def list_settings(config: Config) -> list[Setting]:
    """Every option, in the order of the commented default file."""
    settings: list[Setting] = []
    for section in SECTIONS:
        for name, option in section.options.items():
            words = option_words(option)
            kind = _kind(name, option.kind, words)
            value = getattr(config, name)
            about = (section.__doc__ or "", option.description)
            settings.append(Setting(name, *about, kind, words, value, option.default))
    return settings


def _kind(name: str, annotation: Any, words: tuple[str, ...]) -> str:
    if name in BLOCKS:
        return "block"
    if get_origin(annotation) is tuple:
        return "list"
    if annotation is bool:
        return "yes-no"
    if annotation in (int, float):
        return "number"
    return "choice" if words else "text"


def show_value(value: Any) -> str:
    """As it stands in the file; blocks are only counted."""
    if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        return " ".join(write_scalar(item) for item in value) or "none"
    if isinstance(value, bool | int | float | str):
        return write_scalar(_whole(value))
    count = len(value) if hasattr(value, "__len__") else len(getattr(value, "changes", ()))
    return f"{count} of your own" if count else "none"


def parse_setting(setting: Setting, text: str) -> tuple[Scalar, ...]:
    """What a line says for an option. Raises ValueError."""
    match setting.kind:
        case "yes-no":
            return (text == "true",)
        case "number":
            try:
                return (_whole(float(text)) if "." in text else int(text),)
            except ValueError:
                raise ValueError(f"{setting.name} is a number, not “{text}”") from None
        case "list":
            return tuple(shlex.split(text))
        case _:
            return (text,)


def default_values(setting: Setting) -> tuple[Scalar, ...]:
    """The default as values for the file."""
    if isinstance(setting.default, tuple):
        return setting.default
    return (_whole(setting.default),)


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
