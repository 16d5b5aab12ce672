"""Paste buffers: the newest on top, and no more than there is room for."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mux.core import buffers
from mux.core.buffers import LIMIT, Buffers


def test_the_newest_is_on_top_and_all_have_names() -> None:
    stack = Buffers().push("one").push("two")
    assert [item.text for item in stack.items] == ["two", "one"]
    assert stack.find("") == ("buffer1", "two")
    assert stack.find("buffer0") == ("buffer0", "one")
    assert stack.find("buffer7") is None
    assert [item.text for item in stack.drop("buffer1").items] == ["one"]
    assert stack.drop("buffer1").push("three").find("buffer2") == ("buffer2", "three")


def test_appending_goes_behind_the_newest() -> None:
    assert Buffers().append("a").append("b").items[0] == ("buffer0", "ab")


@settings(max_examples=30)
@given(st.lists(st.text(max_size=20), max_size=80))
def test_there_are_never_too_many(texts: list[str]) -> None:
    stack = Buffers()
    for text in texts:
        stack = stack.push(text)
    assert [item.text for item in stack.items] == texts[::-1][:LIMIT]


def test_long_ones_push_the_old_ones_out() -> None:
    half = "x" * (buffers.LARGEST // 2)
    stack = Buffers().push("old").push(half).push(half)
    assert [len(item.text) for item in stack.items] == [len(half), len(half)]
    assert len(stack.push(half + half + "x").items) == 1


def test_a_summary_is_one_line() -> None:
    assert Buffers().push("a\n  b\tc").items[0].summary == "a b c"
