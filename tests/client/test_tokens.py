"""Bytes to tokens: the kinds of everything a terminal sends, and that cuts don't matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mux.client.tokens import PASTE_PIECE, Token, Tokenizer, TokenKind

SAMPLES = [
    (b"ls", TokenKind.TEXT),
    ("é日本🙂".encode(), TokenKind.TEXT),
    (b"\x02", TokenKind.CTRL),
    (b"\r", TokenKind.CTRL),
    (b"\x7f", TokenKind.CTRL),
    (b"\x1bx", TokenKind.ALT),
    ("\x1bé".encode(), TokenKind.ALT),
    (b"\x1b\x7f", TokenKind.ALT),
    (b"\x1b\r", TokenKind.ALT),
    (b"\x1b\x1b[A", TokenKind.ALT),
    (b"\x1b\x1bOA", TokenKind.ALT),
    (b"\x1b[A", TokenKind.CSI),
    (b"\x1b[1;5C", TokenKind.CSI),
    (b"\x1b[3~", TokenKind.CSI),
    (b"\x1b[97;5u", TokenKind.CSI),
    (b"\x1b[97:65;2:1;65u", TokenKind.CSI),
    (b"\x1b[27;5;13~", TokenKind.CSI),
    (b"\x1b[1;5R", TokenKind.CSI),
    (b"\x1b[[A", TokenKind.CSI),
    (b"\x1bOA", TokenKind.SS3),
    (b"\x1bO5P", TokenKind.SS3),
    (b"\x1b[<0;3;4M", TokenKind.MOUSE),
    (b"\x1b[<35;120;40m", TokenKind.MOUSE),
    (b"\x1b[M !!", TokenKind.X10),
    (b"\x1b[I", TokenKind.FOCUS),
    (b"\x1b[O", TokenKind.FOCUS),
    (b"\x1b[?62;22c", TokenKind.REPLY),
    (b"\x1b[>1;10;0c", TokenKind.REPLY),
    (b"\x1b[?2026;2$y", TokenKind.REPLY),
    (b"\x1b[12;40R", TokenKind.REPLY),
    (b"\x1b[?1u", TokenKind.REPLY),
    (b"\x1b[0n", TokenKind.REPLY),
    (b"\x1b[8;24;80t", TokenKind.REPLY),
    (b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", TokenKind.REPLY),
    (b"\x1b]10;rgb:ff/ff/ff\x07", TokenKind.REPLY),
    (b"\x1bP>|XTerm(380)\x1b\\", TokenKind.REPLY),
    (b"\x1bP1$r0m\x1b\\", TokenKind.REPLY),
    (b"\x1b_Gi=1;OK\x1b\\", TokenKind.REPLY),
]


def tokenize(*pieces: bytes) -> list[Token]:
    tokenizer = Tokenizer()
    return [token for piece in pieces for token in tokenizer.feed(piece)]


def join_texts(tokens: list[Token]) -> list[Token]:
    """Where a run of text was cut does not matter."""
    joined: list[Token] = []
    for token in tokens:
        if joined and token.kind is joined[-1].kind is TokenKind.TEXT:
            joined[-1] = Token(TokenKind.TEXT, joined[-1].raw + token.raw)
        else:
            joined.append(token)
    return joined


@pytest.mark.parametrize(("raw", "kind"), SAMPLES)
def test_each_thing_is_one_token_of_its_kind(raw: bytes, kind: TokenKind) -> None:
    assert tokenize(raw) == [Token(kind, raw)]


@given(st.lists(st.sampled_from([raw for raw, _ in SAMPLES]), max_size=6), st.data())
def test_cutting_anywhere_gives_the_same_tokens(parts: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert join_texts(tokenize(*pieces)) == join_texts(tokenize(whole))


@given(st.binary(max_size=60))
def test_no_byte_is_lost_but_the_brackets_of_pastes(raw: bytes) -> None:
    if b"\x1b[200~" in raw:
        return
    tokenizer = Tokenizer()
    tokens = tokenizer.feed(raw) + tokenizer.flush()
    assert b"".join(token.raw for token in tokens) == raw


def test_a_lone_escape_waits_a_moment_and_is_then_the_escape_key() -> None:
    tokenizer = Tokenizer()
    assert tokenizer.feed(b"\x1b") == []
    patience = tokenizer.patience
    assert patience is not None
    assert patience < 0.05
    assert tokenizer.flush() == [Token(TokenKind.ESC, b"\x1b")]
    assert tokenizer.patience is None


@pytest.mark.parametrize("raw", [b"\x1b[", b"\x1bO", b"\x1b]", b"\x1bP"])
def test_alt_with_the_start_of_a_sequence_is_a_key_when_nothing_follows(raw: bytes) -> None:
    tokenizer = Tokenizer()
    assert tokenizer.feed(raw) == []
    assert tokenizer.flush() == [Token(TokenKind.ALT, raw)]


def test_an_answer_that_was_cut_off_is_never_typed() -> None:
    tokenizer = Tokenizer()
    assert tokenizer.feed(b"\x1b]11;rgb:ff") == []
    assert [token.kind for token in tokenizer.flush()] == [TokenKind.REPLY]


def test_alt_p_before_text_is_a_key_and_text() -> None:
    assert tokenize(b"\x1bPfoo") == [Token(TokenKind.ALT, b"\x1bP"), Token(TokenKind.TEXT, b"foo")]


@given(st.binary(max_size=40), st.data())
def test_a_paste_comes_whole_however_it_is_cut(text: bytes, data: st.DataObject) -> None:
    if b"\x1b[201~" in text + b"\x1b[201~"[:-1]:
        return
    raw = b"\x1b[200~" + text + b"\x1b[201~x"
    cut = data.draw(st.integers(0, len(raw)))
    tokens = tokenize(raw[:cut], raw[cut:])
    pasted = b"".join(token.raw for token in tokens if token.kind is TokenKind.PASTE)
    assert pasted == text
    assert tokens[-1] == Token(TokenKind.TEXT, b"x")


def test_a_long_paste_is_given_on_in_pieces_at_whole_characters() -> None:
    text = "日".encode() * (PASTE_PIECE // 3 + 100_000)
    raw = b"\x1b[200~" + text + b"\x1b[201~"
    pieces = [raw[start : start + 65536] for start in range(0, len(raw), 65536)]
    tokens = tokenize(*pieces)
    assert len(tokens) == 2
    assert b"".join(token.raw for token in tokens) == text
    for token in tokens:
        token.raw.decode()


def test_escape_sequences_inside_a_paste_are_text() -> None:
    assert tokenize(b"\x1b[200~a\x1b[Ab\x02\x1b[201~") == [Token(TokenKind.PASTE, b"a\x1b[Ab\x02")]
