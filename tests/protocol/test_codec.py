"""Every message of every conversation goes through its codec unchanged."""

import inspect
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.protocol import keeper_messages, messages
from mux.protocol.codec import Codec, wire_name
from mux.protocol.framing import Frame, FrameReader, Kind, RemoteProtocolError, encode_frame

CLIENT_MESSAGES = [
    kind
    for _, kind in inspect.getmembers(messages, inspect.isclass)
    if issubclass(kind, messages.Message) and kind is not messages.Message
]
KEEPER_MESSAGES = keeper_messages.MESSAGES

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
numbers = st.integers(-(2**53), 2**53)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
for plain, strategy in (
    (dict, st.dictionaries(texts, values, max_size=3)),
    (list, st.lists(values, max_size=3)),
):
    st.register_type_strategy(plain, strategy)


def whole(kind):
    """Messages of a kind, with every field drawn."""
    by_annotation = {
        "int": numbers,
        "float": st.floats(allow_nan=False, allow_infinity=False),
        "str": texts,
        "bool": st.booleans(),
        "list[str]": st.lists(texts, max_size=3),
        "dict[str, str]": st.dictionaries(texts, texts, max_size=3),
        "Any": values,
    }
    drawn = {}
    for name, field in kind.__dataclass_fields__.items():
        annotation = inspect.formatannotation(field.type).replace("typing.", "")
        choices = [by_annotation.get(part.strip()) for part in annotation.split("|")]
        if annotation.startswith("list"):
            choices = [by_annotation.get(annotation, st.lists(values, max_size=3))]
        elif annotation.startswith("dict"):
            choices = [by_annotation.get(annotation, st.dictionaries(texts, values, max_size=3))]
        drawn[name] = st.one_of(*(st.none() if choice is None else choice for choice in choices))
    return st.builds(kind, **drawn)


def decode(codec, encoded):
    (frame,) = FrameReader().feed(encoded)
    return codec.decode(frame)


@pytest.mark.parametrize("kinds", [CLIENT_MESSAGES, KEEPER_MESSAGES])
@given(data=st.data())
def test_a_message_comes_out_as_it_went_in(kinds, data):
    message = data.draw(st.sampled_from(kinds).flatmap(whole))
    codec = Codec(kinds)
    assert decode(codec, codec.encode(message)) == message


def test_bytes_that_are_no_utf8_travel_in_strings():
    codec = Codec(KEEPER_MESSAGES)
    odd = b"caf\xe9 \xff".decode("utf-8", "surrogateescape")
    message = keeper_messages.Spawn(1, 1, [odd], {odd: odd}, odd, 80, 24)
    assert decode(codec, codec.encode(message)) == message


@given(st.binary(max_size=60) | values.map(lambda value: json.dumps(value).encode()))
def test_any_payload_gives_a_message_or_one_kind_of_error(payload):
    with pytest.raises(RemoteProtocolError):
        Codec(CLIENT_MESSAGES).decode(Frame(Kind.MESSAGE, 0, payload))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"type": "resize", "width": 80}, "resize: height is missing"),
        ({"type": "resize", "width": "80", "height": 24}, "resize: width is of the wrong type"),
        ({"type": "resize", "width": True, "height": 24}, "resize: width is of the wrong type"),
        ({"type": "no-such-thing"}, "a message of no known type"),
        ({"type": ["resize"]}, "a message of no known type"),
        ([], "a message of no known type"),
    ],
)
def test_a_wrong_message_is_refused_with_the_reason(body, reason):
    (frame,) = FrameReader().feed(encode_frame(Kind.MESSAGE, json.dumps(body).encode()))
    with pytest.raises(RemoteProtocolError, match=reason):
        Codec(CLIENT_MESSAGES).decode(frame)


def test_fields_of_a_newer_version_are_passed_over():
    body = {"type": "resize", "width": 80, "height": 24, "depth": 3}
    frame = Frame(Kind.MESSAGE, 0, json.dumps(body).encode())
    assert Codec(CLIENT_MESSAGES).decode(frame) == messages.Resize(80, 24)


def test_deep_nesting_is_refused_like_any_nonsense():
    frame = Frame(Kind.MESSAGE, 0, b"[" * 100_000)
    with pytest.raises(RemoteProtocolError):
        Codec(CLIENT_MESSAGES).decode(frame)


def test_every_message_of_the_keeper_is_in_its_list():
    kinds = {
        kind
        for _, kind in inspect.getmembers(keeper_messages, inspect.isclass)
        if issubclass(kind, keeper_messages.KeeperMessage)
    }
    assert kinds - {keeper_messages.KeeperMessage} == set(KEEPER_MESSAGES)


def test_wire_names_are_kebab_case():
    assert wire_name(messages.OuterTerminal) == "outer-terminal"
    assert wire_name(messages.Do) == "do"


@given(st.integers(0, 2**31), texts.filter(lambda text: "\n" not in text and "\r" not in text))
def test_a_crash_note_reads_back(pid, reason):
    note = keeper_messages.CrashNote(pid, "gave up: " + "".join(reason.split()), "/some/log file")
    assert keeper_messages.CrashNote.read(note.write()) == note


@given(texts)
def test_any_text_reads_as_some_crash_note(text):
    assert keeper_messages.CrashNote.read(text).keeper >= 0
