"""Is the benchmark itself sound? The right pairs agree, in outputs and gradients; each mistake makes a difference."""

import argparse
import sys

import keras
import numpy as np
import tensorflow as tf
import torch
from torch import nn

from benchmarks.models.pairs import NAMES
from benchmarks.models.planted import Planted, mistakes, pair

#: How far two right models may be apart in float64, relative to the largest entry (some constants of Keras go
#: through float32), and how far a mistake must move what it moves.
RIGHT, WRONG = 1e-6, 1e-5


def apart(a, b) -> float:
    """Return how far two lists of arrays are apart, relative to the largest entry of each; ∞ if shapes differ."""
    if [np.shape(each) for each in a] != [np.shape(each) for each in b]:
        return np.inf
    far = [
        np.max(np.abs(x - y), initial=0) / max(np.max(np.abs(y), initial=0), 1e-6)
        for x, y in zip(a, b, strict=True)
    ]
    return float(np.max(far, initial=0))


def last(array: np.ndarray, model: nn.Module) -> np.ndarray:
    """Return an input or output as Keras has it: the channels, in PyTorch after the batch, stand last."""
    return (
        np.moveaxis(array, 1, -1)
        if array.ndim == 4 or (array.ndim == 3 and _channels_first(model))
        else array
    )


def _channels_first(model) -> bool:
    return any(isinstance(each, nn.Conv1d) for each in model.modules())


def answers(torch_model, keras_model, inputs, carry, training=False) -> tuple[list, list]:
    """Return what each model says: outputs, gradients of the real inputs, gradients of the weights in Keras's layout.

    The weights' gradients of PyTorch go the way of the weights: they are carried as if they were weights.
    """
    ours = [torch.as_tensor(x).requires_grad_(np.issubdtype(x.dtype, np.floating)) for x in inputs]
    theirs = [tf.Variable(last(x, torch_model)) for x in inputs]
    outputs = torch_model(*ours)
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    with tf.GradientTape() as tape:
        made = keras_model(theirs if len(theirs) > 1 else theirs[0], training=training)
        made = made if isinstance(made, (tuple, list)) else (made,)
        if [tuple(x.shape) for x in made] != [last(x.detach().numpy(), torch_model).shape for x in outputs]:
            return [x.detach().numpy() for x in outputs], [np.array(x) for x in made]
        weights = [
            np.random.default_rng(n).normal(size=x.shape).astype(keras.config.floatx())
            for n, x in enumerate(made)
        ]
        loss = sum(tf.reduce_sum(x * w) for x, w in zip(made, weights, strict=True))
    real = [x for x in theirs if x.dtype.is_floating]
    variables = [each.value for each in keras_model.trainable_variables]
    slopes = tape.gradient(loss, real + variables)
    slopes = [np.zeros(v.shape) if s is None else np.array(tf.convert_to_tensor(s))
              for s, v in zip(slopes, real + variables, strict=True)]  # fmt: skip
    sum(
        (x * torch.as_tensor(w if x.ndim < 4 else np.moveaxis(w, -1, 1))).sum()
        for x, w in zip(outputs, weights, strict=True)
    ).backward()
    mine = [last(x.detach().numpy(), torch_model) for x in outputs]
    mine += [last(x.grad.numpy(), torch_model) for x in ours if x.requires_grad]
    return mine + carried_gradients(torch_model, keras_model, carry), [np.array(x) for x in made] + slopes


def carried_gradients(torch_model, keras_model, carry) -> list[np.ndarray]:
    """Return the gradients of PyTorch's weights in the places of Keras's trainable weights, whose values stay."""
    kept, before = keras_model.get_weights(), {k: v.clone() for k, v in torch_model.state_dict().items()}
    with torch.no_grad():
        for module in torch_model.modules():
            for name, weight in module.named_parameters(recurse=False):
                twice = isinstance(module, nn.LSTM) and name.startswith(
                    "bias_hh"
                )  # the port sums both biases
                weight.copy_(torch.zeros_like(weight) if twice or weight.grad is None else weight.grad)
    carry(torch_model, keras_model)
    found = [keras.ops.convert_to_numpy(each) for each in keras_model.trainable_variables]
    keras_model.set_weights(kept)
    torch_model.load_state_dict(before)
    return found


