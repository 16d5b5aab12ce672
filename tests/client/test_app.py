"""The app's widgets under Textual's own Pilot: what shows when, and what is sent for it."""

import re
from collections.abc import AsyncIterator, Callable

import pytest
from fake_server import FakeServer, pane, tab, view
from textual.pilot import Pilot

from mux.client.app import Mux, Workspace
from mux.client.config_watch import ConfigWatch
from mux.client.keyboard import Keyboard
from mux.client.link import ServerLink
from mux.client.panel import Panel
from mux.client.screens import SCREENS
from mux.client.shelf import Shelf
from mux.client.tokens import Tokenizer
from mux.config.models import Config
from mux.core.geometry import Size
from mux.core.keymap_tmux import tmux_keymap
from mux.protocol.messages import Ack, Bye, Do, Resize, Show, Toast

WIDTH, HEIGHT = 80, 24


@pytest.fixture
async def client(
    serve: Callable[..., FakeServer], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator["Client"]:
    server = serve()
    for name in ("RUNTIME", "CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"MUX_{name}_DIR", str(server.path.parent / name.lower()))
    link = ServerLink(server.path)
    link.open(0.0, WIDTH, HEIGHT - 2)
    keyboard = Keyboard(tmux_keymap())
    watch = ConfigWatch(server.path.parent / "config.kdl")
    app = Mux(
        link, keyboard, Config(), lambda *_: None, Size(WIDTH, HEIGHT), headless=True, watch=watch
    )
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        client = Client(app, pilot, server)
        await client.wait(lambda: app.scene.panes)
        yield client
    link.close()


class Client:
    def __init__(self, app: Mux, pilot: Pilot[object], server: FakeServer) -> None:
        self.app = app
        self.pilot = pilot
        self.server = server

    async def wait(self, condition: Callable[[], object]) -> None:
        for _ in range(1000):
            if condition():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("never became true")

    async def type(self, raw: bytes) -> None:
        tokenizer = Tokenizer()
        self.app.take_tokens(tokenizer.feed(raw) + tokenizer.flush())
        await self.pilot.pause()

    def panel(self, name: str) -> str:
        panel = self.app.query_one(f"#{name}", Panel)
        return "\n".join(row.text for row in panel.rows) if panel.display else ""

    def bars(self) -> list[str]:
        return [bar.row.text for shelf in self.app.query(Shelf) for bar in shelf.bars]

    def commands(self) -> list[tuple[str, dict[str, object]]]:
        return [(do.command, do.arguments) for do in self.server.got(Do)]


async def test_workspace_and_bars_share_the_screen(client: Client) -> None:
    region = client.app.query_one(Workspace).region
    assert (region.x, region.y, region.width, region.height) == (0, 1, WIDTH, HEIGHT - 2)
    top, bottom = client.bars()
    assert top.startswith(" fake ")
    assert "[1:tab1]" in top
    assert "ctrl-b ? help" in bottom
    row = client.app.query_one(Workspace).row_at(0)
    assert row.text.startswith("┏━ pane 1 ━")


async def test_the_prefix_shows_at_once_what_can_follow(client: Client) -> None:
    await client.type(b"\x02")
    assert "split right" in client.panel("which-key")
    assert client.bars()[1].startswith(" PREFIX ")
    await client.type(b"%")
    assert client.panel("which-key") == ""
    client.server.wait_for(lambda: client.commands() == [("split-pane", {})])


async def test_typing_goes_to_the_server(client: Client) -> None:
    await client.type(b"ls\r")
    client.server.wait_for(lambda: bytes(client.server.input) == b"ls\r")


async def test_an_overlay_takes_the_keys_and_gives_them_back(client: Client) -> None:
    await client.type(b"\x02:")
    assert "Command" in client.panel("overlay")
    await client.type(b"new-tab\r")
    assert client.panel("overlay") == ""
    client.server.wait_for(lambda: client.commands() == [("new-tab", {})])
    assert bytes(client.server.input) == b""


async def test_the_overlay_covers_the_workspace(client: Client) -> None:
    await client.type(b"\x02?")
    await client.wait(lambda: client.app.query_one("#overlay", Panel).region)
    region = client.app.query_one("#overlay", Panel).region
    assert region.width == 74
    assert region.y > 0
    await client.type(b"\x1b")
    assert not client.app.query_one("#overlay", Panel).display


async def test_the_server_opens_screens_and_tells_things(client: Client) -> None:
    client.server.send(Show("rename-tab"))
    await client.wait(lambda: "Rename tab" in client.panel("overlay"))
    await client.type(b"\x1b")
    client.server.send(Toast("saved"))
    await client.wait(lambda: "saved" in client.panel("toasts"))
    client.server.send(Show("no-such-screen"))
    await client.wait(lambda: "no-such-screen" in client.panel("toasts"))


@pytest.mark.parametrize("screen", sorted(SCREENS))
async def test_each_screen_opens_and_closes(client: Client, screen: str) -> None:
    client.server.send(Show(screen))
    await client.wait(lambda: client.panel("overlay"))
    await client.type(b"\x1b")
    assert client.panel("overlay") == ""


async def test_a_click_beside_an_overlay_closes_it(client: Client) -> None:
    await client.type(b"\x02?")
    await client.type(b"\x1b[<0;1;1M")
    assert client.panel("overlay") == ""


async def test_the_view_decides_which_bars_show(client: Client) -> None:
    client.server.send(view([pane(1, [0, 0, 80, 24])], [80, 24], bars=[]))
    await client.wait(lambda: client.bars() == [])
    client.server.wait_for(lambda: client.server.got(Resize) == [Resize(80, 24)])
    await client.wait(lambda: client.app.query_one(Workspace).region.height == 24)


async def test_a_click_on_a_tab_goes_there(client: Client) -> None:
    tabs = [tab(1, active=True), tab(7, "other")]
    client.server.send(view([pane(1, [0, 0, 80, 22])], [80, 22], tabs=tabs))
    await client.wait(lambda: "7:other" in client.bars()[0])
    column = client.bars()[0].index("7:other") + 1
    await client.type(b"\x1b[<0;%d;1M" % column)
    client.server.wait_for(lambda: client.commands() == [("focus-tab", {"tab": 7})])


async def test_a_lost_server_is_looked_for_until_it_is_back(client: Client) -> None:
    away = client.server.path.with_suffix(".away")
    client.server.path.rename(away)
    client.server.drop_client()
    await client.wait(lambda: any("reconnecting" in bar for bar in client.bars()))
    await client.type(b"held ")
    away.rename(client.server.path)
    await client.wait(lambda: not any("reconnecting" in bar for bar in client.bars()))
    await client.type(b"x")
    client.server.wait_for(lambda: bytes(client.server.input) == b"held x")


async def test_goodbye_ends_the_app(client: Client) -> None:
    client.server.send(Bye("switch", "other"))
    await client.wait(lambda: client.app.outcome is not None)
    assert client.app.outcome is not None
    assert (client.app.outcome.kind, client.app.outcome.text) == ("switch", "other")


async def test_nothing_is_acknowledged_that_was_not_painted(client: Client) -> None:
    """Without a terminal nothing is painted, and the server is never told otherwise."""
    await client.pilot.pause(0.05)
    assert client.server.got(Ack) == []


async def test_a_config_that_changes_holds_at_once(client: Client) -> None:
    config = client.server.path.parent / "config.kdl"
    config.write_text('status_bar "top"\nsimplified_ui true\nprefix "Ctrl a"\n')
    await client.wait(lambda: client.bars()[1].startswith(" ctrl-a ? help"))
    assert [len(shelf.bars) for shelf in client.app.query(Shelf)] == [2, 0]
    assert client.app.query_one(Workspace).row_at(0).text.startswith("#= pane 1 =")
    await client.type(b"\x01?")
    assert client.panel("overlay").startswith("+- Keys -")
    await client.type(b"\x1b")
    client.server.wait_for(lambda: client.commands() == [("reload-config", {})])
    config.write_text("status_bar 3\n")
    await client.wait(lambda: "config.kdl:1:12:" in re.sub("[| \n]", "", client.panel("toasts")))
    assert len(client.bars()) == 2, "the last good config stays"


async def test_notifications_can_be_left_out(client: Client) -> None:
    client.server.send(Toast("done", "notification"))
    await client.wait(lambda: "done" in client.panel("toasts"))
    client.app.use_config(Config(notifications=False))
    client.server.send(Toast("more", "notification"))
    client.server.send(Toast("last"))
    await client.wait(lambda: "last" in client.panel("toasts"))
    assert "more" not in client.panel("toasts")


async def test_a_menu_opens_where_the_mouse_is(client: Client) -> None:
    await client.type(b"\x1b[<2;11;6M")
    assert client.app.overlay_place[:2] == (10, 5)
    assert "Split right" in client.panel("overlay")
