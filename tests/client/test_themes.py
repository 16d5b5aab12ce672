"""Themes while mux runs: tried out in the picker, and following the terminal and the layout."""

import stat
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from fake_server import FakeServer
from textual.pilot import Pilot

from mux.client.app import Mux
from mux.client.keyboard import Keyboard
from mux.client.link import ServerLink
from mux.client.start import find_own_theme
from mux.client.tokens import Tokenizer
from mux.config.config_edit import save_option
from mux.config.config_file import load_config
from mux.config.errors import ConfigError
from mux.config.models import Config
from mux.core.geometry import Size
from mux.core.keymap_tmux import tmux_keymap
from mux.protocol.messages import Do, OuterTerminal, Welcome

WIDTH, HEIGHT = 80, 24


class Client:
    def __init__(self, app: Mux, pilot: Pilot[object], server: FakeServer) -> None:
        self.app, self.pilot, self.server = app, pilot, server

    async def type(self, raw: bytes) -> None:
        tokenizer = Tokenizer()
        self.app.take_tokens(tokenizer.feed(raw) + tokenizer.flush())
        await self.pilot.pause()

    @property
    def theme(self) -> str:
        return self.app.theme_shown.name if self.app.theme_shown else ""


@pytest.fixture
async def client(
    serve: Callable[..., FakeServer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Client]:
    monkeypatch.setenv("MUX_CONFIG_DIR", str(tmp_path / "config"))
    server = serve()
    link = ServerLink(server.path)
    link.open(0.0, WIDTH, HEIGHT - 2)
    config = Config(theme_dark="nord", theme_light="nord-light")
    size = Size(WIDTH, HEIGHT)
    app = Mux(link, Keyboard(tmux_keymap()), config, find_own_theme, size, headless=True)
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        yield Client(app, pilot, server)
    link.close()


async def test_the_terminals_background_picks_dark_or_light(client: Client) -> None:
    assert client.theme == "nord"
    await client.type(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\")
    assert client.theme == "nord-light"


async def test_what_the_terminal_says_of_itself_counts_more(client: Client) -> None:
    await client.type(b"\x1b[?997;2n")
    assert client.theme == "nord-light"
    await client.type(b"\x1b]11;rgb:0000/0000/0000\x1b\\")
    assert client.theme == "nord-light"
    client.server.wait_for(lambda: client.server.got(OuterTerminal))
    await client.type(b"\x1b[?997;1n")
    assert client.theme == "nord"


async def test_a_selected_theme_shows_until_it_is_chosen_or_not(client: Client) -> None:
    before = client.app.palette
    await client.type(b"\x02T")
    await client.type(b"dracula")
    assert client.theme == "dracula"
    assert client.app.palette != before
    await client.type(b"\x1b")
    assert client.theme == "nord"
    assert client.app.palette == before
    await client.type(b"\x02Tdracula\r")
    assert client.theme == "dracula"
    assert client.app.desk.overlay is None


async def test_a_chosen_theme_can_be_saved(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "config" / "config.kdl"
    await client.type(b"\x02Tdracula\x13")
    assert client.theme == "dracula"
    assert load_config(path).theme_dark == "dracula"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_saving_leaves_a_broken_config_alone(tmp_path: Path) -> None:
    path = tmp_path / "config.kdl"
    path.write_text("theme 5\n")
    with pytest.raises(ConfigError):
        save_option(path, "theme", "nord")
    assert path.read_text() == "theme 5\n"
    assert list(tmp_path.iterdir()) == [path]


async def test_options_of_the_layout_win_over_the_users(client: Client) -> None:
    options = 'theme_dark "gruvbox-dark"\nkeybinds { normal { bind "Alt x" { new-tab; }; }; }\n'
    client.app.take_messages([Welcome(1, 1, "fake", 1, options + 'status_bar "none"\n')])
    assert client.theme == "gruvbox-dark"
    assert client.app.plan.below == ()
    await client.type(b"\x1bx")
    client.server.wait_for(lambda: [do.command for do in client.server.got(Do)] == ["new-tab"])
