"""Going on to other sessions, and options that are read again."""

from tests.core.session import A, Session

from mux.core.commands import ReloadConfig, SwitchSession
from mux.core.effects import LetGo, ReadConfig
from mux.core.facts import FramesChosen


def test_a_client_goes_on_to_a_state_or_a_layout_of_another_session() -> None:
    session = Session()
    session.do(SwitchSession("other", generation="2", layout="dev"))
    assert session.effects == (LetGo(A, "other", "2", "dev"),)


def test_options_are_read_again_when_asked_for() -> None:
    session = Session()
    session.do(ReloadConfig())
    assert session.effects == (ReadConfig(),)
    session.do(FramesChosen("none"))
    assert session.workspace.frames == "none"
