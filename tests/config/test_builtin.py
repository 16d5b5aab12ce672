"""The layouts that are shipped: they load without a word, and arrangements hold every pane."""

from dataclasses import replace
from pathlib import Path

import pytest

from mux.config.errors import ConfigError
from mux.config.layout_file import check_layout, read_layout
from mux.config.layout_find import find_layout, list_layouts
from mux.config.paths import shipped_dir
from mux.core.arrange import arrange
from mux.core.geometry import Size
from mux.core.ids import PaneId, TabId
from mux.core.layout import Layout, TabLayout
from mux.core.model import Tab
from mux.core.presets import tiled
from mux.core.runs import describe_run
from mux.core.start import start
from mux.core.swaps import arrange_as, arrangement_names

FOLDER = shipped_dir("layouts")
NAMES = ["classic", "compact", "default", "dev", "grid", "monitor", "quad", "welcome"]
AREA = Size(62, 12)


def load(name: str) -> Layout:
    path = FOLDER / f"{name}.kdl"
    return read_layout(path.read_text(), str(path))


def picture_tab(tab: Tab, names: dict[PaneId, str] | None = None) -> str:
    """The panes of a tab as boxes, each with its name, or its number, in its upper left corner."""
    rows = [[" "] * AREA.width for _ in range(AREA.height)]
    for placement in arrange(tab, AREA, "full"):
        frame = placement.frame
        last = frame.right - 1, frame.bottom - 1
        for x in range(frame.x, frame.right):
            for y in range(frame.y, frame.bottom):
                edges = (x == frame.x, y == frame.y, x == last[0], y == last[1])
                if any(edges):
                    rows[y][x] = corner(*edges)
        label = (names or {}).get(placement.pane, str(placement.pane))
        for offset, letter in enumerate(label[: max(0, frame.width - 2)]):
            rows[frame.y][frame.x + 1 + offset] = letter
    return "\n".join("".join(row) for row in rows) + "\n"


def corner(left: bool, top: bool, right: bool, bottom: bool) -> str:
    if top:
        return "┌" if left else "┐" if right else "─"
    if bottom:
        return "└" if left else "┘" if right else "─"
    return "│"


def picture_layout(name: str, number: int = 0) -> str:
    workspace = start("s", load(name), AREA, "/tmp", gated=False).workspace
    labels = {
        pane.id: " ".join(filter(None, (pane.name, describe_run(pane.run)))) or "shell"
        for pane in workspace.panes.values()
    }
    return picture_tab(workspace.tabs[number], labels)


def tab_of(count: int) -> Tab:
    panes = [PaneId(number) for number in range(1, count + 1)]
    return Tab(TabId(1), tiled(panes), tuple(panes))


