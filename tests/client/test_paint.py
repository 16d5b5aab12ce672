"""What the painter writes, read back through an emulator: the screen is what the scene says."""

from typing import Any

from fake_server import MODES, pane, rows, tab, view
from hypothesis import given
from hypothesis import strategies as st

from mux.client.frames import Shapes
from mux.client.paint import HIDE_CURSOR, SYNC_END, SYNC_START, Painter
from mux.client.palette import MONOCHROME
from mux.client.scene import Scene
from mux.client.styles import Depth
from mux.core.geometry import Region
from mux.term.terminal import Terminal

WIDTH, HEIGHT = 24, 8


def show(screen: Terminal, painter: Painter) -> list[str]:
    screen.feed(painter.paint().encode())
    return ["".join(run.text for run in screen.row(y)) for y in range(screen.rows)]


def fill(scene: Scene, number: int, letter: str, **more: Any) -> None:
    place = next(p for p in scene.panes if p.id == number)
    width, height = place.content.size
    scene.take_rows(rows(number, {y: [["", letter * width, width]] for y in range(height)}, **more))


def fresh(painter: Painter, *panes: dict[str, Any], top: int = 0, **more: Any) -> Terminal:
    painter.scene.take_view(view(list(panes), [WIDTH, HEIGHT], **more))
    painter.lay_out(Region(0, top, WIDTH, HEIGHT), ())
    return Terminal(WIDTH, HEIGHT + top)


def test_two_panes_with_frames(painter: Painter) -> None:
    screen = fresh(painter, pane(1, [0, 0, 12, 8]), pane(2, [12, 0, 12, 8]))
    fill(painter.scene, 1, "a")
    fill(painter.scene, 2, "b")
    shown = show(screen, painter)
    assert shown[0] == "┏━ pane 1 ━┓┌─ pane 2 ─┐"
    assert shown[1] == "┃aaaaaaaaaa┃│bbbbbbbbbb│"
    assert shown[7] == "┗━━━━━━━━━━┛└──────────┘"


def test_only_what_changed_is_written(painter: Painter) -> None:
    screen = fresh(painter, pane(1, [0, 0, WIDTH, HEIGHT]))
    fill(painter.scene, 1, "a")
    show(screen, painter)
    assert painter.paint() == ""
    painter.scene.take_rows(rows(1, {2: [["1", "new".ljust(22), 22]]}, cursor=[3, 2, 1, 0]))
    written = painter.paint()
    assert "new" in written
    assert "a" * 22 not in written
    assert "\x1b[4;5H" in written  # the cursor, in screen cells


def test_a_float_lies_over_the_pane_below_it(painter: Painter) -> None:
    screen = fresh(painter, pane(1, [0, 0, 24, 8]), pane(2, [4, 2, 8, 4], floating=True))
    fill(painter.scene, 1, "a")
    fill(painter.scene, 2, "b")
    show(screen, painter)
    fill(painter.scene, 1, "c", serial=2)
    shown = show(screen, painter)
    assert shown[3] == "┃ccc│bbbbbb│ccccccccccc┃"
    assert shown[1] == "┃" + "c" * 22 + "┃"


def test_nothing_is_written_under_a_cover(painter: Painter) -> None:
    screen = fresh(painter, pane(1, [0, 0, 24, 8]), top=1)
    fill(painter.scene, 1, "a")
    show(screen, painter)
    painter.lay_out(covers=[Region(5, 3, 4, 2)])
    fill(painter.scene, 1, "z", serial=2)
    shown = show(screen, painter)
    assert shown[3] == "┃zzzzaaaazzzzzzzzzzzzzz┃"
    assert shown[5] == "┃" + "z" * 22 + "┃"


def test_the_cursor_hides_under_a_cover(painter: Painter) -> None:
    screen = fresh(painter, pane(1, [0, 0, 24, 8]))
    fill(painter.scene, 1, "a", cursor=[5, 2, 1, 4])
    written = painter.paint()
    screen.feed(written.encode())
    assert "\x1b[4 q" in written
    assert (screen.cursor.x, screen.cursor.y, screen.cursor.visible) == (6, 3, True)
    painter.lay_out(covers=[Region(4, 2, 6, 3)])
    screen.feed(painter.paint().encode())
    assert not screen.cursor.visible


def test_after_any_row_the_cursor_is_back_in_its_place(painter: Painter) -> None:
    screen = fresh(painter, pane(1, [0, 0, 24, 8]))
    fill(painter.scene, 1, "a", cursor=[5, 2, 1, 0])
    show(screen, painter)
    painter.scene.take_rows(rows(1, {5: [["", "x" * 22, 22]]}, serial=2, cursor=[5, 2, 1, 0]))
    show(screen, painter)
    assert (screen.cursor.x, screen.cursor.y, screen.cursor.visible) == (6, 3, True)


