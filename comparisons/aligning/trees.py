"""What models take and return: tensors within tuples, lists and dicts, walked in one order."""

from collections.abc import Callable, Iterator
from typing import Any


def leaves(tree: Any, kinds: type | tuple[type, ...]) -> list:
    """Return everything of these kinds within tuples, lists and dicts, in order."""
    return list(_walk(tree, kinds))


def mapped(tree: Any, kinds: type | tuple[type, ...], change: Callable) -> Any:
    """Return the tree with every leaf of these kinds changed, in the same order; all else is as it was."""
    if isinstance(tree, kinds):
        return change(tree)
    if isinstance(tree, dict):
        return {name: mapped(each, kinds, change) for name, each in tree.items()}
    if isinstance(tree, tuple) and hasattr(tree, "_fields"):
        return type(tree)(*(mapped(each, kinds, change) for each in tree))
    if isinstance(tree, list | tuple):
        return (list if isinstance(tree, list) else tuple)(mapped(each, kinds, change) for each in tree)
    return tree


def _walk(tree: Any, kinds: type | tuple[type, ...]) -> Iterator:
    if isinstance(tree, kinds):
        yield tree
    elif isinstance(tree, dict):
        for each in tree.values():
            yield from _walk(each, kinds)
    elif isinstance(tree, list | tuple):
        for each in tree:
            yield from _walk(each, kinds)
