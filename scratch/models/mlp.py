r"""Multilayer perceptron: a hidden layer of ReLUs and a softmax, trained by backpropagation.

    Z₁ = x W₁ + b₁         A₁ = max(0, Z₁)                 forward, layer by layer
    Z₂ = A₁ W₂ + b₂        log P = Z₂ − log Σ_j e^{Z₂_j}   log-probability of each class
    L = −mean_n log P_{n, y_n}

    dZ₂ = (P − onehot(y)) / n                              backward, in the opposite order
    dW₂ = A₁ᵀ dZ₂          db₂ = Σ_n dZ₂
    dA₁ = dZ₂ W₂ᵀ          dZ₁ = dA₁ where Z₁ > 0, else 0
    dW₁ = xᵀ dZ₁           db₁ = Σ_n dZ₁
    each weight ← weight − α gradient                      after each minibatch, in the given order

Axes: n samples, d features, h hidden units, k classes. y is the number of the class, 0 to k − 1.
Returns the final W1, b1, W2, b2, and loss, the mean loss of each epoch as its minibatches saw it
(epochs).

Source: Rumelhart, Hinton & Williams, *Learning representations by back-propagating errors*,
Nature 323, 1986; Goodfellow, Bengio & Courville, *Deep Learning*, 2016, section 6.5.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Float, Int, Run


@checked
def mlp(
    x: Fixed["n d"],
    y: Int["n", "k"],
    W1: Float["d h"],
    b1: Float["h"],
    W2: Float["h k"],
    b2: Float["k"],
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

            A1 = np.clip(x_batch @ W1 + b1, 0, np.inf)
            Z2 = A1 @ W2 + b2
            Z2 -= Z2.max(axis=1, keepdims=True)
            log_P = Z2 - np.log(np.exp(Z2).sum(axis=1, keepdims=True))
            loss[epoch] -= log_P[true].sum() / n

            dZ2 = np.exp(log_P)
            dZ2[true] -= 1
            dZ2 /= len(Z2)
            dW2 = A1.T @ dZ2
            db2 = dZ2.sum(axis=0)
            dA1 = dZ2 @ W2.T
            dZ1 = dA1 * (A1 > 0)
            dW1 = x_batch.T @ dZ1
            db1 = dZ1.sum(axis=0)

            W1 = W1 - learning_rate * dW1
            b1 = b1 - learning_rate * db1
            W2 = W2 - learning_rate * dW2
            b2 = b2 - learning_rate * db2
    return dict(W1=W1, b1=b1, W2=W2, b2=b2, loss=loss)


@checked
def predict(x: Fixed["n d"], W1: Float["d h"], b1: Float["h"], W2: Float["h k"], b2: Float["k"]):
    """Return the logits Z₂ of each sample (n k); the largest is that of the likeliest class."""
    return np.clip(x @ W1 + b1, 0, np.inf) @ W2 + b2
