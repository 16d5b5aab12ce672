"""What programs are answered."""

from collections.abc import Callable
from typing import Any

import pytest

from mux import __version__

Show = Callable[..., Any]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("\x1b[c", "\x1b[?62;22;52c"),
        ("\x1b[0c", "\x1b[?62;22;52c"),
        ("\x1b[1c", ""),
        ("\x1bZ", "\x1b[?62;22;52c"),
        ("\x1b[>c", "\x1b[>1;10;0c"),
        ("\x1b[=c", "\x1bP!|00000000\x1b\\"),
        ("\x1b[>q", f"\x1bP>|mux {__version__}\x1b\\"),
        ("\x1b[5n", "\x1b[0n"),
        ("\x1b[2;3H\x1b[6n", "\x1b[2;3R"),
        ("\x1b[2;3H\x1b[?6n", "\x1b[?2;3R"),
        ("\x1b[?996n", "\x1b[?997;1n"),
        ("\x1b[x", "\x1b[2;1;1;128;128;1;0x"),
        ("\x1b[?63;7n", "\x1bP7!~0000\x1b\\"),
        ("\x1b[?6h\x1b[?69h\x1b[2;3r\x1b[4;8s\x1b[?6h\x1b[6n", "\x1b[1;1R"),
        ('\x1b["v', '\x1b[4;10;1;1;1"w'),
        ("\x1b[3;1H\x1b[1;7m0123456789\x1b[1$w", "\x1bP1$u3;10;1;I;@;H;0;2;@;BBBB\x1b\\"),
        ("\x1b)0\x0e\x1b[1\"q\x1b[?6h\x1b[1$w", "\x1bP1$u1;1;1;@;A;A;1;2;@;B0BB\x1b\\"),
        ("\x1b[5G\x1bH\x1b[2$w", "\x1bP2$u5/9\x1b\\"),
        ("\x1b[3g\x1b[?5W\x1b[2$w\x1b[3g\x1b[2$w\x1b[9$w",
         "\x1bP2$u9\x1b\\\x1bP2$u\x1b\\"),
        ("\x1b[1;31ma\x1b[4mb\x1b[1;1;1;2#|\x1b[1;1;1;1#|\x1b[1;1;1;3#|",
         "\x1b[0;1;31m\x1b[0;1;31m\x1b[0m"),
        ("\x1b[18t", "\x1b[8;4;10t"),
        ("\x1b[19t", "\x1b[9;4;10t"),
        ("\x1b[14t\x1b[16t", ""),
        ("\x1b[20t\x1b[21t", "\x1b]L\x1b\\\x1b]l\x1b\\"),
        ("\x1b[?u", "\x1b[?0u"),
        ("\x1b[>5u\x1b[?u", "\x1b[?5u"),
        ("\x1b[>4;1m\x1b[?4m", "\x1b[>4;1m"),
        ("\x1bP$qm\x1b\\", "\x1bP1$r0m\x1b\\"),
        ("\x1b[1;31;4:3m\x1bP$qm\x1b\\", "\x1bP1$r0;1;4:3;31m\x1b\\"),
        ("\x1b[2;3r\x1bP$qr\x1b\\", "\x1bP1$r2;3r\x1b\\"),
        ("\x1b[?69h\x1b[2;7s\x1bP$qs\x1b\\", "\x1bP1$r2;7s\x1b\\"),
        ("\x1b[4 q\x1bP$q q\x1b\\", "\x1bP1$r4 q\x1b\\"),
        ('\x1b[1"q\x1bP$q"q\x1b\\', '\x1bP1$r1"q\x1b\\'),
        ('\x1b[64;1"p\x1bP$q"p\x1b\\', '\x1bP1$r64;1"p\x1b\\'),
        ('\x1b[99;1"p\x1bP$q"p\x1b\\', '\x1bP1$r62;1"p\x1b\\'),
        ('\x1b[62;1"p\x1b[4$p', ""),
        ('\x1b[63;1"p\x1b[4$p\x1b[?69h\x1b[?69$p', "\x1b[4;2$y\x1b[?69;2$y"),
        ('\x1b[64;1"p\x1b[?69;95h\x1b[?69$p\x1b[?95$p', "\x1b[?69;1$y\x1b[?95;2$y"),
        ('\x1bP$q"p\x1b\\', '\x1bP1$r62;1"p\x1b\\'),
        ("\x1bP$qz\x1b\\", "\x1bP0$r\x1b\\"),
        ("\x1bP+q436f\x1b\\", "\x1bP1+r436f=323536\x1b\\"),
        ("\x1bP+q544e;7878\x1b\\",
         "\x1bP1+r544e=787465726D2D323536636F6C6F72\x1b\\\x1bP0+r7878\x1b\\"),
        ("\x1bP+qnothex\x1b\\", "\x1bP0+r\x1b\\"),
        ("\x1b]4;1;?\x07", "\x1b]4;1;rgb:cdcd/0000/0000\x07"),
        ("\x1b]4;1;?\x1b\\", "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\"),
        ("\x1b]4;16;?;231;?;244;?\x07",
         "\x1b]4;16;rgb:0000/0000/0000\x07\x1b]4;231;rgb:ffff/ffff/ffff\x07\x1b]4;244;rgb:8080/8080/8080\x07"),
        ("\x1b]4;1;#f80\x07\x1b]4;1;?\x07", "\x1b]4;1;rgb:f000/8000/0000\x07"),
        ("\x1b]4;1;rgb:f/8/0\x07\x1b]4;1;?\x07", "\x1b]4;1;rgb:ffff/8888/0000\x07"),
        ("\x1b]4;1;#112233\x07\x1b]4;2;red\x07\x1b]104;1\x07\x1b]4;1;?;2;?\x07",
         "\x1b]4;1;rgb:cdcd/0000/0000\x07\x1b]4;2;rgb:ffff/0000/0000\x07"),
        ("\x1b]4;2;red\x07\x1b]104\x07\x1b]4;2;?\x07", "\x1b]4;2;rgb:0000/cdcd/0000\x07"),
        ("\x1b]4;999;?\x07\x1b]4;x;?\x07\x1b]4;1;nonsense\x07", ""),
        ("\x1b]11;?\x07", "\x1b]11;rgb:0000/0000/0000\x07"),
        ("\x1b]10;?;?;?\x07",
         "\x1b]10;rgb:e5e5/e5e5/e5e5\x07\x1b]11;rgb:0000/0000/0000\x07\x1b]12;rgb:e5e5/e5e5/e5e5\x07"),
        ("\x1b]11;#ffffff\x07\x1b]11;?\x07", "\x1b]11;rgb:ffff/ffff/ffff\x07"),
        ("\x1b]11;#ffffff\x07\x1b[?996n", "\x1b[?997;2n"),
        ("\x1b]11;#ffffff\x07\x1b]111\x07\x1b]11;?\x07", "\x1b]11;rgb:0000/0000/0000\x07"),
        ("\x1b]5;0;#112233\x07\x1b]5;0;?\x07\x1b]4;256;?\x07",
         "\x1b]5;0;rgb:1111/2222/3333\x07\x1b]4;256;rgb:1111/2222/3333\x07"),
        ("\x1b]5;0;#112233;1;#fff\x07\x1b]105;0\x07\x1b]5;0;?;1;?\x07",
         "\x1b]5;0;rgb:e5e5/e5e5/e5e5\x07\x1b]5;1;rgb:f000/f000/f000\x07"),
        ("\x1b]5;1;#fff\x07\x1b]4;1;#fff\x07\x1b]105\x07\x1b]5;1;?\x07\x1b]4;1;?\x07",
         "\x1b]5;1;rgb:e5e5/e5e5/e5e5\x07\x1b]4;1;rgb:f000/f000/f000\x07"),
        ("\x1b]5;5;?\x07\x1b]4;261;?\x07", ""),
        ("\x1b]17;#fff\x07\x1b]17;?;?;?\x07\x1b]117\x07\x1b]17;?\x07",
         "\x1b]17;rgb:f000/f000/f000\x07\x1b]18;rgb:e5e5/e5e5/e5e5\x07\x1b]19;rgb:0000/0000/0000\x07\x1b]17;rgb:e5e5/e5e5/e5e5\x07"),
        ("\x1b]4;1;#fff\x07\x1b[#P\x1b]4;1;#000\x07\x1b[#Q\x1b]4;1;?\x07\x1b[#R",
         "\x1b]4;1;rgb:f000/f000/f000\x07\x1b[?0;0#Q"),
        ("\x1b[2#P\x1b]11;#fff\x07\x1b[2#Q\x1b]11;?\x07\x1b[#R\x1b[99#P\x1b[99#Q",
         "\x1b]11;rgb:0000/0000/0000\x07\x1b[?2;2#Q"),
        ("\x1b]52;c;?\x07", ""),
    ],
)  # fmt: skip
def test_answers(show: Show, query: str, answer: str) -> None:
    assert show(query).replies() == answer.encode()


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        ("\x1b G\x1b[5n", b"\x9b0n"),
        ("\x1b G\x1b[=c", b"\x90!|00000000\x9c"),
        ("\x1b G\x1b]2;\xe9\x07\x1b[21t", b"\x9dl\xc3\xa9\x9c"),
        ("\x1b G\x1b F\x1b[5n", b"\x1b[0n"),
        ('\x1b[62;2"p\x1b[5n', b"\x9b0n"),
        ('\x1b[61;2"p\x1b G\x1b[5n', b"\x1b[0n"),
        ("\x1b G\x1bc\x1b[5n", b"\x1b[0n"),
    ],
)
def test_answers_with_controls_of_one_byte(show: Show, data: str, answer: bytes) -> None:
    assert show(data).replies() == answer


