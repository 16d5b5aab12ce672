"""What a command is: one intent of a user, as a frozen dataclass."""

import re

from mux.dataclass import dataclass


class CommandError(Exception):
    """A command that can't be done; the text is shown to the user as it is."""


@dataclass(frozen=True, slots=True)
class Command:
    """Root of all commands."""


def command_name(kind: type[Command]) -> str:
    """`SplitPane` -> `split-pane`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", kind.__name__).lower()
