"""Changes to the tree: split, close, replace, swap, open a stack's child.

A path is the indexes of the children from the root down to a node; the root's path is empty.
Contents are unique within a tree. Asking for one that is not there is a KeyError: a fault of the
caller, who has the panes' ids from the same tree.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from mux.core.geometry import Direction
from mux.core.tree import FLEXIBLE, Extent, Leaf, Node, Split, Unit
from mux.dataclass import replace

T = TypeVar("T")
U = TypeVar("U")

Path = tuple[int, ...]


def leaves(node: Node[T]) -> Iterator[T]:
    """The contents of the leaves, depth first: left to right, top to bottom."""
    if isinstance(node, Leaf):
        yield node.content
    else:
        for child in node.children:
            yield from leaves(child)


def find_path(root: Node[T], content: T) -> Path:
    """The path of the leaf that holds the content. Raises KeyError where there is none."""
    path = _search(root, content)
    if path is None:
        raise KeyError(content)
    return path


def _search(node: Node[T], content: T) -> Path | None:
    if isinstance(node, Leaf):
        return () if node.content == content else None
    for index, child in enumerate(node.children):
        below = _search(child, content)
        if below is not None:
            return (index, *below)
    return None


def node_at(root: Node[T], path: Path) -> Node[T]:
    node = root
    for index in path:
        assert isinstance(node, Split)
        node = node.children[index]
    return node


def with_node(root: Node[T], path: Path, node: Node[T]) -> Node[T]:
    """The tree with another node at a path."""
    if not path:
        return node
    assert isinstance(root, Split)
    index, *below = path
    child = with_node(root.children[index], tuple(below), node)
    children = (*root.children[:index], child, *root.children[index + 1 :])
    return replace(root, children=children)


def map_leaves(node: Node[T], change: Callable[[T], U]) -> Node[U]:
    """The same tree with other contents."""
    if isinstance(node, Leaf):
        return Leaf(change(node.content), node.extent)
    return Split(
        node.axis,
        tuple(map_leaves(child, change) for child in node.children),
        node.extent,
        node.stacked,
        node.expanded,
        node.name,
    )


def with_contents(node: Node[T], contents: Sequence[U]) -> Node[U]:
    """The same tree with these contents, in the order of the leaves."""
    following = iter(contents)
    return map_leaves(node, lambda _: next(following))


def replace_leaf(root: Node[T], old: T, new: T) -> Node[T]:
    return map_leaves(root, lambda content: new if content == old else content)


def swap(root: Node[T], one: T, other: T) -> Node[T]:
    """Two contents change places; the places keep their sizes."""
    places = {one: other, other: one}
    return map_leaves(root, lambda content: places.get(content, content))


def split(root: Node[T], target: T, new: T, direction: Direction) -> Node[T]:
    """Put a new leaf beside the target, on the side that the direction names.

    In a split of the same axis the new leaf becomes a sibling and takes half of the target's
    extent; otherwise target and new leaf become a split of their own, which takes the target's
    place. A stack is split as a whole: its members stay one below the other.
    """
    return split_at(root, find_path(root, target), new, direction)


def split_at(root: Node[T], path: Path, new: T, direction: Direction) -> Node[T]:
    """The same beside the node at a path, whatever it is."""
    path = _splittable_path(root, path)
    node = node_at(root, path)
    parent = node_at(root, path[:-1]) if path else None
    halves = _halve(node.extent)
    if isinstance(parent, Split) and parent.axis is direction.axis and halves is not None:
        pair = (replace(node, extent=halves[0]), Leaf(new, halves[1]))
        children = (
            *parent.children[: path[-1]],
            *(pair if direction.forward else pair[::-1]),
            *parent.children[path[-1] + 1 :],
        )
        return with_node(root, path[:-1], replace(parent, children=children))
    pair = (replace(node, extent=FLEXIBLE), Leaf(new))
    both = pair if direction.forward else pair[::-1]
    return with_node(root, path, Split(direction.axis, both, node.extent))


def _splittable_path(root: Node[T], path: Path) -> Path:
    """The path itself, or that of the outermost stack around it."""
    for depth in range(len(path)):
        node = node_at(root, path[:depth])
        if isinstance(node, Split) and node.stacked:
            return path[:depth]
    return path


def _halve(extent: Extent) -> tuple[Extent, Extent] | None:
    """Two extents that add up to one again; None where a single cell can't be halved."""
    if extent.unit is not Unit.CELLS:
        half = replace(extent, amount=extent.amount / 2)
        return half, half
    smaller = int(extent.amount) // 2
    if smaller < 1:
        return None
    return replace(extent, amount=extent.amount - smaller), replace(extent, amount=float(smaller))


def close(root: Node[T], target: T, heirs: Sequence[T] = ()) -> Node[T] | None:
    """The tree without a leaf; None when it was the last one.

    The space goes to the sibling beside it that holds the first of `heirs` (the panes by how
    recently they had the focus), else to the one before it, else to the one after it. Whoever
    splits a pane and closes the new one has the old sizes back.
    """
    path = find_path(root, target)
    if not path:
        return None
    parent = node_at(root, path[:-1])
    assert isinstance(parent, Split)
    index = path[-1]
    heir = _choose_heir(parent, index, heirs)
    children = list(parent.children)
    children[heir] = _inherit(children[heir], children[index].extent)
    del children[index]
    heir -= heir > index
    if len(children) == 1:
        return with_node(root, path[:-1], replace(children[0], extent=parent.extent))
    expanded = parent.expanded - (parent.expanded > index)
    if parent.expanded == index:
        expanded = heir
    remaining = replace(parent, children=tuple(children), expanded=expanded)
    return with_node(root, path[:-1], remaining)


def _choose_heir(parent: Split[T], index: int, heirs: Sequence[T]) -> int:
    beside = [i for i in (index - 1, index + 1) if 0 <= i < len(parent.children)]
    within = {i: set(leaves(parent.children[i])) for i in beside}
    for content in heirs:
        for i in beside:
            if content in within[i]:
                return i
    return beside[0]


def _inherit(node: Node[T], extent: Extent) -> Node[T]:
    """Extents of unlike units do not add; the parent then shares the space out anew."""
    if node.extent.unit is not extent.unit:
        return node
    return replace(node, extent=replace(extent, amount=node.extent.amount + extent.amount))


def expand(root: Node[T], content: T) -> Node[T]:
    """Open the child of every stack that holds the content."""
    path = find_path(root, content)
    for depth, index in enumerate(path):
        node = node_at(root, path[:depth])
        if isinstance(node, Split) and node.stacked and node.expanded != index:
            root = with_node(root, path[:depth], replace(node, expanded=index))
    return root
