"""A server that speaks the real wire and shows what it is told to: for tests of the client.

Run as a program it is something to look at: `python fake_server.py SOCKET`.
"""

import os
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

from mux.protocol.codec import Codec
from mux.protocol.framing import Frame, FrameReader, Kind
from mux.protocol.messages import (
    VERSION,
    Ack,
    Bell,
    Bye,
    Clipboard,
    Do,
    Done,
    Focus,
    Hello,
    Leave,
    Message,
    Mouse,
    OuterTerminal,
    Query,
    Refused,
    Resize,
    Rows,
    Show,
    Toast,
    View,
    Welcome,
)

CODEC = Codec(
    [
        *(Ack, Bell, Bye, Clipboard, Do, Done, Focus, Hello, Leave, Message, Mouse),
        *(OuterTerminal, Query, Refused, Resize, Rows, Show, Toast, View, Welcome),
    ]
)
MODES = {
    "app_cursor": 0,
    "app_keypad": 0,
    "bracketed_paste": 0,
    "focus_events": 0,
    "mouse": 0,
    "kitty_flags": 0,
    "modify_other_keys": 0,
    "alternate_screen": 0,
    "alternate_scroll": 0,
}
PATIENCE = 15.0


def pane(number: int, frame: list[int], **more: Any) -> dict[str, Any]:
    """A pane as View has it, with a full frame around its content."""
    x, y, width, height = frame
    fields = {
        "id": number,
        "frame": frame,
        "content": [x + 1, y + 1, width - 2, height - 2],
        "border": "full",
        "title": f"pane {number}",
        "focused": False,
        "floating": False,
        "pinned": False,
        "state": "running",
        "exit_status": None,
        "command": "",
        "level": "",
        "stacked_title": False,
    }
    return fields | more


def tab(number: int, name: str = "", **more: Any) -> dict[str, Any]:
    fields = {
        "id": number,
        "number": number,
        "name": name or f"tab{number}",
        "active": False,
        "bell": False,
        "color": "",
        "sync": False,
        "zoomed": False,
        "panes": 1,
    }
    return fields | more


def view(panes: list[dict[str, Any]], size: list[int], **more: Any) -> View:
    fields: dict[str, Any] = {
        "session": "fake",
        "tabs": [tab(1, active=True), tab(2)],
        "panes": panes,
        "focus": panes[0]["id"] if panes else 0,
        "size": size,
        "saved": {"at": time.time(), "error": ""},
    }
    return View(**(fields | more))


def rows(pane: int, lines: dict[int, list[list[Any]]], serial: int = 1, **more: Any) -> Rows:
    fields: dict[str, Any] = {
        "serial": serial,
        "pane": pane,
        "rows": {str(y): runs for y, runs in lines.items()},
        "cursor": [0, 0, 1, 0],
        "modes": MODES,
        "scroll": [0, 0],
    }
    return Rows(**(fields | more))


class FakeServer:
    """Listens in a thread; keeps what it gets; `on_hello` and `on_frame` may answer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.frames: list[Frame] = []
        self.messages: list[Message] = []
        self.input = bytearray()
        self._changed = threading.Condition()
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(path))
        self._listener.listen()
        self._client: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def on_hello(self, hello: Hello) -> None:
        """What a client is shown first; tests override it."""
        self.show(hello.width, hello.height)

    def show(self, width: int, height: int) -> None:
        self.send(view([pane(1, [0, 0, width, height])], [width, height]))
        self.send(rows(1, {y: [["", " " * (width - 2), width - 2]] for y in range(height - 2)}))

    def on_frame(self, frame: Frame) -> None:
        pass

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._client = client
            reader = FrameReader()
            while True:
                try:
                    received = client.recv(65536)
                except OSError:
                    break
                if not received:
                    break
                for frame in reader.feed(received):
                    self._take(frame)
            client.close()

    def _take(self, frame: Frame) -> None:
        message = CODEC.decode(frame) if frame.kind is Kind.MESSAGE else None
        with self._changed:
            self.frames.append(frame)
            if message is not None:
                self.messages.append(message)
            elif frame.kind is Kind.INPUT:
                self.input += frame.payload
            self._changed.notify_all()
        if isinstance(message, Hello):
            self.send(Welcome(VERSION, 1, "fake", os.getpid()))
            self.on_hello(message)
        self.on_frame(frame)

    def send(self, message: Message) -> None:
        assert self._client is not None
        if isinstance(message, Rows):
            self._client.sendall(CODEC.encode(message, Kind.ROWS, message.pane))
        else:
            self._client.sendall(CODEC.encode(message))

    def wait_for(self, condition: Any, patience: float = PATIENCE) -> Any:
        """What `condition()` gives once it is true. Raises AssertionError if it never is."""
        deadline = time.monotonic() + patience
        with self._changed:
            while not (found := condition()):
                left = deadline - time.monotonic()
                assert left > 0, f"never came; got {self.messages} {bytes(self.input)!r}"
                self._changed.wait(min(left, 0.1))
        return found

    def got(self, kind: type[Message]) -> list[Any]:
        return [message for message in self.messages if isinstance(message, kind)]

    def drop_client(self) -> None:
        assert self._client is not None
        self._client.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        if self._client is not None:
            self._client.close()
        self.path.unlink(missing_ok=True)


class Showcase(FakeServer):
    """Two panes and a float; the focused one echoes what is typed."""

    text = ""
    serial = 1

    def on_hello(self, hello: Hello) -> None:
        self.size = hello.width, hello.height
        self.show_all()

    def show_all(self) -> None:
        width, height = self.size
        half = width // 2
        panes = [
            pane(1, [0, 0, half, height]),
            pane(2, [half, 0, width - half, height], title="日本語のタイトル"),
            pane(3, [half - 10, 3, 20, 6], floating=True, title="float", pinned=True),
        ]
        self.send(view(panes, [width, height], focus=1))
        for place in panes:
            self.fill(place)

    def fill(self, place: dict[str, Any]) -> None:
        _, _, width, height = place["content"]
        lines = {}
        for y in range(height):
            text = f"{y:3} 日本語 pane {place['id']} " + "·" * width
            cut, cells = "", 0
            for c in text:
                wide = 2 if c in "日本語" else 1
                if cells + wide > width:
                    break
                cut, cells = cut + c, cells + wide
            lines[y] = [["", cut, cells], ["41", " " * (width - cells), width - cells]]
            if y % 5 == 2:
                color = f"38;2;{y * 9 % 255};128;200"
                lines[y] = [[color, "colour".ljust(width)[:width], width]]
        self.serial += 1
        number = int(place["id"])
        self.send(rows(number, lines, self.serial, cursor=[len(self.text), 0, 1, 5]))

    def on_frame(self, frame: Frame) -> None:
        if frame.kind is Kind.INPUT:
            if frame.payload == b"\x11":
                self.send(Bye("detached"))
            self.text += frame.payload.decode("utf-8", "replace")
            self.serial += 1
            width = self.size[0] // 2 - 2
            shown = repr(self.text)[-width:].ljust(width)
            more = {"cursor": [min(len(self.text), width - 1), 0, 1, 5]}
            self.send(rows(1, {0: [["1;32", shown, width]]}, self.serial, **more))
        elif frame.kind is Kind.MESSAGE and isinstance(message := CODEC.decode(frame), Resize):
            self.size = message.width, message.height
            self.show_all()


if __name__ == "__main__":
    Path(sys.argv[1]).unlink(missing_ok=True)
    showcase = Showcase(Path(sys.argv[1]))
    print("listening", flush=True)
    threading.Event().wait()
