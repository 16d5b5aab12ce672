"""What one client has been shown of the panes, and what it still has to be shown.

Rows are not queued: a pane has a set of damaged rows, and when the client can take a frame it gets
what those rows hold by then. A slow client therefore sees fewer frames, never old ones.
"""

from collections.abc import Callable, Iterable, Mapping

from mux.core.ids import PaneId
from mux.dataclass import dataclass
from mux.protocol.codec import Codec
from mux.protocol.framing import Kind
from mux.protocol.messages import Rows
from mux.server.pane import PanePty
from mux.term.emulator import InputModes, StyledRun
from mux.term.style import link_of, sgr_of

CODEC = Codec([Rows])
# Frames that may be under way before the client has acknowledged the first of them; and how many
# more of those that show what was just typed.
FRAMES_UNDER_WAY = 2
URGENT_FRAMES = 2
# A frame that took t seconds to make is followed by a pause of at least REST × t.
REST = 3.0
# A frame of many rows is followed by this pause: nobody reads a flood.
FLOOD_PAUSE = 1 / 60


@dataclass(slots=True)
class Damage:
    """Rows to be shown; `rows` None means all of them."""

    rows: set[int] | None

    def add(self, rows: Iterable[int] | None) -> None:
        if rows is None:
            self.rows = None
        elif self.rows is not None:
            self.rows.update(rows)


class ScreenFeed:
    """`send` takes whole frames as bytes."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send
        self._damage: dict[PaneId, Damage] = {}
        self._urgent: set[PaneId] = set()
        self._serial = 0
        self._acknowledged = 0
        self._not_before = 0.0

    def damage(self, pane: PaneId, rows: Iterable[int] | None, *, urgent: bool = False) -> None:
        """Notes rows of a pane, or all of it, as not shown yet. Urgent ones wait for no pause."""
        if urgent:
            self._urgent.add(pane)
        if pane in self._damage:
            self._damage[pane].add(rows)
        else:
            self._damage[pane] = Damage(None if rows is None else set(rows))

    def forget(self, shown: Iterable[PaneId]) -> None:
        """Drops what concerns panes that this client does not show."""
        keep = set(shown)
        self._urgent &= keep
        for pane in [p for p in self._damage if p not in keep]:
            del self._damage[pane]

    @property
    def waiting(self) -> bool:
        return bool(self._damage)

    def acknowledge(self, serial: int) -> None:
        self._acknowledged = max(self._acknowledged, min(serial, self._serial))

    def ready_at(self) -> float | None:
        """When the next frame may go out; None: not before the client acknowledges one."""
        under_way = self._serial - self._acknowledged
        if self._urgent and under_way < FRAMES_UNDER_WAY + URGENT_FRAMES:
            return 0.0
        return self._not_before if under_way < FRAMES_UNDER_WAY else None

    def flush(self, panes: Mapping[PaneId, PanePty], clock: Callable[[], float]) -> None:
        """Sends one frame of all that is damaged, or of what is urgent if it is not yet time for
        the rest; panes that hold repaints back stay damaged."""
        start = clock()
        held: dict[PaneId, Damage] = {}
        urgent, self._urgent = self._urgent, set()
        under_way = self._serial - self._acknowledged
        early = bool(urgent) and (start < self._not_before or under_way >= FRAMES_UNDER_WAY)
        payloads: list[bytes] = []
        count = 0
        self._serial += 1
        for pane_id, damage in self._damage.items():
            pane = panes.get(pane_id)
            if pane is None:
                continue
            if pane.holds_repaints or (early and pane_id not in urgent):
                held[pane_id] = damage
                continue
            rows = pane.view_rows(damage.rows)
            count += len(rows)
            message = self._describe(pane, rows)
            payloads.append(CODEC.encode(message, Kind.ROWS, pane_id))
        self._damage = held
        if not payloads:
            self._serial -= 1
            return
        self._send(b"".join(payloads))
        if early:
            return
        end = clock()
        pause = REST * (end - start)
        self._not_before = end + (max(pause, FLOOD_PAUSE) if count > 8 else pause)

    def _describe(self, pane: PanePty, rows: Mapping[int, list[StyledRun]]) -> Rows:
        emulator = pane.emulator
        cursor = pane.view_cursor
        return Rows(
            serial=self._serial,
            pane=pane.pane,
            rows={
                str(y): [describe_run(run, pane.own_colours) for run in runs]
                for y, runs in rows.items()
            },
            cursor=[cursor.x, cursor.y, int(cursor.visible), cursor.shape],
            modes=describe_modes(pane.view_modes),
            scroll=list(pane.view_scroll),
            reverse=emulator.reverse_screen,
        )


def describe_run(run: StyledRun, own_colours: str = "") -> list[str | int]:
    """As Rows has it. The pane's own colours come first, so that those of the run win."""
    sgr = sgr_of(run.style)
    if own_colours:
        sgr = f"{own_colours};{sgr}" if sgr else own_colours
    described: list[str | int] = [sgr, run.text, run.cells]
    if link := link_of(run.style):
        described.append(link[1])
    return described


def describe_modes(modes: InputModes) -> dict[str, int]:
    return {
        "app_cursor": int(modes.app_cursor),
        "app_keypad": int(modes.app_keypad),
        "bracketed_paste": int(modes.bracketed_paste),
        "focus_events": int(modes.focus_events),
        "mouse": modes.mouse,
        "kitty_flags": modes.kitty_flags,
        "modify_other_keys": modes.modify_other_keys,
        "alternate_screen": int(modes.alternate_screen),
        "alternate_scroll": int(modes.alternate_scroll),
    }
