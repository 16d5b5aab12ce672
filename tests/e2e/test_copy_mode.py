"""Copying with the real thing: keys in, the outer terminal's clipboard and files out."""

import base64
import re
from pathlib import Path

from tests.e2e.harness import PREFIX, PROMPT, Terminal, World, alone, wait_until


def clipboard(terminal: Terminal) -> str:
    """What was last put on the outer terminal's clipboard."""
    assert terminal.outer.clipboard, "nothing was copied"
    return base64.b64decode(terminal.outer.clipboard[-1].partition(b";")[2]).decode()


def config(world: World, text: str) -> None:
    folder = world.path / "config"
    folder.mkdir(exist_ok=True)
    (folder / "config.kdl").write_text(text)


def numbers(world: World, size: tuple[int, int] = (80, 24)) -> Terminal:
    terminal = world.open_session(size=size)
    terminal.line("for i in $(seq 1 200); do echo row-$i.; done; echo end-$((6*7))")
    terminal.wait_for("end-42")
    return terminal


def test_vi_keys_select_and_copy_and_the_newest_buffer_is_pasted(world: World) -> None:
    terminal = numbers(world)
    terminal.keys(PREFIX, "[")
    terminal.wait_for("COPY 0/")
    terminal.keys("?", "row-77.", "ENTER")
    terminal.wait_for("row-77.")
    terminal.keys("v", "e", "e", "e", "y")
    terminal.wait_gone("COPY")
    assert clipboard(terminal) == "row-77"
    terminal.keys("echo got-", PREFIX, "]", "ENTER")
    terminal.wait_for("got-row-77")


def test_output_never_moves_the_view(world: World) -> None:
    terminal = world.open_session()
    terminal.line("for i in $(seq 1 60); do echo row-$i.; done; read; seq -f new-%g. 500")
    terminal.wait_for("row-60.")
    terminal.keys("ENTER", PREFIX, "[")
    terminal.wait_for("COPY")
    terminal.keys("g")
    terminal.wait_for("row-1.")
    seen = terminal.screen[:-1]
    wait_until(lambda: "new-500." in world.run("query", "screen").stdout, "the output")
    terminal.read(0.1)
    assert terminal.screen[:-1] == seen
    terminal.keys("q")
    terminal.wait_for("new-500.")


def test_a_soft_wrapped_line_is_copied_as_one(world: World) -> None:
    terminal = world.open_session(size=(40, 12))
    terminal.line("printf 'x%.0s' $(seq 100); echo; echo end-$((6*7))")
    terminal.wait_for("end-42")
    terminal.keys(PREFIX, "[")
    terminal.wait_for("COPY")
    terminal.keys("?", "xxx", "ENTER", "V", "y")
    terminal.wait_gone("COPY")
    assert clipboard(terminal) == "x" * 100


def test_a_search_counts_and_marks_while_it_is_typed(world: World) -> None:
    terminal = numbers(world)
    terminal.keys(PREFIX, "[")
    terminal.wait_for("COPY")
    terminal.keys("?", "row-19")
    terminal.wait_for("?row-19_")
    terminal.wait_for("11/11")  # 19 and 190 to 199
    x, y = terminal.find("row-199.")

    def marked() -> list[bool]:
        return [cell.background != "default" for cell in terminal.cells(y)[x : x + 8]]

    terminal.wait_for(lambda: marked() == [True] * 6 + [False] * 2)
    terminal.keys("ENTER", *"n" * 10)
    terminal.wait_for("1/11")
    terminal.wait_for(alone("row-19."))
    terminal.keys("q")
    terminal.wait_gone("COPY")


def test_keys_of_emacs_and_the_users_own_copy_command(world: World) -> None:
    target = world.home / "copied"
    config(world, f'copy_mode_keys "emacs"\ncopy_command "cat > {target}"\n')
    terminal = numbers(world)
    terminal.keys(PREFIX, "[")
    terminal.wait_for("COPY")
    terminal.keys("\x12", "row-150", "ENTER", "\x00", "\x05", "\x1bw")
    terminal.wait_gone("COPY")
    wait_until(lambda: target.exists() and target.read_text() == "row-150.", "the text to come")
    assert not terminal.outer.clipboard


def test_a_copy_command_that_fails_says_why(world: World) -> None:
    config(world, 'copy_command "echo no such clipboard >&2; exit 3"\n')
    terminal = numbers(world)
    terminal.keys(PREFIX, "[")
    terminal.wait_for("COPY")
    terminal.keys("k", "V", "y")
    terminal.wait_for("ended with status 3: no such")


