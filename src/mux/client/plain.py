"""Rows in ASCII for terminals and readers that have nothing else (the option `simplified_ui`)."""

import unicodedata
from collections.abc import Iterable

from mux.client.rows import RowStrip, Run

SIGNS = str.maketrans(
    {
        **dict.fromkeys("─━┄┈", "-"),
        **dict.fromkeys("│┃", "|"),
        **dict.fromkeys("┌┐└┘╭╮╰╯┏┓┗┛├┤┬┴┼", "+"),
        **dict.fromkeys("▸›→", ">"),
        **dict.fromkeys("‹←", "<"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("–—", "-"),
        "·": "-",
        "…": "~",
        "↑": "^",
        "↓": "v",
        "×": "x",
        "█": "#",
    }
)


def plain_rows(rows: Iterable[RowStrip]) -> list[RowStrip]:
    """The same rows with every sign of ours in ASCII; as wide as before."""
    return [
        RowStrip(run if run.text.isascii() else _plain_run(run) for run in row.runs) for row in rows
    ]


def _plain_run(run: Run) -> Run:
    text = run.text.translate(SIGNS)
    if not text.isascii():
        text = "".join(map(_plain_character, text))
    # Letters of the user's own stay, if their accents can't be taken off within their cells.
    return run._replace(text=text)


def _plain_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[:1]
    return base if base.isascii() else character
