"""Plain text for people: columns, ages, counts."""

from collections.abc import Iterable, Sequence

from mux.config.paths import printable

_UNITS = ((86400, "d"), (3600, "h"), (60, "m"), (1, "s"))


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns as wide as their widest cell. What programs wrote loses its control characters."""
    table = [list(head), *([printable(str(cell)) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(line.rstrip())


def age(seconds: float) -> str:
    """`2d 3h ago`: the two largest units that say anything."""
    left = int(seconds)
    if left < 1:
        return "just now"
    parts: list[str] = []
    for length, unit in _UNITS:
        count, left = divmod(left, length)
        if count:
            parts.append(f"{count}{unit}")
        elif parts:
            break
    return f"{' '.join(parts[:2])} ago"


def count(number: int, noun: str) -> str:
    """`1 tab`, `2 tabs`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
