"""A shell that can't be run is no reason for a session to end."""

import pwd
from pathlib import Path

import pytest

from mux.server import shells
from mux.server.shells import choose_shell


@pytest.fixture
def login_shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    path = tmp_path / "login-shell"
    path.touch(0o700)
    entry = pwd.struct_passwd(("me", "x", 1, 1, "", "/", str(path)))
    monkeypatch.setattr(shells.pwd, "getpwuid", lambda _: entry)
    return str(path)


def test_the_config_counts_more_than_the_environment_and_that_more_than_passwd(
    login_shell: str,
) -> None:
    assert choose_shell("/bin/sh", {"SHELL": "/bin/bash"}) == ("/bin/sh", "")
    assert choose_shell("", {"SHELL": "/bin/bash"}) == ("/bin/bash", "")
    assert choose_shell("", {}) == (login_shell, "")


def test_a_name_is_looked_up_in_the_path(tmp_path: Path) -> None:
    (tmp_path / "oddsh").touch(0o700)
    assert choose_shell("oddsh", {"PATH": str(tmp_path)}) == ("oddsh", "")


def test_one_that_cannot_be_run_is_passed_over_and_named(login_shell: str, tmp_path: Path) -> None:
    (tmp_path / "plain-file").touch(0o600)
    for broken in ("/nonexistent", str(tmp_path), str(tmp_path / "plain-file")):
        chosen = choose_shell("", {"SHELL": broken})
        assert chosen == (login_shell, f"can't run {broken}: panes run {login_shell}")


def test_without_an_entry_in_passwd_there_is_sh(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_nobody(_: int) -> pwd.struct_passwd:
        raise KeyError

    monkeypatch.setattr(shells.pwd, "getpwuid", find_nobody)
    assert choose_shell("", {}) == ("/bin/sh", "")
    assert choose_shell("none", {}) == ("/bin/sh", "can't run none: panes run /bin/sh")
