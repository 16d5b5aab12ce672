"""The sessions there are, and what can be done to them."""

import os
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mux.client.errand import run_errand
from mux.client.saved_sessions import Asked, Previews, read_preview
from mux.client.session_preview import SessionPreview
from mux.config.errors import ConfigError
from mux.config.paths import check_session_name, config_dir, runtime_dir, sessions_dir, shipped_dir
from mux.core.commands import Command
from mux.persist.generations import list_generations
from mux.persist.listing import SessionEntry, list_sessions
from mux.persist.lock import read_holder

if TYPE_CHECKING:
    from mux.client.desk import Desk


class SessionList:
    """What the session manager asks for. What fails is told in a toast."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._previews = Previews(desk.stage, read_preview, desk.refresh_overlay)

    def list_entries(self) -> Sequence[SessionEntry]:
        try:
            return list_entries()
        except (ConfigError, OSError) as error:
            self._desk.show_toast(str(error), "error")
            return ()

    def list_generations(self, name: str) -> Sequence[tuple[str, float]]:
        return [(found.name, found.moment) for found in list_generations(sessions_dir() / name)]

    def preview(self, asked: Asked, stamp: float) -> SessionPreview | None:
        return self._previews.get(asked, stamp)

    def delete(self, name: str) -> None:
        self._tell(delete_saved, name)

    def rename(self, name: str, new: str) -> None:
        self._tell(rename_saved, name, new)

    def _tell(self, action: Callable[..., None], *names: str) -> None:
        try:
            action(*names)
        except (ConfigError, OSError) as error:
            self._desk.show_toast(str(error), "error")

    def command(self, name: str, command: Command, then: Callable[[], None]) -> None:
        def end(failure: str) -> None:
            if failure:
                self._desk.show_toast(failure, "error")
            then()
            self._desk.refresh_overlay()

        self._desk.stage.in_background(lambda: run_errand(name, command), end)

    def layouts(self) -> Sequence[tuple[str, Callable[[int], str]]]:
        from mux.config.layout_find import list_layouts

        config = self._desk.config
        own = Path(config.layout_dir) if config.layout_dir else config_dir() / "layouts"
        found = list_layouts(own, shipped_dir("layouts"))
        return [(name, partial(draw_file, path)) for name, path in found.items()]


def draw_file(path: Path, width: int) -> str:
    """A layout as a picture, or what is wrong with it."""
    from mux.config.layout_file import read_if_there, read_layout
    from mux.config.layout_show import draw_layout

    try:
        text = path.read_text("utf-8")
        return draw_layout(read_layout(text, str(path), read_file=read_if_there), width)
    except (ConfigError, OSError, UnicodeDecodeError) as error:
        return str(error)


def list_entries() -> list[SessionEntry]:
    """Most recent first. Raises ConfigError where the folder of the sockets can't be trusted."""
    return list_sessions(runtime_dir(), sessions_dir())


def delete_saved(name: str) -> None:
    """Forgets a session that doesn't run. Raises OSError; ConfigError for what is no name."""
    folder = sessions_dir() / check_session_name(name)
    _refuse_held(folder, name)
    shutil.rmtree(folder)


def rename_saved(name: str, new: str) -> None:
    """Raises OSError (also if the new name is taken); ConfigError for what is no name."""
    folder = sessions_dir()
    target = folder / check_session_name(new)
    if target.exists():
        raise FileExistsError(f"there is a session “{new}” already")
    _refuse_held(folder / name, name)
    os.rename(folder / check_session_name(name), target)


def _refuse_held(folder: Path, name: str) -> None:
    if read_holder(folder) is not None:
        raise ConfigError(f"session “{name}” is running")
