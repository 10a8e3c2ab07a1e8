"""The truth of a layer: what PyTorch's says in float64 to the very numbers that it was given, and how far is far."""

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from comparisons.aligning import law, weights
from comparisons.aligning.calls import Call
from comparisons.aligning.forms import arrays_as_keras, as_keras
from comparisons.aligning.relations import Relation
from comparisons.aligning.torch_calls import apply, at_rest, to_array
from comparisons.aligning.trees import leaves
from comparisons.judging.rounding import DISTURBANCE

#: So often the numbers that go in are disturbed, to see how far what comes out moves; more often before a layer is said
#: to differ, as among very many entries some hardly move in three draws.
DRAWS = 3

#: Weights of more entries are not disturbed: what comes in, or the cotangent, moves the same terms.
LARGE = 2**16

#: Of a weight's gradient so many entries are looked at, spread over all of it: that of the whole model, where every one
#: is, has none that differs alone.
ENTRIES = 2**20

#: A gradient of which PyTorch itself is so many roundings off is 0 but for rounding, and has no digits to compare: such
#: is that of the bias of an attention's keys.
NO_DIGITS = 1e5


@dataclass
class Truth:
    """Arrays in Keras's form, with the scale of every entry, by label.

    The labels are ``output 0`` and so on, ``input`` for the gradient of the first input, and a weight's path for its
    gradient, of which there are some entries alone if it is large (:func:`thinned`). ``own`` is how many roundings
    PyTorch itself is off, by label.
    """

    arrays: dict[str, np.ndarray]
    scales: dict[str, np.ndarray]
    own: dict[str, float]
    shapes: dict[str, tuple[int, ...]]
    dtype: str

    def far(self, label: str, array: np.ndarray) -> float:
        """Return how many roundings an array of Keras is off; of another shape, infinitely many."""
        return self.between(label, array, self.arrays[label])

    def between(self, label: str, array: np.ndarray, other: np.ndarray) -> float:
        """Return how many roundings two arrays are apart, each in full or already thinned."""
        if label.startswith(("output", "input")):
            return law.apart(array, other, self.dtype, self.scales[label])
        kept = (self.shapes[label], self.arrays[label].shape)
        if array.shape not in kept or other.shape not in kept:
            return float("inf")
        whole = self.shapes[label]
        array, other = (thinned(each) if each.shape == whole else each for each in (array, other))
        return law.apart(array, other, self.dtype, self.scales[label])

    def allows(self, label: str) -> float:
        """Return how many it may be."""
        return law.allowed(self.own.get(label, 0.0))


