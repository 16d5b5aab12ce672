"""Documents for the tests of KDL: generated ones, and the corpora beside the project."""

from pathlib import Path

import pytest
from hypothesis import strategies as st

from mux.kdl.node import Document, Entry, Node

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"


@pytest.fixture
def corpora() -> Path:
    if not CORPORA.is_dir():
        pytest.skip(f"the corpora are not at {CORPORA}")
    return CORPORA


# Surrogates stand for the bytes of file names that are not UTF-8; other readers can't take them.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "",
        "true",
        "null",
        "-1",
        "1x",
        "a b",
        'a"b',
        "\\",
        "\n",
        "#",
        "r",
        'r"',
        "//",
        "/*",
        "é",
        "🦀",
    ]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**70), max_value=2**70)
    | st.floats(-1e300, 1e300)
    | texts
)
entries = st.builds(Entry, scalars, st.none() | texts, st.none() | texts)
leaves = st.builds(
    Node, texts, st.lists(entries, max_size=4).map(tuple), st.just(()), st.none() | texts
)
nodes = st.recursive(
    leaves,
    lambda inner: st.builds(
        Node,
        texts,
        st.lists(entries, max_size=2).map(tuple),
        st.lists(inner, max_size=3).map(tuple),
        st.none() | texts,
    ),
    max_leaves=6,
)
documents = st.lists(nodes, max_size=3).map(lambda found: Document(tuple(found)))


@pytest.fixture(scope="session")
def any_document() -> st.SearchStrategy[Document]:
    return documents
