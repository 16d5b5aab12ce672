"""Layout files in the real program: what starts, what is asked, and what comes back."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.harness import PROMPT, Terminal, World, wait_until

SCENE = """
layout {
    tab name="scene" split_direction="vertical" {
        pane size="40%" stacked=true {
            pane name="one"
            pane name="two" expanded=true
            pane name="three"
        }
        pane {
            pane name="colours" default_bg="#203040" default_fg="#ffcc00" command="printf" {
                args "plain-text"
            }
            pane { plugin location="zellij:strider"; }
            pane name="told" contents_file="told.txt"
        }
        floating_panes {
            pane name="pinned" x=50 y=2 width=30 height=6 pinned=true
            pane name="hidden" x=5 y="50%" width="30%" height=5
        }
    }
}
"""
NASTY = {
    "percents": """
        layout { pane split_direction="vertical" {
            pane size="70%" { pane size="33%" split_direction="vertical" { pane size=7; pane; }
                              pane size="50%"; pane }
            pane { pane size="35%"; pane size="35%"; pane size="30%" split_direction="vertical" {
                pane size="50%"; pane size="50%" { pane; pane size=3; }; }; } } }""",
    "stacks": """
        layout { tab name="a b" color="#ff8800" { pane stacked=true size="60%" {
                pane; pane expanded=true; pane; }
            pane split_direction="vertical" { pane size=20; pane stacked=true { pane; pane; } }
            floating_panes { pane x="90%" y="90%" width="50%" height=9; pane; pane width=21; } }
            tab bars=false { pane; pane size=1; } }""",
    "too large": """
        layout { pane size=90; pane size=40 split_direction="vertical" { pane size=200; pane
            pane size="10%"; pane size="100%"; }; pane size="100%"; pane weight=3; pane }""",
}


def write_layout(world: World, text: str, name: str = "it.kdl", folder: Path | None = None) -> str:
    path = (folder or world.home) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o644)
    return str(path)


def titles(world: World, session: str = "main") -> dict[str, dict[str, Any]]:
    return {pane["title"]: pane for pane in world.panes(session)}


def test_a_layout_starts_as_it_is_written(world: World) -> None:
    write_layout(world, "from the \x1b[31mfile\n", "told.txt")
    terminal = world.start("--layout", write_layout(world, SCENE), size=(100, 30))
    terminal.wait_for("from the file")
    terminal.wait_for("a plugin that mux does not have")
    panes = titles(world)
    assert panes["hidden"]["size"] == (28, 3)
    assert panes["pinned"]["content"] == [51, 3, 28, 4]
    assert panes["one"]["size"][1] == panes["three"]["size"][1] == 0
    terminal.prefix("F")  # hides what is not pinned
    terminal.wait_gone(" hidden ")
    x, y = terminal.find("plain-text")
    cell = terminal.cells(y)[x]
    assert (cell.foreground, cell.background) == ("ffcc00", "203040")

    terminal.click(*terminal.find(" three "))
    wait_until(lambda: titles(world)["three"]["size"][1] > 20, "the stack to open at the click")
    assert titles(world)["two"]["size"][1] == 0


@pytest.mark.parametrize("name", NASTY)
def test_what_is_saved_comes_back_cell_by_cell(world: World, name: str) -> None:
    path = write_layout(world, NASTY[name])
    assert world.run("new", "-d", "--layout", path).returncode == 0
    before = world.panes()
    dumped = world.run("dump-layout", "main").stdout
    assert world.run("kill-session", "main").returncode == 0
    terminal = world.start("attach", "main", size=(80, 26))
    terminal.wait_for("Session restored")
    wait_until(lambda: places(world.panes()) == places(before), "the same cells")
    assert world.run("dump-layout", "main").stdout == dumped


def places(panes: list[dict[str, Any]]) -> list[Any]:
    return [(pane["id"], pane["tab"], pane["content"], pane["floating"]) for pane in panes]


def test_mistakes_come_with_their_lines(world: World) -> None:
    path = write_layout(world, 'layout {\n    pane sise=3 {\n        plugin\n    }\n}\nthme "x"\n')
    answer = world.run("new", "-d", "--layout", path)
    assert answer.returncode == 1
    lines = answer.stderr.splitlines()
    assert lines[0].startswith(f"mux: {path}:2:10: ")
    assert "did you mean “size”" in lines[0]
    assert lines[2].index("^~~~~~") == lines[1].index("sise=3")
    assert lines[3].startswith(f"{path}:3:9: ")
    assert "thme" not in answer.stderr  # no more than a warning
    assert world.run("ls", "--short").stdout == ""


def test_a_broken_default_layout_keeps_nobody_out(world: World) -> None:
    folder = world.path / "config"
    write_layout(world, 'default_layout "mine"\n', "config.kdl", folder)
    write_layout(world, "layout { pane siz=3; }", "mine.kdl", folder / "layouts")
    terminal = world.open_session()
    terminal.wait_for("the default layout can't be used")
    assert world.run("new", "-d", "-s", "b", "--layout", "mine").returncode == 1
    write_layout(world, 'layout { tab name="my own"; }', "mine.kdl", folder / "layouts")
    assert world.run("new", "-d", "-s", "c").returncode == 0
    assert world.tabs("c")[0]["name"] == "my own"
    assert world.run("new", "-d", "-s", "d", "--layout", "quad").returncode == 0
    assert len(world.panes("d")) == 4
    answer = world.run("new", "-d", "-s", "d", "--layout", "quad")
    assert answer.returncode == 1
    assert "is running" in answer.stderr


def test_a_layout_from_outside_is_shown_before_it_runs(world: World) -> None:
    text = 'layout {\n    pane command="echo" { args "has-$((6*7))" "run"; }\n}\nenv { A "b"; }\n'
    path = Path(write_layout(world, text))
    path.chmod(0o666)
    terminal = world.start("--layout", str(path), size=(100, 24))
    terminal.wait_for("n: no [n]")
    assert "can be written by others" in terminal.text
    assert "run   echo 'has-$((6*7))' run" in terminal.text
    assert "set   env" in terminal.text
    terminal.keys("ENTER")
    assert terminal.wait_for_exit() == 1
    assert world.run("ls", "--short").stdout == ""

    answer = world.run("new", "-d", "-s", "alone", "--layout", str(path))
    assert answer.returncode == 0
    assert "wait for ENTER" in answer.stderr
    assert world.panes("alone")[0]["state"] == "waiting"
    assert world.run("new", "-d", "-s", "sure", "--trust", "--layout", str(path)).stderr == ""
    wait_until(lambda: world.panes("sure")[0]["state"] == "exited", "the command's end")

    terminal = world.start("--layout", str(path), "-s", "asked")
    terminal.wait_for("n: no [n]")
    terminal.keys("y", "ENTER")
    terminal.wait_for("EXIT CODE: 0")
    assert world.run("new", "-d", "-s", "known", "--layout", str(path)).stderr == ""
    path.write_text(text + "// another one\n")
    assert "others" in world.run("new", "-d", "-s", "new", "--layout", str(path)).stderr


def test_options_beside_a_layout_count_for_its_session(world: World) -> None:
    path = write_layout(
        world,
        'layout { tab name="with options" { pane; }; }\n'
        'env { FROM_LAYOUT "yes"; }\nstatus_bar "top"\nplugins { a location="b"; }\n'
        'keybinds { normal { bind "Alt x" { rename-tab "pressed"; }; }; }\n',
    )
    terminal = world.open_session("--layout", path)
    terminal.wait_for("“plugins”")
    terminal.line("echo is-$FROM_LAYOUT")
    terminal.wait_for("is-yes")
    assert "main" in terminal.screen[1]  # the status bar
    assert world.run("kill-session", "main").returncode == 0
    assert terminal.wait_for_exit() == 0
    terminal = world.start("attach", "main")
    terminal.wait_for(lambda: "main" in terminal.screen[1])
    terminal.keys("\x1bx")
    wait_until(lambda: world.tabs()[0]["name"] == "pressed", "the key of the layout")


def open_panes(world: World, terminal: Terminal, count: int) -> None:
    for _ in range(count):
        before = len(world.panes())
        assert world.run("action", "new-pane").returncode == 0
        wait_until(lambda wanted=before + 1: len(world.panes()) == wanted, "another pane")
    terminal.wait_for(PROMPT)


def test_swap_layouts_take_turns_and_follow_the_panes(world: World) -> None:
    path = write_layout(world, "layout { pane; pane; }")
    swaps = """
        swap_tiled_layout name="side" { tab max_panes=3 { pane split_direction="vertical" {
            children; }; }; }
        swap_tiled_layout name="heap" { tab { pane size=6; pane stacked=true { children; }; }; }
    """
    write_layout(world, swaps, "it.swap.kdl")
    terminal = world.open_session("--layout", path, size=(90, 30))
    terminal.prefix(" ")
    terminal.wait_for(" side ")
    assert [pane["size"] for pane in world.panes()] == [(43, 26), (43, 26)]
    open_panes(world, terminal, 1)
    assert [pane["size"] for pane in world.panes()] == [(28, 26)] * 3
    open_panes(world, terminal, 1)  # more than “side” is for
    terminal.wait_for(" heap ")
    assert world.panes()[0]["size"] == (88, 4)
    assert world.run("action", "focus-pane", "1").returncode == 0
    assert world.run("action", "resize-pane", "down").returncode == 0
    terminal.wait_gone(" heap ")
    sizes = [pane["size"] for pane in world.panes()]
    assert sizes[0] == (88, 5)
    open_panes(world, terminal, 1)  # splits what is there
    assert len(world.panes()) == 5
    terminal.prefix(" ")
    terminal.wait_for(" heap ")
    assert world.panes()[0]["size"] == (88, 4)
    assert world.run("kill-session", "main").returncode == 0
    terminal.wait_for_exit()
    terminal = world.start("attach", "main", size=(90, 30))
    terminal.wait_for(" heap ")
    open_panes(world, terminal, 1)
    assert [pane["size"][1] for pane in world.panes()] == [4, 0, 0, 0, 0, 16]


def test_a_live_tmux_becomes_a_layout(world: World, tmp_path: Path) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("not installed: tmux")

    def tmux(*arguments: str) -> None:
        command = ["tmux", "-S", str(tmp_path / "s"), "-f", "/dev/null", *arguments]
        subprocess.run(command, check=True, env=world.environment, cwd=world.home)

    tmux("new-session", "-d", "-s", "work", "-n", "code", "-x", "100", "-y", "30")
    try:
        tmux("split-window", "-h", "-l", "30", "tail -f /dev/null")
        tmux("split-window", "-v", "-t", "0")
        tmux("new-window", "-n", "logs")
        answer = world.run("import", "--tmux", "work", TMUX=f"{tmp_path / 's'},1,0")
    finally:
        tmux("kill-server")
    assert answer.returncode == 0, answer.stderr
    path = write_layout(world, answer.stdout)
    assert world.run("new", "-d", "-s", "imported", "--layout", path).returncode == 0
    assert [tab["name"] for tab in world.tabs("imported")] == ["code", "logs"]
    commands = [pane["command"] for pane in world.panes("imported")]
    assert sorted(commands) == ["", "", "", "tail -f /dev/null"]
