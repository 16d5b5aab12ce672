"""What a command line and the server may load: proved in fresh interpreters, by sys.modules."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"asyncio", "textual", "rich", "pydantic", "pyte", "wcwidth", "ptyprocess", "hypothesis"}


def loaded_by(code: str, folder: Path) -> set[str]:
    """The top-level modules in sys.modules after the code has run."""
    script = f"import sys, json\n{code}\n"
    script += "print('\\n' + json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    for name in ("run", "cache", "config", "state"):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "MUX_RUNTIME_DIR": str(folder / "run"),
            "MUX_CACHE_DIR": str(folder / "cache"),
            "MUX_CONFIG_DIR": str(folder / "config"),
            "MUX_STATE_DIR": str(folder / "state"),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: set[str] = set(json.loads(done.stdout.splitlines()[-1]))
    return found


def run_mux(*argv: str) -> str:
    return f"""
from mux.cli import main
try:
    main({list(argv)!r})
except SystemExit:
    pass
"""


@pytest.mark.parametrize(
    "argv",
    [
        ("--help",),
        ("--version",),
        ("ls",),
        ("ls", "--json"),
        ("action", "--help"),
        ("action", "split-pane", "--session", "none"),
        ("kill-session", "none"),
        ("delete-session", "none"),
        ("list-panes",),
        ("query", "session"),
        ("run", "--", "true"),
    ],
    ids=" ".join,
)
def test_a_thin_verb_loads_nothing_heavy(argv: tuple[str, ...], tmp_path: Path) -> None:
    assert not loaded_by(run_mux(*argv), tmp_path) & HEAVY


def test_listing_a_saved_session_loads_nothing_heavy(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "sessions" / "saved"
    folder.mkdir(parents=True, mode=0o700)
    (folder / "session.kdl").write_text("layout {\n    tab\n}\n")
    assert not loaded_by(run_mux("ls"), tmp_path) & HEAVY


def test_this_test_would_notice(tmp_path: Path) -> None:
    assert loaded_by("import asyncio, pydantic", tmp_path) & HEAVY == {"asyncio", "pydantic"}


def test_the_server_loads_no_textual(tmp_path: Path) -> None:
    loaded = loaded_by("import mux.server.main", tmp_path)
    assert "pyte" in loaded
    assert not loaded & {"textual", "rich", "ptyprocess", "pydantic"}


def test_a_client_checks_no_config_that_is_not_there(tmp_path: Path) -> None:
    code = "import mux.client.start as start; start.load_reading(start.config_file())"
    loaded = loaded_by(code, tmp_path)
    assert "textual" in loaded
    assert "pydantic" not in loaded


def test_the_keeper_stays_small(tmp_path: Path) -> None:
    loaded = loaded_by("import mux.keeper.keeper", tmp_path)
    assert not loaded & (HEAVY - {"ptyprocess"})
    assert "platformdirs" not in loaded


def test_the_package_itself_imports_nothing(tmp_path: Path) -> None:
    before = loaded_by("", tmp_path)
    assert loaded_by("import mux", tmp_path) - before == {"mux"}
