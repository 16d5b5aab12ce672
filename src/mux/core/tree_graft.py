"""Putting a leaf back where it was, into a tree that may have changed since."""

from collections.abc import Collection
from typing import TypeVar

from mux.core.geometry import Axis, Direction
from mux.core.tree import FLEXIBLE, Leaf, Node, Split
from mux.core.tree_edit import Path, find_path, leaves, node_at, split_at, with_node
from mux.dataclass import replace

T = TypeVar("T")


def graft(root: Node[T], before: Node[T], content: T) -> Node[T] | None:
    """The tree with a leaf beside whom it was beside in an earlier tree: the nearest sibling there
    whose leaves still lie together, else a sibling of its parent, and so on. None where no such
    neighbour is left."""
    path = find_path(before, content)
    remaining = set(leaves(root))
    while path:
        parent, index = node_at(before, path[:-1]), path[-1]
        assert isinstance(parent, Split)
        others = (i for i in range(len(parent.children)) if i != index)
        for other in sorted(others, key=lambda i: abs(i - index)):
            held = set(leaves(parent.children[other]))
            place = _find_together(root, remaining & held)
            if place is not None:
                return _put_beside(root, place, content, parent, after=index > other)
        path = path[:-1]
    return None


def fold(node: Node[T]) -> Node[T]:
    """The same tree, whatever is open in its stacks: moving the focus alone does not change it."""
    if isinstance(node, Leaf):
        return node
    return replace(node, children=tuple(fold(child) for child in node.children), expanded=0)


def put_in_stack(root: Node[T], path: Path, content: T, after: bool) -> Node[T]:
    """The tree with a new leaf after or before a node of a stack; a node that is in none becomes
    the first of one, which takes its place."""
    parent = node_at(root, path[:-1]) if path else None
    if isinstance(parent, Split) and parent.stacked:
        at = path[-1] + after
        children = (*parent.children[:at], Leaf(content), *parent.children[at:])
        return with_node(root, path[:-1], replace(parent, children=children, expanded=at))
    node = node_at(root, path)
    pair = (replace(node, extent=FLEXIBLE), Leaf(content))
    both = pair if after else pair[::-1]
    stack = Split(Axis.ROWS, both, node.extent, stacked=True, expanded=int(after))
    return with_node(root, path, stack)


def _find_together(root: Node[T], wanted: Collection[T]) -> Path | None:
    """The path of the node that holds exactly these leaves."""
    if not wanted:
        return None
    path: Path = ()
    node = root
    while True:
        held = set(leaves(node))
        if held == wanted:
            return path
        if isinstance(node, Leaf):
            return None
        within = [i for i, child in enumerate(node.children) if set(leaves(child)) >= set(wanted)]
        if not within:
            return None
        path, node = (*path, within[0]), node.children[within[0]]


def _put_beside(root: Node[T], place: Path, content: T, parent: Split[T], after: bool) -> Node[T]:
    if parent.stacked:
        return put_in_stack(root, place, content, after)
    if parent.axis is Axis.COLUMNS:
        direction = Direction.RIGHT if after else Direction.LEFT
    else:
        direction = Direction.DOWN if after else Direction.UP
    return split_at(root, place, content, direction)
