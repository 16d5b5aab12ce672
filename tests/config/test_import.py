"""Foreign files as layouts. The fixtures named after a version were written by that program; the
others are by hand, after the formats' documentation. tmuxp.yaml was also loaded by tmuxp 1.76
into tmux 3.3a, which made of it the tabs, panes, folders and arrangement that are asserted here."""

from dataclasses import replace
from pathlib import Path

import pytest
from layout_picture import picture

from mux.config.errors import ConfigError
from mux.config.import_file import import_file
from mux.config.import_tmux import import_tmux, list_panes_command
from mux.config.import_tmux_layout import place_panes, read_tmux_layout
from mux.config.import_tmux_live import find_foreground_argv, read_live_tmux
from mux.config.import_windows_terminal import convert_path, run_of_commandline
from mux.config.imported import Imported, run_of_commands, take_folder
from mux.config.layout_file import read_layout
from mux.config.layout_writer import write_layout
from mux.core.layout import SHELL, Layout, PaneLayout, Run, RunCommand
from mux.core.tree import Leaf, Node

FIXTURES = Path(__file__).parent / "fixtures"
TYPED_ARGV = ("sh", "-c", 'exec "$SHELL" -ic "$0"')
TYPED = " ".join(TYPED_ARGV) + " "


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")


def load(name: str) -> tuple[Imported, ...]:
    return import_file((FIXTURES / name).read_text(), str(FIXTURES / name))


def picture_of(imported: Imported) -> str:
    """The picture without the text of commands, which the command itself repeats."""
    return picture(without_text(imported.layout)).replace(TYPED, "typed: ")


def without_text(layout: Layout) -> Layout:
    tabs = (replace(tab, root=node_without_text(tab.root)) for tab in layout.tabs)
    return replace(layout, tabs=tuple(tabs))


def node_without_text(node: Node[PaneLayout]) -> Node[PaneLayout]:
    if not isinstance(node, Leaf):
        return replace(node, children=tuple(node_without_text(child) for child in node.children))
    run = node.content.run
    run = replace(run, text="") if isinstance(run, RunCommand) else run
    return replace(node, content=replace(node.content, run=run))


# --- tmuxp ----------------------------------------------------------------------------------------


def test_tmuxp_by_hand() -> None:
    (imported,) = load("tmuxp.yaml")
    assert imported.name == "shop"
    assert imported.notes == ("line 5: environment has no counterpart and was left out",)
    assert picture_of(imported) == (
        """\
tab “code” focus
  columns
    $ typed: source .venv/bin/activate; vim .; exec $SHELL in /home/ada/shop focus *3
    rows *2
      $ typed: source .venv/bin/activate; pytest -x; exec $SHELL in /home/ada/shop
      $ typed: source .venv/bin/activate; exec $SHELL in /home/ada/shop
tab “logs”
  rows
    $ typed: source .venv/bin/activate; clear; tail -f app.log; exec $SHELL \
in /home/ada/shop/logs
    $ typed: source .venv/bin/activate; clear; cd nginx; tail -f error.log | grep 50x; \
exec $SHELL in /home/ada/shop/logs
    $ typed: source .venv/bin/activate; clear; exec $SHELL in /home/ada/shop/logs
tab “db” sync
  $ typed: source .venv/bin/activate; exec $SHELL in /srv/db
tab
  $ typed: source .venv/bin/activate; htop; exec $SHELL in /tmp
"""
    )


FROZEN = """\
tab “editor”
  columns
    $ sleep in /home/ada/proj 66%
    rows
      shell in /home/ada/proj/src 51%
      $ top in /tmp focus
tab “log files” focus sync
  rows
    shell in /var/log 51%
    columns
      shell in /tmp focus 50%
      shell in /tmp
"""


