"""The session manager (prefix s): running sessions and EXITED ones, to attach to or bring back."""

import time
from collections.abc import Callable, Sequence

from mux.client.bars import age_words
from mux.client.lines import Part, lay_line
from mux.client.overlay import Host
from mux.client.palette import Palette
from mux.client.picker import Item, Picker
from mux.client.prompts import Confirm, Prompt
from mux.client.rows import RowStrip
from mux.core.commands import RenameSession, SwitchSession
from mux.core.geometry import Size
from mux.persist.listing import SessionEntry


class SessionManager(Picker):
    title = "Sessions"
    wanted = Size(76, 18)

    def __init__(
        self,
        host: Host,
        current: str,
        list_entries: Callable[[], Sequence[SessionEntry]],
        delete: Callable[[str], None],
        rename: Callable[[str, str], None],
    ) -> None:
        """`delete` and `rename` are for sessions that don't run, and tell the user of failures."""
        super().__init__(host)
        self._current = current
        self._list_entries = list_entries
        self._delete = delete
        self._rename = rename
        self._entries: Sequence[SessionEntry] = ()
        self.exited = False  # which section is shown
        self.reload()

    @property
    def footer(self) -> str:  # type: ignore[override]
        enter = "bring back" if self.exited else "attach"
        more = " · Del delete" if self.exited else ""
        return f"ENTER {enter} · TAB other section{more} · Ctrl-r rename · ESC close"

    def reload(self) -> None:
        self._entries = self._list_entries()
        self._show()

    def _show(self) -> None:
        now = time.time()
        self.set_items(
            [
                Item(entry, entry.name, describe_entry(entry, self._current, now))
                for entry in self._entries
                if is_running(entry) != self.exited
            ],
        )
        if not self.exited:
            for place, (item, _) in enumerate(self.shown):
                if item.value.name == self._current:
                    self.selected = place

    def press(self, key: str) -> None:
        item = self.current
        entry: SessionEntry | None = item.value if item else None
        match key:
            case "tab" | "shift-tab":
                self.exited = not self.exited
                self._show()
            case "delete" if entry is not None:
                self._ask_delete(entry)
            case "ctrl-r" if entry is not None:
                self._ask_name(entry)
            case _:
                super().press(key)

    def choose(self, item: Item) -> None:
        self.host.close_overlay()
        entry: SessionEntry = item.value
        if entry.name != self._current:
            self.host.do(SwitchSession(entry.name))

    def _ask_delete(self, entry: SessionEntry) -> None:
        if is_running(entry):
            self.host.show_toast("a running session can't be deleted; end it first", "warning")
            return

        def delete() -> None:
            self._delete(entry.name)
            self.reload()
            self.host.open_overlay(self)

        question = f"Delete session “{entry.name}” for good, with all that is saved of it?"
        self.host.open_overlay(Confirm(self.host, question, delete))

    def _ask_name(self, entry: SessionEntry) -> None:
        if is_running(entry) and entry.name != self._current:
            self.host.show_toast("attach to a running session to rename it", "warning")
            return

        def rename(name: str) -> None:
            if not name or name == entry.name:
                return
            if is_running(entry):
                self.host.do(RenameSession(name))
                return
            self._rename(entry.name, name)
            self.reload()
            self.host.open_overlay(self)

        self.host.open_overlay(Prompt(self.host, "Rename session", entry.name, rename))

    def head_row(self, width: int, palette: Palette) -> RowStrip:
        """The two sections with how many sessions are in each; the one shown in brackets."""
        running = sum(is_running(entry) for entry in self._entries)
        sections = (("Running", running, False), ("EXITED", len(self._entries) - running, True))
        parts: list[Part] = [(palette.panel, " ")]
        for name, count, exited in sections:
            shown = exited == self.exited
            label = f"[{name} {count}]" if shown else f" {name} {count} "
            parts += [(palette.selected if shown else palette.panel_dim, label)]
            parts += [(palette.panel, " ")]
        return lay_line(parts, width, palette.panel)


def describe_entry(entry: SessionEntry, current: str, now: float) -> str:
    """`2 tabs, 3 panes · saved 5m ago · here`."""
    if entry.problem:
        return entry.problem
    words: list[str] = []
    if entry.tabs:
        tabs, panes = entry.tabs, entry.panes
        words.append(f"{tabs} tab{'s' * (tabs != 1)}, {panes} pane{'s' * (panes != 1)}")
    if entry.saved:
        words.append(f"saved {age_words(max(now - entry.saved, 0))} ago")
    if entry.state == "interrupted":
        words.append("interrupted by a reboot" if entry.rebooted else "interrupted")
    elif is_running(entry) and not entry.answers:
        words.append("does not answer")
    if is_running(entry) and entry.name == current:
        words.append("here")
    return " · ".join(words)


def is_running(entry: SessionEntry) -> bool:
    return entry.state == "running"
