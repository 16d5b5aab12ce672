"""Bad input gets one clear line on stderr and exit status 1 or 2, never a traceback."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

Mux = Callable[..., "subprocess.CompletedProcess[str]"]
TIMEOUT = 60


@pytest.fixture
def mux(folders: dict[str, str], tmp_path: Path) -> Mux:
    """Runs `mux ARGUMENTS`; with `size=(columns, rows)` on a terminal of that size."""

    def run(
        *arguments: str, size: tuple[int, int] | None = None, **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "mux", *arguments]
        master, slave = pty.openpty()
        columns, rows = size or (80, 24)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        try:
            return subprocess.run(
                command,
                env=folders | variables,
                cwd=tmp_path,
                stdin=slave if size else subprocess.DEVNULL,
                stdout=slave if size else subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                timeout=TIMEOUT,
                check=False,
            )
        finally:
            os.close(master)
            os.close(slave)

    return run


def assert_one_line(done: "subprocess.CompletedProcess[str]", status: int, *words: str) -> None:
    assert done.returncode == status, done.stderr
    assert done.stderr.startswith("mux: "), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.isprintable() or done.stderr[:-1].isprintable(), done.stderr
    for word in words:
        assert word in done.stderr


def save_session(folders: dict[str, str], name: str) -> None:
    folder = Path(folders["MUX_CACHE_DIR"]) / "sessions" / name
    folder.mkdir(parents=True, mode=0o700)
    path = folder / "session.kdl"
    path.touch(0o600)
    path.write_text("layout {\n    tab\n}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("attach", "wrok"),
        ("kill-session", "wrok"),
        ("delete-session", "wrok"),
    ],
    ids=" ".join,
)
def test_an_unknown_session_is_named_and_a_near_one_suggested(
    mux: Mux, folders: dict[str, str], arguments: tuple[str, ...]
) -> None:
    save_session(folders, "work")
    size = (80, 24) if arguments[0] == "attach" else None
    done = mux(*arguments, size=size)
    assert_one_line(done, 1, "wrok", "did you mean “work”?")


def test_an_unknown_running_session_is_named(mux: Mux) -> None:
    for arguments in (("action", "new-tab"), ("list-panes",), ("run", "--", "true")):
        assert_one_line(mux(*arguments[:1], "--session", "none", *arguments[1:]), 1, "none")


@pytest.mark.parametrize(
    "name", ["a/b", "..", ".", "/etc", "a\nb", "a\x1b[2Jb", "-x", "", "n" * 100, "../../tmp/x"]
)
def test_a_name_that_no_session_can_have_is_refused(mux: Mux, name: str) -> None:
    assert_one_line(mux("new", "-d", f"--session={name}"), 1, "a session name")
    assert_one_line(mux("kill-session", f"-t{name}") if name else mux("kill-session", ""), 1)


def test_nothing_is_made_for_a_refused_name(mux: Mux, folders: dict[str, str]) -> None:
    mux("new", "-d", "-s", "../escaped")
    assert not list(Path(folders["MUX_CACHE_DIR"]).rglob("*"))
    assert not list(Path(folders["MUX_RUNTIME_DIR"]).iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("atach",), ("atach", "did you mean “attach”?")),
        (("--sesion", "x"), ("--sesion", "did you mean “--session”?")),
        (("ls", "extra"), ("extra",)),
        (("ls", "--jsn"), ("--jsn",)),
        (("action", "splt-pane"), ("splt-pane", "split-pane")),
        (("action",), ("action",)),
        (("action", "go-to-tab"), ("number",)),
        (("action", "go-to-tab", "one"), ("one",)),
        (("action", "move-focus", "sideways"), ("sideways",)),
        (("run",), ("--",)),
        (("query", "nothing"), ("nothing",)),
        (("delete-all-sessions",), ("-y",)),
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_a_usage_error(
    mux: Mux, folders: dict[str, str], arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    save_session(folders, "work")
    assert_one_line(mux(*arguments), 2, *words)


def test_a_layout_that_is_not_there_is_named(mux: Mux) -> None:
    assert_one_line(mux("--layout", "nowhere.kdl", size=(80, 24)), 1, "nowhere.kdl")
    assert_one_line(mux("new", "-d", "--layout", "nosuch"), 1, "nosuch")


def test_a_layout_with_a_mistake_is_answered_with_its_place(mux: Mux, tmp_path: Path) -> None:
    path = tmp_path / "wrong.kdl"
    path.write_text("layout {\n    tab {\n        pane siz=3\n    }\n}\n")
    done = mux("--layout", str(path), size=(80, 24))
    assert done.returncode == 1
    head, line, caret = done.stderr.splitlines()
    assert head.startswith(f"mux: {path}:3:14: ")
    assert "size" in head
    assert line.index("siz=3") == caret.index("^~~~~")
    path.write_text("layout {\n    tab {\n")
    done = mux("new", "-d", "--layout", str(path))
    assert done.returncode == 1
    assert done.stderr.startswith(f"mux: {path}:")


def test_a_small_terminal_is_told_what_is_needed(mux: Mux) -> None:
    for arguments in ((), ("attach",), ("new", "-s", "x")):
        assert_one_line(mux(*arguments, size=(10, 3)), 1, "10x3")


def test_no_terminal_is_told_what_to_do(mux: Mux) -> None:
    assert_one_line(mux(), 1, "terminal", "mux new -d")
    assert_one_line(mux("attach"), 1, "terminal")


def test_inside_a_pane_a_client_is_refused(mux: Mux) -> None:
    for arguments in ((), ("attach",), ("new",)):
        assert_one_line(mux(*arguments, size=(80, 24), MUX="1"), 1, "--nested")


def test_a_runtime_folder_that_is_open_to_others_is_refused(
    mux: Mux, folders: dict[str, str]
) -> None:
    os.chmod(folders["MUX_RUNTIME_DIR"], 0o777)
    for arguments in (("ls",), ("new", "-d"), ("kill-session", "x")):
        assert_one_line(mux(*arguments), 1, folders["MUX_RUNTIME_DIR"], "other")


def test_a_runtime_folder_of_somebody_else_is_refused(mux: Mux, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o700)
    os.chown(theirs, 12345, 12345)
    assert_one_line(mux("ls", MUX_RUNTIME_DIR=str(theirs)), 1, "somebody else")


def test_a_runtime_folder_that_is_a_link_or_a_file_is_refused(mux: Mux, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "run")
    (tmp_path / "file").touch()
    for name in ("link", "file"):
        done = mux("new", "-d", MUX_RUNTIME_DIR=str(tmp_path / name))
        assert_one_line(done, 1, "is not a folder")


def test_a_cache_that_cannot_be_written_is_named(mux: Mux, tmp_path: Path) -> None:
    (tmp_path / "blocked").touch()
    assert_one_line(mux("new", "-d", MUX_CACHE_DIR=str(tmp_path / "blocked")), 1, "blocked")


def test_a_reader_that_goes_away_is_no_error(folders: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m mux --help | true; exit ${{PIPESTATUS[0]}}"],
        env=folders,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode in (0, 141)
