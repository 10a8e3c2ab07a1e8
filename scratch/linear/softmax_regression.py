r"""Softmax regression: a linear layer with a softmax, trained on the cross-entropy.

    Z = x W + b            log P = Z − log Σ_j e^{Z_j}     log-probability of each class
    L = −mean_n log P_{n, y_n}
    dZ = (P − onehot(y)) / n       dW = xᵀ dZ       db = Σ_n dZ
    W ← W − α dW           b ← b − α db                    after each minibatch, in the given order

Axes: n samples, d features, k classes. y is the number of the class, 0 to k − 1. Returns the final
W and b, and loss, the mean loss of each epoch as its minibatches saw it (epochs).

Source: Bishop, *Pattern Recognition and Machine Learning*, 2006, section 4.3.4.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Float, Int, Run


@checked
def softmax_regression(
    x: Fixed["n d"],
    y: Int["n", "k"],
    W: Float["d k"],
    b: Float["k"],
    *,
    learning_rate=0.1,
    batch_size=32,
    epochs=10,
) -> Run:
    n, loss = len(x), np.zeros(epochs, x.dtype)
    for epoch in range(epochs):
        for start in range(0, n, batch_size):
            x_batch, y_batch = x[start : start + batch_size], y[start : start + batch_size]
            true = np.arange(len(y_batch)), y_batch
            Z = x_batch @ W + b
            Z -= Z.max(axis=1, keepdims=True)
            log_P = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
            loss[epoch] -= log_P[true].sum() / n
            dZ = np.exp(log_P)
            dZ[true] -= 1
            dZ /= len(Z)
            W = W - learning_rate * (x_batch.T @ dZ)
            b = b - learning_rate * dZ.sum(axis=0)
    return dict(W=W, b=b, loss=loss)


@checked
def predict(x: Fixed["n d"], W: Float["d k"], b: Float["k"]):
    """Return the logits Z of each sample (n k); the largest is that of the likeliest class."""
    return x @ W + b
