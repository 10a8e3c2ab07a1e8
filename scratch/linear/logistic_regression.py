r"""Logistic regression: one neuron with a sigmoid, trained by gradient descent on the cross-entropy.

    z = x w + b        p = σ(z)                                  the probability that y = 1
    L = mean_n [log(1 + eᶻ) − y z]                               cross-entropy, written for the logit z
    dz = (p − y) / n       dw = xᵀ dz       db = Σ_n dz
    w ← w − α dw           b ← b − α db                          after each minibatch, in the given order

The code writes L and p − y as the binary cross-entropy does, so that no digit is lost where p rounds to 1.

Axes: n samples, d features. Returns the final w and b, and loss, the mean loss of each epoch
as its minibatches saw it (epochs).

Source: Cox, *The regression analysis of binary sequences*, Journal of the Royal Statistical Society B 20(2), 1958;
Bishop, *Pattern Recognition and Machine Learning*, 2006, section 4.3.2.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Float, Probability, Run


@checked
def logistic_regression(
    x: Fixed["n d"],
    y: Probability["n"],
    w: Float["d"],
    b: Float[""],
    *,
    learning_rate=0.1,
    batch_size=32,
    epochs=10,
) -> Run:
    n, loss = len(x), np.zeros(epochs, x.dtype)
    for epoch in range(epochs):
        for start in range(0, n, batch_size):
            x_batch, y_batch = x[start : start + batch_size], y[start : start + batch_size]
            z = x_batch @ w + b
            e = np.exp(-np.abs(z))
            far = ~np.signbit(z) - y_batch  # from the answer that z leans to: p − y without what e adds
            loss[epoch] += np.sum(np.abs(z * far) + np.log1p(e)) / n
            dz = (far - np.copysign(e / (1 + e), z)) / len(z)
            w = w - learning_rate * (x_batch.T @ dz)
            b = b - learning_rate * dz.sum()
    return dict(w=w, b=b, loss=loss)


@checked
def predict(x: Fixed["n d"], w: Float["d"], b: Float[""]):
    """Return the logit z of each sample (n); it is positive where y = 1 is the likelier."""
    return x @ w + b
