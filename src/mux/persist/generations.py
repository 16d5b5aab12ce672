"""Earlier snapshots of a session: generations/<time>.kdl, named by the moment they were last true.

Kept are the last ten, the first of each of the last seven days (UTC), and the one that a restore
which is not yet whole started from. See docs/decisions for when a snapshot becomes one.

    list_generations(folder) -> list[Generation]            newest first; folder: the session's
    find_generation(folder, wanted) -> Generation           raises StoreError
    choose_kept(moments, now, keep=Keep(last=10, days=7)) -> set of moments
    name_generation(moment) -> "2026-01-31T08-00-00Z"       parse_generation(name) -> moment | None
"""

import re
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from mux.persist.errors import StoreError
from mux.persist.names import GENERATIONS_FOLDER

APART = 60.0  # seconds: snapshots that follow each other faster make one generation
DAY = 86400.0

_FORM = "%Y-%m-%dT%H-%M-%SZ"


class Generation(NamedTuple):
    """`moment`: seconds since the epoch, whole ones."""

    name: str
    moment: float
    path: Path


class Keep(NamedTuple):
    """How many generations are kept, and of how many days the first one as well."""

    last: int = 10
    days: int = 7


STANDARD = Keep()


def name_generation(moment: float) -> str:
    return datetime.fromtimestamp(int(moment), UTC).strftime(_FORM)


def parse_generation(name: str) -> float | None:
    try:
        return datetime.strptime(name, _FORM).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None


def list_generations(folder: Path) -> list[Generation]:
    """Newest first. Other files in the folder are passed over."""
    found: list[Generation] = []
    inside = folder / GENERATIONS_FOLDER
    for path in inside.glob("*.kdl") if inside.is_dir() else ():
        moment = parse_generation(path.stem)
        if moment is not None:
            found.append(Generation(path.stem, moment, path))
    return sorted(found, key=lambda generation: generation.moment, reverse=True)


def find_generation(folder: Path, wanted: str) -> Generation:
    """By number, 1 being the newest; or by time or the beginning of one, however it is punctuated
    ("2026-01-31", "2026-01-31 08:00"): the newest that fits. Raises StoreError."""
    generations = list_generations(folder)
    digits = re.sub(r"\D", "", wanted)
    if wanted.isdecimal() and len(wanted) < 4:
        if 0 < int(wanted) <= len(generations):
            return generations[int(wanted) - 1]
        raise StoreError(f"there are {len(generations)} earlier snapshots, not {wanted}")
    for generation in generations:
        if digits and re.sub(r"\D", "", generation.name).startswith(digits):
            return generation
    raise StoreError(f"there is no earlier snapshot of {wanted}; mux history lists them")


def choose_kept(moments: Collection[float], now: float, keep: Keep = STANDARD) -> set[float]:
    """Which generations stay: the last ones, and the first of each day. Pure."""
    newest_first = sorted(moments, reverse=True)
    kept = set(newest_first[: keep.last])
    oldest_day = now // DAY - (keep.days - 1)
    first_of_day = {moment // DAY: moment for moment in newest_first}
    kept.update(moment for day, moment in first_of_day.items() if day >= oldest_day)
    return kept


def is_due(moment: float, newest: float | None) -> bool:
    """Whether a snapshot that was true until `moment` becomes a generation when it is replaced."""
    return newest is None or moment - newest >= APART
