"""Both models in float64, with the weights that they have: no rounding turns a ReLU or a maximum there.

A weight is widened where it is computed with, and a layer is computed once more when its gradient is taken, so that
the wide numbers of one layer alone are there at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Any

import keras
import numpy as np
import tensorflow as tf
import torch
from torch.overrides import TorchFunctionMode
from torch.utils.checkpoint import checkpoint

from comparisons.aligning import kinds
from comparisons.aligning.calls import Call
from comparisons.aligning.keras_calls import Watch
from comparisons.aligning.torch_calls import at_rest, to_array
from comparisons.aligning.trees import leaves, mapped
from comparisons.aligning.truth import cotangent
from comparisons.judging.rounding import DISTURBANCE

Gradients = dict[str, np.ndarray]


class _Widening(TorchFunctionMode):
    """Within, PyTorch's functions compute in float64.

    instead      tensors that stand for some of the model's weights, by id
    disturbed    weights that are disturbed at random by 2⁻³⁰ where they are widened, and their numbers, by id
    """

    def __init__(self, instead: Mapping[int, torch.Tensor], disturbed: Mapping[int, int]):
        super().__init__()
        self.instead, self.disturbed = instead, disturbed

    def __torch_function__(self, function, types, args=(), kwargs=None):
        if function is torch.Tensor.dtype.__get__:  # a module that compares dtypes finds them equal
            dtype = function(*args)
            return torch.float64 if dtype.is_floating_point else dtype
        name = getattr(function, "__name__", "")
        changes = 1 if name == "__setitem__" or (name.endswith("_") and not name.endswith("__")) else 0
        rest, kwargs = mapped([list(args[changes:]), kwargs or {}], torch.Tensor, self._wide)
        return function(*args[:changes], *rest, **kwargs)

    def _wide(self, tensor: torch.Tensor) -> torch.Tensor:
        if id(tensor) in self.instead:
            tensor = self.instead[id(tensor)]
        if not tensor.is_floating_point():
            return tensor
        return (
            disturbed(tensor.double(), self.disturbed[id(tensor)])
            if id(tensor) in self.disturbed
            else tensor.double()
        )


def disturbed(tensor: torch.Tensor, seed: int) -> torch.Tensor:
    """Return a tensor with every number disturbed at random, by as much as tells how far what hangs on it moves."""
    drawn = torch.Generator().manual_seed(seed)
    return tensor * (1 + DISTURBANCE * torch.randn(tensor.shape, generator=drawn, dtype=tensor.dtype))


def of_torch(
    model: Any, arrays: Sequence[np.ndarray], disturb: bool = False, exactly: Sequence[str] = ()
) -> tuple[list[np.ndarray], Gradients]:
    """Return PyTorch's outputs in float64, and the gradients of its weights by address, rounded to their own dtype.

    disturb    all weights are disturbed at random
    exactly    addresses of weights whose gradients alone are returned, in float64
    """
    named = dict(model.named_parameters())
    seeds = {id(each): seed for seed, each in enumerate(named.values())} if disturb else {}
    learns = {name: each.requires_grad for name, each in named.items()}
    sources, instead = dict(named), {}
    for name in exactly:
        exact = named[name].detach().double()
        sources[name] = disturbed(exact, seeds[id(named[name])]) if disturb else exact
        instead[id(named[name])] = sources[name].requires_grad_(True)
    asked = {name: sources[name] for name in exactly or named}
    tensors = [torch.tensor(each) for each in arrays]
    try:
        for name, each in named.items():
            each.requires_grad_(not exactly or name in exactly)
        with at_rest(model), _made_again(model, instead, seeds):
            with _Widening(instead, seeds):
                returned = leaves(model(*tensors), torch.Tensor)
                loss = sum(
                    (each * torch.from_numpy(cotangent(each.shape, number))).sum()
                    for number, each in enumerate(returned)
                    if each.requires_grad
                )
            found = torch.autograd.grad(loss, list(asked.values()), allow_unused=True)
    finally:
        for name, each in named.items():
            each.requires_grad_(learns[name])
    gradients = {
        name: to_array(torch.zeros_like(weight) if each is None else each)
        for (name, weight), each in zip(asked.items(), found, strict=True)
    }
    return list(map(to_array, returned)), gradients


def moved(model: Any, arrays: Sequence[np.ndarray], names: Sequence[str]) -> Gradients:
    """Return how far gradients of PyTorch move as all weights are disturbed, in units of the disturbance, by address.

    One that is 0 but for rounding, as that of the bias of an attention's keys, has no digits to compare: it moves more.
    """
    exact, other = (of_torch(model, arrays, disturb, names)[1] for disturb in (False, True))
    return {name: (other[name] - exact[name]) / DISTURBANCE for name in names}


@contextmanager
def _made_again(model: torch.nn.Module, *widening) -> Iterator[None]:
    """Within, every layer is computed once more for its gradient: none of its wide numbers is kept till then."""
    layers = [each for each in model.modules() if kinds.of_torch(each)]
    own = [(each, vars(each).get("forward")) for each in layers]
    again = dict(use_reentrant=False, context_fn=lambda: (nullcontext(), _Widening(*widening)))
    try:
        for each in layers:
            each.forward = partial(checkpoint, each.forward, preserve_rng_state=False, **again)
        yield
    finally:
        for each, forward in own:
            if forward is None:
                del each.forward
            else:
                each.forward = forward


def of_keras(
    model: keras.Model,
    arrays: Sequence[np.ndarray],
    asked: Mapping[str, tf.Variable],
    sent: Sequence[np.ndarray],
    whole_attention: bool,
    skip: Sequence[str] = (),
) -> Gradients:
    """Return the gradients of Keras's weights by path, in float64 but for a last rounding.

    asked    the weights, by path
    sent     the gradient that arrives at each output
    skip     names of operations that hand on what they are given

    Raises what Keras raises where a layer cannot be computed so: TypeError, ValueError, tf.errors.OpError.
    """
    with in_float64(model):
        with tf.GradientTape() as tape:
            for each in asked.values():
                tape.watch(each)
            watch = Watch(_again(tape), skip, whole_attention, hollow=True)
            returned = leaves(watch.run(model, [tf.constant(each) for each in arrays]), tf.Tensor)
            loss = sum(
                tf.reduce_sum(tf.cast(each, "float64") * gradient.astype("float64"))
                for each, gradient in zip(returned, sent, strict=True)
                if each.dtype.is_floating
            )
        found = tape.gradient(loss, list(asked.values()))
    return {
        path: np.zeros(value.shape, "float32") if each is None else np.asarray(tf.convert_to_tensor(each))
        for (path, value), each in zip(asked.items(), found, strict=True)
    }


def _again(tape: tf.GradientTape):
    """Return what runs a layer so that it is computed once more for its gradient."""

    def feed(call: Call, run, args: tuple, kwargs: dict):
        weights = [each for each in call.what.weights if "float" in str(each.dtype)]
        tensors = leaves([args, kwargs], tf.Tensor)
        marked = [getattr(each, "_keras_mask", None) for each in tensors]
        structure, masks = [], []

        def compute(given):
            for each, mask in zip(given, marked, strict=False):
                each._keras_mask = mask
            left = iter(given)
            own_args, own_kwargs = mapped([args, kwargs], tf.Tensor, lambda each: next(left))
            with keras.StatelessScope(state_mapping=list(zip(weights, left, strict=True))):
                return run(*own_args, **own_kwargs)

        @tf.custom_gradient
        def once(*given):
            with tape.stop_recording():
                returned = compute(given)
            structure[:] = [returned]
            masks[:] = [getattr(each, "_keras_mask", None) for each in leaves(returned, tf.Tensor)]

            def backward(*sent):
                own = [tf.identity(each) for each in given]  # one tensor may be given twice
                sources = [each for each in own if each.dtype.is_floating]
                with tf.GradientTape() as inner:
                    inner.watch(sources)
                    made = leaves(compute(own), tf.Tensor)
                found = iter(inner.gradient(made, sources, list(sent)))
                return [next(found) if each.dtype.is_floating else None for each in own]

            return leaves(returned, tf.Tensor), backward

        made = once(*tensors, *(tf.convert_to_tensor(each.value) for each in weights))
        for each, mask in zip(made, masks, strict=True):
            each._keras_mask = mask
        left = iter(made)
        return mapped(structure[0], tf.Tensor, lambda each: next(left))

    return feed


class _Wide(keras.DTypePolicy):
    """Computes in float64 with weights in float32."""

    def __init__(self):
        super().__init__("float32")
        self._compute_dtype = "float64"


@contextmanager
def in_float64(model: keras.Model) -> Iterator[None]:
    """Within, a model computes in float64, with the weights that it has."""
    layers = list(_all(model))
    before = [layer.dtype_policy for layer in layers]
    try:
        for layer in layers:
            layer.dtype_policy = _Wide()
        yield
    finally:
        for layer, policy in zip(layers, before, strict=True):
            layer.dtype_policy = policy


def _all(layer: keras.Layer) -> Iterator[keras.Layer]:
    yield layer
    for each in getattr(layer, "_layers", []):
        if isinstance(each, keras.Layer):
            yield from _all(each)
