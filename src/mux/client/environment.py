"""Textual reads its settings from the environment when it is imported."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

SETTINGS = {
    "TEXTUAL_DISABLE_KITTY_KEY": "1",  # the pane's program decides about the keyboard protocol
    "TEXTUAL_FPS": "120",
    "TEXTUAL_SMOOTH_SCROLL": "0",  # no pixel mouse, no in-band resize reports
    "TEXTUAL_ANIMATIONS": "none",
}


@contextmanager
def textual_settings() -> Iterator[None]:
    """For the import of Textual; what the user has set wins, and no child inherits ours."""
    ours = [name for name in SETTINGS if name not in os.environ]
    os.environ.update({name: SETTINGS[name] for name in ours})
    try:
        yield
    finally:
        for name in ours:
            os.environ.pop(name, None)
