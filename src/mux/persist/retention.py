"""Which saved sessions are old, or too many. Pure; mux.persist.folders deletes.

choose_retired(sessions, limits, now) -> list of names
"""

from collections.abc import Iterable

from mux.dataclass import dataclass

DAY = 86400.0
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class SavedSession:
    name: str
    saved: float  # seconds since the epoch
    size: int  # bytes
    running: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """0 = no limit."""

    days: float = 0
    count: int = 0
    size: int = 0  # bytes, of all that are kept


def choose_retired(sessions: Iterable[SavedSession], limits: Limits, now: float) -> list[str]:
    """The oldest go first. A session that runs never goes, and does not count."""
    retired: list[str] = []
    kept = taken = 0
    resting = (session for session in sessions if not session.running)
    for session in sorted(resting, key=lambda s: (s.saved, s.name), reverse=True):
        too_old = limits.days and now - session.saved > limits.days * DAY
        too_many = limits.count and kept >= limits.count
        too_large = limits.size and taken + session.size > limits.size
        if too_old or too_many or too_large:
            retired.append(session.name)
        else:
            kept += 1
            taken += session.size
    return retired