@pytest.mark.parametrize("ending", ["yaml", "json"])
def test_tmuxp_as_it_freezes(ending: str) -> None:
    (imported,) = load(f"tmuxp-1.76-freeze.{ending}")
    assert imported.name == "work"
    assert imported.notes == ()
    assert picture_of(imported) == FROZEN


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("session_name: x\n", "f.yaml:1:1: a tmuxp file has “windows:”"),
        ("session_name: x\nwindows: no\n", "f.yaml:2:10: windows is a list"),
        ("session_name: x\nwindows: []\n", "f.yaml:2:10: there is no window"),
        ("session_name: x\nwindows:\n- a\n", "f.yaml:3:3: a window is a block"),
        ("session_name: x\nwindows:\n- panes: x\n", "f.yaml:3:10: panes is a list"),
        ("session_name: [x]\nwindows:\n- panes:\n", "f.yaml:1:15: session_name is text"),
        ("session_name: x\n  windows:\n", "f.yaml:2:10: a colon stands in plain text"),
    ],
)
def test_tmuxp_mistakes(text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        import_file(text, "f.yaml")
    assert problem in str(caught.value)


def test_a_layout_that_does_not_fit_is_tiled_and_noted() -> None:
    text = "session_name: x\nwindows:\n- layout: main-diagonal\n  panes: [a, b]\n"
    (imported,) = import_file(text)
    assert "line 3: is no layout of tmux" in imported.notes[0]
    assert picture_of(imported) == "tab\n  rows\n    $ a\n    $ b\n"


# --- tmuxinator -----------------------------------------------------------------------------------


def test_tmuxinator() -> None:
    (imported,) = load("tmuxinator.yml")
    assert imported.name == "shop"
    assert imported.notes == ("line 8: on_project_start has no counterpart and was left out",)
    assert picture_of(imported) == (
        """\
tab “editor” focus sync
  rows
    $ typed: nvm use 20; vim; exec $SHELL in /home/ada/shop *3
    columns *2
      $ typed: nvm use 20; guard; exec $SHELL in /home/ada/shop focus
      $ typed: nvm use 20; cd spec; rspec --watch; exec $SHELL “tests” in /home/ada/shop
tab “server”
  $ typed: nvm use 20; bundle exec rails s; exec $SHELL in /home/ada/shop
tab “logs”
  rows
    $ typed: nvm use 20; tail -f development.log; exec $SHELL in /home/ada/shop/log
    $ typed: nvm use 20; exec $SHELL in /home/ada/shop/log
tab “console”
  $ typed: nvm use 20; cd app; rails c; exec $SHELL in /home/ada/shop
tab “shell”
  $ typed: nvm use 20; exec $SHELL in /home/ada/shop
"""
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name: <%= 1 %>\nwindows:\n- a: b\n", "f.yml:1:7: Ruby in a project file is not run"),
        ("windows:\n- a: b\n  c: d\n", "f.yml:2:3: a window is “- NAME: COMMAND”"),
        ("windows:\n", "f.yml:1:9: windows is a list"),
        ("windows:\n- a:\n    panes:\n    - {x: y, z: w}\n", "f.yml:4:7: a pane is a command"),
    ],
)
def test_tmuxinator_mistakes(text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        import_file(text, "f.yml")
    assert problem in str(caught.value)


def test_a_startup_window_by_number() -> None:
    (imported,) = import_file("windows:\n- a: x\n- b: y\nstartup_window: 1\n")
    assert [tab.focus for tab in imported.layout.tabs] == [False, True]


# --- commands and folders -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("commands", "run"),
    [
        ([], SHELL),
        (["", "  "], SHELL),
        (["bash"], SHELL),
        (["vim a.py"], RunCommand(("vim", "a.py"), "vim a.py")),
        (["ls | wc"], RunCommand(("sh", "-c", "ls | wc"), "ls | wc")),
        (["nvm use 20"], RunCommand((*TYPED_ARGV, "nvm use 20; exec $SHELL"), "nvm use 20")),
        (["a", "b"], RunCommand((*TYPED_ARGV, "a; b; exec $SHELL"), "a; b")),
    ],
)
def test_commands_become_what_a_pane_runs(commands: list[str], run: Run) -> None:
    assert run_of_commands(commands) == run


@pytest.mark.parametrize(
    ("commands", "rest", "cwd"),
    [
        (["cd src", "vim"], ["vim"], "/w/src"),
        (["cd src", "cd ..", "vim"], ["vim"], "/w"),
        (["cd ~/x"], [], "/home/ada/x"),
        (["cd 'my dir'"], [], "/w/my dir"),
        (["cd src && vim"], ["cd src && vim"], "/w"),
        (["cd -"], ["cd -"], "/w"),
        (["cd a b"], ["cd a b"], "/w"),
        (["cd 'open"], ["cd 'open"], "/w"),
        (["vim", "cd src"], ["vim", "cd src"], "/w"),
    ],
)
def test_changing_the_folder_first_is_a_folder(
    commands: list[str], rest: list[str], cwd: str
) -> None:
    assert take_folder(commands, "/w", "/start") == (rest, cwd)