def test_every_client_sees_it_and_a_resize_keeps_the_place(world: World) -> None:
    terminal = numbers(world)
    other = world.start("attach", "main")
    other.wait_for("end-42")
    terminal.keys(PREFIX, "[")
    terminal.wait_for("COPY")
    terminal.keys("?", "row-100.", "ENTER")
    other.wait_for("row-100.")
    other.wait_for("COPY")
    other.resize(60, 20)
    terminal.resize(60, 20)
    other.wait_for(lambda: len(other.screen) == 20 and "row-100." in other.text)
    other.keys("v", "$", "y")
    other.wait_gone("COPY")
    terminal.wait_gone("COPY")
    assert clipboard(other) == "row-100."
    assert not terminal.outer.clipboard


def test_commands_do_the_same_from_outside(world: World) -> None:
    terminal = numbers(world)
    assert world.run("action", "copy-mode").returncode == 0
    terminal.wait_for("COPY")
    for action in ("history-top", "select-line", "copy-selection-and-cancel"):
        assert world.run("action", "copy-action", action).returncode == 0
    terminal.wait_gone("COPY")
    wait_until(lambda: terminal.read(0.05) or terminal.outer.clipboard, "the copy")
    unknown = world.run("action", "copy-action", "cursor-upp")
    assert unknown.returncode != 0
    assert "cursor-up" in unknown.stderr
    found = world.run("action", "search-pane", "row-42.")
    assert found.returncode == 0, found.stderr
    terminal.wait_for("row-42.")
    terminal.keys("q")
    terminal.wait_gone("COPY")
    missing = world.run("action", "search-pane", "nowhere to be found")
    assert missing.returncode != 0
    assert "not found" in missing.stderr
    assert world.run("action", "set-buffer", "pasted-text").returncode == 0
    assert world.run("action", "paste-buffer").returncode == 0
    terminal.wait_for("pasted-text")


def test_a_pane_is_exported_in_every_format(world: World) -> None:
    terminal = world.open_session()
    terminal.line("printf '\\033[1;31mred & bold\\033[m <plain> 日本\\n'; echo end-$((6*7))")
    terminal.wait_for("end-42")
    wanted = {
        "text": "red & bold <plain> 日本\n",
        "ansi": "\x1b[1;31mred & bold\x1b[m <plain> 日本\n",
        "html": "red &amp; bold</span> &lt;plain&gt; 日本",
        "svg": "red &amp; bold</text>",
    }
    for kind, text in wanted.items():
        path = world.home / f"out.{kind}"
        done = world.run("action", "export-pane", str(path), "--format", kind)
        assert done.returncode == 0, done.stderr
        assert text in path.read_text()
        assert path.stat().st_mode & 0o777 == 0o600
    again = world.run("action", "export-pane", str(world.home / "out.svg"))
    assert again.returncode != 0
    assert "overwrite" in again.stderr
    by_ending = world.run("action", "export-pane", str(world.home / "page.html"))
    assert by_ending.returncode == 0
    assert "<!DOCTYPE html>" in (world.home / "page.html").read_text()
    assert world.run("action", "export-pane", "/nowhere/at/all").returncode != 0


def test_the_history_opens_in_the_editor_and_its_file_goes_with_it(world: World) -> None:
    script = world.home / "editor"
    script.write_text('#!/bin/sh\necho "editing $*"\ncat "$2" | tail -n 3\nread answer\n')
    script.chmod(0o700)
    config(world, f'scrollback_editor "{script}"\n')
    terminal = numbers(world)
    assert world.run("action", "edit-scrollback").returncode == 0
    terminal.wait_for("editing +")
    terminal.wait_for("row-200.")
    files = list(Path(world.runtime).glob("*.txt"))
    assert len(files) == 1
    assert files[0].stat().st_mode & 0o777 == 0o600
    terminal.keys("ENTER")
    terminal.wait_gone("editing +")
    wait_until(lambda: not files[0].exists(), "the file to be removed")


def test_prompts_and_outputs_of_a_marking_shell(world: World) -> None:
    marks = "PS1='\\[\\e]133;A\\a\\]❯ \\[\\e]133;B\\a\\]'\nPS0='\\e]133;C\\a'\n"
    marks += "PROMPT_COMMAND='printf \"\\e]133;D\\a\"'\n"
    (world.home / ".bashrc").write_text(marks)
    terminal = world.open_session()
    terminal.line("echo first-$((6*7)); echo second")
    terminal.wait_for("first-42")
    terminal.line("seq 100")
    terminal.wait_for(alone("100"))
    terminal.keys(PREFIX, "[")
    terminal.wait_for("COPY")
    terminal.keys("[", "[")
    terminal.wait_for("first-42")
    terminal.keys("m", "y")
    terminal.wait_gone("COPY")
    assert clipboard(terminal).split() == ["first-42", "second"]
    terminal.keys(PREFIX, "[")
    terminal.wait_for("COPY")
    terminal.keys("M")
    terminal.wait_gone("COPY")
    assert clipboard(terminal).split() == [str(n) for n in range(1, 101)]


