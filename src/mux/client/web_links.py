"""Opens what a hyperlink points to with the desktop's own program, where there is a desktop."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from urllib.parse import urlsplit

# Programs in panes write links, and programs may print what strangers wrote: nothing that could
# run something goes to the desktop.
SCHEMES = frozenset({"http", "https", "ftp", "mailto"})


def find_opener(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """The program that opens links; "" where there is no desktop to open them on."""
    if platform == "darwin":
        return shutil.which("open") or ""
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return ""
    return shutil.which("xdg-open", path=environ.get("PATH")) or ""


def may_be_opened(uri: str) -> bool:
    try:
        return urlsplit(uri).scheme.lower() in SCHEMES
    except ValueError:
        return False


def open_link(uri: str) -> bool:
    """Whether the link is on its way to the desktop; blocks for as long as that takes to start."""
    opener = find_opener(os.environ)
    if not opener or not may_be_opened(uri):
        return False
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen(
            [opener, uri], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError:
        return False
    return True
