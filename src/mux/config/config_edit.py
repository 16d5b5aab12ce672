"""Changes one option in the text of config.kdl and leaves every other character as it is."""

import os
import stat
from pathlib import Path

from mux.config.config_dump import comment_lines, describe_option
from mux.config.config_file import ALIASES, read_config
from mux.config.errors import CombinedConfigError
from mux.config.models import Config
from mux.config.paths import read_trusted
from mux.kdl.node import Node, Scalar
from mux.kdl.reader import read_kdl
from mux.kdl.writer import write_scalar


def set_option(text: str, name: str, *values: Scalar) -> str:
    """The text with the option set; comments, order and spacing stay.

    An option that stands there gets the new value in its old place, one that is commented out as in
    the default file comes to life there, any other goes to the end with its description. Raises
    ConfigError: the text has mistakes of its own, there is no such option, or not with that value.
    """
    line = " ".join((name, *(write_scalar(value) for value in values)))
    errors = read_config(line).errors
    if errors:
        raise CombinedConfigError(errors)
    found = find_option(text, name)
    if found is not None and found.arguments:
        first, last = found.arguments[0], found.arguments[-1]
        written = " ".join(write_scalar(value) for value in values)
        return text[: first.value_start] + written + text[last.end :]
    if found is not None:
        return text[: found.end] + line.removeprefix(found.name) + text[found.end :]
    lines = text.splitlines(keepends=True)
    for number, old in enumerate(lines):
        if old.strip().split(" ")[:2] == ["//", name] and not old.rstrip().endswith(("\\", "{")):
            lines[number] = f"{line}\n"
            return "".join(lines)
    end = "" if not text or text.endswith("\n") else "\n"
    about = comment_lines(describe_option(Config.options[name]))
    return f"{text}{end}\n{about}{line}\n"


def save_option(path: Path, name: str, *values: Scalar) -> None:
    """The same in a file, which need not be there. Raises ConfigError and OSError, and then the
    file is as it was. A link stays a link."""
    target = path.resolve()
    try:
        text, mode = read_trusted(target), stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        text, mode = "", 0o600
    changed = set_option(text, name, *values)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "w") as file:
            file.write(changed)
        os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


def find_option(text: str, name: str) -> Node | None:
    """The node that sets the option, also by its other name, or inside `ui { pane_frames … }`.

    Raises ConfigError where the text is no config.
    """
    reading = read_config(text)
    if reading.errors:
        raise CombinedConfigError(reading.errors)
    nodes = list(read_kdl(text).nodes)
    for node in nodes:
        if node.name == "ui":
            nodes += [option for frames in node.children for option in frames.children]
        elif ALIASES.get(node.name, node.name) == name:
            return node
    return None
