"""Which mistake made the weights of a port: what PyTorch's would be after it is exactly what Keras holds."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from comparisons.aligning import kinds, law, weights
from comparisons.aligning.layers import Met

Arrays = Mapping[str, np.ndarray]


def reason(
    met: Met, held: Arrays, gaps: Mapping[str, float], others: Sequence[tuple[str, Any]]
) -> tuple[str, bool]:
    """Return why Keras's weights are not PyTorch's, and whether that is proven: it makes exactly these numbers.

    held      the weights as Keras holds them, by path; ``gaps`` how far each is off
    others    other layers of PyTorch of the same family, by name, whose weights these may be
    """
    wrong = [path for path, gap in gaps.items() if gap > 1]
    short = {path: path.rpartition("/")[2] for path in held}
    for name, module in others:
        made = weights.expected(module, met.layer)
        if all(_same(held[path], made[path]) for path in held):
            return f"these are the weights of {name}: layers are exchanged", True
    for text, changed in _of_the_layer(met, held):
        made = {**met.right, **changed}
        if all(_same(held[path], made[path]) for path in held):
            return text, True
    said, proven = [], True
    for path in wrong:
        text = next((text for text, array in _of_one(met, path) if _same(held[path], array)), "")
        for name, module in others if not text else ():
            if _same(held[path], weights.expected(module, met.layer)[path]):
                text = f"it is that of {name}"
                break
        if not text:
            text, proven = _counted(held[path], met.right[path]), False
        said.append(f"{short[path]}: {text}")
    return "; ".join(said), proven


def shapes(met: Met) -> str:
    """Return what is known of weights whose shapes differ."""
    config = met.layer.get_config()
    if met.family == "attention":
        mine = config["num_heads"], config["key_dim"]
        its = met.module.num_heads, met.module.head_dim
        return f"; num_heads and key_dim are {mine} in Keras, {its} in PyTorch"
    if met.family == "gru" and not getattr(met.layer, "reset_after", True):
        return "; reset_after=False: Keras resets before the product, PyTorch after it"
    sizes = [each.shape for each in weights.of_layer(met.layer).values()]
    wants = [each.shape for each in met.right.values()]
    lacking = [n for n, (a, b) in enumerate(zip(sizes, wants, strict=True)) if a != b]
    return f"; weight {lacking[0]} differs" if lacking else ""


def _same(array: np.ndarray, other: np.ndarray) -> bool:
    return array.shape == other.shape and law.apart(array, other) <= 1


def _of_the_layer(met: Met, held: Arrays) -> Iterator[tuple[str, Arrays]]:
    """Yield mistakes that touch several weights of a layer: two exchanged, gates in another order."""
    right = met.right
    for one, two in itertools.combinations(right, 2):
        if right[one].shape == right[two].shape:
            yield f"{_named(one)} and {_named(two)} are exchanged", {one: right[two], two: right[one]}
    if met.family == "attention":
        parts = ["query", "key", "value"]
        for order in itertools.permutations(parts):
            moved = dict(zip(parts, order, strict=True))
            changed = {
                path: right[path.replace(f"/{part}/", f"/{moved[part]}/")]
                for part in parts
                for path in right
                if f"/{part}/" in path and path.replace(f"/{part}/", f"/{moved[part]}/") in right
            }
            yield f"query, key and value are read as {', '.join(order)}", changed
        heads = met.module.num_heads
        changed = {}
        for path, array in right.items():
            if array.ndim == 3 and "output" not in path:
                d, _, k = array.shape
                changed[path] = array.reshape(d, k, heads).swapaxes(1, 2)
            elif array.ndim == 2 and "output" not in path:
                changed[path] = array.reshape(array.shape[1], heads).T
        yield "the heads are cut as (k heads) in the place of (heads k)", changed
        kernels = {path: each for path, each in changed.items() if each.ndim == 3}
        yield "the kernels' heads are cut as (k heads) in the place of (heads k)", kernels
    for text, change in _gates(met):
        yield text, {path: change(array) for path, array in right.items()}
        kernels = {path: change(array) for path, array in right.items() if not path.endswith("bias")}
        yield f"{text}, in the kernels alone", kernels
    for text, change in _everywhere():
        yield f"all weights: {text}", {path: change(array) for path, array in right.items()}
    if met.family == "batch_norm":
        moving = {path: weights.neutral(path, each) for path, each in right.items() if "moving" in path}
        yield "the moving statistics were not carried over", moving


def _gates(met: Met):
    """Yield orders in which the gates may stand, as (text, change of an array)."""
    names = dict(lstm="i f g o", gru="z r g").get(met.family)
    if not names:
        return
    gates = names.split()
    for order in itertools.permutations(range(len(gates))):
        if order != tuple(range(len(gates))):
            they = " ".join(gates[n] for n in order)
            yield (
                f"the gates stand in the order {they}, Keras has {names}",
                lambda a, o=order: np.concatenate([np.split(a, len(o), -1)[n] for n in o], -1),
            )


def _everywhere():
    """Yield what may have been done to all numbers, as (text, change of an array)."""
    yield "they were rounded to float16", lambda a: a.astype("float16").astype(a.dtype)
    yield "they were rounded to bfloat16", _bfloat16
    yield "they are half of PyTorch's", lambda a: a / 2
    yield "they are twice PyTorch's", lambda a: a * 2
    yield "their sign is changed", lambda a: -a


def _bfloat16(array: np.ndarray) -> np.ndarray:
    import torch

    return torch.from_numpy(np.array(array)).bfloat16().to(torch.float32).numpy()


def _of_one(met: Met, path: str) -> Iterator[tuple[str, np.ndarray]]:
    """Yield mistakes that people make with one weight, and what it then is."""
    right, end = met.right[path], path.rpartition("/")[2]
    if met.relation.rows is not None and end == "kernel":
        yield (
            "its rows are in PyTorch's order (channels, rows, columns), while Keras flattens (rows, columns, channels)",
            weights.expected(met.module, met.layer, replace(met.relation, rows=None))[path],
        )
    if met.relation.columns is not None:
        yield (
            "it is in PyTorch's order (channels, rows, columns), while Keras reshapes to (rows, columns, channels)",
            weights.expected(met.module, met.layer, replace(met.relation, columns=None))[path],
        )
    if met.family == "dense" and end == "kernel" and met.relation.rows is None:
        for c in range(2, 1 + right.shape[0] // 2):
            if right.shape[0] % c == 0:
                rows = np.arange(right.shape[0]).reshape(c, -1).T.reshape(-1)
                yield (
                    f"its rows are reordered as if flattened from {c} channels, which they are not",
                    right[rows],
                )
                yield (
                    f"its rows are reordered as if flattened to {c} channels, which they are not",
                    right[np.argsort(rows)],
                )
    yield from _sums(met, path)
    for other in met.right:
        if other != path and met.right[other].shape == right.shape:
            yield f"it holds {_named(other)}", met.right[other]
    yield "it was not carried over: it is 0", np.zeros_like(right)
    yield "it was not carried over: it is 1", np.ones_like(right)
    yield from _turned(met, right)
    for text, change in _gates(met):
        yield text, change(right)
    for text, change in _everywhere():
        yield text, change(right)
    with np.errstate(all="ignore"):
        yield "the standard deviation stands where the variance belongs", np.sqrt(right)
        yield "the square stands where the root belongs", np.square(right)
        yield "it is 1 over PyTorch's", 1 / right
        yield "it is 1 less than PyTorch's", right - 1
        yield "it is 1 more than PyTorch's", right + 1
    if met.family == "lstm" and end == "bias" and right.ndim == 1:
        once = right.copy()
        once[len(right) // 4 : len(right) // 2] += 1
        yield "the forget gate's bias has 1 more (unit_forget_bias)", once
    for axis in range(right.ndim):
        if right.shape[axis] < 9 or right.ndim == 1:
            yield f"it is shifted by one along axis {axis}", np.roll(right, 1, axis)
            yield f"it is shifted by one along axis {axis}, backwards", np.roll(right, -1, axis)


def _turned(met: Met, right: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the ways to turn an array over that keep its shape."""
    if right.ndim == 2:
        if right.shape[0] == right.shape[1]:
            yield "it is not transposed", right.T
        yield "it is reshaped where it must be transposed", right.T.reshape(right.shape)
    names = (
        ["rows", "columns", "channels in", "channels out"]
        if right.ndim == 4
        else [f"axis {n}" for n in range(right.ndim)]
    )
    for order in itertools.permutations(range(right.ndim)):
        moved = right.transpose(order)
        if right.ndim > 2 and order != tuple(range(right.ndim)) and moved.shape == right.shape:
            turned = [names[place] for place, axis in enumerate(order) if place != axis]
            yield f"{' and '.join(turned)} are exchanged", moved
    for count in range(1, right.ndim + 1):
        for axes in itertools.combinations(range(right.ndim), count):
            yield f"it is flipped along {' and '.join(names[axis] for axis in axes)}", np.flip(right, axes)
    if right.ndim > 2:
        for name, array in weights.of_module(met.module).items():
            if array.size == right.size:
                yield "it is reshaped where it must be transposed", array.reshape(right.shape)
                for order in itertools.permutations(range(array.ndim)):
                    yield (
                        f"PyTorch's {name} is transposed by {order}",
                        array.transpose(order).reshape(right.shape),
                    )


