"""Programs look and behave in a pane as they do in a terminal."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.e2e.harness import PROMPT, World, alone

Needs = Callable[..., None]


def numbered_file(folder: Path) -> Path:
    path = folder / "numbered.txt"
    path.write_text("".join(f"this is line {n}\n" for n in range(1, 501)))
    return path


def test_bash_edits_its_line_and_keeps_its_history(world: World) -> None:
    terminal = world.open_session()
    terminal.keys("echo abc", "LEFT", "LEFT", "X", "ENTER")
    terminal.wait_for(alone("aXbc"))
    terminal.keys("UP")
    terminal.wait_for(lambda: terminal.text.count(f"{PROMPT} echo aXbc") == 2)
    terminal.keys("CTRL-C")
    terminal.wait_for("^C")
    terminal.line("printf '\\033[31mred\\033[0m-%s\\n' $((6*7))")
    terminal.wait_for("red-42")
    x, y = terminal.find("red-42")
    assert terminal.cells(y)[x].foreground == "red"
    assert terminal.cells(y)[x + 3].foreground == "default"


def test_wide_and_combining_text_stays_in_its_cells(world: World) -> None:
    terminal = world.open_session()
    terminal.line("printf '日本語|e\\u0301|end-%s\\n' $((6*7))")
    terminal.wait_for("end-42")
    _, y = terminal.find("end-42")
    row = terminal.cells(y)
    bar = next(n for n, cell in enumerate(row) if cell.text == "日") + 6
    assert row[bar].text == "|"
    assert row[bar + 2].text == "|"


def test_vim_edits_a_file(world: World, needs: Needs) -> None:
    needs("vim")
    path = numbered_file(world.home)
    terminal = world.open_session()
    terminal.line("echo above-$((6*7)); vim -u NONE -N numbered.txt")
    terminal.wait_for("this is line 2")
    terminal.wait_gone("above-42")
    terminal.keys("iINSERTED", "ESC", ":w", "ENTER")
    terminal.wait_for("written")
    assert path.read_text().startswith("INSERTEDthis is line 1\n")
    terminal.keys("G")
    terminal.wait_for("this is line 500")
    terminal.resize(60, 16)
    terminal.wait_for(lambda: "this is line 500" in terminal.text and len(terminal.screen) == 16)
    terminal.keys(":q", "ENTER")
    terminal.wait_for("above-42")
    terminal.wait_gone("this is line 500")


def test_less_scrolls_and_gives_the_screen_back(world: World, needs: Needs) -> None:
    needs("less")
    numbered_file(world.home)
    terminal = world.open_session()
    terminal.line("echo above-$((6*7)); less numbered.txt")
    terminal.wait_for("this is line 10")
    terminal.keys("G")
    terminal.wait_for("this is line 500")
    terminal.keys("g", "/line 250", "ENTER")
    terminal.wait_for("this is line 250")
    terminal.keys("q")
    terminal.wait_for("above-42")
    terminal.wait_gone("this is line 250")


def test_htop_draws_and_leaves(world: World, needs: Needs) -> None:
    needs("htop")
    terminal = world.open_session(size=(100, 30))
    terminal.line("htop")
    terminal.wait_for("F10")
    terminal.wait_for("PID")
    terminal.resize(90, 25)
    terminal.wait_for(lambda: any("F10" in line for line in terminal.screen[-4:]))
    terminal.keys("q")
    terminal.wait_gone("F10")
    terminal.wait_for(PROMPT)


def test_nano_writes_a_file(world: World, needs: Needs) -> None:
    needs("nano")
    terminal = world.open_session()
    terminal.line("nano note.txt")
    terminal.wait_for("GNU nano")
    terminal.keys("written in nano", "\x0f")
    terminal.wait_for("File Name to Write")
    terminal.keys("ENTER")
    terminal.wait_for("Wrote 1 line")
    assert (world.home / "note.txt").read_text() == "written in nano\n"
    terminal.keys("\x18")
    terminal.wait_gone("GNU nano")


def test_git_log_pages_in_colour(world: World, needs: Needs) -> None:
    needs("git", "less")
    repository = world.home / "repository"
    repository.mkdir()
    commands = "git init -q; git config user.name N; git config user.email n@example.invalid; "
    commands += "for n in $(seq 40); do git commit -q --allow-empty -m change-$n; done"
    subprocess.run(
        ["bash", "-c", commands], cwd=repository, env=world.environment, check=True, timeout=60
    )
    terminal = world.open_session()
    terminal.line("cd repository; git log")
    terminal.wait_for("change-40")
    x, y = terminal.find("commit ")
    assert terminal.cells(y)[x].foreground in ("brown", "yellow")
    terminal.keys("G")
    terminal.wait_for(alone("change-1"))
    terminal.keys("q")
    terminal.wait_for(PROMPT)


def test_the_python_prompt_answers(world: World, needs: Needs) -> None:
    needs("python3")
    terminal = world.open_session()
    terminal.line("python3 -q")
    terminal.wait_for(">>>")
    terminal.line("print('x' * 3, 6 * 7)")
    terminal.wait_for("xxx 42")
    terminal.keys("CTRL-D")
    terminal.wait_for(lambda: terminal.text.count(PROMPT) == 2)


def test_a_resize_reaches_the_programs_and_keeps_the_text(world: World) -> None:
    terminal = world.open_session(size=(80, 24))
    terminal.line("echo keep-$((6*7)); trap 'echo now $(stty size).' WINCH")
    terminal.wait_for("keep-42")
    terminal.resize(100, 30)
    terminal.keys("ENTER")
    size = re.compile(r"now (\d+) (\d+)\.")
    terminal.wait_for(size)
    terminal.wait_for("keep-42")
    rows, columns = map(int, size.findall(terminal.text)[-1])
    assert 80 < columns <= 100
    assert 24 < rows <= 30


def test_history_is_seen_with_the_wheel_and_left_with_a_key(world: World) -> None:
    terminal = world.open_session()
    terminal.line("for i in $(seq 1 200); do echo row-$i.; done")
    terminal.wait_for("row-200.")
    while "row-150." not in terminal.text:
        terminal.mouse("wheel-up", 10, 10)
        terminal.read(0.05)
    terminal.wait_gone("row-200.")
    terminal.keys("q")
    terminal.wait_for("row-200.")


def test_a_paste_arrives_as_one(world: World, needs: Needs) -> None:
    needs("vim")
    terminal = world.open_session()
    terminal.line("vim -u NONE -N pasted.txt")
    terminal.wait_for("[New")
    terminal.line(":set autoindent")
    terminal.keys("i", "\x1b[200~  one\n  two\n  three\x1b[201~", "ESC", ":w", "ENTER")
    terminal.wait_for("written")
    assert (world.home / "pasted.txt").read_text() == "  one\n  two\n  three\n"


def test_a_flood_does_not_keep_keys_from_arriving(world: World) -> None:
    terminal = world.open_session()
    terminal.line("yes flooding")
    terminal.wait_for(alone("flooding"))
    terminal.keys("CTRL-C")
    terminal.wait_for("^C")
    terminal.line("clear; echo after-$((6*7))")
    terminal.wait_for("after-42")


def test_a_shell_that_cannot_be_run_is_told_and_another_one_runs(world: World) -> None:
    world.environment["SHELL"] = "/nonexistent/shell"
    terminal = world.start()
    terminal.wait_for("can't run /nonexistent/shell: panes run")
    terminal.line("echo alive-$((6*7))")
    terminal.wait_for("alive-42")
