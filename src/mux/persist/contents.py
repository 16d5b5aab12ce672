"""What panes showed: one file a pane, as text with SGR, that grows by what is new.

A file is a row of records, each whole in itself:

    CSI k F  CSI J        go back over the last k lines and wipe them (left out where k is 0)
    lines                 of UTF-8 text with SGR and OSC 8, each ended by LF
    APC mux crc {…} ST    the seal: CRC-32 of the record up to here and of the JSON behind it

so that `cat` shows what the pane showed. The JSON holds "at" (seconds since the epoch), "lines"
(how many of the lines so far are the pane's; older ones are left over from before) and "state"
(whatever the server wants to know again: cursor, modes …). Reading stops at the first record whose
seal is broken or missing: what a crash tore off is the last record at most.

Names are contents/<pane>.ansi, and contents/<pane>-<n>.ansi where an earlier run of the session has
taken that. A file that has grown past twice what it has to tell is written anew under the same
name; what it was is kept as <name>@<milliseconds>.ansi for as long as an earlier snapshot may ask
for it.
"""

import json
import re
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mux.dataclass import dataclass, field
from mux.persist.errors import StoreError
from mux.persist.files import read_own
from mux.persist.names import CONTENTS_FOLDER

_SEAL = re.compile(rb"\x1b_mux ([0-9a-f]{8}) (\{[^\x1b]*\})\x1b\\")
_REWIND = re.compile(rb"\x1b\[(\d{1,9})F\x1b\[J")
# ESC begins nothing but SGR and hyperlinks, which ST or BEL ends; otherwise TAB and LF stay.
_FOREIGN_ESCAPE = re.compile(rb"\x1b(?!\[[0-9;:]*m|\]8;|\\)")
_FOREIGN = bytes({*range(0x20), 0x7F} - set(b"\x07\t\n\x1b"))
_FILE = re.compile(r"(?P<base>\d+(?:-\d+)?)(?:@(?P<until>\d+))?\.ansi")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a pane showed: history and screen as logical lines, oldest first.

    whole: False if the file goes on with something that can't be read.
    """

    lines: list[str]
    saved_at: float  # seconds since the epoch
    state: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = True


def encode_record(
    rewind: int, lines: Sequence[str], count: int, state: Mapping[str, Any], at: float
) -> bytes:
    """A record that replaces the last `rewind` lines by `lines`; then the last `count` count."""
    text = "\n".join(lines)
    if text.count("\n") >= max(1, len(lines)):
        text = "\n".join(line.replace("\n", " ") for line in lines)
    body = text.encode("utf-8", "surrogateescape").translate(None, _FOREIGN)
    body = _FOREIGN_ESCAPE.sub(b"", body) + (b"\n" if lines else b"")
    if rewind:
        body = b"\x1b[%dF\x1b[J" % rewind + body
    told = {"at": at, "lines": count, "state": state}
    sealed = json.dumps(told, separators=(",", ":")).encode()
    return body + b"\x1b_mux %08x %s\x1b\\" % (zlib.crc32(sealed, zlib.crc32(body)), sealed)


def decode_records(content: bytes, until: float | None = None) -> Contents | None:
    """What the last whole record says, or the last one not younger than `until`. None if the file
    holds no such record."""
    lines: list[bytes] = []
    told: dict[str, Any] | None = None
    place = 0
    while seal := _SEAL.search(content, place):
        body, sealed = content[place : seal.start()], seal[2]
        if int(seal[1], 16) != zlib.crc32(sealed, zlib.crc32(body)):
            break
        next_told = json.loads(sealed)
        if until is not None and next_told["at"] > until:
            place = len(content)
            break
        told, place = next_told, seal.end()
        if rewind := _REWIND.match(body):
            del lines[max(0, len(lines) - int(rewind[1])) :]
            body = body[rewind.end() :]
        lines += body.split(b"\n")[:-1]
    if told is None:
        return None
    valid = lines[max(0, len(lines) - told["lines"]) :]
    text = b"\n".join(valid).decode("utf-8", "surrogateescape")
    return Contents(
        text.split("\n") if valid else [],
        told["at"],
        told["state"],
        whole=place == len(content),
    )


def load_contents(folder: Path, name: str, until: float | None = None) -> Contents:
    """The contents that a session file calls `name` ("contents/3.ansi"), from the session's folder;
    `until`: as they were at that moment, or as soon after as is known.

    Raises StoreError if there is nothing that can be read.
    """
    found = _FILE.fullmatch(name.removeprefix(f"{CONTENTS_FOLDER}/"))
    if not found:
        raise StoreError("is not a name of saved contents", name)
    earliest: Contents | None = None
    for path in _parts_until(folder / CONTENTS_FOLDER, found["base"], until):
        try:
            content = read_own(path)
        except OSError as error:
            raise StoreError.from_os(error, path) from None
        contents = decode_records(content, until)
        if contents:
            return contents
        earliest = earliest or decode_records(content)
    if earliest is None:
        raise StoreError("holds nothing that can be read", name)
    return earliest


def list_parts(folder: Path) -> dict[str, list[tuple[int | None, Path]]]:
    """The files in `folder` by their base name; each with the milliseconds until which it was the
    one that was written (None: it still is), in the order of time."""
    parts: dict[str, list[tuple[int | None, Path]]] = {}
    for path in folder.iterdir() if folder.is_dir() else ():
        if found := _FILE.fullmatch(path.name):
            until = found["until"]
            parts.setdefault(found["base"], []).append((int(until) if until else None, path))
    for files in parts.values():
        files.sort(key=lambda part: (part[0] is None, part[0] or 0))
    return parts


def needed_part(
    parts: Sequence[tuple[int | None, Path]], moment: float | None
) -> tuple[int | None, Path]:
    """The file that was written at that moment; None: the present one."""
    if moment is not None:
        for part in parts:
            if part[0] is not None and part[0] > moment * 1000:
                return part
    return parts[-1]


def _parts_until(folder: Path, base: str, until: float | None) -> list[Path]:
    parts = list_parts(folder).get(base, [])
    if not parts:
        return [folder / f"{base}.ansi"]
    chosen = needed_part(parts, until)
    return [path for _, path in parts[parts.index(chosen) :]]
