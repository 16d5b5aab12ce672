"""Facts about a running session, for command lines: plain JSON values."""

import os
from collections.abc import Callable, Mapping
from typing import Any

from mux.core.arguments import describe_commands
from mux.core.arrange import arrange_tab
from mux.core.commands import CommandError
from mux.core.ids import PaneId
from mux.core.model import Closed, PaneState, Tab, Workspace
from mux.server.copying import Copying
from mux.server.gate import command_text
from mux.server.retirement import Retirement
from mux.server.searching import list_buffers, search_panes
from mux.server.session import Session
from mux.server.view import pane_title, tab_title


class Queries:
    """`write_layout(zellij)` gives the session as the text of a layout file."""

    def __init__(
        self,
        session: Session,
        copying: Copying,
        write_layout: Callable[[bool], str],
        retirement: Retirement,
    ) -> None:
        self.pid = os.getpid()
        self._session = session
        self._copying = copying
        self._write_layout = write_layout
        self._retirement = retirement

    def answer(self, what: str, arguments: Mapping[str, Any]) -> Any:
        """Raises CommandError on a question that nobody can answer."""
        match what:
            case "session":
                return self._describe_session()
            case "tabs":
                return [self._describe_tab(n, t) for n, t in enumerate(self._workspace.tabs, 1)]
            case "panes":
                return [pane for tab in self._workspace.tabs for pane in self._describe_panes(tab)]
            case "clients":
                return self._describe_clients()
            case "closed":
                return [
                    self._describe_closed(n, c) for n, c in enumerate(self._workspace.closed, 1)
                ]
            case "layout":
                return self._write_layout(bool(arguments.get("zellij")))
            case "screen":
                return self._read_screen(arguments)
            case "search":
                return search_panes(self._session, arguments)
            case "buffers":
                return list_buffers(self._copying)
            case "commands":
                return [list(description) for description in describe_commands()]
        raise CommandError(f"nothing is known of “{what}”")

    @property
    def _workspace(self) -> Workspace:
        return self._session.workspace

    def _describe_session(self) -> dict[str, Any]:
        workspace = self._workspace
        return {
            "name": workspace.session,
            "pid": self.pid,
            "tabs": len(workspace.tabs),
            "panes": len(workspace.panes),
            "clients": len(workspace.clients),
            "saved": self._session.saved,
        }

    def _describe_tab(self, number: int, tab: Tab) -> dict[str, Any]:
        return {
            "id": tab.id,
            "number": number,
            "name": tab_title(tab, self._workspace, self._session.ptys),
            "active": tab.id == self._workspace.active,
            "panes": len(tab.recent),
            "focus": tab.focus,
            "zoomed": tab.zoomed,
            "sync": tab.sync,
        }

    def _describe_panes(self, tab: Tab) -> list[dict[str, Any]]:
        places = {place.pane: place for place in arrange_tab(self._workspace, tab)}
        described = []
        for pane_id in sorted(tab.recent):
            pane, pty = self._workspace.panes[pane_id], self._session.ptys.get(pane_id)
            place = places.get(pane_id)
            described.append(
                {
                    "id": pane_id,
                    "tab": tab.id,
                    "title": pane_title(pane, pty),
                    "focused": pane_id == tab.focus,
                    "state": pane.state.value,
                    "exit_status": pane.exit_status,
                    "level": pane.level.value if pane.level else None,
                    "command": command_text(pane.run),
                    "program": pty.program if pty else "",
                    "cwd": pty.cwd if pty else pane.cwd,
                    "pid": pty.pid if pty and pty.fd >= 0 else None,
                    "content": list(place.content) if place else None,
                    "floating": place.floating if place else False,
                }
            )
        return described

    def _describe_closed(self, number: int, closed: Closed) -> dict[str, Any]:
        """`alive`: whether all of its programs still run; `age` in seconds since it was closed."""
        ptys = self._session.ptys
        titles = [pane_title(pane, ptys.get(pane.id)) for pane in closed.panes]
        return {
            "number": number,
            "what": "tab" if closed.left is None else "pane",
            "title": (closed.tab.name if closed.left is None else "") or ", ".join(titles),
            "panes": [pane.id for pane in closed.panes],
            "alive": all(pane.state is PaneState.RUNNING for pane in closed.panes),
            "age": self._retirement.age(closed.panes[0].id),
        }

    def _describe_clients(self) -> list[dict[str, Any]]:
        return [
            {"id": view.id, "tab": view.tab, "width": view.size.width, "height": view.size.height}
            for view in self._workspace.clients.values()
        ]

    def _read_screen(self, arguments: Mapping[str, Any]) -> str:
        """What a pane shows, as text; with `history` also what scrolled off."""
        tab = next((t for t in self._workspace.tabs if t.id == self._workspace.active), None)
        wanted = arguments.get("pane") or (tab.focus if tab else 0)
        pty = self._session.ptys.get(PaneId(int(wanted)))
        if pty is None:
            raise CommandError(f"there is no pane {wanted}")
        emulator = pty.emulator
        above = len(emulator.history) if arguments.get("history") else 0
        rows = emulator.view(above, above + emulator.rows)
        lines = ["".join(run.text for run in row).rstrip() for row in rows]
        return "\n".join(lines).rstrip("\n") + "\n"
