"""docs/CODE-MAP.md names every source file once, with one sentence, and nothing else."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENTRY = re.compile(r"^- `(?P<path>[^`]+\.py)`: (?P<sentence>.+)$", re.MULTILINE)


def mapped() -> list[tuple[str, str]]:
    text = (ROOT / "docs" / "CODE-MAP.md").read_text()
    return [(entry["path"], entry["sentence"]) for entry in ENTRY.finditer(text)]


def worth_a_sentence(path: Path) -> bool:
    return path.name != "__init__.py" or path.stat().st_size > 0


def test_every_source_file_is_on_the_map_once() -> None:
    source = ROOT / "src" / "mux"
    files = [str(p.relative_to(source)) for p in source.rglob("*.py") if worth_a_sentence(p)]
    assert sorted(path for path, _ in mapped()) == sorted(files)


def test_every_entry_is_one_sentence() -> None:
    for path, sentence in mapped():
        assert sentence.endswith("."), path
        assert not re.search(r"[.!?] [A-Z]", sentence), f"{path}: more than one sentence"
        assert len(sentence) <= 140, path
