"""The client on a real terminal: what it shows, what it sends, and how it leaves."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_server import MODES, FakeServer, Showcase, pane, rows, view
from outer import Outer

from mux.protocol.messages import (
    Ack,
    Bye,
    Clipboard,
    Do,
    Focus,
    Hello,
    OuterTerminal,
    Refused,
    Resize,
)

Start = Callable[..., tuple[FakeServer, Outer]]


@pytest.fixture
def start(serve: Callable[..., FakeServer]) -> Iterator[Start]:
    started: list[Outer] = []

    def run(
        kind: type[FakeServer] = FakeServer,
        columns: int = 80,
        rows: int = 24,
        before: str = "",
        **environ: str,
    ) -> tuple[FakeServer, Outer]:
        server = serve(kind)
        outer = Outer(server.path, columns, rows, before, **environ)
        started.append(outer)
        return server, outer

    yield run
    for outer in started:
        outer.close()


def test_panes_bars_and_keys(start: Start) -> None:
    server, outer = start(Showcase)
    outer.wait_for(lambda: "[1:tab1]" in outer.lines[0] and "┏━ pane 1" in outer.lines[1])
    assert "float" in outer.text
    assert "saved" in outer.lines[23]
    outer.type(b"ab\x1b[A\x1bx")
    outer.wait_for(lambda: r"'ab\x1b[A\x1bx'" in outer.lines[2])
    assert server.got(Hello) == [Hello(1, "client", 80, 22, outer.process.pid)]
    server.wait_for(lambda: server.got(Ack))


def test_the_terminals_answers_are_never_typed(start: Start) -> None:
    server, outer = start(Showcase)
    outer.wait_for(lambda: "pane 1" in outer.text)
    server.wait_for(lambda: server.got(OuterTerminal))
    outer.type(b"x")
    server.wait_for(lambda: bytes(server.input))
    assert bytes(server.input) == b"x"


def leave(server: FakeServer, outer: Outer, how: str) -> str:
    match how:
        case "detach":
            server.send(Bye("detached"))
        case "refused":
            server.send(Refused("wrong version"))
        case "SIGTERM" | "SIGHUP" | "SIGINT":
            outer.signal(signal.Signals[how])
        case "error":
            server.send(rows(1, {0: [["", "boom", 4]]}))
    outer.wait_for_end()
    return outer.raw.decode("utf-8", "replace").rpartition("OUTCOME ")[2].strip()


FAULT = """
from mux.client.paint import Painter
paint = Painter.paint
def fail(painter):
    screen = painter.scene.screens.get(1)
    if screen and 0 in screen.rows and screen.rows[0].text == "boom":
        raise ZeroDivisionError("a fault")
    return paint(painter)
