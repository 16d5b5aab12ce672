"""The session manager (prefix s): running sessions and EXITED ones, to attach to or bring back.

Beside the list the selected session is drawn from its snapshot, as it is or as it will come back.
"""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from mux.client.frames import Shapes
from mux.client.generation_list import GenerationList
from mux.client.layout_picker import LayoutPicker
from mux.client.lines import Part, lay_line, wrap_words
from mux.client.overlay import Host, Overlay
from mux.client.palette import Palette
from mux.client.picker import Item
from mux.client.preview_picker import PreviewPicker
from mux.client.prompts import Confirm, Prompt
from mux.client.rows import RowStrip
from mux.client.saved_sessions import Asked
from mux.client.segments import age_words
from mux.client.session_preview import PreviewLook, SessionPreview, draw_preview
from mux.client.styles import Depth
from mux.core.commands import Command, Quit, RenameSession, SwitchSession
from mux.core.geometry import Size
from mux.core.names import check_session_name
from mux.persist.listing import SessionEntry


class Sessions(Protocol):
    """What can be known of sessions and done to them. Failures are told to the user."""

    def list_entries(self) -> Sequence[SessionEntry]:
        """Most recent first."""
        ...

    def list_generations(self, name: str) -> Sequence[tuple[str, float]]:
        """Names of earlier states and their moments, newest first."""
        ...

    def preview(self, asked: Asked, stamp: float) -> SessionPreview | None: ...

    def delete(self, name: str) -> None:
        """One that does not run."""
        ...

    def rename(self, name: str, new: str) -> None:
        """One that does not run."""
        ...

    def command(self, name: str, command: Command, then: Callable[[], None]) -> None:
        """Lets another running session do something."""
        ...

    def layouts(self) -> Sequence[tuple[str, Callable[[int], str]]]:
        """Names, and how each is drawn so many columns wide."""
        ...


