"""What the guides tell people to type exists, and what they link to is there."""

import re
from pathlib import Path

import pytest

from mux.cli.parser import find_verb
from mux.cli.verbs import BY_WORD
from mux.core.keymap_tmux import PREFIX, tmux_keymap

ROOT = Path(__file__).resolve().parents[1]
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
KEYS = {
    **{name: name.lower() for name in ("PageUp", "Left", "Right", "Up", "Down")},
    "Space": "space",
}


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("guide", GUIDES, ids=ids)
def test_every_link_leads_somewhere(guide: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", guide.read_text()):
        if "://" not in target:
            assert (guide.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("guide", GUIDES, ids=ids)
def test_every_command_is_one(guide: Path) -> None:
    """`mux WORDS` in backquotes or as an indented line; FILE and NAME stand for anything."""
    text = guide.read_text()
    typed = re.findall(r"`mux ([^`]+)`", text)
    typed += re.findall(r"^    (?:\$ )?mux ([^:\n]*)$", text, re.MULTILINE)
    for words in typed:
        if not words.startswith(("VERB", "WHAT", "upgrade", "…")):
            verb = find_verb(words.split())
            assert verb is None or verb in BY_WORD, f"mux {words}"


@pytest.mark.parametrize("guide", GUIDES, ids=ids)
def test_every_key_after_the_prefix_is_bound(guide: Path) -> None:
    bound = tmux_keymap().modes[PREFIX]
    for key in re.findall(r"`Ctrl-b (\S+?)`", guide.read_text()):
        if not key.startswith("Ctrl-"):
            assert KEYS.get(key, key) in bound, key


def test_the_changelog_names_the_version() -> None:
    from mux import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text()
