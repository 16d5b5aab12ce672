"""Opens the settings screen on the user's config file."""

import os
import shlex
from typing import TYPE_CHECKING

from mux.client.overlay import Overlay
from mux.config.errors import ConfigError
from mux.config.paths import config_file
from mux.core.commands import NewFloatingPane

if TYPE_CHECKING:
    from mux.client.desk import Desk
    from mux.client.settings import Values


def open_settings(desk: "Desk") -> Overlay:
    # The models' validators are slow to build, and nothing else here needs them.
    from mux.client.setting import list_settings
    from mux.client.settings import Settings
    from mux.config.config_edit import save_option

    def save(name: str, values: "Values") -> bool:
        try:
            save_option(config_file(), name, *values)
        except (ConfigError, OSError) as error:
            desk.show_toast(str(error), "error")
            return False
        desk.stage.look_at_config()
        return True

    def edit_file() -> None:
        desk.close_overlay()
        try:
            _make_config_file()
        except OSError as error:
            desk.show_toast(f"no config file could be made: {error.strerror}", "error")
            return
        argv = (*_editor(desk.config.scrollback_editor), str(config_file()))
        desk.do(NewFloatingPane(argv, name="config.kdl", close_on_exit=True))

    return Settings(desk, lambda: list_settings(desk.config), save, edit_file)


def _editor(chosen: str) -> list[str]:
    environ = os.environ
    return shlex.split(chosen or environ.get("VISUAL") or environ.get("EDITOR") or "vi")


def _make_config_file() -> None:
    """The commented default, where there is no file yet. Raises OSError."""
    from mux.config.config_dump import dump_default_config

    path = config_file()
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(dump_default_config())
