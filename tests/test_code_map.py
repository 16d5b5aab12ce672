"""docs/CODE-MAP.md names every source file once, with its sentence, and nothing else."""

import re

import pytest
from docs.make_code_map import MAP, PACKAGES, SOURCE, first_sentence, list_files, write_map

ENTRY = re.compile(r"^- `(?P<path>[^`]+\.py)`: (?P<sentence>.+)$", re.MULTILINE)


def test_the_map_is_as_the_files_are() -> None:
    assert MAP.read_text() == write_map(), "run `make map`"


def test_every_source_file_is_on_it_once() -> None:
    files = [path for path in SOURCE.rglob("*.py") if path.read_text().strip()]
    entries = [SOURCE / entry["path"] for entry in ENTRY.finditer(write_map())]
    assert sorted(entries) == sorted(files)


def test_every_file_has_a_sentence() -> None:
    for entry in ENTRY.finditer(write_map()):
        assert 10 < len(entry["sentence"]) <= 140, entry["path"]


def test_every_package_is_introduced() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and list_files(path)}
    assert folders <= set(PACKAGES)


@pytest.mark.parametrize(
    ("docstring", "sentence"),
    [
        ("Rows of cells.", "Rows of cells."),
        ("One thing. And another.", "One thing."),
        ("Reads 1.0 of it,\nand more.\n\nBelow.", "Reads 1.0 of it, and more."),
        ("Two forms:\n\n    a\n", "Two forms."),
    ],
)
def test_the_first_sentence_is_found(docstring: str, sentence: str) -> None:
    assert first_sentence(docstring) == sentence
