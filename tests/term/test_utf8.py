"""UTF-8, well-formed and not, at every cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.term.utf8 import Utf8Decoder


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xc3\xa9 \xe6\xbc\xa2 \xf0\x9f\x99\x82", "café 漢 🙂"),
        (b"\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf", "\ud7ff\ue000\U0010ffff"),
        (b"\xc0\x80|\xc1\xbf|\xe0\x80\x80|\xe0\x9f\xbf", "�|�|�|�"),
        (b"\xf0\x80\x80\x80|\xf0\x8f\xbf\xbf", "�|�"),
        (b"\xed\xa0\x80|\xed\xbf\xbf|\xf4\x90\x80\x80|\xf7\xbf\xbf\xbf", "�|�|�|�"),
        (b"\xf8\x88\x80\x80\x80|\xfc\x84\x80\x80\x80\x80", "�|�"),
        (b"\xed\xa0|\xf0\x80|\xc0|\xe4\xbd|\xf0\x90\x8d|", "�|�|�|�|�|"),
        (b"\x80\xbf|\xff\xfe|\x9b", "��|��|�"),
        (b"\xe4\xe4\xbd\xa0", "�你"),
    ],
)  # fmt: skip
def test_text(data: bytes, text: str) -> None:
    assert Utf8Decoder().decode(data + b"~") == text + "~"


BYTES = st.lists(st.sampled_from(range(0x30, 0x100)), max_size=12).map(bytes)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_well_formed_text_comes_as_it_is(text: str) -> None:
    assert Utf8Decoder().decode(text.encode()) == text


@given(BYTES, st.data())
def test_no_cut_matters(data: bytes, draw: st.DataObject) -> None:
    cut = draw.draw(st.integers(0, len(data)))
    decoder = Utf8Decoder()
    text = decoder.decode(data[:cut]) + decoder.decode(data[cut:]) + decoder.decode(b"~")
    assert text == Utf8Decoder().decode(data + b"~")
    assert decoder.idle
