"""The disk fails, the folder goes, a file is damaged: the session goes on, no good save is lost."""

import contextlib
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.e2e.harness import PROMPT, Terminal, World, wait_until

WARNING = "NOT SAVED"


def wait_for_text(world: World, *words: str) -> None:
    path = world.session_file("main")
    wait_until(
        lambda: path.exists() and all(word in path.read_text() for word in words), f"{words}"
    )


def saved_contents(world: World) -> bytes:
    folder = world.session_file("main").parent / "contents"
    with contextlib.suppress(OSError):
        return b"".join(path.read_bytes() for path in folder.iterdir())
    return b""


def kill_all(world: World) -> None:
    """Nobody gets to save anything, and nobody is left to start another server."""
    world.pull_the_plug()
    world.wait_for_no_process("bash")


class Disk:
    """A small file system, or, where none can be mounted, a limit on the files of the server."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._folder = world.cache
        done = self._mount("-t", "tmpfs", "-o", "size=256k,mode=0700", "tmpfs")
        self.is_mounted = done.returncode == 0

    def _mount(self, *options: str) -> "subprocess.CompletedProcess[bytes]":
        command = ["mount", *options, str(self._folder)]
        return subprocess.run(command, check=False, capture_output=True)

    def fill(self) -> None:
        if self.is_mounted:
            with contextlib.suppress(OSError), open(self._folder / "ballast", "wb") as file:
                while True:
                    file.write(bytes(4096))
                    file.flush()
        else:
            self._limit(1)

    def empty(self) -> None:
        if self.is_mounted:
            (self._folder / "ballast").unlink()
        else:
            self._limit(resource.RLIM_INFINITY)

    def make_read_only(self) -> None:
        if self.is_mounted:
            # Upon itself, for nothing may be remounted that has files open for writing.
            assert self._mount("--bind", str(self._folder)).returncode == 0
            assert self._mount("-o", "remount,bind,ro").returncode == 0
        else:
            os.chmod(self._folder / "sessions" / "main", 0o500)
            os.chmod(self._folder / "sessions" / "main" / "contents", 0o500)

    def make_writable(self) -> None:
        if self.is_mounted:
            subprocess.run(["umount", str(self._folder)], check=True)
        else:
            os.chmod(self._folder / "sessions" / "main", 0o700)
            os.chmod(self._folder / "sessions" / "main" / "contents", 0o700)

    def _limit(self, most: int) -> None:
        server = self._world.process("-m mux.server")
        hard = resource.prlimit(server, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(server, resource.RLIMIT_FSIZE, (most, hard))

    def release(self) -> None:
        if self.is_mounted:
            subprocess.run(["umount", "-l", str(self._folder)], check=True)


@pytest.fixture
def disk(world: World) -> Iterator[Disk]:
    disk = Disk(world)
    yield disk
    world.kill("mux")
    disk.release()


def check_that_saving_fails_and_resumes(
    world: World, terminal: Terminal, fail: Callable[[], None], mend: Callable[[], None], name: str
) -> None:
    good = world.session_file("main").read_bytes()
    fail()
    terminal.line(f"clear; mkdir ~/{name}; cd ~/{name}; seq -f '{name}-%.0f' 2000")
    terminal.wait_for(f"{name}-2000")
    terminal.wait_for(WARNING)
    assert world.session_file("main").read_bytes() == good
    mend()  # without a word from the pane: what could not be saved is tried again by itself
    terminal.wait_gone(WARNING)
    wait_for_text(world, f"/{name}")
    wait_until(lambda: f"{name}-2000".encode() in saved_contents(world), "the contents")
    terminal.line(f"echo still-$((6*7))-{name}")
    wait_until(lambda: f"still-42-{name}".encode() in saved_contents(world), "what came after")


def test_a_full_and_a_read_only_disk_are_told_and_got_over(world: World, disk: Disk) -> None:
    terminal = world.open_session(size=(120, 30))
    wait_for_text(world, "layout")
    check_that_saving_fails_and_resumes(world, terminal, disk.fill, disk.empty, "full")
    check_that_saving_fails_and_resumes(
        world, terminal, disk.make_read_only, disk.make_writable, "fixed"
    )
    kill_all(world)
    terminal.close()
    again = world.start("attach", "main", size=(120, 30))
    again.wait_for("still-42-fixed")


def test_a_folder_that_is_taken_away_is_made_again(world: World) -> None:
    terminal = world.open_session()
    terminal.line("echo kept-$((6*7)); cd /tmp")
    wait_for_text(world, '"/tmp"')
    wait_until(lambda: b"kept-42" in saved_contents(world), "the contents")
    shutil.rmtree(world.cache / "sessions")
    wait_for_text(world, '"/tmp"')
    wait_until(lambda: b"kept-42" in saved_contents(world), "the contents again")
    wait_until((world.session_file("main").parent / "lock").exists, "the lock")
    kill_all(world)
    terminal.close()
    again = world.start("attach", "main")
    again.wait_for("kept-42")


def test_a_small_client_does_not_squeeze_what_is_saved(world: World) -> None:
    terminal = world.open_session(size=(100, 30))
    terminal.prefix("%")
    terminal.wait_for(lambda: terminal.text.count(PROMPT) >= 2)
    terminal.prefix('"')
    terminal.wait_for(lambda: terminal.text.count(PROMPT) >= 3)
    width = world.panes()[0]["size"][0]
    for _ in range(5):
        terminal.prefix("\x1b[1;5D")  # Ctrl-Left: sizes that no rule would give
    wait_until(lambda: world.panes()[0]["size"][0] == width - 5, "the sizes")
    sizes = [pane["size"] for pane in world.panes()]
    small = world.start("attach", "main", size=(30, 9))
    wait_until(lambda: [pane["size"] for pane in world.panes()] != sizes, "the squeeze")
    world.run("action", "rename-tab", "squeezed")
    wait_for_text(world, "squeezed")
    kill_all(world)
    terminal.close()
    small.close()
    again = world.start("attach", "main", size=(100, 30))
    again.wait_for(lambda: again.text.count(PROMPT) >= 3)
    assert [pane["size"] for pane in world.panes()] == sizes


def damaged_copies(path: Path) -> list[Path]:
    return list(path.parent.glob("session.kdl.corrupt-*"))


def test_a_damaged_file_gives_way_to_the_snapshot_before_it(world: World) -> None:
    path = world.session_file("main")
    terminal = world.open_session()
    terminal.line("echo first-$((6*7))")
    terminal.wait_for("first-42")
    terminal.line("sleep 1000")
    wait_for_text(world, "1000")
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    again = world.start("attach", "main")
    again.wait_for("Waiting to run: sleep 1000")
    world.run("action", "rename-tab", "second")
    wait_for_text(world, "second")
    world.run("kill-session", "main")
    again.wait_for_exit()
    path.write_text(path.read_text()[:-20])
    last = world.start("attach", "main", size=(100, 24))
    last.wait_for("restore-report")  # the toast says where to read more
    last.wait_for("first-42")
    assert len(damaged_copies(path)) == 1
    report = world.run("restore-report", "main").stdout
    assert "session.kdl is damaged, it is kept as session.kdl.corrupt-" in report
    assert "the snapshot of 20" in report
    assert "second" in damaged_copies(path)[0].read_text()
