"""The settings screen, the clock, pane numbers, the restore report: keys in, rows and words out."""

import re
from pathlib import Path

import pytest
from fake_server import pane, view

from mux.client.clock import Clock, draw_figures
from mux.client.frames import Shapes
from mux.client.overlay import Overlay
from mux.client.palette import MONOCHROME
from mux.client.pane_numbers import PaneNumbers
from mux.client.prompts import Prompt
from mux.client.restore_report import RestoreReportView
from mux.client.scene import Scene
from mux.client.setting import default_values, list_settings, parse_setting
from mux.client.settings import Settings, Values
from mux.client.styles import Depth
from mux.config.config_edit import save_option
from mux.config.config_file import load_config, read_config
from mux.config.errors import ConfigError
from mux.config.models import Config
from mux.core.commands import Command, FocusPane
from mux.core.geometry import Region, Size
from mux.core.ids import PaneId
from mux.core.model import Level
from mux.kdl.writer import write_scalar
from mux.persist.report import PaneReport, RestoreReport

SIZES = [Size(200, 50), Size(80, 24), Size(40, 10), Size(20, 6), Size(3, 3), Size(1, 1)]


class Host:
    def __init__(self) -> None:
        self.done: list[Command] = []
        self.told: list[str] = []
        self.open: Overlay | None = None

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


def show(overlay: Overlay, size: Size = Size(120, 30)) -> str:  # noqa: B008
    rows = overlay.draw(size, MONOCHROME, Shapes())
    assert len(rows) <= size.height
    assert len({row.cells for row in rows}) <= 1
    assert not rows or rows[0].cells <= size.width
    return "\n".join(row.text for row in rows)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.kdl"


@pytest.fixture
def host(path: Path) -> Host:
    """With the settings of a file open; writing works as it does in the client."""
    host = Host()

    def save(name: str, values: Values) -> bool:
        try:
            save_option(path, name, *values)
        except ConfigError as error:
            host.show_toast(str(error))
            return False
        return True

    read = lambda: list_settings(load_config(path))  # noqa: E731
    host.open = Settings(host, read, save, lambda: host.told.append("editor"))
    return host


def find(host: Host, name: str) -> None:
    assert isinstance(host.open, Settings)
    host.press(*["backspace"] * len(host.open.query.text), *name)
    assert host.open.setting is not None
    assert host.open.setting.name == name


def test_every_option_is_there_with_what_it_does(host: Host) -> None:
    assert isinstance(host.open, Settings)
    assert [item.label for item in host.open.items] == [
        setting.name for setting in list_settings(Config())
    ]
    find(host, "status_bar")
    shown = show(host.open)
    assert "Where the status bar is" in shown
    assert 'default: "bottom"' in shown
    assert "one of top, bottom, none" in shown
    for size in SIZES:
        show(host.open, size)


def test_defaults_can_be_written_for_every_option() -> None:
    for setting in list_settings(Config()):
        if setting.kind != "block" and (values := default_values(setting)):
            line = " ".join((setting.name, *(write_scalar(value) for value in values)))
            reading = read_config(line)
            assert reading.errors == ()
            assert getattr(reading.config, setting.name) == setting.default


def test_yes_and_no_change_places(host: Host, path: Path) -> None:
    path.write_text("// mine\nmouse_mode true // for now\n")
    find(host, "mouse_mode")
    host.press("enter")
    assert path.read_text() == "// mine\nmouse_mode false // for now\n"
    assert host.open is not None
    assert re.search(r"mouse_mode +false \*", show(host.open))
    host.press("delete")
    assert "mouse_mode true // for now" in path.read_text()


def test_choices_come_in_turn(host: Host, path: Path) -> None:
    find(host, "status_bar")
    host.press("enter")
    assert load_config(path).status_bar == "none"
    host.press("enter")
    assert load_config(path).status_bar == "top"


def test_a_number_is_asked_for_until_it_is_right(host: Host, path: Path) -> None:
    find(host, "mouse_scroll_lines")
    host.press("enter", "backspace", *"many", "enter")
    assert "is a number" in host.told[-1]
    assert isinstance(host.open, Prompt)
    host.press("ctrl-u", *"999", "enter")
    assert "999" in host.told[-1]
    assert isinstance(host.open, Prompt)
    host.press("ctrl-u", "5", "enter")
    assert load_config(path).mouse_scroll_lines == 5
    assert isinstance(host.open, Settings)


def test_lists_are_edited_as_words(host: Host, path: Path) -> None:
    find(host, "status_segments")
    host.press("enter", "ctrl-u", *"clock", "space", *"git", "enter")
    assert load_config(path).status_segments == ("clock", "git")


def test_what_stands_in_braces_is_edited_in_the_file(host: Host) -> None:
    find(host, "keybinds")
    host.press("enter", "ctrl-e")
    assert host.told == ["editor", "editor"]


def test_escape_leaves_an_option_as_it_was(host: Host, path: Path) -> None:
    settings = host.open
    find(host, "clock_format")
    host.press("enter", "x", "esc")
    assert host.open is settings
    assert not path.exists()


def test_whole_numbers_stay_whole() -> None:
    settings = {setting.name: setting for setting in list_settings(Config())}
    assert parse_setting(settings["serialization_interval"], "2.0") == (2,)
    assert parse_setting(settings["serialization_interval"], "0.5") == (0.5,)


# --- clock, panes, report -----------------------------------------------------------------------


def test_figures_are_as_large_as_each_other() -> None:
    for text in ("00:00", "1", "23:59"):
        lines = draw_figures(text)
        assert len(lines) == 5
        assert {len(line) for line in lines} == {len(text) * 6 + (len(text) - 1) * 2}


def test_the_clock_fits_and_goes_on(host: Host) -> None:
    host.open = clock = Clock(host)
    assert clock.tick()
    for size in SIZES:
        show(clock, size)
    host.press("x")
    assert host.open is None


def test_panes_are_numbered_where_they_are(host: Host) -> None:
    scene = Scene(Depth.TRUE)
    panes = [pane(4, [0, 0, 40, 12], title="left"), pane(9, [40, 0, 40, 12], title="right")]
    scene.take_view(view(panes, [80, 12], focus=4))
    host.open = numbers = PaneNumbers(host, scene, Region(0, 1, 80, 12))
    shown = show(numbers, Size(80, 24)).splitlines()
    assert len(shown) == 12
    assert "left 38x10" in shown[8][:40]
    assert "right 38x10" in shown[8][40:]
    for size in SIZES:
        show(numbers, size)
    host.press("2")
    assert host.done == [FocusPane(PaneId(9))]
    host.open = numbers
    numbers.click(50, 3)
    assert host.done[1:] == [FocusPane(PaneId(9))]
    host.open = numbers
    host.press("1")
    assert len(host.done) == 2, "it has the focus already"
    assert host.open is None


def test_the_report_tells_levels_and_problems(host: Host) -> None:
    panes = (
        PaneReport(1, "vim", Level.REVIVED, 40.0),
        PaneReport(2, "logs", Level.STRUCTURE, problems=("/srv is gone",)),
    )
    report = RestoreReport("work", 100.0, 50.0, panes=panes, problems=("an older state was taken",))
    shown = show(RestoreReportView(host, report))
    for words in (
        "1 revived, 1 structure",
        "saved 1m before",
        "! /srv is gone",
        "! an older state",
    ):
        assert words in shown
    for size in SIZES:
        show(RestoreReportView(host, report), size)
    assert "never brought back" in show(RestoreReportView(host, None))