def test_relative_folders_are_seen_from_the_file() -> None:
    text = "session_name: x\nstart_directory: src\nwindows:\n- panes: [cd test]\n"
    (imported,) = import_file(text, "/proj/work.yaml")
    (tab,) = imported.layout.tabs
    assert isinstance(tab.root, Leaf)
    assert tab.root.content.cwd == "/proj/src/test"


# --- tmux -----------------------------------------------------------------------------------------


def test_a_living_tmux() -> None:
    text = (FIXTURES / "tmux-3.3a-panes.txt").read_text()
    other, work = import_tmux(text, {26406: ("sleep", "1000"), 26425: ("-bash",)})
    assert (other.name, work.name) == ("other one", "work")
    assert picture_of(other) == "tab focus\n  shell in / focus\n"
    assert picture_of(work) == (
        FROZEN.replace("$ sleep in /home/ada/proj", "$ sleep 1000 in /home/ada/proj suspended")
        .replace("$ top in /tmp focus", "$ top in /tmp focus suspended")
        .replace("focus sync", "focus zoomed sync")
    )


def test_one_session_of_tmux_is_asked_for_by_its_whole_name() -> None:
    assert list_panes_command("a b")[:5] == ("tmux", "list-panes", "-s", "-t", "=a b:")
    assert list_panes_command()[:3] == ("tmux", "list-panes", "-a")


@pytest.mark.parametrize("text", ["", "a\tb\n"])
def test_what_tmux_does_not_say(text: str) -> None:
    with pytest.raises(ConfigError):
        import_tmux(text)


def test_no_tmux_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError, match="tmux is not installed"):
        read_live_tmux()