class SessionManager(PreviewPicker):
    title = "Sessions"

    def __init__(
        self,
        host: Host,
        current: str,
        sessions: Sessions,
        depth: Depth = Depth.TRUE,
        welcome: bool = False,
    ) -> None:
        """`welcome`: as large as the screen, and the session in hand is none to go on with."""
        super().__init__(host)
        self._current = current
        self._sessions = sessions
        self._depth = depth
        self._welcome = welcome
        self._entries: Sequence[SessionEntry] = ()
        self._tab: tuple[str, int] = ("", 0)  # which of the session's tabs is drawn
        self._shapes = Shapes()
        self.exited = False  # which section is shown
        if welcome:
            self.title = "Welcome to mux"
            self.wanted = Size(10_000, 10_000)
        self.reload()
        if not self.shown and self._entries:
            self.exited = True
            self._show()

    @property
    def footer(self) -> str:  # type: ignore[override]
        if self.exited:
            return "ENTER bring back · TAB running · ^R rename · ^G earlier · Del delete · ^D all"
        return "ENTER attach · TAB exited · ^N new · ^R rename · ^G earlier · Del end"

    # --- the list -------------------------------------------------------------------------------

    def reload(self, select: str = "") -> None:
        """`select`: the session to be on then; else the one that was selected before."""
        before = self.entry
        entries = self._sessions.list_entries()
        self._entries = [e for e in entries if not (self._welcome and e.name == self._current)]
        self._show()
        self._select(select or (before.name if before else self._current))

    def tick(self) -> bool:
        """Sessions come and go, are saved, and get older."""
        top = self._top
        self.reload()
        self._top = top
        return True

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
            self._select(self._current)

    def _select(self, name: str) -> None:
        for place, (item, _) in enumerate(self.shown):
            if item.value.name == name:
                self.selected = place

    @property
    def entry(self) -> SessionEntry | None:
        return self.current.value if self.current else None

    # --- keys -----------------------------------------------------------------------------------

    def press(self, key: str) -> None:
        entry = self.entry
        match key:
            case "tab" | "shift-tab":
                self.exited = not self.exited
                self._show()
            case "ctrl-n":
                self._ask_new(self.query.text)
            case "enter" if entry is None and self.query.text.strip():
                self._ask_new(self.query.text)
            case "delete" if entry is not None:
                self._ask_delete(entry)
            case "ctrl-d" if self.exited:
                self._ask_delete_all()
            case "ctrl-r" if entry is not None:
                self._ask_name(entry)
            case "ctrl-g" if entry is not None:
                self._open_generations(entry)
            case "left" | "right" if entry is not None and not self.query.text:
                self._turn(1 if key == "right" else -1)
            case _:
                super().press(key)

    def choose(self, item: Item) -> None:
        entry: SessionEntry = item.value
        self.host.close_overlay()
        if entry.name != self._current:
            self.host.do(SwitchSession(entry.name))

    def _come_back(self, select: str = "") -> None:
        self.reload(select)
        self.host.open_overlay(self)

    def _ask(self, overlay: Overlay) -> None:
        """A question of this screen's; without an answer it is the screen's turn again."""
        overlay.back = self
        self.host.open_overlay(overlay)

    def _ask_delete(self, entry: SessionEntry) -> None:
        name = entry.name

        def delete() -> None:
            self._sessions.delete(name)
            self._come_back()

        def end() -> None:
            if name == self._current:
                self.host.do(Quit())
                return
            self.host.open_overlay(self)
            self._sessions.command(name, Quit(), self.reload)

        if is_running(entry):
            question = f"Save session “{name}” and end it with all its programs?"
            self._ask(Confirm(self.host, question, end))
        else:
            question = f"Delete session “{name}” for good, with all that is saved of it?"
            self._ask(Confirm(self.host, question, delete))

    def _ask_delete_all(self) -> None:
        """Of those that are shown: a search narrows it."""
        names = [item.value.name for item, _ in self.shown]
        if not names:
            return

        def delete() -> None:
            for name in names:
                self._sessions.delete(name)
            self._come_back()

        listed = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
        what = "the session" if len(names) == 1 else f"all {len(names)} sessions"
        question = f"Delete {what} ({listed}) for good, with all that is saved of them?"
        self._ask(Confirm(self.host, question, delete))

    def _ask_name(self, entry: SessionEntry) -> None:
        def rename(name: str) -> None:
            if not name or name == entry.name:
                self.host.open_overlay(self)
            elif not is_running(entry):
                self._sessions.rename(entry.name, name)
                self._come_back(name)
            elif entry.name == self._current:
                self.host.do(RenameSession(name))
            else:
                self.host.open_overlay(self)
                command = RenameSession(name)
                self._sessions.command(entry.name, command, lambda: self.reload(name))

        self._ask(Prompt(self.host, "Rename session", entry.name, rename))

    def _ask_new(self, name: str) -> None:
        def pick(name: str) -> None:
            name = name.strip()
            try:
                check_session_name(name)
                if name in {self._current, *(entry.name for entry in self._entries)}:
                    raise ValueError(f"there is a session “{name}” already")
            except ValueError as error:
                self.host.show_toast(str(error), "warning")
                self._ask_new(name)
                return
            self._ask(LayoutPicker(self.host, self._sessions.layouts(), start_with))
            self._new = name

        def start_with(layout: str) -> None:
            self.host.close_overlay()
            self.host.do(SwitchSession(self._new, layout=layout))

        self._ask(Prompt(self.host, "Name of the new session", name, pick))

    def _open_generations(self, entry: SessionEntry) -> None:
        def bring_back(generation: str) -> None:
            if is_running(entry):
                text = "it is running; an earlier state can come back once it has ended (Del)"
                self.host.show_toast(text, "warning")
                return
            self.host.close_overlay()
            self.host.do(SwitchSession(entry.name, generation=generation))

        def preview(generation: str) -> SessionPreview | None:
            return self._sessions.preview(Asked(entry.name, generation), 0.0)

        found = self._sessions.list_generations(entry.name)
        self._ask(GenerationList(self.host, entry.name, found, preview, bring_back, self._depth))

    # --- what it shows --------------------------------------------------------------------------

    def _turn(self, by: int) -> None:
        """Another tab of the selected session is drawn."""
        entry = self.entry
        preview = self._preview(entry) if entry else None
        if entry is not None and preview is not None and preview.tabs:
            shown = self._shown_tab(entry, preview)
            self._tab = entry.name, (shown + by) % len(preview.tabs)

    def _shown_tab(self, entry: SessionEntry, preview: SessionPreview) -> int:
        name, tab = self._tab
        return tab if name == entry.name and tab < len(preview.tabs) else preview.focused_tab

    def _preview(self, entry: SessionEntry) -> SessionPreview | None:
        asked = Asked(entry.name, running=is_running(entry))
        return self._sessions.preview(asked, entry.saved)

    def draw(self, screen: Size, palette: Palette, shapes: Shapes) -> list[RowStrip]:
        self._shapes = shapes
        return super().draw(screen, palette, shapes)

    def picture(self, size: Size, palette: Palette) -> list[RowStrip]:
        entry = self.entry
        if entry is None:
            words = "No session is running." if not self.exited else "No session has exited."
            hint = "Type a name and press ENTER to start a session of that name."
            return [
                lay_line([(palette.panel_dim, f" {w}")], size.width, palette.panel)
                for w in (words, *wrap_words(hint, size.width - 2))
            ]
        preview = self._preview(entry)
        now = time.time()
        rows = [
            lay_line([(palette.panel_key, f" {line}")], size.width, palette.panel)
            for line in wrap_words(head_words(entry, preview, now), size.width - 2)[:3]
        ]
        if preview is not None:
            look = PreviewLook(palette, self._shapes, self._depth)
            left = Size(size.width, size.height - len(rows))
            rows += draw_preview(preview, self._shown_tab(entry, preview), left, look)
        return rows

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


def head_words(entry: SessionEntry, preview: SessionPreview | None, now: float) -> str:
    """`saved 5m ago · 2 tabs, 3 panes · comes back as 1 revived, 2 contents`."""
    words: list[str] = []
    if entry.problem:
        words.append(entry.problem)
    if entry.saved:
        words.append(f"saved {age_words(max(now - entry.saved, 0))} ago")
    if entry.tabs:
        words.append(count_words(entry.tabs, "tab") + ", " + count_words(entry.panes, "pane"))
    if preview is not None and preview.levels and not is_running(entry):
        words.append(f"comes back as {preview.levels}")
    return " · ".join(words)


def describe_entry(entry: SessionEntry, current: str, now: float) -> str:
    """`here · 5m ago · 2 tabs`: what there is room for beside a name."""
    words: list[str] = []
    if is_running(entry) and entry.name == current:
        words.append("here")
    if entry.problem:
        words.append("problem")
    if entry.state == "interrupted":
        words.append("rebooted" if entry.rebooted else "interrupted")
    elif is_running(entry) and not entry.answers:
        words.append("does not answer")
    if entry.saved:
        words.append(f"{age_words(max(now - entry.saved, 0))} ago")
    if entry.tabs:
        words.append(count_words(entry.tabs, "tab"))
    return " · ".join(words)


def count_words(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' * (count != 1)}"


def is_running(entry: SessionEntry) -> bool:
    return entry.state == "running"
