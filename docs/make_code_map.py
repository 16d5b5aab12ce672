"""Writes docs/CODE-MAP.md: a sentence on each file, which is the first of its docstring.

.venv/bin/python -m docs.make_code_map
"""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "mux"
MAP = ROOT / "docs" / "CODE-MAP.md"

HEAD = """\
# Code map

Imports go down only: `cli > client | server > persist > config | protocol > core | term | kdl`; the
keeper imports nothing but the protocol. Each sentence below is the first of the file's docstring;
`make map` writes this page, and a test holds it complete.

Elsewhere: `layouts/` and `themes/` are shipped with the package, `tests/` has a folder for each
package and `e2e/` for the whole program, `benchmarks/` measures, `docs/decisions/` says why.
"""

PACKAGES = {
    "": "What is called first.",
    "cli": "The command line: argparse, and verbs that load no more than they need.",
    "client": "One outer terminal: Textual for bars and overlays, a painter of our own for panes.",
    "server": "One running session: asyncio around the core, with an emulator for each pane.",
    "keeper": "The small process that owns the programs; standard library and ptyprocess only.",
    "persist": "Saved sessions on disk: a good save is never replaced by a worse one.",
    "config": "What people write: config, layouts, themes; and the form of session files.",
    "protocol": "What the processes say to each other. Pure: bytes in, messages out.",
    "core": "The multiplexer without a terminal. Pure: values in, values out.",
    "term": "A terminal without a screen. Pure: bytes in; rows and events out.",
    "kdl": "The language of all our files. Pure: text in, nodes out.",
}


def write_map() -> str:
    """The page as it must be."""
    parts = [HEAD]
    for package, intro in PACKAGES.items():
        title = f"mux.{package}" if package else "mux"
        parts.append(f"\n## {title}\n\n{intro}\n\n")
        parts += [_entry(path) for path in list_files(SOURCE / package)]
    return "".join(parts)


def list_files(folder: Path) -> list[Path]:
    """Its modules; a package's own file only where something stands in it."""
    return [path for path in sorted(folder.glob("*.py")) if path.read_text().strip()]


def _entry(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text())) or ""
    return f"- `{path.relative_to(SOURCE).as_posix()}`: {first_sentence(docstring)}\n"


def first_sentence(docstring: str) -> str:
    """Up to the first full stop that a new sentence or nothing follows; always with one."""
    paragraph = " ".join(docstring.partition("\n\n")[0].split())
    found = re.match(r".*?\.(?=\s+[A-Z`]|$)", paragraph)
    return found[0] if found else f"{paragraph.rstrip(':')}."


def main() -> int:
    MAP.write_text(write_map())
    return 0


if __name__ == "__main__":
    sys.exit(main())
