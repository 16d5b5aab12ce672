"""`mux layout`, `mux import` and `mux setup`, in this process."""

import io
import json
from pathlib import Path

import pytest

from mux.cli import main

GOOD = 'layout {\n    pane size=3\n    pane command="htop"\n}\n'
WRONG = "layout {\n    pane siz=3\n    pane comand=4\n}\n"


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RUNTIME", "CACHE", "CONFIG", "STATE"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(f"MUX_{name}_DIR", str(folder))
    monkeypatch.chdir(tmp_path)


def test_check_says_nothing_of_a_good_layout(capsys: pytest.CaptureFixture[str]) -> None:
    Path("good.kdl").write_text(GOOD)
    assert main(["layout", "check", "good.kdl", "default"]) == 0
    assert capsys.readouterr() == ("", "")


def test_check_tells_every_mistake_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    Path("wrong.kdl").write_text(WRONG)
    assert main(["layout", "check", "wrong.kdl"]) == 1
    told = capsys.readouterr().out
    assert "wrong.kdl:2:10: " in told
    assert "wrong.kdl:3:10: " in told
    assert "pane siz=3" in told
    assert "^" in told


def test_fmt_formats_in_place_and_only_looks_when_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = Path("loose.kdl")
    path.write_text("layout {\n  pane   size=3 // three\n}\n")
    assert main(["layout", "fmt", "--check", "loose.kdl"]) == 1
    assert "loose.kdl would change" in capsys.readouterr().out
    path.chmod(0o640)
    assert main(["layout", "fmt", "loose.kdl"]) == 0
    assert path.read_text() == "layout {\n    pane size=3 // three\n}\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert main(["layout", "fmt", "--check", "loose.kdl"]) == 0
    assert sorted(p.name for p in Path().iterdir() if p.is_file()) == ["loose.kdl"]


def test_fmt_reads_stdin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("layout{\npane\n}"))
    assert main(["layout", "fmt", "-"]) == 0
    assert capsys.readouterr().out == "layout {\n    pane\n}\n"


def test_fmt_leaves_alone_what_is_no_kdl(capsys: pytest.CaptureFixture[str]) -> None:
    Path("broken.kdl").write_text("layout {")
    assert main(["layout", "fmt", "broken.kdl"]) == 1
    assert capsys.readouterr().err.startswith("mux: broken.kdl:1:")
    assert Path("broken.kdl").read_text() == "layout {"


def test_show_draws_panes(capsys: pytest.CaptureFixture[str]) -> None:
    Path("good.kdl").write_text(GOOD)
    assert main(["layout", "show", "good.kdl", "--width", "60"]) == 0
    told = capsys.readouterr().out
    assert "htop" in told
    assert "┌" in told


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layout", "schema"]) == 0
    assert "properties" in json.loads(capsys.readouterr().out)


def test_import_writes_files_and_never_over_one(capsys: pytest.CaptureFixture[str]) -> None:
    Path("work.yaml").write_text(
        "session_name: work\nwindows:\n  - window_name: code\n    panes:\n      - vim\n"
    )
    assert main(["import", "work.yaml"]) == 0
    assert 'command="vim"' in capsys.readouterr().out
    assert main(["import", "work.yaml", "--output", "layouts"]) == 0
    assert main(["layout", "check", "layouts/work.kdl"]) == 0
    assert main(["import", "work.yaml", "--output", "layouts"]) == 1
    assert "is there already" in capsys.readouterr().err


def test_setup_finds_mistakes_in_the_config(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["setup", "--check"]) == 0
    (tmp_path / "config" / "config.kdl").write_text("no_such_option 3\nscroll_buffer_size -1\n")
    assert main(["setup", "--check"]) == 1
    assert "config.kdl:2:" in capsys.readouterr().out


def test_the_dumped_config_is_a_config_without_mistakes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["setup", "--dump-config"]) == 0
    (tmp_path / "config" / "config.kdl").write_text(capsys.readouterr().out)
    assert main(["setup", "--check"]) == 0
