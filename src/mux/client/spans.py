"""Which part of the screen shows what: each row as spans of panes, frames and margin.

Computed anew whenever the view or what lies over it changes, so that painting needs no thought.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mux.client.frames import Frame, Shapes, draw_frame
from mux.client.palette import Palette
from mux.client.rows import RowStrip, Run, blank_row
from mux.client.scene import PaneView, Scene
from mux.client.separators import draw_separators
from mux.core.geometry import Region


class Span(NamedTuple):
    """Cells [x, x + width) of a row: a pane's content from column `offset`, or a finished strip."""

    x: int
    width: int
    pane: int = 0
    row: int = 0
    offset: int = 0
    strip: RowStrip | None = None

    def cut(self, start: int, stop: int) -> "Span":
        """The part within [start, stop), which must overlap it."""
        left = max(start - self.x, 0)
        width = min(stop, self.x + self.width) - self.x - left
        strip = self.strip.crop(left, left + width) if self.strip else None
        return Span(self.x + left, width, self.pane, self.row, self.offset + left, strip)


def lay_spans(
    scene: Scene, width: int, height: int, palette: Palette, shapes: Shapes
) -> list[list[Span]]:
    """The rows of a workspace of that size. Together the spans of a row tile it exactly."""
    rows = [_margin_row(scene, y, width, palette, shapes) for y in range(height)]
    for x, y, strip in draw_separators(scene.panes, scene.focus, palette, shapes.plain):
        if 0 <= y < height:
            rows[y] = place_span(rows[y], Span(x, strip.cells, strip=strip), width)
    for pane in scene.panes:
        frame = draw_frame(pane, scene, palette, shapes)
        for y in range(max(pane.frame.y, 0), min(pane.frame.bottom, height)):
            for span in _pane_spans(pane, frame, y):
                rows[y] = place_span(rows[y], span, width)
    return rows


def _margin_row(scene: Scene, y: int, width: int, palette: Palette, shapes: Shapes) -> list[Span]:
    """Blank where panes may be; dots where another client's screen has already ended."""
    inside = min(scene.size.width, width) if y < scene.size.height or not scene.panes else 0
    if not scene.panes:
        inside = width
    spans: list[Span] = []
    if inside:
        spans.append(Span(0, inside, strip=blank_row(inside)))
    if inside < width:
        rest = width - inside
        dots = ("." if shapes.plain else "·") * rest
        spans.append(Span(inside, rest, strip=RowStrip([Run(palette.margin, dots, rest)])))
    return spans


def _pane_spans(pane: PaneView, frame: Frame, y: int) -> Iterable[Span]:
    box, content = pane.frame, pane.content
    if y == box.y and frame.top:
        yield Span(box.x, box.width, strip=frame.top)
    elif y == box.bottom - 1 and frame.bottom:
        yield Span(box.x, box.width, strip=frame.bottom)
    else:
        if content.y <= y < content.bottom:
            yield Span(content.x, content.width, pane.id, y - content.y)
        if frame.left and frame.right:
            yield Span(box.x, 1, strip=frame.left)
            yield Span(box.right - 1, 1, strip=frame.right)


def place_span(row: Sequence[Span], new: Span, width: int) -> list[Span]:
    """The row with one more span on top of it."""
    start, stop = max(new.x, 0), min(new.x + new.width, width)
    if start >= stop:
        return list(row)
    kept = remove_cells(row, start, stop)
    kept.append(new.cut(start, stop))
    kept.sort()
    return kept


def remove_cells(row: Sequence[Span], start: int, stop: int) -> list[Span]:
    """The row's spans without the cells [start, stop)."""
    kept: list[Span] = []
    for span in row:
        end = span.x + span.width
        if end <= start or span.x >= stop:
            kept.append(span)
            continue
        if span.x < start:
            kept.append(span.cut(span.x, start))
        if end > stop:
            kept.append(span.cut(stop, end))
    return kept


def uncovered(rows: list[list[Span]], covers: Sequence[Region]) -> list[list[Span]]:
    """The rows without what lies under the covers."""
    if not covers:
        return rows
    left = list(rows)
    for cover in covers:
        for y in range(max(cover.y, 0), min(cover.bottom, len(left))):
            left[y] = remove_cells(left[y], cover.x, cover.right)
    return left
