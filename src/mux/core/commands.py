"""Every intent a user can have, one frozen dataclass each: the single registry.

The same commands are bound to keys, listed in the palette, and called as `mux action NAME`. A
command's public name is its class name in kebab case (SplitPane is `split-pane`); its docstring's
first line is its help; its fields are its arguments. `pane` and `tab` are optional everywhere: left
out, they mean what the client that gave the command has in focus.

The classes stand in one module for each family, beside the module that handles it; everybody else
imports them from here.
"""

from types import ModuleType

from mux.core import (
    commands_closing,
    commands_copy,
    commands_floating,
    commands_focus,
    commands_gate,
    commands_layout,
    commands_pane,
    commands_program,
    commands_session,
    commands_stack,
    commands_tab,
)
from mux.core.command import Command as Command
from mux.core.command import CommandError as CommandError
from mux.core.command import command_name as command_name
from mux.core.commands_closing import *  # noqa: F403
from mux.core.commands_copy import *  # noqa: F403
from mux.core.commands_floating import *  # noqa: F403
from mux.core.commands_focus import *  # noqa: F403
from mux.core.commands_gate import *  # noqa: F403
from mux.core.commands_layout import *  # noqa: F403
from mux.core.commands_pane import *  # noqa: F403
from mux.core.commands_program import *  # noqa: F403
from mux.core.commands_session import *  # noqa: F403
from mux.core.commands_stack import *  # noqa: F403
from mux.core.commands_tab import *  # noqa: F403

# In the order in which they are listed.
FAMILIES = (
    commands_pane,
    commands_closing,
    commands_focus,
    commands_layout,
    commands_stack,
    commands_floating,
    commands_gate,
    commands_tab,
    commands_session,
    commands_program,
    commands_copy,
)


def _commands_of(family: ModuleType) -> list[type[Command]]:
    # Not Command.__subclasses__(): a dataclass with slots is listed there twice, before and after.
    return [
        kind
        for kind in vars(family).values()
        if isinstance(kind, type) and issubclass(kind, Command) and kind is not Command
    ]


REGISTRY: dict[str, type[Command]] = {
    command_name(kind): kind for family in FAMILIES for kind in _commands_of(family)
}
