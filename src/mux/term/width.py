"""How characters fall into cells: which ones may be drawn in runs, and which join a cluster.

Most text is either one cell or two cells a character and never joins anything; such runs are found
by regex and drawn at once. All else goes character by character through Unicode's rules for
grapheme clusters (UAX #29).
"""

import re
from functools import lru_cache

from wcwidth import iter_graphemes

from mux.term.cells import cluster_cells

# Blocks whose every character is one cell wide and neither joins the character before it nor the
# one after it; a test compares them with wcwidth.
_NARROW = (
    r" -~\xa0-\u02ff\u0370-\u0482\u048a-\u0556\u05d0-\u05ea\u0620-\u064a\u10a0-\u10ff"
    r"\u1e00-\u1fff\u2010-\u2027\u202f-\u205f\u2070-\u20cf\u2100-\u2319\u231c-\u2328\u232b-\u23e8"
    r"\u23f4-\u25fc\u2701-\u2704\u2756\u27c0-\u2aff\u2c60-\u2c7f\ua720-\ua7ff\ue000-\uf8ff\ufffd"
)
# The same for two cells.
_WIDE = (
    r"\u2e80-\u2e99\u2e9b-\u2ef3\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3105-\u312f"
    r"\u3400-\u4dbf\u4e00-\ua48c\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\U00020000-\U0002fffd"
)
NARROW_RUN = re.compile(f"[{_NARROW}]+")
RUNS = re.compile(f"([{_NARROW}]+)|([{_WIDE}]+)|(.)", re.DOTALL)
"""Narrow characters, wide characters, or one character of another kind."""

CLUSTER_LIMIT = 32
"""Characters kept in one cell; a longer cluster loses the rest."""
JOINER = "\u200d"


@lru_cache(maxsize=4096)
def extends_cluster(cluster: str, character: str) -> bool:
    """Whether a character belongs to the cluster before it."""
    return sum(1 for _ in iter_graphemes(cluster + character)) == 1


def cells_of(cluster: str) -> int:
    """The cells of a cluster or of one character: 0, 1 or 2."""
    return cluster_cells(cluster)
