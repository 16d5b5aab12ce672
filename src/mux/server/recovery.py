"""What a server leaves for its successor, should it be killed: the workspace, exactly.

The session file tells how to start a session again; this tells how to go on with one whose programs
are alive. It lies in the runtime folder, in memory on most systems, and is written on every change
of the workspace.
"""

import json
import os
from pathlib import Path
from typing import NamedTuple

from mux.core.model import Workspace
from mux.dataclass import replace
from mux.server.values import from_json, to_json


class Origin(NamedTuple):
    """Where a session comes from, in seconds since the epoch: when it was first started; when it
    was last brought back (0: never), and from a snapshot of when."""

    created: float
    restored: float = 0.0
    saved_at: float = 0.0


class RecoveryFile:
    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, workspace: Workspace, origin: Origin) -> None:
        """Raises OSError."""
        told = {"origin": origin._asdict(), "workspace": to_json(workspace)}
        text = json.dumps(told, separators=(",", ":"))
        fresh = self.path.with_suffix(".state-new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(fresh, self.path)

    def read(self) -> tuple[Workspace, Origin]:
        """The workspace as it was, with nobody attached. Raises OSError or ValueError."""
        try:
            told = json.loads(self.path.read_text(encoding="utf-8"))
            workspace, origin = from_json(told["workspace"]), Origin(**told["origin"])
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"it is not what a server writes: {error}") from None
        if not isinstance(workspace, Workspace) or not workspace.tabs:
            raise ValueError("there is no workspace in it")
        return replace(workspace, clients={}), origin

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
