"""Operating system commands and what they report."""

from collections.abc import Callable
from typing import Any

import pytest

from mux.term.emulator import (
    ClipboardSet,
    CwdChanged,
    Notified,
    Progressed,
    PromptMarked,
    Rang,
    Reply,
    RestoreCommandSet,
    TermEvent,
    TitleChanged,
)
from mux.term.terminal import Terminal

Show = Callable[..., Any]


@pytest.mark.parametrize(
    ("data", "events"),
    [
        ("\x07", [Rang()]),
        ("\x1b]2;a title\x07", [TitleChanged("a title")]),
        ("\x1b]0;a title\x1b\\", [TitleChanged("a title")]),
        ("\x1bka title\x1b\\", [TitleChanged("a title")]),
        ("\x1b]2;a\tb\x1bc", []),
        ("\x1b]2;a\tb\nc\x07", [TitleChanged("abc")]),
        ("\x1b]2;a;b\x07", [TitleChanged("a;b")]),
        ("\x1b]1;icon\x07", []),
        ("\x1b]2;one\x07\x1b[22;0t\x1b]2;two\x07\x1b[23;0t",
         [TitleChanged("one"), TitleChanged("two"), TitleChanged("one")]),
        ("\x1b]7;file://host/a%20b\x07", [CwdChanged("/a b", "host")]),
        ("\x1b]7;file:///tmp\x07", [CwdChanged("/tmp", "")]),
        ("\x1b]7;http://host/x\x07", []),
        ("\x1b]9;9;/tmp\x07", [CwdChanged("/tmp", "")]),
        ("\x1b]1337;CurrentDir=/tmp\x07", [CwdChanged("/tmp", "")]),
        ("\x1b]1337;File=inline=1:AAAA\x07", []),
        ("\x1b]633;P;Cwd=/tmp\x07", [CwdChanged("/tmp", "")]),
        ("\x1b]52;c;aGVsbG8=\x07", [ClipboardSet("c", "hello")]),
        ("\x1b]52;;aGVsbG8\x07", [ClipboardSet("c", "hello")]),
        ("\x1b]52;c;!!\x07", []),
        ("\x1b]9;done\x07", [Notified("", "done")]),
        ("\x1b]777;notify;title;body; more\x07", [Notified("title", "body; more")]),
        ("\x1b]99;;hello\x07", [Notified("hello", "")]),
        ("\x1b]99;i=1:d=0;hello\x07\x1b]99;i=1:p=body;world\x07", [Notified("hello", "world")]),
        ("\x1b]99;e=1;aGVsbG8=\x07", [Notified("hello", "")]),
        ("\x1b]9;4;1;50\x07", [Progressed(1, 50)]),
        ("\x1b]9;4;0;50\x07", [Progressed(0, 0)]),
        ("\x1b]9;4;3\x07", [Progressed(3, 0)]),
        ("\x1b]9;4;1;999\x07", [Progressed(1, 0)]),
        ("\x1b]9;4;7;1\x07", []),
        ("\x1b]133;A\x07", [PromptMarked("A")]),
        ("\x1b]133;A;cl=m\x07\x1b]133;B\x07", [PromptMarked("A"), PromptMarked("B")]),
        ("\x1b]133;C;cmdline_url=ls%20-l\x07", [PromptMarked("C", None, "ls -l")]),
        ("\x1b]133;D;130\x07", [PromptMarked("D", 130)]),
        ("\x1b]133;D\x07\x1b]133;D;x\x07", [PromptMarked("D"), PromptMarked("D")]),
        ("\x1b]133;Z\x07", []),
        ("\x1b]133;D;1;aid=n\x07", [PromptMarked("D", 1, nonce="n")]),
        ("\x1b]633;E;echo \\x3b \\\\;nonce\x07", [PromptMarked("E", None, "echo ; \\", "nonce")]),
        ("\x1b]633;E;a\\x0ab\\x1b\x07", [PromptMarked("E", None, "a\nb")]),
        (
            "\x1b]633;E;ls;n;cwd=/a\\x3bb;again\x07",
            [PromptMarked("E", None, "ls", "n", "/a;b", certain=False)],
        ),
        ("\x1b]633;D;1\x07", [PromptMarked("D", 1)]),
        ("\x1b]7878;restore;vim -S\x07", [RestoreCommandSet("vim -S")]),
        ("\x1b]7878;other;x\x07", []),
        ("\x1b]22;pointer\x07", []),
        ("\x1b]\x07\x1b];\x07\x1b]x;y\x07", []),
    ],
)  # fmt: skip
def test_events(show: Show, data: str, events: list[TermEvent]) -> None:
    terminal = show(data)
    assert terminal.events == events
    assert terminal.replies() == b""


def test_titles_are_not_endless(show: Show) -> None:
    terminal = show("\x1b]2;" + "x" * 500_000 + "\x07").terminal
    assert len(terminal.title) <= 64 * 1024
    terminal.feed(b"\x1b[22t" * 10_000)
    assert terminal.titles.depth <= 16


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        ("\x1b]2;a title\x07\x1b]1;an icon\x07\x1b[21t\x1b[20t",
         "\x1b]la title\x1b\\\x1b]Lan icon\x1b\\"),
        ("\x1b[>0t\x1b]2;6162\x07\x1b[21t", "\x1b]lab\x1b\\"),
        ("\x1b]2;kept\x07\x1b[>0t\x1b]2;not hex\x07\x1b[21t", "\x1b]lkept\x1b\\"),
        ("\x1b[>1t\x1b]2;ab\x07\x1b[21t", "\x1b]l6162\x1b\\"),
        ("\x1b[>0;1t\x1b[>0;1T\x1b]2;ab\x07\x1b[21t", "\x1b]lab\x1b\\"),
        ("\x1b[>0t\x1bc\x1b]2;ab\x07\x1b[21t", "\x1b]lab\x1b\\"),
        ("\x1b[22t\x1b[22t\x1b[#S", "\x1b[2;16#S"),
    ],
)  # fmt: skip
def test_titles_are_told_where_that_is_allowed(show: Show, data: str, answer: str) -> None:
    assert show(data).replies() == answer.encode()


def test_titles_are_not_told_to_anyone() -> None:
    terminal = Terminal(10, 4)
    (answer,) = (e for e in terminal.feed(b"\x1b]2;rm *\x07\x1b[21t") if isinstance(e, Reply))
    assert answer.data == b"\x1b]l\x1b\\"


@pytest.mark.parametrize(
    ("pushed", "popped", "icon", "title"),
    [
        ("22;0", "23;0", "i", "t"),
        ("22;0", "23;1", "i", "y"),
        ("22;0", "23;2", "y", "t"),
        ("22;1", "23;0", "i", "y"),
        ("22;2", "23;0", "y", "t"),
        ("22;2", "23;1", "y", "y"),
        ("22;1t\x1b[22;2", "23;0", "i", "t"),
    ],
)
def test_the_stack_of_titles(show: Show, pushed: str, popped: str, icon: str, title: str) -> None:
    terminal = show(f"\x1b]1;i\x07\x1b]2;t\x07\x1b[{pushed}t\x1b]0;y\x07\x1b[{popped}t").terminal
    assert (terminal.screen.icon_name, terminal.title) == (icon, title)


def test_links(show: Show) -> None:
    terminal = show("a\x1b]8;id=1;http://x\x1b\\b\x1b[mc\x1b]8;;\x1b\\d")
    assert [terminal.cell(x, 0).link for x in range(4)] == [None, "http://x", "http://x", None]
    assert "\x1b]8;id=1;http://x" in terminal.terminal.contents()[0]