def test_a_smaller_client_leaves_a_margin(painter: Painter) -> None:
    painter.scene.take_view(view([pane(1, [0, 0, 12, 4])], [12, 4]))
    painter.lay_out(Region(0, 0, WIDTH, HEIGHT), ())
    shown = show(Terminal(WIDTH, HEIGHT), painter)
    assert shown[1] == "┃" + " " * 10 + "┃" + "·" * 12
    assert shown[5] == "·" * 24


def test_rows_of_an_old_size_are_cut_or_filled(painter: Painter) -> None:
    screen = fresh(painter, pane(1, [0, 0, 24, 8]))
    fill(painter.scene, 1, "a")
    show(screen, painter)
    painter.scene.take_rows(rows(1, {0: [["", "long" * 20, 80]], 1: [["", "short", 5]]}))
    shown = show(screen, painter)
    assert shown[1] == "┃" + ("long" * 20)[:22] + "┃"
    assert shown[2] == "┃short" + " " * 17 + "┃"


def test_frames_say_what_state_the_pane_is_in(painter: Painter) -> None:
    fields = {"state": "exited", "exit_status": 3}
    tabs = [tab(1, active=True, sync=True)]
    screen = fresh(painter, pane(1, [0, 0, WIDTH, 4], title="x", **fields), tabs=tabs)
    assert show(screen, painter)[0] == "┏━ x ━━━ EXIT CODE: 3 ━┓"


def test_scrolling_is_said_in_the_frame(painter: Painter) -> None:
    screen = fresh(painter, pane(1, [0, 0, WIDTH, HEIGHT], title="x"))
    assert painter.scene.take_rows(rows(1, {}, scroll=[7, 120], cursor=[0, 0, 0, 0]))
    painter.lay_out()
    assert "SCROLL 7/120" in show(screen, painter)[0]


def test_title_and_borderless_panes(painter: Painter) -> None:
    stack = pane(1, [0, 0, 24, 1], content=[0, 1, 24, 0], border="title", title="one")
    open_pane = pane(2, [0, 1, 24, 7], content=[0, 1, 24, 7], border="none")
    screen = fresh(painter, stack, open_pane)
    fill(painter.scene, 2, "b")
    shown = show(screen, painter)
    assert shown[0].startswith("━━ one ━")
    assert shown[1] == "b" * 24


def test_a_reverse_screen_is_turned_around_and_back(painter: Painter) -> None:
    fresh(painter, pane(1, [0, 0, WIDTH, HEIGHT]))
    fill(painter.scene, 1, "a")
    painter.paint()
    painter.scene.take_rows(rows(1, {}, serial=2, reverse=True))
    assert "\x1b[0;7m" + "a" * 22 in painter.paint()


def test_many_rows_are_one_synchronised_update_where_that_is_known(painter: Painter) -> None:
    fresh(painter, pane(1, [0, 0, WIDTH, HEIGHT]))
    assert painter.paint().startswith(HIDE_CURSOR)
    painter.synchronized_output = True
    painter.touch()
    written = painter.paint()
    assert written.startswith(SYNC_START)
    assert written.endswith(SYNC_END)
    painter.scene.take_rows(rows(1, {0: [["", "x" * 22, 22]]}))
    assert SYNC_START not in painter.paint()


boxes = st.tuples(
    st.integers(-3, WIDTH), st.integers(-3, HEIGHT), st.integers(2, WIDTH), st.integers(2, HEIGHT)
).map(list)


@given(st.lists(boxes, max_size=4), st.lists(boxes, max_size=2))
def test_any_overlap_paints_what_composing_says(
    frames: list[list[int]], covers: list[list[int]]
) -> None:
    scene = Scene(Depth.TRUE)
    painter = Painter(scene, MONOCHROME, Shapes())
    panes = [pane(n, box, floating=True) for n, box in enumerate(frames, 1)]
    screen = fresh(painter, *panes)
    for number in range(1, len(panes) + 1):
        lines = {y: [["", chr(96 + number) * 21 + "日", 23]] for y in range(HEIGHT)}
        scene.take_rows(rows(number, lines, modes=MODES))
    whole = show(screen, painter)
    assert whole == [painter.compose_row(y).text for y in range(HEIGHT)]
    assert all(painter.compose_row(y).cells == WIDTH for y in range(HEIGHT))
    painter.lay_out(covers=[Region(*cover) for cover in covers])
    assert show(screen, painter) == whole
