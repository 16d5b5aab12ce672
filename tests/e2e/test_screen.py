"""What the screen tells of itself: marks on tabs, options that change, the welcome screen."""

from tests.e2e.harness import PROMPT, World, wait_until


def test_tabs_tell_what_happens_in_them(world: World) -> None:
    terminal = world.open_session()
    told = r"\033]9;4;1;42\a\a\033]9;it is done\a"
    script = f"echo ready-$((6*7)); read x; printf '{told}'; read x"
    terminal.line(script)
    terminal.wait_for("ready-42")
    terminal.prefix("c")
    terminal.wait_for("2:")
    assert world.run("action", "write-chars", "\r", "--pane", "1").returncode == 0
    terminal.wait_for("42%")
    terminal.wait_for("it is done")
    assert "!" in terminal.screen[0], "the bell"
    terminal.prefix("1")
    terminal.wait_for(lambda: "!" not in terminal.screen[0])
    terminal.keys("ENTER")
    terminal.wait_gone("42%")


def test_output_that_nobody_sees_marks_the_tab(world: World) -> None:
    terminal = world.open_session()
    terminal.line("echo ready-$((6*7)); read x; sleep 2; echo look-$((6*7)); read x")
    terminal.wait_for("ready-42")
    terminal.keys("ENTER")
    terminal.prefix("c")
    terminal.wait_for("#")
    terminal.prefix("1")
    terminal.wait_for("look-42")
    terminal.wait_for(lambda: "#" not in terminal.screen[0])


def test_a_notification_is_not_told_to_who_sees_it(world: World) -> None:
    terminal = world.open_session()
    terminal.line("printf '\\033]9;look\\a'; echo after-$((6*7))")
    terminal.wait_for("after-42")
    terminal.settle()
    assert not any(line.rstrip().endswith("look │") for line in terminal.screen)


def test_options_hold_as_soon_as_they_are_written(world: World) -> None:
    terminal = world.open_session()
    terminal.prefix("%")
    terminal.wait_for("┏━ shell")
    config = world.path / "config" / "config.kdl"
    config.parent.mkdir(mode=0o700, exist_ok=True)
    config.write_text('pane_frame_style "none"\nstatus_bar "top"\nstatus_segments "clock"\n')
    terminal.wait_gone("┏━ shell")
    terminal.wait_for(lambda: "ctrl-b ? help" in terminal.screen[1])
    config.write_text("status_bar 12\n")
    terminal.wait_for("1:12")
    assert "ctrl-b ? help" in terminal.screen[1], "the last good options stay"


def test_an_option_is_set_on_the_settings_screen(world: World) -> None:
    terminal = world.open_session()
    terminal.prefix("C")
    terminal.wait_for("Settings")
    terminal.keys("simplified_ui", "ENTER")
    terminal.wait_for("+- Settings -")
    assert "simplified_ui true" in (world.path / "config" / "config.kdl").read_text()


def test_the_welcome_screen_starts_a_session_and_leaves_nothing_behind(world: World) -> None:
    terminal = world.start("-l", "welcome", "new", "-s", "hall")
    terminal.wait_for("Welcome to mux")
    terminal.keys("work", "ENTER", "ENTER")
    terminal.wait_for("Layout")
    terminal.keys("quad", "ENTER")
    terminal.wait_for(lambda: terminal.text.count(PROMPT) == 4)
    wait_until(lambda: set(world.sessions()) == {"work"}, "only the new session")


def test_a_running_session_is_renamed_and_ended_from_another(world: World) -> None:
    assert world.run("new", "-d", "-s", "other").returncode == 0
    terminal = world.open_session("new", "-s", "here", size=(110, 30))
    terminal.prefix("s")
    terminal.wait_for("other")
    terminal.keys("other")
    terminal.wait_gone("▸ here")
    terminal.keys("\x12", "2", "ENTER")
    wait_until(lambda: "other2" in world.sessions(), "its new name")
    terminal.wait_for("▸ other2")
    terminal.keys("DEL")
    terminal.wait_for("Sure?")
    terminal.keys("y")
    wait_until(lambda: world.sessions()["other2"]["state"] == "exited", "its end")
    assert world.sessions()["here"]["state"] == "running"
