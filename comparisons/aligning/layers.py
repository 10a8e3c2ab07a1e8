"""A pair of layers that have met: Keras's is run on PyTorch's input, with PyTorch's weights."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import tensorflow as tf

from comparisons.aligning import kinds, weights
from comparisons.aligning.calls import Call
from comparisons.aligning.keras_calls import to_array
from comparisons.aligning.relations import Relation
from comparisons.aligning.trees import leaves, mapped
from comparisons.aligning.truth import DRAWS, Truth, cotangent, truth_of


@dataclass
class Met:
    """A call of a layer of Keras that has met its partner.

    inputs     PyTorch's inputs in Keras's order
    run        calls the layer as it was called, on other arguments
    """

    keras: Call
    pytorch: Call
    run: Callable
    args: tuple
    kwargs: dict
    inputs: list[np.ndarray]
    relation: Relation
    right: dict[str, np.ndarray] = field(default_factory=dict)
    truth: Truth | None = None
    places: list[int] = field(default_factory=list)  # where the inputs stand among all tensors of the call

    @property
    def layer(self) -> Any:
        """Keras's layer."""
        return self.keras.what

    @property
    def module(self) -> Any:
        """PyTorch's module."""
        return self.pytorch.what

    @property
    def family(self) -> str:
        """The family of both."""
        return self.keras.kind

    def learn(self, draws: int = DRAWS) -> None:
        """Find the truth of this call; the more draws, the better is known what a rounding of each entry is."""
        trained = [weight.path for weight in self.layer.trainable_weights]
        self.truth = truth_of(self.pytorch, self.layer, self.relation, trained, draws)

    def sent(self, shape: tuple[int, ...]) -> np.ndarray:
        """Return the gradient that arrives at the first output."""
        return cotangent(shape, 0).astype("float64")

    def loads(self) -> bool:
        """Give Keras's layer PyTorch's weights; say whether their shapes let it."""
        return load(self.layer, self.right or weights.expected(self.module, self.layer, self.relation))

    def forget(self) -> None:
        """Let go of the arrays that are needed no more: those of all layers together would be many models."""
        self.truth, self.right = None, {}

    def answer(
        self,
        layer: Any = None,
        inputs: Sequence[np.ndarray] | None = None,
        masked: bool = True,
        **more,
    ) -> dict[str, np.ndarray]:
        """Return what a layer says to PyTorch's inputs: outputs and gradients, by the labels of the truth.

        layer     another one in the place of Keras's
        inputs    others in the place of PyTorch's; they have no gradients to compare
        masked    False lets it read the steps that are masked
        more      what it is called with besides
        """
        run = layer or self.run
        layer = layer or self.layer
        tensors = leaves([self.args, self.kwargs], tf.Tensor)
        for place, array in zip(self.places, self.inputs if inputs is None else inputs, strict=True):
            tensors[place] = _like(array, tensors[place], masked)
        left = iter(tensors)
        args, kwargs = mapped([self.args, self.kwargs], tf.Tensor, lambda each: next(left))
        kwargs = {name: each for name, each in kwargs.items() if masked or "mask" not in name} | more
        trained = [weight.value for weight in layer.trainable_weights]
        first = tensors[0]
        with tf.GradientTape() as tape:
            watched = ([first] if first.dtype.is_floating else []) + trained
            for each in watched:
                tape.watch(each)
            returned = run(*args, **kwargs)
            outputs = leaves(returned, tf.Tensor)
            loss = sum(
                tf.reduce_sum(each * tf.cast(cotangent(each.shape, number), each.dtype))
                for number, each in enumerate(outputs)
                if each.dtype.is_floating
            )
        self.mask_out = getattr(outputs[0], "_keras_mask", None)
        trained = [
            weight.value for weight in layer.trainable_weights
        ]  # a new layer has them only after its call
        answer = {f"output {n}": to_array(each) for n, each in enumerate(outputs)}
        if layer is not self.layer or inputs is not None:
            return answer
        found = tape.gradient(loss, watched)
        if first.dtype.is_floating:
            answer["input"] = _dense(found.pop(0), first)
        paths = [weight.path for weight in layer.trainable_weights]
        return answer | {
            path: _dense(each, value) for path, each, value in zip(paths, found, trained, strict=True)
        }

    def worst(self, answer: Mapping[str, np.ndarray], outputs: bool) -> tuple[float, str]:
        """Return by how much an answer exceeds what is allowed at worst, and where: of outputs, or of gradients."""
        worst = (0.0, "")
        for label in self.truth.arrays:
            if label.startswith("output") is not outputs or label not in answer:
                continue
            array = answer[label]
            if label == "input" and self.relation.name == "padded":
                array = array * self.relation.to(np.ones(self.pytorch.inputs[0].shape))
            far = self.truth.far(label, array)
            if far / self.truth.allows(label) > worst[0] or not worst[1]:
                worst = far / self.truth.allows(label), label
        return worst

    def tried(self, changed: Mapping, after: Callable | None = None, **more) -> bool:
        """Say whether a layer built anew with changed settings, and called otherwise, returns what PyTorch's does."""
        try:
            fresh = rebuilt(self.layer, changed)
            self.answer(fresh, **more)
            if not load(fresh, weights.expected(self.module, fresh, self.relation), by_place=True):
                return False
            answer = self.answer(fresh, **more)
        except Exception:  # a layer that such settings do not suit is no repair
            return False
        if after:
            answer = {label: after(array) for label, array in answer.items()}
        return self.worst(answer, outputs=True)[0] <= 1


def rebuilt(layer: Any, changed: Mapping) -> Any:
    """Return a layer like another with some settings changed; its activation, if it is glue, is taken off."""
    config = dict(layer.get_config())
    if type(layer).__name__ == "Bidirectional":
        own = {name: each for name, each in changed.items() if name in config}
        inner = {name: each for name, each in changed.items() if name not in own}
        for part in ("layer", "backward_layer"):
            if config.get(part):
                config[part] = {**config[part], "config": {**config[part]["config"], **inner}}
        return type(layer).from_config({**config, **own, "name": None})
    fused = kinds.FAMILIES[kinds.of_keras(layer)].fused
    off = dict(activation="linear") if fused and "activation" not in changed else {}
    return type(layer).from_config({**config, **off, **changed, "name": None})


def load(layer: Any, arrays: Mapping[str, np.ndarray], by_place: bool = False) -> bool:
    """Assign a layer's weights; say whether their shapes let it, else leave them as they are."""
    new = [arrays[weight.path] for weight in layer.weights]
    if [each.shape for each in new] != [tuple(weight.shape) for weight in layer.weights]:
        return False
    for weight, array in zip(layer.weights, new, strict=True):
        weight.assign(array)
    return True


def _like(array: np.ndarray, tensor: tf.Tensor, masked: bool) -> tf.Tensor:
    """Return an array as a tensor of the dtype of another, with its mask."""
    made = tf.cast(tf.constant(array), tensor.dtype)
    mask = getattr(tensor, "_keras_mask", None)
    if masked and mask is not None:
        made._keras_mask = mask
    return made


def _dense(gradient, tensor) -> np.ndarray:
    if gradient is None:
        return np.zeros(tuple(tensor.shape), "float32")
    return to_array(tf.convert_to_tensor(gradient))
