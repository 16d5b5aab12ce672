"""How well-known programs are brought back."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.core.layout import SHELL, EditFile, RunCommand
from mux.core.runs import describe_run
from mux.server.resolvers import RESOLVERS, resolve

WRAPPERS = ("env", "nice", "nohup")
KEPT = "kept"


def resolved(line: str, *, session: bool = False, text: str = "") -> str:
    run = RunCommand(tuple(shlex.split(line)), text)
    return describe_run(resolve(run, lambda name: session and name == "Session.vim", WRAPPERS)[0])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ssh -p 22 host", KEPT),
        ("less +F log", KEPT),
        ("man bash", KEPT),
        ("tail -f log", KEPT),
        ("python3 -m http.server 8000", KEPT),
        ("docker exec -it box sh", KEPT),
        ("cargo test", KEPT),
        ("vim a.txt", KEPT),
        ("claude", "claude --continue"),
        ("/usr/bin/claude", "/usr/bin/claude --continue"),
        ("claude 'fix the bug'", "claude --continue"),
        ("claude --model opus --add-dir a b -- go", "claude --continue --model opus --add-dir a b"),
        ("claude --model=opus go", "claude --continue --model=opus"),
        ("claude --session-id 12-ab --verbose", "claude --resume 12-ab --verbose"),
        ("claude --session-id=12-ab", "claude --resume 12-ab"),
        ("claude --resume 7", KEPT),
        ("claude -r", KEPT),
        ("claude -c", KEPT),
        ("claude -p 'say hello'", KEPT),
        ("claude mcp list", KEPT),
        ("codex", "codex resume --last"),
        ("codex -m o3 'fix it'", "codex resume --last -m o3"),
        ("codex resume 12-ab", KEPT),
        ("codex exec 'fix it'", KEPT),
        ("env A=1 nice -n 5 claude go", "env A=1 nice -n 5 claude --continue"),
        ("node /usr/bin/claude go", "node /usr/bin/claude --continue"),
        ("sudo claude", "sudo claude --continue"),
    ],
)
def test_what_comes_back(line: str, expected: str) -> None:
    assert resolved(line) == (line if expected == KEPT else expected)


def test_vim_goes_on_with_the_session_beside_it() -> None:
    assert resolved("vim -p a b", session=True) == "vim -S"
    assert resolved("nvim", session=True) == "nvim -S"
    assert resolved("vim -S other.vim", session=True) == "vim -S other.vim"


def test_a_session_of_vim_is_a_script_and_never_runs_unseen() -> None:
    _, caution = resolve(RunCommand(("vim", "a")), lambda name: True, ())
    assert "Session.vim" in caution
    assert resolve(RunCommand(("vim", "a")), lambda name: False, ())[1] == ""


@pytest.mark.parametrize(
    "text", ["FOO=1 claude", "claude | tee log", "cc", "claude; ls", "echo $(claude)"]
)
def test_lines_that_need_the_users_shell_are_kept_to_the_letter(text: str) -> None:
    assert resolved("claude", text=text) == text


def test_a_simple_line_as_typed_is_resolved_like_its_words() -> None:
    assert resolved("node /opt/claude.js", text="claude 'fix it'") == "claude --continue"


def test_what_is_no_command_has_no_resolver() -> None:
    assert resolve(SHELL, lambda name: True, ()) == (SHELL, "")
    edit = EditFile("vim")
    assert resolve(edit, lambda name: True, ()) == (edit, "")


WORDS = st.sampled_from(
    [
        "-c",
        "--continue",
        "--model",
        "opus",
        "--session-id",
        "-S",
        "go",
        "resume",
        "--x=1",
        "-p",
        "a",
    ]
)


@given(
    program=st.sampled_from(sorted(RESOLVERS)),
    words=st.lists(WORDS, max_size=5),
    session=st.booleans(),
)
def test_what_was_brought_back_is_brought_back_the_same_again(
    program: str, words: list[str], session: bool
) -> None:
    once, _ = resolve(RunCommand((program, *words)), lambda name: session, WRAPPERS)
    assert resolve(once, lambda name: session, WRAPPERS)[0] == once
