"""Snapshots of sessions as previews: read where nobody waits for it, kept while they are true."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from mux.client.session_preview import PanePreview, SessionPreview
from mux.config.paths import sessions_dir


class Asked(NamedTuple):
    """A session's present snapshot, or an earlier one; `running`: its panes are alive."""

    name: str
    generation: str = ""
    running: bool = False


class Background(Protocol):
    """Whoever can do work beside the event loop."""

    def in_background(
        self, work: Callable[[], SessionPreview], then: Callable[[SessionPreview], None]
    ) -> None: ...


class Previews:
    """`changed` is called when a preview has come that was not there before."""

    def __init__(
        self,
        background: Background,
        read: Callable[[Asked], SessionPreview],
        changed: Callable[[], None],
    ) -> None:
        self._background = background
        self._read = read
        self._changed = changed
        self._known: dict[Asked, SessionPreview] = {}
        self._stamps: dict[Asked, float] = {}

    def get(self, asked: Asked, stamp: float) -> SessionPreview | None:
        """The newest there is; None until one has come. Another stamp has it read again."""
        if self._stamps.get(asked) != stamp:
            self._stamps[asked] = stamp

            def take(preview: SessionPreview) -> None:
                self._known[asked] = preview
                self._changed()

            self._background.in_background(lambda: self._read(asked), take)
        return self._known.get(asked)


def read_preview(asked: Asked) -> SessionPreview:
    """Raises nothing: what can't be read is told in the preview."""
    # What reads layouts is slow to import, and nobody may ever look.
    from mux.config.session_file import read_session
    from mux.persist.errors import StoreError
    from mux.persist.loading import load_session
    from mux.persist.restore import PanePlan, plan_restore

    try:
        loaded = load_session(sessions_dir() / asked.name, read_session, asked.generation)
    except (StoreError, OSError) as error:
        return SessionPreview(problems=(str(error),))
    plan = plan_restore(loaded)
    tabs = loaded.value.layout.tabs

    def show(pane: PanePlan) -> PanePreview:
        level = "alive" if asked.running else pane.level.value
        problems = () if asked.running else pane.problems
        return PanePreview(pane.pane, level, tuple(_last_lines(pane.contents.lines)), problems)

    panes = tuple(
        tuple(show(pane) for pane in plan.panes if pane.tab == number)
        for number in range(len(tabs))
    )
    return SessionPreview(tabs, panes, plan.problems)


def _last_lines(lines: list[str], most: int = 60) -> list[str]:
    """Without the blank ones at the end."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[max(end - most, 0) : end]