def test_these_are_shipped() -> None:
    assert list(list_layouts(Path("/nowhere"), FOLDER)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_without_a_word(name: str) -> None:
    path = FOLDER / f"{name}.kdl"
    layout, problems = check_layout(path.read_text(), str(path))
    assert problems == []
    assert layout
    assert layout.swap_tiled
    assert path.read_text().startswith("// ")


@pytest.mark.parametrize("name", NAMES)
def test_every_arrangement_holds_every_pane_apart_from_the_others(name: str) -> None:
    swaps = load(name).swap_tiled
    for count in range(1, 20):
        tab = tab_of(count)
        for arrangement in arrangement_names(tab, swaps):
            arranged = arrange_as(tab, swaps, arrangement)
            assert arranged, arrangement
            frames = [placement.frame for placement in arrange(arranged, Size(200, 60), "full")]
            assert len(frames) == count, (arrangement, count)
            assert sum(frame.area for frame in frames) == 200 * 60, (arrangement, count)


@pytest.mark.parametrize("name", NAMES)
def test_a_swap_layout_fits_a_few_panes(name: str) -> None:
    """Cycling shall do something for two to five panes."""
    swaps = {swap.name for swap in load(name).swap_tiled}
    for count in range(2, 6):
        assert swaps & set(arrangement_names(tab_of(count), load(name).swap_tiled)), count


def test_floating_panes_spread_without_hiding_each_other() -> None:
    (spread,) = [swap for swap in load("default").swap_floating if swap.name == "spread"]
    assert [len(case.floating) for case in spread.cases] == [1, 2, 4]


def test_bars() -> None:
    assert load("default").tabs[0].bars is None
    assert [bar.kind for bar in load("classic").tabs[0].bars or ()] == ["tab-bar", "status-bar"]
    assert [bar.kind for bar in load("compact").tabs[0].bars or ()] == ["compact-bar"]


def test_the_picture_of_dev() -> None:
    assert (
        picture_layout("dev")
        == """\
┌editor edit .──────────────────────┐┌shell──────────────────┐
│                                   ││                       │
│                                   ││                       │
│                                   ││                       │
│                                   ││                       │
│                                   ││                       │
│                                   │└───────────────────────┘
│                                   │┌tests make test────────┐
│                                   ││                       │
│                                   ││                       │
│                                   ││                       │
└───────────────────────────────────┘└───────────────────────┘
"""
    )
    assert load("dev").tabs[0].focus
    assert [tab.name for tab in load("dev").tabs] == ["code", "shell"]


def test_the_picture_of_monitor() -> None:
    assert (
        picture_layout("monitor")
        == """\
┌processes top──────────────────────┐┌memory vmstat 2────────┐
│                                   ││                       │
│                                   ││                       │
│                                   │└───────────────────────┘
│                                   │┌disks watch --interval ┐
│                                   ││                       │
│                                   ││                       │
└───────────────────────────────────┘└───────────────────────┘
┌shell───────────────────────────────────────────────────────┐
│                                                            │
│                                                            │
└────────────────────────────────────────────────────────────┘
"""
    )


def test_the_picture_of_quad() -> None:
    assert (
        picture_layout("quad")
        == """\
┌shell────────────────────────┐┌shell────────────────────────┐
│                             ││                             │
│                             ││                             │
│                             ││                             │
│                             ││                             │
└─────────────────────────────┘└─────────────────────────────┘
┌shell────────────────────────┐┌shell────────────────────────┐
│                             ││                             │
│                             ││                             │
│                             ││                             │
│                             ││                             │
└─────────────────────────────┘└─────────────────────────────┘
"""
    )


@pytest.mark.parametrize(
    ("name", "arrangement", "count", "picture"),
    [
        (
            "grid",
            "grid",
            5,
            """\
┌1──────────────────┐┌2─────────────────┐┌3──────────────────┐
│                   ││                  ││                   │
│                   ││                  ││                   │
│                   ││                  ││                   │
│                   ││                  ││                   │
└───────────────────┘└──────────────────┘└───────────────────┘
┌4────────────────────────────┐┌5────────────────────────────┐
│                             ││                             │
│                             ││                             │
│                             ││                             │
│                             ││                             │
└─────────────────────────────┘└─────────────────────────────┘
""",
        ),
        (
            "default",
            "vertical",
            4,
            """\
┌1────────────────────────────┐┌2────────────────────────────┐
│                             ││                             │
│                             ││                             │
│                             │└─────────────────────────────┘
│                             │┌3────────────────────────────┐
│                             ││                             │
│                             ││                             │
│                             │└─────────────────────────────┘
│                             │┌4────────────────────────────┐
│                             ││                             │
│                             ││                             │
└─────────────────────────────┘└─────────────────────────────┘
""",
        ),
        (
            "default",
            "horizontal",
            3,
            """\
┌1───────────────────────────────────────────────────────────┐
│                                                            │
│                                                            │
│                                                            │
│                                                            │
└────────────────────────────────────────────────────────────┘
┌2────────────────────────────┐┌3────────────────────────────┐
│                             ││                             │
│                             ││                             │
│                             ││                             │
│                             ││                             │
└─────────────────────────────┘└─────────────────────────────┘
""",
        ),
    ],
)
def test_the_picture_of_an_arrangement(
    name: str, arrangement: str, count: int, picture: str
) -> None:
    tab = arrange_as(tab_of(count), load(name).swap_tiled, arrangement)
    assert tab
    assert picture_tab(tab) == picture


def test_new_tabs_of_quad_are_quarters_too() -> None:
    new_tab = load("quad").new_tab
    assert isinstance(new_tab, TabLayout)
    first = load("quad").tabs[0]
    workspace = start("s", Layout((new_tab,)), AREA, "", gated=False).workspace
    again = start("s", Layout((replace(first, focus=False),)), AREA, "", gated=False).workspace
    assert workspace.tabs[0].root == again.tabs[0].root


# --- finding --------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "work.kdl").write_text("layout\n")
    (tmp_path / "dev.kdl").write_text("layout\n")
    (tmp_path / "dev.swap.kdl").write_text("")
    (tmp_path / "plain").write_text("layout\n")
    return tmp_path


def test_a_name_is_looked_up_in_the_users_folder_first(own: Path) -> None:
    assert find_layout("dev", own, FOLDER) == own / "dev.kdl"
    assert find_layout("plain", own, FOLDER) == own / "plain"
    assert find_layout("quad", own, FOLDER) == FOLDER / "quad.kdl"
    assert set(list_layouts(own, FOLDER)) == {*NAMES, "work"}


def test_a_path_is_a_path(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own)
    assert find_layout("./plain", Path("/nowhere"), FOLDER) == Path("plain")
    assert find_layout("work.kdl", Path("/nowhere"), FOLDER) == Path("work.kdl")
    monkeypatch.setenv("HOME", str(own))
    assert find_layout("~/work.kdl", Path("/nowhere"), FOLDER) == own / "work.kdl"


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("comapct", "there is no layout “comapct”; did you mean “compact”?"),
        ("zzzz", "there is no layout “zzzz”; there are classic, compact, default, dev"),
        ("dev.kdl", "there is no such file; for the layout of that name write “dev”"),
        ("./none", "there is no such file"),
        ("/", "is a folder, not a layout file"),
        ("https://x.org/a.kdl", "mux fetches nothing; download the file"),
    ],
)
def test_what_is_not_there_is_explained(
    wanted: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as caught:
        find_layout(wanted, Path("/nowhere"), FOLDER)
    assert message in str(caught.value)
