r"""Perceptron: one neuron that learns from its mistakes alone, a sample at a time.

    z = x w + b                                     its sign is the prediction
    where y z ≤ 0:  w ← w + α y x       b ← b + α y

That is gradient descent on L = max(0, −y z), in the given order of samples. Where a line can
separate the classes, it is found after finitely many mistakes.

Axes: n samples, d features. y is −1 or 1. Returns the final w and b and, for each epoch, loss, the
mean of L, and mistakes, the share of samples from which it learned, both as the steps saw them.

Source: Rosenblatt, *The perceptron: a probabilistic model for information storage and organization
in the brain*, Psychological Review 65(6), 1958; Bishop, *Pattern Recognition and Machine Learning*,
2006, section 4.1.7.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Float, Run, Sign


@checked
def perceptron(
    x: Fixed["n d"], y: Sign["n"], w: Float["d"], b: Float[""], *, learning_rate=1.0, epochs=10
) -> Run:
    loss, mistakes = np.zeros_like(x, shape=epochs), np.zeros_like(x, shape=epochs)
    for epoch in range(epochs):
        for x_n, y_n in zip(x, y, strict=True):
            z = x_n @ w + b
            if y_n * z <= 0:
                w = w + learning_rate * y_n * x_n
                b = b + learning_rate * y_n
                loss[epoch] -= y_n * z
                mistakes[epoch] += 1
    return dict(w=w, b=b, loss=loss / len(x), mistakes=mistakes / len(x))


@checked
def predict(x: Fixed["n d"], w: Float["d"], b: Float[""]):
    """Return the score z of each sample (n); its sign is the predicted class."""
    return x @ w + b
