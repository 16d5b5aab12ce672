"""What changed between two snapshots, in words. Pure.

compare_layouts(old, new) -> list of lines, empty if nothing did
"""

from collections import Counter

from mux.core.layout import EditFile, Layout, PaneLayout, Placeholder, RunCommand, TabLayout
from mux.core.tree_edit import leaves, map_leaves
from mux.dataclass import replace


def compare_layouts(old: Layout, new: Layout) -> list[str]:
    """Tabs are matched by name, and those without one by their place; panes by what they run and
    where. A pane that moved within its tab is no change; sizes are not told."""
    before, after = _by_key(old), _by_key(new)
    lines = [f"- {_tab_text(key, tab)}" for key, tab in before.items() if key not in after]
    lines += [f"+ {_tab_text(key, tab)}" for key, tab in after.items() if key not in before]
    for key, tab in after.items():
        if key in before:
            lines += _compare_tabs(_tab_name(key), before[key], tab)
    kept = [key for key in before if key in after]
    if kept != [key for key in after if key in before]:
        lines.append("~ the tabs are in another order")
    return lines


def _compare_tabs(name: str, old: TabLayout, new: TabLayout) -> list[str]:
    before, after = Counter(map(_pane_text, _panes(old))), Counter(map(_pane_text, _panes(new)))
    lines = [f"- {name}: {text}" for text in (before - after).elements()]
    lines += [f"+ {name}: {text}" for text in (after - before).elements()]
    if not lines and _without_contents(old) != _without_contents(new):
        lines.append(f"~ {name}: arranged otherwise")
    return lines


def _without_contents(tab: TabLayout) -> TabLayout:
    """Where contents are kept is nothing that a user would call a change."""
    floating = tuple(replace(f, pane=replace(f.pane, contents_file="")) for f in tab.floating)
    root = map_leaves(tab.root, lambda pane: replace(pane, contents_file=""))
    return replace(tab, root=root, floating=floating)


def _by_key(layout: Layout) -> dict[tuple[str, int], TabLayout]:
    keys: dict[tuple[str, int], TabLayout] = {}
    seen: Counter[str] = Counter()
    for tab in layout.tabs:
        seen[tab.name] += 1
        keys[tab.name, seen[tab.name]] = tab
    return keys


def _tab_name(key: tuple[str, int]) -> str:
    name, number = key
    if not name:
        return f"unnamed tab {number}"
    return f"tab “{name}”" if number == 1 else f"tab “{name}” ({number})"


def _tab_text(key: tuple[str, int], tab: TabLayout) -> str:
    return f"{_tab_name(key)}: {', '.join(map(_pane_text, _panes(tab)))}"


def _panes(tab: TabLayout) -> list[PaneLayout]:
    return [*leaves(tab.root), *(floating.pane for floating in tab.floating)]


def _pane_text(pane: PaneLayout) -> str:
    match pane.run:
        case RunCommand(argv, text):
            runs = text or " ".join(argv)
        case EditFile(path):
            runs = f"edit {path}"
        case Placeholder(location):
            runs = location
        case _:
            runs = "shell"
    named = f"{pane.name} ({runs})" if pane.name else runs
    return f"{named} in {pane.cwd}" if pane.cwd else named
