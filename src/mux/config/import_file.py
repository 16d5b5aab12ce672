"""Tells by its content what a foreign file is, and imports it."""

import re

from mux.config.errors import ConfigError
from mux.config.import_resurrect import import_resurrect
from mux.config.import_tmuxinator import import_tmuxinator
from mux.config.import_tmuxp import import_tmuxp
from mux.config.import_windows_terminal import import_windows_terminal
from mux.config.imported import Imported

_is_resurrect = re.compile(r"(?:pane|window|state|grouped_session)\t").match
_has_session_name = re.compile(r"""^[ \t{]*["']?session_name["']?[ \t]*:""", re.MULTILINE).search
_has_windows = re.compile(r"""^[ \t{]*["']?(?:windows|tabs)["']?[ \t]*:""", re.MULTILINE).search


def import_file(text: str, path: str = "") -> tuple[Imported, ...]:
    """The sessions that a file describes: a tmux-resurrect save, a workspace of tmuxp, a project of
    tmuxinator, or the state of Windows Terminal. Raises ConfigError with the place."""
    if _is_resurrect(text):
        return import_resurrect(text, path)
    if '"persistedWindowLayouts"' in text:
        return import_windows_terminal(text, path)
    if _has_session_name(text):
        return (import_tmuxp(text, path),)
    if _has_windows(text):
        return (import_tmuxinator(text, path),)
    raise ConfigError(
        "is nothing that can be imported; that is a save of tmux-resurrect, a file of tmuxp or "
        "tmuxinator, or Windows Terminal's state.json",
        path,
    )
