"""Keras is watched, and fed: every call of a layer can be answered by somebody else.

Seen are layers, operations of functional models, ``keras.ops``, TensorFlow's functions and its tensors' operators.
"""

import inspect
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras.src.ops.operation import Operation

from comparisons.aligning import kinds
from comparisons.aligning.calls import Call, Place, Record, bound
from comparisons.aligning.tensors import Tensors
from comparisons.aligning.trees import leaves, mapped
from comparisons.aligning.words import told, word

#: The operators of a tensor that are calls of a function.
_OPERATORS = [
    *(f"__{r}{name}__" for name in ("add", "sub", "mul", "truediv", "matmul", "pow") for r in ("", "r")),
    "__neg__", "__getitem__",
]  # fmt: skip

#: TensorFlow's functions that only look, or that change no tensor's numbers and are called all the time.
_LOOKS = {
    "shape",
    "rank",
    "size",
    "is_tensor",
    "name_scope",
    "function",
    "cast",
    "convert_to_tensor",
    "executing_eagerly",
}

#: What Keras's functions are given that is a tensor, or will be one.
TENSORS = (tf.Tensor, keras.Variable, keras.KerasTensor)

Feed = Callable[[Call, Callable, tuple, dict], Any]


def to_array(tensor) -> np.ndarray:
    """Return a tensor as an array, to be read alone; of bfloat16, which NumPy has not, in float32.

    It shares the tensor's memory, as nothing changes a tensor; of a variable it is a copy.
    """
    if isinstance(tensor, keras.Variable):
        tensor = tensor.value
    return np.asarray(tf.cast(tensor, "float32") if tensor.dtype == tf.bfloat16 else tensor)


