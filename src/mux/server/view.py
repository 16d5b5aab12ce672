"""What a client shows besides rows, as a function of the workspace."""

import os
from collections.abc import Mapping
from typing import Any

from mux.core.arrange import Placement, arrange_tab, tab_area
from mux.core.ids import PaneId
from mux.core.layout import RunCommand
from mux.core.model import ClientView, Pane, Tab, Workspace
from mux.protocol.messages import View
from mux.server.gate import command_text
from mux.server.pane import PanePty


def pane_title(pane: Pane, pty: PanePty | None) -> str:
    """The user's name for it, else what its program calls itself, else what runs in it."""
    if pane.name or pane.title:
        return pane.name or pane.title
    if pty is not None and pty.program:
        return pty.program
    if isinstance(pane.run, RunCommand) and pane.run.argv:
        return os.path.basename(pane.run.argv[0])
    return command_text(pane.run) or "shell"


def tab_title(tab: Tab, workspace: Workspace, ptys: Mapping[PaneId, PanePty]) -> str:
    """The tab's name, else what its focused pane runs."""
    if tab.name:
        return tab.name
    pane = workspace.panes[tab.focus]
    if pane.name:
        return pane.name
    pty = ptys.get(pane.id)
    if pty is not None and pty.program:
        return pty.program
    return pane_title(pane, pty)


def find_tab(workspace: Workspace, client: ClientView) -> Tab:
    return next(tab for tab in workspace.tabs if tab.id == client.tab)


def build_view(
    workspace: Workspace,
    client: ClientView,
    ptys: Mapping[PaneId, PanePty],
    saved: dict[str, Any],
) -> View:
    tab = find_tab(workspace, client)
    return View(
        session=workspace.session,
        tabs=[
            {
                "id": other.id,
                "number": number,
                "name": tab_title(other, workspace, ptys),
                "active": other.id == tab.id,
                "bell": any(workspace.panes[p].bell for p in other.recent),
                "color": other.color,
                "sync": other.sync,
                "zoomed": other.zoomed,
                "panes": len(other.recent),
                "layout": "" if other.arranged_by_hand else other.swap,
                "activity": any(ptys[p].unseen is True for p in other.recent if p in ptys),
                "progress": _progress(other, ptys),
            }
            for number, other in enumerate(workspace.tabs, 1)
        ],
        panes=[
            _describe_pane(place, workspace.panes[place.pane], tab, ptys.get(place.pane))
            for place in arrange_tab(workspace, tab)
        ],
        focus=tab.focus,
        size=list(tab_area(workspace, tab.id)),
        bars=None
        if tab.bars is None
        else [{"kind": bar.kind, "at_bottom": bar.at_bottom} for bar in tab.bars],
        saved=saved,
    )


def _progress(tab: Tab, ptys: Mapping[PaneId, PanePty]) -> list[int] | None:
    """Of the pane that had the focus last among those whose program tells how far it is."""
    told = (ptys[pane].progress for pane in tab.recent if pane in ptys)
    found = next((progress for progress in told if progress is not None), None)
    return list(found) if found is not None else None


def _describe_pane(place: Placement, pane: Pane, tab: Tab, pty: PanePty | None) -> dict[str, Any]:
    return {
        "id": pane.id,
        "frame": list(place.frame),
        "content": list(place.content),
        "border": place.border,
        "title": pane_title(pane, pty),
        "focused": pane.id == tab.focus,
        "floating": place.floating,
        "pinned": any(f.pinned for f in tab.floating if f.pane == pane.id),
        "state": pane.state.value,
        "exit_status": pane.exit_status,
        "command": command_text(pane.run),
        "level": pane.level.value if pane.level else "",
        "stacked_title": place.stacked_title,
        "cwd": pty.cwd if pty is not None and pty.cwd else pane.cwd,
        "bell": pane.bell,
        "mode": pty.copying.label if pty is not None and pty.copying is not None else "",
    }
