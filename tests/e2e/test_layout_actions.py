"""Layouts in a session that runs, and panes arranged by hand."""

from tests.e2e.harness import PROMPT, World, wait_until

WORK = """
layout {
    tab name="work" {
        pane split_direction="vertical" {
            pane command="sleep" { args "4711"; }
            pane name="notes" cwd="sub"
        }
    }
}
"""
TWO_SLEEPS = """
layout {
    pane split_direction="vertical" {
        pane command="sleep" name="kept" { args "4711"; }
        pane command="sleep" { args "4712"; }
    }
}
"""
TEMPLATE = """
layout {
    tab
    new_tab_template {
        pane
        pane command="sleep" { args "4713"; }
    }
}
"""


def test_a_new_tab_from_a_layout_file(world: World) -> None:
    terminal = world.open_session()
    (world.home / "sub").mkdir()
    (world.home / "work.kdl").write_text(WORK)
    done = world.run("action", "new-tab", "--layout", "work.kdl")
    assert done.returncode == 0, done.stderr
    terminal.wait_for("2:work")
    terminal.wait_for("notes")
    world.process("sleep 4711")
    panes = [pane for pane in world.panes() if pane["tab"] == 2]
    wait_until(
        lambda: any(pane["cwd"] == str(world.home / "sub") for pane in world.panes()),
        "a shell in the folder that the layout names",
    )
    assert [pane["state"] for pane in panes] == ["running", "running"]


def test_a_layout_by_name(world: World) -> None:
    world.open_session()
    assert world.run("action", "new-tab", "--layout", "quad").returncode == 0
    assert len([pane for pane in world.panes() if pane["tab"] == 2]) == 4


def test_a_layout_over_a_tab_keeps_the_programs_that_fit(world: World) -> None:
    terminal = world.open_session()
    world.run("run", "--", "sleep", "4711")
    world.run("run", "--direction", "down", "--", "sleep", "4714")
    kept, dropped = world.process("sleep 4711"), world.process("sleep 4714")
    (world.home / "two.kdl").write_text(TWO_SLEEPS)
    done = world.run("action", "override-layout", "two.kdl")
    assert done.returncode == 0, done.stderr
    terminal.wait_for("kept")
    assert world.process("sleep 4711") == kept
    world.process("sleep 4712")
    commands = {pane["command"] for pane in world.panes()}
    assert commands == {"sleep 4711", "sleep 4712"}
    assert world.run("undo-close").returncode == 0
    assert world.process("sleep 4714") == dropped
    assert {pane["command"] for pane in world.panes()} == {*commands, "sleep 4714", ""}


def test_a_mistake_in_a_layout_changes_nothing(world: World) -> None:
    world.open_session()
    (world.home / "bad.kdl").write_text("layout {\n    pan\n}\n")
    for action in (("new-tab", "--layout", "bad.kdl"), ("override-layout", "bad.kdl")):
        refused = world.run("action", *action)
        assert refused.returncode == 1
        assert "bad.kdl:2:5" in refused.stderr
    assert "did you mean" in world.run("action", "new-tab", "--layout", "quat").stderr
    assert len(world.panes()) == 1


def test_new_tabs_follow_the_template_and_run_at_once(world: World) -> None:
    (world.home / "template.kdl").write_text(TEMPLATE)
    terminal = world.open_session("--layout", "template.kdl")
    assert not world.processes("sleep 4713")
    terminal.prefix("c")
    world.process("sleep 4713")
    states = [pane["state"] for pane in world.panes() if pane["tab"] == 2]
    assert states == ["running", "running"]


def test_panes_are_stacked_and_open_on_focus(world: World) -> None:
    terminal = world.open_session()
    terminal.prefix("%")
    terminal.wait_for(lambda: terminal.text.count(PROMPT) == 2)
    terminal.prefix("a")
    wait_until(lambda: heights(world)[0] == 0, "the first pane to be a title only")
    terminal.prefix("o")
    wait_until(lambda: heights(world)[1] == 0, "the second pane to be a title only")
    terminal.prefix("A")
    wait_until(lambda: all(height > 5 for height in heights(world)), "both to have equal room")


def heights(world: World) -> list[int]:
    return [pane["content"][3] for pane in world.panes()]


def test_a_pane_in_a_colour_of_its_own(world: World) -> None:
    terminal = world.open_session()
    terminal.line("echo colour-$((6*7))")
    x, y = terminal.find("colour-42")
    assert terminal.cells(y)[x].background == "default"
    world.run("action", "set-pane-color", "--background", "#102030", "--foreground", "#ffffff")
    terminal.wait_for(lambda: terminal.cells(y)[x].background == "102030")
    assert terminal.cells(y)[x + 30].background == "102030"
    assert terminal.cells(y)[x].foreground == "ffffff"
    world.run("action", "set-pane-color")
    terminal.wait_for(lambda: terminal.cells(y)[x].background == "default")
