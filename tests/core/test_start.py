"""A session from a layout: what starts, what waits, where the focus is."""

import pytest

from mux.core.describe import PaneFacts, describe
from mux.core.effects import Spawn
from mux.core.geometry import Axis, Size
from mux.core.ids import PaneId
from mux.core.layout import (
    SHELL,
    EditFile,
    FloatingLayout,
    Layout,
    Length,
    PaneLayout,
    Placeholder,
    RunCommand,
    TabLayout,
)
from mux.core.model import Level, Pane, PaneState
from mux.core.runs import describe_run, parse_run
from mux.core.start import start
from mux.core.tree import Leaf, Split

VIM = RunCommand(("vim",))
EDIT = EditFile("/etc/hosts", 3)
SIZE = Size(80, 24)


def start_pane(pane: PaneLayout, gated: bool) -> tuple[Pane, tuple[Spawn, ...]]:
    change = start("s", Layout((TabLayout(Leaf(pane)),)), SIZE, "/home", gated)
    spawns = tuple(effect for effect in change.effects if isinstance(effect, Spawn))
    return change.workspace.panes[PaneId(1)], spawns


@pytest.mark.parametrize(
    ("pane", "gated", "state", "level", "starts"),
    [
        (PaneLayout(), False, "running", None, True),
        (PaneLayout(VIM), False, "running", None, True),
        (PaneLayout(EDIT), False, "running", None, True),
        (PaneLayout(VIM, start_suspended=True), False, "waiting", None, False),
        (PaneLayout(Placeholder("strider")), False, "exited", None, False),
        (PaneLayout(), True, "running", "structure", True),
        (PaneLayout(contents_file="contents/1.ansi"), True, "running", "contents", True),
        (PaneLayout(VIM), True, "waiting", "revived", False),
        (PaneLayout(EDIT), True, "waiting", "revived", False),
        (PaneLayout(VIM, restore=""), True, "running", "structure", True),
        (PaneLayout(restore="vim -S"), True, "waiting", "revived", False),
        (PaneLayout(VIM, restore=""), False, "running", None, True),
        (PaneLayout(Placeholder("strider")), True, "exited", "structure", False),
    ],
)
def test_what_starts_and_what_waits(
    pane: PaneLayout, gated: bool, state: str, level: str | None, starts: bool
) -> None:
    made, spawns = start_pane(pane, gated)
    assert made.state == PaneState(state)
    assert made.level == (Level(level) if level else None)
    assert bool(spawns) == starts
    if spawns:
        keep = bool(pane.contents_file)
        assert spawns == (Spawn(PaneId(1), made.run, "/home", keep_contents=keep),)


def test_a_restore_command_replaces_the_run_on_resurrection_only() -> None:
    pane = PaneLayout(VIM, restore="vim -S x")
    assert start_pane(pane, gated=True)[0].run == RunCommand(("vim", "-S", "x"), "vim -S x")
    assert start_pane(pane, gated=False)[0].run == VIM


def test_shells_and_editors_close_on_exit_and_commands_when_told() -> None:
    assert start_pane(PaneLayout(), False)[0].close_on_exit
    assert start_pane(PaneLayout(EDIT), False)[0].close_on_exit
    assert not start_pane(PaneLayout(VIM), False)[0].close_on_exit
    assert start_pane(PaneLayout(VIM, close_on_exit=True), False)[0].close_on_exit


def test_a_pane_without_a_directory_is_where_the_session_started() -> None:
    assert start_pane(PaneLayout(cwd="/srv"), False)[0].cwd == "/srv"
    assert start_pane(PaneLayout(), False)[0].cwd == "/home"


def test_a_layout_without_tabs_is_one_shell() -> None:
    workspace = start("s", Layout(()), SIZE, "/home", gated=False).workspace
    assert [pane.run for pane in workspace.panes.values()] == [SHELL]


# --- focus --------------------------------------------------------------------------------------

MARKED = PaneLayout(focus=True)
PLAIN = PaneLayout()
HERE = Length(1)


