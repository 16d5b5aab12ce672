"""Every name of Textual's that is not public, and what becomes of us if one goes away."""

from typing import Any

from textual.app import App

# Read and set here; `_handle_exception` is overridden in the app.
PRIVATE = ("_batch_count", "_sync_available", "_handle_exception")


def missing_names(app: App[Any]) -> list[str]:
    """The private names that this Textual doesn't have. With any of them missing, panes are painted
    by Textual's own refresh: slower, and just as right."""
    return [name for name in PRIVATE if not hasattr(app, name)]


def holds_painting(app: App[Any]) -> bool:
    """Whether Textual is in the middle of changing what is where."""
    return bool(getattr(app, "_batch_count", 0))


def set_synchronized(app: App[Any]) -> None:
    """Lets Textual's own frames be synchronised updates (mode 2026)."""
    if hasattr(app, "_sync_available"):
        app._sync_available = True
