"""Whether a text may become the saved session."""

from mux.config.errors import ConfigError
from mux.config.session_file import read_session


def check_session(text: str) -> None:
    """Raises ConfigError unless all of the text can be read back and it has at least one pane."""
    session = read_session(text, home="/", env={})
    if session.problems:
        raise session.problems[0].as_error()
    if not session.is_whole:
        # Also where it has no panes: that reads back as one shell.
        raise ConfigError("its panes do not read back as they were")
