"""What runs by itself when a session comes back, and what never does."""

import pytest

from mux.config.models import Config, RestoreAction, RestoreRule
from mux.core.layout import EditFile, Run, RunCommand
from mux.core.runs import parse_run
from mux.server.policy import Force, decide
from mux.server.programs import programs_of

RUN_ALL = Config(restore_policy="run")


@pytest.mark.parametrize(
    "run",
    [
        RunCommand(("rm", "-rf", "x")),
        RunCommand(("/bin/rm", "x")),
        RunCommand(("sudo", "make", "install")),
        RunCommand(("env", "A=1", "nice", "-n", "5", "dd", "if=/dev/zero")),
        RunCommand(("sh", "-c", "make && rm -rf build")),
        RunCommand(("make",), "make | sudo tee /etc/x"),
        RunCommand(("make",), "echo $(shutdown now)"),
        RunCommand(("mkfs.ext4", "/dev/sda")),
        RunCommand(("vim", "a\x1b]52;c;x\x07")),
        RunCommand(("make",), "make\nrm -rf ~"),
        EditFile("a\rb"),
    ],
)
@pytest.mark.parametrize("force", [False, True])
def test_the_deny_list_asks_whatever_the_policy_says(run: Run, force: bool) -> None:
    decision = decide(run, RUN_ALL, Force(force))
    assert decision.action is RestoreAction.ASK
    assert decision.denied
    assert decision.run == run


def test_yes_really_overrides_the_deny_list_only_together_with_force() -> None:
    run = RunCommand(("rm", "x"))
    assert decide(run, RUN_ALL, Force(True, True)).action is RestoreAction.RUN
    assert decide(run, RUN_ALL, Force(False, True)).action is RestoreAction.ASK


@pytest.mark.parametrize("policy", ["ask", "run", "skip"])
def test_the_policy_decides_for_everything_else(policy: str) -> None:
    config = Config(restore_policy=policy)
    assert decide(RunCommand(("cargo", "test")), config).action == policy


def test_a_rule_wins_over_the_policy_and_sees_through_wrappers() -> None:
    rules = (
        RestoreRule("htop", RestoreAction.RUN),
        RestoreRule("vim", RestoreAction.REPLACE, "vim -S"),
        RestoreRule("ssh", RestoreAction.SKIP),
    )
    config = Config(restore_rules=rules)
    assert decide(RunCommand(("htop",)), config).action is RestoreAction.RUN
    assert decide(RunCommand(("ssh", "host")), config).action is RestoreAction.SKIP
    decision = decide(RunCommand(("vim", "x")), config)
    assert decision.action is RestoreAction.ASK
    assert decision.run == parse_run("vim -S")


def test_a_replacement_is_held_against_the_deny_list_too() -> None:
    config = Config(restore_rules=(RestoreRule("vim", RestoreAction.REPLACE, "sudo vim"),))
    assert decide(RunCommand(("vim",)), config, Force(True)).denied


def test_programs_are_found_behind_wrappers_and_in_pipelines() -> None:
    run = RunCommand(("env",), "env A=1 nice -n 5 make -j4 | tee log; less log")
    assert programs_of(run, ("env", "nice")) == ["env", "nice", "make", "tee", "less"]
