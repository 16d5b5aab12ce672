"""mux.dataclass beside the standard module: the same classes do the same."""

import copy
import dataclasses
import inspect
import pickle
from typing import Any, get_type_hints

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux import dataclass as ours


@ours.dataclass(frozen=True, slots=True)
class Place:
    """Where something is."""

    x: int
    y: int = 0


@ours.dataclass(frozen=True, slots=True)
class Named(Place):
    name: str = "here"
    tags: dict[str, int] = ours.field(default_factory=dict)


@ours.dataclass(frozen=True, slots=True)
class Nothing:
    pass


@ours.dataclass(slots=True)
class Counter:
    count: int = 0
    seen: list[int] = ours.field(default_factory=list)

    def __post_init__(self) -> None:
        self.count += 1


@ours.dataclass(slots=True, eq=False)
class Single:
    value: int


@ours.dataclass(frozen=True, slots=True)
class Marked:
    text: str
    line: int = ours.field(default=0, compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class StandardPlace:
    x: int
    y: int = 0


@given(st.integers(), st.integers(), st.integers(), st.integers())
def test_equal_and_hashed_as_the_standard_ones(a: int, b: int, c: int, d: int) -> None:
    mine, other = Place(a, b), Place(c, d)
    assert (mine == other) == (StandardPlace(a, b) == StandardPlace(c, d))
    assert hash(mine) == hash(StandardPlace(a, b))
    assert repr(mine) == repr(StandardPlace(a, b)).removeprefix("Standard")


@given(st.builds(Named))
def test_what_builds_objects_from_signatures_finds_one(named: Named) -> None:
    assert isinstance(named.x, int)
    assert isinstance(named.name, str)


def test_signature_and_hints_are_those_of_the_fields() -> None:
    assert str(inspect.signature(Place)) == "(x: int, y: int = 0) -> None"
    assert get_type_hints(Named.__init__)["tags"] == dict[str, int]
    assert Named.__match_args__ == ("x", "y", "name", "tags")


def test_another_class_is_never_equal() -> None:
    assert Place(1, 2) != Named(1, 2)
    assert Named(1, 2) != Place(1, 2)
    assert Nothing() == Nothing()
    assert Single(1) != Single(1)
    with pytest.raises(TypeError):
        hash(Counter())


def test_fields_that_do_not_count() -> None:
    assert Marked("a", 1) == Marked("a", 2)
    assert hash(Marked("a", 1)) == hash(Marked("a", 2))
    assert repr(Marked("a", 1)) == "Marked(text='a')"
    assert Marked("a", 1).line == 1


def test_wrong_arguments_are_refused() -> None:
    build: Any = Place
    for arguments in ((), (1, 2, 3)):
        with pytest.raises(TypeError):
            build(*arguments)
    with pytest.raises(TypeError):
        build(1, z=2)
    with pytest.raises(TypeError):
        ours.replace(Place(1), z=2)


def test_a_frozen_one_can_not_be_changed() -> None:
    place: Any = Named(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.colour = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del place.x
    counter: Any = Counter()
    with pytest.raises(AttributeError):
        counter.colour = 2


def test_defaults_are_made_anew_and_never_shared() -> None:
    first, second = Counter(), Counter()
    first.seen.append(1)
    assert (second.seen, second.count) == ([], 1)
    with pytest.raises(ValueError, match="seen"):

        @ours.dataclass(slots=True)
        class Shared:
            seen: list[int] = []  # noqa: RUF012


def test_copies_and_pickles_are_equal() -> None:
    named = Named(1, 2, "x", {"a": 1})
    assert copy.deepcopy(named) == named
    assert copy.copy(named) == named
    assert pickle.loads(pickle.dumps(named)) == named
    assert ours.replace(named, y=3) == Named(1, 3, "x", {"a": 1})


def test_the_standard_module_works_on_them() -> None:
    assert dataclasses.is_dataclass(Place)
    assert ours.is_dataclass(Place(1))
    assert dataclasses.asdict(Named(1)) == {"x": 1, "y": 0, "name": "here", "tags": {}}
    assert dataclasses.replace(Place(1), x=2) == Place(2)
    standard, own = dataclasses.fields(Named), ours.fields(Named)
    assert [(f.name, f.type) for f in standard] == [(f.name, f.type) for f in own]
    assert standard[0].default is dataclasses.MISSING
    assert own[0].default is ours.MISSING


def test_a_subclass_of_its_own_keeps_the_methods() -> None:
    class Further(Place):
        pass

    assert Further(1) == Further(1)
    assert Further(1) != Place(1)
    assert repr(Further(1)).endswith("Further(x=1, y=0)")


def test_own_methods_are_kept() -> None:
    @ours.dataclass(frozen=True, slots=True)
    class Loose:  # noqa: PLW1641
        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Loose) and other.text.lower() == self.text.lower()

        def __repr__(self) -> str:
            return "loose"

    assert Loose("A") == Loose("a")
    assert repr(Loose("a")) == "loose"
    assert hash(Loose("a")) == hash(("a",))
    assert hash(Loose("a")) == hash(("a",))


def test_a_method_that_calls_its_base_reaches_the_base() -> None:
    @ours.dataclass(slots=True)
    class Base:
        value: int

    class Doubled(Base):
        def __init__(self, value: int) -> None:
            super().__init__(value * 2)

        def __eq__(self, other: object) -> bool:
            return super().__eq__(other)

        def __hash__(self) -> int:
            return self.value

    # Before anybody else has used the base's methods, and so made them.
    assert Doubled(2).value == 4
    assert Doubled(2) == Doubled(2)
    assert Doubled(2) != Doubled(3)


def test_patterns_take_fields_by_place_and_by_name() -> None:
    match Named(1, 2):
        case Named(3, _):
            found = "wrong"
        case Place(1, y, name="here") if y == 2:
            found = "right"
        case _:
            found = "none"
    assert found == "right"


def test_there_are_slots_and_nothing_else() -> None:
    assert Place.__slots__ == ("x", "y")
    assert Named.__slots__ == ("name", "tags")
    for value in (Place(1), Named(1), Counter(), Single(1)):
        assert not hasattr(value, "__dict__")


def test_a_base_s_default_can_be_another_one() -> None:
    @ours.dataclass(frozen=True, slots=True)
    class Far(Place):
        y: int = 100

    assert Far(1) == Far(1, 100)
    assert Far.__match_args__ == ("x", "y")
    assert ours.fields(Far)[1].default == 100
    assert ours.fields(Place)[1].default == 0


def test_changeable_ones_are_copied_and_pickled_too() -> None:
    counter = Counter(1, [1])
    for twin in (copy.deepcopy(counter), pickle.loads(pickle.dumps(counter))):
        assert twin == counter
        assert twin.seen is not counter.seen
    assert copy.copy(counter).seen is counter.seen


def test_one_inside_another_becomes_plain_values() -> None:
    @ours.dataclass(frozen=True, slots=True)
    class Line:
        start: Place
        others: tuple[Place, ...] = ()

    line = Line(Place(1), (Place(2, 3),))
    assert dataclasses.asdict(line) == {
        "start": {"x": 1, "y": 0},
        "others": ({"x": 2, "y": 3},),
    }
    assert dataclasses.astuple(line) == ((1, 0), ((2, 3),))


def test_pydantic_checks_them_as_the_standard_ones() -> None:
    adapter, standard = pydantic.TypeAdapter(Named), pydantic.TypeAdapter(StandardPlace)
    assert adapter.validate_python({"x": "1", "tags": {"a": 2}}) == Named(1, 0, "here", {"a": 2})
    assert adapter.dump_python(Named(1)) == {"x": 1, "y": 0, "name": "here", "tags": {}}
    place = pydantic.TypeAdapter(Place)
    assert place.json_schema()["properties"] == standard.json_schema()["properties"]
    for wrong in ({}, {"x": "no"}, {"x": 1, "y": None}):
        with pytest.raises(pydantic.ValidationError):
            place.validate_python(wrong)
