"""In Keras the loss is that of a model's own ``compute_loss``; the teacher's weights must be told not to be trained."""

import numpy as np

from comparisons.concepts.models.mlp import data
from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import digits
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.scores import categorical_accuracy
from scratch.models.distillation import distillation
from scratch.models.mlp import mlp


def start(d, g, k):
    """Train the teacher: a perceptron on the same digits."""
    rng, split = np.random.default_rng(0), digits()
    V1, V2 = rng.standard_normal((d, g)) / d**0.5, rng.standard_normal((g, k)) / g**0.5
    run = mlp(split.x_train, split.y_train, V1, np.zeros(g), V2, np.zeros(k), epochs=20)
    return dict(V1=run["W1"], c1=run["b1"], V2=run["W2"], c2=run["b2"])


def kept(teacher: str, student: str, layers: tuple, kind: tuple) -> dict:
    """Return where both networks are kept, each in two layers, and how their kernels and biases are called."""
    names = [("V1", "c1", "V2", "c2"), ("W1", "b1", "W2", "b2")]
    places = [f"{layer}{each}" for layer in layers for each in kind]
    return {
        name: f"{net}{place}"
        for net, group in zip((teacher, student), names, strict=True)
        for name, place in zip(group, places, strict=True)
    }


concept = Concept(
    __name__,
    cases=[
        dict(n=8, d=3, g=6, h=4, k=3, batch_size=3, epochs=2),
        dict(
            n=5, d=2, g=3, h=2, k=2, temperature=1.0, share=1.0, epochs=2, momentum=0.0, dtypes=("float64",)
        ),
        dict(n=1, d=1, g=1, h=1, k=1, share=0.0, epochs=2, momentum=0.0, dtypes=("float64",)),
        dict(data=digits, g=64, h=8, k=10, epochs=5, dtypes=("float32",)),
    ],
    timing=dict(n=1024, d=64, g=256, h=32, k=10, epochs=1),
    data=data,
    start=start,
    pytorch=kept("teacher.", "student.", ("0.", "2."), ("weight: i o -> o i", "bias")),
    keras=kept("teacher_", "student_", ("hidden/", "output/"), ("kernel", "bias")),
    differs=dict(keras=Differs(through_float32(distillation, "momentum"), dict(rounded=ROUNDED))),
    score=dict(accuracy=categorical_accuracy),
)
