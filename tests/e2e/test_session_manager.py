"""The session manager, on prefix s."""

from tests.e2e.harness import PROMPT, World, wait_until


def test_it_lists_attaches_resurrects_and_deletes(world: World) -> None:
    for name in ("alpha", "beta", "gamma"):
        world.run("new", "-d", "-s", name, "--", "sh", "-c", f"echo {name}-$((6*7)); exec bash")
    for name in ("beta", "gamma"):
        wait_until(world.session_file(name).exists, "its file")
        assert world.run("kill-session", name).returncode == 0
    terminal = world.open_session("new", "-s", "home", size=(100, 30))

    terminal.prefix("s")
    terminal.wait_for("alpha")
    terminal.keys("alpha", "ENTER")
    terminal.wait_for("alpha-42")

    terminal.prefix("s")
    terminal.wait_for("home")
    terminal.keys("TAB")
    terminal.wait_for("beta")
    terminal.wait_for("gamma")
    terminal.keys("gamma")
    terminal.wait_gone("beta")
    terminal.keys("DEL")
    terminal.settle()
    assert "gamma" in world.sessions(), "not before the question is answered"
    terminal.keys("y")
    wait_until(lambda: "gamma" not in world.sessions(), "its deletion")
    while "Sessions" in terminal.text:  # the first ESC may only clear what was typed
        terminal.keys("ESC")
        terminal.settle()

    terminal.prefix("s")
    terminal.wait_for("Sessions")
    terminal.keys("TAB")
    terminal.wait_for("beta")
    terminal.keys("beta", "ENTER")
    terminal.wait_for(lambda: world.sessions()["beta"]["state"] == "running")
    terminal.wait_for(PROMPT)