class Watch:
    """Watches what Keras does while it is entered.

    feed    answers a layer's call in its place: it is given the call, what runs the layer itself, and its arguments.
            The layer answers itself where there is none
    skip    names of operations that hand on what they are given
    whole_attention    whether an attention is one layer, or its projections are
    hollow  keeps no number of the arrays, which then take no memory
    """

    def __init__(
        self,
        feed: Feed | None = None,
        skip: Sequence[str] = (),
        whole_attention: bool = True,
        hollow: bool = False,
    ):
        self.record, self.feed, self.skip, self.whole_attention = Record(), feed, skip, whole_attention
        self.depth = 0
        self.tensors = Tensors(to_array, _version, hollow)

    def read(self, tensors: Sequence) -> tuple[list[np.ndarray], list[Hashable]]:
        """Return what tensors hold, and what tells each from others."""
        return self.tensors.arrays(tensors), self.tensors.keys(tensors)

    def run(self, model: keras.Model, tensors: Sequence) -> Any:
        """Run a model on tensors as it is used, not trained; return what it returned."""
        self.record.inputs, self.record.given = self.read(tensors)
        with self.entered():
            returned = self.call(model, tensors)
        self.record.outputs, self.record.made = self.read(leaves(returned, tf.Tensor))
        return returned

    @staticmethod
    def call(model: keras.Model, tensors: Sequence, training: bool = False) -> Any:
        """Call a model on tensors in the structure that it takes."""
        structure = getattr(model, "_inputs_struct", None)  # its leaves stand in the order of model.inputs
        if isinstance(structure, dict) and len(structure) == len(tensors):
            return model(keras.tree.pack_sequence_as(structure, tensors), training=training)
        return model(tensors if len(tensors) > 1 else tensors[0], training=training)

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Within, all calls are seen."""
        with _replaced(self._replacements()):
            yield

    def _replacements(self) -> Iterator[tuple[Any, str, Callable]]:
        yield keras.Layer, "__call__", self._of_objects(keras.Layer.__call__)
        yield Operation, "__call__", self._of_objects(Operation.__call__)
        for room, prefix in (
            (keras.ops, "ops"),
            (keras.src.ops, "ops"),
            (tf, "tf"),
            (tf.nn, "tf.nn"),
            (tf.math, "tf.math"),
        ):
            for name, function in list(vars(room).items()):
                if inspect.isfunction(function) and name[0] != "_" and name not in _LOOKS:
                    yield room, name, self._of_functions(function, f"{prefix}.{name}", name)
        for name in _OPERATORS:
            yield tf.Tensor, name, self._of_functions(getattr(tf.Tensor, name), name.strip("_"), name)

    def _of_objects(self, original: Callable) -> Callable:
        def call(this, *args, **kwargs):
            def run(*a, **k):
                return original(this, *a, **k)

            if self.depth or leaves([args, kwargs], keras.KerasTensor):
                return run(*args, **kwargs)
            is_layer = isinstance(this, keras.Layer)
            family = kinds.of_keras(this) if is_layer else ""
            family = "" if family == "attention" and not self.whole_attention else family
            own = _own(this) and word(type(this).__name__) != "dropout"
            if is_layer and not family and (_parts(this) or isinstance(this, keras.Model) or own):
                return run(*args, **kwargs)  # what it is made of is seen
            settings = dict(this.get_config()) if is_layer else dict(vars(this))
            plain = [each for each in args if not leaves(each, tf.Tensor)]
            if not is_layer and plain:
                settings["key"] = plain[0]
            kind = family or told(type(this).__name__, settings)
            if kind == "activation":
                kind = word(getattr(this.activation, "__name__", "activation"))
            made = self._call(kind, this.name, this, settings, args, kwargs)
            made.layer = bool(family)
            _again(made, run, args, kwargs)
            if family and not this.built:
                self._quietly(
                    run, args, kwargs
                )  # a layer that has no weights yet makes them when it is called
            if family:
                self.record.calls.append(made)
                if self.feed:
                    return self._quietly(self.feed, (made, run, args, kwargs))
                returned = self._quietly(run, args, kwargs)
                self.finish(made, returned)
                return returned
            return self._seen(made, run, args, kwargs)

        return call

    def _of_functions(self, original: Callable, name: str, plain: str) -> Callable:
        def call(*args, **kwargs):
            if (
                self.depth
                or not leaves([args, kwargs], tf.Tensor)
                or leaves([args, kwargs], keras.KerasTensor)
            ):
                return original(*args, **kwargs)
            settings = bound(original, args, kwargs, TENSORS)
            made = self._call(told(plain, settings), name, original, settings, args, kwargs)
            _again(made, original, args, kwargs)
            return self._seen(made, original, args, kwargs)

        return call

    def _call(self, kind, name, what, settings, args, kwargs) -> Call:
        given = leaves([args, kwargs], (tf.Tensor, keras.Variable))
        dtype = next((each.dtype for each in given if "float" in str(each.dtype)), "float32")
        dtype = dtype if isinstance(dtype, str) else dtype.name
        return Call(kind, name, what, settings, *self.read(given), dtype=dtype)

    def _seen(self, made: Call, run: Callable, args, kwargs):
        if made.kind in self.skip:
            return leaves([args, kwargs], tf.Tensor)[0]
        returned = self._quietly(run, args, kwargs)
        if made.kind == "dropout" and isinstance(returned, tf.Tensor):
            returned = self._another(returned)
        self.finish(made, returned)
        if _in_training(made) or (made.made and not set(made.made) <= set(made.given)):
            self.record.calls.append(made)
        return returned

    def _another(self, tensor):
        """Return a tensor of the same numbers: a dropout that hands on what it is given is told from its input."""
        made, mask = self._quietly(tf.identity, (tensor,)), getattr(tensor, "_keras_mask", None)
        if mask is not None:
            made._keras_mask = mask
        return made

    def _quietly(self, run: Callable, args=(), kwargs=None):
        self.depth += 1
        try:
            return run(*args, **(kwargs or {}))
        finally:
            self.depth -= 1

    def within(self, name: str, activation: Callable, tensor):
        """Apply the activation that a layer has within it, as a piece of glue of its own."""
        made = self._call(
            word(getattr(activation, "__name__", "activation")), name, activation, {}, (tensor,), {}
        )
        _again(made, activation, (tensor,), {})
        returned = activation(tensor)
        mask = getattr(tensor, "_keras_mask", None)
        if mask is not None:
            returned._keras_mask = mask
        self.finish(made, returned)
        self.record.calls.append(made)
        return returned

    def finish(self, made: Call, returned) -> None:
        """Note what a call returned."""
        made.outputs, made.made = self.read(leaves(returned, tf.Tensor))


def _version(tensor) -> int | None:
    return None if isinstance(tensor, keras.Variable) else 0


def _in_training(made: Call) -> bool:
    """Say whether a call may do something in training alone: it is noted, though it hands on what it is given."""
    layer = isinstance(made.what, keras.Layer) and type(made.what).__module__.startswith("keras.")
    return made.kind == "dropout" or (layer and made.what._call_has_training_arg)


def _parts(layer: keras.Layer) -> list:
    return [each for each in getattr(layer, "_layers", []) if isinstance(each, keras.Layer)]


def _own(layer: keras.Layer) -> bool:
    """Say whether a person wrote the layer, so that what it does is worth seeing."""
    return not type(layer).__module__.startswith("keras.")


@contextmanager
def _replaced(replacements: Iterator[tuple[Any, str, Callable]]) -> Iterator[None]:
    before = []
    try:
        for room, name, function in list(replacements):
            before.append((room, name, room.__dict__[name]))
            setattr(room, name, function)
        yield
    finally:
        for room, name, function in reversed(before):
            setattr(room, name, function)


def _again(call: Call, function: Callable, args, kwargs) -> None:
    """Let a call know how it is made once more, on other arrays."""
    tensor_like = (tf.Tensor, keras.Variable)
    dtypes = [each.dtype for each in leaves([args, kwargs], tensor_like)]
    call.template = mapped([args, kwargs], tensor_like, lambda tensor: Place())

    def run(arrays: Sequence[np.ndarray]) -> list[np.ndarray]:
        left = iter([tf.cast(tf.constant(a), d) for a, d in zip(arrays, dtypes, strict=True)])
        filled_args, filled_kwargs = mapped(call.template, Place, lambda place: next(left))
        return list(map(to_array, leaves(function(*filled_args, **filled_kwargs), tf.Tensor)))

    call.run = run
