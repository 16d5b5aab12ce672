"""Who may have written what root reads."""

import os
import stat
from pathlib import Path

import pytest

from mux.config.errors import ConfigError
from mux.config.paths import (
    check_session_name,
    check_trusted,
    distrust_reason,
    private_dir,
    read_trusted,
    shipped_dir,
    socket_path,
)

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to make another user's files")
ME = os.geteuid()
STRANGER = 54321


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "own" / "session.kdl"
    path.parent.mkdir(mode=0o700)
    path.write_text("layout\n")
    path.chmod(0o600)
    return path


def test_what_is_the_users_own_is_believed(file: Path) -> None:
    assert distrust_reason(file, ME) == ""
    check_trusted(file)
    assert read_trusted(file) == "layout\n"


def test_a_file_that_others_write_is_not_believed(file: Path) -> None:
    file.chmod(0o602)
    assert distrust_reason(file, ME) == "can be written by others"


def test_a_folder_that_others_write_is_not_believed(file: Path) -> None:
    file.parent.chmod(0o777)
    assert distrust_reason(file, ME) == f"{file.parent} can be written by others"


def test_a_sticky_folder_protects_what_lies_in_it(file: Path) -> None:
    file.parent.chmod(0o777 | stat.S_ISVTX)
    assert distrust_reason(file, ME) == ""


@root_only
def test_a_group_may_write_only_if_it_is_the_users_own(file: Path) -> None:
    file.chmod(0o620)
    os.chown(file, STRANGER, STRANGER)
    os.chown(file.parent, STRANGER, STRANGER)
    assert distrust_reason(file, STRANGER) == ""
    os.chown(file, STRANGER, STRANGER + 1)
    assert distrust_reason(file, STRANGER) == "can be written by others"


@root_only
def test_another_users_file_is_not_believed(file: Path) -> None:
    os.chown(file, STRANGER, -1)
    with pytest.raises(ConfigError, match=f"uid {STRANGER}.; root does not read it"):
        check_trusted(file)
    with pytest.raises(ConfigError, match=f"uid {STRANGER}"):
        read_trusted(file)


@root_only
def test_another_users_folder_is_not_believed(file: Path) -> None:
    os.chown(file.parent, STRANGER, -1)
    with pytest.raises(ConfigError, match="belongs to another user"):
        read_trusted(file)


@root_only
def test_another_users_link_is_not_believed(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.kdl"
    link.symlink_to(file)
    check_trusted(link)
    os.chown(link, STRANGER, -1, follow_symlinks=False)
    with pytest.raises(ConfigError, match="belongs to another user"):
        check_trusted(link)


@root_only
def test_where_a_link_leads_counts(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.kdl"
    link.symlink_to(file)
    file.chmod(0o666)
    with pytest.raises(ConfigError, match=r"session\.kdl can be written by others"):
        read_trusted(link)


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_trusted(tmp_path / "none")


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_the_runtime_folder_is_ones_own(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        path = private_dir(tmp_path / "run")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert private_dir(path) == path


def test_a_runtime_folder_open_to_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run"
    path.mkdir()
    path.chmod(0o755)
    with pytest.raises(ConfigError, match="chmod 700"):
        private_dir(path)


def test_a_link_in_place_of_the_runtime_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "run").symlink_to(tmp_path / "real")
    with pytest.raises(ConfigError, match="not a folder"):
        private_dir(tmp_path / "run")


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "-x", ".x", "a\nb", "a\x1b[2J", "x" * 65])
def test_names_that_no_session_may_have(name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_session_name(name)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("name", ["main", "über", "a b", "日本", "x" * 64])
def test_names_that_a_session_may_have(name: str) -> None:
    assert check_session_name(name) == name


def test_a_socket_path_fits(tmp_path: Path) -> None:
    assert socket_path("main", Path("/run/mux")) == Path("/run/mux/main.sock")
    with pytest.raises(ConfigError, match="too long"):
        socket_path("main", Path("/" + "x" * 120))


@pytest.mark.parametrize("what", ["layouts", "themes"])
def test_what_is_shipped_is_found(what: str) -> None:
    assert shipped_dir(what).is_dir()
