"""`mux setup --check`, as values."""

from pathlib import Path

import pytest

from mux.config.setup_check import Finding, check_setup


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "CACHE", "STATE", "RUNTIME"):
        monkeypatch.setenv(f"MUX_{name}_DIR", str(tmp_path / name.lower()))
    (tmp_path / "config").mkdir()
    return tmp_path


def findings() -> dict[str, Finding]:
    return {finding.what: finding for finding in check_setup()}


def test_all_is_well_with_nothing_there(folders: Path) -> None:
    found = findings()
    assert [finding.problems for finding in found.values() if finding.problems] == []
    assert not found["config"].present
    assert found["config"].where == str(folders / "config" / "config.kdl")
    assert found["layout “default”"].where.endswith("layouts/default.kdl")
    assert found["theme “mux-dark”"].present
    assert found["sessions"].where == str(folders / "cache" / "sessions")


def test_every_mistake_is_there(folders: Path) -> None:
    config = folders / "config"
    (config / "config.kdl").write_text(
        'mouse_mode 3\ntheme "nrod"\nweb_server true\ndefault_layout "mine"\n'
    )
    (config / "layouts").mkdir()
    (config / "layouts" / "mine.kdl").write_text("layout { pan; }\n")
    (config / "themes").mkdir()
    (config / "themes" / "bad.kdl").write_text("themes { bad { }; }\n")
    (folders / "cache").mkdir()
    (folders / "cache" / "sessions").write_text("")
    found = findings()
    assert "config.kdl:1:12: mouse_mode is true or false, not 3" in found["config"].problems[0]
    assert "config.kdl:3:1: web_server is an option of Zellij" in found["config"].warnings[0]
    assert "mine.kdl:1:10: " in found["layout “mine”"].problems[0]
    assert "did you mean “nord”?" in found["theme “nrod”"].problems[0]
    assert "no text_unselected" in found["theme file"].problems[0]
    assert "is not a folder" in found["sessions"].problems[0]


def test_a_layout_that_is_not_there(folders: Path) -> None:
    (folders / "config" / "config.kdl").write_text('default_layout "qaud"\n')
    assert "did you mean “quad”?" in findings()["layout “qaud”"].problems[0]


def test_a_runtime_folder_that_is_not_ones_own(folders: Path) -> None:
    (folders / "runtime").mkdir()
    (folders / "runtime").chmod(0o755)
    assert "chmod 700" in findings()["sockets"].problems[0]
