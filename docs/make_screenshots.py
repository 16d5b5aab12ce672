"""Makes the pictures of the documentation: runs the real mux, and paints its screen.

    .venv/bin/python -m docs.make_screenshots

Needs the DejaVu Sans Mono fonts.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from tests.e2e.harness import PROMPT, Terminal, World, open_world
from tests.e2e.outer_terminal import Cell

PICTURES = Path(__file__).parent / "pictures"
FONTS = Path("/usr/share/fonts/truetype/dejavu")
FONT_SIZE = 18
MARGIN = 12
FOREGROUND, BACKGROUND = "#d8dee9", "#11151c"
PALETTE = {
    "black": "#2e3440",
    "red": "#e06c75",
    "green": "#98c379",
    "brown": "#e5c07b",
    "blue": "#61afef",
    "magenta": "#c678dd",
    "cyan": "#56b6c2",
    "white": "#d8dee9",
    "brightblack": "#5c6370",
    "brightred": "#ff7a85",
    "brightgreen": "#b5e890",
    "brightbrown": "#ffd68a",
    "brightblue": "#7fc1ff",
    "brightmagenta": "#dd92f0",
    "brightcyan": "#74d0db",
    "brightwhite": "#ffffff",
}


class Painter:
    """Cells to pixels."""

    def __init__(self) -> None:
        self._fonts = {
            bold: ImageFont.truetype(FONTS / f"DejaVuSansMono{ending}.ttf", FONT_SIZE)
            for bold, ending in ((False, ""), (True, "-Bold"))
        }
        ascent, descent = self._fonts[False].getmetrics()
        self._width = round(self._fonts[False].getlength("M"))
        self._height = ascent + descent

    def paint(self, terminal: Terminal) -> Image.Image:
        rows = [terminal.cells(y) for y in range(len(terminal.screen))]
        size = (len(rows[0]) * self._width + 2 * MARGIN, len(rows) * self._height + 2 * MARGIN)
        image = Image.new("RGB", size, BACKGROUND)
        draw = ImageDraw.Draw(image)
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                self._paint_cell(draw, cell, MARGIN + x * self._width, MARGIN + y * self._height)
        if terminal.outer.cursor_visible:
            x, y = terminal.outer.cursor
            left, top = MARGIN + x * self._width, MARGIN + y * self._height
            draw.rectangle((left, top, left + self._width - 1, top + self._height - 1), FOREGROUND)
        return image

    def _paint_cell(self, draw: ImageDraw.ImageDraw, cell: Cell, left: int, top: int) -> None:
        foreground, background = (
            colour(cell.foreground, FOREGROUND),
            colour(cell.background, BACKGROUND),
        )
        if cell.reverse:
            foreground, background = background, foreground
        right, bottom = left + self._width - 1, top + self._height - 1
        if background != BACKGROUND:
            draw.rectangle((left, top, right, bottom), background)
        if cell.text.strip():
            draw.text((left, top), cell.text, foreground, self._fonts[cell.bold])
        if cell.underscore:
            draw.line((left, bottom - 1, right, bottom - 1), foreground)


def colour(name: str, default: str) -> str:
    """pyte names the sixteen colours, and gives all others as six hexadecimal digits."""
    return default if name == "default" else PALETTE.get(name, f"#{name}")


def picture_of_work(world: World) -> Terminal:
    """An editor, a shell and a monitor."""
    sample = world.home / "fibonacci.py"
    sample.write_text(
        '"""Numbers, each the sum of the two before."""\n\n\n'
        "def fibonacci(count: int) -> list[int]:\n"
        "    numbers = [0, 1]\n"
        "    while len(numbers) < count:\n"
        "        numbers.append(sum(numbers[-2:]))\n"
        "    return numbers[:count]\n\n\n"
        'if __name__ == "__main__":\n'
        "    print(*fibonacci(20))\n"
    )
    terminal = world.open_session("new", "-s", "work", size=(116, 34))
    terminal.line("clear; vim -c 'syntax on' -c 'set number' fibonacci.py")
    terminal.wait_for("def fibonacci")
    terminal.prefix("%")
    terminal.wait_for(PROMPT)
    terminal.line("clear; python3 fibonacci.py | fold -s -w 40; ls --color -l ~")
    terminal.wait_for("4181")
    terminal.prefix('"')
    terminal.wait_for(lambda: terminal.text.count(PROMPT) >= 2)
    terminal.line("htop")
    terminal.wait_for("PID USER")
    terminal.prefix("c")
    terminal.wait_gone("PID USER")
    world.run("action", "rename-tab", "--session", "work", "tests")
    world.run("action", "go-to-tab", "--session", "work", "1")
    world.run("action", "rename-tab", "--session", "work", "code")
    terminal.wait_for("def fibonacci")
    terminal.wait_for("2:tests")
    terminal.settle(0.5)
    return terminal


def picture_of_keys(world: World) -> Terminal:
    """What can follow the prefix."""
    terminal = picture_of_work(world)
    terminal.prefix()
    terminal.wait_for("split right")
    terminal.settle(0.5)
    return terminal


def picture_of_the_gate(world: World) -> Terminal:
    """The same session, killed and brought back."""
    first = picture_of_work(world)
    world.run("kill-session", "work")
    first.wait_for_exit()
    terminal = world.start("attach", "work", size=(116, 34))
    terminal.wait_for("Waiting to run")
    terminal.settle(0.5)
    return terminal


PICTURED = (
    ("work", picture_of_work),
    ("keys", picture_of_keys),
    ("gate", picture_of_the_gate),
)


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    painter = Painter()
    for name, make in PICTURED:
        for world in open_world():
            painter.paint(make(world)).save(PICTURES / f"{name}.png", optimize=True)
            print(PICTURES / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
