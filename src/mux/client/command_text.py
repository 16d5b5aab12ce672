"""A command as the user types it: its name, then its arguments."""

import shlex
from typing import Any

from mux.core.arguments import build_command, describe_command, find_command
from mux.core.commands import Command, CommandError


def parse_command(text: str) -> Command:
    """`split-pane down`, `new-tab --name logs`, `rename-tab my tab`. Raises CommandError.

    Words without a name are taken in the order of the arguments; the last one of them takes what is
    left over.
    """
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise CommandError(f"that can't be read: {error}") from None
    if not words:
        raise CommandError("a command is missing")
    name, rest = words[0], words[1:]
    known = describe_command(find_command(name)).arguments
    given: dict[str, Any] = {}
    loose: list[str] = []
    while rest:
        word = rest.pop(0)
        if word == "--":
            loose += rest
            break
        if not word.startswith("--"):
            loose.append(word)
            continue
        key, equals, value = word[2:].partition("=")
        given[key] = value if equals else rest.pop(0) if rest else ""
    free = [argument for argument in known if argument.name not in given]
    for place, argument in enumerate(free):
        if not loose:
            break
        takes_all = place == len(free) - 1 or not any(later.required for later in free[place + 1 :])
        if argument.kind == "words" or (argument.kind == "text" and takes_all):
            given[argument.name] = loose if argument.kind == "words" else " ".join(loose)
            loose = []
        else:
            given[argument.name] = loose.pop(0)
    if loose:
        raise CommandError(f'{name} does not know what to do with "{" ".join(loose)}"')
    return build_command(name, given)
