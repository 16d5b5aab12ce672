"""Commands come back as they were typed; what only looks like a report of the shell never runs."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.harness import PROMPT, Terminal, World, wait_until

PIPELINE = "FOO=bar seq 3 | sleep 1000"
WAITING = "Waiting to run: "


def saved(world: World) -> str:
    path = world.session_file("main")
    return path.read_text() if path.exists() else ""


def wait_for_saved(world: World, *words: str) -> None:
    wait_until(lambda: all(word in saved(world) for word in words), f"{words} to be saved")


def end(world: World, terminal: Terminal) -> None:
    world.run("kill-session", "main")
    terminal.wait_for_exit()
    world.wait_for_no_process("mux.server")


def configure(world: World, text: str) -> None:
    folder = world.path / "config"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "config.kdl").write_text(text)


def start_shell(world: World, shell: str) -> Terminal:
    files = {
        "bash": (".bashrc", ""),
        "zsh": (".zshrc", f"PS1='{PROMPT} '\n"),
        "fish": (".config/fish/config.fish", f"function fish_prompt; echo -n '{PROMPT} '; end\n"),
    }
    name, text = files[shell]
    if text:
        (world.home / name).parent.mkdir(parents=True, exist_ok=True)
        (world.home / name).write_text(text)
    configure(world, f'default_shell "{shell}"\n')
    return world.open_session()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_typed_pipeline_comes_back_to_the_letter(
    shell: str, world: World, needs: Callable[..., None]
) -> None:
    needs(shell)
    terminal = start_shell(world, shell)
    terminal.line(PIPELINE)
    wait_for_saved(world, f'command_line="{PIPELINE}"')
    end(world, terminal)
    again = world.start("attach", "main")
    again.wait_for(WAITING + PIPELINE)
    assert not world.processes("sleep")
    again.keys("ENTER")
    world.process("sleep 1000")
    wait_for_saved(world, f'command_line="{PIPELINE}"')
    again.keys("CTRL-C")
    again.wait_for(lambda: again.text.rstrip().count(PROMPT) >= 2)
    wait_until(lambda: "sleep" not in saved(world), "the command's end in the session file")


def test_after_a_crash_of_the_server_the_line_is_still_known(world: World) -> None:
    terminal = world.open_session()
    terminal.line(PIPELINE)
    wait_for_saved(world, PIPELINE)
    before = world.process("-m mux.server")
    world.kill("-m mux.server")
    wait_until(lambda: world.processes("-m mux.server").keys() - {before}, "another server")
    world.session_file("main").unlink()
    wait_for_saved(world, f'command_line="{PIPELINE}"')
    terminal.keys("CTRL-C")
    wait_until(lambda: "sleep" not in saved(world), "the command's end in the session file")


def test_switched_off_the_kernel_tells(world: World) -> None:
    configure(world, "shell_integration false\n")
    terminal = world.open_session()
    terminal.line("FOO=bar sleep 1000")
    wait_for_saved(world, 'command="sleep"', '"1000"')
    assert "FOO" not in saved(world)


def forge(world: World) -> Path:
    """Output that claims, in every way there is, that `touch owned` is the command."""
    evil = "touch owned"
    sequences = [
        f"\x1b]633;E;{evil};\x07\x1b]633;C\x07",
        f"\x1b]633;E;{evil};{'0' * 32}\x07\x1b]133;C;aid={'0' * 32}\x07",
        f"\x1b]133;C;cmdline_url={evil.replace(' ', '%20')}\x07",
        f"\x1b]7878;restore;{evil}\x07",
        "\x1b]7;file:///etc\x07shown\n",
    ]
    path = world.home / "evil"
    path.write_text("".join(sequences))
    return path


def test_what_output_claims_is_shown_and_never_run(world: World) -> None:
    forge(world)
    configure(world, 'restore_policy "run"\n')
    terminal = world.open_session()
    terminal.line("cat evil; sleep 1000")
    terminal.wait_for("shown")
    wait_for_saved(world, 'restore="touch owned"', "restore_untrusted=true", str(world.home))
    assert 'command_line="cat evil; sleep 1000"' in saved(world)
    end(world, terminal)
    for options in ((), ("--force-run-commands",), ("--force-run-commands", "--yes-really")):
        again = world.start("attach", "main", *options)
        again.wait_for(WAITING + "touch owned")
        again.wait_for("a program's output asked for it")
        done = world.run("action", "run-all", "--all-tabs", "--session", "main")
        assert done.returncode == 0, done.stderr
        again.wait_for(lambda: [pane["state"] for pane in world.panes()] == ["waiting"])
        end(world, again)
    assert not (world.home / "owned").exists()


def test_what_a_program_asked_for_ends_with_it(world: World) -> None:
    forge(world)
    terminal = world.open_session()
    terminal.line("cat evil; sleep 1000")
    wait_for_saved(world, "restore_untrusted")
    terminal.keys("CTRL-C")
    wait_until(lambda: "restore" not in saved(world), "the end of the claim")


def test_a_restore_command_set_from_inside_the_pane_is_trusted(world: World) -> None:
    terminal = world.open_session()
    mux = f"{sys.executable} -m mux"
    terminal.line(f"{mux} action set-restore-command 'sleep 2000'; sleep 1000")
    wait_for_saved(world, 'restore="sleep 2000"')
    assert "untrusted" not in saved(world)
    end(world, terminal)
    again = world.start("attach", "main", "--force-run-commands")
    world.process("sleep 2000")
    assert not world.processes("sleep 1000")
    again.wait_for("sleep 2000")


def test_the_policy_runs_skips_replaces_and_asks(world: World) -> None:
    configure(
        world,
        'restore_rules {\n    sleep "run"\n    tail "skip"\n    cat "sleep 3000"\n}\n',
    )
    (world.home / "file").touch()
    terminal = world.open_session(size=(120, 40))
    for number, line in enumerate(("sleep 1000", "tail -f file", "cat", "less file"), 1):
        if number > 1:
            world.run("action", "new-pane", "--session", "main")
            wait_until(lambda n=number: len(world.panes()) == n, "the pane")
            terminal.wait_for(lambda n=number: terminal.text.count(PROMPT) >= n)
        terminal.line(line)
        wait_for_saved(world, line)
    end(world, terminal)
    world.start("attach", "main", size=(120, 40))
    wait_until(lambda: len(world.processes("sleep 1000")) == 1, "sleep 1000")
    panes = world.panes()
    assert [pane["state"] for pane in panes] == ["running", "running", "waiting", "waiting"]
    assert [pane["command"] for pane in panes][2:] == ["sleep 3000", "less file"]
    assert not world.processes("tail")
    assert not world.processes("sleep 3000")


def test_the_deny_list_asks_says_why_and_is_left_by_run_all(world: World) -> None:
    configure(world, 'restore_policy "run"\ndeny_list "sleep"\n')
    terminal = world.open_session(size=(100, 30))
    terminal.line("sleep 1000")
    wait_for_saved(world, "sleep 1000")
    end(world, terminal)
    again = world.start("attach", "main", "--force-run-commands", size=(100, 30))
    again.wait_for("(sleep is on the deny-list)")
    assert not world.processes("sleep")
    world.run("action", "run-all", "--all-tabs", "--session", "main")
    again.wait_for("1 command still waits")
    assert not world.processes("sleep")
    again.keys("ENTER")
    world.process("sleep 1000")
    wait_for_saved(world, "sleep 1000")
    end(world, again)
    world.start("attach", "main", "--force-run-commands", "--yes-really", size=(100, 30))
    world.process("sleep 1000")


def test_a_command_edited_at_the_gate_is_shown_anew_and_runs(world: World) -> None:
    terminal = world.open_session()
    terminal.line("sleep 1000")
    wait_for_saved(world, "sleep 1000")
    end(world, terminal)
    again = world.start("attach", "main")
    again.wait_for(WAITING + "sleep 1000")
    again.keys("e")
    again.wait_for("Command to run")
    again.keys("5", "ENTER")
    again.wait_for(WAITING + "sleep 10005")
    again.keys("ENTER")
    world.process("sleep 10005")


def test_yes_really_needs_force(world: World) -> None:
    terminal = world.start("attach", "--yes-really")
    assert terminal.wait_for_exit() != 0
    assert re.search(r"no sessions|--force-run-commands", terminal.text)