def test_the_outer_terminals_colours_are_told(show: Show) -> None:
    terminal = show("\x1b]11;#000000\x07")
    terminal.terminal.set_colors("rgb:1111/2222/3333", "#ffffff", "", {"1": "#010203", "x": ""})
    terminal.feed("\x1b]10;?\x07\x1b]11;?\x07\x1b]111\x07\x1b]11;?\x07\x1b]4;1;?\x07")
    assert terminal.replies() == (
        b"\x1b]10;rgb:1111/2222/3333\x07\x1b]11;rgb:0000/0000/0000\x07"
        b"\x1b]11;rgb:ffff/ffff/ffff\x07\x1b]4;1;rgb:0101/0202/0303\x07"
    )


def test_a_change_from_dark_to_light_is_reported_to_who_asked(show: Show) -> None:
    terminal = show().terminal
    assert not terminal.set_colors("", "#ffffff", "", {})
    terminal.feed(b"\x1b[?2031h")
    assert not terminal.set_colors("", "#eeeeee", "", {})
    (report,) = terminal.set_colors("", "#000000", "", {})
    assert report.data == b"\x1b[?997;1n"


def test_sizes_in_pixels_are_told_where_known(show: Show) -> None:
    terminal = show()
    terminal.terminal.set_cell_pixels(8, 16)
    assert terminal.feed("\x1b[14t\x1b[16t").replies() == b"\x1b[4;64;80t\x1b[6;16;8t"