def test_the_command_in_front_of_no_process_is_unknown() -> None:
    assert find_foreground_argv(2**22 + 1) == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "the end is not expected at character 1"),
        ("b25d,80x24,0,0,1x", "“,1x” is not expected at character 15"),
        ("80x24,0,0{40x24,0,0,1", "the end is not expected at character 22"),
        ("80x24,0,0{40x24,0,0,1]", "“]” is not expected at character 22"),
        ("80x24,0,0" + "[80x24,0,0" * 200, "is not expected"),
    ],
)
def test_no_layouts_of_tmux(text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_tmux_layout(text)
    assert problem in str(caught.value)


def test_a_layout_of_tmux_with_ids_and_without() -> None:
    for text in ("80x24,0,0{40x24,0,0,1,39x24,41,0,2}", "80x24,0,0{40x24,0,0,39x24,41,0}"):
        cell = read_tmux_layout(text)
        assert [leaf.width for leaf in cell.leaves()] == [40, 39]
    with pytest.raises(ConfigError, match="has 2 panes, but there are 3"):
        place_panes(cell, "abc")


# --- tmux-resurrect -------------------------------------------------------------------------------


def test_a_save_of_tmux_resurrect() -> None:
    main, notes = load("resurrect.txt")
    assert (main.name, notes.name) == ("main", "notes")
    assert main.notes == ("the session main-2 shows the same windows and was left out",)
    assert picture_of(main) == (
        """\
tab “editor”
  columns
    $ vim -p a.py b.py in /home/ada/my shop focus suspended 66%
    rows
      shell in /home/ada 51%
      $ tail -f my log in /var/log suspended
tab focus zoomed
  rows
    shell in /srv 51%
    $ htop in /srv focus suspended
"""
    )
    assert picture_of(notes) == "tab “notes” focus\n  shell in /home/ada/notes focus\n"
    assert "nonsense" in notes.notes[0]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("pane\tx\n", "s.txt:1:1: is no whole “pane” line"),
        ("state\ta\tb\nfoo\n", "s.txt:2:1: “foo” begins no line"),
        ("pane\ta\tx\t1\t:\t0\tt\t:/\t1\tsh\t:\n", "s.txt:1:1: is no whole “pane” line"),
        ("state\ta\tb\n", "s.txt: holds no pane"),
    ],
)
def test_tmux_resurrect_mistakes(text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        import_file(text, "s.txt")
    assert problem in str(caught.value)


# --- Windows Terminal -----------------------------------------------------------------------------


def test_the_state_of_windows_terminal() -> None:
    first, second = load("windows-terminal-state.json")
    assert first.name == "quake"
    assert picture_of(first) == (
        """\
tab “shop” focus color #21cf78
  columns
    rows 67%
      shell in /mnt/c/Users/Ada/shop 75%
      shell in /home/ada
    $ C:\\tools\\nvim.exe my notes.md in /home/ada focus suspended
tab
  shell focus
"""
    )
    assert picture_of(second) == "tab “ssh” focus\n  $ ssh ada@example.org focus suspended\n"
    assert second.notes == ("the action openAbout has no counterpart and was left out",)


def play(*actions: str) -> str:
    """The picture of a tab; panes are named after their folders."""
    parts = ['{"action": "newTab", "startingDirectory": "/0"}']
    for number, action in enumerate(actions, 1):
        parts.append(action.replace("}", f', "startingDirectory": "/{number}"}}'))
    text = '{"persistedWindowLayouts": [{"tabLayout": [' + ", ".join(parts) + "]}]}"
    return picture_of(import_file(text)[0])


SPLIT_RIGHT = '{"action": "splitPane", "split": "right"}'
SPLIT_DOWN = '{"action": "splitPane", "split": "down"}'


def test_panes_open_at_all_four_sides() -> None:
    left = play('{"action": "splitPane", "split": "left", "size": 0.25}')
    assert left == "tab focus\n  columns\n    shell in /1 focus 25%\n    shell in /0\n"
    up = play('{"action": "splitPane", "split": "up"}')
    assert up == "tab focus\n  rows\n    shell in /1 focus 50%\n    shell in /0\n"


@pytest.mark.parametrize(
    ("direction", "folder"),
    [
        ("left", "/0"),
        ("up", "/1"),
        ("previous", "/1"),
        ("first", "/0"),
        ("nextInOrder", "/0"),
        ("previousInOrder", "/1"),
        ("down", "/2"),
        ("right", "/2"),
        ("sideways", "/2"),
    ],
)
def test_the_focus_moves(direction: str, folder: str) -> None:
    move = f'{{"action": "moveFocus", "direction": "{direction}"}}'
    lines = play(SPLIT_RIGHT, SPLIT_DOWN, move).splitlines()
    assert [line for line in lines if line.strip().startswith(f"shell in {folder} focus")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"persistedWindowLayouts"', "t.json:1:26: is no JSON"),
        ('{"persistedWindowLayouts": []}', "t.json: holds no persistedWindowLayouts"),
        ('{"persistedWindowLayouts": [{}]}', "t.json: holds no tab"),
        ('{"persistedWindowLayouts": [{"tabLayout": [3]}]}', "something other than an action"),
        (
            '{"persistedWindowLayouts": [{"tabLayout": [{"action": "splitPane"}]}]}',
            "t.json: an action comes before the first newTab",
        ),
    ],
)
def test_windows_terminal_mistakes(text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        import_file(text, "t.json")
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("path", "converted"),
    [
        ("C:\\Users\\Ada", "/mnt/c/Users/Ada"),
        ("d:/work/", "/mnt/d/work"),
        ("C:\\", "/mnt/c"),
        ("\\\\wsl$\\Debian\\srv", "/srv"),
        ("//wsl.localhost/Ubuntu/home/ada", "/home/ada"),
        ("\\\\wsl$\\Debian", "/"),
        ("/srv", "/srv"),
        ("~/x", "/home/ada/x"),
        ("%USERPROFILE%", ""),
        ("", ""),
    ],
)
def test_folders_of_windows(path: str, converted: str) -> None:
    assert convert_path(path) == converted


@pytest.mark.parametrize(
    ("commandline", "argv"),
    [
        ("", ()),
        ('"C:\\Program Files\\PowerShell\\7\\pwsh.exe"', ()),
        ("wsl.exe -d Ubuntu", ()),
        ("cmd.exe /k dir", ("cmd.exe", "/k", "dir")),
        ('nvim "a b" c', ("nvim", "a b", "c")),
    ],
)
def test_command_lines_of_windows(commandline: str, argv: tuple[str, ...]) -> None:
    run = run_of_commandline(commandline)
    assert (run.argv if isinstance(run, RunCommand) else ()) == argv


# --- all of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        *("tmuxp.yaml", "tmuxp-1.76-freeze.yaml", "tmuxinator.yml", "resurrect.txt"),
        "windows-terminal-state.json",
    ],
)
def test_what_was_imported_is_a_layout_file(name: str) -> None:
    for imported in load(name):
        again = read_layout(write_layout(imported.layout))
        assert picture(without_text(again)) == picture(without_text(imported.layout))


@pytest.mark.parametrize("text", ["", "layout\n", "hello: world\n", "{}", "\x00"])
def test_what_is_nothing_of_this_is_said_so(text: str) -> None:
    with pytest.raises(ConfigError, match="is nothing that can be imported"):
        import_file(text, "f")
