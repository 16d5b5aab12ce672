"""Paste buffers: what was copied, the newest first, and only so much of it."""

from typing import NamedTuple

from mux.dataclass import dataclass, replace

LIMIT = 50  # tmux's buffer-limit
LARGEST = 16 * 1024 * 1024  # characters, of all together


class Buffer(NamedTuple):
    name: str
    text: str

    @property
    def summary(self) -> str:
        """Its beginning, in one line."""
        return " ".join(self.text[:200].split())


@dataclass(frozen=True, slots=True)
class Buffers:
    items: tuple[Buffer, ...] = ()
    next_number: int = 0

    def push(self, text: str) -> "Buffers":
        """With a text on top; the oldest ones go where there are too many, or too long ones."""
        added = Buffer(f"buffer{self.next_number}", text)
        kept = [added]
        size = len(text)
        for item in self.items[: LIMIT - 1]:
            size += len(item.text)
            if size > LARGEST:
                break
            kept.append(item)
        return Buffers(tuple(kept), self.next_number + 1)

    def append(self, text: str) -> "Buffers":
        """With a text behind that of the newest."""
        if not self.items:
            return self.push(text)
        first, *rest = self.items
        return replace(self, items=(first._replace(text=first.text + text), *rest))

    def find(self, name: str) -> Buffer | None:
        """The one of that name; the newest where the name is empty."""
        if not name:
            return self.items[0] if self.items else None
        return next((item for item in self.items if item.name == name), None)

    def drop(self, name: str) -> "Buffers":
        return replace(self, items=tuple(item for item in self.items if item.name != name))
