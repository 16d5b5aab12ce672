"""The table of verbs, and what each verb's --help promises."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from mux.cli.actions import command_parser
from mux.cli.parser import build_parser, find_verb, parse_arguments
from mux.cli.verbs import BY_WORD, VERBS
from mux.core.arguments import describe_command, describe_commands, find_command

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_verb_has_its_two_functions_and_a_help(verb) -> None:
    module = import_module(f"mux.cli.{verb.module}")
    function = verb.name.replace("-", "_")
    assert callable(getattr(module, f"run_{function}"))
    configured = build_parser(verb.name)
    assert verb.summary in configured.format_help()
    with pytest.raises(SystemExit) as done:
        configured.parse_args([verb.name, "--help"])
    assert done.value.code == 0


def test_no_two_verbs_share_a_word() -> None:
    assert len(BY_WORD) == sum(1 + len(verb.aliases) for verb in VERBS)


def test_the_verb_is_found_behind_the_options() -> None:
    assert find_verb(["--session", "ls", "attach"]) == "attach"
    assert find_verb(["-sname", "ls"]) == "ls"
    assert find_verb(["--session=x", "--nested"]) is None
    assert find_verb(["--", "attach"]) is None


def test_a_session_may_be_named_before_or_behind_the_verb() -> None:
    assert parse_arguments(["--session", "a", "list-panes"]).session == "a"
    assert parse_arguments(["list-panes", "--session", "a"]).session == "a"
    assert parse_arguments(["list-panes"]).session is None


def test_what_follows_the_dashes_is_left_as_it_is() -> None:
    arguments = parse_arguments(["run", "--floating", "--", "sh", "-c", "a -- b", "--floating"])
    assert arguments.program == ["sh", "-c", "a -- b", "--floating"]
    assert arguments.floating


def test_the_guide_to_the_command_line_knows_every_verb() -> None:
    guide = (ROOT / "docs" / "command-line.md").read_text()
    for verb in VERBS:
        assert f"mux {verb.name}" in guide, verb.name
        for alias in verb.aliases:
            assert f"`{alias}`" in guide, alias


def test_python_minus_m_mux_is_mux() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mux", "--version"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.startswith("mux ")


@pytest.mark.parametrize("command", [described.name for described in describe_commands()])
def test_every_action_has_a_command_line(command: str) -> None:
    """No argument of a command may have the name of an option that all of them have."""
    command_parser(describe_command(find_command(command)))