def thinned(array: np.ndarray) -> np.ndarray:
    """Return entries of a large array that are spread over all of it, by a step that meets every row and column."""
    step = -(-array.size // ENTRIES)
    while step > 1 and math.gcd(step, array.size) > 1:
        step += 1
    return array if step <= 1 else array.reshape(-1)[::step].copy()


def cotangent(shape: Sequence[int], number: int) -> np.ndarray:
    """Return the gradient that arrives at an output: drawn, so that no mistake cancels."""
    return np.random.default_rng([len(shape), number]).standard_normal(tuple(shape)).astype("float32")


def truth_of(call: Call, layer: Any, relation: Relation, trained: Sequence[str], draws: int = DRAWS) -> Truth:
    """Return the truth of a layer's call in Keras's form.

    relation    how the first input stands in Keras
    trained     paths of the weights whose gradients are asked for
    draws       how often the numbers that go in are disturbed
    """
    module = copy.deepcopy(call.what)
    for weight in module.parameters():
        weight.requires_grad_(True)
    asked = _Asked(call, layer, relation, trained)
    with at_rest(module):
        narrow = asked.answer(module, [_tensor(each, None) for each in call.inputs])
        module.double()
        exact = asked.answer(module, [_tensor(each, torch.float64) for each in call.inputs])
        moved = {label: np.zeros(array.shape) for label, array in exact.items()}
        state = {
            name: each.detach().clone() for name, each in module.named_parameters() if asked.disturbs(each)
        }
        for draw in range(draws):
            noise = _noise(draw)
            with torch.no_grad():
                for name, each in module.named_parameters():
                    if name in state:
                        each.copy_(noise(state[name]))
            drawn = asked.answer(module, [noise(_tensor(each, torch.float64)) for each in call.inputs], noise)
            for label, array in drawn.items():
                moved[label] = np.hypot(moved[label], (array - exact[label]) / DISTURBANCE)
    scales = {
        label: np.maximum(np.abs(array), moved[label] * np.sqrt(_terms(module, label, exact) / draws) + 1e-30)
        for label, array in exact.items()
    }
    truth = Truth(exact, scales, {}, asked.shapes, call.dtype)
    here = arrays_as_keras(call, layer, call.outputs, relation)
    narrow |= {f"output {n}": each for n, each in enumerate(here)}
    truth.own = {label: law.apart(narrow[label], exact[label], call.dtype, scales[label]) for label in exact}
    for label in [
        each for each, far in truth.own.items() if far > NO_DIGITS and not each.startswith("output")
    ]:
        del truth.arrays[label]
    return truth


def _terms(module: Any, label: str, arrays: dict[str, np.ndarray]) -> float:
    """Return how many terms a layer sums up to an entry of an array.

    What a rounding is relative to is the size of all terms together. As they are disturbed each by itself, the entry
    moves by the root of their squares; together they are at most √terms times that.
    """
    if label != "input" and not label.startswith("output"):
        return max(1.0, arrays["output 0"].size / max(arrays["output 0"].shape[-1], 1))
    matrices = [each for each in module.parameters() if each.ndim > 1]
    if not matrices:
        return 1.0
    largest = max(matrices, key=lambda each: each.numel())
    return largest.numel() / min(largest.shape[:2])


class _Asked:
    """What is asked of a layer."""

    def __init__(self, call, layer, relation, trained):
        self.call, self.layer, self.relation, self.trained = call, layer, relation, trained
        self.shapes: dict[str, tuple[int, ...]] = {}

    def disturbs(self, weight: torch.Tensor) -> bool:
        return weight.ndim < 2 or weight.numel() <= LARGE

    def answer(
        self, module, inputs: list[torch.Tensor], noise: Callable | None = None
    ) -> dict[str, np.ndarray]:
        """Return outputs and gradients in Keras's form, by label."""
        call, first = self.call, inputs[0]
        differentiable = first.is_floating_point()
        if differentiable:
            first = first.detach().requires_grad_(True)
        results = leaves(apply(module, call.template, [first, *inputs[1:]]), torch.Tensor)
        outputs = as_keras(call, self.layer, results, self.relation)
        answer = {f"output {n}": to_array(each) for n, each in enumerate(outputs)}
        loss = 0.0
        for number, each in enumerate(outputs):
            if each.requires_grad:
                sent = torch.from_numpy(cotangent(each.shape, number)).to(each.dtype)
                loss = loss + (each * (noise(sent) if noise else sent)).sum()
        if not isinstance(loss, torch.Tensor):
            return answer
        parameters = dict(module.named_parameters())
        sources = [*([first] if differentiable else []), *parameters.values()]
        found = list(torch.autograd.grad(loss, sources, allow_unused=True))
        if differentiable:
            gradient = found.pop(0)
            gradient = torch.zeros_like(first) if gradient is None else gradient
            answer["input"] = self.relation.to(to_array(gradient))
        gradients = {
            name: _read(torch.zeros_like(weight) if each is None else each)
            for (name, weight), each in zip(parameters.items(), found, strict=True)
        }
        del found
        carried = weights.carried(gradients, call.what, self.layer, self.relation, of_sums=False)
        answer |= {path: each for path, each in carried.items() if path in self.trained}
        self.shapes = {label: each.shape for label, each in answer.items()}
        return {label: thinned(each) if label in self.trained else each for label, each in answer.items()}


def _read(tensor: torch.Tensor) -> np.ndarray:
    """Return a tensor that is nobody else's as an array, without a copy."""
    return (tensor.float() if tensor.dtype == torch.bfloat16 else tensor).cpu().numpy()


def _tensor(array: np.ndarray, dtype: torch.dtype | None) -> torch.Tensor:
    tensor = torch.tensor(np.ascontiguousarray(array))
    return tensor.to(dtype) if dtype and tensor.is_floating_point() else tensor


def _noise(draw: int) -> Callable[[torch.Tensor], torch.Tensor]:
    drawn = torch.Generator().manual_seed(draw)

    def disturbed(tensor: torch.Tensor) -> torch.Tensor:
        if not tensor.is_floating_point():
            return tensor
        return tensor * (1 + DISTURBANCE * torch.randn(tensor.shape, generator=drawn, dtype=tensor.dtype))

    return disturbed
