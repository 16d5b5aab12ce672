"""Session files: the header, and how much survives of a file that was damaged or edited."""

import subprocess
import sys

import pytest

from mux.config.errors import ConfigError
from mux.config.session_file import read_session, write_session
from mux.config.session_header import SessionHeader, read_header, write_time
from mux.core.layout import Layout, PaneLayout, RunCommand, TabLayout
from mux.core.tree import Leaf
from mux.kdl.reader import read_kdl

HEADER = SessionHeader(
    name="api",
    state="running",
    created=1_700_000_000.0,
    saved=1_700_000_100.25,
    active=1_700_000_099.5,
    boot_id="b-1",
    pid=42,
    columns=120,
    rows=40,
    version="0.1",
)
PANE = PaneLayout(RunCommand(("make",)), contents_file="contents/1.ansi", cwd="/src")
LAYOUT = Layout((TabLayout(Leaf(PANE), "one"), TabLayout()))


def test_the_file_begins_with_what_a_list_of_sessions_needs() -> None:
    text = write_session(HEADER, LAYOUT)
    comment, head, layout = text.split("\n")[:3]
    assert comment.startswith("// ")
    assert head == (
        'session schema=1 name="api" state="running" created="2023-11-14T22:13:20Z" '
        'saved="2023-11-14T22:15:00.250000Z" active="2023-11-14T22:14:59.500000Z" '
        'boot_id="b-1" pid=42 columns=120 rows=40 tabs=2 panes=2 version="0.1"'
    )
    assert layout == "layout {"


def test_a_session_reads_back() -> None:
    found = read_session(write_session(HEADER, LAYOUT), "/x/session.kdl")
    assert found.is_whole
    assert found.problems == ()
    assert found.layout == LAYOUT
    assert found.header == read_header(write_session(HEADER, LAYOUT))
    assert (found.header.tabs, found.header.panes) == (2, 2)
    assert found.header.saved == HEADER.saved


def test_reading_headers_imports_nothing_heavy() -> None:
    program = (
        "import sys, mux.config.session_header\n"
        "heavy = {'pydantic', 'platformdirs', 'difflib', 'asyncio', 'mux.config.layout_file'}\n"
        "sys.exit(sorted(heavy & set(sys.modules)) or 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("text", ["", "// nothing\n", "layout\n", 'session name="x\nlayout\n'])
def test_no_header_is_an_error_to_the_list(text: str) -> None:
    with pytest.raises(ConfigError):
        read_header(text)


def test_a_header_with_a_mistake_loses_that_field_only() -> None:
    head = 'session schema=1 name=5 state="exited" saved="yesterday" pid="x" colour="red"\n'
    found = read_session(head + "layout { tab; }", "s.kdl")
    assert found.header == SessionHeader(state="exited")
    assert [problem.text for problem in found.problems] == [
        "“name” of the session makes no sense, it is left out",
        "“saved” of the session makes no sense, it is left out",
        "“pid” of the session makes no sense, it is left out",
        "“colour” of the session makes no sense, it is left out",
    ]
    assert not found.is_whole


def test_times_without_a_zone_are_utc() -> None:
    assert read_header('session saved="2023-11-14T22:13:20"').saved == 1_700_000_000.0
    assert write_time(1_700_000_000.0) == "2023-11-14T22:13:20Z"


def test_one_bad_pane_drops_neither_its_tab_nor_the_session() -> None:
    text = """
        session schema=1 name="x"
        layout {
            tab name="a" {
                pane command=5 name="left" size="0%"
                pane sise=3 cwd="/right"
                panee
            }
            tab name=7 focus="yes" { pane start_suspended=true; }
        }
    """
    found = read_session(text, "s.kdl")
    first, second = found.layout.tabs
    assert first.name == "a"
    assert first.root.children == (  # type: ignore[union-attr]
        Leaf(PaneLayout(name="left")),
        Leaf(PaneLayout(cwd="/right")),
    )
    assert second.root == Leaf(PaneLayout(start_suspended=True))
    assert len(found.problems) == 7
    assert not found.is_whole


def test_missing_panes_are_noticed() -> None:
    text = write_session(HEADER, LAYOUT).replace("    tab\n", "")
    found = read_session(text, "s.kdl")
    assert [problem.text for problem in found.problems] == [
        "the file was written with 2 tabs and 2 panes, and holds 1 and 1"
    ]


@pytest.mark.parametrize("outside", ["/etc/shadow", "../other/1.ansi", "a/../../b"])
def test_contents_stay_in_the_session_folder(outside: str) -> None:
    layout = Layout((TabLayout(Leaf(PaneLayout(contents_file=outside))),))
    found = read_session(write_session(HEADER, layout), "s.kdl")
    assert found.layout.tabs[0].root == Leaf(PaneLayout())
    assert "outside of the session's folder" in found.problems[0].text


def test_a_file_cut_off_anywhere_is_an_error_or_not_whole() -> None:
    text = write_session(HEADER, LAYOUT)
    whole = read_session(text, "s.kdl")
    for end in range(len(text) - 2):
        try:
            found = read_session(text[:end], "s.kdl")
        except ConfigError:
            continue
        assert not found.is_whole, end
    assert whole.is_whole


def test_a_newer_schema_is_refused_rather_than_half_read() -> None:
    with pytest.raises(ConfigError, match="newer mux"):
        read_session("session schema=99\nlayout", "s.kdl")


def test_a_file_that_is_no_session_says_where() -> None:
    with pytest.raises(ConfigError) as caught:
        read_session('session schema=1\nlayout { tab name="x }', "s.kdl")
    assert str(caught.value).startswith("s.kdl:2:19: this string is never closed; put a")


def test_options_that_came_with_the_layout_are_kept() -> None:
    nodes = read_kdl('theme "nord"\nkeybinds { normal { bind "Alt x" { quit; }; }; }\n').nodes
    text = write_session(HEADER, LAYOUT, nodes)
    found = read_session(text)
    assert found.options == nodes
    assert found.is_whole
