"""What a server leaves for its successor, should it be killed: the workspace, exactly.

The session file tells how to start a session again; this tells how to go on with one whose programs
are alive. It lies in the runtime folder, in memory on most systems, and is written on every change
of the workspace.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

from mux.core.model import Workspace
from mux.server.values import from_json, to_json


class RecoveryFile:
    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, workspace: Workspace) -> None:
        """Raises OSError."""
        text = json.dumps(to_json(workspace), separators=(",", ":"))
        fresh = self.path.with_suffix(".state-new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(fresh, self.path)

    def read(self) -> Workspace:
        """The workspace as it was, with nobody attached. Raises OSError or ValueError."""
        workspace = from_json(json.loads(self.path.read_text(encoding="utf-8")))
        if not isinstance(workspace, Workspace) or not workspace.tabs:
            raise ValueError("there is no workspace in it")
        return replace(workspace, clients={})

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
