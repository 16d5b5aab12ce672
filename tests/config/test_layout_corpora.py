"""Zellij's own layouts, as trees that were held against their files by eye (golden/layouts)."""

from pathlib import Path

import pytest

from mux.config.layout_file import check_config, parse_layout, read_layout, read_layout_file
from mux.config.layout_writer import write_layout

from .layout_picture import picture  # type: ignore[import-not-found]

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "zellij-layouts"
GOLDEN = ROOT / "tests" / "golden" / "layouts"


@pytest.fixture(params=sorted(path.stem for path in GOLDEN.glob("*.txt")))
def name(request: pytest.FixtureRequest) -> str:
    if not CORPUS.is_dir():
        pytest.skip(f"the corpora are not at {CORPUS}")
    return str(request.param)


def test_a_layout_of_zellij_loads_as_the_tree_that_it_describes(name: str) -> None:
    found = read_layout_file(CORPUS / f"{name}.kdl")
    assert found.problems == ()
    assert check_config(found.config, name) == []
    assert found.layout is not None
    assert picture(found.layout) == (GOLDEN / f"{name}.txt").read_text()


def test_a_layout_of_zellij_survives_being_written(name: str) -> None:
    layout = read_layout_file(CORPUS / f"{name}.kdl").layout
    assert layout is not None
    assert read_layout(write_layout(layout)) == layout
    assert read_layout(write_layout(layout, zellij=True)) == layout


def test_no_layout_of_the_corpus_goes_without_a_tree() -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"the corpora are not at {CORPUS}")
    layouts = {path.stem for path in CORPUS.glob("*.kdl") if not path.stem.endswith(".swap")}
    assert layouts == {path.stem for path in GOLDEN.glob("*.txt")}


def test_mistakes_in_the_sibling_file_are_told_under_its_name() -> None:
    files = {
        "/x/a.swap.kdl": 'swap_tiled_layout name="s" {\n    ui max_panes=5 { sise; }\n}\nlayout\n',
    }
    text = 'layout { tab_template name="ui" { children; }; pane; }'
    found = parse_layout(text, "/x/a.kdl", read_file=files.get)
    assert found.layout is None
    assert [str(problem.as_error()) for problem in found.problems] == [
        "/x/a.swap.kdl:2:22: “ui” has no “sise”; take it away",
        "/x/a.swap.kdl:4:1: a swap file has no layout of its own; take it away",
    ]
