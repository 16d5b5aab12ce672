"""Folders of a test's own, as the environment names them."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    for name in ("run", "cache", "config", "state"):
        (tmp_path / name).mkdir(mode=0o700)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "MUX_RUNTIME_DIR": str(tmp_path / "run"),
        "MUX_CACHE_DIR": str(tmp_path / "cache"),
        "MUX_CONFIG_DIR": str(tmp_path / "config"),
        "MUX_STATE_DIR": str(tmp_path / "state"),
    }