@pytest.mark.parametrize(
    ("tab", "focus"),
    [
        (TabLayout(Split(Axis.ROWS, (Leaf(PLAIN), Leaf(PLAIN)))), 1),
        (TabLayout(Split(Axis.ROWS, (Leaf(PLAIN), Leaf(MARKED)))), 2),
        (TabLayout(Split(Axis.ROWS, (Leaf(PLAIN), Leaf(PLAIN)), stacked=True, expanded=1)), 2),
        (TabLayout(Split(Axis.ROWS, (Leaf(MARKED), Leaf(PLAIN)), stacked=True, expanded=1)), 1),
        (TabLayout(floating=(FloatingLayout(PLAIN), FloatingLayout(PLAIN))), 3),
        (TabLayout(Leaf(MARKED), floating=(FloatingLayout(PLAIN),)), 1),
        (TabLayout(floating=(FloatingLayout(MARKED), FloatingLayout(PLAIN))), 2),
        (TabLayout(floating=(FloatingLayout(MARKED),), hide_floating=True), 1),
        (TabLayout(floating=(FloatingLayout(MARKED, pinned=True),), hide_floating=True), 2),
    ],
)
def test_the_focus_is_marked_or_found(tab: TabLayout, focus: int) -> None:
    workspace = start("s", Layout((tab,)), SIZE, "/home", gated=False).workspace
    assert workspace.tabs[0].focus == focus


def test_the_marked_tab_is_looked_at() -> None:
    layout = Layout((TabLayout(name="a"), TabLayout(name="b", focus=True)))
    workspace = start("s", layout, SIZE, "/home", gated=False).workspace
    assert workspace.active == workspace.tabs[1].id


# --- the way back -------------------------------------------------------------------------------


def test_a_pane_is_described_by_what_runs_in_it() -> None:
    layout = Layout((TabLayout(Split(Axis.ROWS, (Leaf(PLAIN), Leaf(PaneLayout(VIM))))),))
    workspace = start("s", layout, SIZE, "/home", gated=False).workspace
    facts = {
        PaneId(1): PaneFacts("/srv", RunCommand(("htop",), "htop -d 5"), "contents/1.ansi"),
        PaneId(2): PaneFacts("/home", VIM),
    }
    root = describe(workspace, facts).tabs[0].root
    assert isinstance(root, Split)
    assert [child.content for child in root.children if isinstance(child, Leaf)] == [
        PaneLayout(
            RunCommand(("htop",), "htop -d 5"),
            cwd="/srv",
            focus=True,
            contents_file="contents/1.ansi",
        ),
        PaneLayout(VIM, cwd="/home"),
    ]


def test_what_a_layout_says_is_said_again() -> None:
    pane = PaneLayout(
        RunCommand(("make", "-j 4")),
        "build",
        "/srv",
        focus=True,
        borderless=True,
        start_suspended=True,
        close_on_exit=True,
        default_fg="#ffffff",
        default_bg="#000000",
        exclude_from_sync=True,
        private=True,
        restore="make test",
    )
    floating = FloatingLayout(PaneLayout(cwd="/"), HERE, HERE, HERE, HERE, pinned=True)
    tab = TabLayout(Leaf(pane), "one", True, "#ff0000", (floating,), True, True, True, ())
    layout = Layout((tab,), new_tab=TabLayout(name="new"))
    workspace = start("s", layout, SIZE, "/home", gated=False).workspace
    assert describe(workspace, {}) == layout


# --- commands as text ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "argv"),
    [
        ("vim -S x", ("vim", "-S", "x")),
        ("vim 'a b'", ("vim", "a b")),
        ("ls | less", ("sh", "-c", "ls | less")),
        ("echo $HOME", ("sh", "-c", "echo $HOME")),
        ("A=1 make", ("sh", "-c", "A=1 make")),
        ("echo 'open", ("sh", "-c", "echo 'open")),
    ],
)
def test_a_line_of_text_is_a_command(text: str, argv: tuple[str, ...]) -> None:
    assert parse_run(f"  {text} ") == RunCommand(argv, text)


def test_a_blank_line_is_the_shell() -> None:
    assert parse_run("  ") == SHELL


def test_runs_in_words() -> None:
    assert describe_run(SHELL) == ""
    assert describe_run(RunCommand(("vim", "a b"))) == "vim 'a b'"
    assert describe_run(RunCommand(("sh", "-c", "x|y"), "x|y")) == "x|y"
    assert describe_run(EDIT) == "edit +3 /etc/hosts"
    assert describe_run(EditFile("a")) == "edit a"
    assert describe_run(Placeholder("strider")) == "strider"