def _sums(met: Met, path: str) -> Iterator[tuple[str, np.ndarray]]:
    """Yield what is left if one of the terms of a bias is forgotten, or both stand in one row."""
    if met.family not in kinds.RECURRENT or not path.endswith("bias"):
        return
    state = weights.of_module(met.module)
    for kept, lost in (("bias_ih", "bias_hh"), ("bias_hh", "bias_ih")):
        without = {name: np.zeros_like(each) if lost in name else each for name, each in state.items()}
        array = weights.carried(without, met.module, met.layer)[path]
        yield f"{lost} is missing, {kept} alone is there", array
    both = weights.carried(state, met.module, met.layer)[path]
    if both.ndim == 2:
        yield "bias_ih and bias_hh are exchanged", both[::-1]
        yield "the sum of both biases stands in the first row", np.stack([both.sum(0), 0 * both[0]])
        yield "the sum of both biases stands in both rows", np.stack([both.sum(0), both.sum(0)])
        yield "the sum of both biases stands in the second row", np.stack([0 * both[0], both.sum(0)])
    else:
        yield "it is the mean of both biases where it must be their sum", both / 2


def _counted(array: np.ndarray, right: np.ndarray) -> str:
    """Tell how many numbers are others, where no mistake that is known makes them."""
    other = np.abs(array - right) > np.finfo("float32").eps * np.abs(right)
    if np.array_equal(np.sort(array, None), np.sort(right, None)):
        return "the same numbers in another order"
    if np.count_nonzero(other) <= max(1, right.size // 4):
        return f"{np.count_nonzero(other)} of its {right.size} numbers differ, the first at {_first(other)}"
    return f"other numbers, {np.count_nonzero(other)} of {right.size}"


def _first(other: np.ndarray) -> list[int]:
    return [int(n) for n in np.argwhere(other)[0]]


def _named(path: str) -> str:
    return "/".join(path.split("/")[-2:]) if path.count("/") > 1 else path.rpartition("/")[2]
