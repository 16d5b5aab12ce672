"""A running session as a layout: the inverse of `start`."""

from collections.abc import Mapping

from mux.core.ids import PaneId
from mux.core.layout import FloatingLayout, Layout, PaneLayout, Run, RunCommand, TabLayout
from mux.core.model import Pane, Tab, Workspace
from mux.core.tree_edit import map_leaves
from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PaneFacts:
    """What only the server knows of a pane: where it is, what runs in it now, where its contents
    are saved ("" = nowhere)."""

    cwd: str
    run: Run
    contents_file: str = ""


def describe(workspace: Workspace, facts: Mapping[PaneId, PaneFacts]) -> Layout:
    """The layout that starts the session again as it is: the same trees, sizes, names, focus, zoom,
    sync and floating panes. A pane without facts is written as it was opened."""
    return Layout(
        tuple(_describe_tab(workspace, tab, facts) for tab in workspace.tabs),
        workspace.new_tab,
        workspace.swap_tiled,
        workspace.swap_floating,
    )


def _describe_tab(workspace: Workspace, tab: Tab, facts: Mapping[PaneId, PaneFacts]) -> TabLayout:
    def describe_pane(id_: PaneId) -> PaneLayout:
        return _describe_pane(workspace.panes[id_], facts.get(id_), focus=id_ == tab.focus)

    return TabLayout(
        map_leaves(tab.root, describe_pane),
        tab.name,
        focus=tab.id == workspace.active,
        color=tab.color,
        floating=tuple(
            FloatingLayout(
                describe_pane(item.pane), item.x, item.y, item.width, item.height, item.pinned
            )
            for item in tab.floating
        ),
        hide_floating=bool(tab.floating) and not tab.floating_visible,
        zoomed=tab.zoomed,
        sync=tab.sync,
        bars=tab.bars,
        swap="" if tab.arranged_by_hand else tab.swap,
    )


def _describe_pane(pane: Pane, facts: PaneFacts | None, focus: bool) -> PaneLayout:
    facts = facts or PaneFacts(pane.cwd, pane.run)
    is_command = isinstance(pane.run, RunCommand) and isinstance(facts.run, RunCommand)
    return PaneLayout(
        facts.run,
        pane.name,
        facts.cwd,
        focus,
        pane.borderless,
        start_suspended=pane.start_suspended and is_command,
        close_on_exit=pane.close_on_exit and is_command,
        contents_file=facts.contents_file,
        default_fg=pane.default_fg,
        default_bg=pane.default_bg,
        exclude_from_sync=pane.exclude_from_sync,
        private=pane.private,
        restore=pane.restore,
        restore_untrusted=pane.restore_untrusted,
    )
