"""From nothing to a running client, and back."""

import gc
import logging
import os
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

from mux.client.bars import plan_bars
from mux.client.config_watch import ConfigWatch
from mux.client.environment import textual_settings
from mux.client.keyboard import Keyboard
from mux.client.link import ServerLink, read_crash
from mux.client.options import default_bars
from mux.client.outcome import Outcome
from mux.client.tty import TtyError
from mux.config.config_file import load_reading
from mux.config.errors import ConfigError
from mux.config.keymap_file import build_keymap
from mux.config.models import Config
from mux.config.paths import config_file, log_dir, printable
from mux.config.theme import Theme
from mux.config.theme_find import find_theme, theme_folders
from mux.core.geometry import Size

with textual_settings():
    from mux.client.app import Mux

log = logging.getLogger(__name__)

LOG_BYTES = 512 * 1024


def run_client(
    socket_path: Path,
    session: str,
    config: Config | None,
    theme: Theme | None,
    deadline: float,
) -> Outcome:
    until = time.monotonic() + deadline
    keep_log(session)
    mistakes: tuple[ConfigError, ...] = ()
    watch: ConfigWatch | None = None
    if config is None:
        watch = ConfigWatch(config_file())
        reading = load_reading(config_file())
        config, mistakes = reading.config, tuple(reading.errors)
    size = terminal_size()
    area = plan_bars(size, None, default_bars(config)).workspace(size)
    link = ServerLink(socket_path)
    try:
        link.open(until, *area.size)
    except OSError as error:
        why = read_crash(socket_path) or f"does not answer: {error.strerror}"
        return Outcome("lost", f"session “{session}” {why}")

    def choose_theme(config: Config, dark: bool) -> Theme | None:
        return theme or find_own_theme(config, dark)

    app = Mux(link, Keyboard(build_keymap(config)), config, choose_theme, size, watch=watch)
    for mistake in mistakes:
        app.desk.show_toast(str(mistake), "error")
    # Garbage from importing would be looked at again and again: it is here to stay.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
    try:
        outcome = app.run(mouse=config.mouse_mode)
    except TtyError as error:
        return Outcome("error", str(error))
    finally:
        app.restore_terminal()
        link.close()
    outcome = app.outcome or outcome or Outcome("fault", "the client ended without a word")
    if outcome.kind == "fault":
        return Outcome("error", f"{printable(outcome.text)}; {log_file(session)} says more")
    return outcome


def log_file(session: str) -> Path:
    return log_dir() / f"client-{session}.log"


def keep_log(session: str) -> None:
    """Faults go to a file: the terminal is taken."""
    root = logging.getLogger("mux")
    if root.handlers:
        return
    path = log_file(session)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=LOG_BYTES, backupCount=1, delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
    root.addHandler(handler)
    root.propagate = False


def find_own_theme(config: Config, dark: bool) -> Theme | None:
    """The theme that the config names; a mistake there must not keep the user from the session."""
    try:
        return find_theme(config.theme_name(dark), theme_folders(config), config.themes)
    except ConfigError as error:
        log.warning("theme: %s", error)
        return None


def terminal_size() -> Size:
    try:
        width, height = os.get_terminal_size(0)
    except OSError:
        return Size(80, 24)
    return Size(width, height) if width and height else Size(80, 24)
