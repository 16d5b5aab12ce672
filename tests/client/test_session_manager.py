"""The session manager as what it is: keys in, rows and commands out."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mux.client.canvas import Canvas
from mux.client.frames import ASCII, Shapes
from mux.client.generation_list import GenerationList
from mux.client.layout_picker import LayoutPicker
from mux.client.overlay import Overlay
from mux.client.palette import MONOCHROME
from mux.client.prompts import Confirm, Prompt
from mux.client.saved_sessions import Asked, Previews, read_preview
from mux.client.session_manager import SessionManager
from mux.client.session_preview import PanePreview, PreviewLook, SessionPreview, draw_preview
from mux.client.styles import Depth
from mux.config.session_file import write_session
from mux.config.session_header import SessionHeader
from mux.core.commands import Command, Quit, RenameSession, SwitchSession
from mux.core.geometry import Axis, Region, Size
from mux.core.layout import FloatingLayout, Layout, Length, PaneLayout, RunCommand, TabLayout
from mux.core.tree import Leaf, Split
from mux.persist.contents import encode_record
from mux.persist.listing import SessionEntry

ENTRIES = [
    SessionEntry("work", "running", saved=1.0, tabs=2, panes=3, answers=True),
    SessionEntry("play", "running", tabs=1, panes=1, answers=True),
    SessionEntry("old", "exited", saved=1.0, tabs=1, panes=2),
    SessionEntry("crashed", "interrupted", tabs=4, panes=9, rebooted=True),
]
VIM = PaneLayout(RunCommand(("vim", "a b.txt")), focus=True)
LOGS = PaneLayout(name="logs", cwd="/var/log")
EDIT = TabLayout(
    Split(Axis.COLUMNS, (Leaf(VIM), Leaf(LOGS))),
    "edit",
    focus=True,
    floating=(
        FloatingLayout(PaneLayout(name="float"), Length(4), Length(4), Length(20), Length(4)),
    ),
)
TABS = (TabLayout(Leaf(PaneLayout()), "first"), EDIT)
PREVIEW = SessionPreview(
    TABS,
    (
        (PanePreview(PaneLayout(), "structure"),),
        (
            PanePreview(VIM, "revived", ("before", "\x1b[31m日本語\x1b[m last")),
            PanePreview(LOGS, "contents", ("one", "two")),
            PanePreview(PaneLayout(name="float"), "structure"),
        ),
    ),
    ("session.kdl is damaged",),
)


class Sessions:
    """What there is, and what was asked for."""

    def __init__(self) -> None:
        self.entries: list[SessionEntry] = list(ENTRIES)
        self.log: list[object] = []

    def list_entries(self) -> Sequence[SessionEntry]:
        return self.entries

    def list_generations(self, name: str) -> Sequence[tuple[str, float]]:
        return [("2026-01-02T00-00-00Z", 1767312000.0), ("2026-01-01T00-00-00Z", 1767225600.0)]

    def preview(self, asked: Asked, stamp: float) -> SessionPreview | None:
        return PREVIEW if asked.name in ("work", "old") else None

    def delete(self, name: str) -> None:
        self.log.append(("delete", name))
        self.entries = [entry for entry in self.entries if entry.name != name]

    def rename(self, name: str, new: str) -> None:
        self.log.append(("rename", name, new))
        self.entries = [e._replace(name=new) if e.name == name else e for e in self.entries]

    def command(self, name: str, command: Command, then: Callable[[], None]) -> None:
        self.log.append((name, command))
        then()

    def layouts(self) -> Sequence[tuple[str, Callable[[int], str]]]:
        return [("default", lambda width: "─" * width), ("quad", lambda width: f"quad {width}")]


class Host:
    def __init__(self) -> None:
        self.done: list[Command] = []
        self.told: list[str] = []
        self.sessions = Sessions()
        self.open: Overlay | None = SessionManager(self, "work", self.sessions)

    def do(self, command: Command) -> None:
        self.done.append(command)

    def open_overlay(self, overlay: Overlay) -> None:
        self.open = overlay

    def close_overlay(self) -> None:
        self.open = None

    def refresh_overlay(self) -> None:
        pass

    def show_toast(self, text: str, severity: str = "information") -> None:
        self.told.append(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            assert self.open is not None
            self.open.press(key)

    def show(self, size: Size = Size(100, 30)) -> str:  # noqa: B008
        assert self.open is not None
        rows = self.open.draw(size, MONOCHROME, Shapes())
        assert len(rows) <= size.height
        assert len({row.cells for row in rows}) <= 1
        assert not rows or rows[0].cells <= size.width
        return "\n".join(row.text for row in rows)


@pytest.fixture
def host() -> Host:
    return Host()


# --- the list -----------------------------------------------------------------------------------


def test_sessions_come_in_two_sections(host: Host) -> None:
    shown = host.show()
    assert "[Running 2]" in shown
    assert "▸ work" in shown
    assert "old" not in shown
    host.press("tab")
    shown = host.show()
    assert "[EXITED 2]" in shown
    assert "rebooted" in shown
    assert "work" not in shown


def test_enter_goes_to_a_session(host: Host) -> None:
    host.press("down", "enter")
    assert host.done == [SwitchSession("play")]
    assert host.open is None


def test_enter_on_the_session_we_are_in_just_closes(host: Host) -> None:
    host.press("enter")
    assert host.done == []
    assert host.open is None


def test_typing_searches(host: Host) -> None:
    host.press("tab", *"cra", "enter")
    assert host.done == [SwitchSession("crashed")]


def test_the_best_match_stands_first(host: Host) -> None:
    manager = host.open
    assert isinstance(manager, SessionManager)
    names = ("w-x-o-r-k", "worker", "work")
    host.sessions.entries = [SessionEntry(name, "running") for name in names]
    manager.reload()
    manager.paste("work")
    assert [item.label for item, _ in manager.shown][::2] == ["worker", "w-x-o-r-k"] or (
        manager.shown[-1][0].label == "w-x-o-r-k"
    )


def test_what_is_selected_stays_so_while_sessions_come_and_go(host: Host) -> None:
    host.press("down")
    host.sessions.entries.insert(0, SessionEntry("new", "running"))
    assert host.open is not None
    assert host.open.tick()
    assert "▸ play" in host.show()


def test_every_screen_fits_every_size(host: Host) -> None:
    for keys in ((), ("ctrl-g",), ("esc", "ctrl-n", "x", "enter")):
        host.press(*keys)
        for size in (
            Size(200, 50),
            Size(80, 24),
            Size(40, 10),
            Size(20, 6),
            Size(3, 3),
            Size(1, 1),
        ):
            host.show(size)


# --- what can be done ---------------------------------------------------------------------------


def test_deleting_asks_first(host: Host) -> None:
    manager = host.open
    host.press("tab", "delete")
    assert isinstance(host.open, Confirm)
    assert "“old”" in host.show()
    host.press("n")
    assert host.open is manager
    assert host.sessions.log == []
    host.press("delete", "y")
    assert host.sessions.log == [("delete", "old")]
    assert host.open is manager


def test_all_that_are_shown_are_deleted_after_a_question(host: Host) -> None:
    host.press("ctrl-d")
    assert isinstance(host.open, SessionManager), "never the running ones"
    host.press("tab", "ctrl-d")
    assert "all 2 sessions" in host.show()
    host.press("y")
    assert host.sessions.log == [("delete", "old"), ("delete", "crashed")]


def test_a_running_session_is_ended_after_a_question(host: Host) -> None:
    host.press("down", "delete", "y")
    assert host.sessions.log == [("play", Quit())]
    host.press("up", "delete", "y")
    assert host.done == [Quit()]


def test_renaming(host: Host) -> None:
    host.press("ctrl-r", "2", "enter")
    assert host.done == [RenameSession("work2")]
    host.open = SessionManager(host, "work", host.sessions)
    host.press("down", "ctrl-r", "2", "enter")
    assert host.sessions.log == [("play", RenameSession("play2"))]
    host.press("tab", "ctrl-r", "2", "enter")
    assert host.sessions.log[1:] == [("rename", "old", "old2")]
    assert "▸ old2" in host.show()


def test_an_earlier_state_comes_back(host: Host) -> None:
    manager = host.open
    host.press("tab", "ctrl-g")
    assert isinstance(host.open, GenerationList)
    assert "comes back as 2 structure, 1 revived, 1 contents" in host.show()
    host.press("esc")
    assert host.open is manager
    host.press("ctrl-g", "down", "enter")
    assert host.done == [SwitchSession("old", generation="2026-01-01T00-00-00Z")]


def test_an_earlier_state_of_what_runs_does_not(host: Host) -> None:
    host.press("ctrl-g", "enter")
    assert host.done == []
    assert host.told


def test_a_new_session_has_a_name_and_a_layout(host: Host) -> None:
    host.press("ctrl-n", *"lab", "enter")
    assert isinstance(host.open, LayoutPicker)
    host.press("down")
    assert "quad 7" in host.show()
    host.press("enter")
    assert host.done == [SwitchSession("lab", layout="quad")]


def test_a_name_that_nobody_has_starts_a_session(host: Host) -> None:
    host.press(*"lab", "enter", "enter")
    assert isinstance(host.open, LayoutPicker)


@pytest.mark.parametrize("name", ["work", "old", "a/b", ""])
def test_a_name_that_is_taken_or_none_is_asked_for_again(host: Host, name: str) -> None:
    host.press("ctrl-n", *name, "enter")
    assert isinstance(host.open, Prompt)
    assert host.told


# --- previews -----------------------------------------------------------------------------------


def test_the_selected_session_is_drawn(host: Host) -> None:
    shown = host.show()
    assert "[2:edit]" in shown
    assert "vim 'a b.txt'" in shown
    assert "revived" in shown
    assert "日本語 last" in shown
    assert "! session.kdl is damaged" in shown
    host.press("right")
    assert "[1:first]" in host.show()


def test_a_preview_fits_every_size() -> None:
    for plain in (False, True):
        look = PreviewLook(MONOCHROME, Shapes(plain=plain), Depth.TRUE)
        for width in (1, 5, 16, 17, 30, 80):
            for height in (1, 2, 3, 6, 10, 30):
                rows = draw_preview(PREVIEW, 1, Size(width, height), look)
                assert {row.cells for row in rows} == {width}
                assert len(rows) == height


def test_a_preview_is_read_once_for_each_save() -> None:
    read: list[Asked] = []

    class Background:
        def in_background(
            self, work: Callable[[], SessionPreview], then: Callable[[SessionPreview], None]
        ) -> None:
            then(work())

    def load(asked: Asked) -> SessionPreview:
        read.append(asked)
        return PREVIEW

    previews = Previews(Background(), load, lambda: None)
    for stamp in (1.0, 1.0, 2.0):
        assert previews.get(Asked("a"), stamp) is PREVIEW
    assert len(read) == 2


def test_a_saved_session_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUX_CACHE_DIR", str(tmp_path))
    folder = tmp_path / "sessions" / "s"
    (folder / "contents").mkdir(parents=True, mode=0o700)
    (tmp_path / "sessions").chmod(0o700)
    folder.chmod(0o700)
    vim = PaneLayout(RunCommand(("vim",)), contents_file="contents/1.ansi")
    gone = PaneLayout(cwd="/no/such/folder")
    layout = Layout((TabLayout(Split(Axis.ROWS, (Leaf(vim), Leaf(gone)))),))
    for path, text in (
        (folder / "session.kdl", write_session(SessionHeader("s", "exited"), layout).encode()),
        (folder / "contents/1.ansi", encode_record(0, ["one", "two", ""], 3, {}, 1.0)),
    ):
        path.write_bytes(text)
        path.chmod(0o600)
    preview = read_preview(Asked("s"))
    ((first, second),) = preview.panes
    assert (first.level, first.lines) == ("revived", ("one", "two"))
    assert second.level == "structure"
    assert "/no/such/folder is gone" in second.problems[0]
    alive = read_preview(Asked("s", running=True))
    assert alive.levels == "2 alive"
    assert read_preview(Asked("t")).problems


def test_a_canvas_never_shows_half_a_character() -> None:
    canvas = Canvas(8, 3, "")
    canvas.write(0, 0, "日本語日", "", 8)
    canvas.write(1, 0, "x", "", 1)
    canvas.write(-1, 1, "日本", "", 5)
    canvas.box(Region(5, 0, 3, 3), ASCII, "", "")
    assert [row.text for row in canvas.rows()] == [" x本 +-+", " 本  | |", "     +-+"]
    assert {row.cells for row in canvas.rows()} == {8}