def test_a_paste_into_the_search_prompt_is_searched(world: World) -> None:
    terminal = numbers(world)
    terminal.keys(PREFIX, "[")
    terminal.wait_for("COPY")
    terminal.keys("?", "\x1b[200~row-33.\nmore\x1b[201~")
    terminal.wait_for("?row-33._")
    terminal.wait_for(alone("row-33."))
    terminal.keys("ESC")
    terminal.wait_gone("?row-33._")
    terminal.keys("q")
    terminal.wait_gone("COPY")


def test_any_buffer_can_be_chosen(world: World) -> None:
    terminal = world.open_session()
    for text in ("first-copied", "second-copied", "third-copied"):
        assert world.run("action", "set-buffer", text).returncode == 0
    terminal.keys(PREFIX, "=")
    terminal.wait_for("Paste buffers")
    terminal.wait_for("first-copied")
    terminal.keys("second")
    terminal.wait_gone("third-copied")
    terminal.keys("ENTER")
    terminal.wait_gone("Paste buffers")
    terminal.wait_for(re.compile(f"{PROMPT} second-copied"))
    terminal.keys(PREFIX, "=")
    terminal.wait_for("Paste buffers")
    terminal.wait_for("third-copied")
    terminal.keys("\x18")
    terminal.wait_gone("third-copied")
    terminal.keys("ESC")
    terminal.wait_gone("Paste buffers")
    assert world.run("action", "paste-buffer", "--name", "buffer9").returncode != 0


def test_a_drag_goes_on_into_the_history(world: World) -> None:
    terminal = numbers(world)
    _, y = terminal.find("row-195.")
    terminal.mouse("press", 6, y)
    terminal.mouse("drag", 6, y - 1)
    terminal.mouse("drag", 0, 0)
    terminal.wait_for("row-150.")  # by itself, as long as the pointer stays up there
    terminal.mouse("drag", 0, 8)
    terminal.mouse("release", 0, 8)
    terminal.wait_gone("COPY")
    lines = clipboard(terminal).splitlines()
    assert lines[-1] == "row-195"
    assert len(lines) > 24  # more than the screen has rows
    first = int(lines[0].removeprefix("row-").rstrip("."))
    assert [line.rstrip(".") for line in lines] == [f"row-{n}" for n in range(first, 196)]


def test_two_clicks_take_a_word_and_three_a_whole_wrapped_line(world: World) -> None:
    terminal = world.open_session(size=(40, 12))
    terminal.line("printf 'alpha beta-gamma %s\\n' $(seq -s- 30); echo end-$((6*7))")
    terminal.wait_for("end-42")
    y = next(n for n, line in enumerate(terminal.screen) if line.startswith("alpha"))
    terminal.click(8, y)
    terminal.click(8, y)
    terminal.wait_for(lambda: len(terminal.outer.clipboard) == 1)
    assert clipboard(terminal) == "beta-gamma"
    terminal.click(8, y)
    terminal.wait_for(lambda: len(terminal.outer.clipboard) == 2)
    assert clipboard(terminal) == "alpha beta-gamma " + "-".join(str(n) for n in range(1, 31))


def test_one_search_goes_through_all_sessions(world: World) -> None:
    gone = world.open_session("-s", "gone")
    gone.line("echo needle-$((6*7)) in the old one")
    gone.wait_for("needle-42 in")
    assert world.run("kill-session", "gone").returncode == 0
    gone.wait_for_exit()
    beside = world.open_session("-s", "beside")
    beside.line("echo needle-$((6*7)) beside")
    beside.wait_for("needle-42 beside")
    beside.line("seq 200")
    beside.wait_for(alone("200"))
    beside.detach()
    terminal = world.open_session("-s", "here", size=(100, 30))
    terminal.line("echo needle-$((6*7)) here; seq 200")
    terminal.wait_for(alone("200"))

    def search(text: str) -> None:
        terminal.keys(PREFIX, "f")
        terminal.wait_for("Search everywhere")
        terminal.keys(text)
        terminal.wait_for("needle-42 in the old one")
        terminal.wait_for("needle-42 beside")
        terminal.wait_for("needle-42 here")

    search("needle-42")
    terminal.wait_for("3 lines in 3 sessions")
    terminal.keys("ENTER")
    terminal.wait_gone("Search everywhere")
    terminal.wait_for("COPY")
    terminal.wait_for(alone("needle-42 here"))
    terminal.keys("q")
    terminal.wait_gone("COPY")

    search("needle-42")
    while "▸ gone" not in terminal.text:
        terminal.keys("DOWN")
        terminal.read(0.1)
    terminal.keys("ENTER")
    terminal.wait_for("(read only)")
    terminal.wait_for("needle-42 in the old one")
    terminal.keys("ESC")
    terminal.wait_for("Search everywhere")
    while "▸ beside" not in terminal.text:
        terminal.keys("UP")
        terminal.read(0.1)
    terminal.keys("ENTER")
    terminal.wait_for("COPY")
    terminal.wait_for(alone("needle-42 beside"))
    assert world.sessions()["gone"]["state"] == "exited"
