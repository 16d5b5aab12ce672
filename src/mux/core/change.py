"""What a command or a fact comes to: the workspace after it, and what the world must do."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from mux.core.commands import Command
from mux.core.effects import Effect
from mux.core.facts import Fact
from mux.core.ids import ClientId
from mux.core.model import Workspace
from mux.dataclass import dataclass

Intent = TypeVar("Intent")


@dataclass(frozen=True, slots=True)
class Change:
    workspace: Workspace
    effects: tuple[Effect, ...] = ()

    def then(self, following: "Change") -> "Change":
        """A change made to this one's workspace, with the effects of both in order."""
        return Change(following.workspace, (*self.effects, *following.effects))


Handler = Callable[[Workspace, Intent, ClientId | None], Change]
Handlers = Mapping[type[Command] | type[Fact], Handler[Any]]
