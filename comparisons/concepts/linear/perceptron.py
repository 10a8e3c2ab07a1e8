"""The oldest learning rule is gradient descent, once the gradient at a tie is chosen as the rule acts."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.data import iris_signs
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import SHARING, TIED
from comparisons.declaring.scores import binary_accuracy


def data(rng, n, d, tied=True):
    """Draw classes, and weights that are 0 if the first score is to be ``tied``."""
    drawn = dict(y=rng.choice([-1, 1], n))
    return drawn | dict(w=np.zeros(d), b=0) if tied else drawn


def halving(x, y, w, b, *, learning_rate, epochs):
    """Learn half as much from a tie."""
    loss, mistakes = np.zeros_like(x, shape=epochs), np.zeros_like(x, shape=epochs)
    for epoch in range(epochs):
        for x_n, y_n in zip(x, y, strict=True):
            z = x_n @ w + b
            if y_n * z <= 0:
                rate = learning_rate * (1 - (z == 0) / 2)
                w, b = w + rate * y_n * x_n, b + rate * y_n
                loss[epoch] -= y_n * z
                mistakes[epoch] += 1
    return dict(w=w, b=b, loss=loss / len(x), mistakes=mistakes / len(x))


concept = Concept(
    __name__,
    cases=[
        dict(n=23, d=3, epochs=4),
        dict(n=11, d=5, epochs=3, learning_rate=0.1),
        dict(n=1, d=1, epochs=2),
        dict(data=iris_signs, epochs=5),
        dict(n=9, d=3, epochs=2, tied=False),
    ],
    timing=dict(n=64, d=64, epochs=1),
    data=data,
    pytorch=dict(w="weight: d -> 1 d", b="bias: -> 1"),
    keras=dict(w="kernel: d -> d 1", b="bias: -> 1", prediction="n -> n 1"),
    differs=dict.fromkeys(SHARING, Differs(halving, dict(tied=TIED))),
    score=dict(accuracy=binary_accuracy),
)
