"""Where the user stands."""

import os


def current_folder() -> str:
    """The folder that mux was called in, or the home folder if somebody has deleted that one."""
    try:
        return os.getcwd()
    except FileNotFoundError:
        return os.path.expanduser("~")
