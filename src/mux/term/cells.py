"""How text falls into cells: grapheme clusters (Unicode UAX #29) and their widths."""

from collections.abc import Iterator
from functools import lru_cache

from wcwidth import iter_graphemes, wcswidth


@lru_cache(maxsize=16384)
def cluster_cells(cluster: str) -> int:
    """The cells of one grapheme cluster: 0, 1 or 2."""
    return min(2, max(0, wcswidth(cluster)))


def iter_clusters(text: str) -> Iterator[tuple[str, int]]:
    """Each grapheme cluster with its cells."""
    for cluster in iter_graphemes(text):
        yield cluster, cluster_cells(cluster)


def text_cells(text: str) -> int:
    """The cells that text takes on one endless row."""
    if text.isascii():
        return len(text)
    return sum(map(cluster_cells, iter_graphemes(text)))