def right(name: str, seed: int) -> float:
    """Return how far a right pair is apart in float64."""
    torch_model, keras_model, inputs, carry = pair(name).build(seed)
    carry(torch_model, keras_model)
    return apart(*answers(torch_model, keras_model, inputs, carry))


def trained(keras_model, inputs) -> list[np.ndarray]:
    """Return the weights and statistics of a Keras model after a step of its own training."""
    keras.utils.set_random_seed(0)
    with tf.GradientTape() as tape:
        made = keras_model(inputs, training=True)
        loss = sum(tf.reduce_mean(x**2) for x in (made if isinstance(made, (tuple, list)) else [made]))
    slopes = tape.gradient(loss, [each.value for each in keras_model.trainable_variables])
    for weight, slope in zip(keras_model.trainable_variables, slopes, strict=True):
        if slope is not None:
            weight.assign_sub(0.1 * tf.convert_to_tensor(slope))
    return keras_model.get_weights()


def difference(mistake: Planted, seed: int) -> dict[str, float]:
    """Return what a mistake moves, and how far: Keras's outputs or gradients against PyTorch's, or training."""
    module, sides = mistake.module(), []
    torch_model, keras_model, inputs, carry = module.build(seed)
    if not mistake.carried:
        return dict(outputs=np.inf)
    carry(torch_model, keras_model)
    ours, theirs = answers(torch_model, keras_model, inputs, carry)
    count = len(theirs) - len(keras_model.trainable_variables) - sum(x.dtype.kind == "f" for x in inputs)
    if len(ours) != len(theirs) or count < 1:
        return dict(outputs=np.inf)
    moved = dict(outputs=apart(ours[:count], theirs[:count]), gradients=apart(ours[count:], theirs[count:]))
    if max(moved.values()) > WRONG:
        return moved
    for each in (module, pair(mistake.pair)):
        one, two, arrays, port = each.build(seed)
        port(one, two)
        fed = [last(x, one) for x in arrays]
        sides.append(trained(two, fed if len(fed) > 1 else fed[0]))
    moved["training"] = apart(*sides)
    return moved


def main() -> int:
    """Print how far the right pairs are apart, and the mistakes that do not show where they say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.models.sound", description=__doc__)
    parser.add_argument("--pairs", nargs="+", default=NAMES, choices=NAMES)
    parser.add_argument("--set", nargs="+", default=["open", "held_back"], choices=["open", "held_back"])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--right", action="store_true", help="the right pairs only")
    given = parser.parse_args()
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")
    torch.backends.mha.set_fastpath_enabled(False)
    wrong = 0
    for name in given.pairs:
        far = max(right(name, seed) for seed in range(given.seeds))
        wrong += far > RIGHT
        print(f"{name}: right to {far:.2g}{'' if far <= RIGHT else '  TOO FAR'}", flush=True)
    for mistake in (
        [] if given.right else [m for each in given.set for m in mistakes(each, tuple(given.pairs))]
    ):
        try:
            moved = difference(mistake, 0)
        except Exception as error:
            moved = {}
            print(f"{mistake.pair}, {mistake.what}: {type(error).__name__}: {error}"[:400], flush=True)
        shown = next((where for where, far in moved.items() if far > WRONG), "nothing")
        if shown != mistake.shows:
            wrong += 1
            print(
                f"{mistake.pair}, {mistake.what}: shows in {shown}, not in {mistake.shows}: {moved}",
                flush=True,
            )
    print("sound" if not wrong else f"{wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
