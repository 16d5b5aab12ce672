"""Layouts by the thousand: whatever a running session can be described as.

Plain random numbers with a seed, as hypothesis takes a tenth of a second for a layout of this size.
"""

from random import Random

from mux.core.geometry import Axis
from mux.core.layout import (
    SHELL,
    Bar,
    Constraint,
    EditFile,
    FloatingLayout,
    Layout,
    Length,
    PaneLayout,
    Placeholder,
    Run,
    RunCommand,
    SwapCase,
    SwapLayout,
    TabLayout,
)
from mux.core.tree import FLEXIBLE, Extent, Leaf, Node, Split, Unit

# File names may hold bytes that are not UTF-8; a program may be called anything.
TEXTS = (
    *("vim", "a b", "", "~", "~/x", "$HOME", '"', "\\", "x\udcff", "\x1b[31m", "é", "--", "50%"),
    *("children", "line\nbreak", "/bin/sh", "-c", "{", "//", "🦀", "true", "1"),
)
PATHS = (
    *("", "/", "/home/u", "/home/u/src", "/home/u/src/$x", "/home/u/~", "/tmp/a b", "//x"),
    *("/a/../b", "/home/u/src/mux", "/home/u/x\udcff"),
)


def random_layout(random: Random) -> Layout:
    return Layout(
        tuple(random_tab(random) for _ in range(random.randint(1, 3))),
        random_tab(random) if random.random() < 0.2 else None,
        (random_swap(random, floating=False),) if random.random() < 0.3 else (),
        (random_swap(random, floating=True),) if random.random() < 0.3 else (),
    )


def random_tab(random: Random) -> TabLayout:
    bars = random.choice(
        [
            *(None, None, ()),
            (Bar("tab-bar", at_bottom=False), Bar("status-bar", at_bottom=True)),
            (Bar("compact-bar", at_bottom=True),),
        ]
    )
    return TabLayout(
        random_tree(random, depth=3, root=True),
        random.choice(TEXTS),
        focus=False,
        color=random.choice(["", "#00ff00"]),
        floating=tuple(random_float(random) for _ in range(random.choice([0, 0, 1, 2]))),
        hide_floating=random.random() < 0.3,
        zoomed=random.random() < 0.3,
        swap=random.choice(["", "", "half-stacked", 'odd "name"']),
        sync=random.random() < 0.3,
        bars=bars,
    )


def random_tree(random: Random, depth: int, root: bool = False) -> Node[PaneLayout]:
    """A tree of splits `depth` deep at most. A root has all of its tab, so it has no extent."""
    extent = FLEXIBLE if root else random_extent(random)
    kind = random.random()
    if depth == 0 or kind < 0.3:
        return Leaf(random_pane(random), extent)
    name = random.choice(TEXTS) if random.random() < 0.2 else ""
    if kind < 0.45:
        count = random.randint(2, 4)
        children = tuple(Leaf(random_pane(random), random_extent(random)) for _ in range(count))
        return Split(Axis.ROWS, children, extent, True, random.randrange(count), name)
    inner = tuple(random_tree(random, depth - 1) for _ in range(random.randint(2, 3)))
    return Split(random.choice(list(Axis)), inner, extent, name=name)


def random_extent(random: Random) -> Extent:
    return random.choice(
        [
            *(FLEXIBLE, FLEXIBLE),
            Extent(Unit.CELLS, float(random.randint(1, 60))),
            Extent(Unit.PERCENT, float(random.randint(1, 100))),
            Extent(Unit.PERCENT, random.uniform(0.01, 100)),
            Extent(Unit.WEIGHT, random.uniform(0.01, 30)),
            Extent(Unit.WEIGHT, float(random.randint(1, 9))),
        ]
    )


def random_run(random: Random) -> Run:
    return random.choice(
        [
            SHELL,
            RunCommand(tuple(random.choice(TEXTS) for _ in range(random.randint(1, 4)))),
            RunCommand(("sh", "-c", "a | b"), random.choice(TEXTS)),
            EditFile(random.choice(TEXTS), random.choice([None, 12])),
            Placeholder(random.choice(["strider", "session-manager", "file:/x.wasm"])),
        ]
    )


def random_pane(random: Random) -> PaneLayout:
    run = random_run(random)
    is_command = isinstance(run, RunCommand)
    return PaneLayout(
        run,
        random.choice(["", random.choice(TEXTS)]),
        random.choice(PATHS),
        focus=random.random() < 0.2,
        borderless=random.choice([None, None, True, False]),
        start_suspended=is_command and random.random() < 0.5,
        close_on_exit=is_command and random.random() < 0.5,
        contents_file=random.choice(["", "contents/1.ansi"]),
        default_fg=random.choice(["", "#ff0000"]),
        default_bg=random.choice(["", "rgb:00/11/22"]),
        exclude_from_sync=random.random() < 0.2,
        private=random.random() < 0.2,
        restore=random.choice([None, None, random.choice(TEXTS)]),
        restore_untrusted=random.random() < 0.1,
    )


def random_length(random: Random) -> Length | None:
    return random.choice(
        [
            None,
            Length(float(random.randint(1, 300))),
            Length(float(random.randint(1, 100)), percent=True),
            Length(random.uniform(0.01, 100), percent=True),
        ]
    )


def random_float(random: Random) -> FloatingLayout:
    x, y, width, height = (random_length(random) for _ in range(4))
    return FloatingLayout(random_pane(random), x, y, width, height, random.random() < 0.5)


def random_swap(random: Random, floating: bool) -> SwapLayout:
    """One with a case for each kind of constraint, in the order in which they are tried."""
    cases: list[SwapCase] = []
    for kind in ("max", "min", "exact", "any"):
        panes = 0 if kind == "any" else random.randint(0, 12)
        constraint = Constraint(kind, panes)
        if floating:
            cases.append(SwapCase(constraint, None, (random_float(random),)))
            continue
        place = Split(Axis.ROWS, (Leaf(None),))
        root = Split(Axis.COLUMNS, (random_tree(random, depth=1), place))
        cases.append(SwapCase(constraint, root))
    return SwapLayout(random.choice(["vertical", "a b", "$x"]), tuple(cases))
