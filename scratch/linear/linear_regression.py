r"""Linear regression: one neuron without activation, trained on the squared error.

    ŷ = x w + b
    L = mean_n (ŷ − y)²
    dŷ = 2 (ŷ − y) / n     dw = xᵀ dŷ       db = Σ_n dŷ
    w ← w − α dw           b ← b − α db                    after each minibatch, in the given order

Axes: n samples, d features. Returns the final w and b, and loss, the mean loss of each epoch
as its minibatches saw it (epochs).

Source: Widrow & Hoff, *Adaptive switching circuits*, IRE WESCON Convention Record, 1960;
Goodfellow, Bengio & Courville, *Deep Learning*, 2016, section 5.1.4.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Float, Run


@checked
def linear_regression(
    x: Fixed["n d"],
    y: Fixed["n"],
    w: Float["d"],
    b: Float[""],
    *,
    learning_rate=0.01,
    batch_size=32,
    epochs=10,
) -> Run:
    n, loss = len(x), np.zeros(epochs, x.dtype)
    for epoch in range(epochs):
        for start in range(0, n, batch_size):
            x_batch, y_batch = x[start : start + batch_size], y[start : start + batch_size]
            error = x_batch @ w + b - y_batch
            loss[epoch] += np.sum(error**2) / n
            dy_hat = 2 * error / len(error)
            w = w - learning_rate * (x_batch.T @ dy_hat)
            b = b - learning_rate * dy_hat.sum()
    return dict(w=w, b=b, loss=loss)


@checked
def predict(x: Fixed["n d"], w: Float["d"], b: Float[""]):
    """Return the prediction ŷ for each sample (n)."""
    return x @ w + b
