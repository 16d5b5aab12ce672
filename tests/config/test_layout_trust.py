"""Which layouts are from outside, what is said about them, and what is remembered."""

import os
import stat
from pathlib import Path

import pytest

from mux.config.errors import ConfigError
from mux.config.layout_file import parse_layout
from mux.config.layout_trust import (
    approvals_file,
    approve,
    is_approved,
    list_runs,
    read_layout_text,
    suspend,
)
from mux.config.layout_writer import tab_panes
from mux.core.layout import Shell

TEXT = """
layout {
    cwd "/srv"
    pane command="make" { args "a b" "\\u{1b}[2J"; }
    pane edit="notes.md" cwd="/etc"
    pane restore="rm -rf x"
    floating_panes { pane command="top"; pane command="make" { args "a b" "\\u{1b}[2J"; }; }
    new_tab_template { pane command="sh" cwd="sub"; }
}
env { A "b"; }
theme "nord"
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUX_STATE_DIR", str(tmp_path / "state"))
    path = tmp_path / "layouts" / "it.kdl"
    path.parent.mkdir(mode=0o755)
    path.write_text(TEXT)
    path.chmod(0o644)
    return path


def test_a_file_of_ones_own_is_not_from_outside(path: Path) -> None:
    assert read_layout_text(path).doubt == ""
    assert is_approved(read_layout_text(path))


def test_what_others_could_have_written_is(path: Path) -> None:
    path.chmod(0o666)
    assert "can be written by others" in read_layout_text(path).doubt
    path.chmod(0o644)
    path.parent.chmod(0o777)
    assert f"{path.parent} can be written by others" in read_layout_text(path).doubt
    path.parent.chmod(0o1777)  # as /tmp is: nobody else can put another file in its place
    assert read_layout_text(path).doubt == ""


def test_a_link_is_as_good_as_what_it_leads_to(path: Path) -> None:
    path.chmod(0o666)
    link = path.parent.parent / "link.kdl"
    link.symlink_to(path)
    assert read_layout_text(link).doubt


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_file_of_somebody_else_is_from_outside(path: Path) -> None:
    os.chown(path, 12345, 12345)
    assert "belongs to another user" in read_layout_text(path).doubt


def test_an_approval_is_for_the_content(path: Path) -> None:
    path.chmod(0o666)
    found = read_layout_text(path)
    assert not is_approved(found)
    approve(found)
    approve(found)
    assert is_approved(read_layout_text(path))
    assert len(approvals_file().read_text().splitlines()) == 1
    assert stat.S_IMODE(approvals_file().stat().st_mode) == 0o600
    path.write_text(TEXT + "// more\n")
    assert not is_approved(read_layout_text(path))


def test_a_list_that_others_could_have_written_approves_nothing(path: Path) -> None:
    path.chmod(0o666)
    approve(read_layout_text(path))
    approvals_file().chmod(0o666)
    assert not is_approved(read_layout_text(path))


def test_what_it_would_run_is_listed_once_and_safe_to_print() -> None:
    reading = parse_layout(TEXT, "it.kdl")
    assert reading.layout is not None
    lines = list_runs(reading.layout, reading.config)
    assert [line.split("   (in ")[0] for line in lines] == [
        "run   make 'a b' '\\x1b[2J'",
        "edit  notes.md",
        "run   top",
        "run   sh",
        "set   env, theme",
    ]
    assert all(line.isprintable() for line in lines)


def test_a_suspended_layout_starts_nothing_but_shells() -> None:
    layout = parse_layout(TEXT, "it.kdl").layout
    assert layout is not None
    after = suspend(layout)
    assert after.new_tab is not None
    for tab in (*after.tabs, after.new_tab):
        for pane in tab_panes(tab):
            assert pane.start_suspended != isinstance(pane.run, Shell)
            assert pane.restore_untrusted == (pane.restore is not None)


def test_bytes_that_are_no_text_are_told(path: Path) -> None:
    path.write_bytes(b"layout \xff")
    with pytest.raises(ConfigError, match="UTF-8"):
        read_layout_text(path)
