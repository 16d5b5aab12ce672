"""What the client looks at around it: config file, repository, desktop; plain signs; places."""

from pathlib import Path

import pytest

from mux.client.config_watch import ConfigWatch
from mux.client.git_branch import read_branch
from mux.client.menu import Menu, pane_entries
from mux.client.plain import plain_rows
from mux.client.rows import RowStrip, Run
from mux.client.web_links import find_opener, may_be_opened
from mux.core.geometry import Offset, Size


def test_a_config_file_is_read_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "config.kdl"
    watch = ConfigWatch(path)
    assert watch.look() is None
    path.write_text("mouse_mode false\n")
    reading = watch.look()
    assert reading is not None
    assert reading.config.mouse_mode is False
    assert watch.look() is None
    path.write_text("mouse_mode perhaps\n")
    reading = watch.look()
    assert reading is not None
    assert str(reading.errors[0]).startswith(f"{path}:1:12: ")
    path.unlink()
    reading = watch.look()
    assert reading is not None
    assert reading.config.mouse_mode is True


# --- git ----------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "repo/.git").mkdir(parents=True)
    (tmp_path / "repo/.git/HEAD").write_text("ref: refs/heads/feature/x\n")
    (tmp_path / "repo/src/deep").mkdir(parents=True)
    return tmp_path / "repo"


def test_the_branch_of_a_folder_inside_a_repository(repository: Path) -> None:
    assert read_branch(str(repository / "src/deep")) == "feature/x"
    (repository / ".git/HEAD").write_text("0123456789abcdef0123456789abcdef01234567\n")
    assert read_branch(str(repository)) == "01234567"


def test_the_branch_of_a_worktree(repository: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / ".git").write_text(f"gitdir: {repository}/.git/worktrees/tree\n")
    (repository / ".git/worktrees/tree").mkdir(parents=True)
    (repository / ".git/worktrees/tree/HEAD").write_text("ref: refs/heads/other\n")
    assert read_branch(str(tree)) == "other"


def test_no_branch_where_there_is_none(tmp_path: Path) -> None:
    assert read_branch(str(tmp_path)) == ""
    assert read_branch("") == ""
    assert read_branch("/no/such/folder") == ""
    (tmp_path / ".git").write_text("rubbish")
    assert read_branch(str(tmp_path)) == ""


# --- links --------------------------------------------------------------------------------------


def test_links_are_opened_on_a_desktop_only(tmp_path: Path) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text("#!/bin/sh\n")
    opener.chmod(0o755)
    environ = {"PATH": str(tmp_path), "DISPLAY": ":0"}
    assert find_opener(environ, "linux") == str(opener)
    assert find_opener({"PATH": str(tmp_path)}, "linux") == ""
    assert find_opener({"PATH": "/nowhere", "WAYLAND_DISPLAY": "w"}, "linux") == ""


@pytest.mark.parametrize(
    ("uri", "may"),
    [
        ("https://example.org/a?b", True),
        ("HTTP://example.org", True),
        ("mailto:a@b.c", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("-e", False),
        ("http://[", False),
    ],
)
def test_what_strangers_may_have_opened(uri: str, may: bool) -> None:
    assert may_be_opened(uri) is may


# --- signs and places ---------------------------------------------------------------------------


def test_plain_rows_are_ascii_and_as_wide() -> None:
    row = RowStrip([Run("", "╭─ “a” · ▸ naïve… │", 18), Run("", "日本", 4)])
    (plain,) = plain_rows([row])
    assert plain.runs[0].text == '+- "a" - > naive~ |'
    assert plain.runs[1].text == "日本"
    assert plain.cells == row.cells


class Host:
    pass


def test_a_menu_opens_at_the_mouse_and_stays_on_the_screen() -> None:
    screen, size = Size(80, 24), Size(32, 12)
    for at, place in (
        (Offset(5, 3), Offset(5, 3)),
        (Offset(79, 23), Offset(48, 12)),
        (Offset(0, 0), Offset(0, 0)),
    ):
        menu = Menu(Host(), "Pane", pane_entries(1, False), at)  # type: ignore[arg-type]
        assert menu.place(screen, size) == place
    assert menu.place(Size(10, 3), size) == Offset(0, 0)
