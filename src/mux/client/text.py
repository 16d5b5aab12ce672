"""Widths of the client's own words: titles, tabs, lists. Pane contents are measured by nobody."""

from functools import lru_cache

from rich.cells import cell_len, set_cell_size


@lru_cache(maxsize=2048)
def measure_text(text: str) -> int:
    """Cells."""
    return cell_len(text)


@lru_cache(maxsize=2048)
def fit_text(text: str, cells: int, ellipsis: str = "…") -> str:
    """The text in at most so many cells; what is cut off leaves an ellipsis."""
    if measure_text(text) <= cells:
        return text
    if cells <= 0:
        return ""
    return set_cell_size(text, cells - 1).rstrip() + ellipsis


def pad_text(text: str, cells: int) -> str:
    """The text in exactly so many cells."""
    text = fit_text(text, cells)
    return text + " " * (cells - measure_text(text))
