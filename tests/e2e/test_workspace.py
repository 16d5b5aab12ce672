"""Tabs and panes by the keys and the mouse that users of tmux know."""

from collections.abc import Iterator

import pytest
from tests.e2e.harness import PROMPT, Terminal, World, wait_until


@pytest.fixture
def terminal(world: World) -> Iterator[Terminal]:
    return world.open_session(size=(100, 30))


def mark(terminal: Terminal, name: str) -> None:
    """Writes a name into the focused pane."""
    terminal.line(f"clear; echo {name}-$((6*7))")
    terminal.wait_for(f"{name}-42")


def split(terminal: Terminal, key: str, name: str) -> None:
    before = terminal.text.count(PROMPT)
    terminal.prefix(key)
    terminal.wait_for(lambda: terminal.text.count(PROMPT) > before)
    mark(terminal, name)


def focused(world: World) -> int:
    return next(pane["id"] for pane in world.panes() if pane["focused"])


def test_panes_split_right_and_down_and_close(world: World, terminal: Terminal) -> None:
    mark(terminal, "one")
    split(terminal, "%", "two")
    split(terminal, '"', "three")
    one, two, three = (terminal.find(f"{name}-42") for name in ("one", "two", "three"))
    assert two[0] > one[0] + 40
    assert two[1] == one[1]
    assert three[0] == two[0]
    assert three[1] > two[1] + 10
    sizes = [pane["size"] for pane in world.panes()]
    assert sizes[1][0] == sizes[2][0] < 50
    assert sizes[1][1] < sizes[0][1]

    terminal.line("exit")
    wait_until(lambda: len(world.panes()) == 2, "two panes")
    terminal.wait_gone("three-42")
    terminal.prefix("x")
    terminal.settle()
    if len(world.panes()) == 2:
        terminal.keys("y")  # a question comes first
    terminal.wait_gone("two-42")
    wait_until(lambda: len(world.panes()) == 1, "one pane")
    assert world.panes()[0]["size"][0] > 90


def test_the_focus_moves_by_direction_and_back(world: World, terminal: Terminal) -> None:
    mark(terminal, "one")
    split(terminal, "%", "two")
    split(terminal, '"', "three")
    one, two, three = (pane["id"] for pane in sorted(world.panes(), key=lambda pane: pane["id"]))
    assert focused(world) == three
    for key, expected in [("UP", two), ("LEFT", one), ("RIGHT", two), (";", one), ("o", two)]:
        terminal.prefix(key)
        wait_until(lambda wanted=expected: focused(world) == wanted, f"{key} to go to {expected}")


def test_a_pane_is_resized_zoomed_and_swapped(world: World, terminal: Terminal) -> None:
    mark(terminal, "one")
    split(terminal, "%", "two")
    width = world.panes()[1]["size"][0]
    terminal.prefix("\x1b[1;5D")  # Ctrl-Left
    wait_until(lambda: world.panes()[1]["size"][0] == width + 1, "a column more")
    terminal.prefix("z")
    terminal.wait_gone("one-42")
    wait_until(lambda: world.panes()[1]["size"][0] > 90, "the zoomed pane")
    terminal.prefix("z")
    terminal.wait_for("one-42")
    assert terminal.find("one-42")[0] < terminal.find("two-42")[0]
    terminal.prefix("{")
    terminal.wait_for(lambda: terminal.find("two-42")[0] < terminal.find("one-42")[0])


def test_tabs_open_go_move_rename_and_close(world: World, terminal: Terminal) -> None:
    mark(terminal, "one")
    for name in ("two", "three"):
        terminal.prefix("c")
        terminal.wait_gone("-42")
        terminal.wait_for(PROMPT)
        mark(terminal, name)
    assert [tab["number"] for tab in world.tabs()] == [1, 2, 3]
    for key, name in [("n", "one"), ("p", "three"), ("2", "two"), ("l", "three"), ("1", "one")]:
        terminal.prefix(key)
        terminal.wait_for(f"{name}-42")

    terminal.prefix(",")
    terminal.settle()
    terminal.keys("\x15", "first", "ENTER")
    terminal.wait_for(lambda: "first" in (terminal.screen[0] + terminal.screen[-1]))
    assert world.tabs()[0]["name"] == "first"
    world.run("action", "move-tab", "--by", "1")
    wait_until(lambda: [tab["name"] for tab in world.tabs()].index("first") == 1, "the move")

    terminal.line("exit")
    wait_until(lambda: len(world.tabs()) == 2, "two tabs")
    terminal.wait_gone("one-42")


def test_the_bar_lists_what_can_follow_the_prefix(terminal: Terminal) -> None:
    before = terminal.text
    terminal.prefix()
    terminal.wait_for(lambda: "split" in terminal.text.lower() and terminal.text != before)
    assert "detach" in terminal.text.lower()
    terminal.keys("ESC")
    terminal.wait_for(lambda: "detach" not in terminal.text.lower() or terminal.text == before)


def test_the_prefix_twice_sends_itself(terminal: Terminal) -> None:
    terminal.line("cat -v")
    terminal.prefix("\x02", "ENTER")
    terminal.wait_for("^B")


def test_a_click_focuses_a_pane_and_a_tab(world: World, terminal: Terminal) -> None:
    mark(terminal, "one")
    split(terminal, "%", "two")
    one, two = (pane["id"] for pane in sorted(world.panes(), key=lambda pane: pane["id"]))
    terminal.click(10, 12)
    wait_until(lambda: focused(world) == one, "the left pane's focus")
    terminal.click(80, 12)
    wait_until(lambda: focused(world) == two, "the right pane's focus")

    terminal.prefix("c")
    terminal.wait_gone("one-42")
    world.run("action", "rename-tab", "second")
    world.run("action", "go-to-tab", "1")
    terminal.wait_for("one-42")
    terminal.click(*terminal.find("second"))
    terminal.wait_gone("one-42")


def test_a_border_is_dragged(world: World, terminal: Terminal) -> None:
    mark(terminal, "one")
    split(terminal, "%", "two")
    left, right = (pane["size"][0] for pane in world.panes())
    x = terminal.find("two-42")[0] - 1
    terminal.mouse("press", x, 12)
    for step in range(1, 11):
        terminal.mouse("drag", x - step, 12)
    terminal.mouse("release", x - 10, 12)
    wait_until(
        lambda: [pane["size"][0] for pane in world.panes()] == [left - 10, right + 10],
        "ten columns from left to right",
    )


def test_a_session_survives_a_screen_too_small_for_it(world: World, terminal: Terminal) -> None:
    mark(terminal, "one")
    split(terminal, "%", "two")
    split(terminal, '"', "three")
    sizes = [pane["size"] for pane in world.panes()]
    terminal.resize(10, 3)
    terminal.settle()
    assert terminal.process.poll() is None
    terminal.resize(100, 30)
    terminal.wait_for("three-42")
    wait_until(lambda: [pane["size"] for pane in world.panes()] == sizes, "the same sizes")


def test_commands_from_outside_do_what_keys_do(world: World, terminal: Terminal) -> None:
    mark(terminal, "one")
    assert world.run("run", "--", "sh", "-c", "echo outside-$((6*7)); sleep 1000").returncode == 0
    terminal.wait_for("outside-42")
    assert world.run("action", "toggle-zoom").returncode == 0
    terminal.wait_gone("one-42")
    assert world.run("action", "close-pane").returncode == 0
    terminal.wait_for("one-42")
    world.wait_for_no_process("sleep 1000")
