"""Options as values: defaults, changes, and no others."""

from typing import Any

import pytest

from mux.config.models import Config
from mux.config.options import Section, option


class Colours(Section):
    ink: str = option(default="black", description="Of letters.")
    mixed: dict[str, str] = option(default_factory=dict, description="By name.")


class Sizes(Section):
    width: int = option(default=80, ge=1, description="In cells.")


class All(Colours, Sizes):
    pass


def test_what_is_not_given_has_its_default_and_its_own() -> None:
    assert (All().ink, All(width=3).width) == ("black", 3)
    assert All().mixed == {}
    assert All().mixed is not All().mixed
    assert set(All.options) == {"ink", "mixed", "width"}
    assert set(Colours.options) == {"ink", "mixed"}
    assert All.options["width"].limits == {"ge": 1}


def test_values_do_not_change() -> None:
    config: Any = All()
    with pytest.raises(AttributeError):
        config.width = 3
    assert config.changed({"width": 3}) == All(width=3)
    assert config == All() != All(width=3)
    assert Sizes() != All()


def test_no_option_is_made_up() -> None:
    build: Any = Config
    with pytest.raises(TypeError, match="colour"):
        build(colour="red")


def test_only_what_was_set_is_shown() -> None:
    assert repr(All(ink="red")) == "All(ink='red')"
