"""What runs by itself when a session comes back, and what never does."""

import pytest

from mux.config.models import Config, RestoreAction, RestoreRule
from mux.core.geometry import Size
from mux.core.layout import EditFile, Layout, PaneLayout, Run, RunCommand, TabLayout
from mux.core.model import Level, Pane, PaneState
from mux.core.runs import parse_run
from mux.core.start import start
from mux.core.tree import Leaf
from mux.server.policy import UNFORCED, Force, apply_policy, decide
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


def test_a_rule_for_what_a_wrapper_starts_or_for_the_wrapper() -> None:
    rules = (RestoreRule("vim", RestoreAction.SKIP), RestoreRule("python3", RestoreAction.RUN))
    config = Config(restore_rules=rules)
    assert decide(RunCommand(("env", "A=1", "vim")), config).action is RestoreAction.SKIP
    assert decide(RunCommand(("python3", "-m", "pytest")), config).action is RestoreAction.RUN


@pytest.mark.parametrize("force", [Force(), Force(True), Force(True, True)])
def test_what_output_asked_for_always_asks(force: Force) -> None:
    decision = decide(parse_run("make"), RUN_ALL, force, pinned=True, untrusted=True)
    assert decision.action is RestoreAction.ASK
    assert "output" in decision.denied


def test_a_pinned_command_is_not_resolved_nor_replaced() -> None:
    config = Config(restore_rules=(RestoreRule("claude", RestoreAction.REPLACE, "less"),))
    run = parse_run("claude --resume 7")
    assert decide(run, config, pinned=True).run == run
    assert decide(parse_run("claude"), config).run == parse_run("less")
    assert decide(parse_run("claude"), Config(), pinned=True).run == parse_run("claude")
    assert decide(parse_run("claude"), Config()).run == RunCommand(("claude", "--continue"))


def test_a_session_of_vim_asks_where_others_run() -> None:
    run = RunCommand(("vim", "a"))
    decision = decide(run, RUN_ALL, has_file=lambda name: name == "Session.vim")
    assert (decision.action, decision.run.argv) == (RestoreAction.ASK, ("vim", "-S"))  # type: ignore[union-attr]
    forced = decide(run, Config(), Force(True), has_file=lambda name: True)
    assert forced.action is RestoreAction.RUN


def test_an_alias_does_not_hide_what_it_starts() -> None:
    run = RunCommand(("rm", "-rf", "x"), "tidy x")
    assert decide(run, RUN_ALL).denied


def brought_back(config: Config, *panes: PaneLayout, force: Force = UNFORCED) -> list[Pane]:
    tabs = tuple(TabLayout(Leaf(pane)) for pane in panes)
    change = start("main", Layout(tabs), Size(80, 24), "/", gated=True)
    return list(apply_policy(change, config, force).workspace.panes.values())


def test_the_policy_opens_some_gates_and_leaves_others() -> None:
    rules = (RestoreRule("htop", RestoreAction.RUN), RestoreRule("ssh", RestoreAction.SKIP))
    panes = brought_back(
        Config(restore_rules=rules),
        PaneLayout(RunCommand(("htop",))),
        PaneLayout(RunCommand(("ssh", "host"))),
        PaneLayout(RunCommand(("make",)), start_suspended=True, close_on_exit=True),
        PaneLayout(RunCommand(("rm", "x"))),
        PaneLayout(EditFile("notes")),
        PaneLayout(restore="evil", restore_untrusted=True),
        PaneLayout(RunCommand(("vim",)), restore=""),
    )
    assert [pane.state for pane in panes] == [
        *(PaneState.RUNNING, PaneState.RUNNING, PaneState.WAITING, PaneState.WAITING),
        *(PaneState.WAITING, PaneState.WAITING, PaneState.RUNNING),
    ]
    assert [bool(pane.caution) for pane in panes] == [False] * 3 + [True, False, True, False]
    assert (panes[2].start_suspended, panes[2].close_on_exit) == (True, True)
    assert panes[1].level is Level.CONTENTS


def test_force_opens_all_gates_but_those_with_a_reason() -> None:
    panes = (
        PaneLayout(RunCommand(("make",))),
        PaneLayout(RunCommand(("rm", "x"))),
        PaneLayout(restore="evil", restore_untrusted=True),
    )
    states = [pane.state.value for pane in brought_back(Config(), *panes, force=Force(True))]
    assert states == ["running", "waiting", "waiting"]
    really = brought_back(Config(), *panes, force=Force(True, True))
    assert [pane.state.value for pane in really] == ["running", "running", "waiting"]
