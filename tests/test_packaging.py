"""What is installed holds what the program needs."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mux.config.paths import shipped_dir

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_ships_every_layout_and_theme(wheel: zipfile.ZipFile) -> None:
    shipped = set(wheel.namelist())
    for name in ("layouts", "themes"):
        for path in (ROOT / name).glob("*.kdl"):
            assert f"mux/{name}/{path.name}" in shipped


def test_the_wheel_ships_every_module_and_the_command(wheel: zipfile.ZipFile) -> None:
    shipped = set(wheel.namelist())
    for path in (ROOT / "src" / "mux").rglob("*.py"):
        assert str(path.relative_to(ROOT / "src")) in shipped
    entry_points = next(name for name in shipped if name.endswith("entry_points.txt"))
    assert b"mux = mux.cli:main" in wheel.read(entry_points)


def test_the_wheel_ships_the_shell_integration(wheel: zipfile.ZipFile) -> None:
    shipped = set(wheel.namelist())
    scripts = [p for p in (ROOT / "src" / "mux" / "shell").rglob("*") if p.is_file()]
    assert {p.name for p in scripts} >= {"bash.sh", "bashrc.sh", "zsh.zsh", ".zshenv", "mux.fish"}
    for path in scripts:
        assert str(path.relative_to(ROOT / "src")) in shipped


def test_nothing_but_the_package_is_shipped(wheel: zipfile.ZipFile) -> None:
    roots = {name.partition("/")[0] for name in wheel.namelist()}
    assert {root for root in roots if not root.endswith(".dist-info")} == {"mux"}


@pytest.mark.parametrize("name", ["layouts", "themes"])
def test_an_editable_install_finds_them_too(name: str) -> None:
    assert shipped_dir(name).is_dir()
    assert shipped_dir(name) == ROOT / name
