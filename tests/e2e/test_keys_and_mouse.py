"""Every key and every mouse report, from the outer terminal's bytes to those that a program reads.

The program in the pane is a recorder: it asks for modes, then writes what it gets into a file.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.harness import DEADLINE, Terminal, World, open_world

RECORDER = """\
import os, sys, tty
tty.setraw(0)
out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
os.write(1, sys.argv[2].encode().decode("unicode_escape").encode() + b"\\x1b[2J\\x1b[Hrecording")
while True:
    os.write(out, os.read(0, 4096))
"""
END = b"\x07"  # typed after each row of a table: ctrl-g means nothing to mux


class Recorder:
    """A pane that fills the screen below the tab bar, whose program records what it gets."""

    def __init__(self, world: World, modes: str) -> None:
        program = world.path / "recorder.py"
        program.write_text(RECORDER)
        self.record = world.path / "record"
        self.record.write_bytes(b"")
        command = ["python3", str(program), str(self.record), modes]
        self.terminal: Terminal = world.start("new", "-s", "keys", "--", *command)
        self.terminal.wait_for("recording")
        # The modes of the pane have reached the outer terminal once a key shows that they have.
        self.terminal.settle()

    def type(self, raw: bytes) -> bytes:
        """What the program gets for these bytes, typed in one piece."""
        before = len(self.record.read_bytes())
        self.terminal._write(raw)
        time.sleep(0.05)  # a lone ESC and what follows it are two keys
        self.terminal._write(END)
        deadline = time.monotonic() + DEADLINE
        while not (got := self.record.read_bytes()[before:]).endswith(END):
            assert time.monotonic() < deadline, f"{raw!r} never came; got {got!r}"
            self.terminal.read(0.005)
        return got.removesuffix(END)


def open_recorder(modes: str) -> Iterator[Recorder]:
    for world in open_world():
        yield Recorder(world, modes)


@pytest.fixture(scope="module")
def plain() -> Iterator[Recorder]:
    yield from open_recorder("")


@pytest.fixture(scope="module")
def application() -> Iterator[Recorder]:
    """Application cursor keys and keypad."""
    yield from open_recorder(r"\x1b[?1h\x1b=")


@pytest.fixture(scope="module")
def kitty() -> Iterator[Recorder]:
    """The kitty keyboard protocol: disambiguate, event types, alternates, all keys, text."""
    yield from open_recorder(r"\x1b[>31u")


KEYS = [
    *(bytes([code]) for code in range(0x20, 0x7F)),
    *(bytes([code]) for code in range(0x20) if code not in (0x02, 0x07, 0x1B)),
    b"\x7f",
    b"\x1b",
    *("é", "ß", "日", "👍🏽", "👩‍👩‍👧"),
    *(b"\x1b" + bytes([code]) for code in b"abzABZ019.,;/-=\\'`~!@#\r\t\x7f\x01\x02\x08\x1a "),
    *(b"\x1b[" + final for final in (b"A", b"B", b"C", b"D", b"F", b"H", b"Z", b"E")),
    *(b"\x1bO" + final for final in (b"A", b"D", b"F", b"H", b"P", b"Q", b"R", b"S", b"M", b"j")),
    *(b"\x1b[%d~" % number for number in (1, 2, 3, 4, 5, 6, 7, 8, 11, 15, 17, 21, 23, 24, 25, 34)),
    *(b"\x1b[1;%d%c" % (bits, final) for bits in range(2, 17) for final in b"ACHPS"),
    *(b"\x1b[%d;%d~" % (number, bits) for number in (3, 5, 15, 24) for bits in (2, 3, 5, 8)),
    *(b"\x1b\x1b[A", b"\x1b\x1b[5~", b"\x1b[a", b"\x1bOa", b"\x1b[3^", b"\x1b[3@"),  # rxvt
    *(b"\x1b[[A", b"\x1b[[E"),  # the Linux console
    *(b"\x1b[27;5;13~", b"\x1b[27;6;9~", b"\x1b[27;5;44~"),  # modifyOtherKeys
]
KITTY_KEYS = [
    b"\x1b[97u",
    b"\x1b[97;1:1u",
    b"\x1b[97;1:2u",
    b"\x1b[97;1:3u",
    b"\x1b[97:65;2;65u",
    b"\x1b[97::99;5u",
    b"\x1b[13;2u",
    b"\x1b[9;5u",
    b"\x1b[27u",
    b"\x1b[57441;2u",
    b"\x1b[57399;1u",
    b"\x1b[1;1:3A",
    b"\x1b[5;3:2~",
    b"\x1b[233;1;233u",
]


def raw_of(key: bytes | str) -> bytes:
    return key.encode() if isinstance(key, str) else key


@pytest.mark.parametrize("key", KEYS, ids=repr)
def test_keys_arrive_as_they_were_typed(plain: Recorder, key: bytes | str) -> None:
    assert plain.type(raw_of(key)) == raw_of(key)


APPLICATION_KEYS = [b"\x1bOA", b"\x1bOH", b"\x1bOp", b"\x1bOM", b"\x1bOk", b"\x1b[1;5A", b"\x1b[3~"]


@pytest.mark.parametrize("key", APPLICATION_KEYS, ids=repr)
def test_application_keys_arrive_as_they_were_typed(application: Recorder, key: bytes) -> None:
    assert application.terminal.received.find(b"\x1b[?1h") > 0, "the terminal was told"
    assert application.type(key) == key


@pytest.mark.parametrize("key", KITTY_KEYS, ids=repr)
def test_kitty_reports_arrive_as_they_were_typed(kitty: Recorder, key: bytes) -> None:
    assert kitty.terminal.received.find(b"\x1b[>31u") > 0, "the terminal was told"
    assert kitty.type(key) == key


@pytest.mark.parametrize("prefix", [b"\x02\x02", b"\x1b[98;5u\x1b[98;5u"], ids=repr)
def test_the_prefix_twice_is_the_key_itself(kitty: Recorder, prefix: bytes) -> None:
    assert kitty.type(prefix) in (b"\x02", b"\x1b[98;5u")


def test_a_paste_is_text_and_no_keys(plain: Recorder) -> None:
    assert plain.type(b"\x1b[200~a\x02%b\x1b[201~") == b"a%b"


@pytest.fixture(scope="module")
def bracketed() -> Iterator[Recorder]:
    yield from open_recorder(r"\x1b[?2004h\x1b[?1004h")


def test_a_paste_in_brackets(bracketed: Recorder) -> None:
    pasted = b"\x1b[200~one\ntwo\x1b[201~"
    assert bracketed.type(pasted).replace(b"\r", b"\n") == pasted


def test_focus_reports(bracketed: Recorder) -> None:
    assert bracketed.type(b"\x1b[O\x1b[I") == b"\x1b[O\x1b[I"


# --- the mouse ----------------------------------------------------------------------------------

# A report at column 10 and row 5 of the screen is at row 4 of the pane, below the tab bar.
REPORTS = [
    (b"\x1b[<0;10;5M\x1b[<0;10;5m", b"\x1b[<0;10;4M\x1b[<0;10;4m"),
    (b"\x1b[<1;10;5M\x1b[<1;10;5m", b"\x1b[<1;10;4M\x1b[<1;10;4m"),
    (b"\x1b[<2;10;5M\x1b[<2;10;5m", b"\x1b[<2;10;4M\x1b[<2;10;4m"),
    (b"\x1b[<64;10;5M", b"\x1b[<64;10;4M"),
    (b"\x1b[<65;10;5M", b"\x1b[<65;10;4M"),
    (b"\x1b[<16;10;5M\x1b[<16;10;5m", b"\x1b[<16;10;4M\x1b[<16;10;4m"),  # ctrl
    (b"\x1b[<8;10;5M\x1b[<8;10;5m", b"\x1b[<8;10;4M\x1b[<8;10;4m"),  # alt
    (
        b"\x1b[<0;10;5M\x1b[<32;12;6M\x1b[<0;12;6m",
        b"\x1b[<0;10;4M\x1b[<32;12;5M\x1b[<0;12;5m",
    ),
    (b"\x1b[<4;10;5M\x1b[<4;10;5m", b""),  # shift: mux's own
    (b"\x1b[<0;3;1M\x1b[<0;3;1m", b""),  # on the tab bar
    (b"\x1b[<128;10;5M", b""),  # a button that nobody has
]


@pytest.fixture(scope="module")
def sgr_mouse() -> Iterator[Recorder]:
    yield from open_recorder(r"\x1b[?1002h\x1b[?1006h")


@pytest.mark.parametrize(("report", "arrives"), REPORTS, ids=repr)
def test_mouse_reports(sgr_mouse: Recorder, report: bytes, arrives: bytes) -> None:
    assert sgr_mouse.type(report) == arrives


@pytest.fixture(scope="module")
def old_mouse() -> Iterator[Recorder]:
    yield from open_recorder(r"\x1b[?1000h")


@pytest.mark.parametrize(
    ("report", "arrives"),
    [
        (b"\x1b[<0;10;5M\x1b[<0;10;5m", b"\x1b[M *$\x1b[M#*$"),
        (b"\x1b[<64;10;5M", b"\x1b[M`*$"),
        (b"\x1b[<32;10;5M", b""),  # nobody asked for moves
    ],
    ids=repr,
)
def test_mouse_reports_of_old(old_mouse: Recorder, report: bytes, arrives: bytes) -> None:
    assert old_mouse.type(report) == arrives


@pytest.fixture(scope="module")
def every_move() -> Iterator[Recorder]:
    yield from open_recorder(r"\x1b[?1003h\x1b[?1006h")


def test_moves_for_whom_asked(every_move: Recorder) -> None:
    assert b"\x1b[?1003h" in every_move.terminal.received, "the terminal was told"
    assert every_move.type(b"\x1b[<35;10;5M") == b"\x1b[<35;10;4M"


def test_without_a_mouse_mode_nothing_arrives(plain: Recorder) -> None:
    for report, _ in REPORTS:
        if report != b"\x1b[<2;10;5M\x1b[<2;10;5m":  # opens a menu
            assert plain.type(report) == b""
    Path(plain.record).write_bytes(b"")