Painter.paint = fail
"""


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        ("detach", "detached"),
        ("refused", "error wrong version"),
        ("SIGTERM", "detached Terminated"),
        ("SIGHUP", "detached Hangup"),
        ("SIGINT", "detached Interrupt"),
        ("error", "error the client failed: ZeroDivisionError: a fault"),
    ],
)
def test_the_terminal_is_restored(start: Start, how: str, outcome: str) -> None:
    server, outer = start(before=FAULT)
    outer.wait_for(lambda: "pane 1" in outer.text and outer.screen.input_modes.mouse)
    modes = MODES | {"app_cursor": 1, "app_keypad": 1, "kitty_flags": 1, "mouse": 1003}
    server.send(rows(1, {1: [["", "x", 1]]}, serial=2, modes=modes, cursor=[0, 0, 0, 4]))
    outer.wait_for(lambda: outer.screen.input_modes.kitty_flags)
    assert outer.screen.input_modes.app_cursor
    assert not outer.restored
    assert leave(server, outer, how).partition("; ")[0] == outcome
    assert outer.restored
    for sequence in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[<u"):
        assert sequence in outer.raw
    assert b"Traceback" not in outer.raw


def test_a_fault_is_written_to_the_log(start: Start, tmp_path: Path) -> None:
    server, outer = start(before=FAULT)
    outer.wait_for(lambda: "pane 1" in outer.text)
    leave(server, outer, "error")
    assert "ZeroDivisionError" in (tmp_path / "client-fake.log").read_text()


def test_the_terminal_may_vanish(start: Start) -> None:
    _, outer = start()
    outer.wait_for(lambda: "pane 1" in outer.text)
    os.close(outer._slave)
    outer._slave = os.open(os.devnull, os.O_RDWR)
    os.close(outer.master)
    outer.master = os.open(os.devnull, os.O_RDWR)
    outer.process.wait(20)


def test_resizing(start: Start) -> None:
    server, outer = start(Showcase)
    outer.wait_for(lambda: "pane 1" in outer.text)
    outer.resize(100, 30)
    server.wait_for(lambda: server.got(Resize) == [Resize(100, 28)])
    outer.wait_for(lambda: outer.lines[28].startswith("┗") and "saved" in outer.lines[29])
    assert all(len(line) <= 100 for line in outer.lines)


def test_ten_by_three(start: Start) -> None:
    server, outer = start(Showcase, 10, 3)
    outer.wait_for(lambda: outer.lines[0].startswith("┏"))
    server.wait_for(lambda: server.got(Hello) == [Hello(1, "client", 10, 3, outer.process.pid)])
    outer.type(b"\x02?")
    outer.wait_for(lambda: "Keys" in outer.text and not outer.screen.cursor.visible)
    outer.type(b"\x1b")
    outer.wait_for(lambda: "Keys" not in outer.text and outer.screen.cursor.visible)
    outer.type(b"a")
    server.wait_for(lambda: bytes(server.input) == b"a")


def test_an_overlay_hides_the_programs_cursor(start: Start) -> None:
    _, outer = start()
    outer.wait_for(lambda: "pane 1" in outer.text and outer.screen.cursor.visible)
    outer.type(b"\x02?")
    outer.wait_for(lambda: "Keys" in outer.text and not outer.screen.cursor.visible)
    outer.type(b"\x1b")
    outer.wait_for(lambda: "Keys" not in outer.text and outer.screen.cursor.visible)


@pytest.mark.parametrize("term", ["linux", "screen", "vt100", "dumb"])
def test_lesser_terminals_get_no_more_than_they_know(start: Start, term: str) -> None:
    _, outer = start(Showcase, TERM=term, COLORTERM="")
    outer.wait_for(lambda: "pane 1" in outer.text and "colour" in outer.text)
    assert b"38;2;" not in outer.raw
    if term in ("linux", "dumb"):
        assert b"\x1b]10;?" not in outer.raw


def test_no_color_leaves_the_panes_their_colors(start: Start) -> None:
    _, outer = start(Showcase, NO_COLOR="1")
    outer.wait_for(lambda: "colour" in outer.text)
    frame = next(run for run in outer.screen.row(1) if "┏" in run.text)
    from mux.term.style import sgr_of

    assert "38" not in sgr_of(frame.style)
    assert b"38;2;" in outer.raw


def test_the_clipboard_and_focus(start: Start) -> None:
    server, outer = start()
    outer.wait_for(lambda: "pane 1" in outer.text)
    server.send(Clipboard("copied"))
    outer.wait_for(lambda: b"\x1b]52;c;Y29waWVk" in outer.raw)
    outer.type(b"\x1b[I")
    server.wait_for(lambda: server.got(Focus) == [Focus(gained=True)])


def test_selecting_with_the_mouse_has_the_server_copy(start: Start) -> None:
    server, outer = start()
    outer.wait_for(lambda: "pane 1" in outer.text)
    server.send(view([pane(1, [0, 0, 80, 22])], [80, 22]))
    server.send(rows(1, {0: [["", "hello world".ljust(78), 78]]}))
    outer.wait_for(lambda: "hello" in outer.text)
    outer.type(b"\x1b[<0;2;3M\x1b[<32;6;3M\x1b[<0;6;3m")
    server.wait_for(lambda: [do for do in server.got(Do) if do.command == "copy-cells"])
